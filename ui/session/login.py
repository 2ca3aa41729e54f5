"""Who sits down: the clerks of this room and a password; the same part unlocks the desk with a short PIN."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.session.gate import Part
from ui.session.secret import SecretEdit
from ui.widgets.choice import Choice, Option
from ui.widgets.line_edit import LineEdit, as_code
from ui.words import translate

if TYPE_CHECKING:
    from reception.desk.logins import Account

MOST_NAMES = 9


def named(account: "Account") -> str:
    """How a clerk is offered: name and login."""
    return f"{account.clerk.name}  {account.clerk.code}"


class LoginForm(Part):
    """Asks who and the password. `wanted` gives login and secret; `first_here` a login that has no password here."""

    wanted = Signal(str, str)
    first_here = Signal(str)

    def __init__(
        self, accounts: "Sequence[Account]", last: str = "", *, locked: bool = False, by_pin: bool = False
    ) -> None:
        title = translate("LoginForm", "已锁定") if locked else translate("LoginForm", "登录")
        super().__init__(title, self._told(locked=locked))
        self._accounts = {account.clerk.code: account for account in accounts if not account.stopped}
        self._names = self._name_field(last)
        self._secret = SecretEdit()
        self.form.add(self.tr("接待员"), self._names, "code")
        self.form.add(self.tr("PIN 或密码") if by_pin else self.tr("密码"), self._secret, "password")
        self.add(self.form)
        self.add_submit(self.tr("解锁") if locked else self.tr("登录"))

    def submit(self) -> None:
        """Ask for the seat."""
        code = self.code
        account = self._accounts.get(code)
        if account is not None and not account.has_password:
            self.first_here.emit(code)
        else:
            self.set_busy(busy=True)
            self.wanted.emit(code, self._secret.text())

    def focus_first(self) -> None:
        """The password, when it is known who."""
        (self._secret if self.code else self._names).setFocus()

    def show_error(self, error: Exception) -> None:
        """Say it, and let the secret be typed anew."""
        super().show_error(error)
        self._secret.selectAll()
        self._secret.setFocus()

    @property
    def code(self) -> str:
        """The login that is chosen or typed."""
        if isinstance(self._names, Choice):
            return self._names.key
        return self._names.value().casefold()

    @staticmethod
    def _told(*, locked: bool) -> str:
        if locked:
            return translate("LoginForm", "没写完的都在，解锁后接着写。换人时选自己的名字。")
        return ""

    def _name_field(self, last: str) -> Choice | LineEdit:
        if len(self._accounts) > MOST_NAMES:
            line = LineEdit(cleaned=as_code)
            line.write(last)
            return line
        choice = Choice([Option(code, named(account)) for code, account in self._accounts.items()], upright=True)
        choice.choose(last if last in self._accounts else next(iter(self._accounts), ""))
        choice.chosen.connect(lambda _: self._secret.setFocus())
        return choice


class PasswordFor(Part):
    """A clerk's first login on this PC: the room's leader stands by with her own password, and sets a first one."""

    wanted = Signal(str, str, str)

    def __init__(self, account: "Account", leaders: "Sequence[tuple[str, str]]") -> None:
        super().__init__(
            translate("PasswordFor", "{name}首次在本机登录").format(name=account.clerk.name),
            translate("PasswordFor", "请室负责人在旁输入自己的密码，再由本人设一个本机密码。"),
        )
        self._leader = Choice([Option(code, name) for code, name in leaders], upright=True)
        self._leader.choose(leaders[0][0] if leaders else "")
        self._leaders_secret, self._password, self._again = SecretEdit(), SecretEdit(), SecretEdit()
        self.form.add(self.tr("室负责人"), self._leader, "leader")
        self.form.add(self.tr("负责人的密码"), self._leaders_secret, "leaders_password")
        self.form.add(self.tr("新密码"), self._password, "password")
        self.form.add(self.tr("再输一遍"), self._again, "again")
        self.add(self.form)
        self.add_back(self.tr("返回"))
        self.add_submit(self.tr("设好并登录"))

    def submit(self) -> None:
        """Ask for it, when both are alike."""
        if self._password.text() != self._again.text():
            self._again.show_wrong(self.tr("两次输入不一样"))
            self._again.setFocus()
            return
        self.set_busy(busy=True)
        self.wanted.emit(self._leader.key, self._leaders_secret.text(), self._password.text())

    def focus_first(self) -> None:
        """The leader's password."""
        self._leaders_secret.setFocus()
