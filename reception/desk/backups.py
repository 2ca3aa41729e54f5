"""Backups of the room: one now, and one a day at a second place, of which the latest are kept."""

from datetime import date
from pathlib import Path

from reception.desk.desk import Desk
from reception.domain.clock import DISTRICT_ZONE
from reception.domain.errors import Unavailable
from reception.store.copying import Progress, quiet

KEPT = 14
SUFFIX = ".backup"


def backup_name(desk: Desk, day: date) -> str:
    """What a day's backup of this PC is called: `reception-NG07-A-20261124.backup`."""
    with desk.read() as conn:
        office = desk.office(conn)
    return f"reception-{office.room}-{office.letter}-{day:%Y%m%d}{SUFFIX}"


def back_up_to(desk: Desk, place: Path, told: Progress = quiet) -> Path:
    """Write today's backup into a folder, and leave the latest fourteen of this PC there. Returns the file.

    Raises Unavailable when the place is gone or full; what was there stays.
    """
    if not place.is_dir():
        raise Unavailable(
            f"第二备份位置不在：{place}。请插上移动硬盘，或换一个文件夹",
            english=f"the second place is not there: {place}. Plug the disk in, or choose another folder",
            field="second_place",
        )
    file = place / backup_name(desk, desk.now.astimezone(DISTRICT_ZONE).date())
    desk.store.back_up(file, told)
    for old in _of_this_pc(file)[:-KEPT]:
        old.unlink(missing_ok=True)
    return file


def _of_this_pc(file: Path) -> list[Path]:
    stem = file.name[: -len(f"20261124{SUFFIX}")]
    return sorted(file.parent.glob(f"{stem}????????{SUFFIX}"))
