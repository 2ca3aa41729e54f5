"""What is chosen beside the columns of a list: what it is for, a roster's compound, what is added to a form."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reception.domain.errors import ReceptionError
from reception.intake.columns import Purpose
from ui.files_in.form import LAST_MONTH, MONTH, NONE
from ui.files_in.uses import Options
from ui.theme.spacing import spaced
from ui.widgets.choice import Choice, Option
from ui.widgets.form import Form
from ui.widgets.type_ahead import Suggestion, TypeAhead
from ui.work import Report, Work

if TYPE_CHECKING:
    from reception.desk.desk import Desk


def compounds(desk: "Desk", report: Report) -> list[Suggestion]:
    """The compounds a roster can be about."""
    from reception.desk.people import master

    report.check()
    return [
        Suggestion(str(each["code"]), str(each.get("name") or each["code"]), "、".join(each.get("aliases") or ()))
        for each in master(desk, "compound")
    ]


class OptionsForm(QWidget):
    """`purpose_chosen` comes when the clerk says what the list is for, `changed` when another option was chosen."""

    purpose_chosen = Signal(str)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.purpose = Choice([
            Option(Purpose.MESSAGES, self.tr("导入诉求")), Option(Purpose.ROSTER, self.tr("导入住户名册")),
            Option(Purpose.FORM, self.tr("回填答复")),
        ])  # fmt: skip
        self.compound = TypeAhead(hint=self.tr("表里没写小区时填；名称或拼音首字母"))
        self.add = Choice([
            Option(NONE, self.tr("不补入")), Option(MONTH, self.tr("本月受理的")),
            Option(LAST_MONTH, self.tr("上月受理的")),
        ])  # fmt: skip
        self.replace = QCheckBox(self.tr("对方已写的内容也覆盖"))
        self.form = Form()
        self.form.add(self.tr("用来"), self.purpose, "purpose")
        self.form.add(self.tr("所属小区"), self.compound, "compound")
        self.form.add(self.tr("补入没有的"), self.add, "add")
        self.form.add("", self.replace, "replace")
        spaced(QVBoxLayout(self), 0).addWidget(self.form)
        self.purpose.chosen.connect(self.purpose_chosen)
        self.add.chosen.connect(lambda _: self.changed.emit())
        self.replace.toggled.connect(lambda _: self.changed.emit())
        self.show_purpose("")

    def offer_compounds(self, work: Work, desk: "Desk") -> None:
        """Have the compounds read that a roster can be about."""
        work.start(partial(compounds, desk), self._offer, owner=self)

    @property
    def options(self) -> Options:
        """What is chosen."""
        return Options(self.compound.key or self.compound.text().strip(), self.add.key, self.replace.isChecked())

    def show_purpose(self, purpose: str) -> None:
        """Show what this purpose asks for, everything as usual again."""
        self.purpose.choose(purpose)
        self.add.choose(NONE)
        self.replace.blockSignals(True)
        self.replace.setChecked(False)
        self.replace.blockSignals(False)
        self.compound.clear()
        self.form.clear_errors()
        self.form.show_row("compound", shown=purpose == Purpose.ROSTER)
        self.form.show_row("add", shown=purpose == Purpose.FORM)
        self.form.show_row("replace", shown=purpose == Purpose.FORM)

    def show_error(self, error: Exception) -> bool:
        """Say an error beside the option it is about; False when none is meant."""
        return isinstance(error, ReceptionError) and error.field == "compound" and self.form.show_error(error)

    def _offer(self, found: list[Suggestion]) -> None:
        self.compound.suggest_by(
            lambda typed: [
                each for each in found if typed.casefold() in f"{each.words}{each.remark}{each.key}".casefold()
            ]
        )
