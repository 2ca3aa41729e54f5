"""Lengths that follow the text size: said once in the design's units (base 13), set again at every change of size."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QLayout, QWidget

from ui.theme.tokens import Look

_GAP, _PADDING, _LIMITS = "designGap", "designPadding", "designLimits"
_SETTERS: dict[str, Callable[[QWidget, int], None]] = {
    "width": QWidget.setFixedWidth,
    "height": QWidget.setFixedHeight,
    "min_width": QWidget.setMinimumWidth,
    "max_width": QWidget.setMaximumWidth,
    "min_height": QWidget.setMinimumHeight,
    "max_height": QWidget.setMaximumHeight,
}

_shown = [Look()]

L = TypeVar("L", bound=QLayout)
W = TypeVar("W", bound=QWidget)


def look() -> Look:
    """What is drawn now; for painting code and for the few lengths no layout can hold."""
    return _shown[0]


def spaced(layout: L, gap: int = 8, padding: tuple[int, int, int, int] = (0, 0, 0, 0)) -> L:
    """Give a layout its gap and its padding (left, top, right, bottom), in units of the design. Returns the layout."""
    layout.setProperty(_GAP, gap)
    layout.setProperty(_PADDING, list(padding))
    _space(layout)
    return layout


def sized(widget: W, **limits: int) -> W:
    """Give a widget limits in units of the design: `width`, `height`, or `min_`/`max_` of them. Returns the widget.

    A dialog stays within its screen, whatever the size of text.
    """
    widget.setProperty(_LIMITS, limits)
    _limit(widget)
    return widget


def room_for(window: QWidget) -> QSize:
    """How large a window may be on its screen with its frame and title around it, in pixels."""
    return window.screen().availableSize() - QSize(look().px(16), look().px(40))


def follow(new: Look) -> None:
    """Draw with another look from now on: set every length again that was given by `spaced` or `sized`."""
    _shown[0] = new
    for top in QApplication.topLevelWidgets():
        for layout in (top.layout(), *top.findChildren(QLayout)):
            if layout is not None and layout.property(_GAP) is not None:
                _space(layout)
        for widget in (top, *top.findChildren(QWidget)):
            if widget.property(_LIMITS):
                _limit(widget)


def _space(layout: QLayout) -> None:
    px = look().px
    layout.setSpacing(px(layout.property(_GAP)))
    layout.setContentsMargins(*(px(side) for side in layout.property(_PADDING)))


def _limit(widget: QWidget) -> None:
    for name, length in widget.property(_LIMITS).items():
        _SETTERS[name](widget, min(look().px(length), _room(widget, name)))


def _room(widget: QWidget, name: str) -> int:
    """The most a length may be, in pixels: a dialog stays within its screen."""
    if not isinstance(widget, QDialog):
        return _NO_LIMIT
    room = room_for(widget)
    return room.width() if name.endswith("width") else room.height()


_NO_LIMIT = 16_777_215
"""Qt's QWIDGETSIZE_MAX."""
