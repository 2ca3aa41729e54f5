"""What clerks do: acts of the production desk, chosen by chance among those that are open to a case."""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from faults.pc import Pc
from sqlalchemy import select

from reception.desk import changes, orders, residents, steps, touch, undo
from reception.desk.commands import RegisterVisit, read
from reception.desk.register import register_visit
from reception.domain.clock import to_text
from reception.domain.lifecycle import Act, Post, Status, allowed
from reception.store.journal import load_case
from reception.store.tables import CaseRow

PEOPLE = (("张淑芬", "13904510000"), ("李四", "13900000002"), ("", ""), ("王先生", ""), ("赵六", "13900000006"))
WORDS = ("厨房漏水，流到楼下", "楼道灯不亮", "外墙保温脱落", "暖气不热", "单元门关不上", "下水道堵了")
UNITS = ("C01", "H01", "P01")
Given = Callable[["Clerk"], Mapping[str, Any]]
Deed = Callable[["Clerk", str, Any], str | None]


class Clerk:
    """A clerk at a PC of one of `rooms`, with a picture to attach.

    `deeds` are more of what is done to a case than is usual.
    """

    def __init__(
        self, pc: Pc, chance: random.Random, folder: Path, rooms: Sequence[str], deeds: Mapping[Deed, int]
    ) -> None:
        self.pc, self.chance, self._folder, self._rooms = pc, chance, folder, rooms
        self._deeds = _DEEDS | deeds

    def act(self) -> str:
        """Do something, and say what. Raises the office's errors, as the desk does."""
        numbers = self._numbers()
        if not numbers or self.chance.random() < (0.25 if len(numbers) < 6 else 0.1):
            return f"registered {self._register()}"
        number, case_id = self.chance.choice(numbers[:2] if self.chance.random() < 0.3 else numbers)
        deed = self._deed()
        return f"{deed.__name__} {number} {deed(self, number, case_id) or ''}"

    def _numbers(self) -> list[tuple[str, Any]]:
        query = select(CaseRow.number, CaseRow.id).where(CaseRow.number != "", CaseRow.room == self.pc.room)
        with self.pc.store.read() as conn:
            return [tuple(row) for row in conn.execute(query.order_by(CaseRow.number, CaseRow.id))]

    def _deed(self) -> Deed:
        return self.chance.choices(list(self._deeds), list(self._deeds.values()))[0]

    def _register(self) -> tuple[str, ...]:
        name, phone = self.chance.choice(PEOPLE)
        cases = [{"words": self.chance.choice(WORDS)} for _ in range(self.chance.choice((1, 1, 1, 2)))]
        given = {"resident": {"name": name, "phone": phone}, "cases": cases, "address_text": "红旗大街188号3号楼"}
        return register_visit(self.pc.desk, read(RegisterVisit, given)).numbers

    def step(self, number: str, case_id: Any) -> str:
        with self.pc.store.read() as conn:
            status = load_case(conn, case_id).status_at(to_text(self.pc.clock.now()))
        open_to = [act for act in allowed(Status(status), Post.LEADER) if act in _GIVEN or act is Act.DISPATCH]
        act = self.chance.choice(open_to)
        if act is Act.DISPATCH:
            orders.dispatch(self.pc.desk, number, self.chance.choice(UNITS))
        else:
            steps.take_step(self.pc.desk, number, act, _GIVEN[act](self))
        return act

    def transfer(self, number: str, _case_id: Any) -> str:
        room = self.chance.choice(self._rooms)
        steps.take_step(self.pc.desk, number, Act.TRANSFER, {"room": room, "why": "不在本片"})
        return room

    def amend(self, number: str, _case_id: Any) -> None:
        name = self.chance.choice(("summary", "wants", "words", "resident.phone", "urgency"))
        value = self.chance.choice(("urgent", "normal")) if name == "urgency" else self._value(name)
        steps.take_step(self.pc.desk, number, Act.AMEND, {"fields": {name: value}})

    def reword(self, number: str, _case_id: Any) -> None:
        steps.take_step(self.pc.desk, number, Act.AMEND, {"fields": {"summary": self._value("summary")}})

    def _value(self, name: str) -> str:
        return f"1390000{self.chance.randrange(10_000):04d}" if "phone" in name else f"改{self.chance.randrange(1000)}"

    def resolve(self, number: str, case_id: Any) -> None:
        with self.pc.store.read() as conn:
            conflicts = load_case(conn, case_id).conflicts()
        if not conflicts:
            return self.amend(number, case_id)
        entity, entity_id, name, heads = self.chance.choice(conflicts)
        changes.resolve(self.pc.desk, number, entity, entity_id, name, self.chance.choice(heads).value)
        return None

    def attach(self, number: str, _case_id: Any) -> None:
        steps.take_step(self.pc.desk, number, Act.ATTACH, {"file": str(self.picture())})

    def picture(self) -> Path:
        """A picture that nobody has yet."""
        file = self._folder / "照片.jpg"
        file.write_bytes(b"\xff\xd8\xff" + self.chance.randbytes(self.chance.choice((40, 2000))))
        return file

    def come_again(self, number: str, _case_id: Any) -> None:
        touch.touch_case(self.pc.desk, number, self.chance.choice(("urge", "repeat", "thanks")), "phone")

    def undo(self, _number: str, _case_id: Any) -> None:
        undo.undo(self.pc.desk)

    def redo(self, _number: str, _case_id: Any) -> None:
        undo.redo(self.pc.desk)

    def people(self, _number: str, _case_id: Any) -> None:
        known = residents.find_residents(self.pc.desk)
        if len(known) < 2:
            return
        one, other = self.chance.sample(known, 2)
        if self.chance.random() < 0.5:
            changes.join_residents(self.pc.desk, one.id, other.id)
        else:
            changes.correct_resident(self.pc.desk, one.id, {"phone": self._value("phone")})

    def later(self, hours: float) -> str:
        """A moment to come, by this PC's clock."""
        return to_text(self.pc.clock.now() + timedelta(hours=hours))


_DEEDS: Mapping[Deed, int] = {
    Clerk.step: 10, Clerk.amend: 5, Clerk.reword: 1, Clerk.resolve: 2, Clerk.transfer: 3, Clerk.attach: 2,
    Clerk.come_again: 2, Clerk.undo: 2, Clerk.redo: 1, Clerk.people: 1,
}  # fmt: skip

_GIVEN: Mapping[Act, Given] = {
    Act.ACCEPT: lambda _: {"by": "赵工"},
    Act.HANDLE: lambda _: {"done": "更换立管"},
    Act.FIRST_CONTACT: lambda _: {"way": "phone"},
    Act.PROGRESS: lambda _: {"note": "已去看过"},
    Act.FOLLOW_UP: lambda c: {"reached": c.chance.choice(("yes", "no_answer")), "solved": "yes"},
    Act.CLOSE: lambda _: {},
    Act.REOPEN: lambda _: {"why": "又漏了"},
    Act.WITHDRAW: lambda _: {"why": "自己修好了"},
    Act.RETURN: lambda _: {"why": "非我单位", "basis": "职责清单"},
    Act.ANSWER: lambda _: {"answer": "明年改造"},
    Act.EXTEND: lambda c: {"until": c.later(24 * 30), "why": "缺料", "agreed_by": "刘主任"},
    Act.HANG_UP: lambda c: {
        "measures": "临时处理",
        "until": c.later(c.chance.choice((1, 30))),
        "agreed_by": "刘主任",
        "told_on": c.later(-24)[:10],
    },
    Act.URGE: lambda _: {},
    Act.PLAN: lambda c: {"on": c.later(24 * 5)[:10]},
}
