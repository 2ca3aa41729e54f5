"""Which cases are about the same thing, and why."""

from hypothesis import given
from hypothesis import strategies as st

from reception.domain.alike import About, Nearness, common_share, likeness, nearness, summed

SEWER = "排水/主下水堵塞、返水"
HERE = About("HQ188", "3", "2", "501", SEWER, "厨房下水返味，昨晚开始往外溢")


def there(**more: str) -> About:
    return About(**({"compound": "HQ188", "category": SEWER} | more))


def test_nearness_goes_step_by_step_and_stops_at_what_is_unknown() -> None:
    assert nearness(HERE, there(building="3", entrance="2", home="501")) is Nearness.HOME
    assert nearness(HERE, there(building="3", entrance="2", home="301")) is Nearness.ENTRANCE
    assert nearness(HERE, there(building="3", entrance="", home="501")) is Nearness.BUILDING
    assert nearness(HERE, there(building="4", entrance="2", home="501")) is Nearness.COMPOUND
    assert nearness(HERE, About("QZ7", "3", "2", "501")) is None
    assert nearness(About(""), About("")) is None


def test_the_same_category_in_the_same_building_is_alike_whatever_the_words() -> None:
    found = likeness(HERE, there(building="3", words="一楼地漏冒水"))
    assert found is not None
    assert found.reason == ("同楼栋、同类别", "same building, same category")


def test_in_another_building_the_words_must_agree_too() -> None:
    assert likeness(HERE, there(building="7", words="井盖边上冒水")) is None
    found = likeness(HERE, there(building="7", words="下水返味，往外溢"))
    assert found is not None
    assert found.reason[0] == "同小区、同类别、说法相近"


def test_similar_words_are_enough_when_nobody_chose_a_category() -> None:
    found = likeness(HERE, there(building="3", category="", words="下水返味往外溢"))
    assert found is not None
    assert found.reason == ("同楼栋、说法相近", "same building, similar words")
    assert likeness(HERE, there(building="3", category="", words="楼道灯不亮了")) is None


def test_a_sister_category_needs_some_words_in_common() -> None:
    sister = there(building="3", category="排水/下水不畅", words="厨房下水慢")
    found = likeness(HERE, sister)
    assert found is not None
    assert found.reason[0].startswith("同楼栋、同大类")
    assert likeness(HERE, there(building="3", category="排水/井盖破损", words="井盖碎了一块")) is None


def test_the_nearer_the_higher() -> None:
    home = likeness(HERE, there(building="3", entrance="2", home="501", words="返味"))
    building = likeness(HERE, there(building="3", entrance="1", home="101", words="返味"))
    assert home is not None and building is not None
    assert home.score > building.score


def test_reasons_are_counted() -> None:
    found = [likeness(HERE, there(building="3", words=words)) for words in ("返水了", "堵了", "地漏冒水")]
    assert summed(like for like in found if like) == [(("同楼栋、同类别", "same building, same category"), 3)]


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_share_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    share = common_share(one, other)
    assert 0.0 <= share <= 1.0
    assert share == common_share(other, one)
