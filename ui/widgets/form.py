"""A form: labels that are the buddies of their fields, and what is wrong said below the field it is about."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reception.domain.errors import ReceptionError
from ui.theme.spacing import sized, spaced
from ui.widgets.labels import Words
from ui.widgets.line_edit import LineEdit
from ui.widgets.text_edit import TextEdit
from ui.words import explained


class FieldRow(QWidget):
    """A field with room below it for one line of what is wrong; the room is taken only when needed."""

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._error: Words | None = None
        self._column = spaced(QVBoxLayout(self), 2)
        self._column.addWidget(field)
        if not isinstance(field, TextEdit):
            self._column.addStretch(1)  # fields of one row stand on one line, whichever of them is wrong
        if isinstance(field, LineEdit | TextEdit):
            field.wrong_changed.connect(self._say)

    def show_wrong(self, words: str) -> None:
        """Say what is wrong; empty takes it back."""
        if isinstance(self.field, LineEdit | TextEdit):
            self.field.show_wrong(words)
        else:
            self._say(words)

    @property
    def wrong(self) -> str:
        """What is said to be wrong."""
        return self._error.text() if self._error is not None else ""

    def _say(self, words: str) -> None:
        if self._error is None and words:
            self._error = Words("", "error", wrap=True)
            self._column.insertWidget(1, self._error)
        if self._error is not None:
            self._error.setText(words)
            self._error.setVisible(bool(words))


class Form(QWidget):
    """Rows of fields, one or more fields side by side in a row.

    A field's `name` is that of the errors that are about it (`resident.phone`): `show_error` finds it by that.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = spaced(QGridLayout(self), 8)
        self._rows: dict[str, FieldRow] = {}
        self._labels: dict[str, Words] = {}
        self._at = (-1, 0)

    def add(self, label: str, field: QWidget, name: str = "", *, beside: bool = False, span: int = 0) -> FieldRow:
        """Put a field in a new row, or `beside` the last one; `span` is how many pairs of columns it takes (0: all)."""
        row, column = (self._at[0], self._at[1] + 2) if beside else (self._at[0] + 1, 0)
        words = Words(label, "label")
        if label:
            sized(words, min_height=28)
        words.setBuddy(field)
        holder = FieldRow(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        self._grid.addWidget(words, row, column, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(holder, row, column + 1, 1, 2 * span - 1 if span else -1)
        self._grid.setColumnStretch(column + 1, 1)
        self._at = (row, column)
        self._rows[name or label], self._labels[name or label] = holder, words
        return holder

    def show_row(self, name: str, *, shown: bool) -> None:
        """Show a field with its label, or take both away. Raises KeyError."""
        self._labels[name].setVisible(shown)
        self._rows[name].setVisible(shown)

    @property
    def label_width(self) -> int:
        """How broad the first column's labels are, in pixels."""
        cells = (self._grid.itemAtPosition(row, 0) for row in range(self._grid.rowCount()))
        return max((cell.sizeHint().width() for cell in cells if cell is not None), default=0)

    def level_labels(self, width: int) -> None:
        """Give the first column's labels a width in pixels, so that forms below each other stand in line."""
        self._grid.setColumnMinimumWidth(0, width)

    def row(self, name: str) -> FieldRow:
        """The row of a field by its name. Raises KeyError."""
        return self._rows[name]

    def show_error(self, error: ReceptionError) -> bool:
        """Say an error beside the field it is about, which appears if it did not show, and go there.

        False when no field here is meant.
        """
        name = error.field if error.field in self._rows else error.field.rpartition(".")[2]
        if name not in self._rows or not error.field:
            return False
        self.show_row(name, shown=True)
        row = self._rows[name]
        row.show_wrong(explained(error))
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear_errors(self) -> None:
        """Take all marks back."""
        for row in self._rows.values():
            row.show_wrong("")
