"""The report on paper: what stands before the rates, the rates, and the cases behind them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.papers import LONG, RARE, printed
from support.room import Room

from reception.desk.commands import FollowUp
from reception.desk.follow_up import record_follow_up
from reception.desk.reports import count, hand_up, month_of
from reception.domain.lifecycle import Act
from reception.domain.period import days, week
from reception.domain.report import TrendPoint
from reception.paper.report import handed_up_paper, report_paper, write_report
from reception.paper.sheet import Paper


def asked(room: Room, solved: str = "yes", satisfied: str = "satisfied") -> str:
    number = room.handled()
    record_follow_up(room.desk, {number: FollowUp("yes", solved=solved, satisfied=satisfied)})  # type: ignore[arg-type]
    return number


def test_a_month_says_what_it_counts_and_what_it_leaves_out(room: Room, tmp_path: Path) -> None:
    counted = [asked(room), asked(room, "partly", "basically"), asked(room, "yes", "not_rated")]
    nameless = room.case(resident={}, address_text="红旗大街188号3号楼2单元")
    report = count(room.desk, month_of(room.desk, 2026, 11))
    with printed(write_report, report_paper(room.desk, report), tmp_path) as paper:
        text = paper.all
        for part in ("民生诉求工作月报", "未上报", "2026年11月", "解决率66.7%", "满意率95.0%", "有效回访3", "匿名1件",
                     "满意率＝（满意＋0.9×基本满意）", "第一建筑公司", "七政一网格", nameless, *counted,
                     "计入三率的诉求（3件）", "不计入三率的诉求（1件）"):  # fmt: skip
            assert part in text, part
        assert text.index("最近来访") < text.index("响应率"), "what stands before any rate"


def test_a_period_without_anybody_asked_prints_dashes_and_never_nought(room: Room, tmp_path: Path) -> None:
    report = count(room.desk, week(date(2026, 11, 24)))
    with printed(write_report, report_paper(room.desk, report), tmp_path) as paper:
        assert "周报" in paper.all
        assert "解决率—" in paper.all
        assert "0.0%" not in paper.all


def test_what_was_handed_up_prints_again_as_it_was_with_the_changes_beside(room: Room, tmp_path: Path) -> None:
    number = asked(room)
    issued, _ = hand_up(room.desk, month_of(room.desk, 2026, 11))
    room.clock.advance(days=10)
    room.step(number, Act.AMEND, fields={"category": "公共设施/楼道照明"})
    record_follow_up(room.desk, {number: FollowUp("yes", solved="no", satisfied="dissatisfied", why="result")})
    with printed(write_report, handed_up_paper(room.desk, issued.number), tmp_path) as paper:
        text = paper.all
        for part in (issued.number, "已上报", "解决率100.0%", "1件有变化，新增0件，减少0件", "上报后变化（1件）",
                     "是否解决：已解决→未解决", "公共设施/楼道照明"):  # fmt: skip
            assert part in text, part
        assert paper.codes(0) == [issued.number]
        assert issued.number in paper.metadata()["Subject"]


@pytest.mark.parametrize("size", [Paper.A4, Paper.A5])
def test_long_and_rare_names_in_charts_and_tables(room: Room, tmp_path: Path, size: Paper) -> None:
    asked(room)
    report = count(room.desk, days(date(2026, 9, 1), date(2026, 11, 30)))
    line = replace(report.lines["unit"][0], name=RARE + LONG[:60])
    point = TrendPoint(f"2026年{RARE}", 20, 10, None, 0.5, 0.9)
    long = replace(
        report, lines=report.lines | {"unit": (line, replace(line, name=RARE)) * 30}, earlier=(point,) * 6,
        rows=(replace(report.rows[0], summary=LONG[:200]),) * 200,
    )  # fmt: skip
    with printed(write_report, report_paper(room.desk, long), tmp_path, paper=size) as paper:
        assert paper.all.count(RARE) > 60, "in the tables, and in the charts' own labels"
        assert "（前12）" in paper.all
