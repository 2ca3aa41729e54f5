"""Keeps a form as it is typed: at most a second behind the clerk's hands, off the GUI thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from reception.domain.clock import Id
from ui.context import Context
from ui.moments import moment_words
from ui.theme.tokens import ToneName
from ui.visit import tasks
from ui.widgets.labels import ShortWords
from ui.words import explained, translate
from ui.work import Lane, Task

if TYPE_CHECKING:
    from reception.desk.drafts import Draft

PAUSE = 600
"""Milliseconds from a change to its keeping; typing on does not put it off."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a form: what it is called, and its fields. Without a title and fields there is nothing."""

    title: str
    fields: Mapping[str, Any]


class Keeper(QObject):
    """Keeps one form under one draft id. `kept` tells when (UTC text), empty when nothing is; `failed` that it could
    not be written.

    `look` gives what stands in the form now, or None for an empty one: then its draft ends.
    """

    kept = Signal(str)
    failed = Signal(Exception)

    def __init__(self, context: Context, form: str, look: Callable[[], Kept | None], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._form = form
        self._look = look
        self._draft: Id | None = None
        self._last: Kept | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.keep)

    @property
    def draft(self) -> Id | None:
        """The draft this form is kept under, or None while nothing was."""
        return self._draft

    def note(self) -> None:
        """Something was typed: keep it soon."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep it now, when it differs from what is kept."""
        self.keep_as(self._look())

    def keep_as(self, now: Kept | None) -> None:
        """Keep this of it now, as it was put aside, say; of a form that was emptied again nothing is left."""
        self._timer.stop()
        if now is None:
            self._forget()
        elif now != self._last:
            self._keep(now)

    def _keep(self, now: Kept) -> None:
        self._last = now
        if self._draft is None:
            self._draft = self._context.clock.new_id()
        self._context.work.start(
            partial(tasks.keep_draft, self._context.desk, self._draft, self._form, now.title, now.fields),
            self.kept.emit,
            owner=self,
            failed=self._not_kept,
            lane=Lane.WRITE,
        )

    def _forget(self) -> None:
        draft, self._draft, self._last = self._draft, None, None
        if draft is not None:
            task = partial(tasks.forget_draft, self._context.desk, draft)
            self._context.work.start(
                task, lambda _: self.kept.emit(""), owner=self, failed=self._not_kept, lane=Lane.WRITE
            )

    def go_on_with(self, draft: Id, kept: Kept) -> None:
        """The form shows this draft from now on."""
        self._timer.stop()
        self._draft, self._last = draft, kept

    def let_go(self) -> None:
        """The form is another one from now on; what was kept stays where it is."""
        self._timer.stop()
        self._draft, self._last = None, None

    def hold(self) -> None:
        """Keep nothing for now: the form is being saved, and its draft ends with that."""
        self._timer.stop()

    def _not_kept(self, error: Exception) -> None:
        self._last = None
        self.failed.emit(error)


def throw_away(context: Context, draft: "Draft", then: Callable[[], None]) -> None:
    """Forget a draft, call `then`, and say which, where it can be taken back."""
    forget = partial(tasks.forget_draft, context.desk, draft.id)
    keep = partial(tasks.keep_draft, context.desk, draft.id, draft.form, draft.title, dict(draft.fields))
    words = translate("Drafts", "已扔掉：{title}").format(title=draft.title)
    write(context, forget, then)
    context.shell.notice(words, ToneName.OK, (translate("Drafts", "取回"), partial(write, context, keep, then)))


def write(context: Context, task: Task[Any], then: Callable[[], None] = lambda: None) -> None:
    """Keep or forget a draft, whatever becomes of its form; behind the keeping of one that was just put aside."""
    context.work.start(task, lambda _: then(), owner=context.shell.commands, lane=Lane.WRITE)


class KeptWords(ShortWords):
    """Says when a form was kept last, or why it could not be; nothing while there is nothing to keep."""

    def __init__(self, context: Context, keeper: Keeper) -> None:
        super().__init__("", "meta")
        self._clock, self._keeper = context.clock, keeper
        keeper.kept.connect(self._say_kept)
        keeper.failed.connect(self._say_not_kept)

    def _say_kept(self, at: str) -> None:
        kept = at and self._keeper.draft is not None
        self.show_text(self.tr("草稿已存 {when}").format(when=moment_words(at, self._clock.now())) if kept else "")

    def _say_not_kept(self, error: Exception) -> None:
        self.show_text(self.tr("草稿没有存上：{why}").format(why=explained(error)))
