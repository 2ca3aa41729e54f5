"""Charts of a report, drawn with reportlab.graphics in greys that a black-and-white printer keeps apart.

Every bar and every point says its figure. Labels may hold any character a name may: rare ones come from the fallback
font, run by run.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from reportlab.graphics import shapes
from reportlab.lib.colors import Color
from reportlab.lib.units import mm

from reception.paper import fonts
from reception.paper.grid import PAD_X, PAD_Y
from reception.paper.sheet import Page

shapes.STATE_DEFAULTS["fontName"] = fonts.REGULAR  # else a drawing begins with a font that is not embedded

_INK, _BAR, _FAINT = Color(0, 0, 0), Color(0.62, 0.62, 0.62), Color(0.85, 0.85, 0.85)
_STROKES: tuple[tuple[Color, list[float] | None], ...] = (
    (Color(0, 0, 0), None), (Color(0.35, 0.35, 0.35), [4, 2]), (Color(0.5, 0.5, 0.5), [1.2, 1.6]),
)  # fmt: skip
_SIZE = 8.0
_ROW = 5.2 * mm
_NAMES = 0.36
"""Share of the width for the names beside bars."""
_TOLD = 8
"""So many points of a trend still have room for their figures."""
_FOOT, _HEAD = 6 * mm, 9.5 * mm
"""Below a trend its labels; above it the legend, and room for the figure of a point at the very top."""


class Bar(NamedTuple):
    """A bar: what it is called, how long it is, and the figure printed behind it."""

    name: str
    value: float
    told: str


class Series(NamedTuple):
    """A line of a trend; None where there was nothing to divide by."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing as a cell's content: its height, and how it is made for a width."""

    high: float
    make: Callable[[float, float], Any]

    @property
    def height(self) -> float:
        """All of it."""
        return self.high

    def cut(self, height: float) -> None:
        """Never."""

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        """From the upper left, inside the cell's padding."""
        page.drawing(x + PAD_X, top - self.high - PAD_Y / 2, self.make(width - 2 * PAD_X, self.high))


def bars(lines: Sequence[Bar], scale: float = 1.0) -> Chart:
    """Bars under each other, the longest over the whole width."""
    return Chart(max(1, len(lines)) * _ROW * scale, lambda width, height: _bars(lines, width, height, scale))


def _bars(lines: Sequence[Bar], width: float, height: float, scale: float) -> Any:
    drawing, size = shapes.Drawing(width, height), _SIZE * scale
    start, row = width * _NAMES, _ROW * scale
    room = width - start - 22 * mm * scale
    most = max((line.value for line in lines), default=0) or 1
    for place, line in enumerate(lines):
        middle = height - (place + 0.5) * row
        _label(drawing, start - 3, middle, _shortened(line.name, size, start - 6), size, 1.0)
        drawing.add(_rect(start, middle - row * 0.3, max(0.5, room * line.value / most), row * 0.6))
        _label(drawing, start + room * line.value / most + 3, middle, line.told, size, 0.0)
    drawing.add(shapes.Line(start, 0, start, height, strokeColor=_INK, strokeWidth=0.5))
    return drawing


def _rect(x: float, y: float, width: float, height: float) -> Any:
    return shapes.Rect(x, y, width, height, fillColor=_BAR, strokeColor=None)


def trend(labels: Sequence[str], series: Sequence[Series], *, percent: bool = False, scale: float = 1.0) -> Chart:
    """Lines over a time; `percent` values lie between 0 and 1."""
    high = 49 * mm * scale
    return Chart(high, lambda width, height: _Trend(labels, series, percent, width, height, scale).drawn())


class _Trend:
    """A trend being drawn."""

    def __init__(
        self, labels: Sequence[str], series: Sequence[Series], percent: bool, width: float, height: float, scale: float
    ) -> None:
        self._labels, self._series, self._percent = labels, series, percent
        self._size = _SIZE * scale
        self._drawing = shapes.Drawing(width, height)
        self._left: float = 11 * mm * scale
        self._right: float = width - 9 * mm * scale
        self._low: float = _FOOT * scale
        self._top: float = height - _HEAD * scale
        self._least = _floor([v for line in series for v in line.values if v is not None]) if percent else 0.0
        self._most = 1.0 if percent else _rounded(max((v or 0 for line in series for v in line.values), default=0))

    def drawn(self) -> Any:
        """The whole drawing."""
        self._scale_lines()
        self._places()
        for place, line in enumerate(self._series):
            self._line(place, line)
        self._told()
        self._legend()
        return self._drawing

    def _x(self, place: int) -> float:
        steps = max(1, len(self._labels) - 1)
        shift = 0.5 if len(self._labels) == 1 else place / steps
        return self._left + (self._right - self._left) * shift

    def _y(self, value: float) -> float:
        return self._low + (self._top - self._low) * (value - self._least) / (self._most - self._least)

    def _scale_lines(self) -> None:
        parts = 5 if self._percent else 4  # a scale of rates begins at a quarter: its fifths are whole numbers
        for part in range(parts + 1):
            value = self._least + (self._most - self._least) * part / parts
            y = self._y(value)
            colour = _INK if part == 0 else _FAINT
            self._drawing.add(shapes.Line(self._left, y, self._right, y, strokeColor=colour, strokeWidth=0.4))
            told = f"{value * 100:.0f}%" if self._percent else f"{value:g}"
            _label(self._drawing, self._left - 3, y, told, self._size, 1.0)

    def _places(self) -> None:
        """As many labels as fit beside each other, none beyond the drawing."""
        widest = max((fonts.width(each, fonts.REGULAR, self._size) for each in self._labels), default=0) + 4
        every = max(1, math.ceil(widest * len(self._labels) / (self._right - self._left)))
        for place, text in enumerate(self._labels):
            if place % every == 0:
                half = fonts.width(text, fonts.REGULAR, self._size) / 2
                middle = min(max(self._x(place), half), self._drawing.width - half)
                _label(self._drawing, middle, self._low - self._size, text, self._size, 0.5)

    def _line(self, place: int, line: Series) -> None:
        """Points joined where both are known; each says its figure while there is room."""
        colour, dashes = _STROKES[place % len(_STROKES)]
        known = [(self._x(at), self._y(value), value) for at, value in enumerate(line.values) if value is not None]
        for (x1, y1, _), (x2, y2, _) in pairwise(known):
            stroke = shapes.Line(x1, y1, x2, y2, strokeColor=colour, strokeWidth=1.1, strokeDashArray=dashes)
            self._drawing.add(stroke)
        for x, y, _ in known:
            self._drawing.add(_mark(place, x, y, colour))

    def _told(self) -> None:
        """The figures of the first line, on white, while there is room for them."""
        size = self._size * 0.9
        values = self._series[0].values if self._series and len(self._labels) <= _TOLD else ()
        for at, value in enumerate(values):
            if value is None:
                continue
            told = f"{value * 100:.1f}%" if self._percent else f"{value:g}"
            y, wide = self._y(value) + size * 1.1, fonts.width(told, fonts.REGULAR, size)
            x = max(self._x(at), self._left + wide / 2 + 1)  # clear of the scale
            self._drawing.add(
                shapes.Rect(x - wide / 2, y - size / 2, wide, size, fillColor=Color(1, 1, 1), strokeColor=None)
            )
            _label(self._drawing, x, y, told, size, 0.5)

    def _legend(self) -> None:
        x, y = self._left, self._drawing.height - self._size * 0.7
        for place, line in enumerate(self._series):
            colour, dashes = _STROKES[place % len(_STROKES)]
            stroke = shapes.Line(x, y, x + 16, y, strokeColor=colour, strokeWidth=1.1, strokeDashArray=dashes)
            self._drawing.add(stroke)
            self._drawing.add(_mark(place, x + 8, y, colour))
            _label(self._drawing, x + 20, y, line.name, self._size, 0.0)
            x += 32 + fonts.width(line.name, fonts.REGULAR, self._size)


def _mark(place: int, x: float, y: float, colour: Color) -> Any:
    """Round, square or hollow, so that lines are told apart without their colour."""
    if place % 3 == 1:
        return shapes.Rect(x - 1.6, y - 1.6, 3.2, 3.2, fillColor=colour, strokeColor=None)
    hollow = place % 3 == 2
    return shapes.Circle(x, y, 1.8, fillColor=Color(1, 1, 1) if hollow else colour, strokeColor=colour, strokeWidth=0.6)


def _floor(values: Sequence[float]) -> float:
    """Where a scale of rates begins: the quarter below the lowest, so that differences show."""
    return min(0.75, math.floor(min(values, default=0.0) * 4) / 4)


def _rounded(most: float) -> float:
    """A scale's end that four parts divide into whole numbers."""
    if most <= 4:
        return 4.0
    power = 10 ** math.floor(math.log10(most))
    steps = (1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if power > 1 else (8, 12)
    return float(next(step * power for step in steps if step * power >= most))


def _label(drawing: Any, x: float, middle: float, text: str, size: float, anchor: float) -> None:
    """A text at `x`: from it, about it, or up to it (`anchor` 0, 0.5, 1); rare characters from the fallback font."""
    x -= anchor * fonts.width(text, fonts.REGULAR, size)
    for font, run in fonts.runs(text, fonts.REGULAR):
        fonts.embedded(font)
        drawing.add(shapes.String(x, middle - 0.38 * size, run, fontName=font, fontSize=size, fillColor=_INK))
        x += fonts.width(run, font, size)


def _shortened(text: str, size: float, width: float) -> str:
    """A name cut to fit, with "…" where something is left out; the table beside the chart has it whole."""
    if fonts.width(text, fonts.REGULAR, size) <= width:
        return text
    while text and fonts.width(text + "…", fonts.REGULAR, size) > width:
        text = text[:-1]
    return text + "…"
