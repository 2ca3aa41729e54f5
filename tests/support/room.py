"""A room at work: a real encrypted store in a temporary folder, with units, compounds and a clerk at the desk."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.fake_clock import FakeClock

from reception.desk import orders, steps
from reception.desk.commands import RegisterVisit, read
from reception.desk.desk import Clerk, Desk
from reception.desk.register import Registered, register_visit
from reception.domain.entry import DISTRICT_SCOPE, Fact
from reception.domain.lifecycle import Act, Post
from reception.store.journal import setting
from reception.store.store import Store

KEY = bytes(range(32))
MASTER: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("room", {"code": "NG07", "name": "七政街民生接待室", "phone": "0451-55550107", "address": "七政街 7 号"}),
    ("room", {"code": "NG08", "name": "大成街民生接待室", "phone": "0451-55550108"}),
    ("unit", {"code": "C01", "name": "第一建筑公司", "kind": "contractor", "phone": "0451-55551001",
              "contacts": [{"name": "赵工", "role": "项目负责人", "phone": "13900001001"}]}),
    ("unit", {"code": "H01", "name": "热力公司", "kind": "utility", "phone": "0451-55552001"}),
    ("unit", {"code": "P01", "name": "安居物业", "kind": "property", "phone": "0451-55553001"}),
    ("grid", {"code": "G01", "name": "七政一网格", "room": "NG07"}),
    ("compound", {"code": "HQ188", "name": "红旗大街188号", "aliases": ["消防家属区"],
                  "grid": "G01", "project": "P-1"}),
    ("project", {"code": "P-1", "name": "红旗大街片区改造", "sections": [{"code": "1", "name": "一标段"}]}),
)  # fmt: skip


class Room:
    """One PC of a room. `desk` is where a clerk sits; time moves by `clock`."""

    def __init__(
        self, folder: Path, clock: FakeClock | None = None, *, code: str = "NG07", master: bool = True
    ) -> None:
        self.clock = clock or FakeClock()
        self.store = Store.create(folder, KEY, self.clock, code)
        self.desk = Desk(self.store, Clerk("wang", "王娟", Post.LEADER))
        if master:
            self.tell(MASTER)

    def tell(self, records: tuple[tuple[str, Mapping[str, Any]], ...]) -> None:
        """What the district has told this room."""
        with self.desk.acting() as acting:
            facts = [Fact(kind, acting.new_id(), DISTRICT_SCOPE, fields) for kind, fields in records]
            acting.add("master", facts)

    def register(self, words: str = "厨房漏水，流到楼下", **more: Any) -> Registered:
        """Somebody comes with one problem."""
        case = {"words": words} | more.pop("case", {})
        given = {"resident": {"name": "张淑芬", "phone": "13904510000"}, "cases": [case]} | more
        return register_visit(self.desk, read(RegisterVisit, given))

    def case(self, **more: Any) -> str:
        """The number of a fresh case."""
        return self.register(**more).numbers[0]

    def dispatched(self, unit: str = "C01", **more: Any) -> tuple[str, str]:
        """A case handed to a unit: its number and the order's."""
        number = self.case(**more)
        return number, orders.dispatch(self.desk, number, unit).order

    def step(self, number: str, act: Act, /, **given: Any) -> str:
        """Take a step; the state after it."""
        return str(steps.take_step(self.desk, number, act, given).status)

    def handled(self) -> str:
        """A case that its unit says is done."""
        number, _ = self.dispatched()
        self.step(number, Act.ACCEPT, by="赵工")
        self.step(number, Act.HANDLE, done="更换立管")
        return number

    @property
    def store_letter(self) -> str:
        """What stands for this PC in numbers."""
        with self.store.read() as conn:
            return str(setting(conn, "letter"))

    def close(self) -> None:
        """End of the day."""
        self.store.close()
