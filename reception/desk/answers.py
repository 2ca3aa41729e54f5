"""What the room has to say about a case in somebody else's form: its answer, its state, and what stands in a row."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from reception.desk.desk import Desk, find
from reception.desk.lists import CaseFilter, case_keys, case_rows, status_of
from reception.desk.office import Office
from reception.domain import lifecycle
from reception.domain.case import Case, Step
from reception.domain.clock import Id, to_text
from reception.domain.errors import Conflict, NotFound
from reception.domain.forms import adopted_first
from reception.domain.lifecycle import Act, Status
from reception.store.journal import load_case
from reception.store.tables import CaseRow, ReferenceRow

_ANSWERED = frozenset({Status.HANDLED, Status.CONFIRMED, Status.CLOSED, Status.NOT_OURS, Status.WITHDRAWN})
ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RoomAnswer:
    """A case as its sender is answered. Times are UTC text; what is not known is "".

    `given` is the number its sender gave it, or ours; `words` … `wants` are for a row that is not there yet.
    """

    number: str
    given: str
    status: Status
    answer: str
    answered_at: str
    unit: str
    solved: str = ""
    satisfied: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether the room has said its word."""
        return self.status in _ANSWERED


def answer_for(desk: Desk, conn: Connection, issuer: str, number: str) -> RoomAnswer:
    """The answer to a number of a sender's, or of ours. Raises NotFound, or Conflict when several cases have it."""
    office, now = desk.office(conn), to_text(desk.now)
    ids = _given_by(conn, issuer, number)
    if len(ids) > 1:
        raise Conflict(
            f"编号「{number}」对应 {len(ids)} 件诉求", english=f"{len(ids)} cases share {number!r}", field="number"
        )
    case = load_case(conn, ids[0]) if ids else find(conn, number, desk.now).case
    row = conn.execute(select(CaseRow.__table__).where(CaseRow.id == case.id)).one()
    if row.undone:
        raise NotFound(f"编号「{number}」的登记已撤销", english=f"{number!r} was taken back", field="number")
    return _answer(office, case, row, now, issuer)


def answers_of(desk: Desk, conn: Connection, wanted: CaseFilter, issuer: str) -> list[RoomAnswer]:
    """The answers to all cases of a filter, in its order."""
    office, now = desk.office(conn), to_text(desk.now)
    keys = case_keys(conn, wanted, office.room, desk.now)
    found: list[RoomAnswer] = []
    for start in range(0, len(keys), ROWS_AT_ONCE):
        rows = case_rows(conn, keys[start : start + ROWS_AT_ONCE])
        here = [rows[n] for n in keys[start : start + ROWS_AT_ONCE]]
        found += [_answer(office, load_case(conn, Id(row.id)), row, now, issuer) for row in here]
    return found


def _given_by(conn: Connection, issuer: str, number: str) -> list[Id]:
    query = (
        select(ReferenceRow.case_id)
        .join(CaseRow.__table__, CaseRow.id == ReferenceRow.case_id)
        .where(ReferenceRow.number == number, ReferenceRow.issuer == issuer, CaseRow.undone == 0)
    )
    return list(dict.fromkeys(Id(found) for found in conn.execute(query).scalars()))


def _answer(office: Office, case: Case, row: Any, now: str, issuer: str) -> RoomAnswer:
    status = Status(status_of(row, office.room, now))
    step = _last_word(case) if status in _ANSWERED else None
    contact = next((each for each in reversed(case.contacts) if each.round == case.round and each.valid), None)
    return RoomAnswer(
        case.number, _given(case, issuer), status, _told(case, step), (step.at or step.written) if step else "",
        office.unit_name(row.unit) if row.unit else "", contact.solved if contact else "",
        contact.satisfied if contact else "", _fields(row),
    )  # fmt: skip


def _given(case: Case, issuer: str) -> str:
    numbers = [
        str(each.get("number"))
        for each in (fields.values() for fields in case.references.values())
        if each.get("issuer") == issuer and not str(each.get("number")).startswith("#")
    ]
    return numbers[-1] if numbers else case.number


def _last_word(case: Case) -> Step | None:
    """The step of this round that says what became of it; an assisting unit's answer goes to the lead, not out."""
    said = [step for step in case.steps if step.effective and step.round == case.round and step.act in _SAYS]
    return next((step for step in reversed(said) if _leads(case, step)), None)


def _leads(case: Case, step: Step) -> bool:
    order = case.orders.get(Id(step.order)) if step.order else None
    return order is None or order.lead


_SAYS: dict[str, str] = {
    Act.ANSWER: "answer", Act.IMPORT_CLOSED: "answer", Act.HANDLE: "done", Act.NOT_OURS: "why", Act.WITHDRAW: "why",
}  # fmt: skip


def _told(case: Case, step: Step | None) -> str:
    """The answer in a sentence. The internal note of a step is never part of it."""
    if step is None:
        return ""
    words = str(step.fields.get(_SAYS[step.act]) or "")
    if step.act == Act.NOT_OURS:
        return f"不予受理：{words}；应向：{step.fields.get('channel', '')}"
    if step.act == Act.WITHDRAW:
        return f"{lifecycle.STATUS_NAMES[Status.WITHDRAWN][0]}：{words}"
    return adopted_first(case.adopted, words)


_ROW = (
    "address", "compound", "building", "entrance", "home", "summary", "words", "wants", "category", "voice", "urgency",
    "channel", "received_at", "due_at",
)  # fmt: skip


def _fields(row: Any) -> dict[str, str]:
    """What a new row says of the case. Who speaks is not said when he asked for it (保密)."""
    speaker = {"resident": "", "phone": ""} if row.confidential else {"resident": row.resident, "phone": row.phone}
    return {name: str(getattr(row, name)) for name in _ROW} | speaker
