"""Where a query stands in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.searching import LONGEST_TERM, MOST_TERMS, highlights, terms


def marked(text: str, query: str) -> str:
    for start, end in reversed(highlights(text, query)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize("text, query, expected", [
    ("三楼漏水，漏水两天", "漏水", "三楼[漏水]，[漏水]两天"),
    ("三楼漏水", "漏", "三楼[漏]水"),
    ("红旗大街188号 3号楼2单元", "188号3号楼 单元", "红旗大街[188号 3号楼]2[单元]"),
    ("13936250432", "0432", "1393625[0432]"),
    ("号号号房", "号号", "[号号号]房"),
    ("a1393", "393", "a1[393]"),
    ("13936250432", "139", "[139]36250432"),
    ("13936250432", "36", "13936250432"),
    ("12号", "2号", "12号"),
    ("ＰＶＣ管", "pvc", "[ＰＶＣ]管"),
    ("水管 管水", "水 管", "[水管] [管水]"),
    ("㎡面积", "m2", "[㎡]面积"),
    ("漏水", "停电", "漏水"),
    ("漏水", "。", "漏水"),
    ("漏水", "", "漏水"),
])  # fmt: skip
def test_what_was_searched_is_marked(text: str, query: str, expected: str) -> None:
    assert marked(text, query) == expected


@given(st.text("漏水管1a2，。 ㎡Ａ𬭎", max_size=20), st.text("漏水管1a2 ，", max_size=6))
def test_marks_stand_in_order_inside_the_text(text: str, query: str) -> None:
    spans = highlights(text, query)
    flat = [position for span in spans for position in span]
    assert flat == sorted(set(flat))
    assert all(0 <= position <= len(text) for position in flat)


def test_a_pasted_letter_is_cut_to_what_can_be_looked_for() -> None:
    found = terms(" ".join(["漏" * 500] * 500))
    assert len(found) == MOST_TERMS
    assert all(len(atom) == LONGEST_TERM for term in found for atom in term)
