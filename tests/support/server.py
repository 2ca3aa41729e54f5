"""A district's server as a process of its own on loopback, as the district runs it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from reception.district.enrolment import enrol_code, revoke
from reception.district.office import District, open_district
from reception.domain.clock import Id

READY_SECONDS = 30


class DistrictServer:
    """`reception serve` on a free port; `url` is what it printed. Stopped by SIGTERM at the end of a `with`.

    `more` are further words of the command; what it notes goes to `log` in the folder.
    """

    def __init__(self, folder: Path, *more: str) -> None:
        self._folder = folder
        self._more = more
        self.log = folder / "log"
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def __enter__(self) -> "DistrictServer":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Serve; returns when it is ready."""
        port = self.url.rpartition(":")[2] or "0"
        command = self._command("serve", "--port", port, *self._more)
        self._folder.mkdir(exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        assert self.url.startswith("http"), "the server did not come up"

    def stop(self) -> None:
        """Stop as the system stops a service."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(READY_SECONDS)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def enrol_code(self, room: str) -> str:
        """A one-time code for a device of a room, as the verb gives it, but without a process for each."""
        with self._district() as district:
            return enrol_code(district, room)

    @contextmanager
    def _district(self) -> Iterator[District]:
        place = self._more[self._more.index("--database") + 1] if "--database" in self._more else self._folder
        district = open_district(place, sample="--sample" in self._more)
        try:
            yield district
        finally:
            district.close()

    def revoke(self, device: Id) -> None:
        """Show a device the door."""
        with self._district() as district:
            revoke(district, device)

    def run(self, *words: str, said: str = "") -> str:
        """Another verb on the server's folder; what it printed."""
        command = self._command(*words)
        done = subprocess.run(command, input=said, capture_output=True, text=True, check=True, env=os.environ)
        return done.stdout

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "reception.cli.main", *words, "--data", str(self._folder)]
