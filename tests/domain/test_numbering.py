"""A number survives being read out, mistyped and scanned; a wrong one is never taken for another."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reception.domain.errors import InvalidInput
from reception.domain.numbering import (
    ALPHABET,
    LETTERS,
    Number,
    case_number,
    check_character,
    looks_like_number,
    next_serial,
    order_number,
    parse_number,
    parse_spoken,
    room_code,
    spoken,
)

DAY = date(2026, 11, 24)

rooms = st.from_regex(r"[A-Z]{1,4}[0-9]{0,4}", fullmatch=True)
letters = st.text(LETTERS, min_size=1, max_size=3)
days = st.dates(date(2020, 1, 1), date(2099, 12, 31))


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    room, day, letter = draw(rooms), draw(days), draw(letters)
    case = case_number(room, day, letter, next_serial(room, day, letter, draw(st.integers(0, 20_000))))
    return parse_number(order_number(case, draw(letters), draw(st.integers(1, 99))) if draw(st.booleans()) else case)


def test_the_check_is_iso_7064_mod_37_2() -> None:
    # A donation number as ISBT 128 prints it: G1234 89 654321, check Y.
    assert check_character("G123489654321") == "Y"


def test_a_case_and_its_order() -> None:
    serial = next_serial("NG07", DAY, "A", 16)
    case = case_number("NG07", DAY, "A", serial)
    assert case.startswith("NG07-261124-A0")
    order = order_number(case, "A", 1)
    assert order == f"{case}-A1"
    number = parse_number(order)
    assert (number.room, number.day, number.letter, number.serial) == ("NG07", DAY, "A", serial)
    assert (number.case, number.text, number.order_letter, number.turn) == (case, order, "A", 1)


def test_serials_of_a_day_skip_confusable_checks_and_repeat_nothing() -> None:
    serial, seen = 0, []
    for _ in range(1_200):
        serial = next_serial("NG07", DAY, "A", serial)
        seen.append(case_number("NG07", DAY, "A", serial))
    assert len(set(seen)) == 1_200
    assert not {number[-1] for number in seen} & set("IO*")
    assert "-A1001-" in " ".join(seen)


def test_a_skipped_serial_cannot_be_issued() -> None:
    skipped = next(s for s in range(1, 100) if next_serial("NG07", DAY, "A", s - 1) != s)
    with pytest.raises(InvalidInput, match=f"顺序号 {skipped} 不可用"):
        case_number("NG07", DAY, "A", skipped)


@pytest.mark.parametrize("letter", ["", "I", "O", "a", "ABCD", "A1"])
def test_letters_hold_no_confusable(letter: str) -> None:
    with pytest.raises(InvalidInput, match="终端字母"):
        case_number("NG07", DAY, letter, 1)


@pytest.mark.parametrize("code", ["", "南岗", "NG-07", "A" * 13])
def test_a_room_code_is_letters_and_digits(code: str) -> None:
    with pytest.raises(InvalidInput, match="接待室代码"):
        room_code(code)


def test_typed_in_any_way() -> None:
    case = case_number("NG07", DAY, "A", next_serial("NG07", DAY, "A", 0))
    wide = case.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    for typed in (
        case.lower(),
        wide,
        f"  {case} ",
        case.replace("-", " "),
        case.replace("-", "—"),
        case.replace("-", ""),
    ):
        assert parse_number(typed).text == case
        assert looks_like_number(typed)


@pytest.mark.parametrize(
    "text", ["", "红旗大街188号", "13900000000", "A17", "NG07-261124-A017", "NG07-261124-A000", "漏水"]
)
def test_what_is_no_number(text: str) -> None:
    assert not looks_like_number(text)
    with pytest.raises(InvalidInput, match="编号格式不对"):
        parse_number(text)


def test_a_date_that_does_not_exist() -> None:
    with pytest.raises(InvalidInput, match="日期 261345 不存在"):
        parse_number("NG07-261345-A017-5")


def test_wrong_check_names_the_field() -> None:
    case = case_number("NG07", DAY, "A", next_serial("NG07", DAY, "A", 0))
    wrong = case[:-1] + ("7" if case[-1] != "7" else "8")
    with pytest.raises(InvalidInput, match="校验位不符") as caught:
        parse_number(wrong, "order")
    assert caught.value.field == "order"
    assert looks_like_number(wrong)


def test_spoken_and_back() -> None:
    number = Number("NG07", DAY, "A", 17, "5")
    assert spoken(number) == "24号 A17"
    for said in ("24号 A17", "24号A17", "24日a017", "24-A17", "24 A17", "24A17", "２４号Ａ１７"):
        assert parse_spoken(said) == (24, "A", 17)
    assert parse_spoken("a17") == (None, "A", 17)
    assert parse_spoken("BCD5") == (None, "BCD", 5)
    for said in ("", "17", "A", "32号A17", "0-A17", "A0", "张A17"):
        with pytest.raises(InvalidInput, match="简称应如"):
            parse_spoken(said)


@given(numbers())
def test_what_is_printed_is_read_back(number: Number) -> None:
    assert parse_number(number.text) == number
    assert parse_spoken(spoken(number)) == (number.day.day, number.letter, number.serial)
    assert not number.text.replace("-", "").isdigit()


@given(numbers(), st.data())
def test_any_one_wrong_character_is_caught(number: Number, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([i for i, c in enumerate(number.case) if c != "-"]))
    other = data.draw(st.sampled_from([c for c in ALPHABET if c != number.text[at]]))
    with pytest.raises(InvalidInput):
        parse_number(number.text[:at] + other + number.text[at + 1 :])


@given(numbers(), st.data())
def test_any_two_swapped_are_caught(number: Number, data: st.DataObject) -> None:
    places = [i for i, c in enumerate(number.case) if c != "-"]
    first, second = data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))
    assume(number.case[first] != number.case[second])
    swapped = list(number.text)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    with pytest.raises(InvalidInput):
        parse_number("".join(swapped))


@given(rooms, days, st.tuples(letters, letters).filter(lambda two: two[0] != two[1]), st.integers(0, 2_000))
def test_two_letters_never_issue_the_same_number(room: str, day: date, two: tuple[str, str], highest: int) -> None:
    first, second = (case_number(room, day, letter, next_serial(room, day, letter, highest)) for letter in two)
    assert first != second


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        number = parse_number(text)
    except InvalidInput:
        return
    assert parse_number(number.text) == number
