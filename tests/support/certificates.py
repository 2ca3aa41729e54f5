"""Certificates as a district makes its own: a CA, and one for the server's address."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

CALENDAR = datetime(2020, 1, 1, tzinfo=UTC)
LONG = timedelta(days=36500)


class Authority:
    """A district's own CA. `file` is what rooms are given."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("区政务 CA")
        ca = _begun(self._name, self._name, self._key.public_key(), CALENDAR + LONG)
        made = ca.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).add_extension(
            x509.KeyUsage(True, False, False, False, False, True, True, False, False), critical=True
        )
        self.file = folder / "ca.pem"
        self.file.write_bytes(made.sign(self._key, SHA256()).public_bytes(Encoding.PEM))

    def certify(self, host: str = "127.0.0.1", *, expired: bool = False) -> tuple[Path, Path]:
        """The certificate and key files of a server at an address."""
        key = ec.generate_private_key(ec.SECP256R1())
        until = CALENDAR + timedelta(days=1) if expired else CALENDAR + LONG
        made = _begun(_name(host), self._name, key.public_key(), until).add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False
        )
        known = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        signed = made.add_extension(known, critical=False).sign(self._key, SHA256())
        cert, secret = self._folder / "server.pem", self._folder / "server.key"
        cert.write_bytes(signed.public_bytes(Encoding.PEM))
        secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return cert, secret


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, until: datetime
) -> x509.CertificateBuilder:
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    made = made.serial_number(x509.random_serial_number()).not_valid_before(CALENDAR).not_valid_after(until)
    return made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
