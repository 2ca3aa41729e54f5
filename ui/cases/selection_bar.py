"""What can be done with several cases at once; seen while more than one is selected."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.theme.spacing import spaced
from ui.widgets.button import Button, Kind
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Words


class SelectionBar(QFrame):
    """Says how many are selected. The signals come from its buttons; the same acts are commands of the page."""

    dispatch = Signal()
    print_orders = Signal()
    plan = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._words = Words("", "strong")
        row = spaced(FlowLayout(self), 8, (12, 6, 12, 6))
        row.addWidget(self._words)
        for button in (
            Button(self.tr("派单"), self.dispatch.emit, keys="Ctrl+D", icon_name="send"),
            Button(self.tr("打印工单"), self.print_orders.emit, keys="Ctrl+P", icon_name="printer"),
            Button(self.tr("安排跟进"), self.plan.emit, keys="Ctrl+G", icon_name="calendar-clock"),
            Button(self.tr("取消选择"), self.dropped.emit, kind=Kind.QUIET, icon_name="x"),
        ):
            row.addWidget(button)
        self.hide()

    def show_count(self, count: int) -> None:
        """How many are selected; one is no selection."""
        self._words.setText(self.tr("已选 {count} 件").format(count=f"{count:,}"))
        self.setVisible(count > 1)
