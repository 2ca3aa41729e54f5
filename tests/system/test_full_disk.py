"""A disk that is full: each write says so in words, loses nothing, and is done once there is room."""

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.fake_clock import FakeClock
from support.room import KEY, Room

from reception.desk.backups import back_up_to
from reception.desk.drafts import drafts, save_draft
from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.domain.clock import Id
from reception.domain.errors import Unavailable
from reception.domain.lifecycle import Act
from reception.intake.importing import import_file
from reception.paper.exporting import export_cases
from reception.paper.printing import print_order
from reception.store import keys
from reception.store.keys import RECOVERY_FILE
from reception.store.verify import verify

SIZE = 6 << 20
DRAFT = Id("d" * 32)


class Disk:
    """A small disk of its own, at a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._filling = folder, folder / "filling"

    def fill(self) -> None:
        """Until not a byte is free."""
        with self._filling.open("ab", buffering=0) as file:
            piece = b"x" * 65_536
            while piece:
                try:
                    file.write(piece)
                except OSError:
                    piece = piece[: len(piece) // 2]

    def clear(self) -> None:
        """Somebody makes room."""
        self._filling.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], capture_output=True)
    if mount.returncode:
        pytest.skip("a disk of one's own needs root, and a system that lets it mount one")
    yield Disk(folder)
    subprocess.run(["umount", folder], check=True)


@pytest.fixture
def room(disk: Disk, clock: FakeClock) -> Iterator[Room]:
    made = Room(disk.folder / "room", clock)
    (disk.folder / "room" / RECOVERY_FILE).write_text(keys.wrap(KEY, keys.new_recovery_key()), encoding="utf-8")
    yield made
    made.close()


@dataclass
class Day:
    """What a clerk has in hand: a room on the small disk, a case with its order, and a folder on another disk."""

    room: Room
    number: str
    order: str
    elsewhere: Path
    here: Path

    def steps(self, act: Act) -> int:
        return sum(step["act"] == act for step in show_case(self.room.desk, self.number)["timeline"])


def attach(day: Day) -> None:
    day.room.step(day.number, Act.ATTACH, file=str(day.elsewhere / "photo.jpg"))


def take_in(day: Day) -> None:
    import_file(day.room.desk, day.elsewhere / "list.csv")


def note_a_print(day: Day) -> None:
    print_order(day.room.desk, day.order, day.elsewhere / "order.pdf")


def print_here(day: Day) -> None:
    print_order(day.room.desk, day.order, day.here / "order.pdf")


def draft(day: Day) -> None:
    save_draft(day.room.desk, DRAFT, "visit", "张淑芬", {"words": "厨房漏水" * 200})


def back_up(day: Day) -> None:
    (day.here / "second").mkdir(exist_ok=True)
    back_up_to(day.room.desk, day.here / "second")


def export(day: Day) -> None:
    export_cases(day.room.desk, day.here / "all.xlsx")


def register(day: Day) -> None:
    day.room.case(words="路灯不亮" * 200)


WRITES: dict[Callable[[Day], None], Callable[[Day], Any]] = {
    attach: lambda day: [file["name"] for file in show_case(day.room.desk, day.number)["files"]],
    take_in: lambda day: sum(line["resident"].startswith("名册") for line in case_lines(day.room.desk, CaseFilter())),
    note_a_print: lambda day: (day.steps(Act.PRINT), (day.elsewhere / "order.pdf").exists()),
    print_here: lambda day: (day.steps(Act.PRINT), (day.here / "order.pdf").exists()),
    draft: lambda day: [kept.fields["words"] for kept in drafts(day.room.desk)],
    back_up: lambda day: len(list((day.here / "second").glob("*"))),
    export: lambda day: (day.here / "all.xlsx").exists(),
    register: lambda day: len(case_lines(day.room.desk, CaseFilter())),
}
"""Each write, with what there is of it."""


@pytest.fixture
def day(room: Room, disk: Disk, tmp_path: Path) -> Day:
    number, order = room.dispatched()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(700_000))
    rows = "".join(f"L-{n},2026-11-20 09:00,名册{n},1390000{n:04d},{'漏水' * 200}\n" for n in range(400))
    (elsewhere / "list.csv").write_text(f"编号,来电时间,姓名,电话,内容\n{rows}", encoding="utf-8")
    (disk.folder / "second").mkdir()
    return Day(room, number, order, elsewhere, disk.folder)


def until_nothing_fits(day: Day) -> int:
    """Visits, saved until one is refused; how many were."""
    for count in range(10_000):
        try:
            register(day)
        except Unavailable:
            return count
    raise AssertionError("the disk never filled")


# A ZipFile that could not be ended says so once more when Python forgets it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_a_write_that_does_not_fit_is_told_and_done_when_there_is_room(
    day: Day, disk: Disk, write: Callable[[Day], None]
) -> None:
    seen = WRITES[write]
    disk.fill()
    saved = until_nothing_fits(day)
    before = seen(day)
    with pytest.raises(Unavailable, match="磁盘已满"):
        write(day)
    assert seen(day) == before, "nothing half done"
    disk.clear()
    write(day)
    assert seen(day) != before
    checks = verify(day.room.store)
    assert all(check.ok for check in checks), checks
    assert sum(line["words"].startswith("路灯") for line in case_lines(day.room.desk, CaseFilter(), 10_000)) >= saved
