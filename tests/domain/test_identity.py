"""Phones and identity numbers as residents say them, and as they may be shown."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reception.domain.errors import InvalidInput
from reception.domain.identity import (
    id_check,
    id_number,
    masked_id,
    masked_name,
    masked_phone,
    office_phone,
    phone,
    phone_as_given,
    written_phone,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13900000000", "13900000000"),
        ("139 0000 0000", "13900000000"),
        ("139-0000-0000", "13900000000"),
        ("+86 139 0000 0000", "13900000000"),
        ("008613900000000", "13900000000"),
        ("8613900000000", "13900000000"),
        ("１３９００００００００", "13900000000"),
        ("0451-86301234", "045186301234"),
        ("(0451)86301234", "045186301234"),
        ("＋86-0451-86301234", "045186301234"),
        ("+86 451 86301234", "045186301234"),
        ("+86 10 62345678", "01062345678"),
        ("010 62345678", "01062345678"),
        ("86301234", "86301234"),
        ("8630123", "8630123"),
        ("0451-86301234转12", "045186301234-12"),
        ("0451-86301234-12", "045186301234-12"),
        ("86301234-805", "86301234-805"),
        ("86301234 分机 805", "86301234-805"),
        ("86301234 ext.805", "86301234-805"),
        ("86301234#805", "86301234-805"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_phones_as_they_are_said(typed: str, kept: str) -> None:
    assert phone(typed) == kept
    assert phone(kept) == kept


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("1390000", "电话应为 11 位，还差 4 位"),
        ("12345", "电话应为 11 位，还差 6 位"),
        ("139000000001", "电话应为 11 位，多了 1 位"),
        ("12000000000", "手机号应以 13 至 19 开头"),
        ("0451-863012", "区号加 7 或 8 位号码，现有 6 位"),
        ("010-6234567", "区号加 8 位号码，现有 7 位"),
        ("0", "固定电话"),
        ("没有电话", "电话只能填数字"),
        ("139abc", "电话只能填数字"),
        ("١٣٩٠٠٠٠٠٠٠٠", "电话只能填数字"),
    ],
)
def test_a_bad_phone_says_what_is_missing(typed: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message) as caught:
        phone(typed, "resident.phone")
    assert caught.value.field == "resident.phone"
    assert caught.value.english.isascii()


def test_offices_have_service_numbers() -> None:
    assert [office_phone(n) for n in ("12345", "95598", "110", "400-800-1234", "0451-86301234")] == [
        "12345", "95598", "110", "4008001234", "045186301234",
    ]  # fmt: skip
    with pytest.raises(InvalidInput):
        office_phone("1390000")


@pytest.mark.parametrize("given", ["139****0000", "139＊＊＊＊0000", "139 **** 0000", "139XXXX0000", "139××××0000"])
def test_phones_that_came_masked_stay_masked(given: str) -> None:
    assert phone_as_given(given) == "139****0000"


def test_a_listed_phone_is_else_checked() -> None:
    assert phone_as_given("139-0000-0000") == "13900000000"
    assert phone_as_given("12345") == "12345"
    for bad in ("139****", "李****0000", "1390000"):
        with pytest.raises(InvalidInput):
            phone_as_given(bad if bad != "139****" else "13**")


def number_with_check(digits: str) -> str:
    return digits + id_check(digits)


def test_the_standards_own_example() -> None:
    # GB 11643-1999, appendix: 11010519491231002X
    assert id_number("11010519491231002x") == "11010519491231002X"


@pytest.mark.parametrize(
    "digits",
    [
        "23010319800101001",
        "81000019800101001",
        "82000019800101001",
        "83000019800101001",
        "91115619800101001",
        "99999919800101001",
    ],
)
def test_permits_cards_and_unknown_areas_are_taken(digits: str) -> None:
    assert id_number(f" {digits[:6]} {digits[6:14]} {digits[14:]}{id_check(digits)}") == number_with_check(digits)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("23010319800101", "应为 18 位，还差 4 位"),
        ("2301031980010100171", "多了 1 位"),
        ("A3010319800101001X", "只能是数字"),
        ("03010319800101001X", "只能是数字"),
        (number_with_check("23010319801301001"), "19801301 不存在"),
        (number_with_check("23010318991231001"), "1899-12-31 不合理"),
        (number_with_check("23010320270101001"), "2027-01-01 不合理"),
        ("11010519491231002" + "1", "校验位不符"),
    ],
)
def test_a_bad_identity_number_says_why(typed: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message) as caught:
        id_number(typed, "resident.id_number", today=date(2026, 11, 24))
    assert caught.value.field == "resident.id_number"


def test_no_number_is_no_error() -> None:
    assert id_number("") == ""


def test_masks() -> None:
    assert masked_name("张三") == masked_name("张") == "张*"
    assert masked_name("") == masked_phone("") == masked_id("") == ""
    assert masked_phone("13912340000") == "139****0000"
    assert masked_phone("045186301234-12") == "0451****1234"
    assert masked_phone("86301234") == "86****34"
    assert masked_phone("139****0000") == "139****0000"
    assert masked_phone("12345") == "12345"
    assert masked_id("230103198001010017") == "230103********0017"
    assert masked_id("12345") == "*****"


def test_a_dash_stands_behind_the_area_code() -> None:
    assert written_phone("045186301234") == "0451-86301234"
    assert written_phone("01086301234-12") == "010-86301234-12"
    assert written_phone(masked_phone("045186301234")) == "0451-****1234"
    for same in ("13912340000", "86301234", "139****0000", "12345", "4008200000", ""):
        assert written_phone(same) == same


births = st.dates(date(1900, 1, 1), date(2026, 1, 1))
valid_ids = st.builds(
    lambda area, born, serial: number_with_check(f"{area}{born:%Y%m%d}{serial:03d}"),
    st.integers(110000, 999999), births, st.integers(0, 999),
)  # fmt: skip


@given(valid_ids, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_one_wrong_digit_is_caught(number: str, at: int, other: str) -> None:
    assume(number[at] != other)
    with pytest.raises(InvalidInput):
        id_number(number[:at] + other + number[at + 1 :])


@given(valid_ids, st.integers(0, 16))
def test_any_two_neighbours_swapped_are_caught(number: str, at: int) -> None:
    assume(number[at] != number[at + 1])
    with pytest.raises(InvalidInput):
        id_number(number[:at] + number[at + 1] + number[at] + number[at + 2 :])


@given(valid_ids)
def test_a_mask_hides_the_birthday(number: str) -> None:
    assert id_number(number) == number
    assert masked_id(number)[6:14] == "*" * 8


@given(
    st.from_regex(r"1[3-9][0-9]{9}|0451[2-9][0-9]{7}", fullmatch=True), st.sampled_from([" ", "-", "—", "."]), st.data()
)
def test_punctuation_never_changes_a_phone(number: str, mark: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, 4))
    assert phone(number[:at] + mark + number[at:]) == number
    assert masked_phone(number).count("*") == 4


@given(st.text(max_size=30))
def test_any_text_is_a_phone_or_refused(text: str) -> None:
    try:
        kept = phone(text)
    except InvalidInput:
        return
    assert kept == phone(kept)
