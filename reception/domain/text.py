"""Text that people typed, cleaned once, before anything keeps it (design: architecture, Storage)."""

import re
import unicodedata

from reception.domain.errors import InvalidInput

NAME_LONGEST = 100
TEXT_LONGEST = 10_000

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# C0 and C1 without newline, bidi overrides (a text must not reorder its neighbours), zero width space, BOM,
# noncharacters (XML and PostgreSQL refuse some of them). ZWJ and variation selectors stay: emoji and names need them.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
_DOTS = re.compile(r"\s*[\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65]\s*")
_IDEOGRAPH = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_STOP_AS_DOT = re.compile(f"(?<={_IDEOGRAPH})[.．](?={_IDEOGRAPH})")
_PADDING = re.compile(rf"(?<={_IDEOGRAPH})\s+(?={_IDEOGRAPH})")


def clean(text: str, field: str = "", longest: int = TEXT_LONGEST, lines: bool = True) -> str:
    """The text in NFC, without control characters and without blanks at its ends.

    Newlines stay when `lines`, else they become a space, as tabs always do. Emoji, SQL and HTML are text like any
    other. Raises InvalidInput, naming `field`, for lone surrogates, for more than `longest` code points after
    cleaning, and for what is no text at all.
    """
    if not isinstance(text, str):
        raise InvalidInput("应为文字", english="must be text", field=field)
    if not text:
        return ""
    if not text.replace("\n", "").isprintable():  # most texts are, and that is ten times sooner known
        text = _without_unseen(text, field)
    if not lines:
        text = text.replace("\n", " ")
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > longest:
        raise InvalidInput(
            f"最多 {longest} 个字，现有 {len(text)} 个，请删减",
            english=f"at most {longest} characters, this has {len(text)}",
            field=field,
        )
    return text


def _without_unseen(text: str, field: str) -> str:
    if _SURROGATE.search(text):
        raise InvalidInput(
            "含有残缺字符（半个代理对），请重新输入",
            english="holds half of a surrogate pair: type it again",
            field=field,
        )
    return _UNSEEN.sub("", _LINE_END.sub("\n", text).replace("\t", " "))


def clean_line(text: str, field: str = "", longest: int = 200) -> str:
    """One line: cleaned, with every run of blanks made one space. Raises InvalidInput as `clean` does."""
    return " ".join(clean(text, field, longest, lines=False).split())


def clean_name(text: str, field: str = "name") -> str:
    """A person's or an office's name, up to 100 characters (at least 50 must fit).

    Every middle dot becomes U+00B7 and stands without blanks, as does a full stop between two ideographs;
    the blanks that pad 张　三 on forms go. Raises InvalidInput as `clean` does.
    """
    name = clean_line(text, field, NAME_LONGEST)
    return _PADDING.sub("", _STOP_AS_DOT.sub("·", _DOTS.sub("·", name)))


def half_width(text: str) -> str:
    """NFKC: full-width letters, digits and signs as ASCII. For codes and numbers, never for names or words."""
    return unicodedata.normalize("NFKC", text)
