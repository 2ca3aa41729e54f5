"""The call under way: who, which number, what about; one question at a time, answered by a digit."""

from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import InvalidInput
from reception.domain.forms import ADOPTION, CALL_WAYS, REACHED
from reception.domain.identity import written_phone
from ui.calls.talk import OPTIONS, TODAY, Ask, Question, Talk
from ui.moments import day_words, moment_words, weekday_words
from ui.states import status_tone, status_words
from ui.theme.spacing import look, spaced
from ui.theme.tokens import ToneName
from ui.widgets.card import Card
from ui.widgets.choice import Choice, Option
from ui.widgets.labels import Line, ShortWords, Words
from ui.widgets.line_edit import LineEdit
from ui.widgets.pill import Pill
from ui.words import said, sentences, series, translate

_ANSWER_TONES = {
    "yes": ToneName.OK,
    "satisfied": ToneName.OK,
    "basically": ToneName.OK,
    "partly": ToneName.WARN,
    "no": ToneName.WARN,
    "dissatisfied": ToneName.DANGER,
}


class CallPanel(Card):
    """Shows one talk. `finished` comes with the last answer, `edited` with whatever was answered or written; `skipped`
    asks for somebody else (+1 or -1).

    Digits answer, Backspace takes the last answer back, 0 goes to the resident's words, Enter back from them.
    """

    finished = Signal(object)
    skipped = Signal(int)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, gap=10)
        self._talk: Talk | None = None
        self._name = Words("", "h1")
        self._about = Words("", "second", wrap=True)
        self._phone = Words("", "read-back")
        self._phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._tries = Words("", "meta", wrap=True)
        self._cases = QWidget()
        self._case_column = spaced(QVBoxLayout(self._cases), 8)
        self._blocks: list[QWidget] = []
        self._question = Words("", "h2", wrap=True)
        self._choice = Choice(())
        self._choice.chosen.connect(self._answer)
        self._words = LineEdit(longest=500)
        self._words.setPlaceholderText(self.tr("按 0 记一句居民的原话，回车回到选项"))
        self._words.setAccessibleName(self.tr("居民原话"))
        self._words.textEdited.connect(self._keep_words)
        self._lay_out()

    def show_talk(self, talk: Talk) -> None:
        """Show another call, or the same one again."""
        self._talk = talk
        call = talk.call
        self._name.setText(call.name or self.tr("没有姓名"))
        self._phone.setText(written_phone(call.phone) or self.tr("没有电话，请上门"))
        way = said(CALL_WAYS[call.way]) if call.way in CALL_WAYS else call.way
        others = series(" ".join(filter(None, other)) for other in call.others)
        self._about.setText("   ".join(filter(None, (call.relation, call.hours, way, others))))
        self._about.setVisible(bool(self._about.text()))
        self._tries.setText(tries_words(talk))
        self._tries.setVisible(bool(self._tries.text()))
        self._ask()

    @property
    def talk(self) -> Talk | None:
        """The call that is shown."""
        return self._talk

    def focus_first(self) -> None:
        """The answers."""
        self._choice.setFocus()

    def answer(self, number: int) -> None:
        """A digit that was pressed beside it."""
        self._choice.take(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace goes back one question, 0 to the words, the page keys to somebody else."""
        if self._words.hasFocus():
            self._key_in_words(event)
        elif event.key() == Qt.Key.Key_Backspace:
            self._take_back()
        elif event.key() == Qt.Key.Key_0:
            self._words.setFocus()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.skipped.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _key_in_words(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self._keep_words(self._words.text())
            self._choice.setFocus()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = spaced(QHBoxLayout(), 16)
        who = spaced(QVBoxLayout(), 4)
        who.addWidget(self._name)
        who.addWidget(self._about)
        head.addLayout(who, 1)
        head.addWidget(self._phone)
        self.add(head)
        self.add(self._tries)
        self._cases.setProperty("role", "page")
        self.add(CaseArea(self._cases))
        self.add(Line())
        self.add(self._question)
        self.add(self._choice)
        self.add(self._words)
        self.add(Words(self.tr("数字作答   Backspace 上一问   PgDn 先打别人   F2 同一居民的新诉求"), "meta", wrap=True))
        self.add(QWidget(), 1)

    def _ask(self) -> None:
        talk = self._talk
        if talk is None:
            return
        question = talk.question
        if question is None:
            self.finished.emit(talk)
            return
        self._question.setText(question_words(talk, question))
        names = option_names(talk, question)
        had_focus = has_focus_in(self)
        self._choice.show_options([Option(key, names[key]) for key in talk.options(question)])
        self._choice.choose("")
        self._choice.setAccessibleName(self._question.text())
        self._words.write(talk.words.get(max(0, question.about), ""))
        self._words.setVisible(question.about >= 0)
        self._show_cases(talk, question.about)
        if had_focus:
            self._choice.setFocus()

    def _answer(self, key: str) -> None:
        if self._talk is not None and self._talk.question is not None:
            self._talk.answer(key)
            self.edited.emit()
            self._ask()

    def _take_back(self) -> None:
        if self._talk is not None and self._talk.back():
            self.edited.emit()
            self._ask()

    def _keep_words(self, _: str) -> None:
        talk = self._talk
        question = talk.question if talk is not None else None
        if talk is None or question is None or question.about < 0:
            return
        try:
            talk.words[question.about] = self._words.value()
        except InvalidInput:  # said beside the line
            talk.words.pop(question.about, None)
        self.edited.emit()

    def _show_cases(self, talk: Talk, about: int) -> None:
        for block in self._blocks:
            block.hide()
            block.deleteLater()
        while self._case_column.count():
            self._case_column.takeAt(0)
        self._blocks = [case_block(talk, place, asked=place == about) for place in range(len(talk.call.cases))]
        for block in self._blocks:
            self._case_column.addWidget(block)
        self._case_column.addStretch(1)
        self._cases.updateGeometry()


class CaseArea(QScrollArea):
    """The cases: as high as they are, so that the question stands right below them; where there is less room, they
    scroll."""

    def __init__(self, cases: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setWidget(cases)
        cases.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """What the cases take."""
        return self.widget().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """One case."""
        return QSize(look().px(200), min(look().px(84), self.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other cases are there: room for them."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def has_focus_in(widget: QWidget) -> bool:
    """Whether the focus is in a widget or below it."""
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def case_block(talk: Talk, place: int, *, asked: bool) -> QWidget:
    """A case of the person: what was said and done, and what was answered just now."""
    case = talk.call.cases[place]
    block = QFrame()
    block.setProperty("role", "asked" if asked else "case")
    column = spaced(QVBoxLayout(block), 4, (12, 8, 12, 8))
    head = spaced(QHBoxLayout(), 8)
    head.addWidget(ShortWords(case.summary, "strong"), 1)
    given = talk.given(place)
    if not given:
        head.addWidget(Pill(status_words(case.status), status_tone(case.status)))
    for ask, answer in given:
        head.addWidget(Pill(said(OPTIONS[ask][answer]), _ANSWER_TONES.get(answer, ToneName.NEUTRAL)))
    column.addLayout(head)
    column.addWidget(ShortWords("   ".join(filter(None, (case.number, case.address, case.unit))), "meta"))
    if case.words and case.words != case.summary:
        column.addWidget(ShortWords(f"“{case.words}”", "second"))
    adopted = said(ADOPTION[case.adopted]) if case.adopted in ADOPTION else ""
    done = translate("CallPanel", "单位反馈：{words}").format(words=case.done) if case.done else ""
    if adopted or done:
        column.addWidget(ShortWords(" · ".join(filter(None, (adopted, done))), "second"))
    return block


def question_words(talk: Talk, question: Question) -> str:
    """The question as it is read out."""
    if question.ask is Ask.REACHED:
        return translate("CallPanel", "接通了吗？")
    if question.ask is Ask.WHEN:
        return translate("CallPanel", "什么时候再打？")
    if question.ask is Ask.GIVE_UP:
        return translate("CallPanel", "两天两个时段都没打通。怎么办？")
    summary = talk.call.cases[question.about].summary
    texts = {
        Ask.SOLVED: translate("CallPanel", "「{case}」解决了吗？"),
        Ask.SATISFIED: translate("CallPanel", "「{case}」办得满意吗？"),
        Ask.WHY: translate("CallPanel", "「{case}」哪里不满意？"),
        Ask.REOPEN: translate("CallPanel", "「{case}」没有解决，要重办吗？"),
    }
    return texts[question.ask].format(case=summary)


def option_names(talk: Talk, question: Question) -> dict[str, str]:
    """The answers in words."""
    if question.ask is not Ask.WHEN:
        return {key: said(names) for key, names in OPTIONS[question.ask].items()}
    today = talk.now.astimezone(DISTRICT_ZONE).date()
    days = {day.isoformat(): day_name(day, today) for day in talk.days}
    return {TODAY: translate("CallPanel", "今天稍后"), **days}


def day_name(day: date, today: date) -> str:
    """A day as one names it on the telephone: 明天, 周一 11-30."""
    near = day_words(day, today)
    return near if not near[:1].isdigit() else f"{weekday_words(day)} {near}"


def tries_words(talk: Talk) -> str:
    """The attempts before, and a hint when this hour was tried already; empty when there were none."""
    tries = sorted({(attempt.at, attempt.reached) for case in talk.call.cases for attempt in case.tries})
    missed = [(at, reached) for at, reached in tries if reached != "yes"]
    if not missed:
        return ""
    told = sentences(f"{moment_words(at, talk.now)} {said(REACHED[reached])}" for at, reached in missed[-3:])
    return told + _same_hour_hint([at for at, _ in missed], talk.now)


def _same_hour_hint(missed: list[datetime], now: datetime) -> str:
    hour = now.astimezone(DISTRICT_ZONE).hour
    if any(at.hour == hour for at in missed):
        return translate("CallPanel", "。这个时段打过，换个时段更容易打通")
    return ""
