"""A paper as it will be printed: looked at, printed through the system's window, or saved as PDF."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import acts
from ui.context import Context
from ui.dialogs.going import GoingDialog
from ui.dialogs.page_finder import PageFinder
from ui.dialogs.page_list import PageList
from ui.dialogs.page_view import STEP, PageView
from ui.dialogs.paper_shape import Shape, ShapeChoice, keep_shape, kept_shape
from ui.dialogs.print_job import PrintJob, asked_printer, kept_name
from ui.dialogs.printer_state import sent_words
from ui.theme.spacing import look, spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.labels import Words
from ui.widgets.progress import ProgressPanel
from ui.words import explained, series, translate
from ui.work import Lane, Latest, Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.domain.changed import Changed
    from reception.paper.preview import Paper

    Make = Callable[[Shape, Desk, Report], Paper]

ORDER = "order"
"""Under this name it is kept how orders are printed, one or many."""
PAGES, MAKING, PRINTING = range(3)
"""What is shown: the pages, or how far their making or printing is."""
Sizes = list[tuple[float, float]]


def order(number: str, shape: Shape, desk: "Desk", report: Report) -> "Paper":
    """An order's papers."""
    from reception.paper.order import Copies
    from reception.paper.preview import order_paper

    report.check()
    return order_paper(desk, number, Copies(shape.copies), size=shape.paper)


def orders(numbers: Sequence[str], words: str, shape: Shape, desk: "Desk", report: Report) -> "Paper":
    """The papers of several orders; `words` say what is done meanwhile."""
    from reception.paper.order import Copies
    from reception.paper.preview import orders_paper

    return orders_paper(
        desk, numbers, lambda done, total: report.step(done, total, words), Copies(shape.copies), size=shape.paper
    )


def receipt(number: str, shape: Shape, desk: "Desk", report: Report) -> "Paper":
    """A visit's receipt."""
    from reception.paper.preview import receipt_paper

    report.check()
    return receipt_paper(desk, number, size=shape.paper)


def made(make: "Make", shape: Shape, desk: "Desk", report: Report) -> "tuple[Paper, Sizes]":
    """A paper with the sizes of its pages."""
    from reception.paper.pages import page_sizes

    paper = make(shape, desk, report)
    return paper, page_sizes(paper.pdf)


def note(paper: "Paper", desk: "Desk") -> "Changed":
    """Note that it was printed."""
    from reception.paper.further import note_paper

    return note_paper(desk, paper)


def save(paper: "Paper", path: Path, desk: "Desk") -> "Changed":
    """Write it to a file, and note that. Raises Unavailable when the path cannot be written; then nothing is noted."""
    from reception.paper.further import note_paper
    from reception.paper.output import written

    noted: list[Changed] = []
    with written(path, lambda: noted.append(note_paper(desk, paper))) as file:
        file.write(paper.pdf)
    return noted[0]


def preview_order(context: Context, parent: QWidget, number: str) -> "PreviewDialog":
    """Show an order's papers before they are printed; a case's number means its live lead order."""
    title = translate("Preview", "工单 {number}").format(number=number)
    return _opened(PreviewDialog(context, parent, title, partial(order, number), ORDER, with_copies=True))


def preview_orders(context: Context, parent: QWidget, numbers: Sequence[str]) -> "PreviewDialog":
    """Show the papers of several orders as one job."""
    if len(numbers) == 1:
        return preview_order(context, parent, numbers[0])
    title = translate("Preview", "{count} 张工单").format(count=len(numbers))
    words = translate("Preview", "正在排版")
    make = partial(orders, tuple(numbers), words)
    return _opened(PreviewDialog(context, parent, title, make, ORDER, with_copies=True))


def preview_receipt(context: Context, parent: QWidget, number: str) -> "PreviewDialog":
    """Show the receipt of the visit a case came from."""
    title = translate("Preview", "来访回执")
    return _opened(PreviewDialog(context, parent, title, partial(receipt, number), "receipt"))


def _opened(dialog: "PreviewDialog") -> "PreviewDialog":
    dialog.open()
    return dialog


class PreviewDialog(GoingDialog):
    """Ctrl+P prints, Ctrl+S saves, Ctrl+F finds, Ctrl++ and Ctrl+- zoom, Esc leaves, and so does the key of a page.

    `make` writes the paper on a worker. Its size, and `with_copies` how many there are, is chosen above it and kept
    under the name `kind`.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        title: str,
        make: "Make",
        kind: str,
        *,
        with_copies: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._context = context
        self._make_paper, self._kind = make, kind
        self._paper: Paper | None = None
        self._sizes: Sizes = []
        self._making = Latest(context.work)
        self._job: PrintJob | None = None
        self._shape = ShapeChoice(kept_shape(context.settings, kind), with_copies=with_copies)
        self._view, self._list, self._finder = PageView(context, title), PageList(context), PageFinder(context)
        self._progress, self._printing = ProgressPanel(self.tr("正在排版")), ProgressPanel(self.tr("正在打印"))
        self._stack = QStackedWidget()
        self._page = Words("", "second")
        self._refused = Words("", "error", wrap=True)
        self._refused.hide()
        self._lay_out()
        self._connect()
        self._bind()
        self.resize(self._usual_size())
        self._make()

    @property
    def paper(self) -> "Paper | None":
        """The paper that is shown, or None while it is made."""
        return self._paper

    def print_on(self, printer: QPrinter) -> None:
        """Print what is shown."""
        if self._paper is None:
            return
        printer.setDocName(self.windowTitle())
        self._job = job = PrintJob(self._context.work, self._paper.pdf, self._sizes, printer, self)
        job.told.connect(self._printing.show_step)
        job.printed.connect(partial(self._printed, self._paper, printer.printerName()))
        job.failed.connect(self._not_printed)
        self._allow(on=False)
        self._shape.setEnabled(False)
        self._printing.begin()
        self._stack.setCurrentIndex(PRINTING)
        job.start()

    def reject(self) -> None:
        """Leave; while it is printed, that is stopped first: the printer has no half page."""
        if self._job is not None:
            self._job.stop()
        else:
            super().reject()

    def save_to(self, path: Path) -> None:
        """Save what is shown as PDF."""
        if self._paper is not None:
            words = self.tr("已保存 {path}").format(path=path)
            acts.perform(self._context, self._context.shell.commands, partial(save, self._paper, path), _nothing, words)

    # what it is made of

    def _lay_out(self) -> None:
        for part in (self._pages(), _alone(self._progress), _alone(self._printing)):
            self._stack.addWidget(part)
        column = spaced(QVBoxLayout(self), 8, (16, 12, 16, 12))
        column.addLayout(self._top())
        column.addWidget(self._refused)
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot())

    def _connect(self) -> None:
        self._shape.chosen.connect(self._make)
        self._view.moved.connect(self._tell_page)
        self._list.turned.connect(self._view.turn_to)
        self._finder.found.connect(self._view.show_hits)
        self._finder.left.connect(self._view.setFocus)
        for part in (self._view, self._list, self._finder):
            part.failed.connect(self._fail)
        for panel in (self._progress, self._printing):
            panel.stopped.connect(self.reject)

    def _top(self) -> QHBoxLayout:
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(self._shape)
        row.addStretch(1)
        row.addWidget(self._page)
        for name, icon_name, run in (
            (self.tr("缩小"), "minus", partial(self._view.zoom_by, 1 / STEP)),
            (self.tr("放大"), "plus", partial(self._view.zoom_by, STEP)),
        ):
            button = Button("", run, kind=Kind.QUIET, icon_name=icon_name)
            button.setAccessibleName(name)
            button.setToolTip(name)
            row.addWidget(button)
        row.addWidget(Button(self.tr("适合宽度"), self._view.fit_width, kind=Kind.QUIET))
        return row

    def _pages(self) -> QWidget:
        holder = QWidget()
        row = spaced(QHBoxLayout(holder), 8)
        row.addWidget(self._list)
        row.addWidget(self._view, 1)
        return holder

    def _foot(self) -> QHBoxLayout:
        row = spaced(QHBoxLayout(), 8)
        row.addWidget(self._finder)
        row.addStretch(1)
        row.addWidget(Button(self.tr("关闭"), self.reject, keys="Esc"))
        self._save = Button(self.tr("保存为 PDF"), self._ask_path, keys="Ctrl+S", icon_name="save")
        self._print = Button(self.tr("打印"), self._ask_printer, kind=Kind.PRIMARY, keys="Ctrl+P", icon_name="printer")
        row.addWidget(self._save)
        row.addWidget(self._print)
        return row

    def _bind(self) -> None:
        for keys, run in (
            ("Ctrl+P", self._ask_printer),
            ("Ctrl+S", self._ask_path),
            ("Ctrl+F", self._finder.line.setFocus),
            ("Ctrl++", partial(self._view.zoom_by, STEP)),
            ("Ctrl+=", partial(self._view.zoom_by, STEP)),
            ("Ctrl+-", partial(self._view.zoom_by, 1 / STEP)),
            ("Ctrl+0", self._view.fit_width),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _usual_size(self) -> QSize:
        room = self.screen().availableGeometry().size()
        return QSize(look().px(880), look().px(960)).boundedTo(room - QSize(look().px(40), look().px(60)))

    # what it does

    def _make(self) -> None:
        self._paper = None
        self._allow(on=False)
        self._stack.setCurrentIndex(MAKING)
        ticket = self._making.start(
            partial(made, self._make_paper, self._shape.shape, self._context.desk),
            self._show,
            owner=self,
            failed=self._fail,
            told=self._progress.show_step,
            lane=Lane.LONG,
        )
        self._progress.follow(ticket)

    def _show(self, found: "tuple[Paper, Sizes]") -> None:
        self._paper, self._sizes = found
        self._stack.setCurrentIndex(PAGES)
        self._list.show_pdf(self._paper.pdf, self._sizes)
        self._view.show_pdf(self._paper.pdf, self._sizes)
        self._finder.show_pdf(self._paper.pdf)
        self._view.setFocus()
        self._allow(on=True)
        self._tell_refused(self._paper)
        keep_shape(self._context.settings, self._kind, self._shape.shape)

    def _tell_refused(self, paper: "Paper") -> None:
        numbers = series(number for number, _ in paper.refused[:5])
        more = self.tr(" 等") if len(paper.refused) > 5 else ""
        words = self.tr("{count} 件没有工单，未列入：{numbers}").format(count=len(paper.refused), numbers=numbers)
        self._refused.setText(words + more)
        self._refused.setVisible(bool(paper.refused))

    def _tell_page(self, page: int) -> None:
        self._page.setText(self.tr("第 {page} / {pages} 页").format(page=page, pages=self._view.pages))
        self._list.stand_at(page)

    def _allow(self, *, on: bool) -> None:
        self._print.setEnabled(on)
        self._save.setEnabled(on)

    def _ask_printer(self) -> None:
        if self._paper is None or self._job is not None:
            return
        printer = asked_printer(self._sizes, self._context.settings.printer(self._kind), self)
        if printer is not None:
            self._context.settings.keep_printer(self._kind, kept_name(printer))
            self.print_on(printer)

    def _ask_path(self) -> None:
        if self._paper is None:
            return
        name = f"{next(iter(self._paper.numbers), self._paper.what)}.pdf"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("保存为 PDF"), str(Path.home() / name), "PDF (*.pdf)")
        if path:
            self.save_to(Path(path))

    def _printed(self, paper: "Paper", printer: str, complaints: tuple[str, ...]) -> None:
        job, self._job = self._job, None
        usual = self.tr("已送往打印机")
        if job is not None and job.sent < job.total:
            usual = self.tr("已停止，前 {count} 页已送往打印机").format(count=job.sent)
        words = sent_words(printer, complaints, usual)
        acts.perform(self._context, self._context.shell.commands, partial(note, paper), _nothing, words)
        self.accept()

    def _not_printed(self, error: Exception) -> None:
        self._job = None
        self._shape.setEnabled(True)
        self._stack.setCurrentIndex(PAGES)
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._context.shell.notice(explained(error), ToneName.DANGER)
        if self._paper is None:
            self.reject()
        else:
            self._allow(on=True)


def _alone(panel: ProgressPanel) -> QWidget:
    """A panel in the middle of what else would be pages."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addStretch(1)
    column.addWidget(panel)
    column.addStretch(2)
    return holder


def _nothing(_: object) -> None:
    return None
