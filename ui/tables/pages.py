"""Which rows of a long list are at hand: about fifty pages, the last looked at."""

from array import array
from collections import OrderedDict
from collections.abc import Iterable

from ui.tables.source import PAGE, Row

MOST_PAGES = 50


class Pages:
    """The ordered keys of a list, and the rows of the pages looked at last.

    A stale page's rows are still shown until they were fetched again.
    """

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._most = most
        self._keys: array[int] = array("q")
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._fresh: OrderedDict[int, None] = OrderedDict()
        self._last = -1

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def keys(self) -> "array[int]":
        """All keys in order. Not to be changed."""
        return self._keys

    def take_keys(self, keys: "array[int]") -> None:
        """Hold another order of keys; every page is stale, but rows that are known are still shown."""
        self._keys = keys
        self.grow_stale()

    def extend(self, keys: "array[int]") -> None:
        """More keys behind those held; pages that were full stay as they are."""
        page, cut = divmod(len(self._keys), PAGE)
        self._keys = keys
        if cut:
            self._fresh.pop(page, None)
            self._last = -1

    def grow_stale(self) -> None:
        """Let every page be fetched again when it is looked at."""
        self._fresh.clear()
        self._last = -1

    def row(self, at: int) -> Row | None:
        """The row at a place, or None when it is not at hand."""
        return self._rows.get(self._keys[at])

    def misses(self, at: int) -> bool:
        """Whether the page of this place wants fetching; notes that it was looked at."""
        page = at // PAGE
        if page == self._last:
            return False
        if page not in self._fresh:
            return True
        self._fresh.move_to_end(page)
        self._last = page
        return False

    def keys_of(self, page: int) -> "array[int]":
        """The keys of a page."""
        return self._keys[page * PAGE : (page + 1) * PAGE]

    def put(self, page: int, rows: Iterable[Row]) -> None:
        """Take a page's rows in; the page looked at longest ago goes when there are too many."""
        for key in self.keys_of(page):
            self._rows.pop(key, None)
        self.keep(rows)
        self._fresh[page] = None
        self._fresh.move_to_end(page)
        self._last = -1
        if len(self._fresh) > self._most:
            self._forget()
        while len(self._rows) > self._most * PAGE:  # stale ones: they came before every fresh one
            self._rows.popitem(last=False)

    def keep(self, rows: Iterable[Row]) -> None:
        """Know rows without calling their page fetched."""
        self._rows.update((row.key, row) for row in rows)

    def _forget(self) -> None:
        page, _ = self._fresh.popitem(last=False)
        for key in self.keys_of(page):
            self._rows.pop(key, None)
