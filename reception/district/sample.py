"""Fill a sample server with the sample district, once."""

from pathlib import Path

from reception.district import master
from reception.district.office import District, open_district
from reception.domain import sample
from reception.domain.clock import DISTRICT_ZONE


def fill(place: Path | str) -> None:
    """Write the sample district's master data; what is there already is passed over."""
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
