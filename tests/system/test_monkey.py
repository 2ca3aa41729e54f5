"""Random keys, clicks, wheels and resizes on the whole program: nothing breaks, and the store still passes `verify`.

`MONKEY_EVENTS=20000` plays longer, `MONKEY_SEED=17` plays one seed again.
"""

import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from support.fake_clock import FakeClock
from support.keys import write

from reception.desk.opening import open_room
from reception.domain.errors import ReceptionError
from reception.store.verify import verify
from ui.app import Program

EVENTS = int(os.environ.get("MONKEY_EVENTS", "120"))
SEEDS = [int(os.environ["MONKEY_SEED"])] if "MONKEY_SEED" in os.environ else [1, 2, 3]
NONE = Qt.KeyboardModifier.NoModifier
LETTERS = [chr(code) for code in range(ord("a"), ord("z") + 1)]
SAID = (
    "水管漏水",
    "张淑芬",
    "13900000001",
    "红旗大街188号3-2-501",
    "𠮷䶮",
    "状态:待派单",
    "逾期",
    "明天 9 点",
    "\u3000",
)
PLAIN_KEYS = [
    *(Qt.Key(Qt.Key.Key_0 + digit) for digit in range(10)),
    *([Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape] * 4),
    Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Delete,
]  # fmt: skip
WAYS_OUT = (QFileDialog, QPrintDialog)
"""The system's own windows: the monkey leaves them, for in them it would wander through the machine's files."""


class Monkey(QObject):
    """Does one thing at each beat of a timer, so that it goes on inside of dialogs that wait."""

    def __init__(self, program: Program, seed: int, events: int, done: Callable[[], None]) -> None:
        super().__init__()
        self._program, self._chance, self._left, self._done = program, random.Random(seed), events, done
        QTimer.singleShot(0, self, self._act)

    def _act(self) -> None:
        """One deed. The next is arranged first: a deed may open a dialog that comes back only when it is closed."""
        if self._left <= 0:
            self._end()
            return
        QTimer.singleShot(0, self, self._act)
        self._left -= 1
        target = self._target()
        if target is None:
            return
        if isinstance(target.window(), WAYS_OUT):
            QTest.keyClick(target.window(), Qt.Key.Key_Escape)
            return
        deeds, weights = zip(*DEEDS, strict=True)
        self._chance.choices(deeds, weights)[0](self, target)

    def _end(self) -> None:
        """Leave what is still open, then say so."""
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if top is None:
            self._done()
        else:
            top.close()
            QTimer.singleShot(20, self, self._end)

    def _target(self) -> QWidget | None:
        """What the next key goes to: a menu, a dialog, or what has the focus; the window where nothing has it."""
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        window = top or self._program.window
        if window is None:
            return None
        focus = QApplication.focusWidget()
        if focus is None or (top is not None and not top.isAncestorOf(focus)):
            window.activateWindow()
            focus = window.focusWidget()
        return focus or window

    def key(self, target: QWidget) -> None:
        """A key that has a meaning almost everywhere."""
        QTest.keyClick(target, self._chance.choice(PLAIN_KEYS))

    def letter(self, target: QWidget) -> None:
        """A letter."""
        QTest.keyClicks(target, self._chance.choice(LETTERS))

    def say(self, _: QWidget) -> None:
        """Words, as an input method gives them."""
        if QApplication.focusWidget() is not None:
            write(self._chance.choice(SAID))

    def command(self, target: QWidget) -> None:
        """A shortcut of a command there is, but the one that ends the program."""
        window = self._program.window
        if window is None:
            return
        known = [command.shortcut for command in window.commands.all() if command.shortcut and command.id != "quit"]
        pressed = QKeySequence(self._chance.choice(known))[0]
        QTest.keyClick(target, pressed.key(), pressed.keyboardModifiers())

    def click(self, target: QWidget) -> None:
        """A click somewhere on something that is seen."""
        seen = [part for part in target.window().findChildren(QWidget) if part.isVisible()]
        part = self._chance.choice(seen or [target])
        place = QPoint(self._chance.randrange(max(1, part.width())), self._chance.randrange(max(1, part.height())))
        button = self._chance.choices((Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton), (9, 1))[0]
        press = QTest.mouseDClick if self._chance.random() < 0.1 else QTest.mouseClick
        press(part, button, NONE, place)

    def wheel(self, target: QWidget) -> None:
        """A turn of the wheel."""
        by = QPoint(0, self._chance.choice((-240, -120, 120, 240)))
        middle = QPointF(target.rect().center())
        event = QWheelEvent(
            middle, QPointF(target.mapToGlobal(target.rect().center())), QPoint(), by, Qt.MouseButton.NoButton, NONE,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(target, event)

    def resize(self, _: QWidget) -> None:
        """Another size of the window."""
        window = self._program.window
        if window is not None:
            window.resize(self._chance.randint(600, 1900), self._chance.randint(400, 1200))


DEEDS: Sequence[tuple[Callable[[Monkey, QWidget], None], int]] = (
    (Monkey.key, 40), (Monkey.letter, 8), (Monkey.say, 8), (Monkey.command, 22), (Monkey.click, 16), (Monkey.wheel, 3),
    (Monkey.resize, 3),
)  # fmt: skip


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform, at menus
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_breaks(
    qtbot: QtBot, qapp: QApplication, sample: Path, clock: FakeClock, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    program = Program(qapp, sample, clock, sample=True)
    broken: list[Exception] = []
    program._work.unexpected.connect(lambda error: None if isinstance(error, ReceptionError) else broken.append(error))
    try:
        program.start()
        qtbot.waitUntil(lambda: program.window is not None and program.window.isVisible(), timeout=20_000)
        played: list[bool] = []
        Monkey(program, seed, EVENTS, lambda: played.append(True)).setParent(program)
        qtbot.waitUntil(lambda: bool(played), timeout=60_000 + EVENTS * 50)
        qtbot.waitUntil(lambda: not program._work.busy, timeout=60_000)
    finally:
        program.close()
    assert broken == []
    assert [record.getMessage() for record in caplog.records if "unexpected" in record.getMessage()] == []
    store = open_room(sample, clock)
    try:
        assert [check for check in verify(store) if not check.ok] == []
    finally:
        store.close()
