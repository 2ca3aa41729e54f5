"""A list of somebody else's messages: what its columns mean, which rows come in, which are bad and why."""

# ruff: noqa: DTZ001 - cells hold wall times

import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput
from reception.intake.columns import Mapping, Meaning, Shelf, guess, guess_all
from reception.intake.messages import BadRow, IncomingMessage, read_messages
from reception.intake.tables import Cell, Sheet

HOTLINE: list[list[Cell]] = [
    ["市12345政务服务便民热线交办清单", "", "", "", "", "", "", "", ""],
    ["统计时间：2026年11月24日", "", "", "", "", "", "", "", ""],
    [],
    ["序号", "工单编号", "来电人\n姓名", "联系电话", "诉求类型", "诉求内容", "来电时间", "要求办结时间", "紧急程度"],
    [1.0, "RX2611240001", "张*", "139****0000", "投诉", "三号楼二单元楼道灯坏了一个月", "2026/11/23 9:20:44",
     "2026-11-30", "一般"],
    [2.0, "RX2611240002", "买买提•吐尔逊", "0451-55550002", "咨询", "外墙保温什么时候轮到我们楼", 46349.5, "", "加急"],
    [3.0, "RX2611240003", "", "", "建议", "院里能不能加个晾衣架", "2026年11月23日 16时", "", "一般"],
    ["合计：3 件", "", "", "", "", "", "", "", ""],
]  # fmt: skip


def sheet_of(*rows: list[Cell], name: str = "清单") -> Sheet:
    return Sheet(name, list(rows))


def read(sheet: Sheet, now: datetime | None = None) -> tuple[list[IncomingMessage], list[BadRow]]:
    rows = list(read_messages(sheet, guess(sheet), now))
    return [r for r in rows if isinstance(r, IncomingMessage)], [r for r in rows if isinstance(r, BadRow)]


def wall(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=DISTRICT_ZONE)  # type: ignore[arg-type,misc]


def test_a_hotline_list_with_title_rows_is_understood() -> None:
    mapping = guess(sheet_of(*HOTLINE))
    assert (mapping.header_row, mapping.issuer, mapping.channel) == (4, "12345", "hotline")
    assert mapping.headers[2] == "来电人 姓名"
    assert list(mapping.meanings) == [
        None, Meaning.NUMBER, Meaning.NAME, Meaning.PHONE, Meaning.VOICE, Meaning.WORDS, Meaning.TIME,
        Meaning.SENDER_DUE, Meaning.URGENCY,
    ]  # fmt: skip


def test_its_rows_become_messages_with_their_place_and_the_raw_row() -> None:
    good, bad = read(sheet_of(*HOTLINE))
    assert not bad
    first, second, third = good
    assert (first.row, first.number, first.name, first.phone) == (5, "RX2611240001", "张*", "139****0000")
    assert (first.at, first.sender_due_at) == (wall(2026, 11, 23, 9, 20, 44), wall(2026, 11, 30, 17))
    assert (first.voice, first.urgency, first.channel, first.issuer) == ("problem", "normal", "hotline", "12345")
    assert first.raw["诉求内容"] == "三号楼二单元楼道灯坏了一个月"
    assert first.raw["序号"] == "1"
    assert (second.name, second.phone, second.voice, second.urgency) == (
        "买买提·吐尔逊",
        "045155550002",
        "doubt",
        "urgent",
    )
    assert second.at == wall(2026, 11, 23, 12)
    assert (third.name, third.phone, third.voice, third.at) == ("", "", "suggestion", wall(2026, 11, 23, 16))


def test_an_export_of_a_web_site_is_understood() -> None:
    sheet = sheet_of(
        ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间", "点赞数"],
        [2555.0, "A0001", "路灯", "2019/4/24 15:40:04", "\n\t\t\n\t\t晚上没有路灯，\n\t\t\n请修。\n\t", "已修。",
         datetime(2019, 5, 9, 9, 49, 14), 3.0],
        name="留言",
    )  # fmt: skip
    [message], bad = read(sheet)
    assert not bad
    assert (message.number, message.name, message.subject) == ("2555", "A0001", "路灯")
    assert message.words == "晚上没有路灯，\n请修。"
    assert (message.reply, message.reply_at) == ("已修。", wall(2019, 5, 9, 9, 49, 14))
    assert (message.channel, message.issuer, message.raw["点赞数"]) == ("online", "网络留言", "3")


def test_a_header_in_two_rows_is_joined() -> None:
    mapping = guess(sheet_of(
        ["来件登记表", "", "", "", "", ""],
        ["工单号", "反映人", "", "地点", "处理", ""],
        ["", "姓名", "电话", "", "单位", "电话"],
        ["G1", "张三", "13900000000", "三号楼", "物业", "55550000"],
    ))  # fmt: skip
    assert mapping.header_row == 3
    assert mapping.headers == ("工单号", "反映人姓名", "反映人电话", "地点", "处理单位", "处理电话")
    assert mapping.meanings == (Meaning.NUMBER, Meaning.NAME, Meaning.PHONE, Meaning.ADDRESS, Meaning.UNIT, None)


def test_columns_that_nobody_named_are_guessed_from_what_stands_in_them() -> None:
    rows: list[list[Cell]] = [
        [f"甲{i}", f"1390000{i:04}", f"2026-11-{i + 1} 9:00", "楼上漏水三天了没有人来修，请尽快安排人员上门"]
        for i in range(9)
    ]
    mapping = guess(sheet_of(["甲", "乙", "丙", "丁"], *rows))
    assert mapping.meanings == (None, Meaning.PHONE, Meaning.TIME, Meaning.WORDS)


def test_a_type_column_is_a_voice_or_a_category_by_its_content() -> None:
    as_voice = guess(sheet_of(["内容", "类型"], ["灯坏了", "投诉"], ["何时开工", "咨询"]))
    as_category = guess(sheet_of(["内容", "诉求类型"], ["灯坏了", "照明"], ["何时开工", "外墙"]))
    assert as_voice.meanings[1] is Meaning.VOICE
    assert as_category.meanings[1] is Meaning.CATEGORY


def test_levels_of_a_category_and_parts_of_an_address_are_joined() -> None:
    sheet = sheet_of(
        ["内容", "一级分类", "二级分类", "三级分类", "所属街道地址", "详细地址"],
        ["灯坏了", "城乡建设", "市政", "照明", "七政街道", "三号楼"],
    )
    [message], _ = read(sheet)
    assert message.category == "城乡建设/市政/照明"
    assert message.address == "七政街道三号楼"


def test_the_officials_own_columns_are_not_the_residents() -> None:
    mapping = guess(sheet_of(["内容", "姓名", "电话", "承办人", "承办单位电话", "经办人电话", "登记人"]))
    assert mapping.meanings == (Meaning.WORDS, Meaning.NAME, Meaning.PHONE, None, None, None, None)


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("来电时间", "昨天上午", "日期"),
        ("要求办结时间", "2026-02-30", "日期"),
        ("联系电话", "1390000", "还差 4 位"),
        ("诉求内容", "", "没有诉求内容"),
        ("诉求内容", "水" * 20_001, "20000"),
        ("工单编号", 1234567890123456789.0, "末几位"),
        ("工单编号", "2.02611E+16", "末几位"),
        ("工单编号", "9" * 65, "64"),
        ("来电人 姓名", "长" * 101, "100"),
        ("来电时间", "2027-01-01", "将来"),
    ],
)
def test_a_bad_row_is_listed_and_the_others_come_in(column: str, cell: Cell, reason: str) -> None:
    sheet = sheet_of(*[list(row) for row in HOTLINE])
    place = guess(sheet).headers.index(column)
    changed = list(HOTLINE[5])
    changed[place] = cell
    sheet.rows[5] = changed
    good, [bad] = read(sheet, now=wall(2026, 11, 24, 9))
    assert [message.row for message in good] == [5, 7]
    assert (bad.sheet, bad.row, bad.column) == ("清单", 6, column)
    assert reason in bad.reason
    assert bad.english
    assert len(bad.value) <= 200


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "'; DROP TABLE visits;--", "😀🏠", "a\x00b\x07", "=1+1"]
)
def test_markup_sql_emoji_and_control_characters_are_but_text(hostile: str) -> None:
    [message], bad = read(sheet_of(["编号", "姓名", "内容"], ["1", hostile, hostile]))
    assert not bad
    assert message.words == hostile.replace("\x00", "").replace("\x07", "")
    assert message.name


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("139 0000 0000", "13900000000"),
        ("139-0000-0000", "13900000000"),
        ("+86 13900000000", "13900000000"),
        (13900000000.0, "13900000000"),
        ("１３９００００００００", "13900000000"),
        ("139xxxx0000", "139****0000"),
        ("13900000000/13900000001", "13900000000"),
        ("张先生 13900000000", "13900000000"),
        ("(0451)5555-0000", "045155550000"),
        ("0451-55550000-801", "045155550000-801"),
        ("55550000转801", "55550000-801"),
        ("无", ""),
        ("保密", ""),
        ("", ""),
    ],
)
def test_phones_are_read_as_people_write_them(cell: Cell, phone: str) -> None:
    [message], _ = read(sheet_of(["电话", "内容"], [cell, "灯坏了"]))
    assert message.phone == phone


def test_the_same_number_twice_is_one_message_but_not_with_other_content() -> None:
    good, [bad] = read(sheet_of(["编号", "内容"], ["1", "灯坏了"], ["1", "灯坏了 "], ["1", "门坏了"]))
    assert [message.key for message in good] == ["1", "1"]
    assert (bad.row, bad.column) == (4, "编号")
    assert "第 2 行" in bad.reason


def test_without_a_number_the_row_itself_is_the_key() -> None:
    good, _ = read(sheet_of(["姓名", "内容"], ["张三", "灯坏了"], ["张三", " 灯坏了"], ["李四", "灯坏了"]))
    keys = [message.key for message in good]
    assert keys[0] == keys[1] != keys[2]
    assert keys[0].startswith("#")


def test_a_header_repeated_on_each_printed_page_is_passed_over() -> None:
    good, bad = read(sheet_of(["编号", "内容"], ["1", "灯坏了"], ["编号", "内容"], [], ["2", "门坏了"]))
    assert [message.row for message in good] == [2, 5]
    assert not bad


def test_a_sheet_without_words_cannot_be_read_until_a_column_is_named() -> None:
    sheet = sheet_of(["甲", "乙"], ["短", "短"])
    mapping = guess(sheet)
    assert guess_all([sheet]) == []
    with pytest.raises(InvalidInput, match="指定"):
        list(read_messages(sheet, mapping))
    [message] = [m for m in read_messages(sheet, mapping.with_meaning(1, Meaning.WORDS)) if m.row == 2]
    assert isinstance(message, IncomingMessage)
    assert message.words == "短"


def test_one_meaning_cannot_be_given_to_two_columns() -> None:
    mapping = guess(sheet_of(["电话", "手机", "内容"])).with_meaning(1, Meaning.PHONE)
    with pytest.raises(InvalidInput, match="电话"):
        mapping.check()


def test_a_confirmed_mapping_is_kept_for_the_next_list_of_the_same_form(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    first = guess(sheet_of(["单号", "说明"], ["1", "灯坏了"]))
    assert shelf.find(first) is None
    shelf.keep(first.with_meaning(1, Meaning.WORDS))
    next_week = guess(sheet_of(["某某街道清单"], [" 单号 ", "说明*"], ["2", "门坏了"], name="下周"))
    found = Shelf(tmp_path).find(next_week)
    assert found is not None
    assert found.meanings == (Meaning.NUMBER, Meaning.WORDS)
    assert (found.sheet, found.header_row) == ("下周", 2)


def test_an_unreadable_shelf_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "mappings.json").write_text("{", encoding="utf-8")
    mapping = guess(sheet_of(["单号", "内容"]))
    assert Shelf(tmp_path).find(mapping) is None
    Shelf(tmp_path).keep(mapping)
    assert Shelf(tmp_path).find(mapping) == mapping


def test_a_mapping_is_plain_values() -> None:
    mapping = guess(sheet_of(*HOTLINE))
    assert Mapping.from_plain(mapping.to_plain()) == mapping
    for broken in ({}, mapping.to_plain() | {"meanings": ["words"]}, mapping.to_plain() | {"meanings": ["?"] * 9}):
        with pytest.raises(InvalidInput):
            Mapping.from_plain(broken)


_cells = st.one_of(
    st.text(max_size=12), st.integers(), st.floats(allow_nan=False), st.none(), st.booleans(), st.datetimes()
)


@given(st.lists(st.lists(_cells, max_size=6), max_size=8))
def test_no_sheet_breaks_the_reader(rows: list[list[Cell]]) -> None:
    sheet = Sheet("清单", [["编号", "姓名", "电话", "时间", "内容", "期限"], *rows])
    for read_row in read_messages(sheet, guess(Sheet("清单", sheet.rows[:1]))):
        assert read_row.row >= 2


@given(st.lists(st.lists(_cells, max_size=6), max_size=8))
def test_no_sheet_breaks_the_guessing(rows: list[list[Cell]]) -> None:
    mapping = guess(Sheet("清单", list(rows)))
    assert len(mapping.meanings) == len(mapping.headers) == len(set(mapping.headers))


def test_thousands_of_rows_are_read_in_a_breath() -> None:
    row: list[Cell] = [
        "RX1",
        "张三",
        "13900000000",
        "2026/11/23 9:20:44",
        "三号楼二单元楼道灯坏了一个月，请派人来修。" * 8,
    ]
    rows = [[f"RX{i}", *row[1:]] for i in range(10_000)]
    sheet = sheet_of(["编号", "姓名", "电话", "时间", "内容"], *rows)
    start = time.process_time()
    good, bad = read(sheet)
    assert (len(good), len(bad)) == (10_000, 0)
    assert time.process_time() - start < 2
