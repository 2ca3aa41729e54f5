"""The district as a server knows it: database, key, clock, and who it is."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, insert, select

from reception.district import schema, signing
from reception.district.database import FILE, Database, open_database
from reception.district.signing import SAMPLE_SEED, Signer
from reception.district.tables import COUNTER, DEVICE, DISTRICT
from reception.domain.clock import Clock, Id, SystemClock, to_text
from reception.domain.errors import Conflict, Damaged

NANGANG = 230103
"""GB/T 2260 code of the district that a server is for unless told otherwise."""

SAMPLE_IDENTITY = hashlib.blake2b(b"reception: the sample district", digest_size=16).hexdigest()
SAMPLE_DEVICE = Id(hashlib.blake2b(b"reception: the sample district's device", digest_size=16).hexdigest())


@dataclass(frozen=True)
class District:
    """An open district. `identity` names the server to its rooms for ever; `device` signs the district's entries."""

    number: int
    identity: Id
    device: Id
    sample: bool
    database: Database
    signer: Signer
    clock: Clock

    @property
    def now(self) -> str:
        """The present as it stands in entries."""
        return to_text(self.clock.now())

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_district(
    place: Path | str, *, sample: bool = False, number: int = NANGANG, key: Path | None = None,
    clock: Clock | None = None,
) -> District:  # fmt: skip
    """Open, or at first make, a district's server folder or the database of a URL.

    The signing key lies in the folder (`district.key`), or for a URL in the file `key` or else the one that
    `RECEPTION_DISTRICT_KEY_FILE` names (default `district.key` in the working folder).
    Raises Conflict when the server is a sample and `sample` is not asked, or the other way; NotFound or Damaged when
    an existing district's key is gone or another's.
    """
    database = open_database(place)
    try:
        with database.writing() as conn:
            schema.upgrade(conn)
            return _meet(conn, database, number, sample, _key_path(place, key), clock or SystemClock())
    except BaseException:
        database.close()
        raise


def recorded_sample(place: Path | str) -> bool:
    """Whether the server of this folder or database is a sample one."""
    database = open_database(place)
    try:
        with database.reading() as conn:
            return bool(conn.execute(select(DISTRICT.c.sample)).scalars().first())
    finally:
        database.close()


def is_server_folder(folder: Path) -> bool:
    """Whether a district's database lies here."""
    return (folder / FILE).exists()


def _key_path(place: Path | str, key: Path | None) -> Path:
    if key is not None:
        return key
    if isinstance(place, Path):
        return place / signing.FILE
    return Path(os.environ.get("RECEPTION_DISTRICT_KEY_FILE", signing.FILE))


def _meet(conn: Connection, database: Database, number: int, sample: bool, key: Path, clock: Clock) -> District:
    found = conn.execute(select(DISTRICT).where(DISTRICT.c.district == number)).one_or_none()
    if found is None:
        district = _found(database, number, sample, key, clock)
        _note(conn, district)
        return district
    if found.sample != sample:
        raise _mixed(found.sample)
    signer = Signer(SAMPLE_SEED) if sample else signing.read_key(key)
    if signer.public_key != found.public_key:
        raise Damaged(
            f"密钥文件 {key} 不是本区的", english=f"the key file {key} belongs to another district", field="key"
        )
    return District(number, Id(found.identity), Id(found.device), sample, database, signer, clock)


def _found(database: Database, number: int, sample: bool, key: Path, clock: Clock) -> District:
    if sample:
        return District(number, Id(SAMPLE_IDENTITY), SAMPLE_DEVICE, True, database, Signer(SAMPLE_SEED), clock)
    signer = signing.read_key(key) if key.exists() else signing.make_key(key)
    return District(number, clock.new_id(), clock.new_id(), False, database, signer, clock)


def _note(conn: Connection, district: District) -> None:
    row = {
        "district": district.number, "identity": district.identity, "device": district.device,
        "public_key": district.signer.public_key, "sample": district.sample, "made_at": district.now,
    }  # fmt: skip
    conn.execute(insert(DISTRICT), row)
    conn.execute(insert(COUNTER), {"district": district.number, "n": 0})
    device = {"district": district.number, "device": district.device, "room": "", "enrolled_at": district.now}
    conn.execute(insert(DEVICE), device)


def _mixed(is_sample: bool) -> Conflict:
    if is_sample:
        return Conflict(
            "这是样例服务器，只能用 --sample 打开",
            english="this is a sample server: open it with --sample",
            field="sample",
        )
    return Conflict("这是正式服务器，不能当样例打开", english="this is a real server, not a sample one", field="sample")
