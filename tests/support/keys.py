"""A clerk's hands: keys and Chinese input to whatever has the focus."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

NONE = Qt.KeyboardModifier.NoModifier


def in_focus() -> QWidget:
    """What the next key goes to."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def wait_for_focus(qtbot: QtBot, within: QWidget) -> QWidget:
    """Wait until the focus is in a widget."""
    qtbot.waitUntil(lambda: within.isAncestorOf(QApplication.focusWidget() or QWidget()), timeout=10_000)
    return in_focus()


def press(*keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press keys one after the other."""
    for key in keys:
        QTest.keyClick(in_focus(), key, modifiers)


def digits(text: str) -> None:
    """Press digits, on the keypad."""
    for digit in text:
        QTest.keyClick(in_focus(), Qt.Key(Qt.Key.Key_0 + int(digit)), Qt.KeyboardModifier.KeypadModifier)


def write(text: str) -> None:
    """Type: by keys where there are such, by the input method else."""
    if text.isascii():
        QTest.keyClicks(in_focus(), text)
        return
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(in_focus(), event)


def fill(*texts: str) -> None:
    """Type into field after field, with Tab between them."""
    for place, text in enumerate(texts):
        if place:
            press(Qt.Key.Key_Tab)
        write(text)


class Keys(QObject):
    """Counts keys as fingers do: Ctrl+P is two. Each is offered to what has the focus as a shortcut first."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            assert isinstance(event, QKeyEvent)
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            self.count += 1 + held.value.bit_count()
        return False
