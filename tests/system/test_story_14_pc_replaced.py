"""Story 14. The PC is replaced on a Tuesday: the disk is gone; last night's backup, and the paper with the key."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.district import Served
from support.fake_clock import FakeClock

from reception.desk.backups import back_up_to
from reception.desk.commands import RegisterVisit, read
from reception.desk.desk import Clerk, Desk
from reception.desk.drafts import drafts, save_draft
from reception.desk.lists import CaseFilter, case_lines
from reception.desk.opening import make_room, open_room
from reception.desk.premises import restore_room
from reception.desk.register import register_visit
from reception.district.enrolment import enrol_code
from reception.domain.errors import Unavailable
from reception.domain.lifecycle import Post
from reception.domain.numbering import parse_number
from reception.store.journal import setting
from reception.store.keys import new_recovery_key
from reception.sync.client import sync_once
from reception.sync.enrol import enrol
from reception.sync.overview import overview

WANG = Clerk("wang", "王娟", Post.CLERK)


@dataclass(frozen=True)
class OldPC:
    """What is left of it: last night's backup at the second place, and the paper in its envelope."""

    backup: Path
    paper: str


def test_the_pc_is_replaced(lite: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = the_old_pc(lite, tmp_path, monkeypatch)
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "key of the new PC"))
    folder = tmp_path / "new"
    a_wrong_paper_opens_nothing(left, folder)
    clock = FakeClock("2026-11-24 11:00")
    assert restore_room(left.backup, folder, left.paper, clock) is None
    with closing(open_room(folder, clock)) as store:
        desk = Desk(store, WANG)
        what_the_backup_holds(desk)
        what_the_last_sync_adds(lite, desk)
        another_letter(desk)


def the_old_pc(lite: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OldPC:
    """Monday's work with its backup in the evening; Tuesday until the disk goes at 10."""
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "key of the old PC"))
    second = tmp_path / "second place"
    second.mkdir()
    clock = FakeClock("2026-11-23 09:00")
    made = make_room(tmp_path / "old", clock, "NG07")
    desk = Desk(made.store, WANG)
    enrol(desk.store, lite.url, enrol_code(lite.district, "NG07"))
    sync_once(desk.store)
    letters = {case(desk, "周一：水表井盖碎了"), case(desk, "周一：楼道堆满杂物")}
    save_draft(desk, clock.new_id(), "visit", "周一没写完的登记", {"words": "屋顶"})
    sync_once(desk.store)
    clock.set("2026-11-23 22:00")
    backup = back_up_to(desk, second)
    assert backup.name == "reception-NG07-A-20261123.backup"

    clock.set("2026-11-24 08:50")
    letters.add(case(desk, "周二：自来水发黄"))
    sync_once(desk.store)
    clock.set("2026-11-24 09:40")
    letters.add(case(desk, "周二：还没来得及上报"))
    assert letters == {"A"}
    made.store.close()
    for file in (tmp_path / "old").iterdir():
        file.unlink()
    (tmp_path / "key of the old PC").unlink()
    return OldPC(backup, made.recovery_key)


def case(desk: Desk, words: str) -> str:
    """Register one; the letter its number carries."""
    given = {"resident": {"name": "庞立新", "phone": "13904514014"}, "cases": [{"words": words}]}
    return parse_number(register_visit(desk, read(RegisterVisit, given)).numbers[0]).letter


def words(desk: Desk) -> list[str]:
    return [str(line["words"]) for line in case_lines(desk, CaseFilter(descending=False))]


def a_wrong_paper_opens_nothing(left: OldPC, folder: Path) -> None:
    with pytest.raises(Unavailable):
        restore_room(left.backup, folder, new_recovery_key(), FakeClock("2026-11-24 10:55"))
    assert not folder.exists()


def what_the_backup_holds(desk: Desk) -> None:
    """Last night's work, and what was typed and not saved."""
    assert words(desk) == ["周一：水表井盖碎了", "周一：楼道堆满杂物"]
    assert [(draft.title, draft.fields) for draft in drafts(desk)] == [("周一没写完的登记", {"words": "屋顶"})]


def what_the_last_sync_adds(lite: Served, desk: Desk) -> None:
    """Before the first exchange a random mark stands in the letter's place; then all that was sent comes back."""
    mark = case(desk, "周二：新电脑上的第一件")
    assert mark != "A" and len(mark) == 2
    ended = sync_once(desk.store)
    assert words(desk) == [
        "周一：水表井盖碎了", "周一：楼道堆满杂物", "周二：自来水发黄", "周二：新电脑上的第一件",
    ]  # fmt: skip
    assert (ended.waiting, ended.set_aside, ended.letter) == (0, 0, "B")
    assert overview(desk.store).waiting == 0
    assert drafts(desk), "the exchange takes no draft away"


def another_letter(desk: Desk) -> None:
    with desk.read() as conn:
        assert setting(conn, "letter") == "B"
    assert case(desk, "周二：换机以后") == "B", "A is never given again"
