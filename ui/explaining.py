"""A deadline explains itself on one key, wherever a case is marked (design: experience)."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.context import Context
from ui.theme.tokens import ToneName
from ui.words import Language, headed, language, said, translate

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.domain.deadlines import Limit
    from ui.work import Report

EXPLAIN = ("说明时限", "Explain the deadline")
EXPLAIN_KEY = "E"


def explain_next(context: Context, owner: QObject, number: str) -> None:
    """Say in a notice why a case's next clock ends when it does."""
    context.work.start(partial(_read, context.desk, number), partial(_say, context, number), owner=owner)


def _read(desk: "Desk", number: str, report: "Report") -> "Limit | None":
    from reception.desk.today import next_limit

    report.check()
    return next_limit(desk, number)


def _say(context: Context, number: str, limit: "Limit | None") -> None:
    from reception.domain.deadlines import CLOCK_NAMES, explain

    if limit is None:
        context.shell.notice(translate("Explaining", "{number} 没有在走的时限").format(number=number), ToneName.INFO)
        return
    name = headed(said(CLOCK_NAMES.get(limit.clock, (limit.clock, limit.clock))))
    lines = explain(limit, english=language() is Language.ENGLISH)
    context.shell.notice("\n".join((f"{number}  {name}", *lines)), ToneName.INFO)
