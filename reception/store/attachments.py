"""Photos, scans and papers of cases, in a second encrypted file: 256 KB chunks, named by the SHA-256 of the content.

What arrives from the district may be here in part; it counts as here once all of it is, and its hash is right.
"""

import hashlib
import io
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from reception.domain.errors import Conflict, Damaged, InvalidInput, NotFound, ReceptionError, Unavailable
from reception.store.engine import Engines, open_engines

ATTACHMENTS = "attachments.db"
CHUNK_BYTES = 256 * 1024
LARGEST = 50 * 1024 * 1024

_TABLES = MetaData()
_FILE = Table(
    "file", _TABLES, Column("n", Integer, primary_key=True), Column("sha256", String, unique=True, nullable=False),
    Column("size", Integer, nullable=False), Column("held", Integer, nullable=False),
)  # fmt: skip
_CHUNK = Table(
    "chunk", _TABLES, Column("n", Integer, primary_key=True),
    Column("file_n", ForeignKey("file.n", ondelete="CASCADE"), nullable=False, index=True),
    Column("content", LargeBinary, nullable=False),
)  # fmt: skip
_WANTED = Table(
    "wanted", _TABLES, Column("n", Integer, primary_key=True), Column("sha256", String, unique=True, nullable=False),
    Column("tries", Integer, nullable=False),
)  # fmt: skip
"""Attachments that the district may lack, or this PC."""

_BEGINNINGS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"BM": "image/bmp",
    b"%PDF-": "application/pdf",
}
_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1")
_OFFICE_PARTS = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """An attachment as a fact names it: hex SHA-256, bytes, and the media type that its content shows."""

    sha256: str
    size: int
    media_type: str


class Attachments:
    """The attachments of a data folder."""

    def __init__(self, engines: Engines) -> None:
        self.engines = engines

    @classmethod
    def open(cls, path: Path, key: bytes, *, create: bool = False) -> "Attachments":
        """Open the file, or make it. Raises as `open_engines`; then no empty file stays that would look like a loss."""
        try:
            return cls(_made(open_engines(path, key, create=create)))
        except ReceptionError:
            if create and path.exists() and path.stat().st_size == 0:
                path.unlink()
            raise

    def close(self) -> None:
        """Close the file."""
        self.engines.close()

    def put_file(self, source: Path) -> Kept:
        """Keep a file; a content that is here already is not kept twice.

        Raises InvalidInput for a type that is not taken, an empty file or one over 50 MB, Unavailable when it cannot
        be read.
        """
        return self.put(read_source(source))

    def put(self, content: bytes) -> Kept:
        """Keep a content, as `put_file` does. Raises InvalidInput as that does."""
        _check_size(content)
        kept = Kept(hashlib.sha256(content).hexdigest(), len(content), media_type(content))
        with self.engines.write.begin() as conn:
            row = _row(conn, kept.sha256)
            if row is None or row.held < row.size:
                _drop(conn, kept.sha256)
                _begin(conn, kept.sha256, kept.size)
                for start in range(0, len(content), CHUNK_BYTES):
                    _append(conn, kept.sha256, content[start : start + CHUNK_BYTES])
        return kept

    def held(self, sha256: str) -> tuple[int, int]:
        """How many bytes are here from its beginning, and its size; (0, 0) when nothing is known of it."""
        with self.engines.read.connect() as conn:
            row = _row(conn, sha256)
            return (0, 0) if row is None else (row.held, row.size)

    def missing(self, names: Collection[str]) -> list[str]:
        """Which of these are not here whole, in their order."""
        with self.engines.read.connect() as conn:
            whole = set(conn.execute(select(_FILE.c.sha256).where(_FILE.c.held == _FILE.c.size)).scalars())
        return [name for name in names if name not in whole]

    def add(self, sha256: str, size: int, start: int, content: bytes) -> int:
        """Take the bytes that arrive for `start`; how many are held then. Bytes for another place change nothing.

        Raises InvalidInput for a size that cannot be, Conflict when another size was said before, Damaged when all
        bytes are here and are not those of the hash: they are dropped, to be fetched anew.
        """
        if not 0 < size <= LARGEST or not 0 < len(content) <= min(CHUNK_BYTES, size - start):
            raise InvalidInput("附件大小不对", english="the sizes do not fit an attachment", field="size")
        with self.engines.write.begin() as conn:
            held = _take(conn, sha256, size, start, content)
            right = held < size or _hash(conn, sha256) == sha256
            if not right:
                _drop(conn, sha256)
        if not right:
            raise Damaged(
                "附件校验不符，将重新接收", english="the attachment does not match its hash, it will be fetched anew"
            )
        return held

    def read(self, sha256: str, start: int) -> bytes:
        """The chunk that begins at byte `start`, a multiple of 256 KB; b"" at the end. Raises NotFound."""
        with self.engines.read.connect() as conn:
            row = _whole(conn, sha256)
            query = select(_CHUNK.c.content).where(_CHUNK.c.file_n == row.n).order_by(_CHUNK.c.n)
            content = conn.execute(query.offset(start // CHUNK_BYTES).limit(1)).scalar()
            return b"" if content is None or start >= row.size else bytes(content)

    def want(self, names: Iterable[str]) -> None:
        """Note that these are to be exchanged with the district."""
        rows = [{"sha256": name, "tries": 0} for name in names]
        if rows:
            with self.engines.write.begin() as conn:
                conn.execute(insert(_WANTED).prefix_with("OR IGNORE"), rows)

    def wanted(self, most: int) -> list[str]:
        """What is to be exchanged, at most so many: those first that were tried least."""
        query = select(_WANTED.c.sha256).order_by(_WANTED.c.tries, _WANTED.c.n).limit(most)
        with self.engines.read.connect() as conn:
            return list(conn.execute(query).scalars())

    def unwant(self, names: Collection[str]) -> None:
        """Note that both sides have these."""
        with self.engines.write.begin() as conn:
            conn.execute(delete(_WANTED).where(_WANTED.c.sha256.in_(names)))

    def note_tried(self, names: Collection[str]) -> None:
        """Note that neither side has these yet; others come first next time."""
        with self.engines.write.begin() as conn:
            conn.execute(update(_WANTED).where(_WANTED.c.sha256.in_(names)).values(tries=_WANTED.c.tries + 1))

    def contents(self, sha256: str) -> Iterator[bytes]:
        """All chunks in order. Raises NotFound while it is not here whole."""
        with self.engines.read.connect() as conn:
            _whole(conn, sha256)
            yield from _contents(conn, sha256)

    def remove(self, sha256: str) -> None:
        """Erase an attachment (the law orders it erased)."""
        with self.engines.write.begin() as conn:
            _drop(conn, sha256)

    def names(self) -> list[str]:
        """Every attachment that is here whole."""
        with self.engines.read.connect() as conn:
            return list(
                conn.execute(select(_FILE.c.sha256).where(_FILE.c.held == _FILE.c.size).order_by(_FILE.c.n)).scalars()
            )

    def is_sound(self, sha256: str) -> bool:
        """Whether its bytes are still those of its name. A page that cannot be decrypted is not."""
        try:
            with self.engines.read.connect() as conn:
                return _hash(conn, sha256) == sha256
        except Damaged:
            return False


def media_type(content: bytes) -> str:
    """What the content shows itself to be. Raises InvalidInput when it is none of the types that are taken."""
    for beginning, name in _BEGINNINGS.items():
        if content.startswith(beginning):
            return name
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return _office_type(content)


def _office_type(content: bytes) -> str:
    if content.startswith(b"PK\x03\x04"):
        try:
            parts = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
        except zipfile.BadZipFile:
            parts = set()
        for part, name in _OFFICE_PARTS.items():
            if part in parts:
                return name
    raise InvalidInput(
        "只能附 JPG、PNG、TIFF、BMP、HEIC 图片，PDF、DOCX 或 XLSX 文件",
        english="only JPG, PNG, TIFF, BMP and HEIC pictures, PDF, DOCX or XLSX files can be attached",
        field="file",
    )


def read_source(source: Path) -> bytes:
    """A file's content, no more than is taken. Raises Unavailable when it cannot be read, else as `put_file`."""
    try:
        with source.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Unavailable(
            f"读不到文件：{source}", english=f"the file cannot be read: {source}", field="file"
        ) from error
    _check_size(content)
    return content


def _check_size(content: bytes) -> None:
    if not content:
        raise InvalidInput("文件是空的", english="the file is empty", field="file")
    if len(content) > LARGEST:
        raise InvalidInput("附件最大 50 MB，请压缩或分开", english="an attachment has at most 50 MB", field="file")


def _row(conn: Connection, sha256: str) -> Row[tuple[int, str, int, int]] | None:
    return conn.execute(select(_FILE).where(_FILE.c.sha256 == sha256)).one_or_none()


def _whole(conn: Connection, sha256: str) -> Row[tuple[int, str, int, int]]:
    row = _row(conn, sha256)
    if row is None or row.held < row.size:
        raise NotFound("附件还没有收到", english="the attachment has not arrived yet", field="sha256")
    return row


def _take(conn: Connection, sha256: str, size: int, start: int, content: bytes) -> int:
    row = _row(conn, sha256)
    if row is None:
        _begin(conn, sha256, size)
    elif row.size != size:
        raise Conflict("附件大小与先前不符", english="another size was said of this attachment", field="size")
    held = 0 if row is None else row.held
    if held != start:
        return int(held)
    _append(conn, sha256, content)
    return start + len(content)


def _made(engines: Engines) -> Engines:
    """With its tables."""
    try:
        with engines.write.begin() as conn:
            _TABLES.create_all(conn)
    except BaseException:
        engines.close()
        raise
    return engines


def _begin(conn: Connection, sha256: str, size: int) -> None:
    conn.execute(insert(_FILE).values(sha256=sha256, size=size, held=0))


def _append(conn: Connection, sha256: str, content: bytes) -> None:
    """Fill the last chunk up, then begin another: a slow line brings pieces of any size."""
    file_n = select(_FILE.c.n).where(_FILE.c.sha256 == sha256).scalar_subquery()
    query = select(_CHUNK.c.n, _CHUNK.c.content).where(_CHUNK.c.file_n == file_n).order_by(_CHUNK.c.n.desc())
    last = conn.execute(query.limit(1)).one_or_none()
    filling = 0 if last is None else min(CHUNK_BYTES - len(last.content), len(content))
    if last is not None and filling:
        conn.execute(update(_CHUNK).where(_CHUNK.c.n == last.n).values(content=bytes(last.content) + content[:filling]))
    if content[filling:]:
        conn.execute(insert(_CHUNK).values(file_n=file_n, content=content[filling:]))
    conn.execute(update(_FILE).where(_FILE.c.sha256 == sha256).values(held=_FILE.c.held + len(content)))


def _contents(conn: Connection, sha256: str) -> Iterator[bytes]:
    mine = select(_CHUNK.c.n).join(_FILE).where(_FILE.c.sha256 == sha256).order_by(_CHUNK.c.n)
    for n in conn.execute(mine).scalars().all():
        yield bytes(conn.execute(select(_CHUNK.c.content).where(_CHUNK.c.n == n)).scalar_one())


def _hash(conn: Connection, sha256: str) -> str:
    total = hashlib.sha256()
    for content in _contents(conn, sha256):
        total.update(content)
    return total.hexdigest()


def _drop(conn: Connection, sha256: str) -> None:
    conn.execute(delete(_FILE).where(_FILE.c.sha256 == sha256))


def count(conn: Connection) -> int:
    """How many attachments are held, whole or in part."""
    return int(conn.execute(select(func.count()).select_from(_FILE)).scalar_one())
