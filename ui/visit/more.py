"""What is asked only at times: kind of place, when someone is home, whom to call back, 保密, a group, an ID number,
and when they came, where that is written down later."""

from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.clock import Clock, from_text
from reception.domain.errors import InvalidInput
from reception.domain.forms import CALL_WAYS, PLACE_KINDS
from ui.theme.spacing import sized, spaced
from ui.visit.case_part import options
from ui.visit.filled import Filled, FilledPerson
from ui.widgets.choice import Choice
from ui.widgets.form import FieldRow, Form
from ui.widgets.labels import Words
from ui.widgets.line_edit import LineEdit, as_code
from ui.widgets.when_edit import MomentEdit, as_moment

OTHERS = 4
"""Representatives of a group beside the one who speaks (domain: five at most)."""


class MorePart(Form):
    """`edited` when anything was typed or chosen."""

    edited = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.place_kind = Choice(options(PLACE_KINDS))
        self.at_home_when = LineEdit(longest=100, hint=self.tr("例：周六上午；平日 18:00 以后"))
        self.id_number = LineEdit(cleaned=as_code, longest=18, hint=self.tr("只在要求赔偿或信访时问"))
        self.confidential = QCheckBox(self.tr("保密：任何单位的纸上都不写是谁说的"))
        self.back_name, self.back_phone = LineEdit(longest=100), LineEdit(cleaned=as_code, longest=40)
        self.relation = LineEdit(longest=40, hint=self.tr("女儿、邻居…"))
        self.hours = LineEdit(longest=100, hint=self.tr("例：18:00 以后"))
        self.way = Choice(options(CALL_WAYS))
        self.headcount = sized(LineEdit(cleaned=as_code, longest=4, hint=self.tr("几个人一起来")), max_width=140)
        self.their_number = LineEdit(cleaned=as_code, longest=60, hint=self.tr("12345、信访等给的编号"))
        self.received, self.late_why = MomentEdit(clock), LineEdit(longest=200)
        self._others = [(LineEdit(longest=100), LineEdit(cleaned=as_code, longest=40)) for _ in range(OTHERS)]
        self._other_rows: list[QWidget] = []
        self._lay_out()
        for line in self.findChildren(LineEdit):
            line.textEdited.connect(lambda _: self._typed())
            line.returnPressed.connect(self.focusNextChild)
        for choice in (self.place_kind, self.way):
            choice.chosen.connect(lambda _: self.edited.emit())
        self.confidential.clicked.connect(lambda: self.edited.emit())

    def show_filled(self, form: Filled) -> None:
        """Show what a form says."""
        self.place_kind.choose(form.place_kind)
        self.at_home_when.write(form.at_home_when)
        self.id_number.write(form.person.id_number)
        self.confidential.setChecked(form.confidential)
        back = form.call_back
        lines = (self.back_name, self.back_phone, self.relation, self.hours)
        for line, text in zip(lines, (back.name, back.phone, back.relation, back.hours), strict=True):
            line.write(text)
        self.way.choose(back.way)
        self.headcount.write(str(form.headcount) if form.headcount else "")
        self.received.write(form.received)
        self.late_why.write(form.late_why)
        self.their_number.write(form.their_number)
        padded = [*form.others, *[FilledPerson()] * OTHERS][:OTHERS]
        for (name, phone), other in zip(self._others, padded, strict=True):
            name.write(other.name)
            phone.write(other.phone)
        self.clear_errors()
        self._reveal()

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands here."""
        texts = any(line.text().strip() for line in self.findChildren(LineEdit))
        return not (texts or self.place_kind.key or self.way.key or self.confidential.isChecked())

    def call_back(self) -> FilledPerson:
        """The one to call back."""
        return FilledPerson(
            self.back_name.text().strip(),
            self.back_phone.text().strip(),
            relation=self.relation.text().strip(),
            hours=self.hours.text().strip(),
            way=self.way.key,
        )

    def others(self) -> tuple[FilledPerson, ...]:
        """The other representatives of a group."""
        people = [FilledPerson(name.text().strip(), phone.text().strip()) for name, phone in self._others]
        return tuple(person for person in people if not person.blank)

    def heads(self) -> int:
        """How many came; 0 when nothing readable stands there."""
        text = as_code(self.headcount.text())
        return int(text) if text.isascii() and text.isdigit() else 0

    def check(self) -> None:
        """When they came is a time, and of what is written long after it, it is said why. Raises InvalidInput."""
        try:
            self.received.write(self.received.value())
        except InvalidInput as error:
            raise InvalidInput(error.message, english=error.english, field="received_at") from error
        if self._is_late() and not self.late_why.text().strip():
            raise InvalidInput(
                "来访已超过两小时，属补录，请填写补录原因",
                english="they came more than two hours ago: say why so late",
                field="late_why",
            )

    def _lay_out(self) -> None:
        self.add(self.tr("地点"), self.place_kind, "place_kind")
        self.add(self.tr("在家时间"), self.at_home_when, "at_home_when", span=1)
        self.add(self.tr("证件号"), self.id_number, "resident.id_number", beside=True, span=1)
        self.add(self.tr("回访找"), self.back_name, "call_back.name", span=1)
        self.add(self.tr("回访电话"), self.back_phone, "call_back.phone", beside=True, span=1)
        self.add(self.tr("与本人关系"), self.relation, "call_back.relation", span=1)
        self.add(self.tr("方便时间"), self.hours, "call_back.hours", beside=True, span=1)
        self.add(self.tr("方式"), self.way, "call_back.way")
        self.add(self.tr("人数"), self.headcount, "headcount")
        self.add(self.tr("其他代表"), self._representatives(), "others")
        self.add(self.tr("来单编号"), self.their_number, "their_number", span=1)
        self.add(self.tr("来访时间"), self.received, "received_at", span=1)
        self.add(self.tr("补录原因"), self.late_why, "late_why", beside=True, span=1)
        self.add("", self.confidential, "confidential")

    def _representatives(self) -> QWidget:
        holder = QWidget()
        column = spaced(QVBoxLayout(holder), 6)
        for at, (name, phone) in enumerate(self._others):
            line = QWidget()
            row = spaced(QHBoxLayout(line), 6)
            labels = self.tr("代表 {n} 姓名").format(n=at + 2), self.tr("代表 {n} 电话").format(n=at + 2)
            for edit, label, key in zip((name, phone), labels, ("name", "phone"), strict=True):
                edit.setPlaceholderText(label)
                edit.setAccessibleName(label)
                field = FieldRow(edit)
                self._rows[f"others[{at}].{key}"] = field
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            column.addWidget(line)
            self._other_rows.append(line)
        holder.setFocusProxy(self._others[0][0])
        return holder

    def _typed(self) -> None:
        self._reveal()
        self.edited.emit()

    def _is_late(self) -> bool:
        from reception.desk.desk import LATE

        with suppress(InvalidInput):  # said once the line is left
            at = as_moment(self._clock, self.received.text())
            return bool(at) and self._clock.now() - from_text(at) > LATE
        return False

    def _reveal(self) -> None:
        """One empty line for the next representative, and none for who comes alone; why so late, where it is."""
        self.show_row("late_why", shown=self._is_late() or bool(self.late_why.text()))
        filled = [bool(name.text().strip() or phone.text().strip()) for name, phone in self._others]
        shown = self.heads() > 1 or any(filled)
        for at, row in enumerate(self._other_rows):
            row.setVisible(shown and (at == 0 or any(filled[at - 1 :])))
        self.row("others").setVisible(shown)
        self._label("others").setVisible(shown)

    def _label(self, name: str) -> QWidget:
        field = self.row(name).field
        return next(words for words in self.findChildren(Words) if words.buddy() is field)
