"""What a key says, wherever it is pressed: a digit, with nothing held; the keypad is a keyboard too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


def is_plain(event: QKeyEvent) -> bool:
    """Whether no Ctrl, Alt, Shift or Meta is held."""
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def digit_of(event: QKeyEvent) -> int:
    """The digit that was pressed alone, 0 to 9; -1 for any other key."""
    number = event.key() - Qt.Key.Key_0
    return number if 0 <= number <= 9 and is_plain(event) else -1


def with_digit(number: int, words: str) -> str:
    """Words for a menu, chosen there by the digit before them, of which there are nine."""
    plain = words.replace("&", "&&")
    return f"&{number} {plain}" if number <= 9 else plain
