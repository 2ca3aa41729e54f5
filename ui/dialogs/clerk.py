"""A new clerk, and a new password."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reception.domain.errors import InvalidInput
from reception.domain.lifecycle import Post
from ui.context import Context
from ui.dialogs.act_dialog import ActDialog
from ui.session.first_start import needed
from ui.session.secret import SecretEdit
from ui.widgets.choice import Choice, Option
from ui.widgets.line_edit import LineEdit, as_code
from ui.words import translate

if TYPE_CHECKING:
    from reception.desk.desk import Desk


def add(code: str, name: str, post: Post, password: str, pin: str, desk: "Desk") -> None:
    """Make a login, with a password on this PC."""
    from reception.desk.logins import add_clerk, check_secrets, set_password

    check_secrets(password, pin)
    clerk = add_clerk(desk, code, name, post)
    set_password(desk, clerk.code, password, pin)


def change(code: str, old: str, password: str, pin: str, desk: "Desk") -> None:
    """See `reception.desk.logins.change_password`."""
    from reception.desk.logins import change_password

    change_password(desk, code, password, old=old, pin=pin)


class SecretFields:
    """Password, the same again, and a PIN, at the end of a dialog's form."""

    def __init__(self, dialog: ActDialog) -> None:
        self.password = SecretEdit(hint=translate("SecretFields", "至少 6 位"))
        self.again = SecretEdit()
        self.pin = SecretEdit(hint=translate("SecretFields", "可不填；4 位以上数字，解锁用"))
        dialog.form.add(translate("SecretFields", "密码"), self.password, "password")
        dialog.form.add(translate("SecretFields", "再输一遍"), self.again, "again")
        dialog.form.add(translate("SecretFields", "PIN"), self.pin, "pin")

    def read(self) -> tuple[str, str]:
        """Password and PIN. Raises InvalidInput when the two differ."""
        if self.password.text() != self.again.text():
            raise InvalidInput("两次输入不一样", english="the two differ", field="again")
        return self.password.text(), self.pin.text()


class AddClerk(ActDialog):
    """Name, login, post, and the password on this PC."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent, translate("AddClerk", "增加接待员"))
        self._name, self._code = LineEdit(longest=50), LineEdit(cleaned=as_code, longest=32)
        self._post = Choice([Option(Post.CLERK, self.tr("接待员")), Option(Post.LEADER, self.tr("室负责人"))])
        self._post.choose(Post.CLERK)
        self.form.add(self.tr("姓名"), self._name, "name")
        self.form.add(self.tr("登录名"), self._code, "code")
        self.form.add(self.tr("岗位"), self._post, "post")
        self._secrets = SecretFields(self)
        self.add_usual_buttons(self.tr("增加"))

    def submit(self) -> None:
        """Add the clerk."""
        name, code = needed(self._name, "name"), needed(self._code, "code")
        password, pin = self._secrets.read()
        act = partial(add, code, name, Post(self._post.key), password, pin)
        self.perform(act, self.tr("已增加接待员{name}").format(name=name))

    def focus_first(self) -> None:
        """The name."""
        self._name.setFocus()


class ChangePassword(ActDialog):
    """A new password for a clerk; her own asks for the old one."""

    def __init__(self, context: Context, parent: QWidget, code: str, name: str, *, asks_old: bool) -> None:
        super().__init__(context, parent, translate("ChangePassword", "设密码"), f"{name}  {code}")
        self._code, self._person = code, name
        self._old = SecretEdit()
        if asks_old:
            self.form.add(self.tr("原密码"), self._old, "old")
        self._asks_old = asks_old
        self._secrets = SecretFields(self)
        self.add_usual_buttons(self.tr("设好"))

    def submit(self) -> None:
        """Set it."""
        password, pin = self._secrets.read()
        act = partial(change, self._code, self._old.text(), password, pin)
        self.perform(act, self.tr("已设{name}的本机密码").format(name=self._person))

    def focus_first(self) -> None:
        """The first field."""
        (self._old if self._asks_old else self._secrets.password).setFocus()
