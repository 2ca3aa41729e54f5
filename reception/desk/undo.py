"""Take a gesture back, or take the taking-back back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, and_, literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from reception.desk.desk import Acting, Desk
from reception.domain.case import fold_case
from reception.domain.changed import Changed, Key
from reception.domain.clock import Id
from reception.domain.entry import Entry, Fact
from reception.domain.errors import NotAllowed
from reception.domain.fold import UNDOES, Part, fold_record
from reception.domain.lifecycle import ACT_NAMES, NOTED, Act
from reception.store import journal
from reception.store.tables import CaseRow, EntryRow, FactRow, IdType, facts_of_entry

UNDO, REDO = "undo", "redo"
_DEVICE = literal_column("+entry.device", IdType())
_PASSED_OVER = NOTED | {UNDO, REDO, "clerk", "hand_up"}
"""What undo does not reach: a print, a look, a login, which is stopped and not taken back, and a report handed up."""
LOOK_BACK = 500
"""This device's latest entries that undo, redo and their history know of."""
REACH = 10_000
"""Entries of the journal, from its end, among which those are looked for: not all that a PC ever wrote."""


@dataclass(frozen=True)
class Gesture:
    """One thing the clerk did: its id, its act, how many entries, and whether it is taken back."""

    id: Id
    act: str
    at: str
    entries: int
    undone: bool

    @property
    def name(self) -> tuple[str, str]:
        """What it is called, in Chinese and English."""
        return act_name(self.act)


@dataclass(frozen=True)
class Undone:
    """What was taken back."""

    act: str
    entries: int
    changed: Changed


_OTHER_NAMES: dict[str, tuple[str, str]] = {
    "master": ("区级资料", "District data"),
    "correct_resident": ("更正居民资料", "Resident corrected"),
    "set_aside": ("区里另存", "Set aside by the district"),
    "join_residents": ("合并居民", "Residents joined"),
    "part_residents": ("分开居民", "Residents parted"),
    "roster": ("住户名册", "Household roster"),
    "resolve": ("选定版本", "Version chosen"),
    "hand_up": ("上报报表", "Report handed up"),
}
"""Acts that are about no case."""


def act_name(act: str) -> tuple[str, str]:
    """An act's name on the screen; an act of a newer program goes by its key."""
    return ACT_NAMES[Act(act)] if act in ACT_NAMES else _OTHER_NAMES.get(act, (act, act))


def history(conn: Connection, most: int = 50) -> list[Gesture]:
    """This device's latest gestures, newest first, without prints and undos."""
    taken_back = _taken_back(conn)
    query = (
        select(EntryRow.id, EntryRow.gesture, EntryRow.act, EntryRow.at)
        .where(_own(conn), EntryRow.act.not_in(_PASSED_OVER))
        .order_by(EntryRow.n.desc())
        .limit(LOOK_BACK)
    )
    found: dict[Id, Gesture] = {}
    for row in conn.execute(query):
        before = found.get(row.gesture)
        count = before.entries + 1 if before else 1
        found[row.gesture] = Gesture(row.gesture, row.act, row.at, count, row.id in taken_back)
    return list(found.values())[:most]


def latest_gesture(desk: Desk) -> Id | None:
    """The last gesture of this clerk on this device, prints and undos passed over; None when there is none."""
    with desk.read() as conn:
        query = (
            select(EntryRow.gesture)
            .where(_own(conn), EntryRow.clerk == desk.clerk.code, EntryRow.act.not_in(_PASSED_OVER))
            .order_by(EntryRow.n.desc())
            .limit(1)
        )
        found = conn.execute(query).scalar_one_or_none()
        return None if found is None else Id(found)


@dataclass(frozen=True)
class Past:
    """A gesture as the history shows it: with the numbers of the cases it is about, at most a few."""

    gesture: Gesture
    numbers: tuple[str, ...]


def past_gestures(desk: Desk, most: int = 50) -> list[Past]:
    """This device's latest gestures with what they were about, newest first."""
    with desk.read() as conn:
        found = history(conn, most)
        about = _numbers(conn, [gesture.id for gesture in found])
        return [Past(gesture, tuple(about.get(gesture.id, ()))) for gesture in found]


def _numbers(conn: Connection, gestures: Sequence[Id]) -> dict[Id, list[str]]:
    query = (
        select(EntryRow.gesture, CaseRow.number)
        .join(FactRow, facts_of_entry())
        .join(CaseRow, CaseRow.id == FactRow.aggregate)
        .where(EntryRow.gesture.in_(gestures), FactRow.kind == "case")
        .distinct()
        .order_by(CaseRow.n)
        .limit(LOOK_BACK)
    )
    found: dict[Id, list[str]] = {}
    for row in conn.execute(query):
        found.setdefault(Id(row.gesture), []).append(row.number)
    return found


def undo(desk: Desk, gesture: Id | None = None) -> Undone:
    """Take back this device's last gesture that stands, or the one named.

    Raises NotAllowed when there is none, or when a later act rests on it: with what to undo first.
    """
    with desk.acting() as acting:
        if gesture is None:
            gesture = next((item.id for item in history(acting.conn, LOOK_BACK) if not item.undone), None)
        if gesture is None:
            raise NotAllowed("没有可以撤销的操作", english="there is nothing to undo")
        entries = journal.load_entries(acting.conn, EntryRow.gesture == gesture)
        return _take_back(acting, [entry for entry in entries if entry.act not in (UNDO, REDO)], UNDO)


def redo(desk: Desk) -> Undone:
    """Take the last undo back. Raises NotAllowed when there is none, or something newer stands on the undone state."""
    with desk.acting() as acting:
        taken_back = _taken_back(acting.conn)
        query = (
            select(EntryRow.id, EntryRow.gesture)
            .where(_own(acting.conn), EntryRow.act == UNDO)
            .order_by(EntryRow.n.desc())
            .limit(LOOK_BACK)
        )
        gesture = next((row.gesture for row in acting.conn.execute(query) if row.id not in taken_back), None)
        if gesture is None:
            raise NotAllowed("没有可以重做的操作", english="there is nothing to redo")
        undos = journal.load_entries(acting.conn, EntryRow.gesture == gesture)
        done = _take_back(acting, undos, REDO)
        return replace(done, act=_act_taken_back(acting.conn, undos[-1]))


def _act_taken_back(conn: Connection, entry: Entry) -> str:
    """What the entry that an undo names had done."""
    target = next(str(fact.fields[UNDOES]) for fact in entry.seen)
    return str(conn.execute(select(EntryRow.act).where(EntryRow.id == target)).scalar_one())


def _own(conn: Connection) -> ColumnElement[bool]:
    """This device's, among the journal's latest. Read backwards from the end: by an index of devices all would be."""
    return and_(journal.among_latest(REACH), journal.setting(conn, "device") == _DEVICE)


def _taken_back(conn: Connection) -> set[Id]:
    query = (
        select(EntryRow.id)
        .where(_own(conn), EntryRow.act.in_((UNDO, REDO)))
        .order_by(EntryRow.n.desc())
        .limit(LOOK_BACK)
    )
    undos = journal.load_entries(conn, EntryRow.id.in_(query))
    freed: set[Id] = set()
    marked: set[Id] = set()
    for entry in reversed(undos):
        target = next(Id(str(fact.fields[UNDOES])) for fact in entry.seen)
        if entry.id not in freed:
            (freed if entry.act == REDO else marked).add(target)
    return marked | freed


def _take_back(acting: Acting, entries: Sequence[Entry], act: str) -> Undone:
    gesture = acting.new_id()
    _refuse_when_rested_on(acting.conn, entries)
    for entry in reversed(entries):
        scopes = {fact.aggregate: fact.scope for fact in entry.seen}
        facts = [Fact(key[0], key[1], scope, {UNDOES: entry.id}) for key, scope in scopes.items()]
        acting.add(act, facts, gesture)
    return Undone(entries[0].act, len(entries), acting.done())


def _refuse_when_rested_on(conn: Connection, entries: Sequence[Entry]) -> None:
    keys: list[Key] = list({fact.aggregate for entry in entries for fact in entry.seen})
    mine = {entry.id for entry in entries}
    for key, story in journal.load_stories(conn, keys).items():
        folded = fold_case(key[1], story) if key[0] == "case" else fold_record(*key, story)
        for part in story:
            rested = folded.rests_on(part) if part.id in mine else ""
            if rested:
                _refuse(rested, part)


def _refuse(rested: str, part: Part) -> None:
    later_zh, later_en = act_name(rested)
    zh, en = act_name(part.act)
    raise NotAllowed(
        f"「{zh}」之后已有「{later_zh}」，请先撤销「{later_zh}」",
        english=f"{later_en} rests on {en}: undo that first",
    )
