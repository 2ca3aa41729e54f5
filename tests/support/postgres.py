"""A real PostgreSQL of the tests' own, from the installed server, over a socket in a temporary folder."""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

DEBIAN_SERVERS = Path("/usr/lib/postgresql")
START_SECONDS = 30
SERVER_USERS = ("postgres", "nobody")
INITDB_WORDS = ("-E", "UTF8", "--locale=C.UTF-8", "--no-sync")


class NoPostgresError(RuntimeError):
    """No server program is installed, or it did not start."""


def server_programs() -> Path:
    """The folder that holds `initdb` and `postgres`: Debian's newest, else the one on the path."""
    folders = [program.parent for program in DEBIAN_SERVERS.glob("*/bin/postgres")]
    if folders:
        return max(folders, key=lambda folder: int(folder.parent.name))
    found = shutil.which("postgres")
    if found is None:
        raise NoPostgresError("PostgreSQL's server is not installed: apt-get install postgresql")
    return Path(found).resolve().parent


def server_user() -> pwd.struct_passwd | None:
    """Who runs the server: PostgreSQL refuses root, so another account then; None means whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    return next(accounts[name] for name in SERVER_USERS if name in accounts)


def stop_with_parent() -> list[str]:
    """What goes before a command so that it stops when the tests are killed; nothing where it is not known."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT", "--"] if setpriv else []


class Cluster:
    """A running server. `with Cluster() as cluster: url = cluster.new_database()`.

    It keeps nothing safe over a crash (`fsync` off) unless asked to. It is reached over a Unix socket in its own
    folder, which only its user and root may enter, and it stops with the process that started it.
    """

    def __init__(self, *, fsync: bool = False) -> None:
        self._programs = server_programs()
        self._user = server_user()
        self._settings = {"listen_addresses": "", "fsync": "on" if fsync else "off", "max_connections": "100"}
        self._turns = itertools.count(1)
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Cluster":
        self.folder = Path(tempfile.mkdtemp(prefix="reception-pg-"))
        try:
            self._create()
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(START_SECONDS)
        shutil.rmtree(self.folder)

    def url(self, database: str = "postgres") -> str:
        """Where SQLAlchemy finds a database of this server."""
        return f"postgresql+psycopg://reception@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """The URL of a fresh, empty database."""
        name = f"district_{next(self._turns)}"
        self._order("CREATE DATABASE {}", name)
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._order("DROP DATABASE {} WITH (FORCE)", urlsplit(url).path.lstrip("/"))

    def _order(self, statement: LiteralString, name: str) -> None:
        with self._connect() as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user="reception", dbname="postgres", autocommit=True)

    def _create(self) -> None:
        if self._user is not None:
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
        made = subprocess.run(
            [self._programs / "initdb", "-D", self.folder / "cluster", "-U", "reception", "-A", "trust", *INITDB_WORDS],
            capture_output=True, text=True, cwd=self.folder, **self._identity(),
        )  # fmt: skip
        if made.returncode != 0:
            raise NoPostgresError(made.stderr)

    def _start(self) -> None:
        settings = [word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")]
        program = str(self._programs / "postgres")
        command = [program, "-D", str(self.folder / "cluster"), "-k", str(self.folder), *settings]
        with (self.folder / "server.log").open("wb") as log:
            server: subprocess.Popen[bytes] = subprocess.Popen(
                [*stop_with_parent(), *command], stdout=log, stderr=log, cwd=self.folder, **self._identity()
            )
        self._server = server
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if server.poll() is not None or time.monotonic() > deadline:
                raise NoPostgresError((self.folder / "server.log").read_text(errors="replace"))
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _identity(self) -> dict[str, Any]:
        """What makes a child run as the server's user: PostgreSQL refuses to run as root."""
        if self._user is None:
            return {}
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
