"""Papers from the visit's page: made on a worker, shown before they are printed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.context import Context


def show_orders(context: Context, parent: QWidget, orders: Sequence[str]) -> None:
    """The papers of these orders as one job."""
    from ui.dialogs.preview import preview_orders

    preview_orders(context, parent, orders)


def show_receipt(context: Context, parent: QWidget, number: str) -> None:
    """The receipt of the visit a case came from."""
    from ui.dialogs.preview import preview_receipt

    preview_receipt(context, parent, number)
