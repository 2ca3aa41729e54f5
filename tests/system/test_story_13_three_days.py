"""Story 13. Three days without a line: two PCs work on; on the fourth day all is sent, and one digest tells."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot
from support.days import steps
from support.district import Served, exchange
from support.room import Room
from support.screen import away, open_window

from reception.desk.changes import join_residents
from reception.desk.lists import CaseFilter, case_lines, show_case
from reception.desk.orders import dispatch
from reception.desk.residents import find_residents, show_resident
from reception.domain.errors import Unavailable
from reception.domain.lifecycle import Act
from reception.sync.client import sync_once
from reception.sync.overview import overview
from ui.session.line import Ended, Line, digest, line_state
from ui.session.line import exchange as exchange_of_the_desk
from ui.theme.theme import Theme
from ui.work import Report, Work

MAN = {"name": "于长海", "phone": "13904513013"}
DIGEST = [
    "区里和本室其他电脑来了 8 件变化，1 件请看一下",
    "新到的居民中有 1 人本机已有记录，可在「居民」中合并",
]
DAYS = ("2026-11-24", "2026-11-25", "2026-11-26")


def test_three_days_without_a_line(
    qtbot: QtBot, lite: Served, pc: Callable[..., Room], work: Work, theme: Theme
) -> None:  # fmt: skip
    one, two = at_work(lite, pc)
    common = one.case(words="楼道窗户漏风")
    exchange(one, two)
    numbers = three_days(lite, one, two, common)
    assert len(set(numbers)) == len(numbers) == 14, "no number was given twice"
    told_to_one = the_fourth_day(qtbot, lite, one, two, work, theme)
    all_is_sent(one, two, [common, *numbers])
    please_look(one, two, common)
    one_digest(told_to_one)
    the_same_man(one, two, told_to_one)


def at_work(lite: Served, pc: Callable[..., Room]) -> tuple[Room, Room]:
    one, two = pc("NG07"), pc("NG07")
    for room in (one, two):
        lite.join(room)
    exchange(one, two)
    assert (one.store_letter, two.store_letter) == ("A", "B")
    return one, two


def three_days(lite: Served, one: Room, two: Room, common: str) -> list[str]:
    """Each PC writes two cases a day; on Wednesday both meet the same man, and both act on the same case."""
    lite.fault = ("/v1", "bad")
    numbers = []
    for day in DAYS:
        for room, who in ((one, "甲"), (two, "乙")):
            room.clock.set(f"{day} 09:{10 if room is one else 40}")
            stranger = {"name": f"{who}居民{day[-2:]}", "phone": f"1390451{day[-2:]}{'11' if room is one else '22'}"}
            numbers += [room.case(words=f"{day[-2:]}日{who}：{what}", resident=stranger) for what in ("门铃", "井盖")]
            with pytest.raises(Unavailable):
                sync_once(room.store)
    one.clock.set("2026-11-25 10:00")
    two.clock.set("2026-11-25 10:20")
    numbers.append(one.case(words="单元门锁坏了", resident=MAN))
    numbers.append(two.case(words="院里的树枝挡了车位", resident=MAN))
    one.step(common, Act.WITHDRAW, why="自己修好了")
    two.clock.set("2026-11-25 10:30")
    dispatch(two.desk, common, "C01")
    assert show_case(two.desk, common)["status"] == "dispatched", "it knows nothing of the withdrawal yet"
    assert waiting(one) == waiting(two) == 8, "six cases, the man, and the step"
    return numbers


def waiting(room: Room) -> int:
    return overview(room.store).waiting


def the_fourth_day(qtbot: QtBot, lite: Served, one: Room, two: Room, work: Work, theme: Theme) -> Ended:
    """The line is back: the first PC sends, the second exchanges by itself and says so, and the first gets the rest."""
    for room in (one, two):
        room.clock.set("2026-11-27 08:40")
    window = open_window(qtbot, two, work, theme, [away("today")])
    line = Line(two.desk, work, two.clock, window)
    line.attach(window)
    line.exchange()
    qtbot.waitUntil(lambda: words_of(line) == "没有网络，照常工作；8 条待上报", timeout=20_000)
    lite.fault = ("", "")
    assert exchanged(one).outcome.sent == 8
    line.exchange()
    qtbot.waitUntil(lambda: words_of(line).startswith("已全部上报"), timeout=20_000)
    assert window._notice.words == "；".join(DIGEST)
    line.end()
    qtbot.waitUntil(lambda: not work.busy)
    return exchanged(one)


def words_of(line: Line) -> str:
    """What the status bar says."""
    return line_state(line.news, line.clock).words


def exchanged(room: Room) -> Ended:
    ended = exchange_of_the_desk(room.desk, Report(0, lambda *_: None))
    assert ended is not None
    return ended


def all_is_sent(one: Room, two: Room, numbers: list[str]) -> None:
    assert (waiting(one), waiting(two)) == (0, 0)
    for room in (one, two):
        assert sorted(str(line["number"]) for line in case_lines(room.desk, CaseFilter())) == sorted(numbers)
    assert [show_case(one.desk, number) for number in numbers] == [show_case(two.desk, number) for number in numbers]


def please_look(one: Room, two: Room, common: str) -> None:
    """The later step is in sight and took no effect."""
    for room in (one, two):
        case = show_case(room.desk, common)
        assert steps(case, "withdraw", "dispatch") == [("withdraw", "11-25 10:00"), ("dispatch", "11-25 10:30")]
        assert [step["effective"] for step in case["timeline"]] == [True, True, False]
        assert (case["status"], case["please_look"]) == ("withdrawn", True)
        assert [line["number"] for line in case_lines(room.desk, CaseFilter(look=True))] == [common]


def one_digest(to_one: Ended) -> None:
    """Seven new cases of the other, and the common one; one needs somebody. The second PC was told the same."""
    assert (to_one.outcome.sent, to_one.outcome.received) == (0, 8)
    assert digest(to_one) == DIGEST


def the_same_man(one: Room, two: Room, told: Ended) -> None:
    """Offered for joining; joined, he is one man with both cases on both PCs."""
    ((came, here),) = told.alike.residents
    for room in (one, two):
        assert {line.id for line in find_residents(room.desk, MAN["phone"])} == {came, here}
    join_residents(one.desk, came, here)
    exchange(one, two)
    for room in (one, two):
        (man,) = find_residents(room.desk, MAN["phone"])
        assert len(show_resident(room.desk, man.id).cases) == 2
