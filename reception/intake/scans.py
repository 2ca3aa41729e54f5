"""Papers that come back as a scan or a photo: which order each page belongs to, by its square code or its bars.

PDF, JPEG, PNG, TIFF, BMP and HEIC are read; each page is kept with the cases it is about and with no other.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from reception.desk.desk import Desk
from reception.desk.evidence import Attached, Evidence, attach_evidence
from reception.desk.heic import readable
from reception.domain.errors import Damaged, InvalidInput
from reception.domain.numbering import parse_number
from reception.paper import pages
from reception.paper.signing_book import JOINT
from reception.store.attachments import media_type, read_source

if TYPE_CHECKING:
    from PIL.Image import Image

PDF, TIFF = "application/pdf", "image/tiff"
READ = frozenset({PDF, TIFF, "image/jpeg", "image/png", "image/bmp"})
MOST_PAGES = 200
DOTS = (200, 300)
"""A page is drawn at the first, and once more at the second when nothing was found on it."""
_MOST_PIXELS = 40_000_000
_DAMAGED = (OSError, ValueError, SyntaxError, EOFError)
_LONGEST_SIDE = 4500
_SMALL_SIDE = 1400

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A page (from 1) and the numbers found on it, in the order of the code that holds most of them."""

    number: int
    orders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that was read: its name and content, its type as the content shows it, its pages."""

    name: str
    content: bytes
    media_type: str
    pages: tuple[ScanPage, ...]

    @property
    def orders(self) -> tuple[str, ...]:
        """Every number found, once."""
        return tuple(dict.fromkeys(number for page in self.pages for number in page.orders))

    @property
    def together(self) -> tuple[str, ...]:
        """The numbers on pages that hold several, once: the lines of a signing book."""
        pages = [page.orders for page in self.pages if len(page.orders) > 1]
        return tuple(dict.fromkeys(number for orders in pages for number in orders))

    @property
    def unread(self) -> tuple[int, ...]:
        """The pages on which no number was found."""
        return tuple(page.number for page in self.pages if not page.orders)

    def told(self, numbers: Mapping[int, Sequence[str]]) -> "Scan":
        """The same scan, with what a person says about some of its pages."""
        return replace(
            self, pages=tuple(replace(page, orders=tuple(numbers.get(page.number, page.orders))) for page in self.pages)
        )


def read_scan(source: Path, progress: Progress | None = None) -> Scan:
    """Read a file, page by page. `progress` is told how many of how many pages are read; it may raise to stop.

    Raises InvalidInput for another type, an empty or too large file or too many pages, Damaged for one that cannot be
    opened, Unavailable for one that cannot be read.
    """
    content, name = readable(read_source(source), PurePath(source).name)
    kind = media_type(content)
    if kind not in READ:
        raise InvalidInput(
            "只能识别 PDF、JPG、PNG、TIFF、BMP、HEIC 扫描件或照片；其他文件请在诉求里用「附件」放入",
            english="only PDF, JPG, PNG, TIFF, BMP and HEIC can be read as scans; attach other files to their case",
            field="file",
        )
    found = []
    for number, (of, look) in enumerate(_looks(content, kind), 1):
        found.append(ScanPage(number, _orders(look)))
        if progress is not None:
            progress(number, of)
    return Scan(name, content, kind, tuple(found))


def page_picture(scan: Scan, number: int, longest: int) -> pages.Picture:
    """A page (from 1) to be looked at, its longer side so many dots at most. Raises Damaged."""
    from PIL import Image, ImageOps

    if scan.media_type == PDF:
        width, height = pages.page_sizes(scan.content)[number - 1]
        return pages.draw_page(scan.content, number - 1, pages.POINTS_AN_INCH * longest / max(width, height, 1))
    try:
        with Image.open(io.BytesIO(scan.content)) as opened:
            opened.seek(number - 1)
            shown = ImageOps.exif_transpose(opened).convert("RGB")
    except (*_DAMAGED, Warning, Image.DecompressionBombError) as error:
        raise Damaged("图片已损坏，打不开", english="the picture is damaged and cannot be opened") from error
    shown.thumbnail((longest, longest))
    return pages.Picture(shown.width, shown.height, 4 * shown.width, shown.tobytes("raw", "BGRX"))


Looks = Iterator["Image"]


def _looks(content: bytes, kind: str) -> Iterator[tuple[int, Looks]]:
    """For each page, how many there are, and pictures of it to look at until a number is found."""
    if kind == PDF:
        sizes = pages.page_sizes(content)
        _check_count(len(sizes))
        yield from ((len(sizes), _drawn(content, page, size)) for page, size in enumerate(sizes))
    else:
        yield from _frames(content)


def _check_count(count: int) -> None:
    if not 0 < count <= MOST_PAGES:
        raise InvalidInput(
            f"一个扫描件最多 {MOST_PAGES} 页，请分开", english=f"a scan has at most {MOST_PAGES} pages", field="file"
        )


def _drawn(pdf: bytes, page: int, size: tuple[float, float]) -> Looks:
    from PIL import Image  # only a scan needs it

    width, height = size
    finest = pages.POINTS_AN_INCH * (_MOST_PIXELS / max(width * height, 1)) ** 0.5
    for dots in DOTS:
        drawn = pages.draw_page(pdf, page, min(dots, finest))
        pixels = drawn.width, drawn.height
        yield Image.frombuffer("RGB", pixels, drawn.pixels, "raw", "BGRX", drawn.stride, 1).convert("L")


def _frames(content: bytes) -> Iterator[tuple[int, Looks]]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as opened:
            count = getattr(opened, "n_frames", 1)
            _check_count(count)
            for frame in range(count):
                opened.seek(frame)
                if opened.width * opened.height > 4 * _MOST_PIXELS:
                    raise InvalidInput("图片太大，请缩小后再放入", english="the picture is too large", field="file")
                yield count, _of_photo(_upright(opened))
    except (*_DAMAGED, Warning, Image.DecompressionBombError) as error:
        raise Damaged("图片已损坏，打不开", english="the picture is damaged and cannot be opened") from error


def _upright(opened: "Image") -> "Image":
    """In greys, no larger than a page at 400 dots an inch. A photo lying on its side is read as well: codes are."""
    grey = opened.convert("L")
    grey.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return grey


def _of_photo(image: "Image") -> Looks:
    """As it is; then with its light evened out; then larger, when it is small."""
    from PIL import ImageFilter, ImageOps

    yield image
    yield ImageOps.autocontrast(image, cutoff=2).filter(ImageFilter.SHARPEN)
    if max(image.size) < _SMALL_SIDE:
        yield image.resize((image.width * 2, image.height * 2))


def _orders(look: Looks) -> tuple[str, ...]:
    for image in look:
        if found := _numbers(_codes(image)):
            return found
    return ()


def _codes(image: "Image") -> list[str]:
    import zxingcpp  # only a scan needs it

    formats = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128))
    return [code.text for code in zxingcpp.read_barcodes(image, formats=formats, try_invert=False)]


def _numbers(codes: Sequence[str]) -> tuple[str, ...]:
    """The numbers in some codes, once each: those of a signing book's page first, in its order."""
    texts = [text for code in sorted(codes, key=len, reverse=True) for text in code.split(JOINT)]
    return tuple(dict.fromkeys(number for text in texts if (number := _number(text))))


def _number(text: str) -> str:
    """A number of ours with a fitting check character, or nothing: a page may carry anybody's codes."""
    try:
        return parse_number(text).text
    except InvalidInput:
        return ""


def attach_scan(desk: Desk, scan: Scan, progress: Progress | None = None) -> Attached:
    """Attach a scan's pages to the cases of the numbers found on them; pages without one stay out.

    A case gets the pages it is on and no others; all of a file when all are its own. See `attach_evidence`.
    """
    return attach_evidence(desk, list(_pieces(scan)), progress)


def _pieces(scan: Scan) -> Iterator[Evidence]:
    """For each set of pages, the numbers that are on just these."""
    sets: dict[tuple[int, ...], list[str]] = {}
    for number in scan.orders:
        mine = tuple(page.number for page in scan.pages if number in page.orders)
        sets.setdefault(mine, []).append(number)
    for mine, numbers in sets.items():
        whole = len(mine) == len(scan.pages)
        content = scan.content if whole else _taken(scan, mine)
        name = scan.name if whole else _part_name(scan, mine)
        yield Evidence(content, name, tuple(numbers))


def _part_name(scan: Scan, mine: Sequence[int]) -> str:
    name = PurePath(scan.name)
    told = f"第{mine[0]}页" if len(mine) == 1 else f"第{mine[0]}页等{len(mine)}页"
    return f"{name.stem} {told}{name.suffix}"


def _taken(scan: Scan, mine: Sequence[int]) -> bytes:
    """Some pages as a file of the same type."""
    if scan.media_type == PDF:
        return pages.take_pages(scan.content, [number - 1 for number in mine])
    return _taken_frames(scan.content, mine)


def _taken_frames(content: bytes, mine: Sequence[int]) -> bytes:
    from PIL import Image

    frames = []
    with Image.open(io.BytesIO(content)) as opened:
        how = opened.info.get("compression", "tiff_deflate")
        for number in mine:
            opened.seek(number - 1)
            frames.append(opened.copy())
    out = io.BytesIO()
    how = how if how in ("group3", "group4") and all(frame.mode == "1" for frame in frames) else "tiff_deflate"
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression=how)
    return out.getvalue()
