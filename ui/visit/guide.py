"""The first visit, led step by step: one line above the form says what comes next, until somebody went all the way."""

from enum import IntEnum

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.context import Context
from ui.theme.spacing import spaced
from ui.visit.form import VisitForm
from ui.visit.result import ResultStrip
from ui.widgets.focus import follow_focus
from ui.widgets.labels import Words


class Step(IntEnum):
    """How far one is."""

    PERSON = 1
    PLACE = 2
    WORDS = 3
    UNIT = 4
    PAPER = 5


class Guide(QFrame):
    """Follows the focus through a visit. Hidden once it was gone through, or put away; `lead` begins anew."""

    def __init__(self, context: Context, form: VisitForm, result: ResultStrip) -> None:
        super().__init__()
        self.setProperty("role", "asked")
        self._context, self._form, self._result = context, form, result
        self._step = Step.PERSON
        self._place, self._told = Words("", "strong"), Words("", wrap=True)
        row = spaced(QHBoxLayout(self), 12, (12, 6, 12, 6))
        row.addWidget(self._place)
        row.addWidget(self._told, 1)
        follow_focus(self._follow)
        self._say()
        if context.settings.guided:
            self.hide()

    def toggle(self) -> None:
        """Lead through the next visit, or not."""
        self._context.settings.guided = not self._context.settings.guided
        self._step = Step.PERSON
        self._say()
        self.setVisible(not self._context.settings.guided)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if self._context.settings.guided or now is None or now.window() is not self.window():
            return
        before, self._step = self._step, self._step_at(now)
        if before is Step.PAPER and self._step is Step.PERSON:
            self._context.settings.guided = True
            words = self.tr("第一位接待完了。F1 说这一页怎么用，Ctrl+Shift+P 找任何一条命令。")
            self._context.shell.notice(words)
            self.hide()
        self._say()

    def _step_at(self, now: QWidget) -> Step:
        form = self._form
        if self._result.isVisible():
            return Step.PAPER if self._result.orders else Step.UNIT
        if form.case.isAncestorOf(now):
            return Step.WORDS
        if now in (form.who.name, form.who.phone) or form.place.isAncestorOf(now):
            return Step.PLACE
        return Step.PERSON if now is form.who.lookup else self._step

    def _say(self) -> None:
        self._place.setText(self.tr("第 {n} 步，共 {most} 步").format(n=int(self._step), most=len(Step)))
        self._told.setText(self._words()[self._step])

    def _words(self) -> dict[Step, str]:
        return {
            Step.PERSON: self.tr("找人：输电话、姓名、拼音首字母或地址，Enter。例：红旗大街188号3-2-501"),
            Step.PLACE: self.tr("姓名 Enter，电话 Enter，还缺的地址 Enter；不愿说的空着"),
            Step.WORDS: self.tr("居民怎么说就怎么写，写完按 Ctrl+Enter 保存。例：厨房上水管接头漏水"),
            Step.UNIT: self.tr("派给谁：单位的拼音首字母，Enter 选中，再按 Enter 派单"),
            Step.PAPER: self.tr("Ctrl+P 看工单和回执，再按一次打印，Esc 回来；F2 接待下一位"),
        }
