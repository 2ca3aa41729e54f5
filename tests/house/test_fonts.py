"""The own fonts draw every ideograph of GB 18030-2022 level 3."""

from io import BytesIO

import zstandard
from reportlab.pdfbase.ttfonts import TTFontFile
from support.house import ROOT

FONTS = ROOT / "resources" / "fonts"

LEVEL_3 = {
    code
    for first, last in (
        (0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
        (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0),
    )
    for code in range(first, last + 1)
}  # fmt: skip


def drawn_by(font: object) -> set[int]:
    return set(TTFontFile(font).charToGlyph)


def fallback() -> BytesIO:
    packed = (FONTS / "ReceptionRareHan.ttf.zst").read_bytes()
    return BytesIO(zstandard.ZstdDecompressor().decompress(packed))


def test_every_character_a_name_may_hold_is_drawn_once() -> None:
    noto, rest = drawn_by(str(FONTS / "NotoSansSC-Regular.ttf")), drawn_by(fallback())
    assert len(LEVEL_3) == 87_875
    assert noto | rest >= LEVEL_3
    assert not noto & rest & LEVEL_3


def test_regular_and_bold_draw_the_same() -> None:
    assert drawn_by(str(FONTS / "NotoSansSC-Regular.ttf")) == drawn_by(str(FONTS / "NotoSansSC-Bold.ttf"))


def test_rare_names_need_no_fallback() -> None:
    assert {ord(character) for character in "䶮㛃𬭎𠅤"} <= drawn_by(str(FONTS / "NotoSansSC-Bold.ttf"))
