"""The work orders of a case: each with its unit, its state and what can be done with it by itself."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from reception.domain.case import Order
from reception.domain.clock import to_text
from reception.domain.identity import written_phone
from reception.domain.lifecycle import ORDER_STATUS_NAMES, UNSIGNED, OrderStatus
from ui.case.names import act_words
from ui.moments import moment_words
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.keys import with_digit
from ui.widgets.labels import Words
from ui.widgets.pill import Pill
from ui.words import said

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase

TONES = {
    OrderStatus.TO_SIGN: ToneName.WARN,
    OrderStatus.SIGNED: ToneName.INFO,
    OrderStatus.ANSWERED: ToneName.OK,
    OrderStatus.RETURNED: ToneName.DANGER,
    OrderStatus.REPLACED: ToneName.NEUTRAL,
    OrderStatus.VOID: ToneName.NEUTRAL,
}


class OrdersCard(Card):
    """`act` gives an order's number and what to do with it; `printed` and `copied` its number."""

    act = Signal(str, str)
    printed = Signal(str)
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("工单"))
        self._rows: QWidget | None = None

    def show_case(self, opened: "OpenCase") -> None:
        """Show a case's orders, the latest first."""
        before, self._rows = self._rows, QWidget()
        column = spaced(QVBoxLayout(self._rows), 10)
        orders = list(opened.case.orders.values())
        for order in reversed(orders):
            column.addWidget(self._row(order, opened))
        self.setVisible(bool(orders))
        self.add(self._rows)
        if before is not None:
            before.hide()
            before.deleteLater()

    def _row(self, order: Order, opened: "OpenCase") -> QWidget:
        holder = QWidget()
        column = spaced(QVBoxLayout(holder), 2)
        first = spaced(QHBoxLayout(), 8)
        first.addWidget(Words(opened.unit(order.unit).name, "strong"))
        first.addWidget(Pill(self.tr("主办") if order.lead else self.tr("协办"), ToneName.NEUTRAL))
        first.addWidget(Pill(said(ORDER_STATUS_NAMES[order.status]), TONES[order.status]))
        if order.designated:
            first.addWidget(Pill(self.tr("指定"), ToneName.INFO))
        if opened.case.unsigned(order, to_text(opened.now)):
            first.addWidget(Pill(said(UNSIGNED), ToneName.DANGER))
        if order.refused:
            first.addWidget(Pill(self.tr("拒签"), ToneName.DANGER))
        first.addStretch(1)
        first.addWidget(self._print_button(order))
        first.addWidget(self._menu_button(order, opened))
        column.addLayout(first)
        number = Words(order.number, "second")
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(number)
        column.addWidget(Words(self._told(order, opened), "meta", wrap=True))
        return holder

    def _print_button(self, order: Order) -> Button:
        button = Button("", partial(self.printed.emit, order.number), kind=Kind.QUIET, icon_name="printer")
        button.setAccessibleName(self.tr("打印工单 {number}").format(number=order.number))
        button.setToolTip(self.tr("打印工单"))
        return button

    def _menu_button(self, order: Order, opened: "OpenCase") -> Button:
        button = Button("", None, kind=Kind.QUIET, icon_name="ellipsis")
        button.setAccessibleName(self.tr("工单 {number} 的操作").format(number=order.number))
        button.setToolTip(self.tr("这张工单的操作"))
        button.clicked.connect(partial(self._open_menu, button, order, opened))
        return button

    def _open_menu(self, button: Button, order: Order, opened: "OpenCase") -> None:
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        acts = [(act_words(act), partial(self.act.emit, order.number, str(act))) for act in opened.acts_on(order)]
        acts.append((self.tr("复制工单图片和文字"), partial(self.copied.emit, order.number)))
        for digit, (words, run) in enumerate(acts, 1):
            menu.addAction(with_digit(digit, words)).triggered.connect(run)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _told(self, order: Order, opened: "OpenCase") -> str:
        """When it went out, arrived, was signed for and by whom, and how often it was printed."""
        now = opened.now
        phone = written_phone(opened.unit(order.unit).phone)
        parts = [
            self.tr("派单 {when}").format(when=moment_words(order.dispatched_at, now)) if order.dispatched_at else "",
            self.tr("送达 {when}").format(when=moment_words(order.delivered_at, now)) if order.delivered_at else "",
            self.tr("签收人 {name}").format(name=order.signed_by) if order.signed_by else "",
            self.tr("已打印 {count} 次").format(count=order.prints) if order.prints else "",
            self.tr("电话 {phone}").format(phone=phone) if phone else "",
        ]
        return "   ".join(filter(None, parts))
