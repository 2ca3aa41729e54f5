"""Photographs every dialog of the program, in both languages and themes and in the largest text, to look at.

`python docs/dialog_pictures.py FOLDER [DIALOG…]` writes them, from a fresh sample district.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pictures import LOOKS, Camera, a_case, sample_district
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from reception.desk.lists import CaseFilter
from reception.domain.errors import Unavailable
from reception.domain.lifecycle import Act
from ui.app import high_dpi
from ui.dialogs.clerk import AddClerk, ChangePassword
from ui.dialogs.licences import LicencesDialog
from ui.dialogs.recovery import RecoveryDialog
from ui.pages.case import CasePage
from ui.session.first_start import FirstClerk, RecoveryCard, RestoreForm, RoomForm, Welcome
from ui.session.gate import Gate, Part
from ui.session.trouble import Trouble, Waiting
from ui.shell import MainWindow
from ui.targets import cases_target

KEY = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2-34567"
ACTS = (
    Act.DISPATCH, Act.DELIVER, Act.ACCEPT, Act.REFUSE, Act.RETURN, Act.FIRST_CONTACT, Act.ARRIVE, Act.PROGRESS,
    Act.CONFER, Act.EXTEND, Act.HANG_UP, Act.HANDLE, Act.PLAN, Act.FOLLOW_UP, Act.CLOSE, Act.WITHDRAW, Act.TRANSFER,
    Act.AMEND, Act.SPLIT, Act.ATTACH, Act.SUPERVISE, Act.LEAVE_OUT,
)  # fmt: skip
Open = Callable[[Camera, MainWindow], None]


def act(what: Act) -> Open:
    """What an act on a case asks."""

    def opens(camera: Camera, window: MainWindow) -> None:
        page = window.page
        if isinstance(page, CasePage):
            page.act(what)

    return opens


def command(name: str, *, several: bool = False) -> Open:
    """What a command opens; with some rows of the list selected where it wants them."""

    def opens(camera: Camera, window: MainWindow) -> None:
        if several:
            for _ in range(2):
                camera.press(Qt.Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
        window.commands.run(name)

    return opens


def dialog(make: Callable[[MainWindow], QDialog]) -> Open:
    """A dialog made directly."""
    return lambda camera, window: make(window).open()


def keep_view(camera: Camera, window: MainWindow) -> None:
    """A list narrowed, to be kept in the side bar."""
    window.go("cases", cases_target(CaseFilter(status="accepted", search="漏水")))
    camera.rest(window)
    window.commands.run("cases.keep")


DIALOGS: Mapping[str, tuple[str, Open]] = {
    **{f"act-{what}": ("case", act(what)) for what in ACTS},
    "read-back": ("case", command("case.read-back")),
    "take-back": ("case", command("case.come_back")),
    "explain": ("case", command("case.explain")),
    "dispatch-several": ("cases", command("cases.dispatch", several=True)),
    "plan-several": ("cases", command("cases.plan", several=True)),
    "keep-view": ("cases", keep_view),
    "palette": ("today", command("palette")),
    "shortcuts": ("visit", command("shortcuts")),
    "help": ("visit", command("help")),
    "history": ("today", command("history")),
    "correct-resident": ("residents", command("residents.correct")),
    "join-residents": ("residents", command("residents.join")),
    "add-clerk": ("settings", dialog(lambda window: AddClerk(window.context, window))),
    "password": (
        "settings",
        dialog(lambda window: ChangePassword(window.context, window, "sample", "样例接待员", asks_old=True)),
    ),
    "recovery-key": ("settings", dialog(lambda window: RecoveryDialog(window.context, KEY, window))),
    "licences": ("settings", dialog(LicencesDialog)),
}


def parts() -> Iterator[tuple[str, Part]]:
    """What stands in the gate before the desk."""
    yield "welcome", Welcome()
    yield "room-online", RoomForm(online=True)
    yield "room-alone", RoomForm(online=False)
    yield "recovery", RecoveryCard(KEY, "NG07")
    yield "first-clerk", FirstClerk()
    yield "restore", RestoreForm()
    yield "waiting", Waiting("正在打开…")
    error = Unavailable("密钥不在这台电脑上", english="the key is not on this PC")
    yield "trouble", Trouble(error, Path("民生接待"))


def gates(camera: Camera, folder: Path, look: str) -> None:
    """Each part in the gate."""
    for name, part in parts():
        gate = Gate("民生接待", sample=False)
        gate.show_part(part)
        gate.show()
        camera.wait(50)
        camera.save(gate, folder / f"gate-{name}-{look}.png")
        gate.blockSignals(True)
        gate.close()


def main() -> None:
    """Take them."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folder", type=Path)
    words.add_argument("dialog", nargs="*")
    words.add_argument("--look", action="append", metavar="zh-light-largest")
    asked = words.parse_args()
    high_dpi()
    app = QApplication(sys.argv[:1])
    with sample_district() as sample:
        case, camera = a_case(sample), Camera(app, sample)
        for look in LOOKS:
            if asked.look and look.name not in asked.look:
                continue
            with camera.seated(look) as window:
                take(camera, window, asked.folder, look.name, case, asked.dialog)
                if not asked.dialog:
                    gates(camera, asked.folder, look.name)


def take(camera: Camera, window: MainWindow, folder: Path, look: str, case: str, only: list[str]) -> None:
    """Each dialog in one look."""
    for name, (page, opens) in DIALOGS.items():
        if only and name not in only:
            continue
        window.go(page, case if page == "case" else "")
        camera.rest(window)
        opens(camera, window)
        camera.rest(window)
        opened = [top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not window]
        for top in opened or [window]:
            camera.save(top, folder / f"{name}-{look}.png")
        for top in opened:
            top.done(0) if isinstance(top, QDialog) else top.close()
        window.activateWindow()
        camera.wait(50)


if __name__ == "__main__":
    main()
