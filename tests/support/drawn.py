"""What is read off a picture of the screen: its texts and signs, how they stand out, and where the focus is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QTransform
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QLineEdit, QScrollArea, QScrollBar, QWidget

from ui.theme.spacing import look

TEXT, SIGN = 4.5, 3.0
"""Least contrast of a text, and of a sign, a border, a ring (WCAG 2.2, 1.4.3 and 1.4.11)."""

PIXEL = 4
"""Bytes of one."""

FRAME = 3
"""Pixels in which a frame lies, its round corners too."""

RING = 40
"""Pixels that change by `SIGN` at least where the focus comes: fewer would not be seen."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something drawn on one ground: where it stands, the two colours, and their contrast."""

    rect: QRect
    ground: str
    ink: str
    contrast: float


@lru_cache(maxsize=100_000)
def luminance(pixel: int) -> float:
    """Relative luminance (WCAG 2) of 0xRRGGBB."""
    parts = ((pixel >> shift & 0xFF) / 255 for shift in (16, 8, 0))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: int, other: int) -> float:
    """Contrast of two pixels (WCAG 2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def picture(window: QWidget, rect: QRect | None = None) -> QImage:
    """A window, or a part of it, as it is drawn now."""
    return window.grab(rect or window.rect()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def faint(window: QWidget) -> list[str]:
    """Texts and signs in a window that stand out too little; what is disabled may."""
    image, em = picture(window), look().scale.base
    return [
        f"{type(part).__name__} {part.accessibleName()} {piece}"
        for part, rect in _leaves(window)
        for piece in pieces(image.copy(rect), em, rect.topLeft())
        if piece.contrast < (SIGN if _is_sign(part) else TEXT)
        and min(piece.rect.width(), piece.rect.height()) > em // 3  # smaller: the corner of something round
        and not _is_cut(part, rect, piece.rect)
    ]


def unseen_focus(window: QWidget) -> list[str]:
    """What Tab stops at in the window without a change that is seen."""
    parts = window.findChildren(QWidget)
    return [f"{type(part).__name__} {part.accessibleName()}" for part in parts if _stops(part) and not _shows(part)]


def _leaves(window: QWidget) -> Iterator[tuple[QWidget, QRect]]:
    """What draws by itself, with where it is seen: it holds nothing that draws. A field without its frame."""
    for part in window.findChildren(QWidget):
        drawn = part.isVisible() and part.isEnabled() and not isinstance(part, QScrollBar)
        if drawn and not any(child.isVisible() for child in part.findChildren(QWidget)):
            frame = FRAME if isinstance(part, QLineEdit) else 0
            seen = part.visibleRegion().boundingRect().adjusted(frame, frame, -frame, -frame)
            if not seen.isEmpty():
                yield part, seen.translated(part.mapTo(window, QPoint(0, 0)))


def _is_cut(part: QWidget, seen: QRect, piece: QRect) -> bool:
    """Whether it goes on where one would scroll to."""
    at_edge = piece.top() == seen.top() or piece.bottom() == seen.bottom()
    return at_edge and isinstance(part.parent(), QAbstractScrollArea)


def _is_sign(part: QWidget) -> bool:
    return isinstance(part, QAbstractButton | QLabel) and not part.text()


def pieces(image: QImage, gap: int, at: QPoint) -> Iterator[Piece]:
    """The pieces of a picture that stands at a place, parted where `gap` columns or one line between are empty."""
    for lines in _drawn(image, 1):
        strip = image.copy(0, lines.start, image.width(), len(lines))
        for columns in _drawn(strip.transformed(QTransform(0, 1, 1, 0, 0, 0)), gap):
            part, place = strip.copy(columns.start, 0, len(columns), len(lines)), QPoint(columns.start, lines.start)
            if part.size() != image.size():
                yield from pieces(part, gap, at + place)
            elif min(part.width(), part.height()) > 3 * gap:  # in a frame
                inside = part.rect().adjusted(FRAME, FRAME, -FRAME, -FRAME)
                yield from pieces(part.copy(inside), gap, at + inside.topLeft())
            else:
                yield _piece(part, at + place)


def _drawn(image: QImage, gap: int) -> list[range]:
    """Lines that are not of one colour all along, taken together over fewer than `gap` empty ones."""
    data, length, runs = bytes(image.constBits()), image.bytesPerLine(), list[range]()
    for number, start in enumerate(range(0, len(data), length)):
        line = data[start : start + length]
        if line == line[:PIXEL] * image.width():
            continue
        if runs and number - runs[-1].stop < gap:
            runs[-1] = range(runs[-1].start, number + 1)
        else:
            runs.append(range(number, number + 1))
    return runs


def _piece(image: QImage, at: QPoint) -> Piece:
    """Ground is the commonest colour, ink what differs most from it and is no single pixel."""
    [(ground, _), *others] = Counter(_pixels(image)).most_common()
    inks = [pixel for pixel, times in others if times > 1]
    ink = max(inks, key=lambda pixel: contrast(pixel, ground), default=ground)
    return Piece(QRect(at, image.size()), QColor(ground).name(), QColor(ink).name(), contrast(ink, ground))


def _pixels(image: QImage) -> memoryview:
    return memoryview(bytes(image.constBits())).cast("I")


def _stops(part: QWidget) -> bool:
    reached = part.isVisible() and part.isEnabled() and bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    own = not part.focusProxy() and not isinstance(part, QScrollArea)
    return reached and own and not part.visibleRegion().isEmpty()


def _shows(part: QWidget) -> bool:
    window = part.window()
    place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    part.clearFocus()
    before = _pixels(picture(window, place))
    part.setFocus(Qt.FocusReason.TabFocusReason)
    after = _pixels(picture(window, place))
    return sum(contrast(was, now) >= SIGN for was, now in zip(before, after, strict=True) if was != now) >= RING
