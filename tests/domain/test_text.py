"""What a resident says is kept as text, whatever is in it; what no database takes never gets in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.errors import InvalidInput
from reception.domain.text import clean, clean_line, clean_name, half_width


def test_newlines_stay_in_words_and_go_from_one_line_fields() -> None:
    assert clean("楼上漏水\r\n墙皮掉了\r三天了") == "楼上漏水\n墙皮掉了\n三天了"
    assert clean("楼上漏水\n墙皮掉了", lines=False) == "楼上漏水 墙皮掉了"
    assert clean_line("  楼上\t\t漏水 \n 墙皮 ") == "楼上 漏水 墙皮"


@pytest.mark.parametrize("text", ["😀👨‍👩‍👧 ❤️", "'; DROP TABLE visits; --", "<script>alert(1)</script>", "龘䶮㛃𬭎𠅤"])
def test_emoji_sql_html_and_rare_characters_are_text(text: str) -> None:
    assert clean(text) == text


def test_control_characters_and_bidi_overrides_go() -> None:
    assert clean("漏\x00水\x07\x9f\u202e了\ufeff\u200b") == "漏水了"


def test_composed_form() -> None:
    assert clean("Cafe\u0301") == "Caf\u00e9"


def test_lone_surrogate_is_refused_with_its_field() -> None:
    with pytest.raises(InvalidInput) as caught:
        clean("漏水\ud83d", "cases.0.words")
    assert caught.value.field == "cases.0.words"
    assert "残缺字符" in caught.value.message


def test_too_long_counts_code_points() -> None:
    assert clean("𠅤" * 10, longest=10) == "𠅤" * 10
    with pytest.raises(InvalidInput, match="最多 10 个字，现有 11 个"):
        clean("漏" * 11, "words", longest=10)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(InvalidInput, match="应为文字"):
        clean(13900000000, "phone")  # type: ignore[arg-type]


@pytest.mark.parametrize("dot", "·•‧∙⋅・･")
def test_every_middle_dot_becomes_one(dot: str) -> None:
    assert clean_name(f"阿卜杜{dot}热合曼") == "阿卜杜\u00b7热合曼"
    assert clean_name(f"阿卜杜 {dot} 热合曼") == "阿卜杜·热合曼"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("张　三", "张三"), (" 李  四 ", "李四"), ("阿卜杜.热合曼", "阿卜杜·热合曼"), ("John  A. Smith", "John A. Smith")],
)
def test_names_as_forms_write_them(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


def test_a_name_of_fifty_characters_and_more_fits() -> None:
    assert len(clean_name("阿" * 50)) == 50
    assert len(clean_name("𠅤" * 100)) == 100
    with pytest.raises(InvalidInput, match="最多 100 个字"):
        clean_name("阿" * 101)


def test_half_width() -> None:
    assert half_width("ＮＧ０７－２６１１２４") == "NG07-261124"


@given(st.text())
def test_cleaning_is_done_once_and_for_all(text: str) -> None:
    try:
        once = clean(text)
    except InvalidInput:
        assert any("\ud800" <= character <= "\udfff" for character in text) or len(text) > 10_000
        return
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\x00" not in once
    once.encode()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_names_are_cleaned_once_and_for_all(text: str) -> None:
    once = clean_name(text)
    assert clean_name(once) == once
    assert "\n" not in once
