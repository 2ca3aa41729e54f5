"""What a list from elsewhere is for: messages that come in, a roster of households, or a form to be answered."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from reception.desk.desk import Desk
from reception.desk.messages import Key, here_already
from reception.domain.errors import InvalidInput
from reception.intake.columns import ANSWERS, Meaning, Purpose
from reception.intake.filling import propose_filling
from reception.intake.importing import Proposal, propose
from reception.intake.messages import is_no_row, mark_of, read_number
from reception.intake.rosters import is_roster, propose_roster
from reception.intake.tables import Row, is_blank, text_of

_PROPOSE = {Purpose.MESSAGES: propose, Purpose.ROSTER: propose_roster, Purpose.FORM: propose_filling}


@dataclass(frozen=True)
class Recognised:
    """A file, what it is for, and how its sheets are read for that."""

    path: Path
    purpose: Purpose
    proposals: tuple[Proposal, ...]

    @property
    def confirmed(self) -> bool:
        """Whether every sheet is read as somebody confirmed it before."""
        return all(proposal.confirmed for proposal in self.proposals)


def recognise(desk: Desk, path: Path, purpose: Purpose | None = None) -> Recognised:
    """What a file is probably for, or how it is read for the `purpose` given.

    A sheet of names and homes without messages is a roster; an `.xlsx` with columns to answer in is a form once every
    row of it is here; all else are messages. Raises InvalidInput, Damaged or Unavailable as `propose` does.
    """
    purpose = purpose or _purpose_of(desk, path)
    return Recognised(path, purpose, tuple(_PROPOSE[purpose](desk, path)))


def _purpose_of(desk: Desk, path: Path) -> Purpose:
    proposals = propose(desk, path)
    if all(is_roster(proposal.mapping) for proposal in proposals):
        return Purpose.ROSTER
    answered = [proposal for proposal in proposals if _has_answers(proposal)]
    if answered and zipfile.is_zipfile(path) and all(_is_all_here(desk, proposal) for proposal in answered):
        return Purpose.FORM
    return Purpose.MESSAGES


def _has_answers(proposal: Proposal) -> bool:
    return any(meaning in ANSWERS for meaning in proposal.mapping.meanings)


def _is_all_here(desk: Desk, proposal: Proposal) -> bool:
    """Whether each row is about a case of this room; so it is of an empty form."""
    mapping = proposal.mapping
    rows = [row for row in proposal.sheet.rows[mapping.header_row :] if not is_blank(row)]
    keys = [_key(proposal, row) for row in rows if not is_no_row(mapping, [text_of(cell) for cell in row])]
    with desk.read() as conn:
        return here_already(conn, keys) >= set(keys)


def _key(proposal: Proposal, row: Row) -> Key:
    """The row's number, else what makes it known; one that cannot be read is known to nobody."""
    mapping = proposal.mapping
    cells = [row[column] for column in mapping.columns(Meaning.NUMBER) if column < len(row)]
    try:
        number = next((read_number(cell) for cell in cells), "")
    except InvalidInput:
        number = "?"
    texts = [text_of(cell) for cell in row]
    return mapping.issuer, number or mark_of(mapping, dict(zip(mapping.headers, texts, strict=False)))
