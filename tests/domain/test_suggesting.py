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


def test_a_name_is_heard_where_the_rest_speaks_for_many_things_alike() -> None:
    said = {"施工管理/施工噪声": "打桩", "庭院与道路/停车泊位": "没处停车", "供热/热费": "多收钱", GREEN: "树枝挡窗"}
    learnt = Learnt.of([(f"昨晚开始{what}，已经到楼下说了", path) for path, what in said.items() for _ in range(20)])
    assert suggest(TREE, learnt, "昨晚开始接头漏水，已经到楼下了")[0].path == "房屋渗漏/室内管道漏水"
    assert suggest(TREE, learnt, "昨晚开始打桩")[0].path == "施工管理/施工噪声"
