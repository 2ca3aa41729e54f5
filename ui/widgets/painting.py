"""What delegates share: where and in which state a cell is drawn, and a pill."""

from functools import lru_cache
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle

from ui.theme.spacing import look
from ui.theme.tokens import ToneName
from ui.words import headed

Index = QModelIndex | QPersistentModelIndex


class Place(NamedTuple):
    """Where a delegate draws, and in which state."""

    rect: QRect
    selected: bool
    hovered: bool
    focused: bool

    def ink(self, usual: str) -> str:
        """The colour of a text that is `usual` where nothing is selected: quiet text cannot be read on a selection."""
        return look().tokens.selected_text if self.selected else usual


def place_of(option: Any) -> Place:
    """Read a QStyleOptionViewItem (its fields are missing from PySide6's stubs)."""
    state = option.state.value
    return Place(option.rect, bool(state & _SELECTED), bool(state & _HOVERED), bool(state & _FOCUSED))


_SELECTED, _HOVERED, _FOCUSED = (
    flag.value for flag in (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver,
                            QStyle.StateFlag.State_HasFocus)
)  # fmt: skip
"""Asked for every cell that is drawn: as numbers a third of the time."""


@lru_cache(maxsize=64)
def colour(text: str) -> QColor:
    """A token's colour as Qt's."""
    return QColor(text)


RING = 2
"""Pixels: how broad the frame is around what has the focus."""


def draw_ring(painter: QPainter, rect: QRect, ink: str = "") -> None:
    """The frame around what has the focus, sharp, just inside of a rectangle; in the accent unless told."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(ink or look().tokens.accent), RING))
    half = RING // 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), look().px(4), look().px(4))
    painter.restore()


def draw_ground(painter: QPainter, place: Place, rect: QRect | None = None) -> None:
    """What a row of a list stands on: the selection or the mouse's ground, and the ring of the focus."""
    rect = rect or place.rect.adjusted(0, 1, 0, -1)
    if place.selected or place.hovered:
        tokens = look().tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.selected if place.selected else tokens.hover))
        painter.drawRoundedRect(rect, look().px(4), look().px(4))
        painter.restore()
    if place.focused:
        draw_ring(painter, rect)


@lru_cache(maxsize=64)
def font_of(size: int, *, strong: bool = False, struck: bool = False) -> QFont:
    """The application's font at a size in pixels."""
    font = QFont()
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    font.setStrikeOut(struck)
    return font


@lru_cache(maxsize=4096)
def cut(words: str, room: int, size: int, *, strong: bool = False) -> str:
    """Words in the font of a size, cut with … to stand in so many pixels. A list asks the same at every paint."""
    return QFontMetrics(font_of(size, strong=strong)).elidedText(words, Qt.TextElideMode.ElideRight, room)


@lru_cache(maxsize=512)
def _text_size(words: str, size: int) -> tuple[int, int]:
    metrics = QFontMetrics(font_of(size))
    return metrics.horizontalAdvance(words), metrics.height()


def pill_size(words: str) -> QSize:
    """How much room a pill takes."""
    width, height = _text_size(headed(words), look().scale.small)
    return QSize(width + 2 * look().px(10), height + look().px(3))


def pill_words(words: str, room: int) -> str:
    """A pill's words, cut with … to stand in so many pixels."""
    return cut(headed(words), room - 2 * look().px(10), look().scale.small)


def draw_pill(painter: QPainter, left: int, middle: int, words: str, tone: ToneName) -> int:
    """Draw a pill whose left edge and middle line are given; returns its right edge."""
    pair, size = look().tokens.tone(tone), pill_size(words)
    rect = QRect(QPoint(left, middle - size.height() // 2), size)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(pair.ground))
    painter.drawRoundedRect(rect, size.height() / 2, size.height() / 2)
    painter.setPen(colour(pair.text))
    painter.setFont(font_of(look().scale.small))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, headed(words))
    painter.restore()
    return rect.right()
