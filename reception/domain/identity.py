"""Telephone and identity numbers: read, checked, masked (design: domain, People and places)."""

import re
from datetime import date

from reception.domain.errors import InvalidInput
from reception.domain.text import half_width

ID_LENGTH = 18
_EARLIEST_BIRTH = date(1900, 1, 1)
_ID_WEIGHTS = tuple(2**place % 11 for place in range(17, 0, -1))
_ID_CHECKS = "10X98765432"

_EXTENSION = re.compile(r"(?:转|分机|EXT\.?|#|X)\s*([0-9]{1,6})$")
_PUNCTUATION = re.compile(r"[\s\-‐‑‒–—−()（）.·/_]+")
_TRUNK = re.compile(r"^(?:\+|00)86|^86(?=1\d{10}$)")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_AREA_CODE_OF_3 = re.compile(r"0(?:10|2\d)")
_AREA_CODE = re.compile(r"^(0(?:10|2\d|[3-9]\d\d))(?=[2-9*])")
_COMPLETE = re.compile(r"1[3-9]\d{9}|0(?:10|2\d)[2-9]\d{7}|(?:0[3-9]\d\d)?[2-9]\d{6,7}")
"""After these, a dash and some digits are an extension."""
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_SERVICE = re.compile(r"1[12]\d|1\d{4}|9[56]\d{3,4}|[48]00\d{7}")
_STARS = str.maketrans("＊×●•○xX", "*******")


def phone(text: str, field: str = "phone") -> str:
    """A person's phone as digits: `13900000000`, `045186301234`, `86301234`, with an extension `045186301234-12`.

    Blanks, dashes, brackets and +86 go. "" stays "". Raises InvalidInput that says what is missing.
    """
    number, extension = _split(text)
    if not number:
        return ""
    if not number.isascii() or not number.isdigit():
        raise _bad("电话只能填数字", "a phone holds digits only", field)
    if number.startswith("0"):
        _check_landline(number, field)
    elif not _LOCAL.fullmatch(number):
        _check_mobile(number, field)
    return f"{number}-{extension}" if extension else number


def office_phone(text: str, field: str = "phone") -> str:
    """An office's phone: as `phone`, and service numbers such as 12345, 95598 or 400… too. Raises InvalidInput."""
    number, extension = _split(text)
    if _SERVICE.fullmatch(number):
        return f"{number}-{extension}" if extension else number
    return phone(text, field)


def phone_as_given(text: str, field: str = "phone") -> str:
    """A phone from another office's list, which may be masked already: `139****0000` stays so. Else as `phone`."""
    masked = _PUNCTUATION.sub("", half_width(text)).translate(_STARS)
    if "**" not in masked:
        return office_phone(text, field)
    if not re.fullmatch(r"[\d*]{7,12}", masked):
        raise _bad("隐去的电话应如 139****0000", "a masked phone looks like 139****0000", field)
    return masked


def speaker_phone(text: str, field: str = "phone") -> str:
    """A resident's phone as typed or as a list gave it: one that is masked already stays so, else as `phone`."""
    return phone_as_given(text, field) if "*" in half_width(text).translate(_STARS) else phone(text, field)


def id_number(text: str, field: str = "id_number", today: date | None = None) -> str:
    """An 18-character identity number, its X in upper case; "" stays "".

    Citizens (GB 11643), residence permits (81, 82, 83…) and permanent-residence cards (9…) share length, place of the
    birthday and the MOD 11-2 check. An unknown area code is no error. Raises InvalidInput for a wrong length, birthday
    (before 1900, or after `today` where given) or check character.
    """
    number = re.sub(r"[\s\-]", "", half_width(text)).upper()
    if not number:
        return ""
    _check_id_form(number, field)
    born = _birthday(number, field)
    if born < _EARLIEST_BIRTH or (today is not None and born > today):
        raise _bad(f"证件号码中的出生日期 {born} 不合理", f"the birthday {born} in the number is not plausible", field)
    if id_check(number[:17]) != number[17]:
        raise _bad(
            "证件号码校验位不符，请核对有无写错或写反",
            "the number's check character does not fit: look for a wrong or swapped digit",
            field,
        )
    return number


def id_check(digits: str) -> str:
    """The check character of 17 digits: ISO 7064 MOD 11-2, as GB 11643 takes it."""
    return _ID_CHECKS[sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, digits, strict=True)) % 11]


def masked_name(name: str) -> str:
    """张*: the first character and one star, whatever the length."""
    return f"{name[0]}*" if name else ""


def masked_phone(number: str) -> str:
    """139****0000: four digits before the last four are hidden; an extension goes. Short numbers stay as they are."""
    main = number.partition("-")[0]
    if len(main) < 7:
        return main
    if len(main) < 9:
        return f"{main[:2]}{'*' * (len(main) - 4)}{main[-2:]}"
    return f"{main[:-8]}****{main[-4:]}"


def written_phone(number: str) -> str:
    """A phone as one reads it: a dash behind the area code, 0451-86301234, of a masked one too (0451-****1234)."""
    return _AREA_CODE.sub(r"\1-", number)


def masked_id(number: str) -> str:
    """230103********0017: the birthday is hidden."""
    return f"{number[:6]}********{number[14:]}" if len(number) == ID_LENGTH else "*" * len(number)


def _split(text: str) -> tuple[str, str]:
    """Number without trunk prefix and punctuation, and extension."""
    upper = half_width(text).strip().upper()
    if found := _EXTENSION.search(upper):
        return _bare(upper[: found.start()]), found[1]
    head, dash, tail = upper.rpartition("-")
    if dash and re.fullmatch(r"[0-9]{1,6}", tail) and _COMPLETE.fullmatch(_bare(head)):
        return _bare(head), tail
    return _bare(upper), ""


def _bare(number: str) -> str:
    """Without punctuation and +86; an area code gets back the 0 that +86 takes away."""
    plain = _PUNCTUATION.sub("", number)
    bare = _TRUNK.sub("", plain)
    return f"0{bare}" if bare != plain and re.fullmatch(r"[2-9]\d{8,10}|10\d{8}", bare) else bare


def _check_mobile(number: str, field: str) -> None:
    missing = 11 - len(number)
    if missing > 0:
        raise _bad(f"电话应为 11 位，还差 {missing} 位", f"a phone has 11 digits, {missing} missing", field)
    if missing < 0:
        raise _bad(f"电话应为 11 位，多了 {-missing} 位", f"a phone has 11 digits, {-missing} too many", field)
    if not _MOBILE.fullmatch(number):
        raise _bad("手机号应以 13 至 19 开头", "a mobile number begins with 13 to 19", field)


def _check_landline(number: str, field: str) -> None:
    area = 3 if _AREA_CODE_OF_3.match(number) else 4
    shortest, longest = (8, 8) if area == 3 else (7, 8)
    local = len(number) - area
    if shortest <= local <= longest and number[area] in "23456789":
        return
    want = "8 位" if shortest == longest else "7 或 8 位"
    raise _bad(
        f"固定电话应为区号加 {want}号码，现有 {max(local, 0)} 位",
        f"a landline is area code and {shortest} to {longest} digits, this has {max(local, 0)}",
        field,
    )


def _check_id_form(number: str, field: str) -> None:
    length = len(number)
    if length != ID_LENGTH:
        what = f"还差 {ID_LENGTH - length} 位" if length < ID_LENGTH else f"多了 {length - ID_LENGTH} 位"
        raise _bad(f"证件号码应为 18 位，{what}", f"an identity number has 18 characters, this has {length}", field)
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number):
        raise _bad("证件号码只能是数字，末位可为 X", "an identity number holds digits, the last may be X", field)


def _birthday(number: str, field: str) -> date:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise _bad(
            f"证件号码中的出生日期 {number[6:14]} 不存在", f"the birthday {number[6:14]} does not exist", field
        ) from error


def _bad(message: str, english: str, field: str) -> InvalidInput:
    return InvalidInput(message, english=english, field=field)
