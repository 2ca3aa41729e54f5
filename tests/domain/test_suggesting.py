"""What a room chose before is suggested for words like those."""

from reception.domain.categories import Categories
from reception.domain.suggesting import Learnt, because, marks, suggest

LAMP, GREEN = "楼道与门窗/楼道照明", "庭院与道路/绿化"
TREE = Categories.default()


def taught() -> Learnt:
    """A room where people say 黑咕隆咚 of a stair without light."""
    lamp = [(f"{floor}楼上下都黑咕隆咚，老人摸着走", LAMP) for floor in "二三四五六"]
    green = [(f"{place}的树枝挡了窗户，屋里见不着光", GREEN) for place in ("楼前", "楼后", "院里", "门口", "路边")]
    return Learnt.of([*lamp, *green])


def test_words_no_keyword_knows_are_learnt_from_the_choices() -> None:
    words = "我们单元黑咕隆咚的"
    assert [each.path for each in suggest(TREE, Learnt(), words)] == []
    assert suggest(TREE, taught(), words)[0].path == LAMP
    assert "黑咕" in because(TREE, taught(), words, LAMP)


def test_a_keyword_still_counts_for_a_room_that_learnt_something_else() -> None:
    assert suggest(TREE, taught(), "主下水堵了，往外返水")[0].path == "排水/主下水堵塞、返水"
    assert because(TREE, taught(), "主下水堵了，往外返水", "排水/主下水堵塞、返水") == ["主下水堵", "返水"]


def test_one_after_another_learns_as_all_at_once() -> None:
    words = "树枝挡窗户"
    at_once, in_turn = taught(), Learnt()
    in_turn.join(Learnt.of([("二楼上下都黑咕隆咚，老人摸着走", LAMP)]))
    assert in_turn.texts == 1
    before = in_turn.scores("黑咕隆咚")
    in_turn.join(Learnt.of([("楼前的树枝挡了窗户，屋里见不着光", GREEN)]))
    assert in_turn.scores(words).keys() >= {GREEN} and before.keys() == {LAMP}
    assert max(at_once.scores(words), key=at_once.scores(words).__getitem__) == GREEN


def test_what_is_counted() -> None:
    assert marks("水管 A3") == {"水管", "水", "管", "a3"}
    assert marks("") == set()


def test_a_category_that_is_gone_is_not_suggested() -> None:
    learnt = Learnt.of([("黑咕隆咚", "没有/这一类")])
    assert suggest(TREE, learnt, "黑咕隆咚") == []
