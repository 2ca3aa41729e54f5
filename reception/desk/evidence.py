"""Papers that came back, attached to the cases they are about: one content may be evidence for many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reception.desk.desk import Acting, Desk, Found
from reception.desk.files import file_fact
from reception.domain import lifecycle
from reception.domain.changed import Changed
from reception.domain.clock import Id, to_text
from reception.domain.errors import ReceptionError
from reception.domain.lifecycle import Act, OrderStatus
from reception.store.attachments import Kept


@dataclass(frozen=True, slots=True)
class Evidence:
    """A content, the name it is kept under, and the orders or cases it is about."""

    content: bytes
    name: str
    references: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Attached:
    """What became of it: the references attached to, those that had it already, and those refused, with why.

    `lapsed` are the orders among them whose sheets hold no longer, with what they are worth now (已改派, 作废 …).
    """

    done: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    refused: tuple[tuple[str, ReceptionError], ...] = ()
    changed: Changed = field(default_factory=Changed)
    lapsed: tuple[tuple[str, OrderStatus], ...] = ()


def attach_evidence(
    desk: Desk, pieces: Sequence[Evidence], progress: Callable[[int, int], None] | None = None
) -> Attached:
    """Attach each piece to the cases it is about, as one gesture; a case that has the same content is passed over.

    `progress` is told how many pieces are done; what it raises stops the rest. Raises InvalidInput for a content of a
    type or size that is not taken: pieces before it stay attached.
    """
    gesture = desk.store.clock.new_id()
    done: list[str] = []
    already: list[str] = []
    refused: list[tuple[str, ReceptionError]] = []
    lapsed: list[tuple[str, OrderStatus]] = []
    changed = Changed()
    for number, piece in enumerate(pieces, 1):
        kept = desk.store.attachments.put(piece.content)
        with desk.acting() as acting:
            for reference in piece.references:
                try:
                    found = acting.find(reference)
                    new = _attach(acting, found, piece, kept, gesture)
                except ReceptionError as error:
                    refused.append((reference, error))
                else:
                    (done if new else already).append(reference)
                    lapsed += _lapsed(found)
            changed |= acting.done()
        if progress is not None:
            progress(number, len(pieces))
    return Attached(tuple(done), tuple(already), tuple(refused), changed, tuple(lapsed))


def _lapsed(found: Found) -> list[tuple[str, OrderStatus]]:
    order = found.order
    worth = found.case.standing(order) if order is not None else OrderStatus.SIGNED
    return [] if order is None or worth in lifecycle.HOLDING else [(order.number, worth)]


def _attach(acting: Acting, found: Found, piece: Evidence, kept: Kept, gesture: Id) -> bool:
    """Attach to one case; whether it was not there before."""
    case = found.case
    if any(file.get("sha256") == kept.sha256 for file in case.files.values()):
        return False
    acting.must_hold(case)
    lifecycle.check(Act.ATTACH, case.status_at(to_text(acting.now)), acting.desk.clerk.post)
    order = found.order if found.order is not None and found.order.lead else None
    fields = {"note": piece.note, "order": order.id if order else None}
    facts = [file_fact(acting, case.id, kept, piece.name), acting.step(case.id, Act.ATTACH, fields)]
    acting.add(Act.ATTACH, facts, gesture)
    acting.done()
    return True
