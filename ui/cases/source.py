"""What the long list of cases shows of one query, and how a case becomes a row of it."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from reception.domain.categories import SEPARATOR, Categories
from reception.domain.deadlines import Colour
from reception.domain.forms import URGENCIES, VOICES
from reception.domain.lifecycle import OPEN
from ui.masks import phone_words
from ui.moments import TONES, due_words, moment_words
from ui.states import status_tone, status_words
from ui.tables.source import PAGE, Cell, Column, Row, Tag
from ui.theme.tokens import ToneName
from ui.words import headed, said, translate

if TYPE_CHECKING:
    from reception.desk.case_table import TableLine
    from reception.desk.desk import Desk
    from reception.desk.lists import CaseFilter

URGENCY_TONES = {"emergency": ToneName.DANGER, "urgent": ToneName.WARN, "complex": ToneName.INFO}
"""The urgencies that are shown; the usual one is not."""


def columns() -> tuple[Column, ...]:
    """The columns of the list, in the language spoken."""
    return (
        Column(translate("Cases", "编号"), 156, sort="number"),
        Column(translate("Cases", "状态"), 108, sort="status"),
        Column(translate("Cases", "类别"), 130, sort="category"),
        Column(translate("Cases", "事由"), 130, stretch=True),
        Column(translate("Cases", "居民"), 96, sort="resident"),
        Column(translate("Cases", "地址"), 146, sort="address"),
        Column(translate("Cases", "单位"), 108, sort="unit"),
        Column(translate("Cases", "期限"), 112, sort="due"),
        Column(translate("Cases", "来访时间"), 118, sort="received"),
    )


class CaseSource:
    """One query, asked on workers."""

    def __init__(self, desk: "Desk", wanted: "CaseFilter") -> None:
        self._desk = desk
        self._wanted = wanted

    def first_page(self) -> Sequence[Row]:
        """The first rows."""
        from reception.desk.case_table import first_lines

        return self._rows(first_lines(self._desk, self._wanted, PAGE))

    def keys(self) -> "array[int]":
        """All keys in order."""
        from reception.desk.case_table import table_keys

        return table_keys(self._desk, self._wanted)

    def rows(self, keys: Sequence[int]) -> Sequence[Row]:
        """The rows of these keys."""
        from reception.desk.case_table import table_lines

        return self._rows(table_lines(self._desk, keys))

    def _rows(self, lines: "Sequence[TableLine]") -> list[Row]:
        now = self._desk.now
        return [row_of(line, now) for line in lines]


def row_of(line: "TableLine", now: datetime) -> Row:
    """A case as a row. What is done with is dim."""
    cells: tuple[Cell, ...] = (
        line.number,
        Tag(status_words(line.status), status_tone(line.status)),
        kind_cell(line.voice, line.category, line.urgency),
        summary_words(line.summary, look=line.look),
        line.resident or phone_words(line.phone) or translate("Cases", "匿名"),
        line.address,
        line.unit,
        due_cell(line.due_at, line.near, now),
        moment_words(line.received_at, now),
    )
    return Row(line.key, line.id, cells, dim=line.status not in OPEN)


def kind_cell(voice: str, category: str, urgency: str) -> Cell:
    """问题 · 下水不畅; what presses is a pill: 紧急 水管爆裂."""
    leaf = category_words(category)
    if urgency in URGENCY_TONES:
        return Tag(f"{said(URGENCIES[urgency])} {leaf}".strip(), URGENCY_TONES[urgency])
    return headed(" · ".join(filter(None, (said(VOICES.get(voice, (voice, voice))), leaf))))


def category_words(category: str) -> str:
    """A category's own name, without the group above it."""
    known = Categories.default().find(category)
    leaf, english = (each.rpartition(SEPARATOR)[2] for each in (category, known.english if known else ""))
    return said((leaf, english or leaf))


def summary_words(summary: str, *, look: bool) -> str:
    """What it is about; 请看 before it when two people wrote different things, or a step took no effect."""
    return translate("Cases", "【请看】{summary}").format(summary=summary) if look else summary


def due_cell(until: str, near: Colour | None, now: datetime) -> Cell:
    """The next clock's end in its colour, or nothing while none runs."""
    if not until or near is None:
        return ""
    late = due_words(until, now)
    return late if near is Colour.CALM else Tag(late, TONES[near])


def sorted_by(wanted: "CaseFilter", sort: str) -> "CaseFilter":
    """Sorted by another column, the other way round when it was that one already. Times begin with the latest."""
    if wanted.sort == sort:
        return replace(wanted, descending=not wanted.descending)
    return replace(wanted, sort=sort, descending=sort in ("received", "number"))
