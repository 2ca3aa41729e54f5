"""What a big table shows: the rows of one query, asked for by their local keys (design: screen, Big tables)."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ui.theme.tokens import ToneName

PAGE = 200
"""Rows fetched at once."""


class Tag(NamedTuple):
    """A cell that is drawn as a pill: a word and its state's colour."""

    words: str
    tone: ToneName


Cell = str | Tag


class Row(NamedTuple):
    """One row, ready to draw: its local key `n`, the id that travels, and a cell for each column."""

    key: int
    id: str
    cells: tuple[Cell, ...]
    dim: bool = False


class Source(Protocol):
    """One query. Called on workers, several at a time; holds nothing of Qt. Its errors go to the table's page.

    Order and filter are fixed: another order is another source.
    """

    def first_page(self) -> Sequence[Row]:
        """The first `PAGE` rows, quickly: what is seen before all keys are known."""
        ...

    def keys(self) -> "array[int]":
        """The local keys of all rows in their order, as `array('q')`."""
        ...

    def rows(self, keys: Sequence[int]) -> Sequence[Row]:
        """The rows of these keys, in any order; one that is gone meanwhile is left out."""
        ...


@dataclass(frozen=True, slots=True)
class Column:
    """A column: title, width in units of the design, and how its cells stand.

    `opens`: each cell opens a list of its own; `share`: a percentage, drawn as a bar too.
    """

    title: str
    width: int
    right: bool = False
    strong: bool = False
    stretch: bool = False
    sort: str = ""
    opens: bool = False
    share: bool = False


def text_of(cell: Cell) -> str:
    """The words of a cell."""
    return cell.words if isinstance(cell, Tag) else cell
