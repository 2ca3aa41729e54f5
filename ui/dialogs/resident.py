"""Correct a resident's details, or say that two records are one person."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reception.domain.errors import InvalidInput
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.dialogs.step_draft import RESIDENT_FORM, Texts
from ui.masks import phone_words
from ui.residents import tasks
from ui.theme.spacing import sized
from ui.widgets.labels import Words
from ui.widgets.line_edit import LineEdit, as_code
from ui.widgets.text_edit import TextEdit
from ui.widgets.type_ahead import Suggestion, TypeAhead
from ui.words import translate
from ui.work import Latest

if TYPE_CHECKING:
    from reception.desk.residents import Resident, ResidentLine


CORRECT = "correct"
"""What a draft of `CorrectDialog` is about, beside the resident's id."""


class CorrectDialog(ActDialog):
    """The details as they stand; only what was changed is written, and kept until then. An untouched number stays
    masked.
    """

    def __init__(self, context: Context, parent: QWidget, resident: "Resident") -> None:
        super().__init__(context, parent, translate("Residents", "更正居民信息"), resident.name)
        self._resident = resident
        self._lines = {
            "name": LineEdit(),
            "phone": LineEdit(cleaned=as_code),
            "id_number": LineEdit(cleaned=as_code),
            "address_text": LineEdit(),
        }
        labels = {
            "name": self.tr("姓名"),
            "phone": self.tr("电话"),
            "id_number": self.tr("证件号码"),
            "address_text": self.tr("住址"),
        }
        standing = {"name": resident.name, "address_text": resident.address}
        hidden = {"phone": resident.phone, "id_number": resident.id_number}
        for name, line in self._lines.items():
            line.write(standing.get(name, ""))
            if hidden.get(name):
                line.setPlaceholderText(self.tr("已有号码；要改就写新的"))
            self.form.add(labels[name], line, name)
        self._remarks = sized(TextEdit(longest=1000), height=96)
        self._remarks.write(resident.remarks)
        self.form.add(self.tr("备注"), self._remarks, "remarks")
        self.form.add("", Words(self.tr("备注只在本室显示，不印给任何单位"), "meta"))
        self.add_usual_buttons(self.tr("保存"))
        self._before = self._standing()
        for line in self._lines.values():
            line.textEdited.connect(lambda _: self.keep_soon())
        self._remarks.edited.connect(lambda _: self.keep_soon())
        self.keep(resident.id, CORRECT, self.windowTitle(), self._typed, form=RESIDENT_FORM, name=resident.name)

    def fill_again(self, texts: Texts) -> None:
        """What was changed, over what stands there."""
        for name, text in texts.items():
            self._fields[name].write(text)

    def focus_first(self) -> None:
        """The name."""
        self._lines["name"].setFocus()

    def submit(self) -> None:
        """Write what was changed."""
        changed = {name: value for name, value in self._standing().items() if value != self._before[name]}
        if not changed:
            raise InvalidInput("没有改动任何一项", english="nothing was changed", field="name")
        self.perform(partial(tasks.correct, self._resident.id, changed), self.tr("已更正 {name}").format(
            name=changed.get("name", self._resident.name)))  # fmt: skip

    @property
    def _fields(self) -> "dict[str, LineEdit | TextEdit]":
        return {**self._lines, "remarks": self._remarks}

    def _standing(self) -> dict[str, str]:
        return {name: field.value() for name, field in self._fields.items()}

    def _typed(self) -> Texts:
        """What differs from the record, as it is typed."""
        lines = {name: line.text() for name, line in self._lines.items()}
        typed = {**lines, "remarks": self._remarks.toPlainText()}
        return {name: text for name, text in typed.items() if text != self._before[name]}


class JoinDialog(ActDialog):
    """Finds the other record while one types; those with the same phone or name come first."""

    def __init__(self, context: Context, parent: QWidget, resident: "Resident") -> None:
        super().__init__(context, parent, translate("Residents", "合并记录"), resident.name, least_height=340)
        self._resident = resident
        self._finding = Latest(context.work)
        self._found: dict[str, ResidentLine] = {}
        self._other = TypeAhead(hint=self.tr("另一条记录：姓名、电话、首字母或地址"))
        self._other.asked.connect(self._ask)
        self._other.chosen.connect(self._tell)
        self._told = Words("", "second", wrap=True)
        self.form.add(self.tr("是同一个人"), self._other, "resident")
        self.form.add("", self._told)
        self.form.add("", Words(self.tr("两条记录的诉求会列在一起；随时可以再分开。"), "meta"))
        self.add_usual_buttons(self.tr("合并"))

    def focus_first(self) -> None:
        """The line, with those alike offered."""
        self._other.setFocus()
        self._ask("")

    def submit(self) -> None:
        """Join."""
        if not self._other.key:
            raise InvalidInput("请从列出的记录中选一条", english="choose one of the records", field="resident")
        self.perform(partial(tasks.join, self._resident.id, self._other.key), self.tr("已合并"))

    def _ask(self, typed: str) -> None:
        wanted = typed or self._resident.phone or self._resident.name
        self._finding.start(partial(tasks.find, self.context.desk, wanted), partial(self._offer, typed), owner=self)

    def _offer(self, typed: str, found: "list[ResidentLine]") -> None:
        others = [line for line in found if line.id != self._resident.id]
        self._found |= {line.id: line for line in others}
        self._other.offer(typed, [Suggestion(line.id, line.name, _about(line)) for line in others])

    def _tell(self, key: str) -> None:
        self._told.setText(_about(self._found[key]))


def _about(line: "ResidentLine") -> str:
    return "   ".join(filter(None, (phone_words(line.phone), line.address)))
