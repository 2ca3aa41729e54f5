"""A category is suggested from the words, and says how urgent such a thing usually is."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.categories import Categories, suggest
from reception.domain.renovation import KIND_NAMES, ItemKind, items


@pytest.mark.parametrize(
    ("words", "path", "urgency"),
    [
        ("三号楼水管爆裂，往外喷水，一楼都淹了", "险情/水管爆裂", "emergency"),
        ("楼道里一股煤气味", "险情/燃气泄漏", "emergency"),
        ("屋里冷，室温只有十五度", "供热/室温不达标", "normal"),
        ("家里停水两天了", "供水/户内停水", "urgent"),
        ("主下水堵了，一楼返水", "排水/主下水堵塞、返水", "urgent"),
        ("下雨屋顶漏，顶棚都湿了", "房屋渗漏/屋面漏水", "normal"),
        ("午休施工，电钻吵得没法睡", "施工管理/施工噪声", "normal"),
        ("车位太少，乱停车", "庭院与道路/停车泊位", "normal"),
        ("残土堆了三天没清运", "施工管理/建筑垃圾清运", "normal"),
        ("电梯停了，八楼老人下不来", "加装与配套/电梯故障", "urgent"),
        ("５Ｇ基站建在楼顶", "加装与配套/通信基站、网络", "normal"),
    ],
)
def test_the_words_suggest_a_category(words: str, path: str, urgency: str) -> None:
    best = suggest(words)[0]
    assert (best.path, best.urgency) == (path, urgency)


def test_questions_are_doubts() -> None:
    assert suggest("我们楼什么时候改？")[0].voice == "doubt"
    assert suggest("换窗谁出钱")[0].voice == "doubt"


def test_words_about_nothing_known_suggest_nothing() -> None:
    assert suggest("") == suggest("abc") == []


def test_urgency_by_path_or_name() -> None:
    urgency_of = Categories.default().urgency_of
    assert urgency_of("险情/燃气泄漏") == urgency_of("燃气泄漏") == "emergency"
    assert urgency_of("") == urgency_of("没有这一类") == "normal"


def test_the_tree_is_whole() -> None:
    leaves = Categories.default().all
    assert 40 <= len(leaves) <= 80
    assert {leaf.urgency for leaf in leaves} == {"emergency", "urgent", "normal", "complex"}
    assert {leaf.voice for leaf in leaves} == {"problem", "doubt", "idea", "suggestion"}
    assert max(Counter(leaf.name for leaf in leaves).values()) == 1
    assert all(leaf.english.isascii() and "/" in leaf.english for leaf in leaves)
    assert {leaf.item for leaf in leaves} - {""} <= set(items())


def test_the_district_changes_and_adds_leaves() -> None:
    categories = Categories.from_fields({
        "a": {"path": "供热/室温不达标", "urgency": "urgent", "keywords": ["屋里凉"]},
        "b": {"path": "冰雪/冰灯", "voice": "idea", "keywords": ["冰灯"]},
    })  # fmt: skip
    assert len(categories.all) == len(Categories.default().all) + 1
    changed = categories.find("室温不达标")
    assert changed is not None and changed.urgency == "urgent"
    assert categories.suggest("院里做冰灯吧")[0].voice == "idea"


def test_the_list_of_items() -> None:
    kinds = Counter(item.kind for item in items().values())
    assert kinds == {ItemKind.MUST: 24, ItemKind.CHOICE: 6, ItemKind.ADDED: 9}
    assert items()["室外供热管线"].who_pays == ("政府出资，专营单位分担", "the government pays, the operators share")
    assert items()["自用门窗"].who_pays == ("业主分担", "the owners share")
    assert set(KIND_NAMES) == set(ItemKind)


@given(st.text(max_size=80), st.integers(1, 5))
def test_any_words_suggest_few(words: str, most: int) -> None:
    assert len(suggest(words, most)) <= most
