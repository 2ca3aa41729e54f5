"""The first rows of a list as they would come in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception.domain.identity import masked_phone
from reception.intake.messages import BadRow
from ui.moments import moment_words
from ui.tables.few import FewRows
from ui.tables.panel import TablePanel
from ui.tables.source import Column, Row, Tag
from ui.theme.spacing import sized, spaced
from ui.theme.tokens import ToneName
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Words
from ui.words import Language, language
from ui.work import Work

if TYPE_CHECKING:
    from datetime import datetime

    from reception.intake.messages import IncomingMessage

LOWEST, HIGHEST = 104, 206
"""Units of the design: a header and two rows, where the window is low, or five."""


class PreviewPanel(QWidget):
    """Shows rows, or why none can be read."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns = (
            Column(self.tr("行"), 60),
            Column(self.tr("反映时间"), 120),
            Column(self.tr("姓名"), 90),
            Column(self.tr("电话"), 110),
            Column(self.tr("内容"), 240, stretch=True),
        )
        name = self.tr("前几行会这样进来")
        self.rows = TablePanel(name, columns, work, EmptyState("inbox", self.tr("没有可以读的行")))
        self._wrong = Words("", "error", wrap=True)
        self._wrong.hide()
        column = spaced(QVBoxLayout(self), 6)
        column.addWidget(Words(name, "h2"))
        column.addWidget(self._wrong)
        column.addWidget(sized(self.rows, min_height=LOWEST, max_height=HIGHEST))

    @property
    def wrong(self) -> str:
        """Why nothing can be read as the columns stand, or empty."""
        return self._wrong.text()

    def show_rows(self, rows: "Sequence[IncomingMessage | BadRow]", now: "datetime") -> None:
        """Show them, a bad one with its reason."""
        self._say("")
        self.rows.show_source(FewRows(_row(row, now) for row in rows))

    def show_wrong(self, words: str) -> None:
        """Say why nothing can be read so."""
        self._say(words)
        self.rows.show_source(FewRows(()))

    def _say(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))


def reason_of(row: BadRow) -> str:
    """Why a row does not come in, in the language of the screen."""
    return row.english if language() is Language.ENGLISH else row.reason


def _row(row: "IncomingMessage | BadRow", now: "datetime") -> Row:
    if isinstance(row, BadRow):
        fault = Tag(row.column, ToneName.DANGER) if row.column else ""
        return Row(row.row, str(row.row), (str(row.row), fault, "", "", reason_of(row)))
    when = moment_words(row.at, now) if row.at else "—"
    phone = masked_phone(row.phone) if row.phone else ""
    return Row(row.row, str(row.row), (str(row.row), when, row.name, phone, row.subject or row.words[:120]))
