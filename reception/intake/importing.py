"""A file of somebody else's messages, taken in: good rows become visits with cases, bad rows are listed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from reception.desk.commands import Channel, NewCase, Place, RegisterVisit, Urgency, Voice, Who
from reception.desk.desk import Desk
from reception.desk.linking import Link, OpenCases
from reception.desk.messages import Key, Message, Taken, here_already, take_in
from reception.desk.register import Origin
from reception.domain.changed import Changed
from reception.domain.clock import Id
from reception.domain.errors import InvalidInput, NotAllowed, NotFound
from reception.intake.columns import Mapping as Columns
from reception.intake.columns import Shelf, guess, guess_all
from reception.intake.messages import BadRow, IncomingMessage, read_messages
from reception.intake.tables import Sheet, read_sheets

BATCH = 400
"""Messages a transaction: short enough that others can write in between."""

_LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)
_FAR_OFF = datetime(9999, 1, 1, tzinfo=UTC)
_SAID = 120
"""So much of a row's words stands in a rehearsal."""

Progress = Callable[[int, int], None]
"""Called with how many messages are in, and of how many."""
Links = Mapping[Key, Link]
"""By issuer and number, the open case that a message is about."""


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """A row that went, or would go, into a case that is open here already."""

    sheet: str
    row: int
    number: str
    link: Link


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did: new messages, those that went into open cases, those that were here already, bad rows, and
    whether it was stopped early.

    Everything new is one gesture, so that one undo takes the import back.
    """

    added: int
    known: int
    bad: tuple[BadRow, ...]
    changed: Changed
    cancelled: bool = False
    linked: tuple[LinkedRow, ...] = ()

    @property
    def readable(self) -> int:
        """Rows that are messages; known ones count."""
        return self.added + self.known + len(self.linked)


class RowFate(StrEnum):
    """What would become of a row: a new case, one closed on arrival, into an open case, here already."""

    NEW = "new"
    CLOSED = "closed"
    LINKED = "linked"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class TriedRow:
    """A good row of a rehearsal: its place and key, its number ("" when it has none) and words, what would become of
    it, and the open case that it is about, if any."""

    sheet: str
    row: int
    key: Key
    number: str
    said: str
    fate: RowFate
    link: Link | None = None


@dataclass(frozen=True)
class Rehearsal:
    """What an import would do, nothing written: its good rows in the order they would come in, and its bad ones."""

    rows: tuple[TriedRow, ...]
    bad: tuple[BadRow, ...]

    @property
    def added(self) -> int:
        """Rows that would open a case, closed ones too."""
        return self._count(RowFate.NEW) + self.closed

    @property
    def closed(self) -> int:
        """Of these, how many closed on arrival."""
        return self._count(RowFate.CLOSED)

    @property
    def known(self) -> int:
        """Rows that are here already."""
        return self._count(RowFate.KNOWN)

    @property
    def linked(self) -> tuple[LinkedRow, ...]:
        """Rows that would go into open cases."""
        return tuple(LinkedRow(row.sheet, row.row, row.number, row.link) for row in self.rows if row.link is not None)

    @property
    def links(self) -> dict[Key, Link]:
        """The open cases these would go into, as `import_file` takes them."""
        return {row.key: row.link for row in self.rows if row.link is not None}

    def _count(self, fate: RowFate) -> int:
        return sum(row.fate is fate for row in self.rows)


@dataclass(frozen=True)
class Proposal:
    """A sheet and how it would be read, for the clerk to confirm."""

    sheet: Sheet
    mapping: Columns
    confirmed: bool


def propose(desk: Desk, path: Path) -> list[Proposal]:
    """How each sheet of a file would be read: as it was confirmed for this form before, else as guessed.

    Sheets that are no lists of messages are left out, unless none is. Raises as `read_sheets` does.
    """
    sheets = read_sheets(path)
    return proposals(desk, sheets, guess_all(sheets, path.stem) or [guess(sheet, path.stem) for sheet in sheets])


def proposals(desk: Desk, sheets: Sequence[Sheet], mappings: Sequence[Columns]) -> list[Proposal]:
    """These sheets as they were confirmed for their form before, else as given."""
    by_name = {sheet.name: sheet for sheet in sheets}
    shelf = Shelf(desk.store.folder)
    kept = [(mapping, shelf.find(mapping)) for mapping in mappings]
    return [Proposal(by_name[guessed.sheet], found or guessed, found is not None) for guessed, found in kept]


def import_file(
    desk: Desk,
    path: Path,
    mapping: Columns | Sequence[Columns] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    links: Links | None = None,
) -> ImportOutcome:
    """Take in every message of a file that is not here yet; the same file again adds nothing.

    What came answered is taken in first, oldest first, then what is open, the nearest limit first. `mapping` says how
    its sheets are read (each names its sheet); without it they are read as proposed. `links` are the rows that go into
    open cases; without it those that are surely about one (`OpenCases.link`). Raises InvalidInput when the file holds
    no list of messages, Damaged, or Unavailable. What was taken in before a stop or an error stays, and is known the
    next time.
    """
    reading = _read(desk, path, mapping)
    found = _links(desk, reading.messages) if links is None else links
    outcome = _take_in_batches(desk, reading, found, progress or _nobody_asked, cancelled)
    if outcome.readable:
        for proposal in reading.chosen:
            Shelf(desk.store.folder).keep(proposal.mapping)
    return outcome


def rehearse(desk: Desk, path: Path, mapping: Columns | Sequence[Columns] | None = None) -> Rehearsal:
    """What `import_file` would do; nothing is written. Raises as it does."""
    reading = _read(desk, path, mapping)
    with desk.read() as conn:
        here = here_already(conn, [_key(message) for message in reading.messages])
    new = {_key(message): message for message in reversed(reading.messages) if _key(message) not in here}
    links = _links(desk, list(new.values()))
    rows = [_tried(message, links, is_new=new.get(_key(message)) is message) for message in reading.messages]
    return Rehearsal(tuple(rows), tuple(reading.bad))


def _tried(message: IncomingMessage, links: Links, *, is_new: bool) -> TriedRow:
    """What would become of a row; the second of a number in one list is known."""
    link = links.get(_key(message)) if is_new else None
    fate = RowFate.LINKED if link else RowFate.CLOSED if message.answer else RowFate.NEW
    return TriedRow(
        message.sheet, message.row, _key(message), message.number, message.subject or message.words[:_SAID],
        fate if is_new else RowFate.KNOWN, link,
    )  # fmt: skip


@dataclass
class _Reading:
    """A file that was read: how, its good rows in the order they come in, and its bad ones."""

    file: str
    chosen: Sequence[Proposal]
    messages: Sequence[IncomingMessage]
    bad: list[BadRow] = field(default_factory=list)


def _read(desk: Desk, path: Path, mapping: Columns | Sequence[Columns] | None) -> _Reading:
    chosen = chosen_sheets(path, mapping) if mapping is not None else propose(desk, path)
    rows = [row for proposal in chosen for row in read_messages(proposal.sheet, proposal.mapping, desk.now)]
    messages = sorted((row for row in rows if isinstance(row, IncomingMessage)), key=_turn)
    return _Reading(path.name, chosen, messages, [row for row in rows if isinstance(row, BadRow)])


def _turn(message: IncomingMessage) -> tuple[bool, datetime, datetime]:
    at = message.at or _LONG_AGO
    return (False, _LONG_AGO, at) if message.answer else (True, message.sender_due_at or _FAR_OFF, at)


def chosen_sheets(path: Path, mapping: Columns | Sequence[Columns]) -> list[Proposal]:
    """The sheets that mappings name. Raises InvalidInput when the file has none of that name."""
    mappings = [mapping] if isinstance(mapping, Columns) else list(mapping)
    sheets = {sheet.name: sheet for sheet in read_sheets(path)}
    missing = [given.sheet for given in mappings if given.sheet not in sheets]
    if missing:
        raise InvalidInput(f"文件里没有「{missing[0]}」这张表", english=f"no sheet {missing[0]!r}", field="mapping")
    return [Proposal(sheets[given.sheet], given, True) for given in mappings]


def _nobody_asked(done: int, total: int) -> None:
    """Nobody asked."""


def _links(desk: Desk, messages: Sequence[IncomingMessage]) -> dict[Key, Link]:
    """What goes into cases that are open before anything of the file comes in. What came answered goes into none."""
    with desk.read() as conn:
        here = here_already(conn, [_key(message) for message in messages])
        cases = OpenCases(conn, desk.office(conn))
    new = [message for message in messages if _key(message) not in here and not message.answer]
    return {_key(message): link for message in new if (link := _link(cases, message)) is not None}


def _link(cases: OpenCases, message: IncomingMessage) -> Link | None:
    try:
        return cases.link(_command(message))
    except InvalidInput:
        return None  # told when it is taken in


def _key(message: IncomingMessage) -> Key:
    return message.issuer, message.key


def _take_in_batches(
    desk: Desk, reading: _Reading, links: Links, progress: Progress, cancelled: Callable[[], bool] | None
) -> ImportOutcome:
    messages, bad = reading.messages, reading.bad
    gesture = desk.store.clock.new_id()
    outcome = ImportOutcome(0, 0, (), Changed())
    for start in range(0, len(messages), BATCH):
        if cancelled is not None and cancelled():
            return replace(outcome, bad=tuple(bad), cancelled=True)
        batch = messages[start : start + BATCH]
        for taken in _take(desk, reading.file, batch, links, gesture, bad):
            linked = [
                LinkedRow(message.sheet, message.row, message.number, links[_key(message)])
                for message in batch
                if _key(message) in links and _key(message) in taken.numbers
            ]
            outcome = replace(
                outcome, added=outcome.added + taken.added, known=outcome.known + taken.known,
                changed=outcome.changed | taken.changed, linked=(*outcome.linked, *linked),
            )  # fmt: skip
        progress(min(start + BATCH, len(messages)), len(messages))
    bad.sort(key=lambda row: (row.sheet, row.row))
    return replace(outcome, bad=tuple(bad))


def _take(
    desk: Desk, file: str, batch: Sequence[IncomingMessage], links: Links, gesture: Id, bad: list[BadRow]
) -> Iterator[Taken]:
    """One transaction; when the desk refuses a message, the others come in one by one and that one is bad: so is one
    whose open case was closed meanwhile."""
    try:
        yield take_in(desk, [_message(file, message, links) for message in batch], gesture)
    except (InvalidInput, NotAllowed, NotFound) as error:
        if len(batch) > 1:
            for message in batch:
                yield from _take(desk, file, [message], links, gesture, bad)
            return
        [message] = batch
        bad.append(BadRow(message.sheet, message.row, error.field, error.message, error.english, ""))


def _message(file: str, message: IncomingMessage, links: Links) -> Message:
    """The message as a registration. The raw row keeps its place, so that the list can go back with the answers."""
    raw: dict[str, Any] = {"file": file, "sheet": message.sheet, "row": message.row, "cells": message.raw}
    origin = Origin(message.issuer, message.key, raw, message.sender_due_at, message.answer, message.reply_at)
    link = links.get(_key(message))
    return Message(_command(message), origin, link.number if link else "")


def _command(message: IncomingMessage) -> RegisterVisit:
    case = NewCase(
        words=message.words,
        voice=cast(Voice, message.voice or "problem"),
        category=message.category,
        urgency=cast(Urgency, message.urgency) if message.urgency else None,
        summary=message.subject,
        wants=message.wants,
    )
    return RegisterVisit(
        cases=(case,),
        channel=cast(Channel, message.channel),
        resident=Who(message.name, message.phone, message.id_number),
        address=Place(message.compound, message.building, message.entrance, message.home),
        address_text=message.address,
        received_at=message.at,
    )
