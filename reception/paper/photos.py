"""Photos on paper: turned upright, no larger than a printer shows, never the reason that an order is not printed."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm

from reception.paper.grid import Align, Picture, Pictures, words
from reception.paper.typeset import Style

PER_ROW = 3
MAX_PIXELS = 1000
"""The longer side in print: 45 mm at some 560 dots an inch."""
_QUALITY = 82


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as it was taken (JPEG, PNG, TIFF …) and what is said below it."""

    content: bytes
    caption: str = ""


def in_rows(photos: Sequence[Photo], width: float, height: float, style: Style, damaged: str) -> list[Pictures]:
    """The photos in rows of up to three, each within `height`; one that cannot be read says `damaged` in its place."""
    wide = (width - 8 * mm) / PER_ROW
    ready = [_placed(photo, wide, height, style, damaged) for photo in photos]
    return [Pictures(tuple(ready[start : start + PER_ROW])) for start in range(0, len(ready), PER_ROW)]


def _placed(photo: Photo, width: float, height: float, style: Style, damaged: str) -> Picture:
    image = _printable(photo.content)
    if image is None:
        return Picture(None, 0.0, 0.0, words(f"{photo.caption}　{damaged}".strip(), style, width, Align.CENTRE))
    pixels = image.getSize()
    scale = min(width / pixels[0], height / pixels[1])
    return Picture(image, pixels[0] * scale, pixels[1] * scale, words(photo.caption, style, width, Align.CENTRE))


def _printable(content: bytes) -> Any:
    from PIL import Image, ImageOps  # only an order with photos needs them
    from reportlab.lib.utils import ImageReader

    try:
        image: Any = Image.open(io.BytesIO(content))
        image.draft("RGB", (MAX_PIXELS, MAX_PIXELS))
        image = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    image.thumbnail((MAX_PIXELS, MAX_PIXELS))
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=_QUALITY)
    kept.seek(0)
    return ImageReader(kept)
