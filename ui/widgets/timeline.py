"""A case's one timeline: every visit, step, order, call, file and sync in order, the undone ones struck out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme.spacing import look
from ui.theme.tokens import ToneName
from ui.widgets.painting import Index, Place, colour, draw_ground, draw_pill, font_of, pill_size, place_of


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `kind` is the word on its pill; `meta` says when and who; `struck` events were undone or took no effect, and
    `note` says which of the two. `key` comes back when it is opened.
    """

    kind: str
    tone: ToneName
    title: str
    text: str = ""
    meta: str = ""
    struck: bool = False
    note: str = ""
    key: str = ""


class TimelineModel(QAbstractListModel):
    """The events, in the order they are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events: tuple[Event, ...] = ()

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these; those that stood there stay where they are, and what came after them is added."""
        before, now = self._events, tuple(events)
        same = now[: len(before)]
        if not before or [event.key for event in same] != [event.key for event in before]:
            self.beginResetModel()
            self._events = now
            self.endResetModel()
            return
        self._events = same
        for row in [row for row, event in enumerate(same) if event != before[row]]:
            self.dataChanged.emit(self.index(row), self.index(row))
        if len(now) > len(before):
            self.beginInsertRows(QModelIndex(), len(before), len(now) - 1)
            self._events = now
            self.endInsertRows()

    def event_at(self, row: int) -> Event:
        """The event at a row."""
        return self._events[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self._events)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Its title; for a screen reader all its words."""
        if not index.isValid():
            return None
        event = self._events[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return event.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(filter(None, (event.kind, event.note, event.title, event.text, event.meta)))
        return None


class TimelineDelegate(QStyledItemDelegate):
    """Draws an event beside the rail. Heights are measured once for a width and a look."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[Event, int, int], int] = {}

    def forget(self) -> None:
        """Measure anew."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words need in the view's width."""
        model, view = index.model(), self.parent()
        if not isinstance(model, TimelineModel) or not isinstance(view, QListView):
            return QSize()
        width = view.viewport().width()
        return QSize(width, self._height(model.event_at(index.row()), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One event."""
        model = index.model()
        if not isinstance(model, TimelineModel):
            return
        event, place = model.event_at(index.row()), place_of(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, place)
        self._rail(painter, place.rect, event, index.row(), model.rowCount())
        self._words(painter, place, event)
        painter.restore()

    def _rail(self, painter: QPainter, rect: QRect, event: Event, row: int, rows: int) -> None:
        px, tokens = look().px, look().tokens
        centre, top, side = rect.left() + px(11), rect.top() + _first_middle(), px(9)
        start = top if row == 0 else rect.top()
        end = top if row == rows - 1 else rect.bottom() + 1
        painter.fillRect(QRect(centre, start, max(1, px(1)), end - start), colour(tokens.control))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.disabled if event.struck else tokens.tone(event.tone).text))
        painter.drawEllipse(centre - side // 2, top - side // 2, side, side)

    def _words(self, painter: QPainter, place: Place, event: Event) -> None:
        inner = _inner(place.rect)
        middle = inner.top() + _first_middle() - look().px(6)
        tone = ToneName.NEUTRAL if event.struck else event.tone
        right = draw_pill(painter, inner.left(), middle, event.kind, tone)
        if event.note:
            right = draw_pill(painter, right + look().px(6), middle, event.note, ToneName.WARN)
        meta = QFontMetrics(font_of(look().scale.small)).horizontalAdvance(event.meta)
        painter.setFont(font_of(look().scale.small))
        painter.setPen(colour(place.ink(look().tokens.third)))
        line = QRect(inner.left(), inner.top(), inner.width(), 2 * (middle - inner.top()))
        beside = line.right() - right > meta + look().px(12)
        if beside:
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, event.meta)
        self._body(painter, place, event, beside=beside)

    def _body(self, painter: QPainter, place: Place, event: Event, *, beside: bool) -> None:
        tokens, inner = look().tokens, _inner(place.rect)
        top = inner.top() + _head()
        for words, strong, ink in _paragraphs(event, beside=beside):
            size = look().scale.small if ink == "third" else look().scale.base
            painter.setFont(font_of(size, strong=strong, struck=event.struck and ink != "third"))
            painter.setPen(colour(place.ink(tokens.third if event.struck else getattr(tokens, ink))))
            box = QRect(inner.left(), top, inner.width(), 1 << 20)
            taken = painter.boundingRect(box, _WRAPPED, words)
            painter.drawText(taken, _WRAPPED, words)
            top += taken.height() + look().px(2)

    def _height(self, event: Event, width: int) -> int:
        key = (event, width, look().scale.base)
        if key not in self._heights:
            self._heights[key] = self._measured(event, width)
        return self._heights[key]

    def _measured(self, event: Event, width: int) -> int:
        inner = _inner(QRect(0, 0, width, 0))
        height = look().px(6) + _head() + look().px(6)
        for words, strong, ink in _paragraphs(event, beside=_fits_beside(event, inner.width())):
            size = look().scale.small if ink == "third" else look().scale.base
            metrics = QFontMetrics(font_of(size, strong=strong))
            box = metrics.boundingRect(QRect(0, 0, inner.width(), 1 << 20), _WRAPPED, words)
            height += box.height() + look().px(2)
        return height


_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere)


def _paragraphs(event: Event, *, beside: bool) -> list[tuple[str, bool, str]]:
    """What stands below the pill: words, whether strong, and their ink."""
    lines = [(event.title, True, "text"), (event.text, False, "second"), ("" if beside else event.meta, False, "third")]
    return [line for line in lines if line[0]]


def _fits_beside(event: Event, width: int) -> bool:
    taken = pill_size(event.kind).width() + (pill_size(event.note).width() + look().px(6) if event.note else 0)
    meta = QFontMetrics(font_of(look().scale.small)).horizontalAdvance(event.meta)
    return width - taken > meta + look().px(12)


def _head() -> int:
    """Height of the line the pill stands in."""
    return pill_size("字").height() + look().px(4)


def _first_middle() -> int:
    """Where the pill's middle lies below the top of an event."""
    return look().px(6) + _head() // 2


def _inner(rect: QRect) -> QRect:
    px = look().px
    return rect.adjusted(px(28), px(6), -px(8), -px(6))


class Timeline(QListView):
    """Shows events; `opened` gives the key of one at Return or double click."""

    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._model = TimelineModel(self)
        self._delegate = TimelineDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._at_end = True
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._note_end)
        bar.rangeChanged.connect(self._keep_end)
        self.activated.connect(lambda index: self.opened.emit(self._model.event_at(index.row()).key))

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events, in this order. Who stands at the last one stays there as others come."""
        self._model.show_events(events)

    def show_end(self) -> None:
        """Show the last event, also once its height is known."""
        self._at_end = True
        self._keep_end()

    def _note_end(self, value: int) -> None:
        self._at_end = value >= self.verticalScrollBar().maximum()

    def _keep_end(self) -> None:
        if self._at_end:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew."""
        if event.size().width() != event.oldSize().width():
            self._measure_anew()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure_anew()

    def _measure_anew(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
