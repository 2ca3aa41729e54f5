"""The papers beside order and receipt, ready to be looked at: each as PDF, and noted once it is on paper."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from reception.desk.desk import Desk
from reception.desk.overdue import urge
from reception.desk.reports import count
from reception.domain.changed import Changed
from reception.domain.period import Period
from reception.paper import sheet
from reception.paper.preview import Paper, note_printed
from reception.paper.printing import own_forms

A4 = sheet.Paper.A4
URGING = "urging"


def visit_paper(desk: Desk, reference: str, *, size: sheet.Paper = A4) -> Paper:
    """The home-visit sheet for the person behind a case."""
    from reception.paper.visit_sheet import visit_sheet_of, write_visit_sheets

    found = visit_sheet_of(desk, reference)
    numbers = tuple(case.number for case in found.cases)
    return Paper("visit_sheet", _pdf(desk, write_visit_sheets, [found], size), numbers)


def call_list_paper(desk: Desk, *, size: sheet.Paper = A4) -> Paper:
    """Whom to call today."""
    from reception.paper.call_list import call_list_of, write_call_list

    return Paper("call_list", _pdf(desk, write_call_list, call_list_of(desk), size), ())


def call_sheet_paper(desk: Desk, reference: str, *, size: sheet.Paper = A4) -> Paper:
    """Whom to call about one case. Raises NotAllowed where nobody left a name or a phone."""
    from reception.paper.call_sheet import CALL_SHEET, call_sheet_of, write_call_sheet

    found = call_sheet_of(desk, reference)
    numbers = tuple(case.number for case in found.call.cases)
    return Paper(CALL_SHEET, _pdf(desk, write_call_sheet, found, size), numbers)


def urging_paper(desk: Desk, unit: str = "", *, size: sheet.Paper = A4) -> Paper:
    """Reminders to the units whose orders are past a limit, or to one. Raises NotAllowed when there is none."""
    from reception.paper.urging import reminders_of, write_reminders

    found = reminders_of(desk, unit)
    numbers = tuple(order.number for reminder in found for order in reminder.orders)
    return Paper(URGING, _pdf(desk, write_reminders, found, size), numbers)


def notice_paper(desk: Desk, reference: str, *, size: sheet.Paper = A4) -> Paper:
    """The notice of a case's result. Raises NotAllowed while there is none."""
    from reception.paper.notice import notice_of, write_notice

    found = notice_of(desk, reference)
    return Paper("notice", _pdf(desk, write_notice, found, size), (found.number,))


def sign_up_paper(desk: Desk, reference: str = "", *, lines: int = 0, size: sheet.Paper = A4) -> Paper:
    """A group's sign-up sheet; without a case an empty one."""
    from reception.paper.sign_up import sign_up_of, write_sign_up

    found = sign_up_of(desk, reference)
    content = _pdf(desk, write_sign_up, found, size, lines=lines)
    return Paper("sign_up", content, (found.number,) if found.number else ())


def handover_paper(desk: Desk, takes: str = "", *, size: sheet.Paper = A4) -> Paper:
    """What the clerk at this desk hands over."""
    from reception.paper.handover_sheet import handover_sheet_of, write_handover

    return Paper("handover", _pdf(desk, write_handover, handover_sheet_of(desk, takes), size), ())


def case_file_paper(desk: Desk, reference: str, *, size: sheet.Paper = A4) -> Paper:
    """Everything about a case."""
    from reception.paper.case_file import case_file_of, write_case_file

    found = case_file_of(desk, reference, own_forms(desk))
    return Paper("case_file", _pdf(desk, write_case_file, found, size), (found.number,))


def counted_paper(desk: Desk, period: Period, *, size: sheet.Paper = A4) -> Paper:
    """The report of a period as it stands now; nothing is handed up."""
    from reception.paper.report import report_paper, write_report

    return Paper("report", _pdf(desk, write_report, report_paper(desk, count(desk, period)), size), ())


def handed_up_paper(desk: Desk, number: str, *, size: sheet.Paper = A4) -> Paper:
    """A report that was handed up, with what became different since. Raises NotFound."""
    from reception.paper import report

    return Paper("report", _pdf(desk, report.write_report, report.handed_up_paper(desk, number), size), ())


def note_paper(desk: Desk, paper: Paper) -> Changed:
    """Note that a paper was printed or saved; a reminder is a step of each of its cases, too."""
    urged = urge(desk, paper.numbers, "催办通知单").changed if paper.what == URGING else Changed()
    return urged | note_printed(desk, paper) if paper.numbers else urged


def _pdf(desk: Desk, write: Callable[..., int], what: Any, size: sheet.Paper, **more: Any) -> bytes:
    out = BytesIO()
    write(what, out, paper=size, forms=own_forms(desk), **more)
    return out.getvalue()
