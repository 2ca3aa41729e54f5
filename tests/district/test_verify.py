"""Verification of a server: quiet on a sound one, and every planted damage is found by its own check."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text
from support.district import Served, exchange
from support.photos import attach
from support.room import Room

from reception.district.office import open_district
from reception.district.verify import verify
from reception.domain.lifecycle import Act

Make = Callable[..., Room]


DAMAGES = {
    "SELECT 1": set(),
    "UPDATE entry SET body = CAST(replace(body, '漏', '好') AS BLOB)": {"entries", "cases"},
    "UPDATE entry SET signature = zeroblob(64) WHERE signature IS NOT NULL": {"signatures"},
    "DELETE FROM batch WHERE n = 2": {"batches", "feed"},
    "UPDATE holding SET room = 'NG07'": {"holders"},
    "DELETE FROM touch": {"cases"},
    "UPDATE master SET fields = '{}' WHERE kind = 'unit'": {"master"},
    "DELETE FROM letter": {"derived"},
    "DELETE FROM handover": {"derived"},
    "DELETE FROM filed": {"derived"},
}


def test_planted_damage_is_found(lite: Served, pc: Make, tmp_path: Path) -> None:
    here = pc("NG07")
    lite.join(here)
    number, _, _ = attach(here, tmp_path)
    here.step(number, Act.TRANSFER, room="NG08", why="不在本片")
    exchange(here)
    found = {}
    for place, damage in enumerate(DAMAGES):
        folder = shutil.copytree(lite.folder, tmp_path / f"copy{place}")
        district = open_district(folder)
        with district.database.writing() as conn:
            conn.execute(text(damage))
        found[damage] = {check.name for check in verify(district) if not check.ok}
        district.close()
    assert found == DAMAGES
