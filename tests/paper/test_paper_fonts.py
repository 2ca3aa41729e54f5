"""Every character of a name prints from an embedded font and can be read back."""

import shutil
import subprocess
import sys
from datetime import datetime
from functools import partial
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.pdf import ReadBack
from support.pdf import fonts as fonts_of

from reception.domain.clock import DISTRICT_ZONE
from reception.paper import fonts
from reception.paper.embedding import to_unicode
from reception.paper.sheet import Book, Page, Paper
from reception.paper.typeset import Style

RARE_NAMES = "䶮㛃𬭎𠅤"
BEYOND_NOTO = "𠀁𬺠𮯠"
LEVEL_3 = {
    code
    for first, last in (
        (0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
        (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0),
    )
    for code in range(first, last + 1)
}  # fmt: skip
HAN = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
    st.characters(min_codepoint=0x3400, max_codepoint=0x4DB5),
    st.characters(min_codepoint=0x20000, max_codepoint=0x2A6D6),
    st.characters(min_codepoint=0x2CEB0, max_codepoint=0x2EBE0),
)


def drawn(text: str, *weights: str) -> bytes:
    """A text on as many pages as it takes, in each weight."""
    out = BytesIO()
    book = Book(Paper.A4, title="", author="", subject="", made_at=datetime(2026, 11, 24, tzinfo=DISTRICT_ZONE))
    for font, start in product(weights, range(0, len(text), 60 * 60)):
        book.page(partial(fill, text=text[start : start + 60 * 60], font=font))
    book.save(out)
    return out.getvalue()


def fill(page: Page, text: str, font: str) -> None:
    for number in range(0, len(text), 60):
        page.text(25, 800 - number / 60 * 12, text[number : number + 60], Style(font, 9, 12))


@pytest.mark.parametrize("font", [fonts.REGULAR, fonts.BOLD])
def test_rare_characters_of_names_are_read_back(font: str) -> None:
    with ReadBack(drawn(RARE_NAMES + BEYOND_NOTO + "王小明", font)) as page:
        assert page.text(0) == RARE_NAMES + BEYOND_NOTO + "王小明"


def test_only_characters_noto_lacks_come_from_the_fallback() -> None:
    assert fonts.runs(RARE_NAMES, fonts.BOLD) == [(fonts.BOLD, RARE_NAMES)]
    assert fonts.runs("王𠀁明", fonts.REGULAR) == [(fonts.REGULAR, "王"), (fonts.RARE, "𠀁"), (fonts.REGULAR, "明")]
    assert fonts.runs("", fonts.REGULAR) == []


def test_what_no_font_has_is_seen_as_missing_and_what_is_invisible_is_left_out() -> None:
    assert fonts.runs("好👍\u200d\ufe0f的", fonts.REGULAR) == [(fonts.REGULAR, "好〓的")]
    assert fonts.width("\u200d", fonts.REGULAR, 10) == 0
    assert fonts.width("👍", fonts.REGULAR, 10) == fonts.width("〓", fonts.REGULAR, 10)


def test_a_width_is_what_the_pieces_take() -> None:
    text = "NG07号·𠀁"
    pieces = sum(fonts.width(piece, font, 12) for font, piece in fonts.runs(text, fonts.REGULAR))
    assert fonts.width(text, fonts.REGULAR, 12) == pytest.approx(pieces)
    assert fonts.width("好", fonts.REGULAR, 12) == 12


def test_every_font_is_embedded_as_a_subset_that_can_be_read(tmp_path: Path) -> None:
    content = drawn("工单𠀁", fonts.REGULAR)
    for font in fonts_of(content, tmp_path):
        assert (font["emb"], font["sub"], font["uni"]) == ("yes", "yes", "yes"), font
    assert len(content) < 20_000


def test_a_reader_is_told_characters_beyond_the_first_plane_in_utf16() -> None:
    assert "<0001> <D84CDC01>" in to_unicode(["𣀁"])
    assert to_unicode(chr(0x4E00 + n) for n in range(250)).count("beginbfchar") == 3


@given(st.text(HAN, min_size=1, max_size=40))
def test_any_name_of_the_standard_prints_and_is_read_back(name: str) -> None:
    with ReadBack(drawn(name, fonts.REGULAR)) as page:
        assert page.text(0) == name


def test_every_character_of_the_standard_is_read_back(tmp_path: Path) -> None:
    """GB 18030-2022 level 3: URO, extensions A to F, in either weight, by two readers of PDF."""
    wanted, weights = "".join(map(chr, sorted(LEVEL_3))), (fonts.REGULAR, fonts.BOLD)
    assert len(wanted) == 87_875
    for font in weights:
        assert "".join(piece for _, piece in fonts.runs(wanted, font)) == wanted, "no character stands for another"
    content = drawn(wanted, *weights)
    with ReadBack(content) as pages:
        assert pages.all == wanted * 2
    for each in fonts_of(content, tmp_path):
        assert (each["emb"], each["sub"], each["uni"]) == ("yes", "yes", "yes"), each
    assert by_poppler(content, tmp_path) in (wanted * 2, "")


def by_poppler(content: bytes, folder: Path) -> str:
    """What poppler's pdftotext reads, without blanks; empty where it is not installed."""
    if not shutil.which("pdftotext"):
        return ""
    (folder / "all.pdf").write_bytes(content)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(folder / "all.pdf"), "-"]
    return "".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("font", [fonts.REGULAR, fonts.BOLD])
def test_every_character_of_the_standard_leaves_ink_of_its_own(font: str) -> None:
    """Of each block some: no two look alike, none is empty."""
    some = [chr(code) for code in sorted(LEVEL_3)[:: 87_875 // 180]]
    seen = [ink_of(each, font) for each in some]
    assert all(seen)
    assert len(set(seen)) == len(seen)


def ink_of(character: str, font: str) -> bytes:
    out = BytesIO()
    book = Book(Paper.A5, title="", author="", subject="", made_at=datetime(2026, 11, 24, tzinfo=DISTRICT_ZONE))
    book.page(lambda page: page.text(40, 500, character, Style(font, 60, 60)))
    book.save(out)
    with ReadBack(out.getvalue()) as page:
        picture = page.picture(0, 72).point(lambda grey: 255 if grey < 128 else 0)
        box = picture.getbbox()
        return picture.crop(box).tobytes() if box else b""


def test_nothing_is_read_before_the_first_text() -> None:
    code = (
        "import sys, reception.paper.order, reception.paper.fonts as f;"
        "assert not f._registered.cache_info().currsize; assert 'zstandard' not in sys.modules;"
        "f.width('好', f.REGULAR, 10); assert f._registered.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
