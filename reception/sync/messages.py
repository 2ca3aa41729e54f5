"""What wraps entries on the wire, read and written by both sides (docs/sync-protocol.md).

A body is UTF-8 lines in one zstd frame. The first line is the message, a JSON object; entries follow as parcels: a
wrapper line, the header, and one line per fact, empty where the fact is absent. Headers and facts travel byte for
byte as they were written. Keys that a reader does not know are passed over.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar

import orjson
import zstandard

from reception.domain.clock import Id
from reception.domain.entry import Entry, parse
from reception.domain.errors import Damaged, InvalidInput

PROTOCOL = 1
"""The newest version of the exchange that this program speaks."""

MARK = "Reception-Protocol"
"""The response header that tells our answers from a captive portal's or a proxy's."""

MEDIA_TYPE = "application/vnd.reception"
MARK_LENGTH = 16
"""Hex digits of a hash or push id in a `hello`: 64 bits, enough to point at an entry of one device."""

MAX_BODY = 4 * 1024 * 1024
"""Bytes of a compressed body that the server takes."""
MAX_PLAIN = 32 * 1024 * 1024
"""Bytes that a body may unpack to."""
CHUNK = 256 * 1024
"""Bytes of one piece of an attachment."""


# lines


class Parcel(NamedTuple):
    """An entry as it travels: the bytes of its header, of its fact lines (None: absent), and a signature or None."""

    header: bytes
    lines: tuple[bytes | None, ...]
    signature: bytes | None = None

    def open(self) -> Entry:
        """The entry. Raises Damaged when it is none or does not match its digests."""
        return parse(self.header, self.lines, self.signature)


class Mention(NamedTuple):
    """An entry of the reader's own, named in the feed instead of sent again."""

    id: Id
    hash: str


Item = Parcel | Mention
MENTIONED = b'{"own":'
"""How a mention begins, as `written` writes it."""


class Kept(Protocol):
    """An entry as far as it travels: opened, or only its bytes."""

    @property
    def header(self) -> bytes:
        """Its header's line."""
        ...

    @property
    def lines(self) -> tuple[bytes | None, ...]:
        """Its facts' lines, None where one is absent."""
        ...

    @property
    def signature(self) -> bytes | None:
        """The district's, or None."""
        ...


def parcel(entry: Kept) -> Parcel:
    """An entry, wrapped."""
    return Parcel(entry.header, entry.lines, entry.signature)


def body_of(lines: Sequence[bytes | None]) -> bytes:
    """Fact lines as one piece: ended by newlines, an absent one empty."""
    return b"".join((line or b"") + b"\n" for line in lines)


def lines_of(body: bytes) -> tuple[bytes | None, ...]:
    """The fact lines of `body_of`'s piece."""
    return tuple(line or None for line in body.split(b"\n")[:-1])


def wrapped(header: bytes, body: bytes, signature: bytes | None = None) -> bytes:
    """A parcel's lines. `body` is `body_of` its facts."""
    signed = b"" if signature is None else b',"signature":"%s"' % signature.hex().encode()
    return b'{"facts":%d%s}\n%s\n%s' % (body.count(b"\n"), signed, header, body)


def written(item: Item) -> bytes:
    """A parcel or a mention as lines."""
    if isinstance(item, Mention):
        return MENTIONED + b'"%s","hash":"%s"}\n' % (item.id.encode(), item.hash.encode())
    return wrapped(item.header, body_of(item.lines), item.signature)


def read_items(lines: Sequence[bytes]) -> Iterator[Item]:
    """The parcels and mentions in the lines after the message. Raises Damaged when the wrapping is broken."""
    place = 0
    while place < len(lines):
        wrapper = _json_object(lines[place])
        if "own" in wrapper:
            yield Mention(Id(_text(wrapper, "own")), _text(wrapper, "hash"))
            place += 1
            continue
        end = place + 2 + _count(wrapper, "facts")
        if end > len(lines):
            raise _broken("an entry is cut off")
        yield Parcel(lines[place + 1], tuple(line or None for line in lines[place + 2 : end]), _signature(wrapper))
        place = end


def _signature(wrapper: Mapping[str, Any]) -> bytes | None:
    try:
        return bytes.fromhex(_text(wrapper, "signature")) if wrapper.get("signature") else None
    except ValueError as error:
        raise _broken("a signature") from error


# messages

M = TypeVar("M", bound="Message")


@dataclass(frozen=True, slots=True)
class Message:
    """The first line of a body. `NAME` stands under the key `reception`."""

    NAME: ClassVar[str] = ""

    def line(self) -> bytes:
        """The message as a JSON line; fields at their default are left out."""
        said = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default}
        return _to_json({"reception": self.NAME, **said}) + b"\n"

    @classmethod
    def of(cls: type[M], line: bytes) -> M:
        """Read the message. Raises Damaged when it is another, or a field has another type than it should."""
        said = _json_object(line)
        if said.get("reception") != cls.NAME:
            raise _broken(f"expected {cls.NAME}")
        known = {f.name: _as(f.type, said[f.name]) for f in fields(cls) if f.name in said}
        try:
            return cls(**known)
        except TypeError as error:
            raise _broken(f"{cls.NAME} lacks a field") from error


@dataclass(frozen=True, slots=True)
class Enrol(Message):
    """A device asks to be taken in, with the one-time code that a person was given."""

    NAME: ClassVar[str] = "enrol"
    code: str
    device: str
    room: str
    sample: bool = False
    protocol: int = PROTOCOL
    program: str = ""


@dataclass(frozen=True, slots=True)
class Enrolled(Message):
    """The server's word: the room, the token (said only here), the letter, and who the server is."""

    NAME: ClassVar[str] = "enrolled"
    room: str
    token: str
    letter: str
    server: str
    district_device: str
    public_key: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Hello(Message):
    """What a device holds, and how far it has read.

    `head` is its newest entry's seq; `chain` holds the marks (first 16 hex digits of the hash) of that entry and those
    before it, one by one, back to the last acknowledged or to 64; `back` the marks 1, 2, 4, 8 … steps further back.
    `cursors` are feed cursors, newest first. `waiting` is how many entries the device still has to send,
    `now` its time, UTC text. `wrapped_key` is said when the server was not told of it: the data key under the recovery
    key, as text.
    """

    NAME: ClassVar[str] = "hello"
    server: str
    head: int = 0
    chain: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    cursors: tuple[str, ...] = ()
    waiting: int = 0
    letter: str = ""
    schema: int = 1
    protocol: int = PROTOCOL
    program: str = ""
    sample: bool = False
    now: str = ""
    wrapped_key: str = ""


@dataclass(frozen=True, slots=True)
class Welcome(Message):
    """What the server holds of it. `holds` is the hash of the newest entry named that the server has, or "".

    `cursor` is the newest cursor named that both know, or "" when none is; `more` whether the feed goes on after it.
    `letter` is the device's letter for numbers on the branch it is on. `now` is the server's time, UTC text. `token`,
    when there is one, takes the place of the device's own from its first use on.
    """

    NAME: ClassVar[str] = "welcome"
    server: str
    now: str
    letter: str
    holds: str = ""
    cursor: str = ""
    more: bool = False
    sample: bool = False
    schema: int = 1
    protocol: int = PROTOCOL
    token: str = ""


@dataclass(frozen=True, slots=True)
class Push(Message):
    """Entries follow, parents before children. `orphans` asks to take entries whose parent the server lacks."""

    NAME: ClassVar[str] = "push"
    letter: str = ""
    orphans: bool = False


@dataclass(frozen=True, slots=True)
class Receipt(Message):
    """What the server holds of what was pushed: every entry of the push, unless `lacks_parent`.

    `tips` are hashes of the last entries, per device; the server holds them and all before them.
    With `lacks_parent` nothing was taken: say `hello` again.
    """

    NAME: ClassVar[str] = "receipt"
    tips: tuple[str, ...] = ()
    taken: int = 0
    known: int = 0
    set_aside: int = 0
    letter: str = ""
    lacks_parent: bool = False


@dataclass(frozen=True, slots=True)
class Page(Message):
    """Entries of the feed follow. `cursor` is where the next page begins, `more` whether there is one.

    When `lost` is true the server does not know the cursor it was asked from: say `hello` again.
    """

    NAME: ClassVar[str] = "page"
    cursor: str = ""
    more: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Part(Message):
    """How many bytes of an attachment the server holds, from its beginning, of `size`."""

    NAME: ClassVar[str] = "part"
    sha256: str
    held: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Files(Message):
    """Which attachments the device asks about, by SHA-256."""

    NAME: ClassVar[str] = "files"
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilesHeld(Message):
    """What the server holds of them: `SHA-256 held size` each; those that the device may not see are left out."""

    NAME: ClassVar[str] = "files_held"
    files: tuple[str, ...] = ()

    @property
    def parts(self) -> dict[str, Part]:
        """By SHA-256. Raises Damaged."""
        try:
            words = [text.split(" ") for text in self.files]
            return {name: Part(name, int(held), int(size)) for name, held, size in words}
        except ValueError as error:
            raise _broken("what is held of files") from error


@dataclass(frozen=True, slots=True)
class Check(Message):
    """The entries that a device holds of `device` with seq `first` to `last`: how many, and `sum_of` their hashes.

    `device` "" asks whose entries the server would show at all.
    """

    NAME: ClassVar[str] = "check"
    device: str = ""
    first: int = 0
    last: int = 0
    count: int = 0
    sum: str = ""


@dataclass(frozen=True, slots=True)
class Checked(Message):
    """Whether both hold the same (`same`); if not and they are few, mentions of the server's follow (`listed`).

    Asked about no device: `devices`, each as `device last`, the last being the greatest seq that may be seen.
    """

    NAME: ClassVar[str] = "checked"
    same: bool = False
    listed: bool = False
    devices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Want(Message):
    """Entries that a device found missing, by id. They come as parcels behind a `page`."""

    NAME: ClassVar[str] = "want"
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal(Message):
    """Why the server did not: a word for programs, and a sentence for a person in both languages."""

    NAME: ClassVar[str] = "refusal"
    code: str
    message: str
    english: str = ""
    field: str = ""


# bodies


def compose(message: Message, items: Iterable[bytes] = ()) -> bytes:
    """A body: the message and what follows, compressed."""
    return zstandard.ZstdCompressor(level=3).compress(b"".join((message.line(), *items)))


def decompose(body: bytes, limit: int = MAX_PLAIN) -> list[bytes]:
    """The lines of a body. Raises Damaged unless it is a whole zstd frame with its size, InvalidInput over `limit`.

    The stated size is checked before anything is unpacked, and unpacking fails beyond it: no bomb goes off.
    """
    try:
        size = zstandard.get_frame_parameters(body).content_size
        if size == zstandard.CONTENTSIZE_UNKNOWN:
            raise _broken("the frame does not state its size")
        if size > limit:
            raise InvalidInput("数据包过大", english=f"the body unpacks to over {limit} bytes", field="body")
        plain = zstandard.ZstdDecompressor().decompress(body)
    except zstandard.ZstdError as error:
        raise _broken("not a whole zstd frame") from error
    if not plain.endswith(b"\n"):
        raise _broken("the body is cut off")
    return plain[:-1].split(b"\n")


# cursors


class Cursor(NamedTuple):
    """A place in the feed: the first `offset` items of batch `n`, which push `push` made, have been read."""

    n: int
    push: str
    offset: int

    @property
    def text(self) -> str:
        """`17.0192…f3.200`: as it travels."""
        return f"{self.n}.{self.push}.{self.offset}"


def sum_of(hashes: Iterable[str]) -> str:
    """The sum of hashes modulo 2**256, hex: equal for equal sets, in whatever order."""
    return f"{sum(int(text, 16) for text in hashes) % (1 << 256):064x}"


def read_cursor(text: str) -> Cursor:
    """Read a cursor. Raises Damaged."""
    try:
        n, push, offset = text.split(".")
        if len(push) != MARK_LENGTH or int(n) < 0 or int(offset) < 0:
            raise _broken("a cursor")
        bytes.fromhex(push)
        return Cursor(int(n), push, int(offset))
    except ValueError as error:
        raise _broken("a cursor") from error


# reading JSON that came from elsewhere


def _to_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _json_object(line: bytes) -> dict[str, Any]:
    try:
        said = orjson.loads(line)
    except ValueError as error:
        raise _broken("not JSON") from error
    if not isinstance(said, dict):
        raise _broken("not an object")
    return said


def _text(said: Mapping[str, Any], key: str) -> str:
    return str(_as(str, said.get(key)))


def _count(said: Mapping[str, Any], key: str) -> int:
    count = int(_as(int, said.get(key)))
    if count < 0:
        raise _broken(key)
    return count


def _as(kind: Any, value: object) -> Any:
    if kind == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
    elif isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    raise _broken(f"{value!r:.40} where {getattr(kind, '__name__', 'a list')} belongs")


def _broken(what: str) -> Damaged:
    return Damaged("收到的数据格式不对", english=f"not a message of the exchange: {what}")
