"""Photographs every dialog of the program, in both languages and themes and in the largest text, to look at.

`python docs/dialog_pictures.py FOLDER [DIALOG…]` writes them, from a fresh sample district; with `--size 1024x700`
over a window so small, with `--look en-dark-largest` in that look only.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pictures import LOOKS, SIZE, Camera, a_case, read_size, sample_district
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from reception.desk.desk import Clerk
from reception.desk.lists import CaseFilter, case_lines
from reception.desk.logins import Account
from reception.desk.many import Many, Outcome
from reception.domain.errors import NotAllowed, Unavailable
from reception.domain.lifecycle import Act, Post
from reception.intake.scans import read_scan
from ui.app import high_dpi
from ui.cases.ledger import LedgerExport
from ui.cases.together import Refusals
from ui.dialogs.clerk import AddClerk, ChangePassword
from ui.dialogs.hand_up import HandUpDialog
from ui.dialogs.licences import LicencesDialog
from ui.dialogs.preview import PRINTING, PreviewDialog
from ui.dialogs.recovery import RecoveryDialog
from ui.dialogs.signed_page import SignedDialog, to_sign
from ui.dialogs.unread_pages import UnreadDialog
from ui.pages.case import CasePage
from ui.session.first_start import FirstClerk, RecoveryCard, RestoreForm, RoomForm, Welcome
from ui.session.gate import Gate, Part
from ui.session.login import LoginForm, PasswordFor
from ui.session.trouble import Trouble, Waiting
from ui.shell import MainWindow
from ui.targets import cases_target
from ui.widgets.text_edit import TextEdit
from ui.words import said
from ui.work import Report, Step

KEY = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2-34567"
ACTS = (
    Act.DISPATCH, Act.DELIVER, Act.ACCEPT, Act.REFUSE, Act.RETURN, Act.FIRST_CONTACT, Act.ARRIVE, Act.PROGRESS,
    Act.CONFER, Act.EXTEND, Act.HANG_UP, Act.HANDLE, Act.PLAN, Act.FOLLOW_UP, Act.CLOSE, Act.WITHDRAW, Act.TRANSFER,
    Act.AMEND, Act.SPLIT, Act.ATTACH, Act.SUPERVISE, Act.LEAVE_OUT,
)  # fmt: skip
CLERKS = (("wf", "王芳", Post.LEADER), ("lm", "李明", Post.CLERK), ("zht", "张海涛", Post.CLERK))
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


def phrases(camera: Camera, window: MainWindow) -> None:
    """The phrases for the words of a visit."""
    fields = [field for field in window.findChildren(TextEdit) if field.isVisible()]
    fields[0].setFocus()
    window.commands.run("phrases")


def printing(camera: Camera, window: MainWindow) -> None:
    """A preview whose pages go to a printer, half way."""
    window.commands.run("case.print")
    camera.rest(window)
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, PreviewDialog):
        dialog._stack.setCurrentIndex(PRINTING)
        dialog._printing.show_step(Step(3, 7))


def exporting(camera: Camera, window: MainWindow) -> None:
    """The ledger, half written."""
    panel = window.findChild(LedgerExport)
    if panel is not None:
        panel.show_step(Step(12_000, 150_000, "台账.xlsx"))
        panel.show()


def refusals(window: MainWindow) -> QDialog:
    """Two rows that were not dispatched."""
    why = NotAllowed(
        "已派给「佳园物业」主办，请先退单，或派为协办", english="佳园物业 leads already: return it first, or assist"
    )
    rows = (
        Outcome("NG07-261124-A001-5", "NG07-261124-A001-5-A1"),
        *(Outcome(f"NG07-261124-A00{n}-7", "", why) for n in (2, 3)),
    )
    return Refusals(window, Many(rows))


def signed_page(window: MainWindow) -> QDialog:
    """The lines of a signing book."""
    desk = window.context.desk
    waiting = [str(line["number"]) for line in case_lines(desk, CaseFilter(status="dispatched"), 3)]
    return SignedDialog(window.context, window, to_sign(waiting, desk, Report(0, lambda number, step: None)))


def unread_pages(window: MainWindow) -> QDialog:
    """A page without a code."""
    with tempfile.TemporaryDirectory() as name:
        page = Path(name) / "扫描0001.png"
        Image.new("RGB", (620, 877), "white").save(page)
        return UnreadDialog(window.context, window, read_scan(page), lambda *_: "", lambda *_: None)


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
    "phrases": ("visit", phrases),
    "preview": ("case", command("case.print")),
    "printing": ("case", printing),
    "export": ("cases", exporting),
    "refusals": ("cases", dialog(refusals)),
    "signed-page": ("today", dialog(signed_page)),
    "unread-pages": ("today", dialog(unread_pages)),
    "hand-up": ("figures", dialog(lambda window: HandUpDialog(window.context, window))),
    "reports": ("figures", command("figures.reports")),
}


def parts() -> Iterator[tuple[str, Part]]:
    """What stands in the gate before the desk."""
    yield "welcome", Welcome()
    yield "room-online", RoomForm(online=True)
    yield "room-alone", RoomForm(online=False)
    yield "recovery", RecoveryCard(KEY, "NG07")
    yield "first-clerk", FirstClerk()
    yield "restore", RestoreForm()
    yield "waiting", Waiting(said(("正在打开…", "Opening…")))
    restoring = Waiting(said(("正在恢复备份…", "Bringing the backup back…")), stoppable=True)
    restoring.show_step(Step(1_300_000_000, 3_400_000_000))
    yield "restoring", restoring
    error = Unavailable("密钥不在这台电脑上", english="the key is not on this PC")
    yield "trouble", Trouble(error, Path("民生接待"))
    clerks = [Account(Clerk(code, name, post), False, True, True) for code, name, post in CLERKS]
    yield "login", LoginForm(clerks, "wf")
    yield "locked", LoginForm(clerks, "wf", locked=True, by_pin=True)
    yield "password-for", PasswordFor(clerks[1], [("wf", "王芳")])


def gates(camera: Camera, folder: Path, look: str) -> None:
    """Each part in the gate."""
    for name, part in parts():
        gate = Gate(said(("民生接待", "Reception")), sample=False)
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
    words.add_argument("--size", type=read_size, default=SIZE, metavar="1024x700")
    asked = words.parse_args()
    high_dpi()
    app = QApplication(sys.argv[:1])
    with sample_district() as sample:
        case, camera = a_case(sample), Camera(app, sample, asked.size)
        for look in LOOKS:
            if asked.look and look.name not in asked.look:
                continue
            with camera.seated(look) as window:
                take(camera, window, asked.folder, look.name, case, asked.dialog)
                if not asked.dialog or "gates" in asked.dialog:
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
