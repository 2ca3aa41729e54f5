"""Correct a case: the fields as they stand, of which only what was changed is written."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from reception.domain.errors import InvalidInput
from reception.domain.forms import PLACE_KINDS, URGENCIES, VOICES
from reception.domain.lifecycle import Act
from ui.case.names import act_words, field_name
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.dialogs.step import choices_of, stepped_words, take
from ui.dialogs.step_draft import Texts
from ui.theme.spacing import sized
from ui.widgets.choice import Choice, Option
from ui.widgets.line_edit import LineEdit, as_code
from ui.widgets.text_edit import TextEdit
from ui.widgets.type_ahead import Suggestion, TypeAhead
from ui.words import said

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase
    from reception.desk.choices import Choices

CHOICES = {"voice": VOICES, "urgency": URGENCIES, "place_kind": PLACE_KINDS}
HIDDEN = "confidential"
YES, NO = "yes", "no"


class AmendDialog(ActDialog):
    """Every field stands as it is, but for the phone: to see that is an act of its own.

    A changed urgency or voice keeps its old limits beside the new.
    """

    def __init__(self, context: Context, parent: QWidget, opened: "OpenCase") -> None:
        super().__init__(context, parent, act_words(Act.AMEND), opened.case.number, width=640)
        self._number = opened.case.number
        self._lines: dict[str, LineEdit] = {}
        self._picks: dict[str, Choice] = {}
        case, reporter = opened.case, opened.case.reporter
        self._line("summary", case.get("summary"))
        self._words = sized(TextEdit(longest=20_000), height=96)
        self._words.write(str(case.words.get("words") or ""))
        self.form.add(field_name("words"), self._words, "words")
        self._pick("voice", case.get("voice"))
        self._category = TypeAhead(free=True)
        self._category.choose(str(case.get("category")), str(case.get("category")))
        self.form.add(field_name("category"), self._category, "category")
        self._pick("urgency", case.get("urgency"))
        self._line("address_text", case.get("address"), field_name("address"))
        self._pick("place_kind", case.get("place_kind"))
        self._line("at_home_when", case.get("at_home_when"))
        self._line("wants", case.get("wants"))
        self._line("name", reporter.get("name"))
        self._line("phone", "", code=True)
        if reporter.get("phone"):
            self._lines["phone"].setPlaceholderText(self.tr("已有号码；要改就写新的"))
        self._confidential(secret=bool(case.get(HIDDEN)))
        self._by, self._note = LineEdit(), LineEdit(longest=1000)
        self.form.add(self.tr("经手人"), self._by, "by")
        self.form.add(self.tr("更正原因（内部备注）"), self._note, "note")
        self.add_usual_buttons(act_words(Act.AMEND))
        self._before = self._standing()
        self._watch()
        self.keep(self._number, Act.AMEND, act_words(Act.AMEND), self._typed)
        context.work.start(partial(choices_of, context.desk), self._take_choices, owner=self)

    def focus_first(self) -> None:
        """What it is about."""
        self._lines["summary"].setFocus()

    def submit(self) -> None:
        """Write what was changed."""
        changed = {name: value for name, value in self._standing().items() if value != self._before[name]}
        if not changed:
            raise InvalidInput("没有改动任何一项", english="nothing was changed", field="summary")
        people = {name: changed.pop(name) for name in ("name", "phone") if name in changed}
        fields: dict[str, Any] = changed | ({"resident": people} if people else {})
        given = {"fields": fields, "by": self._by.value(), "note": self._note.value()}
        self.perform(partial(take, self._number, Act.AMEND, given), stepped_words)

    def fill_again(self, texts: Texts) -> None:
        """What was changed; everything else stands as the case has it now."""
        for name, text in texts.items():
            if name in self._picks:
                self._picks[name].choose(text)
            elif name in self._texts:
                self._texts[name].write(text)
        if "category" in texts:
            self._category.choose(texts["category"], texts["category"])

    # inside

    @property
    def _texts(self) -> Mapping[str, LineEdit | TextEdit]:
        return {**self._lines, "words": self._words, "by": self._by, "note": self._note}

    def _watch(self) -> None:
        for line in (*self._lines.values(), self._by, self._note, self._category):
            line.textChanged.connect(lambda _: self.keep_soon())
        for pick in self._picks.values():
            pick.chosen.connect(lambda _: self.keep_soon())
        self._words.edited.connect(lambda _: self.keep_soon())

    def _typed(self) -> Texts:
        """What differs from the case, as it is typed."""
        was = {name: str(value) for name, value in self._before.items()} | {HIDDEN: YES if self._before[HIDDEN] else NO}
        typed = {name: pick.key for name, pick in self._picks.items()}
        typed |= {name: line.text() for name, line in (*self._lines.items(), ("by", self._by), ("note", self._note))}
        typed |= {"words": self._words.toPlainText(), "category": self._category.key or self._category.text()}
        return {name: text for name, text in typed.items() if text != was.get(name, "")}

    def _line(self, name: str, value: object, label: str = "", *, code: bool = False) -> None:
        line = LineEdit(cleaned=as_code) if code else LineEdit()
        line.write(str(value or ""))
        self._lines[name] = line
        self.form.add(label or field_name(name), line, name)

    def _pick(self, name: str, value: object) -> None:
        pick = Choice([Option(key, said(names)) for key, names in CHOICES[name].items()])
        pick.choose(str(value or ""))
        self._picks[name] = pick
        self.form.add(field_name(name), pick, name)

    def _confidential(self, *, secret: bool) -> None:
        pick = Choice([Option(NO, self.tr("不保密")), Option(YES, self.tr("对单位隐去反映人"))])
        pick.choose(YES if secret else NO)
        self._picks[HIDDEN] = pick
        self.form.add(field_name(HIDDEN), pick, HIDDEN)

    def _standing(self) -> dict[str, Any]:
        """What stands in the fields now."""
        picked: dict[str, Any] = {name: pick.key for name, pick in self._picks.items()}
        category = self._category.key or self._category.value()
        lines = {name: line.value() for name, line in self._lines.items()}
        return lines | picked | {HIDDEN: picked[HIDDEN] == YES, "words": self._words.value(), "category": category}

    def _take_choices(self, choices: "Choices") -> None:
        def suggest(typed: str) -> list[Suggestion]:
            found = choices.find_categories(typed)
            return [Suggestion(each.category.path, each.category.path) for each in found]

        self._category.suggest_by(suggest)
