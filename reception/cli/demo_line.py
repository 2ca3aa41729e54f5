"""What the demo puts between its PCs and its server: a certificate of its own, and a line that breaks when told to."""

import socket
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

LOOPBACK = "127.0.0.1"
_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
_LIFE = timedelta(days=36500)
_PIECE = 4096


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for loopback that is its own authority, and its key, as PEM files."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "reception demo")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_SINCE)
        .not_valid_after(_SINCE + _LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOOPBACK))]), critical=False)
        .sign(secret, SHA256())
    )
    cert, key = folder / "demo-cert.pem", folder / "demo-key.pem"
    cert.write_bytes(made.public_bytes(Encoding.PEM))
    key.write_bytes(secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return cert, key


class BadLine:
    """Carries bytes from a port of its own to the server's. `cut_after` breaks it once so many have gone up."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server((LOOPBACK, 0))
        self._left: int | None = None
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, name="demo line", daemon=True).start()

    def __enter__(self) -> "BadLine":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._listener.close()

    @property
    def port(self) -> int:
        """Where the PCs call."""
        return int(self._listener.getsockname()[1])

    def cut_after(self, sent: int) -> None:
        """Break the line when so many more bytes have gone up, and refuse every call until `mend`."""
        with self._lock:
            self._left = sent

    def mend(self) -> None:
        """The line is back."""
        with self._lock:
            self._left = None

    def _accept(self) -> None:
        with suppress(OSError):  # closed: the day is over
            while True:
                caller, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(caller,), name="demo call", daemon=True).start()

    def _connect(self, caller: socket.socket) -> None:
        if not self._may_pass(0):
            caller.close()
            return
        server = socket.create_connection((LOOPBACK, self._target))
        down = threading.Thread(target=_carry, args=(server, caller), name="demo answer", daemon=True)
        down.start()
        with suppress(OSError):
            while (piece := caller.recv(_PIECE)) and self._may_pass(len(piece)):
                server.sendall(piece)
        for end in (server, caller):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        down.join()
        server.close()
        caller.close()

    def _may_pass(self, sent: int) -> bool:
        with self._lock:
            if self._left is None:
                return True
            self._left -= sent
            return self._left > 0


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(_PIECE):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
