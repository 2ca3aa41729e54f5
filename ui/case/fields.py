"""A field for each kind of value an act asks for, made from the one table of `domain.forms`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from reception.domain.clock import Clock
from reception.domain.forms import FieldSpec, Kind
from reception.domain.lifecycle import Act
from ui.theme.spacing import sized
from ui.widgets.choice import Choice, Option
from ui.widgets.file_field import FileField
from ui.widgets.line_edit import LineEdit, as_code
from ui.widgets.phrased import ANSWER, phrased
from ui.widgets.text_edit import TextEdit
from ui.widgets.type_ahead import TypeAhead
from ui.widgets.when_edit import DayEdit, LimitEdit, MomentEdit
from ui.words import said, translate

LONG = frozenset({"answer", "done", "words", "agreed", "found", "measures"})
"""Texts that take several lines."""

BY_NAMES: dict[Act, tuple[str, str]] = {
    Act.ACCEPT: ("签收人", "Signed by"),
    Act.DELIVER: ("送达人", "Delivered by"),
    Act.HANDLE: ("承办人", "Done by"),
    Act.RETURN: ("退单人", "Returned by"),
    Act.PROGRESS: ("告知人", "Told by"),
}
"""Who "by" is, where the act says it better than 经手人."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: what it is called, where it is typed, what stands there (may raise InvalidInput), how to fill
    it again from a draft, and what tells that it changed."""

    spec: FieldSpec
    label: str
    widget: QWidget
    value: Callable[[], str]
    raw: Callable[[], str]
    fill: Callable[[str], object]
    watch: Callable[[Callable[[], object]], object]


def make_field(spec: FieldSpec, act: Act, clock: Clock) -> Field:
    """The field of a kind of value. Units and rooms are lines whose suggestions the dialog gives."""
    label = said(BY_NAMES[act]) if spec.name == "by" and act in BY_NAMES else said((spec.zh, spec.en.capitalize()))
    if spec.kind is Kind.CHOICE and spec.choices is not None:
        return _choice(spec, label)
    if spec.kind is Kind.FILE:
        return _file(spec, label)
    if spec.kind in (Kind.UNIT, Kind.ROOM):
        return _type_ahead(spec, label)
    if spec.kind is Kind.TEXT and spec.name in LONG:
        return _long(spec, label)
    return _line(spec, label, _edit(spec, clock))


def _edit(spec: FieldSpec, clock: Clock) -> LineEdit:
    if spec.kind is Kind.MOMENT:
        return MomentEdit(clock) if spec.name == "at" else LimitEdit(clock)
    if spec.kind is Kind.DAY:
        return DayEdit(clock)
    if spec.kind is Kind.NUMBER:
        return LineEdit(cleaned=as_code, hint=translate("StepFields", "编号、工单号或 A17"))
    return LineEdit(longest=1000)


def _line(spec: FieldSpec, label: str, edit: LineEdit) -> Field:
    return Field(
        spec, label, edit, edit.value, edit.text, edit.write, lambda told: edit.textChanged.connect(lambda _: told())
    )  # fmt: skip


def _long(spec: FieldSpec, label: str) -> Field:
    edit = phrased(sized(TextEdit(longest=5000), height=84), ANSWER)
    return Field(
        spec, label, edit, edit.value, edit.toPlainText, edit.write, lambda told: edit.edited.connect(lambda _: told())
    )  # fmt: skip


def _choice(spec: FieldSpec, label: str) -> Field:
    choice = Choice([Option(key, said(names)) for key, names in (spec.choices or {}).items()])
    chosen = partial(_key, choice)
    return Field(
        spec, label, choice, chosen, chosen, choice.choose, lambda told: choice.chosen.connect(lambda _: told())
    )


def _key(choice: Choice) -> str:
    return choice.key


def _file(spec: FieldSpec, label: str) -> Field:
    field = FileField()
    path = partial(_path, field)
    return Field(spec, label, field, path, path, field.show_path, field.changed.connect)


def _path(field: FileField) -> str:
    return field.path


def _type_ahead(spec: FieldSpec, label: str) -> Field:
    line = TypeAhead(hint=translate("StepFields", "名称、拼音首字母或代码；↓ 列出常用"))

    def fill(text: str) -> None:
        key, _, words = text.partition("\t")
        line.choose(key, words or key)

    def raw() -> str:
        return f"{line.key}\t{line.text()}" if line.key else line.text()

    return Field(
        spec, label, line, lambda: line.key or line.value(), raw, fill,
        lambda told: line.textChanged.connect(lambda _: told()),
    )  # fmt: skip


def values(fields: "list[Field]") -> dict[str, Any]:
    """What stands in the fields, empty ones left out. Raises InvalidInput, marked at its field."""
    return {field.spec.name: value for field in fields if (value := field.value())}
