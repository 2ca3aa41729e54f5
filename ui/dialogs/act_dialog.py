"""The frame of a dialog that takes an act's details: what it is about, a form, Ctrl+Enter does it, Esc leaves."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reception.domain.clock import Id
from reception.domain.errors import InvalidInput, ReceptionError
from ui import acts
from ui.context import Context
from ui.dialogs.going import GoingDialog
from ui.dialogs.phrases import open_phrases
from ui.dialogs.step_draft import STEP_FORM, StepDraft, Texts
from ui.theme.spacing import look, sized, spaced
from ui.widgets.button import Button, Kind
from ui.widgets.composing import take_composed, when_composed
from ui.widgets.form import Form
from ui.widgets.labels import ShortWords, Words
from ui.widgets.phrased import PHRASES_KEY
from ui.widgets.text_edit import TextEdit
from ui.words import explained

if TYPE_CHECKING:
    from reception.desk.desk import Desk

T = TypeVar("T")
SAVE = "Ctrl+Return"


class ActDialog(GoingDialog):
    """Build the form in `form`, then open it. `submit` is what Ctrl+Enter and the primary button do.

    `width` and `least_height` are in units of the design; a list that lies over the form may want more than the form.
    It stays open, and cannot be left, while the act is done; what is wrong is said beside its field.
    What is typed is kept where a dialog says so by `keep`.
    """

    done_with = Signal()

    def __init__(
        self, context: Context, parent: QWidget, title: str, about: str = "", *, width: int = 560, least_height: int = 0
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.context = context
        self.form = Form()
        self._busy = False
        self._draft: StepDraft | None = None
        self._wrong = Words("", "error", wrap=True)
        self._wrong.hide()
        self._buttons = spaced(QHBoxLayout(), 8)
        self._buttons.addStretch(1)
        self._body = QWidget()
        self._body.setProperty("role", "page")
        self._body_column = spaced(QVBoxLayout(self._body), 12)
        self._body_column.addWidget(self.form)
        self._body_column.addStretch(1)
        self._column = spaced(QVBoxLayout(self), 12, (16, 16, 16, 16))
        if about:
            self._column.addWidget(ShortWords(about, "second"))
        self._area = self._scrolled(self._body)
        self._column.addWidget(self._area, 1)
        self._column.addWidget(self._wrong)
        self._column.addLayout(self._buttons)
        sized(self, min_width=width, min_height=least_height)

    def add(self, part: QWidget) -> None:
        """Put something below the form."""
        self._body_column.insertWidget(self._body_column.count() - 1, part)

    def add_before(self, other: QWidget, part: QWidget) -> None:
        """Put something above another part, and let the dialog grow for it."""
        self._body_column.insertWidget(self._body_column.indexOf(other), part)
        if self.isVisible():
            self._body_column.activate()
            self._fit()

    def add_button(self, words: str, run: Callable[[], object], kind: Kind = Kind.PLAIN, keys: str = "") -> Button:
        """Put a button at the foot, at the right of those that are there."""
        button = Button(words, run, kind=kind, keys=keys)
        self._buttons.addWidget(button)
        return button

    def add_usual_buttons(self, words: str) -> Button:
        """Leave, and the primary one that does it."""
        self.add_button(self.tr("取消"), self.reject, keys="Esc")
        return self.add_button(words, self.ask, Kind.PRIMARY, SAVE)

    def keep(
        self, reference: str, act: str, title: str, typed: Callable[[], Texts], *, form: str = STEP_FORM, name: str = ""
    ) -> None:
        """Keep what `typed` gives from now on, as what is begun about a case's or an order's number.

        What was left of the same before comes back. A draft of another page's is about whatever goes by `name`.
        """
        self._draft = StepDraft(self.context, self, form, reference, act, f"{title} {name or reference}", typed)
        self._draft.look_for(self.go_on_with)

    def keep_soon(self) -> None:
        """Something was typed."""
        if self._draft is not None:
            self._draft.note()

    def go_on_with(self, draft: Id, texts: Texts) -> None:
        """Fill in what a draft kept."""
        self.fill_again(texts)
        for field in self.findChildren(TextEdit):
            field.moveCursor(QTextCursor.MoveOperation.End)
        if self._draft is not None:
            self._draft.go_on_with(draft)

    def fill_again(self, texts: Texts) -> None:
        """Put texts back where they were typed, by the names that `keep` gave them."""
        raise NotImplementedError

    def ask(self) -> None:
        """Do it, as soon as nothing is being composed."""
        if not self._busy:
            when_composed(self._submit)

    def submit(self) -> None:
        """Read the form and `perform`. Raises InvalidInput for what its fields say is wrong."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the focus where typing begins."""
        self.setFocus()

    def perform(
        self,
        act: "Callable[[Desk], T]",
        say: str | Callable[[T], str] = "",
        then: Callable[[T], object] | None = None,
    ) -> None:
        """Run the act, close, and then `then`; an error stays here."""
        self._set_busy(busy=True)
        if self._draft is not None:
            self._draft.hold()

        def finish(value: T) -> None:
            self._set_busy(busy=False)
            if self._draft is not None:
                self._draft.end()
            self.accept()
            self.done_with.emit()
            if then is not None:
                then(value)

        acts.perform(self.context, self, act, finish, say, self.show_error)

    def show_error(self, error: ReceptionError) -> bool:
        """Say an error beside its field, else at the foot."""
        self._set_busy(busy=False)
        self.keep_soon()
        beside = self.form.show_error(error)
        self._wrong.setText("" if beside else explained(error))
        self._wrong.setVisible(not beside)
        self._grow()
        return True

    def open(self) -> None:
        """Show it over its window, as high as it needs to be."""
        self._fit()
        super().open()
        self.focus_first()

    def reject(self) -> None:
        """Leave, but not while the act is being done; what was typed stays as a draft."""
        if self._busy:
            return
        take_composed(self.focusWidget())
        if self._draft is not None:
            self._draft.leave()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter does it; Enter alone does nothing, it may come from a scanner or a list. F3 offers phrases.

        F1 helps with the page below.
        """
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.ask()
        elif QKeySequence(event.key()) == QKeySequence(PHRASES_KEY):
            open_phrases(self.context.settings, self)
        elif event.key() == Qt.Key.Key_F1:
            self.context.shell.commands.run("help")
        else:
            super().keyPressEvent(event)

    def _submit(self) -> None:
        self._wrong.hide()
        self.form.clear_errors()
        try:
            self.submit()
        except InvalidInput as error:
            self.show_error(error)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._body.setEnabled(not busy)

    def _scrolled(self, body: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        return area

    def _fit(self) -> None:
        """All of the form where the screen is high enough; else it scrolls."""
        room = self.screen().availableGeometry()
        self.ensurePolished()
        _settle(self._body)
        self._area.setMinimumHeight(0)
        width = max(self.minimumWidth(), self.sizeHint().width())
        rest = self.sizeHint().height() - self._area.sizeHint().height()
        height = max(self.minimumHeight(), self._wanted(width) + rest + look().px(8))
        self.resize(width, min(height, room.height() - look().px(80)))

    def _grow(self) -> None:
        """Room for what is said to be wrong; a dialog that was drawn larger stays so."""
        before = self.height()
        self._fit()
        self.resize(self.width(), max(before, self.height()))
        field = self.focusWidget()
        if field is not None and self._body.isAncestorOf(field):
            self._area.ensureWidgetVisible(field)

    def _wanted(self, width: int) -> int:
        """How high the form is in a dialog so broad; words that wrap count as they will."""
        sides = self.contentsMargins() + self._column.contentsMargins()
        column = self._body_column
        inner = width - sides.left() - sides.right() - 2
        wrapped = column.totalHeightForWidth(inner) if column.hasHeightForWidth() else 0
        return max(wrapped, column.totalSizeHint().height()) + 2


def _settle(part: QWidget) -> None:
    """Have the layouts of a part that was not shown yet know how large their parts are, the innermost first."""
    for widget in (*reversed(part.findChildren(QWidget)), part):
        layout = widget.layout()
        if layout is not None:
            layout.activate()
