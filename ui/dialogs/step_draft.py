"""What is typed into a dialog of a case is kept as one types; left without acting, it waits for the clerk."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reception.domain.clock import Id
from ui.context import Context
from ui.moments import moment_words
from ui.theme.tokens import ToneName
from ui.visit import tasks
from ui.visit.keeping import Keeper, Kept, throw_away, write
from ui.words import translate

if TYPE_CHECKING:
    from reception.desk.drafts import Draft

FORMS = STEP_FORM, RESIDENT_FORM, SEVERAL_FORM = "case", "residents", "cases"
"""The pages that go on with such drafts."""

Texts = Mapping[str, str]


class StepDraft:
    """Keeps what `typed` gives under whom or what and which act it is about; nothing while it gives nothing."""

    def __init__(
        self, context: Context, dialog: QWidget, form: str, reference: str, act: str, title: str,
        typed: Callable[[], Texts],
    ) -> None:  # fmt: skip
        self._context, self._form, self._typed = context, form, typed
        self._about = {"number": reference, "act": act}
        self._title = title
        self._keeper = Keeper(context, form, self._kept, dialog)
        self._dialog = dialog

    def look_for(self, take: Callable[[Id, Texts], None]) -> None:
        """Give what was left of the same before, unless something is typed already."""
        task = partial(tasks.read_drafts, self._context.desk, self._form)
        self._context.work.start(task, partial(self._found, take), owner=self._dialog)

    def _found(self, take: Callable[[Id, Texts], None], drafts: "Sequence[Draft]") -> None:
        before = next((draft for draft in drafts if self._about.items() <= draft.fields.items()), None)
        if before is None or self._keeper.draft is not None or self._kept() is not None:
            return
        take(before.id, {name: str(text) for name, text in before.fields.items() if name not in self._about})
        when = moment_words(before.saved_at, self._context.clock.now())
        words = translate("Drafts", "已恢复 {when} 没办完的：{title}").format(when=when, title=before.title)
        self._context.shell.notice(words, ToneName.INFO)

    def note(self) -> None:
        """Something was typed: keep it soon."""
        self._keeper.note()

    def hold(self) -> None:
        """Keep nothing for now: the act is being done."""
        self._keeper.hold()

    def go_on_with(self, draft: Id) -> None:
        """The dialog shows this draft from now on."""
        self._keeper.go_on_with(draft, self._kept() or Kept("", {}))

    def leave(self) -> None:
        """The dialog goes; what was typed stays, written by somebody who outlives it."""
        kept = self._kept()
        self._keeper.hold()
        if kept is None:
            self.end()
            return
        draft = self._keeper.draft or self._context.clock.new_id()
        task = partial(tasks.keep_draft, self._context.desk, draft, self._form, kept.title, kept.fields)
        write(self._context, task)
        words = translate("Drafts", "写的留作草稿，在「今日」里：{title}").format(title=kept.title)
        away = partial(self._throw_away, draft, kept)
        self._context.shell.notice(words, ToneName.INFO, (translate("Drafts", "扔掉"), away))

    def end(self) -> None:
        """It was done: there is nothing to go on with."""
        if self._keeper.draft is not None:
            write(self._context, partial(tasks.forget_draft, self._context.desk, self._keeper.draft))

    def _throw_away(self, draft: Id, kept: Kept) -> None:
        from reception.desk.drafts import Draft

        throw_away(self._context, Draft(draft, self._form, kept.title, "", "", kept.fields), self._keeper.hold)

    def _kept(self) -> Kept | None:
        typed = {name: text for name, text in self._typed().items() if text.strip()}
        return Kept(self._title, {**self._about, **typed}) if typed else None
