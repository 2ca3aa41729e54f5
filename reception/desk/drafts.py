"""Drafts and parked forms: kept on this PC as they are typed, whoever is logged in; nothing but the clerk ends one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from reception.desk.desk import Desk
from reception.domain.clock import Id, to_text
from reception.store.tables import DraftRow


@dataclass(frozen=True)
class Draft:
    """A form that was begun: which form, what to call it, who began it, when it was saved, and its fields."""

    id: Id
    form: str
    title: str
    clerk: str
    saved_at: str
    fields: Mapping[str, Any]


def save_draft(desk: Desk, draft: Id, form: str, title: str, fields: Mapping[str, Any]) -> None:
    """Keep a form as it stands now; on the disk when this returns."""
    values = {
        "id": draft, "form": form, "title": title, "clerk": desk.clerk.code, "saved_at": to_text(desk.now),
        "fields": dict(fields),
    }  # fmt: skip
    statement = upsert(DraftRow).values(**values)
    kept = {name: statement.excluded[name] for name in values if name != "id"}
    with desk.store.write(desk.clerk.code) as writing:
        writing.conn.execute(statement.on_conflict_do_update(index_elements=["id"], set_=kept))


def drop_draft(desk: Desk, draft: Id) -> None:
    """Forget a draft: it was saved as what it is, or the clerk threw it away."""
    with desk.store.write(desk.clerk.code) as writing:
        writing.conn.execute(delete(DraftRow).where(DraftRow.id == draft))


def drafts(desk: Desk, form: str = "") -> list[Draft]:
    """The drafts on this PC, latest first."""
    query = select(DraftRow.__table__).order_by(DraftRow.saved_at.desc(), DraftRow.n.desc())
    if form:
        query = query.where(DraftRow.form == form)
    with desk.read() as conn:
        return [
            Draft(Id(row.id), row.form, row.title, row.clerk, row.saved_at, row.fields) for row in conn.execute(query)
        ]
