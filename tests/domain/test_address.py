"""One typed line finds its home; what cannot be placed stays as it was said."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.address import Address, AddressBook, CompoundName, bare, building_last

BOOK = AddressBook([
    CompoundName("xf", "消防家属区", ("红旗大街188号", "消防大院")),
    CompoundName("hq18", "红旗大街18号小区"),
    CompoundName("hx", "和兴小区", ("和兴路12号", "同名楼")),
    CompoundName("qz", "七政小区", ("同名楼",)),
    CompoundName("gd", "工大教师公寓"),
])  # fmt: skip

HOME = Address("xf", "3", "2", "501")


@pytest.mark.parametrize(
    "typed",
    [
        "红旗大街188号3-2-501",
        "红旗大街188号3号楼2单元501室",
        "红旗大街188号3号楼2单元501",
        "红旗大街188号-3-2-501",
        "红旗大街188-3-2-501",
        "消防家属区3-2-501",
        "消防家属区 3-2-501",
        "消防家属区3栋2门501",
        "消防家属区3#2-501",
        "消防家属区3#楼2单元501室",
        "消防家属区3号楼2-501",
        "消防家属区3楼2单元501",
        "消防家属区三号楼二单元501室",
        "消防家属区三号楼二单元五零一室",
        "消防家属区3号楼2单元5楼501",
        "消防家属区3 2 501",
        "红旗大街１８８号３－２－５０１",
        "红旗大街 188 号 3 号楼 2 单元 501 室",
        "红旗大街188号（消防家属区）3-2-501",
        "红旗大街188号消防家属区3号楼2单元501室",
        "哈尔滨市南岗区红旗大街188号3-2-501",
        "黑龙江省哈尔滨市南岗区七政街道消防大院3—2—501",
        "红旗大街188号院3/2/501",
    ],
)
def test_a_home_in_every_manner_of_writing(typed: str) -> None:
    assert BOOK.parse(typed) == HOME


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("消防家属区", Address("xf")),
        ("消防家属区3号楼", Address("xf", "3")),
        ("消防家属区3-2", Address("xf", "3", "2")),
        ("消防家属区3号楼2单元", Address("xf", "3", "2")),
        ("消防家属区3-501", Address("xf", "3", "", "501")),
        ("消防家属区3号楼501", Address("xf", "3", "", "501")),
        ("消防家属区2单元501室", Address("xf", "", "2", "501")),
        ("消防家属区501室", Address("xf", "", "", "501")),
        ("消防家属区3-2-7", Address("xf", "3", "2", "7")),
        ("消防家属区十二号楼1单元1203室", Address("xf", "12", "1", "1203")),
        ("消防家属区A座1203", Address("xf", "A", "", "1203")),
        ("消防家属区A3-2-501", Address("xf", "A3", "2", "501")),
        ("消防家属区甲3号楼501A", Address("xf", "甲3", "", "501A")),
        ("消防家属区3号楼楼下垃圾桶", Address("xf", "3", text="楼下垃圾桶")),
        ("消防家属区东门口", Address("xf", text="东门口")),
        ("对面的消防家属区3号楼", Address("xf", "3", text="对面的")),
        ("消防家属区3号楼2019年加的围栏", Address("xf", "3", text="2019年加的围栏")),
        ("红旗大街18号小区3-2-501", Address("hq18", "3", "2", "501")),
        ("和兴路12号", Address("hx")),
        ("消防家属区（原消防总队院内）3号楼2单元501室", Address("xf", "3", "2", "501", "原消防总队院内")),
        ("红旗大街188号（消防家属区）3号楼（楼下）", Address("xf", "3", text="楼下")),
    ],
)
def test_as_far_as_it_is_known(typed: str, address: Address) -> None:
    assert BOOK.parse(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "不知道", "红旗大街1888号3-2-501", "中山路100号2-1-301", "3-2-501", "同名楼3-2-501", "平房区新疆大街 5 号"],
)
def test_what_names_no_compound_or_two_stays_text(typed: str) -> None:
    assert BOOK.parse(typed) == Address(text=typed)
    assert BOOK.place_text(BOOK.parse(typed)) == typed


def test_house_numbers_are_never_split() -> None:
    assert BOOK.parse("红旗大街18号小区").compound == "hq18"
    assert BOOK.parse("红旗大街188号").compound == "xf"
    assert BOOK.parse("和兴路120号").compound == ""
    assert BOOK.parse("和兴路12-3-2-501") == Address("hx", "3", "2", "501")


def test_code_name_or_alias_names_a_compound() -> None:
    assert [BOOK.code_of(name) for name in ("xf", "消防家属区", "红旗大街１８８号", "同名楼", "没有", "")] == [
        "xf", "xf", "xf", None, None, None,
    ]  # fmt: skip
    assert BOOK.name_of("xf") == "消防家属区"
    assert BOOK.name_of("zz") == "zz"


def test_places_in_one_line() -> None:
    assert BOOK.place_text(HOME) == "消防家属区3号楼2单元501室"
    assert BOOK.place_text(Address("xf", "A", "", "1203")) == "消防家属区A座1203室"
    assert BOOK.place_text(Address("xf", "3", text="楼下垃圾桶")) == "消防家属区3号楼 楼下垃圾桶"
    assert BOOK.place_text(Address("gone", "3")) == "gone3号楼"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("3号楼", "3"), ("二单元", "2"), ("５０１室", "501"), ("十一栋", "11"), ("A座", "A"), ("3", "3"), ("", "")],
)
def test_parts_are_kept_bare(typed: str, kept: str) -> None:
    assert bare(typed) == kept


def test_a_long_line_costs_little() -> None:
    start = time.perf_counter()
    assert BOOK.parse("区" * 200 + "x消防家属区").text == "区" * 200 + "X"
    assert BOOK.parse("消防家属区" + "三" * 200).compound == "xf"
    assert time.perf_counter() - start < 0.1


def test_thousands_of_compounds_cost_a_line_little() -> None:
    book = AddressBook(CompoundName(f"c{n}", f"幸福{n}小区", (f"文化街{n}号", f"幸福家园{n}期")) for n in range(5_000))
    start = time.perf_counter()
    for n in range(200):
        assert book.parse(f"哈尔滨市南岗区文化街{n}号3号楼2单元501室").compound == f"c{n}"
    assert (time.perf_counter() - start) / 200 < 0.005


@pytest.mark.parametrize(
    ("typed", "name", "building"),
    [
        ("3", "", "3"), ("xf3", "xf", "3"), ("xf 3a", "xf", "3A"), ("消防１２号楼", "消防", "12"),
        ("消防3#", "消防", "3"), ("消防", "消防", ""), ("红旗大街188号", "红旗大街188号", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_a_building_stands_last(typed: str, name: str, building: str) -> None:
    assert building_last(typed) == (name, building)


places = st.builds(
    Address, st.sampled_from(["xf", "hx", "gd"]), st.sampled_from(["", "1", "12", "A", "甲3", "B2"]),
    st.sampled_from(["", "1", "4", "12"]), st.sampled_from(["", "101", "501", "1203", "702A"]),
)  # fmt: skip


@given(places)
def test_what_is_printed_is_read_back(place: Address) -> None:
    assert BOOK.parse(BOOK.place_text(place)) == place


@given(st.text(max_size=40))
def test_any_text_is_an_address(text: str) -> None:
    place = BOOK.parse(text)
    assert place.compound or place.text == text.strip()
    assert BOOK.parse(f"消防家属区{text}").compound
