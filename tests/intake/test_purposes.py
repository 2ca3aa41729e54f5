"""A list says by its columns and rows what it is for; whoever knows better says so."""

from pathlib import Path

import pytest
from support.forms import form, message
from support.room import Room

from reception.intake.columns import Purpose
from reception.intake.importing import import_file
from reception.intake.purposes import recognise


def test_messages_that_are_not_here_come_in_and_once_they_are_the_form_is_answered(room: Room, tmp_path: Path) -> None:
    path = form(tmp_path / "12345.xlsx", [message("RX1", "厨房漏水"), message("RX2", "路灯不亮")])
    assert recognise(room.desk, path).purpose is Purpose.MESSAGES
    import_file(room.desk, path)
    found = recognise(room.desk, path)
    assert (found.purpose, found.confirmed) == (Purpose.FORM, True)
    assert recognise(room.desk, path, Purpose.MESSAGES).purpose is Purpose.MESSAGES


def test_one_row_more_is_a_message_again(room: Room, tmp_path: Path) -> None:
    import_file(room.desk, form(tmp_path / "a.xlsx", [message("RX1", "厨房漏水")]))
    later = form(tmp_path / "b.xlsx", [message("RX1", "厨房漏水"), message("RX2", "路灯不亮")])
    assert recognise(room.desk, later).purpose is Purpose.MESSAGES


def test_an_empty_form_is_one_to_be_filled(room: Room, tmp_path: Path) -> None:
    assert recognise(room.desk, form(tmp_path / "街道月报.xlsx", [])).purpose is Purpose.FORM


@pytest.mark.parametrize("headers", ["楼号,单元,房号,姓名,联系电话", "姓名,住址,电话"])
def test_names_and_homes_are_a_roster(room: Room, tmp_path: Path, headers: str) -> None:
    path = tmp_path / "册.csv"
    path.write_text(f"{headers}\n3,2,501,张淑芬,13904510000\n", encoding="utf-8")
    assert recognise(room.desk, path).purpose is Purpose.ROSTER
