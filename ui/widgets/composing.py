"""Chinese input: what is being composed is the clerk's too, and nothing may cut across it (design: screen).

`Composing` is mixed into every field one types in. It knows whether something is being composed, keeps Return and Esc
from meaning anything else meanwhile, and takes over what is left when the focus goes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.keys import is_plain

_HELD_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape})
_DELETING = (QKeySequence.StandardKey.DeleteStartOfWord, QKeySequence.StandardKey.DeleteEndOfWord)
_HISTORY = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Composition(QObject):
    """What is being composed in one field. `ended` comes when it was taken or given up."""

    ended = Signal()
    started = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._preedit = ""

    @property
    def preedit(self) -> str:
        """What stands there and is not committed yet."""
        return self._preedit

    @contextmanager
    def changing(self, preedit: str) -> Iterator[None]:
        """What is composed becomes `preedit` (empty: it ends) while Qt changes the text; told when that is done."""
        before, self._preedit = self._preedit, preedit
        yield
        if preedit and not before:
            self.started.emit()
        if before and not preedit:
            self.ended.emit()


if TYPE_CHECKING:
    _Field = QWidget
else:
    _Field = object


class Composing(_Field):
    """Mixed into a text widget, before Qt's class. The class calls `_begin_composing` in its `__init__`."""

    _composition: Composition | None = None

    def _begin_composing(self) -> None:
        self._composition = Composition(self)

    @property
    def composition(self) -> Composition:
        """What is being composed, with its signals."""
        assert self._composition is not None, "call _begin_composing in __init__"  # noqa: S101
        return self._composition

    @property
    def composing(self) -> bool:
        """Whether something is being composed here."""
        return self._composition is not None and bool(self._composition.preedit)

    def take_composition(self) -> None:
        """Make what is being composed part of the text: by the input method, else as it stands."""
        if self.composing:
            QGuiApplication.inputMethod().commit()
        if self.composing:
            ending = QInputMethodEvent("", [])
            ending.setCommitString(self.composition.preedit)
            QApplication.sendEvent(self, ending)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt's, with a note of what is composed."""
        with self.composition.changing(event.preeditString()):
            super().inputMethodEvent(event)

    def has_history(self) -> bool:
        """Whether something was typed here that Ctrl+Z takes back, or taken back that Ctrl+Y brings again."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """Keep Return and Esc here while composing, before any shortcut or default button takes them.

        Deleting a word is the field's own, whatever a page has on these keys.
        Where nothing was typed yet, Ctrl+Z and Ctrl+Y are the desk's: the act just done is meant.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._is_held(event) or any(map(event.matches, _DELETING)):
                event.accept()
                return True
            if any(map(event.matches, _HISTORY)) and not self.has_history():
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Esc mean nothing but the composition's while there is one."""
        if self._is_held(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever leaves a field takes along what was being composed."""
        self.take_composition()
        super().focusOutEvent(event)

    def _is_held(self, event: QEvent) -> bool:
        return self.composing and isinstance(event, QKeyEvent) and event.key() in _HELD_KEYS and is_plain(event)


def take_composed(field: QWidget | None) -> None:
    """What is being composed in a field, if it is one to type in, belongs to it."""
    if isinstance(field, Composing):
        field.take_composition()


def when_composed(act: Callable[[], None]) -> None:
    """Run an act (save, print, a shortcut) once nothing is being composed: now, or at the end of the composition.

    The input method is asked to commit first; an act that waits is dropped with its field.
    """
    field = QApplication.focusWidget()
    if not isinstance(field, Composing) or not field.composing:
        act()
        return
    QGuiApplication.inputMethod().commit()
    if field.composing:
        field.composition.ended.connect(partial(act), Qt.ConnectionType.SingleShotConnection)
    else:
        act()
