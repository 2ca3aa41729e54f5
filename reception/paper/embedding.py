"""TrueType fonts put into a PDF as one subset each, two bytes a glyph (ISO 32000-1 §9.7, Type 0 with Identity-H).

reportlab's own embedding cuts a font into pieces of 256 glyphs and writes a character beyond U+FFFF into `ToUnicode`
as five hex digits, so a name like 𬭎 prints but cannot be read, searched or copied back.
"""

import hashlib
import struct
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, TTFont

_COPIED = (b"cvt ", b"fpgm", b"prep")
_MORE_COMPONENTS, _WORDS, _SCALE, _XY_SCALE, _TWO_BY_TWO = 0x20, 0x01, 0x08, 0x40, 0x80
_BFCHAR_LIMIT = 100
_USUAL_WIDTH = 1000


class Codes(dict[str, bytes]):
    """The two-byte code of each character in one document, given in order of first use; 0 is the missing glyph."""

    name = ""

    def __missing__(self, character: str) -> bytes:
        code = self[character] = struct.pack(">H", len(self) + 1)
        return code

    def encode(self, text: str) -> bytes:
        """The codes of a text, one after the other."""
        return b"".join(map(self.__getitem__, text))


class EmbeddedFont(TTFont):  # type: ignore[misc]
    """A font for reportlab's canvas, written when a document is saved. It must have every character of a text."""

    def __init__(self, name: str, source: Any) -> None:
        super().__init__(name, source, shapable=False)
        self._codes: WeakKeyDictionary[Any, Codes] = WeakKeyDictionary()

    def codes(self, document: Any) -> Codes:
        """The codes of this font in a document."""
        found = self._codes.get(document)
        return self._begin(document) if found is None else found

    def _begin(self, document: Any) -> Codes:
        codes = self._codes[document] = Codes()
        codes.name = f"F{len(document.fontMapping) + 1}"
        document.fontMapping[self.fontName] = f"/{codes.name}"
        document.delayedFonts.append(self)
        return codes

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802
        """For the canvas: all of a text is in the one subset."""
        return [(0, self.codes(doc).encode(text))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: N802
        """For the canvas: the font's name in the document."""
        return f"/{self.codes(doc).name}"

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """For the canvas: write the font when the document is saved."""
        codes = self._codes.pop(doc)
        glyphs = [self.face.charToGlyph[ord(character)] for character in codes]
        program = subset(self.face, glyphs)
        base = f"{_tag(codes)}+{self.face.name.decode()}"
        font = pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{base}", "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([doc.Reference(self._descendant(doc, base, codes, program))]),
            "ToUnicode": doc.Reference(_stream(doc, to_unicode(codes).encode())),
        })  # fmt: skip
        doc.idToObject["BasicFonts"].dict[codes.name] = doc.Reference(font)

    def _descendant(self, doc: Any, base: str, codes: Iterable[str], program: bytes) -> Any:
        widths = self._widths(codes)
        return pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": f"/{base}",
            "CIDSystemInfo": pdfdoc.PDFDictionary({
                "Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0,
            }),
            "FontDescriptor": doc.Reference(self._descriptor(doc, base, program)),
            "CIDToGIDMap": "/Identity", "DW": _USUAL_WIDTH, "W": pdfdoc.PDFArray(widths),
        })  # fmt: skip

    def _widths(self, codes: Iterable[str]) -> list[Any]:
        """The widths that are not a Chinese character's: each code with its own."""
        advances = [self.face.charWidths[ord(character)] for character in codes]
        odd = [(code, advance) for code, advance in enumerate(advances, 1) if advance != _USUAL_WIDTH]
        return [part for code, advance in odd for part in (code, pdfdoc.PDFArray([advance]))]

    def _descriptor(self, doc: Any, base: str, program: bytes) -> Any:
        face = self.face
        file = _stream(doc, program)
        file.dictionary["Length1"] = len(program)
        return pdfdoc.PDFDictionary({
            "Type": "/FontDescriptor", "FontName": f"/{base}", "Flags": face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray(face.bbox), "ItalicAngle": face.italicAngle, "Ascent": face.ascent,
            "Descent": face.descent, "CapHeight": face.capHeight, "StemV": face.stemV, "FontFile2": doc.Reference(file),
        })  # fmt: skip


def _stream(doc: Any, content: bytes) -> Any:
    stream = pdfdoc.PDFStream()
    stream.content = content
    if doc.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return stream


def _tag(codes: Iterable[str]) -> str:
    """Six capitals that differ when the subset differs (ISO 32000-1 §9.6.4)."""
    number = int.from_bytes(hashlib.blake2b("".join(codes).encode(), digest_size=8).digest())
    return "".join(chr(65 + number // 26**place % 26) for place in range(6))


def to_unicode(codes: Iterable[str]) -> str:
    """The CMap that gives a reader the characters back, UTF-16 beyond U+FFFF (ISO 32000-1 §9.10.3)."""
    lines = [f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>" for code, character in enumerate(codes, 1)]
    blocks = [lines[start : start + _BFCHAR_LIMIT] for start in range(0, len(lines), _BFCHAR_LIMIT)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def subset(face: Any, glyphs: Iterable[int]) -> bytes:
    """A TrueType program whose glyph n+1 is `glyphs[n]`; 0 stays the missing glyph.

    Parts of composite glyphs follow behind. Only the tables a CIDFontType2 needs are in it (ISO 32000-1 §9.9).
    """
    outlines, order = _outlines(face, [0, *glyphs])
    offsets = [0]
    for outline in outlines:
        offsets.append(offsets[-1] + len(outline))
    metrics = [int(value) & 0xFFFF for glyph in order for value in face.hmetrics[glyph]]
    tables = {tag: face.get_table(tag.decode()) for tag in _COPIED if tag.decode() in face.table}
    tables |= {
        b"glyf": b"".join(outlines),
        b"head": _patched(face.get_table("head"), 50, 1),
        b"hhea": _patched(face.get_table("hhea"), 34, len(order)),
        b"hmtx": struct.pack(f">{len(metrics)}H", *metrics),
        b"loca": struct.pack(f">{len(offsets)}L", *offsets),
        b"maxp": _patched(face.get_table("maxp"), 4, len(order)),
    }
    return _program(tables)


def _patched(table: bytes, place: int, value: int) -> bytes:
    return table[:place] + struct.pack(">H", value) + table[place + 2 :]


def _outlines(face: Any, order: list[int]) -> tuple[list[bytes], list[int]]:
    """Each glyph's outline on a four-byte border; `order` grows by the parts of composites."""
    start, place, content = face.get_table_pos("glyf")[0], face.glyphPos, face._ttf_data
    placed = {glyph: number for number, glyph in reversed(list(enumerate(order)))}
    outlines = []
    for glyph in order:
        outline = content[start + place[glyph] : start + place[glyph + 1]]
        if outline[:1] >= b"\x80":
            outline = _renumbered(outline, placed, order)
        outlines.append(outline + b"\0" * (-len(outline) % 4))
    return outlines, order


def _renumbered(outline: bytes, placed: dict[int, int], order: list[int]) -> bytes:
    """A composite outline that names its parts by their new numbers (OpenType `glyf`, composite description)."""
    glyph, at, flags = bytearray(outline), 10, _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS:
        flags, part = struct.unpack_from(">HH", glyph, at)
        if part not in placed:
            placed[part] = len(order)
            order.append(part)
        struct.pack_into(">H", glyph, at + 2, placed[part])
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
    return bytes(glyph)


def _program(tables: dict[bytes, bytes]) -> bytes:
    """The tables behind their directory (OpenType, "Organization of an OpenType font")."""
    count = len(tables)
    power = 1 << count.bit_length() - 1
    head = struct.pack(">LHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    at, directory, body = 12 + 16 * count, [], []
    for tag, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        directory.append(struct.pack(">4sLLL", tag, _checksum(padded), at, len(table)))
        body.append(padded)
        at += len(padded)
    return head + b"".join(directory) + b"".join(body)


def _checksum(table: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(table) // 4}L", table)
    return sum(words) & 0xFFFFFFFF
