"""A name for the list of cases that is shown, by which it stands in the side bar."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reception.domain.errors import InvalidInput
from ui.cases.kept import LONGEST, keep, usual_name
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.widgets.line_edit import LineEdit
from ui.words import translate

if TYPE_CHECKING:
    from reception.desk.lists import CaseFilter


class KeepView(ActDialog):
    """Proposes a name made of what narrows the list."""

    def __init__(self, context: Context, parent: QWidget, wanted: "CaseFilter") -> None:
        super().__init__(context, parent, translate("KeepView", "把这份清单放进侧栏"))
        self._list = wanted
        self._name = LineEdit(longest=LONGEST)
        self._name.write(usual_name(wanted))
        self.form.add(self.tr("名称"), self._name, "name")
        self.add_usual_buttons(self.tr("放进侧栏"))

    def submit(self) -> None:
        """Keep it."""
        name = self._name.value()
        if not name:
            raise InvalidInput("请写名称", english="a name is needed", field="name")
        keep(self.context.settings, name, self._list)
        self.context.shell.show_views()
        self.accept()

    def focus_first(self) -> None:
        """The name, ready to be written over."""
        self._name.setFocus()
        self._name.selectAll()
