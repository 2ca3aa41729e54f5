"""Workbooks of master data, as an office fills them in."""

from pathlib import Path
from typing import Any

import pytest

from reception.domain.errors import InvalidInput
from reception.intake.master import FORMS, MasterFile, read_master, write_master
from reception.intake.tables import Cell, Sheet, read_sheets

OFFICE: list[tuple[str, dict[str, Any]]] = [
    ("room", {"code": "NG07", "name": "七政街道第一接待室", "street": "七政街道", "address": "红旗大街188号院内",
              "phone": "045155550107", "hours": [["08:30", "11:30"], ["13:30", "17:00"]]}),
    ("unit", {"code": "SG01", "name": "松江建设工程公司", "kind": "contractor", "phone": "045155552001", "contacts": [
        {"name": "买买提·吐尔逊", "role": "项目经理", "phone": "13900000001", "hours": "全天", "section": "QZ01-1"},
        {"name": "王某", "role": "安全员", "phone": "13900000002"}]}),
    ("unit", {"code": "RL01", "name": "热力公司", "kind": "utility", "phone": "12345"}),
    ("grid", {"code": "WG01", "name": "七政第一网格", "street": "七政街道", "community": "红旗社区", "room": "NG07",
              "people": [{"name": "㛃某", "role": "网格长", "phone": "13900000003"}]}),
    ("compound", {"code": "QZ001", "name": "红旗大街188号", "aliases": ["消防家属区"], "street": "七政街道",
                  "room": "NG07", "grid": "WG01", "project": "XM01", "property": "WY01",
                  "buildings": [{"no": "1", "entrances": 4, "floors": 7}, {"no": "2", "entrances": 3, "floors": 7}]}),
    ("project", {"code": "XM01", "name": "七政一期", "compounds": ["QZ001", "QZ002"], "starts_on": "2026-04-10",
                 "ends_on": "2026-11-30", "permit": "样证2026-001", "progress": "主体在施",
                 "sections": [{"code": "QZ01-1", "name": "一标段", "contractor": "SG01", "supervisor": "JL01"}],
                 "lead": {"name": "赵某", "phone": "13900000009"}}),
    ("works", {"compound": "QZ001", "building": "1", "item": "外墙保温（或节能改造）", "state": "winter_stop",
               "planned_on": "2027-05-30", "as_of": "2026-11-20", "said_by": "赵某", "note": "四月复工"}),
    ("clerk", {"code": "fang", "name": "王芳", "post": "leader", "room": "NG07", "stopped": False}),
    ("category", {"path": "冬季/冰溜子", "english": "icicles", "urgency": "emergency", "voice": "problem",
                  "keywords": ["冰溜子", "冰柱"], "item": "屋面防水"}),
    ("calendar", {"code": "2027-spring", "name": "春节", "free": ["2027-02-05", "2027-02-06"],
                  "working": ["2027-01-31"]}),
    ("rules", {"code": "heat", "version": "2027", "rules": [{
        "code": "heat", "name": "供热", "priority": 30,
        "when": {"category": ["供热", "水电/停水"], "urgency": ["urgent"]},
        "limits": {"sign_for": {"amount": 30, "unit": "minute"}, "on_site": {"amount": 0, "unit": "working_day"},
                   "solved": {"amount": 1, "unit": "working_day"}}}]}),
    ("rules", {"code": "weights", "basically": 0.8, "response": 0.2, "solution": 0.5, "satisfaction": 0.3}),
    ("duty", {"room": "NG07", "role": "项目负责人", "name": "赵某", "phone": "13900000009", "rank": 1}),
    ("quiet", {"code": "GK27", "name": "高考", "since": "2027-06-05", "until": "2027-06-09",
               "hours": [["12:00", "14:00"], ["22:00", "06:00"]], "compounds": ["QZ001"], "note": "停止噪声施工"}),
]  # fmt: skip


def read(*sheets: tuple[str, list[list[Cell]]]) -> MasterFile:
    return read_master([Sheet(name, list(rows)) for name, rows in sheets])


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "基础数据.xlsx"
    write_master(path, OFFICE)
    found = read_master(read_sheets(path))
    assert found.bad == []
    assert sorted(((r.kind, r.fields) for r in found.records), key=str) == sorted(OFFICE, key=str)


def test_the_template_has_every_sheet_and_no_record(tmp_path: Path) -> None:
    write_master(tmp_path / "模板.xlsx")
    sheets = read_sheets(tmp_path / "模板.xlsx")
    assert [sheet.name for sheet in sheets] == [form.zh for form in FORMS]
    assert read_master(sheets).records == []


def test_spans_of_days_are_days_and_one_that_runs_backwards_is_none() -> None:
    head: list[Cell] = ["编号", "事由", "放假", "补班"]
    found = read(
        (
            "工作日历",
            [head, ["a", "春节", "2027-02-05至2027-02-08、2027-02-11", ""], ["b", "x", "2027-02-08至2027-02-05"]],
        )
    )
    assert found.records[0].fields["free"] == ["2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-02-11"]
    assert [(row.row, row.column) for row in found.bad] == [(3, "放假")]


def test_a_row_that_no_room_could_read_is_listed_and_the_others_come_in() -> None:
    head: list[Cell] = ["编号", "名称", "开放时间"]
    found = read(("接待室", [head, ["NG07", "七政", "17:00-08:30"], ["NG08", "大成", "08:30-17:00"]]))
    assert [record.fields["code"] for record in found.records] == ["NG08"]
    assert [(row.row, "起止" in row.reason) for row in found.bad] == [(2, True)]


def test_a_limit_that_nobody_can_count_is_listed() -> None:
    head: list[Cell] = ["规则编号", "名称", "办结", "签收"]
    found = read(("时限", [head, ["a", "供热", "尽快", ""], ["b", "供水", "2个工作日", "2 个工作小时"]]))
    assert [(row.row, row.column) for row in found.bad] == [(2, "办结")]
    assert found.records[0].fields["rules"][0]["limits"]["sign_for"] == {"amount": 2, "unit": "working_hour"}


def test_english_names_and_other_words_are_understood() -> None:
    found = read(
        ("rooms", [["code", "name", "phone"], ["ng07", "七政街道第一接待室", "0451-5555 0107"]]),
        ("单位", [["2026年名录"], ["代码", "单位", "类型", "值班电话"], ["R1", "某热力公司", "供热", "95598"]]),
    )
    assert found.bad == []
    assert [(r.kind, r.fields) for r in found.records] == [
        ("room", {"code": "NG07", "name": "七政街道第一接待室", "phone": "045155550107"}),
        ("unit", {"code": "R1", "name": "某热力公司", "kind": "utility", "phone": "95598"}),
    ]


def test_a_sheet_with_any_name_is_known_by_its_headers() -> None:
    found = read(
        (
            "Sheet1",
            [
                ["小区编号", "楼号", "改造内容", "状态", "截至"],
                ["QZ001", 3.0, "楼道照明设施", "在施", "2026年11月20日"],
            ],
        ),
        ("Sheet2", [["食堂菜单"], ["周一", "面条"]]),
    )
    [works] = found.records
    assert works.kind == "works"
    assert works.fields == {
        "compound": "QZ001", "building": "3", "item": "楼道照明设施", "state": "in_progress", "as_of": "2026-11-20",
    }  # fmt: skip
    assert found.other_sheets == ["Sheet2"]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (["", "无编号公司", "施工", ""], "单位编号", "必填"),
        (["SG02", "", "施工", ""], "名称", "必填"),
        (["SG02", "某公司", "食堂", ""], "类别", "只能填"),
        (["SG02", "某公司", "", ""], "类别", "必填"),
        (["SG02", "某公司", "施工", "1390000"], "电话", "还差 4 位"),
        (["SG01", "又一公司", "施工", ""], "单位编号", "与第 2 行重复"),
    ],
)
def test_a_bad_row_is_listed_and_the_others_come_in(row: list[Cell], column: str, reason: str) -> None:
    head: list[Cell] = ["单位编号", "名称", "类别", "电话"]
    found = read(("责任单位", [head, ["SG01", "甲公司", "施工", ""], row, ["SG03", "丙公司", "监理单位", ""]]))
    assert [record.fields["code"] for record in found.records] == ["SG01", "SG03"]
    [bad] = found.bad
    assert (bad.sheet, bad.row, bad.column) == ("责任单位", 3, column)
    assert reason in bad.reason


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [("状态", "未完工", "只能填"), ("计划完成", "明年春天", "日期"), ("楼号", "", "必填")],
)
def test_a_bad_line_of_works_says_why(column: str, cell: Cell, reason: str) -> None:
    head: list[Cell] = ["小区编号", "楼号", "改造内容", "状态", "计划完成"]
    row: list[Cell] = ["QZ001", "3", "楼道照明设施", "在施", "2027-05-30"]
    row[head.index(column)] = cell
    [bad] = read(("works", [head, row])).bad
    assert (bad.column, bad.row) == (column, 2)
    assert reason in bad.reason


@pytest.mark.parametrize(("hours", "good"), [("8:30~11:30；13:30至17:00", True), ("全天", False)])
def test_opening_hours(hours: str, good: bool) -> None:
    found = read(("接待室", [["接待室编号", "名称", "开放时间"], ["NG07", "第一接待室", hours]]))
    if good:
        assert found.records[0].fields["hours"] == [["08:30", "11:30"], ["13:30", "17:00"]]
    else:
        assert found.bad[0].column == "开放时间"


def test_a_part_without_its_record_is_listed() -> None:
    [bad] = read(("联系人", [["单位编号", "姓名", "电话"], ["SG99", "王某", "13900000001"]])).bad
    assert (bad.row, bad.column, bad.value) == (2, "单位编号", "SG99")


def test_a_sheet_of_ours_without_its_columns_is_listed() -> None:
    [bad] = read(("网格", [["姓名", "电话"], ["王某", "1"]])).bad
    assert "网格编号" in bad.reason


def test_a_workbook_of_something_else_is_refused() -> None:
    with pytest.raises(InvalidInput, match="接待室"):
        read(("菜单", [["周一"], ["面条"]]))
