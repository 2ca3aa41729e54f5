"""Save the form of a visit: its cases, the incident they belong to, and the end of its draft, all or nothing."""

from sqlalchemy import delete, select

from reception.desk.commands import RegisterVisit
from reception.desk.desk import Acting, Desk
from reception.desk.lists import Line, case_line
from reception.desk.register import Registered, open_cases
from reception.desk.steps import step_in
from reception.domain.clock import Id, to_text
from reception.domain.lifecycle import Act
from reception.store.tables import CaseRow, DraftRow


def save_visit(desk: Desk, command: RegisterVisit, *, draft: Id | None = None, joined_to: str = "") -> Registered:
    """Register a visit; put its cases under one incident with the case `joined_to`; forget its draft.

    One gesture, so that one undo takes it back. Raises InvalidInput naming the field; then nothing is changed.
    """
    with desk.acting() as acting:
        gesture = acting.new_id()
        visit, numbers = open_cases(acting, command, gesture=gesture)
        acting.done()
        for number in numbers if joined_to else ():
            step_in(acting, acting.find(number), Act.JOIN, {"number": joined_to}, gesture)
        forget_draft(acting, draft)
        return Registered(visit, numbers, acting.done())


def cases_of_visit(desk: Desk, visit: Id) -> list[Line]:
    """The lines of the cases a visit opened, in their order."""
    with desk.read() as conn:
        room, now = desk.office(conn).room, to_text(desk.now)
        query = select(CaseRow.__table__).where(CaseRow.visit == visit, CaseRow.undone == 0).order_by(CaseRow.n)
        return [case_line(row, room, now) for row in conn.execute(query)]


def forget_draft(acting: Acting, draft: Id | None) -> None:
    """The draft ends with the act that saved it, in one transaction: a cut between the two would offer it again."""
    if draft is not None:
        acting.conn.execute(delete(DraftRow).where(DraftRow.id == draft))
