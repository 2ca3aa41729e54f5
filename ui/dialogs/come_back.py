"""A signed sheet comes back: what stands on it is typed as it stands there, and becomes its steps in one act."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reception.domain.clock import from_text
from reception.domain.errors import InvalidInput
from reception.domain.forms import ADOPTED, ON_PAPER, FieldSpec, Kind
from reception.domain.lifecycle import ACT_NAMES, STATUS_NAMES, Act
from reception.domain.numbering import parse_number
from ui.case.fields import Field, make_field, values
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.dialogs.step_draft import Texts
from ui.theme.tokens import ToneName
from ui.widgets.line_edit import LineEdit
from ui.words import explained, said, series, translate
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.coming_back import CameBack, Filled, Sheet
    from reception.desk.desk import Desk
    from reception.desk.drafts import Draft

_ON_PAPER = {spec.name: spec for spec in ON_PAPER}
_TIMES = ("arrived_at", "finished_at")
_RETURNED = ("why", "basis")
_WORKED = ("materials",)


def _spec(name: str, names: tuple[str, str], kind: Kind = Kind.TEXT) -> FieldSpec:
    return FieldSpec(name, *names, kind)


_SPECS = (
    _ON_PAPER["outcome"],
    _spec("why", ("退单原因", "reason")),
    _spec("basis", ("依据", "basis")),
    ADOPTED,
    _spec("arrived_at", ("到场时间", "arrived at"), Kind.MOMENT),
    _spec("finished_at", ("完成时间", "finished at"), Kind.MOMENT),
    _spec("done", ("处理情况", "what was done")),
    _ON_PAPER["materials"],
    _spec("handler", ("承办人", "done by")),
    _ON_PAPER["handler_phone"],
    _ON_PAPER["claimed_solved"],
    _ON_PAPER["claimed_satisfied"],
    _ON_PAPER["remarks"],
    _ON_PAPER["signed"],
    _ON_PAPER["received_by"],
    _spec("file", ("扫描件", "scan"), Kind.FILE),
)
"""The fields in the order of the sheet."""
COME_BACK = "come_back"
"""What a draft of this form is about, as others name their act."""
_NAMES = {"claimed_solved": "solved", "claimed_satisfied": "satisfied"}
"""Fields that are called otherwise where they are taken."""


def names_order(text: str) -> bool:
    """Whether a text is the number of an order, and not of a case alone: what a sheet's codes say."""
    try:
        return bool(parse_number(text).order_letter)
    except InvalidInput:
        return False


def read_sheet(number: str, desk: "Desk", report: Report) -> "Sheet":
    """What a scanned number leads to."""
    from reception.desk.coming_back import scanned

    report.check()
    return scanned(desk, number)


def take(number: str, given: dict[str, str], desk: "Desk") -> "CameBack":
    """Take the sheet back."""
    from reception.desk.coming_back import come_back

    return come_back(desk, number, filled(given))


def filled(given: dict[str, str]) -> "Filled":
    """What was typed, as the desk takes it."""
    from reception.desk.coming_back import Filled

    texts = {_NAMES.get(name, name): text for name, text in given.items() if name not in (*_TIMES, "signed")}
    times = {name: from_text(given[name]) for name in _TIMES if given.get(name)}
    signed = given["signed"] == "yes" if given.get("signed") else None
    return Filled(**texts, **times, signed=signed)  # type: ignore[arg-type]


def open_sheet(
    context: Context, parent: QWidget, number: str, scan: str = "", begun: "Draft | None" = None
) -> None:  # fmt: skip
    """Open the form of the sheet behind a number; of one that no longer holds it is said which does.

    `scan` is the path of the scanned sheet, to be kept with it; `begun` what was typed of the form before.
    """
    context.work.start(
        partial(read_sheet, number, context.desk),
        partial(_opened, context, parent, scan, begun),
        owner=parent,
        failed=lambda error: context.shell.notice(explained(error), ToneName.DANGER),
    )


def _opened(context: Context, parent: QWidget, scan: str, begun: "Draft | None", sheet: "Sheet") -> None:
    if sheet.holds:
        dialog = ComeBackDialog(context, parent, sheet, scan)
        if begun is not None:
            dialog.go_on_with(begun.id, begun.fields)
        dialog.open()
        return
    words = translate("ComeBack", "工单 {order} {standing}，不能收回").format(
        order=sheet.order, standing=said(sheet.said)
    )
    if sheet.instead:
        words += translate("ComeBack", "；现在有效的是 {order}").format(order=sheet.instead)
    context.shell.notice(words, ToneName.WARN)


class ComeBackDialog(ActDialog):
    """The form of a sheet, in the order of its lines. Ticks answer to digits; what is empty on paper stays empty."""

    def __init__(self, context: Context, parent: QWidget, sheet: "Sheet", scan: str = "") -> None:
        about = translate("ComeBack", "{order}　{unit}　{summary}").format(
            order=sheet.order, unit=sheet.unit, summary=sheet.summary
        )
        super().__init__(context, parent, translate("ComeBack", "收回工单"), about)
        self._order, self._asks_adopted = sheet.order, sheet.asks_adopted
        self._fields = {spec.name: self._field(spec) for spec in _SPECS}
        for name, field in self._fields.items():
            self.form.add(field.label, field.widget, name)
        if scan:
            self._fields["file"].fill(scan)
        self._fields["outcome"].watch(self._ask_what_follows)
        self._ask_what_follows()
        for each in self._fields.values():
            each.watch(self.keep_soon)
        self.keep(sheet.order, COME_BACK, translate("ComeBack", "收回工单"), self._typed)
        self.add_usual_buttons(self.tr("收回"))

    def field(self, name: str) -> Field:
        """A field by the name it has in `Filled`, or on paper."""
        return self._fields[name]

    def fill_again(self, texts: Texts) -> None:
        """Each field by its name."""
        for name, text in texts.items():
            if name in self._fields:
                self._fields[name].fill(text)
        self._ask_what_follows()

    def focus_first(self) -> None:
        """The handler's ticks."""
        self._fields["outcome"].widget.setFocus()

    def submit(self) -> None:
        """Take the sheet back."""
        given = values([field for name, field in self._fields.items() if self._asked(name)])
        answers = given.get("outcome") or given.get("done")
        if self._asked(ADOPTED.name) and answers and not given.get(ADOPTED.name):
            raise InvalidInput("请填写「是否采纳」", english="say whether it is adopted", field=ADOPTED.name)
        self.perform(partial(take, self._order, given), _came_back)

    def _field(self, spec: FieldSpec) -> Field:
        if spec.kind is not Kind.MOMENT:
            return make_field(spec, Act.HANDLE, self.context.clock)
        field = replace(make_field(replace(spec, name="at"), Act.HANDLE, self.context.clock), spec=spec)
        if isinstance(field.widget, LineEdit):
            field.widget.setPlaceholderText(self.tr("14:30、昨天 16:00；单上没写就空着"))
        return field

    def _typed(self) -> Texts:
        return {name: field.raw() for name, field in self._fields.items()}

    def _asked(self, name: str) -> bool:
        outcome = self._fields["outcome"].raw()
        if name == ADOPTED.name:
            return self._asks_adopted and outcome in ("", "repaired")
        returned = outcome == "not_ours"
        return returned if name in _RETURNED else not (returned and name in _WORKED)

    def _ask_what_follows(self) -> None:
        for name in (*_RETURNED, *_WORKED, ADOPTED.name):
            self.form.show_row(name, shown=self._asked(name))


def _came_back(done: "CameBack") -> str:
    acts = series(said(ACT_NAMES[act]) for act in done.acts)
    return translate("ComeBack", "{order} 已收回：{acts}，诉求现为「{status}」").format(
        order=done.order, acts=acts, status=said(STATUS_NAMES[done.status])
    )
