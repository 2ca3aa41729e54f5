"""A file of somebody else's messages, taken in: good rows become visits with cases, bad rows are listed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from reception.desk.commands import Channel, NewCase, Place, RegisterVisit, Urgency, Voice, Who
from reception.desk.desk import Desk
from reception.desk.messages import Message, Taken, take_in
from reception.desk.register import Origin
from reception.domain.changed import Changed
from reception.domain.clock import Id
from reception.domain.errors import InvalidInput
from reception.intake.columns import Mapping, Shelf, guess, guess_all
from reception.intake.messages import BadRow, IncomingMessage, read_messages
from reception.intake.tables import Sheet, read_sheets

BATCH = 400
"""Messages a transaction: short enough that others can write in between."""

_LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)

Progress = Callable[[int, int], None]
"""Called with how many messages are in, and of how many."""


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did: new messages, those that were here already, bad rows, and whether it was stopped early.

    Everything new is one gesture, so that one undo takes the import back.
    """

    added: int
    known: int
    bad: tuple[BadRow, ...]
    changed: Changed
    cancelled: bool = False

    @property
    def readable(self) -> int:
        """Rows that are messages; known ones count."""
        return self.added + self.known


@dataclass(frozen=True)
class Proposal:
    """A sheet and how it would be read, for the clerk to confirm."""

    sheet: Sheet
    mapping: Mapping
    confirmed: bool


def propose(desk: Desk, path: Path) -> list[Proposal]:
    """How each sheet of a file would be read: as it was confirmed for this form before, else as guessed.

    Sheets that are no lists of messages are left out, unless none is. Raises as `read_sheets` does.
    """
    sheets = read_sheets(path)
    mappings = guess_all(sheets, path.stem) or [guess(sheet, path.stem) for sheet in sheets]
    by_name = {sheet.name: sheet for sheet in sheets}
    shelf = Shelf(desk.store.folder)
    kept = [(mapping, shelf.find(mapping)) for mapping in mappings]
    return [Proposal(by_name[guessed.sheet], found or guessed, found is not None) for guessed, found in kept]


def import_file(
    desk: Desk,
    path: Path,
    mapping: Mapping | Sequence[Mapping] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportOutcome:
    """Take in every message of a file that is not here yet, oldest first; the same file again adds nothing.

    `mapping` says how its sheets are read (each names its sheet); without it they are read as proposed. Raises
    InvalidInput when the file holds no list of messages, Damaged, or Unavailable. What was taken in before a stop or
    an error stays, and is known the next time.
    """
    chosen = _chosen(desk, path, mapping)
    rows = [row for proposal in chosen for row in read_messages(proposal.sheet, proposal.mapping, desk.now)]
    messages = [row for row in rows if isinstance(row, IncomingMessage)]
    bad = [row for row in rows if isinstance(row, BadRow)]
    messages.sort(key=lambda message: message.at or _LONG_AGO)
    outcome = _take_in_batches(desk, path.name, messages, bad, progress, cancelled)
    if outcome.readable:
        for proposal in chosen:
            Shelf(desk.store.folder).keep(proposal.mapping)
    return outcome


def _chosen(desk: Desk, path: Path, mapping: Mapping | Sequence[Mapping] | None) -> list[Proposal]:
    if mapping is None:
        return propose(desk, path)
    mappings = [mapping] if isinstance(mapping, Mapping) else list(mapping)
    sheets = {sheet.name: sheet for sheet in read_sheets(path)}
    missing = [given.sheet for given in mappings if given.sheet not in sheets]
    if missing:
        raise InvalidInput(f"文件里没有「{missing[0]}」这张表", english=f"no sheet {missing[0]!r}", field="mapping")
    return [Proposal(sheets[given.sheet], given, True) for given in mappings]


def _take_in_batches(
    desk: Desk, file: str, messages: Sequence[IncomingMessage], bad: list[BadRow],
    progress: Progress | None, cancelled: Callable[[], bool] | None,
) -> ImportOutcome:  # fmt: skip
    gesture = desk.store.clock.new_id()
    added = known = 0
    changed = Changed()
    for start in range(0, len(messages), BATCH):
        if cancelled is not None and cancelled():
            return ImportOutcome(added, known, tuple(bad), changed, cancelled=True)
        for taken in _take(desk, file, messages[start : start + BATCH], gesture, bad):
            added, known, changed = added + taken.added, known + taken.known, changed | taken.changed
        if progress is not None:
            progress(min(start + BATCH, len(messages)), len(messages))
    bad.sort(key=lambda row: (row.sheet, row.row))
    return ImportOutcome(added, known, tuple(bad), changed)


def _take(desk: Desk, file: str, batch: Sequence[IncomingMessage], gesture: Id, bad: list[BadRow]) -> Iterator[Taken]:
    """One transaction; when the desk refuses a message, the others come in one by one and that one is bad."""
    try:
        yield take_in(desk, [_message(file, message) for message in batch], gesture)
    except InvalidInput as error:
        if len(batch) > 1:
            for message in batch:
                yield from _take(desk, file, [message], gesture, bad)
            return
        [message] = batch
        bad.append(BadRow(message.sheet, message.row, error.field, error.message, error.english, ""))


def _message(file: str, message: IncomingMessage) -> Message:
    """The message as a registration. The raw row keeps its place, so that the list can go back with the answers."""
    case = NewCase(
        words=message.words,
        voice=cast(Voice, message.voice or "problem"),
        category=message.category,
        urgency=cast(Urgency, message.urgency) if message.urgency else None,
        summary=message.subject,
        wants=message.wants,
    )
    command = RegisterVisit(
        cases=(case,),
        channel=cast(Channel, message.channel),
        resident=Who(message.name, message.phone, message.id_number),
        address=Place(message.compound, message.building, message.entrance, message.home),
        address_text=message.address,
        received_at=message.at,
    )
    raw: dict[str, Any] = {"file": file, "sheet": message.sheet, "row": message.row, "cells": message.raw}
    origin = Origin(message.issuer, message.key, raw, message.sender_due_at, message.reply, message.reply_at)
    return Message(command, origin)
