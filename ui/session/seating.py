"""Who sits down: asked at the start, and again when a locked desk is woken."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from ui.session import tasks
from ui.session.gate import Gate, Part
from ui.session.login import LoginForm, PasswordFor
from ui.work import Lane, Work

if TYPE_CHECKING:
    from reception.desk.logins import Account
    from reception.desk.premises import Premises
    from ui.session.first_start import NewClerk

T = TypeVar("T")


MOST_PINS = 5
"""Wrong PINs after which only the password wakes the desk."""


class Seating(QObject):
    """Shows the login in the gate; where nobody has a password yet, the first login is made. `taken` gives the clerk.

    A `locked` desk is woken by the short PIN too, unless it was wrong too often. argon2 runs on a worker.
    """

    taken = Signal(object)

    def __init__(self, here: "Premises", work: Work, gate: Gate, parent: QObject, *, locked: bool = False) -> None:
        super().__init__(parent)
        self._here, self._work, self._gate, self._locked = here, work, gate, locked
        self._last = ""
        self._wrong = 0

    def ask(self, last: str) -> None:
        """Ask; `last` is the login that is offered first."""
        self._last = last
        self._do(partial(tasks.accounts, self._here), self._show)

    def _show(self, accounts: "list[Account]") -> None:
        if any(account.has_password for account in accounts):
            self._show_login(accounts)
        else:
            self._show_first_clerk(accounts)

    def _show_first_clerk(self, accounts: "list[Account]") -> None:
        from ui.session.first_start import FirstClerk

        form = FirstClerk([(account.clerk.code, account.clerk.name) for account in accounts])
        form.named.connect(lambda name: self._do(partial(tasks.login_of, name), form.suggest))
        form.wanted.connect(self._make_first)
        self._gate.show_part(form)

    def _make_first(self, given: "NewClerk") -> None:
        self._do(partial(tasks.first_clerk, self._here, given), self.taken.emit)

    def _show_login(self, accounts: "list[Account]") -> None:
        form = LoginForm(accounts, self._last, locked=self._locked, by_pin=self._by_pin)
        form.wanted.connect(self._log_in)
        form.first_here.connect(partial(self._show_password_for, accounts))
        self._gate.show_part(form)

    def _log_in(self, code: str, secret: str) -> None:
        self._last = code
        admit = tasks.unlock if self._by_pin else tasks.log_in
        self._work.start(
            partial(admit, self._here, code, secret),
            self.taken.emit,
            owner=self,
            failed=self._refuse,
            lane=Lane.LONG,
        )

    @property
    def _by_pin(self) -> bool:
        return self._locked and self._wrong < MOST_PINS

    def _refuse(self, error: Exception) -> None:
        self._wrong += 1
        if self._locked and self._wrong == MOST_PINS:
            self.ask(self._last)
        else:
            self._say_wrong(error)

    def _show_password_for(self, accounts: "list[Account]", code: str) -> None:
        account = next(account for account in accounts if account.clerk.code == code)
        form = PasswordFor(account, leaders_here(accounts))
        form.wanted.connect(partial(self._set_first, code))
        form.back.connect(partial(self._show_login, accounts))
        self._gate.show_part(form)

    def _set_first(self, code: str, leader: str, leaders_password: str, password: str) -> None:
        task = partial(tasks.first_password, self._here, code, leader, leaders_password, password)
        self._do(task, self.taken.emit)

    def _do(self, task: Callable[..., T], done: Callable[[T], Any]) -> None:
        self._work.start(task, done, owner=self, failed=self._say_wrong, lane=Lane.LONG)

    def _say_wrong(self, error: Exception) -> None:
        part = self._gate.part
        if isinstance(part, Part):
            part.show_error(error)


def leaders_here(accounts: "list[Account]") -> list[tuple[str, str]]:
    """Logins and names of the leaders who have a password on this PC."""
    from reception.desk.logins import leaders

    able = {account.clerk.code for account in accounts if account.has_password}
    return [(leader.code, leader.name) for leader in leaders(accounts) if leader.code in able]
