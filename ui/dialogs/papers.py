"""The papers beside order and receipt, from the screen: commands that show each before it is printed or saved."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.commands import Command
from ui.context import Context
from ui.dialogs.paper import Names, show_paper

PAPERS = ("纸面", "Papers")
_VISIT, _NOTICE, _FILE = (
    ("家访单", "Home-visit sheet"),
    ("结果告知书", "Notice of the result"),
    ("诉求档案", "Case file"),
)
_CALLS, _URGING = ("回访电话清单", "Call list"), ("催办通知单", "Reminders to units")
_SIGN_UP, _HANDOVER = ("空白签名表", "Empty sign-up sheet"), ("交接单", "Handover sheet")
_HAND_UP = ("上报报表", "Hand a report up")


def case_papers(context: Context, parent: QWidget, number: Callable[[], str], why: Callable[[], str]) -> list[Command]:
    """Those about the case that is open; `number` gives it, `why` says why there is none."""
    makers = (("visit", _VISIT), ("notice", _NOTICE), ("case_file", _FILE))

    def show(kind: str, names: Names) -> None:
        show_paper(context, parent, kind, names, number())

    return [Command(f"papers.{kind}", names, partial(show, kind, names), PAPERS, why_not=why) for kind, names in makers]


def room_papers(context: Context, parent: QWidget) -> list[Command]:
    """Those of the day, of the post and of the month."""
    makers = (("call_list", _CALLS), ("urging", _URGING), ("handover", _HANDOVER), ("sign_up", _SIGN_UP))
    shown = [
        Command(f"papers.{kind}", names, partial(show_paper, context, parent, kind, names), PAPERS)
        for kind, names in makers
    ]
    return [*shown, Command("papers.hand_up", _HAND_UP, partial(_hand_up, context, parent), PAPERS, icon="send")]


def _hand_up(context: Context, parent: QWidget) -> None:
    from ui.dialogs.hand_up import HandUpDialog

    HandUpDialog(context, parent).open()
