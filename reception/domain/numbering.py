"""Numbers of cases and orders (design: domain, Numbers).

A case: `NG07-261124-A017-5`, that is room, day, the device's letter with its serial of that day, check character.
An order adds the dispatching device's letter and its turn: `NG07-261124-A017-5-A1`. The check is ISO 7064 MOD 37-2
over the case's letters and digits; its weights are powers of 2 modulo 37, all different up to 36 characters, so any
one wrong character and any two swapped are caught.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from reception.domain.errors import InvalidInput
from reception.domain.text import half_width

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""What a device's letter is made of: without I and O, which read as 1 and 0."""

_CONFUSABLE = "IO*"
_ROOM = re.compile(r"[A-Z0-9]{1,12}")
_LETTER = re.compile(rf"[{LETTERS}]{{1,3}}")
_PARTS = (
    r"(?P<room>[A-Z0-9]{1,12})",
    r"(?P<day>\d{6})",
    rf"(?P<letter>{_LETTER.pattern})(?P<serial>\d{{3}}|[1-9]\d{{3,8}})",
    r"(?P<check>[0-9A-Z*])",
)
_WRITTEN = re.compile("-".join(_PARTS) + rf"(?:-(?P<order_letter>{_LETTER.pattern})(?P<turn>[1-9]\d{{0,5}}))?")
_RUN_TOGETHER = re.compile("".join(_PARTS))
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—−_]+")
_SPOKEN = re.compile(rf"(?:(?P<day>\d{{1,2}})(?:号|日|[\s-])?\s*)?(?P<letter>{_LETTER.pattern})(?P<serial>\d{{1,9}})")


@dataclass(frozen=True, slots=True)
class Number:
    """A number whose check character is right. `order_letter` is "" and `turn` 0 for a case's own number."""

    room: str
    day: date
    letter: str
    serial: int
    check: str
    order_letter: str = ""
    turn: int = 0

    @property
    def case(self) -> str:
        """The case's number."""
        return f"{_body(self.room, self.day, self.letter, self.serial)}-{self.check}"

    @property
    def text(self) -> str:
        """The number as printed: the order's, or the case's when it names no order."""
        return f"{self.case}-{self.order_letter}{self.turn}" if self.order_letter else self.case


class Spoken(NamedTuple):
    """A number as it is said: "24号 A17". `day` is the day of the month, None when it was left out."""

    day: int | None
    letter: str
    serial: int


@lru_cache(256)
def room_code(text: str, field: str = "room") -> str:
    """A room's code as it stands in numbers: 1 to 12 letters and digits, upper case. Raises InvalidInput."""
    code = half_width(text).strip().upper()
    if not _ROOM.fullmatch(code):
        raise InvalidInput(
            "接待室代码只能用字母和数字，最多 12 位", english="a room's code is 1 to 12 letters and digits", field=field
        )
    return code


def check_character(characters: str) -> str:
    """ISO 7064 MOD 37-2 over letters and digits (hyphens are passed over); may be `*`."""
    remainder = 0
    for character in characters.replace("-", ""):
        remainder = (remainder + _VALUES[character]) * 2 % 37
    return ALPHABET[(1 - remainder) % 37]


def case_number(room: str, day: date, letter: str, serial: int) -> str:
    """The number of a case. Raises InvalidInput for a serial that `next_serial` would skip, and for a bad letter."""
    body = _body(room_code(room), day, _own_letter(letter), serial)
    check = check_character(body)
    if serial < 1 or check in _CONFUSABLE:
        raise InvalidInput(f"顺序号 {serial} 不可用", english=f"serial {serial} cannot be used", field="number")
    return f"{body}-{check}"


def order_number(case: str, letter: str, turn: int) -> str:
    """The number of the `turn`-th order that the device with this letter dispatched for a case."""
    number = parse_number(case)
    return Number(number.room, number.day, number.letter, number.serial, number.check, _own_letter(letter), turn).text


def next_serial(room: str, day: date, letter: str, highest: int) -> int:
    """The first serial above `highest` (0 when there is none) whose check character is not I, O or `*`."""
    room, serial = room_code(room), highest + 1
    while check_character(_body(room, day, letter, serial)) in _CONFUSABLE:
        serial += 1
    return serial


def parse_number(text: str, field: str = "number") -> Number:
    """Read a case's or an order's number; lower case, full width, any dashes or blanks are taken.

    A case's number may also be typed without separators. Raises InvalidInput when it has not the form of a number,
    names no day, or its check character does not fit.
    """
    found = _match(text)
    if found is None:
        raise InvalidInput(
            "编号格式不对，应如 NG07-261124-A017-5",
            english="not a number such as NG07-261124-A017-5",
            field=field,
        )
    day, serial = _day(found["day"], field), int(found["serial"])
    number = Number(found["room"], day, found["letter"], serial, found["check"])
    if check_character(_body(number.room, day, number.letter, serial)) != number.check or serial < 1:
        raise InvalidInput(
            "编号校验位不符，请核对有无写错或写反",
            english="the check character does not fit: look for a wrong or swapped character",
            field=field,
        )
    order = found.groupdict()
    if not order.get("order_letter"):
        return number
    return Number(number.room, day, number.letter, serial, number.check, order["order_letter"], int(order["turn"]))


def looks_like_number(text: str) -> bool:
    """Whether it has the form of a number, right or wrong: what a search box looks up instead of searching words."""
    return _match(text) is not None


def spoken(number: Number) -> str:
    """How the number is said within the month: "24号 A17"."""
    return f"{number.day.day}号 {number.letter}{number.serial}"


def parse_spoken(text: str, field: str = "number") -> Spoken:
    """Read "A17", "24-A17", "24号A17" or "24日 A017". Raises InvalidInput for anything else."""
    found = _SPOKEN.fullmatch(half_width(text).strip().upper())
    if found is None or (found["day"] and not 1 <= int(found["day"]) <= 31) or int(found["serial"]) < 1:
        raise InvalidInput("简称应如 24号 A17 或 A17", english="not a short number such as 24-A17 or A17", field=field)
    return Spoken(int(found["day"]) if found["day"] else None, found["letter"], int(found["serial"]))


def _body(room: str, day: date, letter: str, serial: int) -> str:
    return f"{_stem(room, day, letter)}{serial:03d}"


@lru_cache(64)
def _stem(room: str, day: date, letter: str) -> str:
    return f"{room}-{day:%y%m%d}-{letter}"


def _own_letter(letter: str) -> str:
    if not _LETTER.fullmatch(letter):
        raise InvalidInput(
            "终端字母应为 1 至 3 个大写字母（不用 I、O）",
            english="a device's letter is 1 to 3 capitals without I and O",
            field="letter",
        )
    return letter


def _match(text: str) -> re.Match[str] | None:
    """Separators must stand where they belong, or be missing everywhere: a shifted one would hide a wrong character."""
    parts = [part for part in _SEPARATORS.split(half_width(text).upper()) if part]
    return _RUN_TOGETHER.fullmatch(parts[0]) if len(parts) == 1 else _WRITTEN.fullmatch("-".join(parts))


def _day(digits: str, field: str) -> date:
    try:
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError as error:
        raise InvalidInput(
            f"编号中的日期 {digits} 不存在", english=f"the number's date {digits} does not exist", field=field
        ) from error
