"""Who may sit at this desk: add, stop, set a password."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception.domain.lifecycle import Post
from ui import acts
from ui.context import Context
from ui.dialogs.clerk import AddClerk, ChangePassword
from ui.theme.spacing import spaced
from ui.theme.tokens import ToneName
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.labels import ShortWords, Words
from ui.widgets.pill import Pill
from ui.work import Latest, Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.logins import Account


def accounts(desk: "Desk", report: Report) -> "list[Account]":
    """Read them."""
    from reception.desk.logins import accounts as read

    return read(desk.store)


def stop(code: str, stopped: bool, desk: "Desk") -> None:
    """停用, or in use again."""
    from reception.desk.logins import stop_clerk

    stop_clerk(desk, code, stopped=stopped)


class ClerksCard(Card):
    """A row a clerk. What only a leader may do is greyed for others, with the reason."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=4)
        self.set_title(self.tr("接待员"))
        self._context = context
        self._reading = Latest(context.work)
        self._rows: list[QWidget] = []
        self._add = Button(self.tr("增加"), self._open_add, icon_name="user-plus")
        self.add_action(self._add)

    def read(self) -> None:
        """Read who there is."""
        self._reading.start(partial(accounts, self._context.desk), self._show, owner=self)

    @property
    def _leads(self) -> bool:
        return self._context.desk.clerk.post is Post.LEADER

    def _show(self, found: "list[Account]") -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(account) for account in found]
        for row in self._rows:
            self.add(row)
        self._grey(self._add, allowed=self._leads)

    def _row(self, account: "Account") -> QWidget:
        holder = QWidget()
        row = spaced(QHBoxLayout(holder), 8, (0, 4, 0, 4))
        words = spaced(QVBoxLayout(), 0)
        words.addWidget(ShortWords(account.clerk.name, "strong"))
        words.addWidget(Words(f"{account.clerk.code}   {self._post(account)}", "meta"))
        row.addLayout(words, 1)
        row.addWidget(self._state(account))
        row.addWidget(self._password_button(account))
        row.addWidget(self._stop_button(account))
        return holder

    def _post(self, account: "Account") -> str:
        return self.tr("室负责人") if account.clerk.post is Post.LEADER else self.tr("接待员")

    def _state(self, account: "Account") -> Pill:
        if account.stopped:
            return Pill(self.tr("停用"), ToneName.NEUTRAL)
        if account.has_password or self._context.sample:
            return Pill(self.tr("在用"), ToneName.OK)
        return Pill(self.tr("本机无密码"), ToneName.WARN)

    def _password_button(self, account: "Account") -> Button:
        mine = account.clerk.code == self._context.desk.clerk.code
        button = Button(self.tr("密码"), partial(self._open_password, account, mine), kind=Kind.QUIET)
        button.setAccessibleName(f"{button.text()} {account.clerk.name}")
        self._grey(button, allowed=(mine or self._leads) and not account.stopped)
        return button

    def _stop_button(self, account: "Account") -> Button:
        words = self.tr("启用") if account.stopped else self.tr("停用")
        button = Button(words, partial(self._stop, account), kind=Kind.QUIET)
        button.setAccessibleName(f"{words} {account.clerk.name}")
        self._grey(button, allowed=self._leads)
        return button

    def _grey(self, button: Button, *, allowed: bool) -> None:
        button.setEnabled(allowed)
        button.setToolTip("" if allowed else self.tr("由室负责人操作"))

    def _open_add(self) -> None:
        dialog = AddClerk(self._context, self)
        dialog.done_with.connect(self.read)
        dialog.open()

    def _open_password(self, account: "Account", mine: bool) -> None:
        asks_old = mine and account.has_password
        dialog = ChangePassword(self._context, self, account.clerk.code, account.clerk.name, asks_old=asks_old)
        dialog.done_with.connect(self.read)
        dialog.open()

    def _stop(self, account: "Account") -> None:
        act = partial(stop, account.clerk.code, not account.stopped)
        name = account.clerk.name
        words = self.tr("{name}已启用") if account.stopped else self.tr("{name}已停用，经手的事都留在室里")
        acts.perform(self._context, self, act, lambda _: self.read(), words.format(name=name))
