"""Lines break by Chinese rules, fill their width and lose nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.paper import fonts
from reception.paper.typeset import CLOSING, OPENING, Line, Style, lines, pieces

STYLE = Style(fonts.REGULAR, 10, 14)
MIXED = st.text(st.sampled_from("的一是楼管水张王，。、；：？！）》”（《“—…·/ aZ09-.%℃\n"), max_size=120)


def set_in(text: str, ems: float) -> list[str]:
    return [line.text for line in lines(text, STYLE, ems * STYLE.size)]


def test_a_short_text_is_one_line_as_it_is() -> None:
    assert lines("红旗大街188号", STYLE, 200) == [Line("红旗大街188号")]
    assert lines("", STYLE, 200) == [Line("")]


def test_no_closing_mark_begins_a_line() -> None:
    assert set_in("水已经漏到楼下，请来", 7) == ["水已经漏到楼", "下，请来"]
    assert set_in("他说“关总阀。”然后走了", 7) == ["他说“关总", "阀。”然后走了"]


def test_a_closing_mark_begins_no_line_behind_a_blank_or_an_endless_number_either() -> None:
    assert set_in("请快来修 ，谢谢", 4) == ["请快来", "修 ，谢", "谢"]
    for zeros in range(4, 40):
        assert not any(line.startswith("。") for line in set_in(f"编号{'0' * zeros}。好", 4))


def test_no_opening_mark_ends_a_line() -> None:
    assert set_in("红旗大街一（消防家属区）", 6) == ["红旗大街一", "（消防家属", "区）"]


def test_words_numbers_and_what_they_count_stay_together() -> None:
    assert set_in("编号为NG07-261124-A017-5-A1的工单", 14) == ["编号为", "NG07-261124-A017-5-A1的工", "单"]
    assert "139****0000" in pieces("电话139****0000")
    assert pieces("3号楼2单元501室") == ["3号楼", "2单元", "501室"]
    assert pieces("11月24日10:32") == ["11月", "24日", "10:32"]
    assert pieces("上午/下午") == ["上", "午/下", "午"]
    assert pieces("□非我单位 □缺料") == ["□非我单位", " ", "□缺料"]


@pytest.mark.parametrize("mark", CLOSING)
def test_each_closing_mark_stays_with_what_it_closes(mark: str) -> None:
    for ems in range(4, 9):
        for line in set_in("水管漏了" * 2 + f"好{mark}" + "请马上来" * 2, ems)[1:]:
            assert not line.startswith(mark)


@pytest.mark.parametrize("mark", OPENING)
def test_each_opening_mark_stays_with_what_it_opens(mark: str) -> None:
    for ems in range(4, 9):
        for line in set_in("水管漏了" * 2 + f"{mark}好" + "请马上来" * 2, ems):
            assert not line.endswith(mark)


def test_latin_numbers_and_full_width_marks_break_where_they_may() -> None:
    text = "接待时间：8:30–11:30、13:30–17:00（周一至周五）；电话：0451-86301234转801，邮箱 a.b@example.cn。３号楼Ａ座"
    for ems in range(10, 30):
        broken = set_in(text, ems)
        assert all(line[0] not in CLOSING and line[-1] not in OPENING for line in broken)
        for whole in ("8:30–11:30", "13:30–17:00", "0451-86301234", "a.b@example.cn"):
            assert any(whole in line for line in broken), (ems, whole)


def test_dash_and_ellipsis_stay_whole() -> None:
    for ems in range(3, 9):
        for line in set_in("等了三天——没有人来……算了", ems):
            assert len(re.findall("—", line)) in (0, 2)
            assert len(re.findall("…", line)) in (0, 2)


def test_what_is_wider_than_a_line_is_cut_and_not_lost() -> None:
    long = "x" * 200
    assert "".join(set_in(long, 10)) == long
    assert "".join(set_in("）" * 50, 10)) == "）" * 50


def test_paragraphs_are_kept_and_set_in() -> None:
    first, second = lines("一楼漏水\n二楼也漏", STYLE, 500, indent=20)
    assert (first.indent, second.indent) == (20, 20)


def test_a_full_line_reaches_the_margin_and_the_last_does_not() -> None:
    broken = lines("水已经漏到楼下三层，关了自家阀门仍有水流出，请马上来人", STYLE, 95)
    for line in broken[:-1]:
        reached = fonts.width(line.text, *STYLE[:2]) + line.spread * (len(line.text) - 1)
        assert line.spread == 0 or reached == pytest.approx(95)
    assert broken[-1].spread == 0


@given(MIXED, st.integers(5, 30))
def test_any_text_fits_its_width_and_keeps_its_words(text: str, ems: int) -> None:
    broken = lines(text, STYLE, ems * STYLE.size)
    for line in broken:
        reached = fonts.width(line.text, *STYLE[:2]) + line.spread * max(0, len(line.text) - 1)
        assert reached <= ems * STYLE.size + 0.01
    assert re.sub(r"\s", "", "".join(line.text for line in broken)) == re.sub(r"\s", "", text)


@given(st.text(st.sampled_from("的一是楼管水，。、）“（"), min_size=1, max_size=80))
def test_marks_stand_where_the_rules_allow(text: str) -> None:
    for before, after in zip(set_in(text, 12), set_in(text, 12)[1:], strict=False):
        if max(len(piece) for piece in pieces(text)) <= 12:
            assert after[0] not in CLOSING
            assert before[-1] not in OPENING
