"""On what paper and in how many copies something is printed: chosen above the preview, kept for the next time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.settings import Settings
from ui.theme.spacing import spaced
from ui.widgets.choice import Choice, Option

if TYPE_CHECKING:
    from reception.paper.sheet import Paper

TWO, THREE, SHEET = "two", "three", "sheet"
"""The copies of an order: unit's sheet and receipt, the stub too, all three on one sheet to be cut apart."""
A4, A5 = "A4", "A5"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paper is printed."""

    copies: str = TWO
    size: str = A4

    @property
    def paper(self) -> "Paper":
        """The size as the papers take it."""
        from reception.paper.sheet import Paper

        return Paper[self.size]


def kept_shape(settings: Settings, kind: str) -> Shape:
    """As it was chosen last for this kind of paper."""
    copies, _, size = bytes(settings.state(f"print/{kind}").data()).decode(errors="ignore").partition(" ")
    known = copies in (TWO, THREE, SHEET) and size in (A4, A5)
    return Shape(copies, size) if known else Shape()


def keep_shape(settings: Settings, kind: str, shape: Shape) -> None:
    """Keep it for the next time."""
    settings.keep_state(f"print/{kind}", QByteArray(f"{shape.copies} {shape.size}".encode()))


class ShapeChoice(QWidget):
    """A4 or A5, and the copies where there is such a thing. Three on one sheet need A4."""

    chosen = Signal()

    def __init__(self, shape: Shape, parent: QWidget | None = None, *, with_copies: bool) -> None:
        super().__init__(parent)
        self.copies = Choice((), digits=False)
        self.copies.setAccessibleName(self.tr("联数"))
        self.paper = Choice([Option(A4, A4), Option(A5, A5)], digits=False)
        self.paper.setAccessibleName(self.tr("纸张"))
        self.paper.choose(shape.size)
        self.paper.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)  # the copies wrap, not these
        self._offer_copies()
        self.copies.choose(shape.copies)
        self.copies.setVisible(with_copies)
        row = spaced(QHBoxLayout(self), 16)
        row.addWidget(self.copies)
        row.addWidget(self.paper)
        self.copies.chosen.connect(lambda _: self.chosen.emit())
        self.paper.chosen.connect(lambda _: self._resize())

    @property
    def shape(self) -> Shape:
        """What is chosen."""
        return Shape(self.copies.key or TWO, self.paper.key)

    def _resize(self) -> None:
        before = self.copies.key
        self._offer_copies()
        if not self.copies.key:
            self.copies.choose(THREE if before == SHEET else TWO)
        self.chosen.emit()

    def _offer_copies(self) -> None:
        offered = [Option(TWO, self.tr("承办联和回执联")), Option(THREE, self.tr("三联"))]
        if self.paper.key == A4:
            offered.append(Option(SHEET, self.tr("三联同页")))
        self.copies.show_options(offered)
