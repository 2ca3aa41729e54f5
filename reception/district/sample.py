"""Fill a sample server with the sample district, once."""

from pathlib import Path

from sqlalchemy import insert

from reception.district import master
from reception.district.office import District, open_district
from reception.district.tables import DEVICE
from reception.domain import sample
from reception.domain.clock import DISTRICT_ZONE


def fill(place: Path | str) -> None:
    """Write the sample district's master data and make its sample devices known; what is there is left as it is."""
    district = open_district(place, sample=True)
    try:
        if not master.master_rows(district, "room"):
            _fill(district)
    finally:
        district.close()


def _fill(district: District) -> None:
    by_kind: dict[str, list[dict[str, object]]] = {}
    for kind, fields in sample.master_data(district.clock.now().astimezone(DISTRICT_ZONE).date()):
        by_kind.setdefault(kind, []).append(fields)
    for kind, rows in by_kind.items():
        master.write_master(district, kind, rows)
    with district.database.writing() as conn:
        conn.execute(insert(DEVICE), [_device(district, str(room["code"])) for room in by_kind["room"]])


def _device(district: District, room: str) -> dict[str, object]:
    """A room's sample device: its visits were made before any PC was enrolled."""
    return {
        "district": district.number, "device": sample.device(room), "room": room, "enrolled_at": district.now
    }  # fmt: skip
