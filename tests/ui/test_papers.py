"""The further papers on the screen: shown by a command, noted once they are saved; a report handed up."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from support.room import Room
from support.screen import away, open_window

from reception.desk.lists import show_case
from reception.desk.reports import reports
from reception.domain.lifecycle import Act
from ui.dialogs.hand_up import HandUpDialog
from ui.dialogs.paper import show_paper
from ui.dialogs.papers import room_papers
from ui.dialogs.preview import PreviewDialog
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.work import Work


@pytest.fixture
def window(qtbot: QtBot, room: Room, work: Work, theme: Theme) -> MainWindow:
    return open_window(qtbot, room, work, theme, [away("today")])


def shown(qtbot: QtBot, dialog: PreviewDialog) -> PreviewDialog:
    qtbot.waitUntil(lambda: dialog.paper is not None, timeout=10_000)
    return dialog


def saved(qtbot: QtBot, dialog: PreviewDialog, path: Path) -> None:
    """Saved, noted, and closed."""
    shown(qtbot, dialog).save_to(path)
    qtbot.waitUntil(lambda: path.exists() and not dialog._context.work.busy, timeout=10_000)
    dialog.reject()


@pytest.mark.parametrize("kind", ["call_list", "handover", "sign_up"])
def test_papers_of_the_room_are_shown_and_saved(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path, kind: str
) -> None:
    room.dispatched()
    command = next(each for each in room_papers(window.context, window) if each.id == f"papers.{kind}")
    dialog = command.run()
    assert isinstance(dialog, PreviewDialog)
    saved(qtbot, dialog, tmp_path / "paper.pdf")


def test_papers_of_a_case_are_noted_when_they_are_saved(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    number = room.handled()
    for kind, what in (
        ("visit", "visit_sheet"),
        ("call_sheet", "call_sheet"),
        ("notice", "notice"),
        ("case_file", "case_file"),
    ):
        saved(qtbot, show_paper(window.context, window, kind, (kind, kind), number), tmp_path / f"{kind}.pdf")
        assert last_print(room, number) == what


def test_a_reminder_that_was_saved_is_a_step_of_its_case(
    qtbot: QtBot, room: Room, window: MainWindow, tmp_path: Path
) -> None:
    number, _ = room.dispatched()
    room.clock.advance(days=3)
    dialog = shown(qtbot, show_paper(window.context, window, "urging", ("催办", "Reminder")))
    assert not urged(room, number), "looking is not urging"
    saved(qtbot, dialog, tmp_path / "urging.pdf")
    assert urged(room, number)


def last_print(room: Room, number: str) -> str:
    step = show_case(room.desk, number)["timeline"][-1]
    return str(step["detail"]["what"]) if step["act"] == Act.PRINT else ""


def urged(room: Room, number: str) -> bool:
    return any(step["act"] == Act.URGE for step in show_case(room.desk, number)["timeline"])


def test_a_report_is_handed_up_and_its_paper_shown(qtbot: QtBot, room: Room, window: MainWindow, work: Work) -> None:
    room.case()
    dialog = HandUpDialog(window.context, window)
    dialog.open()
    dialog._period.choose("month")
    dialog._count()  # while last month is still being counted
    qtbot.waitUntil(lambda: "受理 1 件" in dialog.told)
    with qtbot.waitSignal(dialog.done_with):
        dialog.ask()
    [issued] = reports(room.desk)
    preview = window.findChild(PreviewDialog)
    assert preview is not None
    assert shown(qtbot, preview).paper
    assert issued.cases == 1
    qtbot.waitUntil(lambda: not work.busy)
    preview.reject()
