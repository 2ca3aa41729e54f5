"""One case: where it stands, what comes next, all that is known of it, and its one timeline."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reception.domain.changed import Changed
from reception.domain.clock import Id
from reception.domain.lifecycle import ORDER_STATUS_NAMES, Act, Status
from ui import acts
from ui.case import tasks
from ui.case.acting import act_dialog
from ui.case.beside import END_KEY
from ui.case.pictures import image_of
from ui.case.versions import KEYS
from ui.case.view import CaseView
from ui.commands import Command
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.dialogs.come_back import COME_BACK, open_sheet
from ui.dialogs.end_incident import EndIncidentDialog, read_incident
from ui.dialogs.paper import show_paper
from ui.dialogs.papers import case_papers
from ui.dialogs.step_draft import STEP_FORM
from ui.pages.page import Page
from ui.session.line import Line
from ui.targets import is_draft
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.keys import digit_of
from ui.words import explained, said
from ui.work import Latest

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase
    from reception.desk.drafts import Draft
    from reception.desk.incident import Incident
    from reception.desk.unmask import Unmasked
    from reception.paper.clip import Clip

CASE = ("诉求", "Case")
CALL_SHEET = ("电话回访单", "Call sheet")
_ENDING = (Act.ANSWER, Act.HANDLE, Act.CLOSE)
_ENDED = (Status.HANDLED, Status.CONFIRMED, Status.CLOSED)
"""The acts after which the others of the same cause are asked about, and where they lead."""


class CasePage(Page):
    """Digits take the acts as they stand in the bar; Ctrl+Enter takes the obvious one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._number = ""
        self._opened: OpenCase | None = None
        self._reading = Latest(context.work)
        self._draft: Draft | None = None
        self._to_end = False
        self._view = CaseView(context)
        self._connect(self._view)
        self._line = context.line if isinstance(context.line, Line) else None
        if self._line is not None:
            self._line.changed.connect(self._hear_line)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._nothing())
        self._stack.setCurrentIndex(1)
        spaced(QVBoxLayout(self), 0, (16, 4, 16, 16)).addWidget(self._stack)

    # what the window asks

    @property
    def heading(self) -> str:
        """The case's number."""
        return self._opened.case.number if self._opened else ""

    def open(self, target: str) -> None:
        """A case by any of its numbers, or a step's form that was begun, by its draft; empty: the one that was open."""
        if is_draft(target):
            self._read_draft(target)
        elif target:
            self._number = target
            self._read()

    def refresh(self, changes: Changed | None = None) -> None:
        """Read the case again, where it is one of those that changed."""
        if self._number and self._is_touched(changes):
            self._read()

    def focus_first(self) -> None:
        """The obvious next step."""
        self._view.bar.focus_first()

    def commands(self) -> Sequence[Command]:
        """What is done with a case, beside the acts of its bar."""
        case, order, acts = self._why_nothing, self._why_no_order, self._why_no_act
        view, versions = self._view, self._why_no_versions
        first, attach, amend = partial(view.bar.take, 1), partial(self.act, Act.ATTACH), partial(self.act, Act.AMEND)
        earlier, later = partial(view.versions.take, 0), partial(view.versions.take, 1)
        return (
            Command("case.next", ("下一步", "Next step"), first, CASE, "Ctrl+Return", "check", acts),
            Command("case.explain", ("说明时限", "Explain the deadline"), self.explain, CASE, "E", "clock", case),
            Command("case.print", ("打印工单", "Print the order"), self.print_order, CASE, "Ctrl+P", "printer", order),
            Command(
                "case.receipt", ("打印回执", "Print the receipt"), self.print_receipt, CASE, "R", "file-text", case
            ),
            Command("case.call", CALL_SHEET, self.print_call_sheet, CASE, "T", "phone", self._why_nobody),
            Command("case.read-back", ("读给居民看", "Read it back"), self.read_back, CASE, "F8", "eye", case),
            Command("case.number", ("复制编号", "Copy the number"), self.copy_number, CASE, "C", "copy", case),
            Command("case.copy", ("复制工单", "Copy the order"), self.copy_order, CASE, "Ctrl+Shift+C", "image", order),
            Command(
                "case.come_back", ("收回工单", "Take the sheet back"), self.take_back, CASE, "B", "scan-line", order
            ),
            Command("case.attach", ("附上文件", "Attach a file"), attach, CASE, "A", "paperclip", acts),
            Command("case.amend", ("更正", "Correct it"), amend, CASE, "G", "pencil", acts),
            Command(
                "case.earlier", ("选定先写的", "Take the earlier"), earlier, CASE, KEYS[0], "git-compare", versions
            ),
            Command("case.later", ("选定后写的", "Take the later"), later, CASE, KEYS[1], "git-compare", versions),
            Command(
                "case.end_incident",
                ("并案的一起了结", "End the incident"),
                self.end_incident,
                CASE,
                END_KEY,
                "merge",
                self._why_no_mates,
            ),
            *case_papers(self.context, self, lambda: self._number, case),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit takes its act, 0 opens all of them."""
        digit = digit_of(event)
        if digit > 0:
            self._view.bar.take(digit)
        elif digit == 0:
            self._view.bar.open_menu()
        else:
            super().keyPressEvent(event)

    # what can be asked for

    def act(self, act: Act, order_number: str = "") -> None:
        """Ask for an act's details, about the case or about one of its orders."""
        if self._opened is not None:
            self._dialog(self._opened, act, order_number).open()

    def end_incident(self) -> None:
        """Offer to end the other cases of the same cause, each with a way out; say so where there is none left."""
        self._read_incident(partial(self._ask_to_end, self._say_all_ended))

    def explain(self) -> None:
        """Why the next clock ends when it does."""
        self._view.explain()

    def print_order(self, number: str = "") -> None:
        """Show the papers of an order, or of the live lead, before they are printed."""
        from ui.dialogs.preview import preview_order

        preview_order(self.context, self, number or self._number)

    def print_receipt(self) -> None:
        """Show the receipt of the case's visit."""
        from ui.dialogs.preview import preview_receipt

        preview_receipt(self.context, self, self._number)

    def print_call_sheet(self) -> None:
        """Show the sheet for calling about the case."""
        show_paper(self.context, self, "call_sheet", CALL_SHEET, self._number)

    def read_back(self) -> None:
        """The resident's words in large type."""
        from ui.visit.read_back import ReadBack

        if self._opened is not None:
            words = str(self._opened.case.words.get("words") or "")
            ReadBack(self.context, words, str(self._opened.case.get("address")), self).open()

    def copy_number(self) -> None:
        """The number onto the clipboard."""
        QGuiApplication.clipboard().setText(self._number)
        self.context.shell.notice(self.tr("已复制 {number}").format(number=self._number))

    def take_back(self, number: str = "") -> None:
        """The form of a signed sheet that came back: of an order, or of the live lead."""
        open_sheet(self.context, self, number or self._number)

    def copy_order(self, number: str = "") -> None:
        """An order as picture and text onto the clipboard, noted as a copy."""
        self.context.work.start(
            partial(tasks.order_copy, self.context.desk, number or self._number), self._copied, owner=self,
            failed=self._tell,
        )  # fmt: skip

    def _dialog(self, opened: "OpenCase", act: Act, order_number: str) -> ActDialog:
        order = next((each for each in opened.case.orders.values() if each.number == order_number), None)
        dialog = act_dialog(self.context, self, opened, act, order, self.print_order)
        dialog.finished.connect(self._come_back)
        if act in _ENDING:
            dialog.done_with.connect(self._offer_to_end)
        return dialog

    # what it is made of

    def _connect(self, view: CaseView) -> None:
        view.bar.chosen.connect(lambda act: self.act(Act(act)))
        view.read_aloud.connect(self.read_back)
        view.versions.taken.connect(self._resolve)
        view.people.asked.connect(self._unmask)
        view.orders.act.connect(lambda number, act: self.act(Act(act), number))
        view.orders.printed.connect(self.print_order)
        view.orders.copied.connect(self.copy_order)
        view.files.asked.connect(partial(self.act, Act.ATTACH))
        view.files.opened.connect(self._open_file)
        view.beside.opened.connect(partial(self.context.shell.go, "case"))
        view.beside.ended.connect(self.end_incident)
        view.beside.parted.connect(partial(self.act, Act.PART))

    def _nothing(self) -> QWidget:
        back = Button(self.tr("看全部诉求"), partial(self.context.shell.go, "cases"))
        holder = QWidget()
        row = spaced(QHBoxLayout(holder), 0)
        row.addWidget(
            EmptyState("inbox", self.tr("没有打开的诉求"), self.tr("在查找框里输入编号，或从列表里打开一件。"), back)
        )
        return holder

    # what it shows

    def _read(self) -> None:
        task = partial(tasks.read_case, self.context.desk, self._number)
        self._reading.start(task, self._show, owner=self, failed=self._not_found)

    def _show(self, opened: "OpenCase") -> None:
        another = self._opened is None or self._opened.case.id != opened.case.id
        self._opened, self._number = opened, opened.case.number
        self._stack.setCurrentIndex(0)
        self._view.show_case(opened)
        self.heading_changed.emit()
        if another:
            self._view.timeline.show_end()
            self.focus_first()
            self._tell_replaced(opened)
        self._go_on_with_draft()
        to_end, self._to_end = self._to_end, False
        if to_end and opened.status in _ENDED and opened.mates:
            self._read_incident(partial(self._ask_to_end, self.focus_first))

    def _tell_replaced(self, opened: "OpenCase") -> None:
        """A sheet that was scanned may be worth nothing any more."""
        order = opened.order
        if order is not None and not order.live:
            words = self.tr("工单 {number} {state}").format(
                number=order.number, state=said(ORDER_STATUS_NAMES[opened.case.standing(order)])
            )
            self.context.shell.notice(words, ToneName.WARN)

    def _not_found(self, error: Exception) -> None:
        self._tell(error)
        if self._opened is None or self._opened.case.number != self._number:
            self._opened, self._number = None, ""
            self._stack.setCurrentIndex(1)
            self.heading_changed.emit()

    def _is_touched(self, changes: Changed | None) -> bool:
        if changes is None or self._opened is None:
            return True
        touched = changes.of("case")
        return not touched or self._opened.case.id in touched

    def _hear_line(self) -> None:
        """What waited may have reached the district."""
        rests = self._line is not None and not self._line.news.running
        if rests and self.isVisible() and self._opened is not None and self._opened.waiting:
            self._read()

    def _tell(self, error: Exception) -> None:
        self.context.shell.notice(explained(error), ToneName.DANGER)

    # a form that was begun

    def _read_draft(self, draft: str) -> None:
        task = partial(tasks.read_draft, self.context.desk, draft, STEP_FORM)
        self.context.work.start(task, self._take_draft, owner=self, failed=self._tell)

    def _take_draft(self, draft: "Draft | None") -> None:
        if draft is None:
            return
        self._draft = draft
        self._number = str(draft.fields.get("number", ""))
        self._read()

    def _go_on_with_draft(self) -> None:
        draft, self._draft = self._draft, None
        if draft is None or self._opened is None:
            return
        texts = dict(draft.fields)
        reference, act = str(texts.pop("number")), str(texts.pop("act"))
        if act == COME_BACK:
            open_sheet(self.context, self, reference, begun=draft)
            return
        dialog = self._dialog(self._opened, Act(act), reference)
        dialog.go_on_with(draft.id, texts)
        dialog.open()

    # what is done

    def _offer_to_end(self) -> None:
        """Once the case is read again, it is seen whether it has ended."""
        self._to_end = True

    def _read_incident(self, done: "Callable[[Incident], None]") -> None:
        task = partial(read_incident, self._number, self.context.desk)
        self.context.work.start(task, done, owner=self, failed=self._tell)

    def _ask_to_end(self, otherwise: Callable[[], None], incident: "Incident") -> None:
        if not incident.mates:
            otherwise()
            return
        dialog = EndIncidentDialog(self.context, self, incident)
        dialog.finished.connect(self._come_back)
        dialog.open()

    def _say_all_ended(self) -> None:
        self.context.shell.notice(self.tr("并案的都已了结，或正等回访"), ToneName.INFO)

    def _come_back(self) -> None:
        """A dialog is gone: one stands at the next step again."""
        self.window().activateWindow()
        self.focus_first()

    def _unmask(self, party: str, what: str) -> None:
        acts.perform(
            self.context, self, partial(tasks.unmask, self._number, party, what), partial(self._unmasked, party, what)
        )

    def _unmasked(self, party: str, what: str, found: "Unmasked") -> None:
        self._view.people.show_number(Id(party), what, found.value)

    def _resolve(self, entity: str, entity_id: str, name: str, value: object) -> None:
        acts.perform(
            self.context, self, partial(tasks.resolve, self._number, entity, entity_id, name, value), _nothing,
            self.tr("已选定"),
        )  # fmt: skip

    def _open_file(self, key: str) -> None:
        from ui.dialogs.file_view import FileView

        if self._opened is not None:
            file = self._opened.case.files[Id(key)].values()
            FileView(self.context, self, str(file["name"]), str(file["sha256"]), str(file["media_type"])).open()

    def _copied(self, clip: "Clip") -> None:
        both = QMimeData()
        both.setImageData(image_of(clip.picture))
        both.setText(clip.text)
        QGuiApplication.clipboard().setMimeData(both)
        acts.perform(self.context, self, partial(tasks.note_copied, clip), _nothing, self.tr("已复制，可粘贴到微信"))

    # why not

    def _why_nothing(self) -> str:
        return "" if self._opened is not None else self.tr("没有打开的诉求")

    def _why_no_act(self) -> str:
        if self._opened is not None and not self._opened.acts:
            return self.tr("这件诉求不在本室，或已撤销")
        return self._why_nothing()

    def _why_nobody(self) -> str:
        if self._opened is not None and self._opened.case.anonymous:
            return self.tr("没有留姓名和电话，没有人可打")
        return self._why_nothing()

    def _why_no_order(self) -> str:
        if self._opened is not None and not any(order.lead for order in self._opened.case.orders.values()):
            return self.tr("还没有派单，没有工单")
        return self._why_nothing()

    def _why_no_mates(self) -> str:
        if self._opened is not None and not self._opened.mates:
            return self.tr("没有与别的诉求并案")
        return self._why_nothing()

    def _why_no_versions(self) -> str:
        if self._opened is not None and not self._opened.case.conflicts():
            return self.tr("没有两处写得不同的")
        return self._why_nothing()


def _nothing(_: object) -> None:
    return None
