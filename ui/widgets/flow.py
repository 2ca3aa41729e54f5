"""A layout whose parts stand in a row and go on in the next row where there is no room: bars of filters, chips."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Part(NamedTuple):
    """A part that is seen, the size it wants, and the least it bears."""

    item: QLayoutItem
    size: QSize
    least: QSize


class FlowLayout(QLayout):
    """Left to right, top to bottom; every part as large as it wants to be, in the middle of its row's height.

    It wants one row, and bears as many as there must be. Its parts are asked for their sizes once between two changes,
    of which Qt tells by `invalidate`.
    """

    _asked: list[Part] | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Take a part in at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """How many parts."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The part at a place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Give a part back, or None."""
        taken = self._items.pop(index) if 0 <= index < len(self._items) else None
        self.invalidate()
        return taken

    def invalidate(self) -> None:
        """A part changed, came or went."""
        self._asked = None
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """None: it takes what it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high all rows are."""
        return self._lay(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place every part."""
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        """All parts in one row."""
        parts = self._parts()
        width = sum(part.size.width() for part in parts) + self.spacing() * max(0, len(parts) - 1)
        return self._with_margins(QSize(width, max((part.size.height() for part in parts), default=0)))

    def minimumSize(self) -> QSize:
        """The largest part, with the margins."""
        size = QSize()
        for part in self._parts():
            size = size.expandedTo(part.least)
        return self._with_margins(size)

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _parts(self) -> list[Part]:
        if self._asked is None:
            seen = [item for item in self._items if not item.isEmpty()]
            self._asked = [Part(item, item.sizeHint(), item.minimumSize()) for item in seen]
        return self._asked

    def _lay(self, rect: QRect, *, place: bool) -> int:
        margins, gap = self.contentsMargins(), self.spacing()
        room = rect.marginsRemoved(margins)
        top = room.top()
        for row in self._rows(room.width(), gap):
            height = max(part.size.height() for part in row)
            if place:
                self._place(row, QPoint(room.left(), top), height, room.width())
            top += height + gap
        return max(0, top - gap - room.top()) + margins.top() + margins.bottom()

    def _rows(self, width: int, gap: int) -> list[list[Part]]:
        rows: list[list[Part]] = []
        left = 0
        for part in self._parts():
            wanted = part.size.width()
            if not rows or left + wanted > width:
                rows.append([])
                left = 0
            rows[-1].append(part)
            left += wanted + gap
        return rows

    def _place(self, row: list[Part], corner: QPoint, height: int, width: int) -> None:
        left = corner.x()
        for item, size, _ in row:
            broad = min(size.width(), width)
            item.setGeometry(QRect(left, corner.y() + (height - size.height()) // 2, broad, size.height()))
            left += broad + self.spacing()
