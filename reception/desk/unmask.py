"""Show a party's phone or identity number in full: who looked is noted in the case (design: domain, People)."""

from dataclasses import dataclass

from sqlalchemy import select

from reception.desk.desk import Desk
from reception.domain.changed import Changed
from reception.domain.clock import Id
from reception.domain.errors import InvalidInput, NotFound
from reception.domain.lifecycle import Act
from reception.store.journal import load_record
from reception.store.tables import CaseRow, PartyRow

WHAT = {"phone": ("电话", "phone"), "id_number": ("证件号码", "identity number")}


@dataclass(frozen=True)
class Unmasked:
    """The value in full, and what changed."""

    value: str
    changed: Changed


def unmask(desk: Desk, reference: str, party: Id, what: str) -> Unmasked:
    """A party's `phone` or `id_number` in full, once it is noted that this clerk looked. Not undoable."""
    _check(what)
    with desk.acting() as acting:
        case = acting.find(reference).case
        fields = case.parties.get(party)
        if fields is None:
            raise NotFound("这件诉求没有这位当事人", english="the case has no such party", field="party")
        step = acting.step(case.id, Act.UNMASK, {"what": what, "party": party, "name": fields.get("name", "")})
        acting.add(Act.UNMASK, [step])
        return Unmasked(str(fields.get(what) or ""), acting.done())


def unmask_resident(desk: Desk, resident: Id, what: str) -> Unmasked:
    """A resident's `phone` or `id_number` in full; noted in the latest case the resident speaks in. Not undoable."""
    _check(what)
    with desk.acting() as acting:
        latest = (
            select(CaseRow.id)
            .join(PartyRow, PartyRow.case_id == CaseRow.id)
            .where(PartyRow.resident == resident, CaseRow.undone == 0)
            .order_by(CaseRow.n.desc())
            .limit(1)
        )
        case = acting.conn.execute(latest).scalar()
        record = load_record(acting.conn, "resident", resident)
        if case is None or not record.exists:
            raise NotFound("没有这位居民的诉求", english="this resident has no case", field="resident")
        fields = {"what": what, "resident": resident, "name": record.fields.get("name")}
        acting.add(Act.UNMASK, [acting.step(Id(case), Act.UNMASK, fields)])
        return Unmasked(str(record.fields.get(what) or ""), acting.done())


def _check(what: str) -> None:
    if what not in WHAT:
        raise InvalidInput(f"不能查看「{what}」", english=f"cannot show {what!r}", field="what")
