"""A sender's own form filled in: rows found by their number or added, answers written, everything else left alone."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reception.desk.answers import RoomAnswer, answer_for, answers_of
from reception.desk.desk import Desk
from reception.desk.lists import CaseFilter
from reception.domain import forms
from reception.domain.clock import DISTRICT_ZONE, from_text
from reception.domain.errors import InvalidInput, NotFound, ReceptionError, Unavailable
from reception.domain.identity import masked_name, masked_phone
from reception.domain.lifecycle import STATUS_NAMES
from reception.intake.columns import ANSWERS, Mapping, Meaning, Shelf, guess
from reception.intake.importing import Proposal, chosen_sheets, proposals
from reception.intake.messages import is_no_row, mark_of, read_number
from reception.intake.tables import Row, is_blank, read_sheets, text_of
from reception.intake.workbooks import Lost, Table, open_workbook, save_workbook

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class FilledRow:
    """What became of a row: its place and number, our case, and why nothing was written when `done` is False.

    `added` is a row that was not there.
    """

    sheet: str
    row: int
    number: str
    case: str
    done: bool
    told: str
    english: str
    added: bool = False


@dataclass(frozen=True)
class FillOutcome:
    """The rows in their order, how many were added, where it was written, the copy of what stood there before, and
    what the file held that could not be kept."""

    rows: tuple[FilledRow, ...]
    added: int
    out: Path
    backup: Path | None
    lost: tuple[Lost, ...]

    @property
    def filled(self) -> int:
        """Rows that hold the answer now."""
        return sum(row.done for row in self.rows)


Progress = Callable[[int, int], None]
_FILLED = "已填写"


def propose_filling(desk: Desk, path: Path) -> list[Proposal]:
    """The sheets of a form in which something can be answered, with how they are read: remembered, else guessed."""
    sheets = read_sheets(path)
    guessed = [guess(sheet, path.stem) for sheet in sheets]
    fit = [mapping for mapping in guessed if _can_be_filled(mapping)]
    return proposals(desk, sheets, fit or guessed)


def filled_beside(path: Path) -> Path:
    """Where a form that was filled in is saved: beside the original, under a name that says so."""
    return path if path.stem.endswith(_FILLED) else path.with_name(f"{path.stem} {_FILLED}{path.suffix}")


def fill_form(
    desk: Desk,
    path: Path,
    out: Path,
    mapping: Mapping | Sequence[Mapping] | None = None,
    *,
    add: CaseFilter | None = None,
    replace: bool = False,
    trial: bool = False,
    progress: Progress | None = None,
) -> FillOutcome:
    """Write a copy of a sender's `.xlsx` with the room's answers in it.

    Rows are found by the sender's number or ours, else by being the very row that came in. `add` are cases to be added
    below when no row is about them, their people masked. What somebody wrote already stays, unless `replace`; a state
    is always brought up to date. A file that stands at `out` is kept beside it first. A `trial` tells what would become
    of every row and writes no file. What `progress` raises stops the work, and nothing is written. Raises InvalidInput,
    Damaged or Unavailable.
    """
    chosen = chosen_sheets(path, mapping) if mapping is not None else propose_filling(desk, path)
    for proposal in chosen:
        proposal.mapping.check_filling()
    book, lost = open_workbook(path, macros=out.suffix.lower() == ".xlsm")
    rows: list[FilledRow] = []
    added = 0
    for proposal in chosen:
        form = _Form(desk, proposal, Table(book[proposal.mapping.sheet], proposal.mapping), replace)
        rows += form.answer(progress or _nobody_asked)
        if add is not None:
            new = form.add(add)
            added, rows = added + len(new), rows + new
    if trial:
        return FillOutcome(tuple(rows), added, out, None, lost)
    backup = _kept(out, desk.now)
    save_workbook(book, out, sample=_is_sample(desk))
    for proposal in chosen:
        Shelf(desk.store.folder).keep(proposal.mapping)
    return FillOutcome(tuple(rows), added, out, backup, lost)


def _nobody_asked(done: int, total: int) -> None:
    """Nobody asked."""


def _can_be_filled(mapping: Mapping) -> bool:
    return any(meaning in ANSWERS for meaning in mapping.meanings)


def _is_sample(desk: Desk) -> bool:
    with desk.read() as conn:
        return desk.office(conn).sample


def _kept(out: Path, now: datetime) -> Path | None:
    """What stands at a place, under another name beside it."""
    if not out.exists():
        return None
    backup = out.with_name(f"{out.stem}.{now.astimezone(DISTRICT_ZONE):%Y%m%d-%H%M%S}.原件{out.suffix}")
    try:
        shutil.copy2(out, backup)
    except OSError as error:
        raise Unavailable(
            f"「{out.name}」无法先留底，没有改动", english=f"no copy of {out.name} could be kept: nothing was changed",
            field="path",
        ) from error  # fmt: skip
    return backup


class _Form:
    """One sheet being filled in."""

    def __init__(self, desk: Desk, proposal: Proposal, table: Table, replace: bool) -> None:
        self._desk, self._proposal, self._table, self._replace = desk, proposal, table, replace
        self._met: set[str] = set()

    @property
    def _mapping(self) -> Mapping:
        return self._proposal.mapping

    def answer(self, progress: Progress) -> list[FilledRow]:
        """Every row of the list."""
        rows = self._proposal.sheet.rows
        told = []
        with self._desk.read() as conn:
            for place in range(self._mapping.header_row, len(rows)):
                if is_blank(rows[place]) or is_no_row(self._mapping, [text_of(cell) for cell in rows[place]]):
                    continue
                told.append(self._row(conn, place + 1, rows[place]))
                self._table.last = place + 1
                progress(place + 1, len(rows))
        return told

    def _row(self, conn: "Connection", row: int, cells: Row) -> FilledRow:
        number = case = ""
        try:
            number = self._number(cells)
            found = self._found(conn, number or self._mark(cells))
            case = found.number
            self._met.add(case)
            self._write(row, found)
            _check_answered(found)
        except ReceptionError as error:
            return FilledRow(self._mapping.sheet, row, number, case, False, error.message, error.english)
        return FilledRow(self._mapping.sheet, row, number, case, True, "已填写", "filled in")

    def _found(self, conn: "Connection", key: str) -> RoomAnswer:
        try:
            return answer_for(self._desk, conn, self._mapping.issuer, key)
        except NotFound as error:
            if key.startswith("#"):
                raise NotFound(
                    "没有编号，也不是本室收到的来件", english="no number, and no row that came in"
                ) from error
            raise

    def _number(self, cells: Row) -> str:
        """The number in the row, or ""."""
        columns = self._mapping.columns(Meaning.NUMBER)
        return next((read_number(cells[column]) for column in columns if column < len(cells)), "")

    def _mark(self, cells: Row) -> str:
        """What makes a row without a number the row that came in."""
        texts = [text_of(cell) for cell in cells]
        return mark_of(self._mapping, dict(zip(self._mapping.headers, texts, strict=False)))

    def _write(self, row: int, answer: RoomAnswer) -> None:
        """The answers into the row's cells. Raises InvalidInput naming what could not be written."""
        kept = []
        for meaning in ANSWERS:
            for column in self._mapping.columns(meaning):
                value = _answers(meaning, answer, self._mapping.headers[column])
                replace = self._replace or meaning is Meaning.STATUS
                if value not in ("", None) and not self._table.put(row, column, value, replace=replace):
                    kept.append(self._mapping.headers[column])
        if kept:
            names = "、".join(kept)
            raise InvalidInput(
                f"「{names}」已有内容，未改动", english=f"something else stands in {names}: left as it is"
            )

    def add(self, wanted: CaseFilter) -> list[FilledRow]:
        """The cases wanted that no row is about, below the last row."""
        with self._desk.read() as conn:
            found = answers_of(self._desk, conn, wanted, self._mapping.issuer)
        new = [answer for answer in found if answer.number not in self._met]
        rows = self._table.room_for(len(new))
        return [self._added(row, answer) for row, answer in zip(rows, new, strict=True)]

    def _added(self, row: int, answer: RoomAnswer) -> FilledRow:
        for column, meaning in enumerate(self._mapping.meanings):
            value = _cell(meaning, answer, self._mapping.headers[column]) if meaning else None
            if value not in ("", None):
                self._table.put(row, column, value, replace=True)
        return FilledRow(self._mapping.sheet, row, answer.given, answer.number, True, "新增一行", "added", added=True)


def _check_answered(answer: RoomAnswer) -> None:
    if answer.answered:
        return
    zh, en = STATUS_NAMES[answer.status]
    unit = f"，{answer.unit}" if answer.unit else ""
    raise InvalidInput(f"尚无答复（{zh}{unit}）", english=f"no answer yet ({en})")


Value = str | datetime | None


def _answers(meaning: Meaning, answer: RoomAnswer, header: str) -> Value:
    """What the room writes into a column of answers; "" while there is nothing to say."""
    if meaning is Meaning.STATUS:
        if "是否" in header:
            return "是" if answer.answered else "否"
        return STATUS_NAMES[answer.status][0]
    if meaning is Meaning.UNIT:
        return answer.unit
    if not answer.answered:
        return ""
    if meaning is Meaning.REPLY:
        return answer.answer
    if meaning is Meaning.REPLY_TIME:
        return _moment(answer.answered_at)
    if meaning is Meaning.SOLVED:
        return forms.SOLVED.get(answer.solved, ("",))[0]
    return forms.SATISFIED.get(answer.satisfied, ("",))[0]


def _cell(meaning: Meaning, answer: RoomAnswer, header: str) -> Value:
    """What a new row says in a column."""
    if meaning in ANSWERS:
        return _answers(meaning, answer, header)
    if meaning is Meaning.NUMBER:
        return answer.given
    if meaning is Meaning.NAME:
        return masked_name(answer.fields["resident"])
    if meaning is Meaning.PHONE:
        return masked_phone(answer.fields["phone"])
    if meaning in _MOMENTS:
        return _moment(answer.fields[_MOMENTS[meaning]])
    if meaning in _NAMED:
        names, key = _NAMED[meaning], answer.fields[meaning.value]
        return names[key][0] if key in names else key
    return answer.fields.get(_PLAIN.get(meaning, meaning.value), "")


_MOMENTS = {Meaning.TIME: "received_at", Meaning.SENDER_DUE: "due_at"}
_NAMED = {Meaning.VOICE: forms.VOICES, Meaning.URGENCY: forms.URGENCIES, Meaning.CHANNEL: forms.CHANNELS}
_PLAIN = {Meaning.SUBJECT: "summary"}


def _moment(text: str) -> Value:
    """A wall time, for Excel knows no zones."""
    return from_text(text).astimezone(DISTRICT_ZONE).replace(tzinfo=None) if text else None
