"""Make `resources/fonts/ReceptionRareHan.ttf.zst`, the glyphs for names that Noto Sans SC cannot draw.

    python .ci/make_fallback_font.py HanaMinA.ttf HanaMinB.ttf

It takes from HanaMin A, then B, exactly the characters of GB 18030-2022 level 3 that NotoSansSC-Regular.ttf lacks,
drops hints and layout tables, merges both into one TrueType file and compresses it. Needs fontTools and zstandard.
The same inputs and the same versions of both give the same bytes. See resources/fonts/README.md.
"""

import sys
from io import BytesIO
from pathlib import Path

import zstandard
from fontTools import merge, subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FAMILY = "Reception Rare Han"
POSTSCRIPT_NAME = "ReceptionRareHan"
VERSION = "Version 1.000"
MAX_GLYPHS = 65_535

# The ideographs that GB 18030-2022 level 3 asks for: URO, Extensions A to F (Unicode 11).
LEVEL_3 = (
    (0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0),
)  # fmt: skip

COPYRIGHT = (
    "Copyright 2008-2017 GlyphWiki Project (http://glyphwiki.org/). Subset and merged from its Hanazono fonts "
    "under another name; not made or endorsed by the GlyphWiki Project."
)
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
LICENCE_URL = "https://openfontlicense.org"
NAMES = {
    0: COPYRIGHT, 1: FAMILY, 2: "Regular", 3: f"{POSTSCRIPT_NAME} {VERSION}", 4: FAMILY, 5: VERSION,
    6: POSTSCRIPT_NAME, 13: LICENCE, 14: LICENCE_URL,
}  # fmt: skip
DROPPED_TABLES = ["BASE", "FFTM", "GDEF", "GSUB", "gasp", "prop", "vhea", "vmtx", "cvt ", "fpgm", "prep"]


def level_3() -> set[int]:
    """Code points of the standard's ideographs."""
    return {code for first, last in LEVEL_3 for code in range(first, last + 1)}


def covered(font: TTFont) -> set[int]:
    """Code points that a font draws."""
    return set(font.getBestCmap())


def cut(path: Path, wanted: set[int]) -> TTFont:
    """The font with these characters only: no hints, no glyph names, no layout."""
    options = subset.Options(hinting=False, glyph_names=False, layout_features=[], notdef_outline=True)
    options.drop_tables = [*options.drop_tables, *DROPPED_TABLES]
    options.recalc_timestamp = False
    font = subset.load_font(str(path), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    return font


def join(parts: list[TTFont]) -> TTFont:
    """One font of several, by way of files in memory, as the merger wants them."""
    files = []
    for part in parts:
        file = BytesIO()
        part.save(file)
        file.seek(0)
        files.append(file)
    return merge.Merger().merge(files)


def rename(font: TTFont) -> None:
    """Give it a name of its own: a changed font may not use the reserved one (OFL, clause 3)."""
    font["name"].names = []
    for name_id, text in NAMES.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)


def check(font: TTFont, wanted: set[int]) -> None:
    """Stop unless the font draws what is wanted, nothing else, within the format's limit."""
    if covered(font) != wanted:
        sys.exit(f"{len(wanted - covered(font))} characters are missing, {len(covered(font) - wanted)} too many")
    if font["maxp"].numGlyphs > MAX_GLYPHS:
        sys.exit(f"{font['maxp'].numGlyphs} glyphs are more than a font can hold")


def main() -> None:
    """Read the two fonts named on the command line and write the compressed one."""
    first, second = (Path(argument) for argument in sys.argv[1:])
    missing = level_3() - covered(TTFont(FONTS / "NotoSansSC-Regular.ttf"))
    from_first = missing & covered(TTFont(first))
    font = join([cut(first, from_first), cut(second, missing - from_first)])
    rename(font)
    check(font, missing)
    file = BytesIO()
    font.recalcTimestamp = False
    font.save(file, reorderTables=True)
    target = FONTS / f"{POSTSCRIPT_NAME}.ttf.zst"
    target.write_bytes(zstandard.ZstdCompressor(level=22).compress(file.getvalue()))
    print(f"{target.name}: {len(missing)} characters, {len(file.getvalue()):,} bytes, {target.stat().st_size:,} kept")


main()
