"""The model of a list that may hold a million rows: true length, pages fetched when they are looked at."""

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible

from ui.tables.pages import Pages
from ui.tables.source import PAGE, Column, Row, Source, text_of
from ui.widgets.painting import Index
from ui.work import Report, Ticket, Work

WINDOW = 2000
"""Rows shown at a time to a screen reader, which would else count millions of cells."""

MOST_ASKED = 3
"""Pages fetched for one look; a scroll bar drawn across a million rows leaves the rest unasked."""


FEW = 20
"""Selected rows that are found again by looking for each."""


class BigModel(QAbstractTableModel):
    """Shows a source. `counted` tells how many rows it has once that is known, `failed` an error of the source.

    Keys given to `remember` before a query (selected rows) are found again in its order by `row_of`.
    """

    counted = Signal(int)
    failed = Signal(Exception)
    window_moved = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        work: Work,
        parent: QObject | None = None,
        *,
        read_aloud: Callable[[], bool] = QAccessible.isActive,
    ) -> None:
        super().__init__(parent)
        self._read_aloud = read_aloud
        self.columns = self._columns = tuple(columns)
        self._work = work
        self._pages = Pages()
        self._source: Source | None = None
        self._query = 0
        self._complete = True
        self._first_seen = False
        self._tickets: list[Ticket] = []
        self._asked: dict[int, Ticket] = {}
        self._wanted: dict[int, None] = {}
        self._offset = 0
        self._remembered: frozenset[int] = frozenset()
        self._places: Mapping[int, int] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fetch_wanted)

    # what is shown

    def show_source(self, source: Source) -> None:
        """Show another query: its first page at once, its full length when the keys are there."""
        self._begin(source)
        self._start(FirstPage(source), self._take_first)
        self._start(Order(source, self._remembered), self._take_order)

    def refresh(self) -> None:
        """Read the same query again; what is seen stays until it is there."""
        if self._source is not None:
            self._begin(self._source)
            self._start(Order(self._source, self._remembered), self._take_order)

    def remember(self, keys: Collection[int]) -> None:
        """The keys (selected rows) to find again in the next order."""
        self._remembered = frozenset(keys)

    @property
    def total(self) -> int:
        """Rows of the query as far as known, whatever window of them is shown."""
        return len(self._pages)

    def row_at(self, row: int) -> Row | None:
        """The row shown at a place, or None while it is not at hand."""
        at = row + self._offset
        return self._pages.row(at) if 0 <= at < len(self._pages) else None

    def look_at(self, row: int) -> Row | None:
        """As `row_at` for a place on the screen: while it is not at hand, its page is fetched."""
        at = row + self._offset
        if self._pages.misses(at):
            self._want(at // PAGE)
        return self._pages.row(at)

    def key_at(self, row: int) -> int:
        """The key of the row shown at a place. Raises IndexError."""
        return self._pages.keys[row + self._offset]

    def row_of(self, key: int) -> int:
        """Where a key that was remembered before this query, or stands on the first page, is shown; else -1."""
        keys = self._pages.keys
        at = self._places.get(key, -1)
        if not (0 <= at < len(keys) and keys[at] == key):
            first = self._pages.keys_of(0)
            at = first.index(key) if key in first else -1
        return at - self._offset if self._offset <= at < self._offset + self.rowCount() else -1

    # the window for screen readers

    @property
    def window(self) -> tuple[int, int]:
        """First place shown, and one past the last; all of them where no screen reader runs."""
        return self._offset, self._offset + self.rowCount()

    def move_window(self, by: int) -> None:
        """Show so many windows further on, or back."""
        last = max(0, (len(self._pages) - 1) // WINDOW) if self._read_aloud() else 0
        offset = min(max(self._offset // WINDOW + by, 0), last) * WINDOW
        if offset != self._offset:
            self.beginResetModel()
            self._offset = offset
            self.endResetModel()
            self.window_moved.emit()

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Rows shown."""
        if parent.isValid():
            return 0
        return self._shown(len(self._pages) - self._offset)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's default
        """As Qt's, which for every cell that is drawn would come back to Python twice to count."""
        there = 0 <= row < self.rowCount(parent) and 0 <= column < self.columnCount(parent)
        return self.createIndex(row, column) if there else QModelIndex()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; None while its page is being fetched."""
        if role not in _ROLES or not index.isValid():
            return None
        row = self.look_at(index.row())
        return None if row is None else text_of(row.cells[index.column()])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles of columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    # inside

    def _begin(self, source: Source) -> None:
        self._query += 1
        self._source = source
        self._complete = self._first_seen = False
        for ticket in (*self._tickets, *self._asked.values()):
            ticket.cancel()
        self._tickets, self._asked, self._wanted = [], {}, {}

    def _start(self, task: "FirstPage | Order | PageOf", done: Callable[..., None]) -> Ticket:
        """Run a task of this query; what comes after another query began is dropped."""
        query = self._query

        def take(found: object) -> None:
            if query == self._query:
                done(found)

        ticket = self._work.start(task, take, owner=self, failed=self.failed.emit)
        self._tickets.append(ticket)
        return ticket

    def _take_first(self, rows: Sequence[Row]) -> None:
        keys = array("q", (row.key for row in rows))
        if self._complete and keys != self._pages.keys_of(0):
            return
        if not self._complete:
            self._first_seen = True
            self._replace(keys)
        self._pages.put(0, rows)
        self._tell_changed(0, PAGE)

    def _take_order(self, found: tuple["array[int]", Mapping[int, int]]) -> None:
        keys, self._places = found
        before = self._pages.keys
        self._complete = True
        if self._first_seen and keys[: len(before)] == before and not self._offset:
            self._extend(keys)
        elif keys == before:
            self._pages.grow_stale()
            self._tell_changed(0, self.rowCount())
        else:
            self._replace(keys)
        self.counted.emit(len(keys))

    def _extend(self, keys: "array[int]") -> None:
        """The first page stays as it is; the rest comes behind it."""
        before, after = self.rowCount(), self._shown(len(keys))
        if after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
        self._pages.extend(keys)
        if after > before:
            self.endInsertRows()

    def _shown(self, rows: int) -> int:
        """How many of so many rows are shown at a time."""
        return min(WINDOW, rows) if self._read_aloud() else rows

    def _replace(self, keys: "array[int]") -> None:
        self.beginResetModel()
        last_window = max(0, (len(keys) - 1) // WINDOW * WINDOW)
        self._offset = min(self._offset, last_window) if self._read_aloud() else 0
        self._pages.take_keys(keys)
        self.endResetModel()

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._wanted.pop(page, None)
            self._wanted[page] = None
            self._soon.start()

    def _fetch_wanted(self) -> None:
        """Fetch the pages looked at last; the rest will be asked for again when it is looked at."""
        if self._source is None:
            return
        for page in list(self._wanted)[-MOST_ASKED:]:
            self._fetch(self._source, page)
        self._wanted.clear()

    def _fetch(self, source: Source, page: int) -> None:
        query, keys = self._query, tuple(self._pages.keys_of(page))
        self._asked[page] = self._work.start(
            PageOf(source, keys),
            lambda rows: self._take_page(query, page, keys, rows),
            owner=self,
            failed=lambda error: self._miss(query, page, keys, error),
        )

    def _take_page(self, query: int, page: int, keys: tuple[int, ...], rows: Sequence[Row]) -> None:
        """Rows of keys that the query's own order has replaced meanwhile are dropped: the page is asked for again."""
        if query == self._query:
            self._asked.pop(page, None)
            if keys == tuple(self._pages.keys_of(page)):
                self._pages.put(page, rows)
            self._tell_changed(page * PAGE - self._offset, (page + 1) * PAGE - self._offset)

    def _miss(self, query: int, page: int, keys: tuple[int, ...], error: Exception) -> None:
        self._take_page(query, page, keys, ())
        self.failed.emit(error)

    def _tell_changed(self, first: int, end: int) -> None:
        first, last = max(0, first), min(end, self.rowCount()) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))


_ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})


class FirstPage:
    """The task that reads a source's first page."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def __call__(self, report: Report) -> Sequence[Row]:
        """The rows."""
        report.check()
        return self._source.first_page()


class Order:
    """The task that reads a source's keys, and finds the remembered ones among them."""

    def __init__(self, source: Source, remembered: frozenset[int]) -> None:
        self._source = source
        self._remembered = remembered

    def __call__(self, report: Report) -> tuple["array[int]", dict[int, int]]:
        """The keys in order, and the places of those remembered."""
        report.check()
        keys = self._source.keys()
        return keys, _places(keys, self._remembered)


class PageOf:
    """The task that reads one page."""

    def __init__(self, source: Source, keys: tuple[int, ...]) -> None:
        self._source = source
        self._keys = keys

    def __call__(self, report: Report) -> Sequence[Row]:
        """The rows of the keys."""
        report.check()
        return self._source.rows(self._keys)


def _places(keys: "array[int]", wanted: frozenset[int]) -> dict[int, int]:
    """Where keys stand. A few are looked for in the bytes: a walk over a million keys would keep the window waiting."""
    if len(wanted) > FEW:
        return {key: row for row, key in enumerate(keys) if key in wanted}
    data, size = keys.tobytes(), keys.itemsize
    found = {key: _find(data, array(keys.typecode, (key,)).tobytes(), size) for key in wanted}
    return {key: at for key, at in found.items() if at >= 0}


def _find(data: bytes, key: bytes, size: int) -> int:
    """The place of a key among keys, or -1; a hit across two of them is none."""
    at = data.find(key)
    while at >= 0 and at % size:
        at = data.find(key, at + 1)
    return at // size if at >= 0 else -1
