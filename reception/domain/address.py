"""Addresses: compound, building, entrance, home; read from one typed line (design: domain)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reception.domain.text import half_width

_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_NUMERAL = re.compile("[〇零一二三四五六七八九十]+(?=号楼|号|栋|幢|座|楼|层|单元|门|室)")
_DASHES = re.compile(r"[‐‑‒–—−－~～/、，,;；:：|]+")
_BLANK_BETWEEN = re.compile(r"(?<=[0-9A-Z])\s+(?=[0-9A-Z])")
_BLANK = re.compile(r"\s+")
_TAIL_OF_NAME = re.compile(r"^(?:号大院|号院|号|大院|院内|院|小区)(?![楼栋幢])|^[()（）]")
_ASIDE = re.compile(r"\(([^()]*)\)")
_DISTRICT = re.compile(r"(?:[\u4e00-\u9fff()-]*(?:省|市|区|县|乡|镇|街道办事处|街道办|街道|街|社区|路))?[-()]*")

_PART = r"(?:[A-Z甲乙丙丁东西南北]?\d{1,3}[A-Z甲乙丙丁]?|[A-Z甲乙丙丁])"
_STEPS = re.compile(
    rf"-*(?:(?P<building>{_PART})(?:#楼?|号楼|号栋|栋|幢|座|楼(?=-*\d+(?:单元|门))|(?=-)))?"
    rf"-*(?:(?P<entrance>[A-Z]?\d{{1,2}}[A-Z]?|[A-Z])(?:单元|门(?!口)|(?=-\d)|$))?"
    r"-*(?:\d{1,2}[楼层]-*(?=\d))?"
    r"(?:(?P<home>\d{3,4}[A-Z]?(?![\d年月日元米平个人度多点]|号楼)(?:室|户|号)?|\d{1,2}(?:室|户|$)))?"
)
_BUILDING_LAST = re.compile(r"(?P<name>.*?)\s*(?P<building>\d{1,3}[A-Z]?)?(?:#|号楼|栋|楼)?", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:#楼?|号楼|号栋|栋|幢|座|楼|单元|门|室|户|号)$")


@dataclass(frozen=True, slots=True)
class Address:
    """Where something is. `compound` is a code, "" when no known compound was named.

    `text` is what has no place in the four steps: all that was typed when there is no compound, else the rest
    (楼下垃圾桶).
    """

    compound: str = ""
    building: str = ""
    entrance: str = ""
    home: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class CompoundName:
    """What a compound is called: its code, its name, and its aliases (红旗大街188号 = 消防家属区)."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


class AddressBook:
    """Finds compounds in typed addresses. Built once for all compounds; a line takes well under a millisecond."""

    def __init__(self, compounds: Iterable[CompoundName]) -> None:
        self._names: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        for compound in compounds:
            self._names[compound.code] = compound.name
            for name in (compound.name, *compound.aliases):
                self._add(_plain(name), compound.code)
        self._lengths: dict[str, list[int]] = {}
        for first, length in sorted({(name[0], len(name)) for name in self._codes}, reverse=True):
            self._lengths.setdefault(first, []).append(length)

    def _add(self, name: str, code: str) -> None:
        """Under its name, and without a last 号 too. A name of two compounds places nothing."""
        for form in {name, name.removesuffix("号")} - {""}:
            self._codes[form] = code if self._codes.get(form, code) == code else ""

    def code_of(self, compound: str) -> str | None:
        """The compound with exactly this code, name or alias; None when there is none, or more than one."""
        if compound in self._names:
            return compound
        return self._codes.get(_plain(compound)) or None

    def name_of(self, code: str) -> str:
        """A compound's name, or its code when it is not known here."""
        return self._names.get(code) or code

    def parse(self, text: str) -> Address:
        """Read `红旗大街188号3-2-501`, `消防家属区3号楼2单元501室` and the like; what names no compound stays text."""
        if not text:
            return Address()
        plain = _plain(text)
        found = max(self._found(plain), default=None, key=lambda span: (span[1] - span[0], -span[0]))
        code = self._codes[plain[slice(*found)]] if found else ""
        if not found or not code:
            return Address(text=text.strip())
        before = plain[: found[0]]
        aside, rest = self._after_names(plain[found[1] :], code)
        rest = _digits(rest)
        steps = _STEPS.match(rest)
        parts = {name: part or "" for name, part in steps.groupdict().items()} if steps else {}
        left = (rest[steps.end() :] if steps else rest).strip("-()")
        kept = [piece for piece in ("" if _DISTRICT.fullmatch(before) else before.strip("-("), aside, left) if piece]
        return Address(code, parts["building"], parts["entrance"], bare(parts["home"]), " ".join(kept))

    def place_text(self, address: Address) -> str:
        """The address in one line: `消防家属区3号楼2单元501室`, and what was kept as text."""
        if not address.compound:
            return address.text
        building = f"{address.building}{'座' if address.building.isalpha() else '号楼'}" if address.building else ""
        entrance = f"{address.entrance}单元" if address.entrance else ""
        home = f"{address.home}室" if address.home else ""
        line = f"{self.name_of(address.compound)}{building}{entrance}{home}"
        return f"{line} {address.text}" if address.text else line

    def sought(self, address: Address) -> str:
        """The words that every case of this place has: without its entrance, the home stands apart."""
        if address.entrance or not address.home:
            return self.place_text(address)
        return f"{self.place_text(replace(address, home=''))} {address.home}室"

    def _found(self, plain: str) -> Iterator[tuple[int, int]]:
        """Where names stand; never a part of a longer house number."""
        for start, first in enumerate(plain):
            for length in self._lengths.get(first, ()):
                end = start + length
                if (
                    plain[start:end] in self._codes
                    and not _splits_number(plain, start)
                    and not _splits_number(plain, end)
                ):
                    yield start, end

    def _after_names(self, rest: str, code: str) -> tuple[str, str]:
        """What stands beside in brackets, and what follows, without further names of the same compound."""
        aside = ""
        while True:
            if (said := _ASIDE.match(rest)) and self.code_of(said[1]) != code:
                aside, rest = aside + said[1], rest[said.end() :]
            rest = _TAIL_OF_NAME.sub("", rest)
            end = next((end for start, end in self._found(rest) if start == 0 and self._codes[rest[:end]] == code), 0)
            if not end:
                return aside, rest
            rest = rest[end:]


def bare(part: str) -> str:
    """A building, entrance or home as it is kept: 3号楼 is 3, 二单元 is 2, ５０１室 is 501."""
    return _SUFFIX.sub("", _digits(_plain(part))) if part else ""


def building_last(text: str) -> tuple[str, str]:
    """What was typed before a building's number, and the number: xf3 is xf and 3, 消防12号楼 is 消防 and 12."""
    found = _BUILDING_LAST.fullmatch(half_width(text))
    return (found["name"], (found["building"] or "").upper()) if found else (text, "")


def _plain(text: str) -> str:
    """Half width, capitals, one kind of dash; a blank between two numbers is a dash, others go."""
    text = _DASHES.sub("-", half_width(text).upper().strip())
    return _BLANK.sub("", _BLANK_BETWEEN.sub("-", text))


def _splits_number(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isdigit() and text[at].isdigit()


def _digits(text: str) -> str:
    return _NUMERAL.sub(lambda found: _numeral(found[0]), text)


def _numeral(chinese: str) -> str:
    """三 is 3, 十二 is 12, 二十 is 20, 五零一 is 501."""
    if "十" not in chinese:
        return "".join(_DIGITS[digit] for digit in chinese)
    tens, _, ones = chinese.partition("十")
    return f"{_DIGITS.get(tens[-1:], '1')}{_DIGITS.get(ones[:1], '0')}"
