"""What was done at this desk, newest first; Enter takes the marked act back."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reception.domain.clock import DISTRICT_ZONE, from_text
from ui import acts
from ui.context import Context
from ui.dialogs.going import GoingDialog
from ui.theme.spacing import look, sized, spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Words
from ui.widgets.painting import Index, Place, colour, draw_ground, draw_pill, font_of, pill_size, place_of
from ui.words import said, series, translate
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.undo import Past

MOST_NUMBERS = 2


def past(desk: "Desk", report: Report) -> "list[Past]":
    """See `past_gestures`."""
    from reception.desk.undo import past_gestures

    return past_gestures(desk)


class PastModel(QAbstractListModel):
    """The acts, newest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._past: Sequence[Past] = ()

    def show_past(self, found: "Sequence[Past]") -> None:
        """Show these."""
        self.beginResetModel()
        self._past = tuple(found)
        self.endResetModel()

    def past_at(self, row: int) -> "Past":
        """The act at a row."""
        return self._past[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self._past)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What was done; for a screen reader with when, about what, and whether it was taken back."""
        if not index.isValid():
            return None
        item = self._past[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return what(item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(filter(None, (when(item), what(item), about(item), undone(item))))
        return None


def when(item: "Past") -> str:
    """Its time at the desk."""
    return f"{from_text(item.gesture.at).astimezone(DISTRICT_ZONE):%m-%d %H:%M}"


def what(item: "Past") -> str:
    """Its name, and how often in one go."""
    entries = item.gesture.entries
    return said(item.gesture.name) + (f" ×{entries}" if entries > 1 else "")


def about(item: "Past") -> str:
    """The numbers of its cases; of many the first ones."""
    shown = series(item.numbers[:MOST_NUMBERS])
    rest = len(item.numbers) - MOST_NUMBERS
    return shown + (translate("History", " 等 {count} 件").format(count=len(item.numbers)) if rest > 0 else "")


def undone(item: "Past") -> str:
    """The word for an act that was taken back."""
    return translate("History", "已撤销") if item.gesture.undone else ""


class PastDelegate(QStyledItemDelegate):
    """Draws time, act, numbers, and a pill where it was taken back."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One act."""
        model = index.model()
        if not isinstance(model, PastModel):
            return
        place = place_of(option)
        painter.save()
        draw_ground(painter, place)
        self._words(painter, place, model.past_at(index.row()))
        painter.restore()

    def _words(self, painter: QPainter, place: Place, item: "Past") -> None:
        px, tokens, middle = look().px, look().tokens, Qt.AlignmentFlag.AlignVCenter
        rect = place.rect.adjusted(px(12), 0, -px(12), 0)
        painter.setFont(font_of(look().scale.small))
        painter.setPen(colour(place.ink(tokens.third)))
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignLeft, when(item))
        struck = item.gesture.undone
        painter.setFont(font_of(look().scale.base, struck=struck))
        painter.setPen(colour(place.ink(tokens.third if struck else tokens.text)))
        painter.drawText(rect.adjusted(px(92), 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, what(item))
        right = rect.adjusted(px(220), 0, 0, 0)
        if struck:
            width = pill_size(undone(item)).width()
            draw_pill(painter, rect.right() - width, rect.center().y(), undone(item), ToneName.NEUTRAL)
            right = right.adjusted(0, 0, -width - px(8), 0)
        painter.setFont(font_of(look().scale.small))
        painter.setPen(colour(place.ink(tokens.second)))
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignLeft, about(item))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row of 32."""
        return QSize(0, look().px(32))


class HistoryDialog(GoingDialog):
    """Esc leaves. An act that others rest on is refused, with what to take back first."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("操作记录"))
        self._context = context
        self._model = PastModel(self)
        self._list = self._make_list()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(
            EmptyState("history", self.tr("还没有操作"), self.tr("登记、派单、回访等都会记在这里，可以撤销。"))
        )
        column = spaced(QVBoxLayout(self), 12, (16, 16, 16, 16))
        column.addWidget(Words(self.tr("本机最近的操作。撤销不删除记录，时间线上会划去并写明。"), "second", wrap=True))
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot())
        sized(self, width=640, height=520)
        self._context.work.start(partial(past, context.desk), self._show, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._undo()
        else:
            super().keyPressEvent(event)

    def _make_list(self) -> QListView:
        view = QListView(self)
        view.setModel(self._model)
        view.setItemDelegate(PastDelegate(view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setAccessibleName(self.windowTitle())
        return view

    def _foot(self) -> QHBoxLayout:
        row = spaced(QHBoxLayout(), 8)
        row.addStretch(1)
        row.addWidget(Button(self.tr("关闭"), self.reject, keys="Esc"))
        self._undo_button = Button(self.tr("撤销这一步"), self._undo, kind=Kind.PRIMARY, icon_name="undo-2")
        row.addWidget(self._undo_button)
        return row

    def _show(self, found: "list[Past]") -> None:
        self._model.show_past(found)
        self._stack.setCurrentIndex(0 if found else 1)
        self._undo_button.setEnabled(bool(found))
        first = next((row for row, item in enumerate(found) if not item.gesture.undone), 0)
        self._list.setCurrentIndex(self._model.index(first))
        self._list.setFocus()

    def _undo(self) -> None:
        row = self._list.currentIndex().row()
        if row < 0:
            return
        gesture = self._model.past_at(row).gesture
        if gesture.undone:
            self._context.shell.notice(self.tr("这一步已经撤销"), ToneName.INFO)
        else:
            acts.undo(self._context, gesture.id)
        self.accept()
