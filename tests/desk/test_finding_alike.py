"""Open cases about the same thing, found in a real store."""

from sqlalchemy import text
from support.room import Room

from reception.desk.alike import alike_cases
from reception.domain.alike import About
from reception.domain.lifecycle import Act

SEWER = "排水/主下水堵塞、返水"
HERE = About("HQ188", "3", "2", "501", SEWER, "厨房下水返味")
BUILDINGS = [{"no": str(number), "entrances": 3, "floors": 7} for number in range(1, 6)]


def sewer(room: Room, address: str, words: str = "下水堵了", category: str = SEWER) -> str:
    return room.case(words=words, address_text=f"红旗大街188号{address}", case={"category": category})


def test_three_of_the_building_are_shown_with_why_the_nearest_first(room: Room) -> None:
    first, second = sewer(room, "3-1-101", "管子堵了"), sewer(room, "3-1-201", "返水")
    near = sewer(room, "3-2-301", "一楼往外冒水")
    sewer(room, "3-3-101", "楼道灯不亮", "楼道与门窗/楼道照明")
    found = alike_cases(room.desk, HERE)
    assert [case.number for case in found.cases] == [near, second, first]
    assert found.reasons == (
        (("同单元、同类别", "same entrance, same category"), 1),
        (("同楼栋、同类别", "same building, same category"), 2),
    )


def test_closed_cases_undone_ones_and_the_case_itself_are_not_shown(room: Room) -> None:
    open_one, answered = sewer(room, "3-1-101"), sewer(room, "3-1-102")
    room.step(answered, Act.WITHDRAW, why="已自行疏通")
    assert [case.number for case in alike_cases(room.desk, HERE).cases] == [open_one]
    assert alike_cases(room.desk, HERE, without=[open_one]).cases == ()


def test_other_buildings_of_the_compound_count_when_category_and_words_agree(room: Room) -> None:
    room.tell((("compound", {"code": "HQ188", "name": "红旗大街188号", "buildings": BUILDINGS}),))
    far = sewer(room, "5-1-101", "下水返味，堵了")
    sewer(room, "5-1-201", "井口冒水")
    assert [case.number for case in alike_cases(room.desk, HERE).cases] == [far]


def test_nothing_is_alike_without_a_known_compound(room: Room) -> None:
    sewer(room, "3-1-101")
    assert alike_cases(room.desk, About("", words="下水堵了")).cases == ()


def test_who_holds_it_and_its_incident_are_told(room: Room) -> None:
    number, other = sewer(room, "3-1-101"), sewer(room, "3-1-201")
    room.step(number, Act.JOIN, number=other)
    found = {case.number: case for case in alike_cases(room.desk, HERE).cases}
    assert found[number].incident == found[other].incident is not None


def test_the_open_cases_of_a_building_are_read_by_the_index_of_places(room: Room) -> None:
    plan = (
        "EXPLAIN QUERY PLAN SELECT * FROM cases WHERE compound = 'a' AND building IN ('1', '') AND status IN ('x', 'y')"
    )
    with room.store.read() as conn:
        steps = [str(row[3]) for row in conn.execute(text(plan))]
    assert steps == ["SEARCH cases USING INDEX cases_place (compound=? AND building=? AND status=?)"]
