"""The first rows of a list as they would come in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from reception.domain.identity import masked_phone
from reception.intake.messages import BadRow
from ui.moments import moment_words
from ui.theme.spacing import spaced
from ui.widgets.card import Card
from ui.widgets.labels import ShortWords, Words
from ui.words import Language, language

if TYPE_CHECKING:
    from datetime import datetime

    from reception.intake.messages import IncomingMessage


class PreviewCard(Card):
    """Shows rows, or why none can be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("前几行会这样进来"))
        self._holder = QWidget()
        self._wrong = Words("", "error", wrap=True)
        self.add(self._holder)
        self.add(self._wrong)

    def show_rows(self, rows: "Sequence[IncomingMessage | BadRow]", now: "datetime") -> None:
        """Show them, a bad one with its reason."""
        self._wrong.setText("")
        self._wrong.hide()
        holder = QWidget()
        grid = spaced(QGridLayout(holder), 6)
        for place, row in enumerate(rows):
            for at, words in enumerate(self._cells(row, now)):
                style = "error" if isinstance(row, BadRow) and at else "second"
                grid.addWidget(ShortWords(words, style), place, at, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(4, 1)
        self.layout().replaceWidget(self._holder, holder)  # type: ignore[union-attr]
        self._holder.deleteLater()
        self._holder = holder

    def show_wrong(self, words: str) -> None:
        """Say why nothing can be read so."""
        self._holder.hide()
        self._wrong.setText(words)
        self._wrong.show()

    def _cells(self, row: "IncomingMessage | BadRow", now: "datetime") -> tuple[str, ...]:
        number = self.tr("第 {row} 行").format(row=row.row)
        if isinstance(row, BadRow):
            reason = row.english if language() is Language.ENGLISH else row.reason
            return number, row.column, reason
        when = moment_words(row.at, now) if row.at else ""
        return number, when, row.name, masked_phone(row.phone) if row.phone else "", row.subject or row.words[:60]
