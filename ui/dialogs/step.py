"""A step with a case, asked for by a form made from the one table of what each act needs."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from reception.domain.clock import from_text
from reception.domain.errors import InvalidInput
from reception.domain.forms import ADOPTED, COMMON, FIELDS, FieldSpec, Kind, needed
from reception.domain.identity import written_phone
from reception.domain.lifecycle import ACT_NAMES, STATUS_NAMES, Act
from ui.case.fields import Field, make_field, values
from ui.case.names import act_words
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.dialogs.step_draft import Texts
from ui.widgets.type_ahead import Suggestion, TypeAhead
from ui.words import said, translate
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.choices import Choices
    from reception.desk.desk import Desk
    from reception.desk.steps import Stepped

LATE_WHY = "late_why"
ONLY_WHEN: Mapping[Act, Mapping[str, tuple[str, frozenset[str]]]] = {
    Act.FOLLOW_UP: {
        "solved": ("reached", frozenset({"yes"})),
        "satisfied": ("reached", frozenset({"yes"})),
        "why": ("satisfied", frozenset({"dissatisfied"})),
        "next_on": ("reached", frozenset({"no_answer", "later", "yes"})),
    },
}
"""Fields that are asked for only after a certain answer to another one."""


def choices_of(desk: "Desk", report: Report) -> "Choices":
    """Units by how this room uses them."""
    from reception.desk.choices import choices

    return choices(desk)


def rooms_of(desk: "Desk", report: Report) -> list[Suggestion]:
    """The rooms a case can go to."""
    from reception.desk.people import master

    with desk.read() as conn:
        own = desk.office(conn).room
    return [
        Suggestion(str(room["code"]), str(room.get("name") or room["code"]), str(room["code"]))
        for room in master(desk, "room")
        if room["code"] != own
    ]


def take(reference: str, act: Act, given: Mapping[str, Any], desk: "Desk") -> "Stepped":
    """Take the step."""
    from reception.desk.steps import take_step

    return take_step(desk, reference, act, given)


class StepDialog(ActDialog):
    """The fields of an act and the common ones. `reference` is the case's number, or the order's it is about; `asked`
    are the act's fields where the case asks for others than `FIELDS`.

    What is typed is kept as a draft; 补录原因 is asked for only when the time lies more than two hours back.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        reference: str,
        act: Act,
        about: str = "",
        asked: Sequence[FieldSpec] | None = None,
    ) -> None:
        super().__init__(context, parent, act_words(act), about)
        self.reference, self.act = reference, act
        self._fields: dict[str, Field] = {}
        for spec in (*(asked or FIELDS[act]), *COMMON):
            if spec.kind not in (Kind.FIELDS, Kind.CASES):
                self._add(make_field(spec, act, context.clock))
        self.form.show_row(LATE_WHY, shown=False)
        self._ask_what_follows()
        self.keep(reference, act, act_words(act), self._typed)
        self.add_usual_buttons(act_words(act))
        self._ask_names()

    @property
    def needed(self) -> tuple[str, ...]:
        """The fields it cannot do without; a clerk who answers a suggestion says whether it is adopted."""
        return ADOPTED.name, *needed(self.act)

    def fill_again(self, texts: Texts) -> None:
        """Each field by its name."""
        for name, text in texts.items():
            if name in self._fields:
                self._fields[name].fill(str(text))

    def focus_first(self) -> None:
        """The first field."""
        next(iter(self._fields.values())).widget.setFocus()

    def submit(self) -> None:
        """Take the step."""
        self.perform(partial(take, self.reference, self.act, self._given()), stepped_words)

    # inside

    def _add(self, field: Field) -> None:
        self._fields[field.spec.name] = field
        star = " *" if field.spec.name in self.needed else ""
        self.form.add(field.label + star, field.widget, field.spec.name)
        field.widget.setAccessibleName(field.label)
        field.watch(partial(self._changed, field.spec.name))

    def _changed(self, name: str) -> None:
        self.keep_soon()
        if name == "at":
            self._ask_why_late()
        self._ask_what_follows()

    def _asked(self, name: str) -> bool:
        """Whether the answers so far ask for a field."""
        about, answers = ONLY_WHEN.get(self.act, {}).get(name, ("", frozenset()))
        return not about or (self._asked(about) and self._fields[about].raw() in answers)

    def _ask_what_follows(self) -> None:
        for name in ONLY_WHEN.get(self.act, {}):
            self.form.show_row(name, shown=self._asked(name))

    def _ask_why_late(self) -> None:
        from reception.desk.desk import LATE

        try:
            at = str(self._fields["at"].value())
        except InvalidInput:
            return
        finally:
            self.form.row("at").show_wrong("")  # not while it is being typed
        late = bool(at) and self.context.clock.now() - from_text(at) > LATE
        self.form.show_row(LATE_WHY, shown=late or bool(self._fields[LATE_WHY].raw()))

    def _given(self) -> dict[str, Any]:
        given = values([field for name, field in self._fields.items() if self._asked(name)])
        for name in self.needed:
            if name in self._fields and not given.get(name):
                label = self._fields[name].label
                raise InvalidInput(f"请填写「{label}」", english=f"{label} is needed", field=name)
        return given

    def _typed(self) -> Texts:
        return {name: field.raw() for name, field in self._fields.items()}

    def _ask_names(self) -> None:
        """Have what units and rooms there are read, where they are asked for."""
        for field in self._fields.values():
            if field.spec.kind is Kind.UNIT and isinstance(field.widget, TypeAhead):
                self.context.work.start(
                    partial(choices_of, self.context.desk), partial(offer_units, field.widget, ""), owner=self
                )
            elif field.spec.kind is Kind.ROOM and isinstance(field.widget, TypeAhead):
                self.context.work.start(
                    partial(rooms_of, self.context.desk), partial(offer_rooms, field.widget), owner=self
                )


def offer_units(line: TypeAhead, category: str, choices: "Choices") -> None:
    """Let a line offer units: those that had this category before come first, then the most used."""

    def suggest(typed: str) -> list[Suggestion]:
        return [
            Suggestion(each.code, each.name, written_phone(each.phone)) for each in choices.find_units(typed, category)
        ]

    line.suggest_by(suggest)


def offer_rooms(line: TypeAhead, rooms: list[Suggestion]) -> None:
    """Let a line offer rooms."""
    line.suggest_by(lambda typed: [room for room in rooms if typed.casefold() in f"{room.words}{room.key}".casefold()])


def stepped_words(done: "Stepped") -> str:
    """What was done, and where the case stands now when that changed."""
    name = said(ACT_NAMES[Act(done.act)])
    if done.status is done.was:
        return translate("Steps", "{number} 已记「{act}」").format(number=done.number, act=name)
    return translate("Steps", "{number} 已记「{act}」，现为「{status}」").format(
        number=done.number, act=name, status=said(STATUS_NAMES[done.status])
    )
