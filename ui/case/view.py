"""A case as it is seen: head and acts above, what is known at the left, clocks and timeline at the right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.case.act_bar import ActBar
from ui.case.beside import BesideCard
from ui.case.clocks import ClocksCard
from ui.case.facts import FactsCard
from ui.case.files import FilesCard
from ui.case.follow_ups import FollowUpsCard
from ui.case.head import CaseHead
from ui.case.orders import OrdersCard
from ui.case.people import PeopleCard
from ui.case.story import story
from ui.case.versions import VersionsCard
from ui.context import Context
from ui.theme.spacing import sized, spaced
from ui.widgets.beside import Beside, scrolled
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase


SIDE_WIDTH = 400
LEAST_WIDTH = 980
"""Units of the design: what clocks and timeline take, and what the page needs to show them beside the case."""


class CaseView(QWidget):
    """Shows a case with `show_case`; its parts tell the page what is asked for. `read_aloud`: the words in large."""

    read_aloud = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.bar = CaseHead(), ActBar()
        self.versions, self.facts, self.people, self.orders = VersionsCard(), FactsCard(), PeopleCard(), OrdersCard()
        self.files, self.beside = FilesCard(context), BesideCard()
        self.clocks, self.follow_ups = ClocksCard(), FollowUpsCard()
        self.timeline = Timeline(self.tr("时间线"))
        self._words = Words("", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        left, right = (self.tr("诉求"), self._left()), (self.tr("时限和时间线"), self._right())
        self._columns = Beside(left, right, (1, 0), self, width=SIDE_WIDTH, least=LEAST_WIDTH)
        column = spaced(QVBoxLayout(self), 12)
        column.addWidget(self._top())
        column.addWidget(self._columns, 1)

    def show_case(self, opened: "OpenCase") -> None:
        """Show a case."""
        self.head.show_case(opened)
        self.bar.show_acts(opened.acts)
        self._words.setText(str(opened.case.words.get("words") or ""))
        for card in (
            self.versions, self.facts, self.people, self.orders, self.files, self.beside, self.clocks, self.follow_ups,
        ):  # fmt: skip
            card.show_case(opened)
        self.timeline.show_events(story(opened))

    def explain(self) -> None:
        """Open or close the explanation of the next clock."""
        self._columns.show_part(1)
        self.clocks.explain_next()

    def _top(self) -> Card:
        top = Card(gap=10)
        top.add(self.head)
        top.add(self.bar)
        return top

    def _spoken(self) -> Card:
        card = Card(self.tr("居民原话"))
        card.add_action(Button(self.tr("读给居民看"), self.read_aloud.emit, keys="F8", icon_name="eye"))
        card.add(self._words)
        return card

    def _left(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        column, area = spaced(QVBoxLayout(page), 12), scrolled(page)
        for card in (
            self.versions, self._spoken(), self.facts, self.people, self.orders, self.files, self.beside,
        ):  # fmt: skip
            column.addWidget(card)
        column.addStretch(1)
        return area

    def _right(self) -> QWidget:
        side = QWidget()
        side.setProperty("role", "page")
        column, area = spaced(QVBoxLayout(side), 12), scrolled(side)
        card = Card(self.tr("时间线"), gap=4)
        card.add(sized(self.timeline, min_height=180), 1)
        column.addWidget(self.clocks)
        column.addWidget(self.follow_ups)
        column.addWidget(card, 1)
        return area
