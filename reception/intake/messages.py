"""Rows of somebody else's list, read as messages: good ones come in, bad ones are listed with the reason."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reception.domain.errors import InvalidInput
from reception.domain.identity import id_number, phone_as_given
from reception.domain.numbering import looks_like_number, parse_number
from reception.domain.text import clean, clean_line, clean_name, half_width
from reception.intake.columns import ANSWERS, SEVERAL, Mapping, Meaning
from reception.intake.dates import read_limit, read_moment
from reception.intake.tables import Cell, Row, Sheet, is_blank, text_of

LONGEST_WORDS = 20_000
LONGEST_SUBJECT = 200
LONGEST_NUMBER = 64
_EXACT_LENGTH = 15
"""A spreadsheet keeps 15 digits of a number; what is longer has lost its end."""
_CLOCK_SLACK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """One message as its sender gave it, cleaned. What was not given is `""` or None.

    `row` is the row's number in its sheet, from 1. Moments are aware, in the district's zone. `phone` may be masked
    (`139****0000`). `voice`, `urgency` and `channel` are the office's codes; `raw` is the whole row, {header: text}.
    """

    sheet: str
    row: int
    issuer: str
    number: str
    channel: str
    words: str
    raw: dict[str, str] = field(repr=False)
    subject: str = ""
    name: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    compound: str = ""
    building: str = ""
    entrance: str = ""
    home: str = ""
    wants: str = ""
    category: str = ""
    voice: str = ""
    urgency: str = ""
    unit: str = ""
    at: datetime | None = None
    sender_due_at: datetime | None = None
    reply: str = ""
    reply_at: datetime | None = None
    closed: str = ""
    mark: str = ""
    ours: str = ""

    @property
    def answer(self) -> str:
        """What its sender says became of it: the reply, else the state when that says it is done; "" while open."""
        return self.reply or self.closed

    @property
    def key(self) -> str:
        """What makes it known the next time, beside the issuer: our own number or its, else a digest of the row."""
        return self.ours or self.number or self.mark or digest_of(self.raw)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that did not come in: where it stands, which column is at fault, why, and what stood there."""

    sheet: str
    row: int
    column: str
    reason: str
    english: str
    value: str


def digest_of(raw: dict[str, str]) -> str:
    """`#` and 32 hex digits of the row's texts, the same when blanks around them differ."""
    text = "\x1f".join(f"{header}\x1e{value.strip()}" for header, value in sorted(raw.items()) if value.strip())
    return "#" + hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def number_of_ours(raw: dict[str, str]) -> str:
    """The number of a case of ours that a cell holds, as in each row of a ledger of ours; or ""."""
    for text in raw.values():
        if "-" in text and looks_like_number(text):
            with suppress(InvalidInput):
                return parse_number(text).case
    return ""


def mark_of(mapping: Mapping, raw: dict[str, str]) -> str:
    """The digest of what its sender wrote: the same before and after the answers were filled in."""
    answered = {
        header for header, meaning in zip(mapping.headers, mapping.meanings, strict=True) if meaning in ANSWERS
    }  # fmt: skip
    return digest_of({header: text for header, text in raw.items() if header not in answered})


def read_messages(sheet: Sheet, mapping: Mapping, now: datetime | None = None) -> Iterator[IncomingMessage | BadRow]:
    """Every row below the header, in the file's order. Blank rows, repeated headers and totals are passed over.

    With `now`, a message or a reply from the future is bad. Raises InvalidInput when the mapping is not enough.
    """
    mapping.check()
    reader = _Reader(mapping, now)
    for place, row in enumerate(sheet.rows[mapping.header_row :], mapping.header_row + 1):
        if not is_blank(row):
            read = reader.read(place, row)
            if read is not None:
                yield read


class _Reader:
    """Reads the rows of one sheet, and remembers the numbers it met there."""

    def __init__(self, mapping: Mapping, now: datetime | None) -> None:
        self._mapping = mapping
        self._latest = now + _CLOCK_SLACK if now else None
        self._seen: dict[str, IncomingMessage] = {}
        self._plan = [
            (meaning, mapping.columns(meaning), read)
            for meaning, read in _READ.items()
            if mapping.columns(meaning)
        ]  # fmt: skip

    def read(self, place: int, row: Row) -> IncomingMessage | BadRow | None:
        texts = [text_of(cell) for cell in row]
        if is_no_row(self._mapping, texts):
            return None
        raw = dict(zip(self._mapping.headers, texts, strict=False))
        fault = _Fault()
        try:
            message = self._message(place, row, raw, fault)
            self._check(message, fault)
        except InvalidInput as error:
            column = "、".join(self._mapping.headers[c] for c in fault.columns)
            value = " ".join(text_of(row[c]) for c in fault.columns if c < len(row)).strip()[:200]
            return BadRow(self._mapping.sheet, place, column, error.message, error.english, value)
        return message

    def _message(self, place: int, row: Row, raw: dict[str, str], fault: "_Fault") -> IncomingMessage:
        found: dict[str, str | datetime | None] = {}
        for meaning, columns, read in self._plan:
            fault.columns = columns
            cells = [row[column] for column in columns if column < len(row)]
            found[_FIELDS[meaning]] = read(_joined(meaning, cells))
        found["channel"] = found.get("channel") or self._mapping.channel
        fault.columns = self._mapping.columns(Meaning.WORDS) or self._mapping.columns(Meaning.SUBJECT)
        found["ours"] = number_of_ours(raw)
        found["mark"] = "" if found.get("number") else mark_of(self._mapping, raw)
        given = {"number": "", **found, **_told(str(found.get("words") or ""), str(found.get("subject") or ""))}
        return IncomingMessage(
            sheet=self._mapping.sheet, row=place, issuer=self._mapping.issuer, raw=raw, **given  # type: ignore[arg-type]
        )  # fmt: skip

    def _check(self, message: IncomingMessage, fault: "_Fault") -> None:
        """What only shows beside the clock and the other rows."""
        for moment, meaning in ((message.at, Meaning.TIME), (message.reply_at, Meaning.REPLY_TIME)):
            if moment and self._latest and moment > self._latest:
                fault.columns = self._mapping.columns(meaning)
                raise InvalidInput("时间在将来", english="in the future")
        if message.number:
            fault.columns = self._mapping.columns(Meaning.NUMBER)
            first = self._seen.setdefault(message.number, message)
            if first is not message and digest_of(first.raw) != digest_of(message.raw):
                raise InvalidInput(
                    f"编号与第 {first.row} 行相同而内容不同",
                    english=f"the number of row {first.row} with other content",
                )


@dataclass
class _Fault:
    """The columns that are being read, to be named when reading them fails."""

    columns: Sequence[int] = ()


def _told(words: str, subject: str) -> dict[str, str]:
    """Words and subject: each stands in for the other; a subject that is no line goes, the raw row keeps it."""
    if not words and not subject:
        raise InvalidInput("没有诉求内容", english="no words")
    return {"words": words or subject, "subject": subject if len(subject) <= LONGEST_SUBJECT else ""}


_TOTAL = re.compile(r"(?:合计|总计|共计|小计|制表|填表|审核|统计人|以下空白|备注[:：])")
_TOTAL_CELLS = 3


def is_no_row(mapping: Mapping, texts: Sequence[str]) -> bool:
    """Whether a row that is not blank is none of the list's: the header again, or a total below it."""
    return list(texts[: len(mapping.headers)]) == list(mapping.headers) or _is_total(texts)


def _is_total(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return len(filled) <= _TOTAL_CELLS and _TOTAL.match(filled[0].strip()) is not None


def _joined(meaning: Meaning, cells: Sequence[Cell]) -> Cell:
    """One cell of the several a meaning may have; levels of a category stand as a/b/c."""
    if meaning not in SEVERAL or len(cells) <= 1:
        return cells[0] if cells else ""
    texts = [text_of(cell).strip() for cell in cells]
    return _BETWEEN[meaning].join(text for text in texts if text)


_BETWEEN = {Meaning.CATEGORY: "/", Meaning.ADDRESS: "", Meaning.WORDS: "\n"}

_LINE_BLANKS = re.compile(r"[ \t\u00a0\u3000]*\n\s*")


def _words(cell: Cell) -> str:
    """The words, without the blank lines and indents that web pages leave in an export."""
    text = clean(text_of(cell).strip(), longest=LONGEST_WORDS)
    return _LINE_BLANKS.sub("\n", text) if "\n" in text else text


def _line(longest: int) -> Callable[[Cell], str]:
    def read(cell: Cell) -> str:
        text = text_of(cell)
        return clean_line(text, longest=longest) if text else ""

    return read


def read_name(cell: Cell) -> str:
    """A name; what stands for nobody (匿名, 不详) is none."""
    text = text_of(cell)
    return "" if text.strip() in _NOBODY else clean_name(text)


_NOBODY = frozenset({"", "无", "匿名", "不详", "未知", "保密", "-", "--", "—", "/"})


def read_number(cell: Cell) -> str:
    """The sender's number as text. Raises InvalidInput when the spreadsheet has already ruined it."""
    text = text_of(cell).strip()
    if text.isascii() and text.isalnum() and len(text) <= _EXACT_LENGTH:
        return text
    text = re.sub(r"\s", "", half_width(text))
    ruined = isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= 10**_EXACT_LENGTH
    if ruined or re.fullmatch(r"\d(?:\.\d+)?[Ee]\+\d+", text):
        raise InvalidInput(
            "编号被存成了数字，末几位已丢失；请发送方把该列设为文本后重发",
            english="the number was stored as a figure and lost its last digits: ask for the column as text",
        )
    if len(text) > LONGEST_NUMBER:
        raise InvalidInput(f"编号超过 {LONGEST_NUMBER} 个字符", english=f"over {LONGEST_NUMBER} characters")
    return clean_line(text)


_PHONE_SPLIT = re.compile(r"[/、,，;；\s或]+")


def read_phone(cell: Cell) -> str:
    """The first phone in the cell; one that is masked already stays so. Words without a digit are none."""
    text = text_of(cell).strip()
    if not any(sign.isdigit() for sign in text):
        return ""
    try:
        return phone_as_given(text)
    except InvalidInput as error:
        for part in _PHONE_SPLIT.split(text):
            try:
                return phone_as_given(part) if part else ""
            except InvalidInput:
                continue
        raise InvalidInput(error.message, english=error.english) from error


def read_id_number(cell: Cell) -> str:
    """An identity number; one that is masked is no use and left in the raw row."""
    text = text_of(cell).strip()
    return "" if text in _NOBODY or "*" in text else id_number(text)


def _choice(words: Sequence[tuple[str, str]]) -> Callable[[Cell], str]:
    """Reads the office's code from the first word that fits; what fits none is left to the clerk."""
    compiled = [(re.compile(pattern, re.IGNORECASE), code) for pattern, code in words]

    def read(cell: Cell) -> str:
        text = text_of(cell).strip()
        return next((code for pattern, code in compiled if pattern.search(text)), "") if text else ""

    return read


_CLOSED = re.compile(r"已?(?:办结|办理完毕|处理完毕|完成|完结|归档|结案|答复|回复|关闭)|closed|done", re.IGNORECASE)


def _closed(cell: Cell) -> str:
    """The state, when it says that the matter is done; 是 below 是否办结 says so too."""
    text = clean_line(text_of(cell), longest=200)
    return "已办结" if text == "是" else text if _CLOSED.match(text) else ""


_voice = _choice((
    (r"建议|suggestion", "suggestion"), (r"咨询|疑虑|求问|doubt", "doubt"), (r"想法|意见|idea", "idea"),
    (r"投诉|求助|举报|报修|问题|problem", "problem"),
))  # fmt: skip
_urgency = _choice((
    (r"特急|紧急|突发|emergency", "emergency"), (r"加急|^急件?$|urgent", "urgent"),
    (r"疑难|复杂|complex", "complex"), (r"一般|普通|平件|常规|^否$|normal", "normal"),
))  # fmt: skip
_channel = _choice((
    (r"12345|热线|hotline", "hotline"), (r"网|微信|app|邮|小程序|公众号|online", "online"),
    (r"来访|窗口|接访|walk", "walk_in"), (r"家访|入户|走访|home", "home_visit"), (r"巡查|网格|patrol", "patrol"),
    (r"电话|来电|phone", "phone"),
))  # fmt: skip

_READ: dict[Meaning, Callable[[Cell], str | datetime | None]] = {
    Meaning.NUMBER: read_number,
    Meaning.NAME: read_name,
    Meaning.PHONE: read_phone,
    Meaning.ID_NUMBER: read_id_number,
    Meaning.ADDRESS: _line(200),
    Meaning.COMPOUND: _line(100),
    Meaning.BUILDING: _line(20),
    Meaning.ENTRANCE: _line(20),
    Meaning.HOME: _line(20),
    Meaning.SUBJECT: _line(LONGEST_WORDS),
    Meaning.WORDS: _words,
    Meaning.WANTS: _line(200),
    Meaning.TIME: read_moment,
    Meaning.CATEGORY: _line(60),
    Meaning.VOICE: _voice,
    Meaning.URGENCY: _urgency,
    Meaning.CHANNEL: _channel,
    Meaning.SENDER_DUE: read_limit,
    Meaning.REPLY: _words,
    Meaning.REPLY_TIME: read_moment,
    Meaning.UNIT: _line(100),
    Meaning.STATUS: _closed,
}
_FIELDS: dict[Meaning, str] = {meaning: meaning.value for meaning in Meaning} | {
    Meaning.TIME: "at",
    Meaning.SENDER_DUE: "sender_due_at",
    Meaning.REPLY_TIME: "reply_at",
    Meaning.STATUS: "closed",
}
