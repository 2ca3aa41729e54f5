"""The quiet periods that this room must know of."""

from collections.abc import Sequence
from datetime import datetime

from reception.desk.desk import Desk
from reception.desk.office import Office
from reception.domain.quiet import QuietPeriod, read_periods


def quiet_periods(desk: Desk) -> list[QuietPeriod]:
    """Those that are on today or begin within days."""
    with desk.read() as conn:
        return [period for period in _all(desk.office(conn)) if period.is_near(desk.now)]


def quiet_at(office: Office, compound: str, at: datetime) -> list[QuietPeriod]:
    """Those that an order given out now for a compound must say: near, or on already."""
    return [period for period in _all(office) if period.concerns(compound) and period.is_near(at)]


def _all(office: Office) -> Sequence[QuietPeriod]:
    return read_periods(office.all("quiet").values())
