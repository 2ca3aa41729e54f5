"""The clocks of a case: what runs, until when, in which colour; and each explains itself."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.deadlines import CLOCK_NAMES, Colour, Limit, colour, explain
from ui.moments import TONES, due_words, moment_words
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.widgets.pill import Pill
from ui.words import Language, headed, language, said

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase

Key = tuple[int, str]


class ClocksCard(Card):
    """The round's clocks, the running ones first. `explain_next` opens and closes the first one's explanation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("时限"))
        button = Button(self.tr("说明"), self.explain_next, kind=Kind.QUIET, keys="E")
        button.setAccessibleName(self.tr("说明下一个时限"))
        self.add_action(button)
        self._rows: QWidget | None = None
        self._told: dict[Key, QWidget] = {}
        self._open: set[Key] = set()
        self._past: QWidget | None = None
        self._past_shown = False

    @property
    def explained(self) -> list[str]:
        """The explanations that are open."""
        return [
            label.text() for key, told in self._told.items() if key in self._open for label in told.findChildren(Words)
        ]

    def show_case(self, opened: "OpenCase") -> None:
        """Show a case's clocks; explanations that were open stay open."""
        before, self._rows = self._rows, QWidget()
        self._told = {}
        column = spaced(QVBoxLayout(self._rows), 6)
        in_order = self._in_order(opened)
        past = [item for item in in_order if self._is_past(item[0], opened)]
        for key, limits in in_order:
            if not self._is_past(key, opened):
                column.addWidget(self._row(key, limits, opened))
        if past:
            self._add_past(column, past, opened)
        self.setVisible(bool(self._told))
        self.add(self._rows)
        if before is not None:
            before.hide()
            before.deleteLater()

    def explain_next(self) -> None:
        """Open or close the explanation of the first clock."""
        if self._told:
            self._turn(next(iter(self._told)))
            if self._past is not None and self._past.isAncestorOf(next(iter(self._told.values()))):
                self._past.show()

    def _in_order(self, opened: "OpenCase") -> list[tuple[Key, list[Mapping[str, Any]]]]:
        """This round's, the running ones by their end, then the stopped ones; earlier rounds last."""
        case = opened.case

        def place(item: tuple[Key, list[Mapping[str, Any]]]) -> tuple[int, bool, str]:
            key, limits = item
            return -key[0], key in case.stopped, str(limits[-1]["until"])

        return sorted(case.limits.items(), key=place)

    def _is_past(self, key: Key, opened: "OpenCase") -> bool:
        return key in opened.case.stopped or key[0] != opened.case.round

    def _add_past(
        self, column: QVBoxLayout, past: list[tuple[Key, list[Mapping[str, Any]]]], opened: "OpenCase"
    ) -> None:
        """Those that run no more, behind a button."""
        words = self.tr("已止的 {count} 项").format(count=len(past))
        button = Button(words, self._turn_past, kind=Kind.QUIET, icon_name="history")
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._past = QWidget()
        rows = spaced(QVBoxLayout(self._past), 6)
        for key, limits in past:
            rows.addWidget(self._row(key, limits, opened))
        self._past.setVisible(self._past_shown)
        column.addWidget(self._past)

    def _turn_past(self) -> None:
        self._past_shown = not self._past_shown
        if self._past is not None:
            self._past.setVisible(self._past_shown)

    def _row(self, key: Key, limits: list[Mapping[str, Any]], opened: "OpenCase") -> QWidget:
        holder = QWidget()
        column = spaced(QVBoxLayout(holder), 2)
        first = spaced(QHBoxLayout(), 8)
        limit = Limit.from_fields(limits[-1])
        name = headed(said(CLOCK_NAMES.get(key[1], (key[1], key[1]))))
        if key[0] != opened.case.round:
            name = self.tr("{clock}（第 {round} 轮）").format(clock=name, round=key[0])
        button = Button(name, partial(self._turn, key), kind=Kind.QUIET)
        button.setToolTip(self.tr("说明这个时限怎样算出"))
        first.addWidget(button)
        first.addStretch(1)
        first.addWidget(self._state(key, limit, opened))
        column.addLayout(first)
        told = self._explanation(limits)
        told.setVisible(key in self._open)
        self._told[key] = told
        column.addWidget(told)
        return holder

    def _state(self, key: Key, limit: Limit, opened: "OpenCase") -> Pill:
        stopped = opened.case.stopped.get(key)
        if stopped or key[0] != opened.case.round:
            in_time = bool(stopped) and str(stopped) <= limit.fields["until"]
            words = (
                self.tr("{when} 完成").format(when=moment_words(stopped, opened.now)) if stopped else self.tr("已止")
            )
            late = "" if in_time or not stopped else self.tr("（超时）")
            return Pill(words + late, ToneName.OK if in_time else ToneName.WARN)
        near = colour(limit, opened.now)
        return Pill(due_words(limit.until, opened.now), ToneName.NEUTRAL if near is Colour.CALM else TONES[near])

    def _explanation(self, limits: list[Mapping[str, Any]]) -> QWidget:
        """The limit in force, and those it took the place of."""
        told = QWidget()
        column = spaced(QVBoxLayout(told), 2, (8, 0, 0, 4))
        for limit in reversed(limits):
            lines = explain(Limit.from_fields(limit), english=language() is Language.ENGLISH)
            column.addWidget(Words("\n".join(lines), "meta", wrap=True))
        return told

    def _turn(self, key: Key) -> None:
        self._open ^= {key}
        self._told[key].setVisible(key in self._open)
