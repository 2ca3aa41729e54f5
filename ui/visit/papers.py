"""Papers from the visit's page: made on a worker, shown before they are printed."""

from collections.abc import Sequence

from ui.context import Context


def show_orders(context: Context, orders: Sequence[str]) -> None:
    """The papers of these orders as one job."""
    raise NotImplementedError


def show_receipt(context: Context, number: str) -> None:
    """The receipt of the visit a case came from."""
    raise NotImplementedError
