"""What the gate has done on a worker: plain functions of values, without a widget. Raises what they call raise."""

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reception.domain.clock import Clock
from reception.domain.errors import NotAllowed, ReceptionError
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Clerk, Desk
    from reception.desk.logins import Account
    from reception.desk.premises import Premises
    from ui.session.first_start import Joining, NewClerk, Restoring

P = TypeVar("P", bound="Premises | None")


def enter(folder: Path, clock: Clock, sample: bool, report: Report) -> "Premises | None":
    """Open a used folder; None when nothing was made there yet. Raises NotAllowed when a sample is real."""
    from reception.desk import premises

    here = _unless_left(premises.enter(folder, clock), report)
    if here is not None and sample and not here.sample:
        here.close()
        raise NotAllowed(
            f"这里是正式数据，不能当样例打开：{folder}", english=f"this folder holds real data, no sample: {folder}"
        )
    return here


def enter_sample(folder: Path, clock: Clock, report: Report) -> "Premises":
    """Open the sample district of a folder, made now when it is not there."""
    from reception.desk import premises
    from reception.desk.sample import fill

    return _unless_left(premises.enter_sample(folder, clock, lambda store: fill(store, report.step)), report)


def found_room(
    folder: Path, clock: Clock, asked: "Joining", report: Report
) -> "tuple[Premises, ReceptionError | None]":
    """Make the room's folder and join the district when that was asked for.

    The folder stays when the district cannot be joined now: the error says why.
    """
    from reception.desk import premises

    here = _unless_left(premises.found_room(folder, clock, asked.room), report)
    return here, _join(here, asked) if asked.url else None


def _unless_left(here: P, report: Report) -> P:
    """Nobody waits any more: give the folder back."""
    if report.cancelled and here is not None:
        here.close()
    return here


def _join(here: "Premises", asked: "Joining") -> ReceptionError | None:
    from reception.sync.enrol import enrol

    try:
        enrol(here.store, asked.url, asked.code, Path(asked.ca) if asked.ca else None)
    except ReceptionError as error:
        return error
    return None


def accounts(here: "Premises", report: Report) -> "list[Account]":
    """Who may sit here."""
    return here.accounts()


def seat_at_sample(here: "Premises", report: Report) -> "Clerk":
    """The clerk of a sample."""
    from reception.desk import premises

    return premises.seat_at_sample(here)


def renew_key(folder: Path, report: Report) -> str:
    """A fresh recovery key, in the place of one that was shown and never put away."""
    from reception.desk.opening import renew_recovery_key

    return renew_recovery_key(folder)


def first_clerk(here: "Premises", given: "NewClerk", report: Report) -> "Clerk":
    """Make the first login."""
    from reception.desk.logins import make_first_clerk

    return make_first_clerk(here.store, given.code, given.name, given.password, given.pin)


def log_in(here: "Premises", code: str, password: str, report: Report) -> "Clerk":
    """Whose password fits."""
    from reception.desk.logins import log_in as admit

    return admit(here.store, code, password)


def unlock(here: "Premises", code: str, secret: str, report: Report) -> "Clerk":
    """Whose PIN or password fits."""
    from reception.desk.logins import unlock as admit

    return admit(here.store, code, secret)


def take_seat(desk: "Desk", clerk: "Clerk", report: Report) -> "Clerk":
    """Sign acts as this clerk from now on. On the write lane: what was begun before is signed by whoever began it."""
    desk.clerk = clerk
    return clerk


def first_password(
    here: "Premises", code: str, leader: str, leaders_password: str, password: str, report: Report
) -> "Clerk":
    """A clerk's first password here, by the leader."""
    from reception.desk.logins import set_first_password

    return set_first_password(here.store, leader, leaders_password, code, password)


def login_of(name: str, report: Report) -> str:
    """A login made of a name's initials: 王淑芬 is `wsf`. Empty when the name has none."""
    from reception.domain.pinyin import initials

    return next(iter(initials(name)), "").casefold()


def restore(folder: Path, clock: Clock, given: "Restoring", report: Report) -> "Path | None":
    """Bring a backup back; where what was in the folder lies now."""
    from reception.desk import premises

    return premises.restore_room(Path(given.file), folder, given.recovery_key, clock, report.step)
