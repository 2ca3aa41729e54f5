"""A layout whose parts stand in a row and go on in the next row where there is no room: bars of filters, chips."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, top to bottom; every part as large as it wants to be, in the middle of its row's height.

    It wants one row, and bears as many as there must be.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Take a part in at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The part at a place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Give a part back, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

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
        sizes = [item.sizeHint() for item in self._seen()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return self._with_margins(QSize(width, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """The largest part, with the margins."""
        size = QSize()
        for item in self._seen():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, place: bool) -> int:
        margins, gap = self.contentsMargins(), self.spacing()
        room = rect.marginsRemoved(margins)
        top = room.top()
        for row in self._rows(room.width(), gap):
            height = max(item.sizeHint().height() for item in row)
            if place:
                self._place(row, QPoint(room.left(), top), height, room.width())
            top += height + gap
        return max(0, top - gap - room.top()) + margins.top() + margins.bottom()

    def _rows(self, width: int, gap: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        left = 0
        for item in self._seen():
            wanted = item.sizeHint().width()
            if not rows or left + wanted > width:
                rows.append([])
                left = 0
            rows[-1].append(item)
            left += wanted + gap
        return rows

    def _place(self, row: list[QLayoutItem], corner: QPoint, height: int, width: int) -> None:
        left = corner.x()
        for item in row:
            size = item.sizeHint()
            broad = min(size.width(), width)
            item.setGeometry(QRect(left, corner.y() + (height - size.height()) // 2, broad, size.height()))
            left += broad + self.spacing()
