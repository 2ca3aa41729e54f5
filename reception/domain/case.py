"""A case as its entries tell it: fields, parties, orders, rounds, clocks, contacts and one timeline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reception.domain import lifecycle
from reception.domain.clock import Id
from reception.domain.entry import Fact
from reception.domain.fold import Fields, Part, Version, walk
from reception.domain.forms import ADOPTED, MOST_SPEAKERS, SUGGESTION, FieldSpec, asked, group_of
from reception.domain.lifecycle import Act, OrderStatus, Status


@dataclass
class Order:
    """A work order: the case handed to one unit, leading (主办) or assisting (协办)."""

    id: Id
    number: str
    unit: str
    lead: bool
    round: int
    status: OrderStatus = OrderStatus.TO_SIGN
    designated: bool = False
    delivered_at: str | None = None
    refused: bool = False
    signed: bool = False
    signed_by: str = ""
    prints: int = 0
    dispatched_at: str | None = None

    @property
    def live(self) -> bool:
        """Whether the unit still has to act on it."""
        return self.status in (OrderStatus.TO_SIGN, OrderStatus.SIGNED)


@dataclass(frozen=True, slots=True)
class Contact:
    """One attempt to reach a resident about the case, with what was answered."""

    step: Id
    round: int
    at: str | None
    reached: str
    solved: str
    satisfied: str
    why: str
    words: str
    who: str

    @property
    def valid(self) -> bool:
        """It reached the resident and got an answer (domain: measures)."""
        return self.reached == "yes" and bool(self.solved)


@dataclass
class Step:
    """One line of the timeline."""

    id: Id
    entry: Id
    act: str
    fields: Mapping[str, Any]
    at: str | None
    written: str
    hlc: int
    clerk: str
    gesture: Id
    effective: bool = True
    undone: bool = False
    order: Id | None = None
    round: int = 1


@dataclass
class Case:
    """A folded case. `limits` are the clocks of each round, latest last; times are UTC text as in the entries."""

    id: Id
    core: Fields = field(default_factory=Fields)
    words: Fields = field(default_factory=Fields)
    parties: dict[Id, Fields] = field(default_factory=dict)
    files: dict[Id, Fields] = field(default_factory=dict)
    references: dict[Id, Fields] = field(default_factory=dict)
    touches: dict[Id, Fields] = field(default_factory=dict)
    orders: dict[Id, Order] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    limits: dict[tuple[int, str], list[Mapping[str, Any]]] = field(default_factory=dict)
    stopped: dict[tuple[int, str], str] = field(default_factory=dict)
    planned: dict[str, Any] = field(default_factory=dict)
    status: Status = Status.REGISTERED
    before: Status = Status.REGISTERED
    hung_until: str = ""
    hung_once: bool = False
    extended: int = 0
    returned: int = 0
    round: int = 1
    supervised: bool = False
    left_out: str = ""
    look: bool = False
    exists: bool = False
    created_at: str = ""
    handled_at: str | None = None
    closed_at: str | None = None
    undone: frozenset[Id] = frozenset()
    aside: Mapping[Id, str] = field(default_factory=dict)
    holder: str = ""
    handed: int = 0

    # what a page asks

    def get(self, name: str, default: Any = "") -> Any:
        """A field of the case as shown."""
        return self.core.get(name, default)

    @property
    def number(self) -> str:
        """`NG07-261124-A017-5`."""
        return str(self.get("number"))

    @property
    def room(self) -> str:
        """The room that holds the case: the one that opened it, until the district hands it over."""
        return self.holder or str(self.get("room"))

    @property
    def lead(self) -> Order | None:
        """The live lead order of this round."""
        for order in reversed(self.orders.values()):
            if order.lead and order.live and order.round == self.round:
                return order
        return None

    @property
    def responsible(self) -> str:
        """The unit that answers for it in this round: the first receiver, until another has signed; "" before any."""
        leads = [order for order in self.orders.values() if order.lead and order.round == self.round]
        signed = [order for order in leads if order.signed]
        return (signed[-1:] or leads)[0].unit if leads else ""

    def standing(self, order: Order) -> OrderStatus:
        """What an order's sheet is worth now: one that came back is 已改派 once another unit has the case."""
        later = list(self.orders.values())
        later = later[later.index(order) + 1 :]
        handed_on = order.lead and any(other.lead and other.status is not OrderStatus.VOID for other in later)
        return OrderStatus.REPLACED if order.status is OrderStatus.RETURNED and handed_on else order.status

    def unsigned(self, order: Order, now: str) -> bool:
        """Whether an order is 送达未签 at a moment (UTC text): delivered, and refused or not signed for in time."""
        limits = self.limits.get((order.round, "sign_for"), []) if order.lead else []
        late = bool(limits) and str(limits[-1]["until"]) < now
        delivered = order.status is OrderStatus.TO_SIGN and order.delivered_at is not None
        return delivered and (order.refused or late)

    def for_leader(self, now: str) -> tuple[str, str] | None:
        """Why the room's leader is to see it at a moment (UTC text), in Chinese and English; None when he need not.

        An order that is 送达未签, a third round or a third return, and a group so large that not all of it may speak
        (信访工作条例: more than five).
        """
        if self.status_at(now) not in lifecycle.OPEN:
            return None
        heads, lead = int(self.get("headcount") or 0), self.lead
        if lead is not None and self.unsigned(lead, now):
            return lifecycle.UNSIGNED
        if max(self.round, self.returned) >= lifecycle.CLIMBS:
            return lifecycle.OFTEN
        return group_of(heads) if heads > MOST_SPEAKERS else None

    def asks(self, act: Act, order: Order | None = None) -> tuple[FieldSpec, ...]:
        """The fields of an act on it or on one of its orders; whether a suggestion is adopted is the lead's to say."""
        return asked(act, str(self.get("voice")) if order is None or order.lead else "")

    @property
    def adopted(self) -> str:
        """Whether a suggestion was adopted (`forms.ADOPTED`), by its answer of this round; "" while nobody said."""
        if self.get("voice") != SUGGESTION:
            return ""
        said = (step.fields.get(ADOPTED.name) for step in reversed(self.steps)
                if step.effective and step.round == self.round)  # fmt: skip
        return str(next(filter(None, said), ""))

    @property
    def reporter(self) -> Mapping[str, Any]:
        """The first party, or nothing when anonymous."""
        return next((party.values() for party in self.parties.values()), {})

    @property
    def to_call(self) -> Mapping[str, Any]:
        """Whom to call back: the party marked so, else the first."""
        values = [party.values() for party in self.parties.values()]
        return next((party for party in values if party.get("call_back")), values[0] if values else {})

    @property
    def anonymous(self) -> bool:
        """Whether there is nobody to call."""
        return not any(party.get("phone") or party.get("name") for party in self.parties.values())

    def status_at(self, now: str) -> Status:
        """The state at a moment (UTC text): a hung-up case wakes by itself when its date has passed."""
        return self.before if self.status is Status.HUNG_UP and now >= self.hung_until else self.status

    def running(self) -> list[Mapping[str, Any]]:
        """The clocks of this round that nobody has stopped, earliest end first."""
        live = [limits[-1] for key, limits in self.limits.items() if key[0] == self.round and key not in self.stopped]
        return sorted(live, key=lambda limit: str(limit["until"]))

    def conflicts(self) -> list[tuple[str, Id, str, list[Version]]]:
        """(entity, id, field, versions) where two unequal versions stand."""
        places: list[tuple[str, Id, Fields]] = [("case", self.id, self.core), ("words", self.id, self.words)]
        places += [("party", key, party) for key, party in self.parties.items()]
        return [(kind, key, name, heads) for kind, key, f in places for name, heads in f.conflicts().items()]

    # what the fold does

    def apply(self, part: Part) -> None:
        """Take one part in: fields first, then the steps it takes."""
        self.exists = self.exists or part.act not in lifecycle.NOTED
        self.created_at = self.created_at or part.at
        orders = [fact for fact in part.facts if fact.entity == "order"]
        for fact in part.facts:
            if fact.entity == "step":
                self._step(part, fact, orders)
            elif fact.entity != "order" and part.id not in self.aside:
                self._fields_of(fact).merge(part, fact)

    def rests_on(self, part: Part) -> str:
        """The last effective act of another gesture after this part, or of a field's base."""
        for step in reversed(self.steps):
            if (step.hlc, step.entry) <= (part.hlc, part.id):
                break
            if step.effective and step.gesture != part.gesture and step.act not in lifecycle.NOTED:
                return step.act
        own = [self.core, self.words, *self.parties.values(), *self.files.values()]
        return Act.AMEND if any(part.id in fields.resting for fields in own) else ""

    def _fields_of(self, fact: Fact) -> Fields:
        if fact.entity == "words":
            return self.words
        tables = {"party": self.parties, "file": self.files, "reference": self.references, "touch": self.touches}
        if fact.entity in tables:
            return tables[fact.entity].setdefault(fact.entity_id, Fields())
        return self.core

    def _step(self, part: Part, fact: Fact, orders: Sequence[Fact]) -> None:
        fields = fact.fields
        step = Step(
            fact.entity_id, part.id, str(fields.get("act", part.act)), fields, fields.get("at"), part.at, part.hlc,
            part.clerk, part.gesture, order=fields.get("order"), round=self.round,
        )  # fmt: skip
        self.steps.append(step)
        if self.status is Status.HUNG_UP and part.at >= self.hung_until:
            self.status = self.before
        step.effective = self._take(step, orders)
        step.round = self.round
        self.look = self.look or not (step.effective or step.act in lifecycle.NOTED)
        if step.effective:
            limits = [limit for limit in fields.get("limits", ()) if _says(limit, _LIMIT_SAYS)]
            self.look = self.look or len(limits) < len(fields.get("limits", ()))
            for limit in limits:
                self._start(limit)
            for clock in self._stops(step):
                self.stopped.setdefault((self.round, clock), step.at or step.written)

    def _stops(self, step: Step) -> Sequence[str]:
        """The clocks that a step stops. Why somebody was not contacted stops none, unless nobody can be."""
        if step.act == Act.FIRST_CONTACT and not step.fields.get("way") and not self.anonymous:
            return ()
        return _STOPS.get(step.act, ())

    def _start(self, limit: Mapping[str, Any]) -> None:
        key = (self.round, str(limit["clock"]))
        self.limits.setdefault(key, []).append(limit)
        if self.stopped.get(key, "~") <= str(limit["start"]):
            del self.stopped[key]  # the clock runs anew

    def _take(self, step: Step, orders: Sequence[Fact]) -> bool:
        if step.entry in self.aside:
            return False  # the district set it aside: in sight, without effect
        if step.act == Act.REGISTER:
            return True
        try:
            act = Act(step.act)
        except ValueError:
            return True  # an act of a newer program: kept and shown, moves nothing
        if not _says(step.fields, _CANNOT_DO_WITHOUT.get(act, ())):
            return False
        if act in (Act.DISPATCH, Act.ASSIST, Act.DESIGNATE):
            return self._dispatch(act, step, orders)
        about = self.orders.get(Id(step.order)) if step.order else None
        if about is not None and not about.lead:
            return _move(about, act, step) if act in lifecycle.ORDER_TABLE else self.status in lifecycle.OPEN
        if not lifecycle.lawful(act, self.status):
            return False
        order = about or self.lead
        if order is not None and act in lifecycle.ORDER_TABLE and not _move(order, act, step):
            return False
        self._effects(act, step)
        to = lifecycle.rule(act).to
        self.status = to or self.status
        return True

    def _dispatch(self, act: Act, step: Step, orders: Sequence[Fact]) -> bool:
        lead = self.lead
        if act is Act.DISPATCH and lead is not None:
            self.look = True  # two leads given offline: the later assists
            act = Act.ASSIST
        if not lifecycle.lawful(act, self.status) or not all(_says(fact.fields, _ORDER_SAYS) for fact in orders):
            return False
        if act is Act.DESIGNATE and lead is not None:
            lead.status = OrderStatus.REPLACED
        for fact in orders:
            self.orders[fact.entity_id] = Order(
                fact.entity_id, str(fact.fields["number"]), str(fact.fields["unit"]), act is not Act.ASSIST,
                self.round, designated=act is Act.DESIGNATE, dispatched_at=step.at or step.written,
            )  # fmt: skip
            step.order = fact.entity_id
        self.status = lifecycle.rule(act).to or self.status
        return True

    def _effects(self, act: Act, step: Step) -> None:
        effect = _EFFECTS.get(act)
        if effect is not None:
            effect(self, step)

    def _hang_up(self, step: Step) -> None:
        self.before, self.hung_until, self.hung_once = self.status, str(step.fields["until"]), True

    def _reopen(self, step: Step) -> None:
        for order in self.orders.values():
            if order.live:
                order.status = OrderStatus.REPLACED
        self.round += 1
        self.extended, self.handled_at, self.closed_at = 0, None, None

    def _handled(self, step: Step) -> None:
        self.handled_at = step.at or step.written

    def _closed(self, step: Step) -> None:
        self.closed_at = step.at or step.written
        self.handled_at = self.handled_at or self.closed_at

    def _contacted(self, step: Step) -> None:
        f = step.fields
        contact = Contact(
            step.id, self.round, step.at or step.written, str(f["reached"]), str(f.get("solved") or ""),
            str(f.get("satisfied") or ""), str(f.get("why") or ""), str(f.get("words") or ""), str(f.get("with") or ""),
        )  # fmt: skip
        self.contacts.append(contact)
        self.planned = {"on": f["next_on"], "way": f.get("way", "")} if f.get("next_on") else {}
        if contact.valid:
            self.stopped.setdefault((self.round, "follow_up"), step.at or step.written)
            if contact.solved == "yes" and self.status is Status.HANDLED:
                self.status = lifecycle.rule(Act.FOLLOW_UP).confirms or self.status
        if contact.reached == "yes":
            self.stopped.setdefault((self.round, "first_contact"), step.at or step.written)

    def _plan(self, step: Step) -> None:
        self.planned = {"on": step.fields["on"], "way": step.fields.get("way", "")}

    def _transfer(self, step: Step) -> None:
        self.before = self.status

    def _handed_over(self, step: Step) -> None:
        for order in self.orders.values():
            if order.live:
                order.status = OrderStatus.REPLACED
        self.holder = str(step.fields.get("room") or "")
        self.handed += 1

    def _stay(self, step: Step) -> None:
        self.status = self.before

    def _extend(self, step: Step) -> None:
        self.extended += 1
        # Extended a first time on two PCs: the later is a second one, and the district knows nothing of it.
        limits = step.fields.get("limits", ())
        self.look = self.look or (self.extended > 1 and any(_is_first_extension(limit) for limit in limits))

    def _withdraw(self, step: Step) -> None:
        known = step.fields.get("orders")
        for order in self.orders.values():
            if order.live:
                order.status = OrderStatus.VOID
                # Dispatched elsewhere meanwhile: a unit holds a sheet that whoever withdrew knew nothing of.
                self.look = self.look or (known is not None and order.id not in known)
        self._closed(step)

    def _return(self, step: Step) -> None:
        self.returned += 1

    def _supervise(self, step: Step) -> None:
        self.supervised = True

    def _leave_out(self, step: Step) -> None:
        self.left_out = str(step.fields["why"])

    def _print(self, step: Step) -> None:
        order = self.orders.get(Id(str(step.fields.get("order", ""))))
        if order is not None:
            order.prints += 1


_EFFECTS = {
    Act.HANG_UP: Case._hang_up,
    Act.REOPEN: Case._reopen,
    Act.HANDLE: Case._handled,
    Act.ANSWER: Case._closed,
    Act.NOT_OURS: Case._closed,
    Act.IMPORT_CLOSED: Case._closed,
    Act.WITHDRAW: Case._withdraw,
    Act.CLOSE: Case._closed,
    Act.FOLLOW_UP: Case._contacted,
    Act.PLAN: Case._plan,
    Act.TRANSFER: Case._transfer,
    Act.HANDED_OVER: Case._handed_over,
    Act.NOT_HANDED_OVER: Case._stay,
    Act.EXTEND: Case._extend,
    Act.RETURN: Case._return,
    Act.SUPERVISE: Case._supervise,
    Act.LEAVE_OUT: Case._leave_out,
    Act.PRINT: Case._print,
}

_CANNOT_DO_WITHOUT: dict[str, tuple[str, ...]] = {
    Act.HANG_UP: ("until",),
    Act.FOLLOW_UP: ("reached",),
    Act.PLAN: ("on",),
    Act.LEAVE_OUT: ("why",),
}
"""What a step must say to take effect; one of a faulty program that does not stays in sight, and stops nobody."""
_ORDER_SAYS = ("number", "unit")
_LIMIT_SAYS = ("clock", "start", "until")


def _says(fields: Any, names: Sequence[str]) -> bool:
    return isinstance(fields, Mapping) and all(fields.get(name) for name in names)


def _is_first_extension(limit: Any) -> bool:
    """Whether a limit was moved by whoever knew of no extension before (`deadlines.extended`)."""
    return _says(limit, ("rule",)) and str(limit["rule"]).endswith("+extend1")


_EVERY_CLOCK = ("first_contact", "sign_for", "on_site", "solved", "answer", "follow_up")
_STOPS: dict[str, tuple[str, ...]] = {
    Act.FIRST_CONTACT: ("first_contact",),
    Act.ACCEPT: ("sign_for",),
    Act.RETURN: ("sign_for", "on_site"),
    Act.HANDED_OVER: ("sign_for", "on_site"),
    Act.ARRIVE: ("on_site", "first_contact"),
    Act.HANDLE: ("sign_for", "on_site", "solved", "answer"),
    Act.ANSWER: _EVERY_CLOCK,
    Act.NOT_OURS: _EVERY_CLOCK,
    Act.IMPORT_CLOSED: _EVERY_CLOCK,
    Act.WITHDRAW: _EVERY_CLOCK,
    Act.CLOSE: _EVERY_CLOCK,
}
"""Which clocks of the round an act stops. A contact stops its own (see `_contacted`)."""


def _move(order: Order, act: Act, step: Step) -> bool:
    start, to = lifecycle.ORDER_TABLE[act]
    if order.status not in start:
        return False
    order.status = to
    step.order = order.id
    if act is Act.DELIVER:
        order.delivered_at = step.at or step.written
    elif act is Act.REFUSE:
        order.refused = True
    elif act is Act.ACCEPT:
        order.signed = True
        order.signed_by = str(step.fields.get("by") or "")
    return True


def fold_case(case_id: Id, story: Sequence[Part]) -> Case:
    """Fold a case. What was taken back stands in the timeline, struck out; its numbers stay used."""
    aside = set_aside(story)
    case = walk(lambda: Case(case_id, aside=aside), story)
    taken_back = sorted(
        (part for part in story if part.id in case.undone and part.undoes is None), key=lambda part: (part.hlc, part.id)
    )
    # Somebody's later act brings a case back whose opening was taken back: as it was, and to be looked at.
    bare = not case.number
    case.look = case.look or (bare and case.exists and bool(taken_back))
    for part in taken_back:
        _keep_numbers(case, part, bare)
        case.steps += [_struck_out(part, fact) for fact in part.facts if fact.entity == "step"]
    if taken_back:
        case.steps.sort(key=lambda step: (step.hlc, step.entry))
    return case


def set_aside(story: Sequence[Part]) -> dict[Id, str]:
    """The entries that the district set aside, with why (design: sync, Rules)."""
    return {
        Id(str(fact.fields["entry"])): str(fact.fields.get("why", ""))
        for part in story
        for fact in part.facts
        if fact.fields.get("act") == "set_aside" and fact.fields.get("entry")
    }


def _keep_numbers(case: Case, part: Part, bare: bool) -> None:
    for fact in part.facts:
        if fact.entity == "order" and fact.entity_id not in case.orders and _says(fact.fields, _ORDER_SAYS):
            case.orders[fact.entity_id] = Order(
                fact.entity_id, str(fact.fields["number"]), str(fact.fields["unit"]), False, 0, OrderStatus.VOID
            )
        elif bare and fact.entity not in ("order", "step"):
            case._fields_of(fact).merge(part, fact)


def _struck_out(part: Part, fact: Fact) -> Step:
    return Step(
        fact.entity_id, part.id, str(fact.fields.get("act", part.act)), fact.fields, fact.fields.get("at"), part.at,
        part.hlc, part.clerk, part.gesture, effective=False, undone=True,
    )  # fmt: skip
