"""Rosters of households: compound, building, entrance, home, name, phone and relation become residents and homes."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reception.desk.desk import Desk
from reception.desk.homes import Dweller, Fate, settle
from reception.desk.office import Office
from reception.desk.register import unplaced
from reception.domain.address import Address, bare
from reception.domain.changed import Changed
from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput
from reception.domain.text import clean, clean_line
from reception.intake.columns import Mapping, Meaning, Shelf, guess
from reception.intake.importing import Proposal, chosen_sheets, proposals
from reception.intake.messages import BadRow, is_no_row, read_id_number, read_name, read_phone
from reception.intake.tables import Area, Cell, Row, Sheet, is_blank, merged_areas, read_sheets, text_of

BATCH = 500
_HOME = (Meaning.COMPOUND, Meaning.BUILDING, Meaning.ENTRANCE, Meaning.HOME)
_RELATIONS: tuple[tuple[str, str], ...] = (
    (r"租|tenant", "tenant"),
    (r"家属|配偶|妻|夫|子|女|父|母|孙|儿|媳|婿|兄|弟|姐|妹|家人|family", "family"),
    (r"产权|业主|房主|户主|本人|自住|owner", "owner"),
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A good line: where it stood, and who lives where."""

    sheet: str
    row: int
    dweller: Dweller


@dataclass(frozen=True)
class RosterOutcome:
    """What a roster did, or as a trial would do. `differing` are lines that say another phone or ID than the record
    here, which stays. `empty` are homes without anybody."""

    counts: Counter[Fate]
    differing: tuple[RosterRow, ...]
    bad: tuple[BadRow, ...]
    changed: Changed
    empty: int = 0
    cancelled: bool = False

    @property
    def readable(self) -> int:
        """Lines that say who lives where."""
        return self.counts.total()


def is_roster(mapping: Mapping) -> bool:
    """Whether a sheet lists who lives where, and no messages."""
    says_something = mapping.columns(Meaning.SUBJECT) or mapping.columns(Meaning.WORDS)
    placed = mapping.columns(Meaning.HOME) or (mapping.columns(Meaning.ADDRESS) and not says_something)
    return bool(mapping.columns(Meaning.NAME) and placed and not mapping.columns(Meaning.NUMBER))


def propose_roster(desk: Desk, path: Path) -> list[Proposal]:
    """The sheets that list who lives where, with how they are read: remembered, else guessed."""
    sheets = read_sheets(path)
    guessed = [guess(sheet, path.stem) for sheet in sheets]
    return proposals(desk, sheets, [mapping for mapping in guessed if is_roster(mapping)] or guessed)


def import_roster(
    desk: Desk,
    path: Path,
    mapping: Mapping | Sequence[Mapping] | None = None,
    *,
    compound: str = "",
    trial: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RosterOutcome:
    """Take a roster in; the same one again changes nothing. A `trial` tells what would happen and writes nothing.

    `compound` is the one the whole list is about, when no column says it; without it the title, the sheet's name or
    the file's may. Everything is one gesture. Raises InvalidInput, Damaged or Unavailable.
    """
    chosen = chosen_sheets(path, mapping) if mapping is not None else propose_roster(desk, path)
    with desk.read() as conn:
        office = desk.office(conn)
    reading = _Reading()
    for proposal in chosen:
        proposal.mapping.check_roster()
        known = compound or _compound_of(office, proposal, path)
        rows = _spread(proposal.sheet.rows, merged_areas(path, proposal.mapping.sheet), proposal.mapping)
        reading.take(read_roster(Sheet(proposal.sheet.name, rows), proposal.mapping, office, known))
    as_of = desk.now.astimezone(DISTRICT_ZONE).date().isoformat()
    outcome = _settle(desk, reading, as_of, trial, progress or _nobody_asked, cancelled)
    if outcome.readable and not trial:
        for proposal in chosen:
            Shelf(desk.store.folder).keep(proposal.mapping)
    return outcome


def _nobody_asked(done: int, total: int) -> None:
    """Nobody asked."""


@dataclass
class _Reading:
    rows: list[RosterRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    empty: int = 0

    def take(self, read: Iterator[RosterRow | BadRow | None]) -> None:
        for row in read:
            if row is None:
                self.empty += 1
            elif isinstance(row, BadRow):
                self.bad.append(row)
            else:
                self.rows.append(row)


def _settle(
    desk: Desk, reading: _Reading, as_of: str, trial: bool, progress: Progress, cancelled: Callable[[], bool] | None
) -> RosterOutcome:
    gesture = desk.store.clock.new_id()
    counts: Counter[Fate] = Counter()
    differing: list[RosterRow] = []
    changed, stopped = Changed(), False
    size = max(len(reading.rows), 1) if trial else BATCH  # a trial's lines must see each other
    for start in range(0, len(reading.rows), size):
        if stopped := cancelled is not None and cancelled():
            break
        batch = reading.rows[start : start + size]
        settled = settle(desk, [row.dweller for row in batch], as_of, gesture, trial=trial)
        counts.update(settled.fates)
        differing += [row for row, fate in zip(batch, settled.fates, strict=True) if fate is Fate.DIFFERS]
        changed |= settled.changed
        progress(start + len(batch), len(reading.rows))
    return RosterOutcome(counts, tuple(differing), tuple(reading.bad), changed, reading.empty, stopped)


def _compound_of(office: Office, proposal: Proposal, path: Path) -> str:
    """The compound that a title, the sheet's or the file's name tells, when no column does."""
    if proposal.mapping.columns(Meaning.COMPOUND) or proposal.mapping.columns(Meaning.ADDRESS):
        return ""
    titles = [text_of(cell) for row in proposal.sheet.rows[: proposal.mapping.header_row] for cell in row]
    texts = [*titles, proposal.sheet.name, path.stem]
    found = next((place.compound for text in texts if text and (place := office.place(text)).compound), "")
    if not found:
        raise InvalidInput(
            "名册里没有小区一栏，请指明是哪个小区", english="no column tells the compound: say which", field="compound"
        )
    return found


def _spread(rows: Sequence[Row], merged: Sequence[Area], mapping: Mapping) -> list[Row]:
    """The rows with what stands in cells merged downwards in each of their rows."""
    spread = [list(row) for row in rows]
    for (top, left), (bottom, _) in merged:
        if top >= mapping.header_row and left < len(spread[top]):
            for row in range(top + 1, min(bottom + 1, len(spread))):
                if left < len(spread[row]):
                    spread[row][left] = spread[top][left]
    return list(spread)


def read_roster(
    sheet: Sheet, mapping: Mapping, office: Office, compound: str
) -> Iterator[RosterRow | BadRow | None]:  # fmt: skip
    """Every line below the header; None for a home without anybody. A blank home of family is the one above."""
    reader = _Reader(mapping, office, compound)
    for place, row in enumerate(sheet.rows[mapping.header_row :], mapping.header_row + 1):
        if not is_blank(row) and not is_no_row(mapping, [text_of(cell) for cell in row]):
            yield reader.read(place, row)


class _Reader:
    def __init__(self, mapping: Mapping, office: Office, compound: str) -> None:
        self._mapping, self._office, self._compound = mapping, office, compound
        self._above: Address | None = None
        self._reading: Meaning = Meaning.NAME

    def read(self, place: int, row: Row) -> RosterRow | BadRow | None:
        try:
            dweller = self._dweller(row)
        except InvalidInput as error:
            columns = self._mapping.columns(self._reading)
            header = "、".join(self._mapping.headers[column] for column in columns)
            value = " ".join(text_of(row[column]) for column in columns if column < len(row)).strip()[:200]
            return BadRow(self._mapping.sheet, place, header, error.message, error.english, value)
        return None if dweller is None else RosterRow(self._mapping.sheet, place, dweller)

    def _dweller(self, row: Row) -> Dweller | None:
        phone = read_phone(self._cell(Meaning.PHONE, row))
        name = read_name(self._cell(Meaning.NAME, row))
        relation = self._relation(row)
        home = self._place(row, relation)
        self._above = home
        if not name and phone:
            self._reading = Meaning.NAME
            raise InvalidInput("有电话而没有姓名", english="a phone without a name")
        if not name:
            return None
        number = read_id_number(self._cell(Meaning.ID_NUMBER, row))
        remarks = clean(text_of(self._cell(Meaning.REMARKS, row)), longest=1000)
        return Dweller(name, home, "" if "*" in phone else phone, number, relation, remarks)

    def _cell(self, meaning: Meaning, row: Row) -> Cell:
        self._reading = meaning
        return next((row[column] for column in self._mapping.columns(meaning) if column < len(row)), None)

    def _line(self, meaning: Meaning, row: Row, longest: int = 20) -> str:
        return clean_line(text_of(self._cell(meaning, row)), longest=longest)

    def _relation(self, row: Row) -> str:
        """As the column says, else as the name's header does: 产权人, 户主姓名, 承租人."""
        said = self._line(Meaning.RELATION, row, 40)
        if not self._mapping.columns(Meaning.RELATION):
            said = self._mapping.headers[self._mapping.columns(Meaning.NAME)[0]]
        return next((code for pattern, code in _RELATIONS if re.search(pattern, said)), "")

    def _place(self, row: Row, relation: str) -> Address:
        if self._mapping.columns(Meaning.ADDRESS) and (text := self._line(Meaning.ADDRESS, row, 200)):
            return self._office.place(text)
        compound = self._line(Meaning.COMPOUND, row, 100) or self._compound
        building, entrance, home = (bare(self._line(step, row)) for step in _HOME[1:])
        if not home:
            if relation == "family" and self._above is not None:
                return self._above
            raise InvalidInput(
                "户室为空；与上一行同户的，请合并单元格或照填",
                english="the home is blank: fill it in, or merge the cells",
            )
        if not compound:
            self._reading = Meaning.COMPOUND
            raise InvalidInput("小区为空", english="the compound is blank")
        code = self._office.addresses.code_of(compound)
        if code is None:
            return Address(text=compound + unplaced(building, entrance, home))
        return Address(code, building, entrance, home)
