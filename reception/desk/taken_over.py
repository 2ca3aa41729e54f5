"""People of a case that was handed to this room: their records stayed where they were, so it makes its own.

Two PCs of the room make the same one, for its id comes from the one that stayed (design: sync, Journal entry).
"""

from collections.abc import Mapping

from reception.desk.desk import Acting, amended
from reception.desk.register import same_resident
from reception.domain.case import Case
from reception.domain.clock import Id
from reception.domain.entry import Fact, case_scope, digest
from reception.store.journal import here


def own_records(acting: Acting, case: Case) -> tuple[list[Fact], Mapping[Id, Id]]:
    """The facts that make this room's own records of those who speak in a case, and whose they are by party."""
    if not case.holder:
        return [], {}
    theirs = {key: str(fields.get("resident") or "") for key, fields in case.parties.items()}
    known = here(acting.conn, "resident", "id", [resident for resident in theirs.values() if resident])
    facts: list[Fact] = []
    owns: dict[Id, Id] = {}
    for key, resident in theirs.items():
        if resident and resident not in known:
            facts += _own(acting, case, key, resident, owns)
    return facts, owns


def _own(acting: Acting, case: Case, key: Id, resident: str, owns: dict[Id, Id]) -> list[Fact]:
    fields = case.parties[key]
    name, phone = str(fields.get("name") or ""), str(fields.get("phone") or "")
    met = same_resident(acting, name, phone)
    own = owns[key] = met or Id(digest(f"resident/{acting.office.room}/{resident}".encode())[:32])
    made = [] if met else [Fact("resident", own, acting.room_scope, {"name": name, "phone": phone})]
    return [*made, amended("party", key, case_scope(case.id), fields, {"resident": own})]
