"""A short list for a big table: rows that are all at hand."""

from array import array
from collections.abc import Iterable, Sequence

from ui.tables.source import PAGE, Row


class FewRows:
    """A source of these rows; their keys must differ."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = {row.key: row for row in rows}

    def first_page(self) -> Sequence[Row]:
        """The first rows."""
        return list(self._rows.values())[:PAGE]

    def keys(self) -> "array[int]":
        """All keys in order."""
        return array("q", self._rows)

    def rows(self, keys: Sequence[int]) -> Sequence[Row]:
        """The rows of these keys."""
        return [self._rows[key] for key in keys if key in self._rows]
