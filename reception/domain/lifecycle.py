"""The life of a case: the one table that knows which act is lawful when, who may, and what it needs.

It is asked twice: by the desk before it writes (from, to, who, needs), and by the fold (from, to only), so that every
replica reads the same history alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reception.domain.errors import NotAllowed


class Status(StrEnum):
    """Where a case stands."""

    REGISTERED = "registered"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    HANDLED = "handled"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    HUNG_UP = "hung_up"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    NOT_OURS = "not_ours"


STATUS_NAMES: dict[Status, tuple[str, str]] = {
    Status.REGISTERED: ("待派单", "registered"),
    Status.DISPATCHED: ("待签收", "dispatched"),
    Status.ACCEPTED: ("办理中", "in hand"),
    Status.HANDLED: ("待回访", "handled"),
    Status.CONFIRMED: ("已回访", "confirmed"),
    Status.CLOSED: ("已归档", "closed"),
    Status.HUNG_UP: ("挂账", "hung up"),
    Status.TRANSFERRED: ("已转办", "transferred"),
    Status.WITHDRAWN: ("已撤诉", "withdrawn"),
    Status.NOT_OURS: ("不予受理", "not ours"),
}


class OrderStatus(StrEnum):
    """Where a work order stands by itself."""

    TO_SIGN = "to_sign"
    SIGNED = "signed"
    ANSWERED = "answered"
    RETURNED = "returned"
    REPLACED = "replaced"
    VOID = "void"


ORDER_STATUS_NAMES: dict[OrderStatus, tuple[str, str]] = {
    OrderStatus.TO_SIGN: ("待签收", "to sign"),
    OrderStatus.SIGNED: ("办理中", "in hand"),
    OrderStatus.ANSWERED: ("已反馈", "answered"),
    OrderStatus.RETURNED: ("已退单", "returned"),
    OrderStatus.REPLACED: ("已改派", "replaced"),
    OrderStatus.VOID: ("作废", "void"),
}


HOLDING = frozenset({OrderStatus.TO_SIGN, OrderStatus.SIGNED, OrderStatus.ANSWERED})
"""Orders whose sheets are worth something; any other sheet says what became of it."""

UNSIGNED = ("送达未签", "delivered, not signed for")
"""How an order to be signed for is called once it was refused, or its limit passed in silence."""

CLIMBS = 3
"""Rounds, or returns, at which a case goes up to the next level (domain: Life of a case)."""
OFTEN = ("三轮办理或三次退单", "third round or third return")
FOR_LEADER = ("请室负责人过目", "for the room's leader to see")


class Act(StrEnum):
    """What can be done to a case."""

    REGISTER = "register"
    ANSWER = "answer"
    NOT_OURS = "not_ours"
    DISPATCH = "dispatch"
    ASSIST = "assist"
    DESIGNATE = "designate"
    DELIVER = "deliver"
    ACCEPT = "accept"
    REFUSE = "refuse"
    RETURN = "return"
    FIRST_CONTACT = "first_contact"
    ARRIVE = "arrive"
    MADE_SAFE = "made_safe"
    PROGRESS = "progress"
    CONFER = "confer"
    LOOK = "look"
    EXTEND = "extend"
    HANG_UP = "hang_up"
    HANDLE = "handle"
    PLAN = "plan"
    FOLLOW_UP = "follow_up"
    REOPEN = "reopen"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    TRANSFER = "transfer"
    HANDED_OVER = "handed_over"
    NOT_HANDED_OVER = "not_handed_over"
    AMEND = "amend"
    SPLIT = "split"
    JOIN = "join"
    PART = "part"
    ATTACH = "attach"
    TOUCH = "touch"
    URGE = "urge"
    SUPERVISE = "supervise"
    LEAVE_OUT = "leave_out"
    PRINT = "print"
    UNMASK = "unmask"
    IMPORT_CLOSED = "import_closed"


ACT_NAMES: dict[Act, tuple[str, str]] = {
    Act.REGISTER: ("受理登记", "Registered"),
    Act.ANSWER: ("即时答复", "Answered on the spot"),
    Act.NOT_OURS: ("不予受理", "Not ours"),
    Act.DISPATCH: ("派单", "Dispatched"),
    Act.ASSIST: ("派协办", "Assistance asked"),
    Act.DESIGNATE: ("指定承办", "Designated"),
    Act.DELIVER: ("送达", "Delivered"),
    Act.ACCEPT: ("签收", "Signed for"),
    Act.REFUSE: ("拒签", "Refused to sign"),
    Act.RETURN: ("退单", "Returned"),
    Act.FIRST_CONTACT: ("先行联系", "First contact"),
    Act.ARRIVE: ("到场", "Arrived"),
    Act.MADE_SAFE: ("险情排除", "Made safe"),
    Act.PROGRESS: ("中途反馈", "Progress"),
    Act.CONFER: ("会商", "Conferred"),
    Act.LOOK: ("现场核查", "Looked on site"),
    Act.EXTEND: ("延期", "Extended"),
    Act.HANG_UP: ("挂账", "Hung up"),
    Act.HANDLE: ("办结反馈", "Handled"),
    Act.PLAN: ("安排跟进", "Follow-up planned"),
    Act.FOLLOW_UP: ("回访", "Followed up"),
    Act.REOPEN: ("重办", "Reopened"),
    Act.CLOSE: ("归档", "Closed"),
    Act.WITHDRAW: ("撤诉", "Withdrawn"),
    Act.TRANSFER: ("转办", "Transfer asked"),
    Act.HANDED_OVER: ("已移交", "Handed over"),
    Act.NOT_HANDED_OVER: ("未移交", "Not handed over"),
    Act.AMEND: ("更正", "Amended"),
    Act.SPLIT: ("拆分", "Split"),
    Act.JOIN: ("并案", "Joined"),
    Act.PART: ("分开", "Parted"),
    Act.ATTACH: ("附件", "File attached"),
    Act.TOUCH: ("来访", "Came again"),
    Act.URGE: ("催办", "Urged"),
    Act.SUPERVISE: ("督办", "Supervised"),
    Act.LEAVE_OUT: ("不计入考核", "Left out of the rates"),
    Act.PRINT: ("打印", "Printed"),
    Act.UNMASK: ("查看全号", "Unmasked"),
    Act.IMPORT_CLOSED: ("历史台账", "From an old ledger"),
}

OPEN = frozenset({Status.REGISTERED, Status.DISPATCHED, Status.ACCEPTED, Status.HUNG_UP, Status.HANDLED})
"""The states in which the office still owes something."""

_HAS_LEAD = frozenset({Status.DISPATCHED, Status.ACCEPTED})
_ALL = frozenset(Status)
_DONE = frozenset({Status.HANDLED, Status.CONFIRMED, Status.CLOSED})


class Post(StrEnum):
    """Who acts."""

    CLERK = "clerk"
    LEADER = "leader"
    DISTRICT = "district"


_ROOM = frozenset({Post.CLERK, Post.LEADER})
_LEADER = frozenset({Post.LEADER})
_DISTRICT = frozenset({Post.DISTRICT})


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. `to` None means that the case stays where it is.

    `confirms` is where the resident's own "solved" takes a case that was handled.
    """

    act: Act
    start: frozenset[Status]
    to: Status | None
    who: frozenset[Post] = _ROOM
    needs: tuple[str, ...] = ()
    confirms: Status | None = None


TABLE: tuple[Rule, ...] = (
    Rule(Act.ANSWER, frozenset({Status.REGISTERED}), Status.CLOSED, needs=("answer",)),
    Rule(Act.NOT_OURS, frozenset({Status.REGISTERED}), Status.NOT_OURS, needs=("why", "channel")),
    Rule(Act.IMPORT_CLOSED, frozenset({Status.REGISTERED}), Status.CLOSED),
    Rule(Act.DISPATCH, frozenset({Status.REGISTERED}), Status.DISPATCHED, needs=("unit",)),
    Rule(Act.ASSIST, OPEN, None, needs=("unit",)),
    Rule(Act.DESIGNATE, _HAS_LEAD | {Status.REGISTERED}, Status.DISPATCHED, needs=("unit",)),
    Rule(Act.DELIVER, frozenset({Status.DISPATCHED}), None, needs=("to", "way")),
    Rule(Act.ACCEPT, frozenset({Status.DISPATCHED}), Status.ACCEPTED),
    Rule(Act.REFUSE, frozenset({Status.DISPATCHED}), None, needs=("why",)),
    Rule(Act.RETURN, _HAS_LEAD, Status.REGISTERED, needs=("why", "basis")),
    Rule(Act.FIRST_CONTACT, OPEN, None),
    Rule(Act.ARRIVE, _HAS_LEAD | {Status.REGISTERED}, None),
    Rule(Act.MADE_SAFE, _HAS_LEAD | {Status.REGISTERED}, None),
    Rule(Act.PROGRESS, OPEN, None),
    Rule(Act.CONFER, OPEN, None, needs=("who", "agreed")),
    Rule(Act.LOOK, OPEN | _DONE, None, needs=("found",)),
    Rule(Act.EXTEND, _HAS_LEAD | {Status.REGISTERED}, None, needs=("until", "why", "agreed_by")),
    Rule(Act.HANG_UP, _HAS_LEAD | {Status.REGISTERED}, Status.HUNG_UP, needs=("measures", "until", "agreed_by")),
    Rule(Act.HANDLE, frozenset({Status.ACCEPTED, Status.HUNG_UP}), Status.HANDLED, needs=("done",)),
    Rule(Act.PLAN, _ALL, None, needs=("on",)),
    Rule(Act.FOLLOW_UP, _ALL, None, needs=("reached",), confirms=Status.CONFIRMED),
    Rule(Act.REOPEN, _DONE | {Status.WITHDRAWN, Status.NOT_OURS}, Status.REGISTERED, needs=("why",)),
    Rule(Act.CLOSE, frozenset({Status.CONFIRMED, Status.HANDLED}), Status.CLOSED),
    Rule(Act.WITHDRAW, OPEN, Status.WITHDRAWN, needs=("why",)),
    Rule(Act.TRANSFER, _HAS_LEAD | {Status.REGISTERED}, Status.TRANSFERRED, needs=("room", "why")),
    Rule(Act.HANDED_OVER, frozenset({Status.TRANSFERRED}), Status.REGISTERED, _DISTRICT, ("room",)),
    Rule(Act.NOT_HANDED_OVER, frozenset({Status.TRANSFERRED}), None, _DISTRICT, ("why",)),
    Rule(Act.AMEND, _ALL, None, needs=("fields",)),
    Rule(Act.SPLIT, OPEN, None, needs=("cases",)),
    Rule(Act.JOIN, _ALL, None, needs=("number",)),
    Rule(Act.PART, _ALL, None),
    Rule(Act.ATTACH, _ALL, None, needs=("file",)),
    Rule(Act.TOUCH, _ALL, None),
    Rule(Act.URGE, _HAS_LEAD, None),
    Rule(Act.SUPERVISE, OPEN, None, needs=("who",)),
    Rule(Act.LEAVE_OUT, _ALL, None, needs=("why", "agreed_by")),
    Rule(Act.PRINT, _ALL, None),
    Rule(Act.UNMASK, _ALL, None, needs=("what",)),
)

_RULES: dict[Act, Rule] = {rule.act: rule for rule in TABLE}

ORDER_TABLE: dict[Act, tuple[frozenset[OrderStatus], OrderStatus]] = {
    Act.DELIVER: (frozenset({OrderStatus.TO_SIGN}), OrderStatus.TO_SIGN),
    Act.ACCEPT: (frozenset({OrderStatus.TO_SIGN}), OrderStatus.SIGNED),
    Act.REFUSE: (frozenset({OrderStatus.TO_SIGN}), OrderStatus.TO_SIGN),
    Act.RETURN: (frozenset({OrderStatus.TO_SIGN, OrderStatus.SIGNED}), OrderStatus.RETURNED),
    Act.HANDLE: (frozenset({OrderStatus.SIGNED}), OrderStatus.ANSWERED),
}
"""What an act does to the order it is about; an assisting order is moved by this table alone."""


def rule(act: Act) -> Rule:
    """The row of an act (every act but REGISTER has one)."""
    return _RULES[act]


def lawful(act: Act, status: Status) -> bool:
    """Whether the act may happen to a case that stands at `status` (from → to only: what the fold asks)."""
    return status in _RULES[act].start


def allowed(status: Status, post: Post) -> list[Act]:
    """The acts open to this post at this status, in the table's order."""
    return [row.act for row in TABLE if status in row.start and post in row.who]


def check(act: Act, status: Status, post: Post, given: Iterable[str] = ()) -> Rule:
    """The row, when act, status, post and what was given agree; else NotAllowed saying what is allowed."""
    row = _RULES[act]
    zh, en = ACT_NAMES[act]
    if post not in row.who:
        raise NotAllowed(f"「{zh}」不在您的权限内", english=f"your post may not: {en}")
    if status not in row.start:
        may = [ACT_NAMES[other] for other in allowed(status, post) if other not in _QUIET]
        here_zh, here_en = STATUS_NAMES[status]
        raise NotAllowed(
            f"诉求现为「{here_zh}」，不能「{zh}」；现在可以：{'、'.join(name for name, _ in may)}",
            english=f"the case is {here_en}: cannot be {en.lower()}; allowed now: {', '.join(name for _, name in may)}",
        )
    return row


NOTED = frozenset({Act.PRINT, Act.UNMASK})
"""Acts that only note what somebody saw or took away: nothing is undone by way of them, and nothing rests on them."""

_QUIET = NOTED | {Act.IMPORT_CLOSED, Act.TOUCH, Act.ATTACH, Act.PART, Act.JOIN, Act.AMEND}
