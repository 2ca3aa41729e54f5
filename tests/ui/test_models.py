"""Every item model keeps Qt's rules, empty, full and changed."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.fake_clock import FakeClock

import ui
from reception.desk.calls import Call, CallCase
from reception.desk.emergency import OnDuty
from reception.desk.today import Due
from reception.domain.deadlines import Colour
from reception.domain.lifecycle import Status
from ui.calls.people import PeopleModel, Standing
from ui.commands import Command
from ui.dialogs.command_palette import FoundCommands
from ui.emergency.people import Answer, DutyModel
from ui.pages.due_list import DueModel
from ui.theme.tokens import ToneName
from ui.visit.case_list import CaseListModel, ListedCase
from ui.widgets.side_bar import SideEntry, SideModel
from ui.widgets.timeline import Event, TimelineModel
from ui.widgets.type_ahead import Suggestion, SuggestionModel

QT_MODELS = ("QAbstractListModel", "QAbstractTableModel", "QAbstractItemModel", "QStandardItemModel")
ELSEWHERE = {
    "BigModel": "test_big_table.py",
    "ItemModel": "test_works_page.py",
    "PageModel": "test_preview.py",
    "PastModel": "test_acts.py",
}
"""Models that need a store, and where they are tested."""


def people(_: FakeClock, holder: QWidget) -> QAbstractItemModel:
    model = PeopleModel(holder)
    case = CallCase("A1", "漏水", "漏水", "3-2-501", "", "", Status.HANDLED, ())
    calls = [Call(name, f"1390000000{n}", "", "", "", (case,)) for n, name in enumerate(("王芳", "李强"))]
    model.merge(calls)
    model.mark(calls[0].key, Standing.CALLED, "yes")
    model.merge(calls[1:])
    return model


def on_duty(clock: FakeClock, holder: QWidget) -> QAbstractItemModel:
    model = DutyModel(holder)
    model.show_people([OnDuty("阀门工", "孙师傅", "1"), OnDuty("负责人", "赵工", "2")])
    model.answer(1, Answer(True, clock.now()))
    model.show_people([OnDuty("物业", "安居", "3")])
    return model


def due(clock: FakeClock, holder: QWidget) -> QAbstractItemModel:
    model = DueModel(clock, holder)
    item = Due("A1", "漏水", "3-2-501", "物业", "solved", "2026-11-24T01:00:00Z", Status.ACCEPTED, Colour.LATE)
    for shown in ([], [], [item], [item], [item, item]):
        model.show_due(shown)
    return model


def cases(_: FakeClock, holder: QWidget) -> QAbstractItemModel:
    model = CaseListModel(holder)
    model.show_cases([ListedCase("A1", "漏水", "办理中", ToneName.INFO, "今天")])
    return model


def commands(_: FakeClock, holder: QWidget) -> QAbstractItemModel:
    model = FoundCommands(holder)
    model.show_found([Command("find", ("查找", "Find"), lambda: None, ("前往", "Go"))])
    return model


def side_bar(_: FakeClock, holder: QWidget) -> QAbstractItemModel:
    model = SideModel([SideEntry("today", "今日", "calendar"), SideEntry("cases", "诉求", "inbox")], holder)
    model.set_count("cases", 3)
    model.set_count("cases", None)
    model.set_count("nowhere", 1)
    return model


def timeline(_: FakeClock, holder: QWidget) -> QAbstractItemModel:
    model = TimelineModel(holder)
    first, second = Event("派单", ToneName.INFO, "派给物业"), Event("签收", ToneName.OK, "刘工 签收")
    for shown in ([first], [first, second], [second]):
        model.show_events(shown)
    return model


def suggestions(_: FakeClock, holder: QWidget) -> QAbstractItemModel:
    model = SuggestionModel(holder)
    model.offer([Suggestion(str(n), f"第 {n} 家") for n in range(12)])
    return model


MAKERS: dict[str, Callable[[FakeClock, QWidget], QAbstractItemModel]] = {
    "PeopleModel": people, "DutyModel": on_duty, "DueModel": due, "CaseListModel": cases, "FoundCommands": commands,
    "SideModel": side_bar, "TimelineModel": timeline, "SuggestionModel": suggestions,
}  # fmt: skip


@pytest.mark.parametrize("name", MAKERS)
def test_it_keeps_qts_rules(qtbot: QtBot, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Watched from before its first row; a rule that is broken is a Qt warning, and that fails."""
    testers: list[QAbstractItemModelTester] = []
    kind = next(kind for kind in QAbstractItemModel.__subclasses__() for kind in kind.__subclasses__()
                if kind.__name__ == name and kind.__module__.startswith("ui."))  # fmt: skip
    begin = kind.__init__

    def watched(model: QAbstractItemModel, *given: object) -> None:
        begin(model, *given)  # type: ignore[misc]
        testers.append(QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning))

    monkeypatch.setattr(kind, "__init__", watched)
    holder = QWidget()
    qtbot.addWidget(holder)
    model = MAKERS[name](clock, holder)
    assert [tester.model() for tester in testers] == [model]
    assert model.rowCount() > 0


def test_every_model_of_the_screen_is_tested() -> None:
    found = {node.name for path in Path(ui.__file__).parent.rglob("*.py")
             for node in ast.walk(ast.parse(path.read_text("utf-8"))) if is_model(node)}  # fmt: skip
    assert found == MAKERS.keys() | ELSEWHERE.keys()
    for name, file in ELSEWHERE.items():
        text = (Path(__file__).parent / file).read_text("utf-8")
        assert "ModelTester" in text, name


def is_model(node: ast.AST) -> bool:
    bases = node.bases if isinstance(node, ast.ClassDef) else []
    return any(isinstance(base, ast.Name) and base.id in QT_MODELS for base in bases)
