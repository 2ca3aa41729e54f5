"""The pages of a paper in small, beside it: one chosen is turned to."""

from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QListView, QWidget

from reception.paper.pages import POINTS_AN_INCH, Picture
from ui.case.pictures import image_of, page
from ui.context import Context
from ui.theme.spacing import look
from ui.widgets.painting import colour

BROADEST = 84
"""Width of a small page, in units of the design."""
Index = QModelIndex | QPersistentModelIndex
Sizes = list[tuple[float, float]]


class PageModel(QAbstractListModel):
    """A row for each page; its picture is drawn when it comes into sight."""

    failed = Signal(Exception)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._pdf = b""
        self._sizes: Sizes = []
        self._pictures: dict[int, QPixmap] = {}

    def show_pdf(self, pdf: bytes, sizes: Sizes) -> None:
        """Another paper."""
        self.beginResetModel()
        self._pdf, self._sizes, self._pictures = pdf, sizes, {}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt calls it
        """How many pages."""
        return 0 if parent.isValid() else len(self._sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A page's number and picture."""
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("第 {number} 页").format(number=index.row() + 1)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(index.row())
        return None

    def _picture(self, number: int) -> QPixmap:
        if number not in self._pictures:
            self._pictures[number] = self._blank(number)
            dots = POINTS_AN_INCH * self._pictures[number].width() / self._sizes[number][0]
            self._context.work.start(
                partial(page, self._pdf, number, dots), partial(self._take, self._pdf, number), owner=self,
                failed=self.failed.emit,
            )  # fmt: skip
        return self._pictures[number]

    def _blank(self, number: int) -> QPixmap:
        width, height = self._sizes[number]
        ratio = look().px(BROADEST) / width
        blank = QPixmap(QSize(round(width * ratio), round(height * ratio)))
        blank.fill(colour(look().tokens.hover))
        return blank

    def _take(self, pdf: bytes, number: int, picture: Picture) -> None:
        if pdf is not self._pdf:
            return  # of the paper before
        self._pictures[number] = _edged(QPixmap.fromImage(image_of(picture)))
        at = self.index(number)
        self.dataChanged.emit(at, at, [Qt.ItemDataRole.DecorationRole])


def _edged(drawn: QPixmap) -> QPixmap:
    """A page with its edge: it is as white as the list may be."""
    painter = QPainter(drawn)
    painter.setPen(colour(look().tokens.line))
    painter.drawRect(drawn.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return drawn


class PageList(QListView):
    """Shown while there is more than one page; `turned` gives the page one stands at, from 1."""

    turned = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = PageModel(context, self)
        self.failed = self._pages.failed
        self.setModel(self._pages)
        self.setAccessibleName(self.tr("各页"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setMovement(QListView.Movement.Static)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setSpacing(look().px(6))
        self.setFixedWidth(look().px(BROADEST + 40))
        self.selectionModel().currentChanged.connect(lambda now: self.turned.emit(now.row() + 1))

    def show_pdf(self, pdf: bytes, sizes: Sizes) -> None:
        """Show a paper's pages."""
        self._pages.show_pdf(pdf, sizes)
        self.setVisible(len(sizes) > 1)

    def stand_at(self, number: int) -> None:
        """Mark the page that is in sight."""
        if 0 < number != self.currentIndex().row() + 1:
            self.selectionModel().blockSignals(True)
            self.selectionModel().setCurrentIndex(
                self._pages.index(number - 1), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.selectionModel().blockSignals(False)
            self.scrollTo(self.currentIndex())
            self.viewport().update()
