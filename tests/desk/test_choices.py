"""What a form offers while one types."""

from support.room import Room

from reception.desk.choices import choices

SEWER = "排水/主下水堵塞、返水"
COMPOUND = (
    "compound",
    {"code": "QZ7", "name": "七政小区", "street": "013", "buildings": [{"no": "1", "entrances": 4, "floors": 7}]},
)


def test_compounds_answer_to_name_alias_code_and_initials_the_most_used_first(room: Room) -> None:
    room.tell((COMPOUND,))
    room.register(address_text="七政小区1-1-101")
    known = choices(room.desk)
    assert [each.code for each in known.find_compounds("")] == ["QZ7", "HQ188"]
    for typed in ("七政", "qz", "QZ7", "小区"):
        assert [each.code for each in known.find_compounds(typed)] == ["QZ7"], typed
    for typed in ("红旗", "hqdj", "消防", "xfj"):
        assert [each.code for each in known.find_compounds(typed)] == ["HQ188"], typed
    assert known.compounds[0].buildings == (("1", 4),)
    here = known.compound("HQ188")
    assert here is not None and (here.grid, here.project) == ("七政一网格", "红旗大街片区改造")


def test_categories_come_by_initials_group_english_and_what_people_call_them(room: Room) -> None:
    known = choices(room.desk)
    assert known.find_categories("zxs")[0].category.path == SEWER
    assert SEWER in {each.category.path for each in known.find_categories("排水")}
    assert SEWER in {each.category.path for each in known.find_categories("返水")}
    assert known.find_categories("没有这样的") == []


def test_of_a_tree_of_three_levels_the_middle_one_is_found_too(room: Room) -> None:
    deep = "城乡建设/安全生产/事故处理"
    room.tell((("category", {"code": deep, "path": deep}),))
    known = choices(room.desk)
    for typed in ("安全生产", "城乡建设", "sgcl"):
        assert deep in {each.category.path for each in known.find_categories(typed)}, typed


def test_what_the_words_suggest_comes_first_then_what_this_room_uses(room: Room) -> None:
    room.register(case={"category": "绿化"}, words="树倒了")
    room.register(case={"category": "庭院与道路/绿化"}, words="树倒了")
    known = choices(room.desk)
    assert known.find_categories("")[0].category.path == "庭院与道路/绿化"
    found = known.find_categories("", words="主下水堵了，往外返水")
    assert found[0].category.path == SEWER
    assert found[1 + len(known.suggest("主下水堵了，往外返水")) - 1].category.path == "庭院与道路/绿化"
    assert known.suggest("") == []


def test_the_unit_that_had_this_category_before_is_the_likely_one(room: Room) -> None:
    room.dispatched("P01", case={"category": SEWER})
    room.dispatched("P01", case={"category": SEWER})
    room.dispatched("H01", case={"category": "供热/户内停暖"})
    known = choices(room.desk)
    likely = known.likely_unit(SEWER)
    assert likely is not None and likely.code == "P01"
    assert known.likely_unit("供电/户内停电") is None
    assert [unit.code for unit in known.find_units("", "供热/户内停暖")][:2] == ["H01", "P01"]
    assert [unit.code for unit in known.find_units("ajwy")] == ["P01"]


def test_an_address_is_read_from_one_line(room: Room) -> None:
    place = choices(room.desk).place("红旗大街188号3-2-501")
    assert (place.compound, place.building, place.entrance, place.home) == ("HQ188", "3", "2", "501")
