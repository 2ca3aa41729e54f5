"""A paper on the screen: made off the window's thread, shown before it is printed or saved."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.words import said
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.paper.preview import Paper
    from ui.dialogs.paper_shape import Shape
    from ui.dialogs.preview import PreviewDialog

Names = tuple[str, str]
"""What it is called, in Chinese and English."""


def show_paper(context: Context, parent: QWidget, kind: str, names: Names, *about: str) -> "PreviewDialog":
    """Show a paper; `about` is the number it is about, when there is one."""
    from ui.dialogs.preview import PreviewDialog

    dialog = PreviewDialog(context, parent, said(names), partial(made, kind, about), kind)
    dialog.open()
    return dialog


def made(kind: str, about: tuple[str, ...], shape: "Shape", desk: "Desk", report: Report) -> "Paper":
    """A paper of `reception.paper.further`."""
    from reception.paper import further

    makers: dict[str, Any] = {
        "visit": further.visit_paper, "notice": further.notice_paper, "case_file": further.case_file_paper,
        "call_sheet": further.call_sheet_paper, "call_list": further.call_list_paper, "urging": further.urging_paper,
        "handover": further.handover_paper, "sign_up": further.sign_up_paper, "report": further.handed_up_paper,
    }  # fmt: skip
    report.check()
    paper: Paper = makers[kind](desk, *about, size=shape.paper)
    return paper
