"""A roster of households becomes residents and homes: once, completed by the next one, nothing overwritten unseen."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from support.room import Room

from reception.desk.changes import join_residents
from reception.desk.homes import Fate, Member, at_home
from reception.desk.residents import find_residents, show_resident
from reception.desk.undo import undo
from reception.domain.address import Address
from reception.domain.errors import InvalidInput
from reception.intake.columns import Meaning
from reception.intake.rosters import RosterOutcome, import_roster, is_roster, propose_roster

HEADERS = ("楼号", "单元", "房号", "姓名", "联系电话", "与产权人关系", "备注")
HOME = Address("HQ188", "3", "2", "501")


def roster(
    path: Path, rows: Sequence[Sequence[Any]], headers: Sequence[str] = HEADERS, *,
    title: str = "红旗大街188号住户花名册", merged: Sequence[str] = (),
) -> Path:  # fmt: skip
    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.append(headers)
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


FAMILY = (
    [3, 2, 501, "张淑芬", "139 0451 0000", "产权人", "独居，耳背"],
    ["", "", "", "张敏", "13904510001", "女儿", ""],
    [3, "2单元", "502室", "李国强", "13912340022", "租户", ""],
    [3, 2, 601, "", "", "", "空置"],
)


def counted(outcome: RosterOutcome) -> dict[str, int]:
    return {fate.value: count for fate, count in outcome.counts.items()}


def people(members: Sequence[Member]) -> list[tuple[str, str, str]]:
    return [(member.name, member.phone, member.relation) for member in members]


def test_a_roster_makes_residents_and_homes(room: Room, tmp_path: Path) -> None:
    done = import_roster(room.desk, roster(tmp_path / "册.xlsx", FAMILY))
    assert (counted(done), done.empty, done.bad) == ({"added": 3}, 1, ())
    members = at_home(room.desk, HOME)
    assert people(members) == [("张淑芬", "13904510000", "owner"), ("张敏", "13904510001", "family")]
    assert members[0].as_of == "2026-11-24"
    shown = show_resident(room.desk, members[0].resident)
    assert (shown.address, shown.remarks) == ("红旗大街188号3号楼2单元501室", "独居，耳背")
    assert [line.name for line in shown.household] == ["张敏"]
    assert people(at_home(room.desk, Address("HQ188", "3", "2", "502"))) == [("李国强", "13912340022", "tenant")]


def test_the_same_roster_again_changes_nothing(room: Room, tmp_path: Path) -> None:
    path = roster(tmp_path / "册.xlsx", FAMILY)
    import_roster(room.desk, path)
    room.clock.advance(days=3)
    again = import_roster(room.desk, path)
    assert counted(again) == {"known": 3}
    assert not again.changed.keys
    assert propose_roster(room.desk, path)[0].confirmed, "and its columns are remembered"


def test_a_trial_tells_the_same_and_writes_nothing(room: Room, tmp_path: Path) -> None:
    path = roster(tmp_path / "册.xlsx", [*FAMILY, [3, 2, 501, "张淑芬", "13904510000", "产权人", ""]])
    tried = import_roster(room.desk, path, trial=True)
    assert counted(tried) == {"added": 3, "known": 1}
    assert find_residents(room.desk) == []
    assert counted(import_roster(room.desk, path)) == counted(tried)


def test_one_undo_takes_a_roster_back(room: Room, tmp_path: Path) -> None:
    path = roster(tmp_path / "册.xlsx", FAMILY)
    import_roster(room.desk, path)
    undo(room.desk)
    assert at_home(room.desk, HOME) == []
    assert counted(import_roster(room.desk, path)) == {"added": 3}


def test_somebody_known_from_a_visit_gets_a_home_and_keeps_the_record(room: Room, tmp_path: Path) -> None:
    room.case(address_text="红旗大街188号3号楼2单元501室")
    done = import_roster(room.desk, roster(tmp_path / "册.xlsx", FAMILY))
    assert counted(done) == {"completed": 1, "added": 2}
    [known] = find_residents(room.desk, "张淑芬")
    assert (known.cases, known.remarks) == (1, "独居，耳背")


def test_a_later_roster_completes_moves_and_never_overwrites_a_phone(room: Room, tmp_path: Path) -> None:
    import_roster(room.desk, roster(tmp_path / "1.xlsx", [
        [3, 2, 501, "张淑芬", "", "产权人", ""], [3, 2, 502, "李国强", "13912340022", "租户", ""],
        [3, 2, 503, "王立新", "13800000033", "", ""],
    ]))  # fmt: skip
    later = import_roster(room.desk, roster(tmp_path / "2.xlsx", [
        [3, 2, 501, "张淑芬", "13904510000", "产权人", ""], [5, 1, 101, "李国强", "13912340022", "产权人", ""],
        [3, 2, 503, "王立新", "13800000099", "租户", ""],
    ]))  # fmt: skip
    assert counted(later) == {"completed": 1, "moved": 1, "differs": 1}
    assert [(row.row, row.dweller.name) for row in later.differing] == [(5, "王立新")]
    assert people(at_home(room.desk, HOME)) == [("张淑芬", "13904510000", "owner")]
    assert at_home(room.desk, Address("HQ188", "3", "2", "502")) == []
    assert people(at_home(room.desk, Address("HQ188", "5", "1", "101"))) == [("李国强", "13912340022", "owner")]
    assert people(at_home(room.desk, Address("HQ188", "3", "2", "503"))) == [("王立新", "13800000033", "tenant")]


def test_a_joined_record_is_known_as_the_one_it_was_joined_to(room: Room, tmp_path: Path) -> None:
    room.case(resident={"name": "张淑芬", "phone": "13904510000"})
    room.case(resident={"name": "张淑芬", "phone": "13904519999"})
    one, other = (line.id for line in find_residents(room.desk))
    join_residents(room.desk, one, other)
    path = roster(tmp_path / "册.xlsx", [[3, 2, 501, "张淑芬", "13904519999", "产权人", ""]])
    done = import_roster(room.desk, path)
    assert Fate.ADDED not in done.counts
    assert [member.resident for member in at_home(room.desk, HOME)] == [min(one, other)]


def test_cells_merged_downwards_count_for_each_row(room: Room, tmp_path: Path) -> None:
    rows = [[3, 2, 501, "张淑芬", "", "", ""], ["", "", "", "张建国", "", "", ""], ["", "", 502, "李国强", "", "", ""]]
    path = roster(tmp_path / "册.xlsx", rows, merged=("A3:A5", "B3:B5", "C3:C4"))
    assert counted(import_roster(room.desk, path)) == {"added": 3}
    assert [member.name for member in at_home(room.desk, HOME)] == ["张淑芬", "张建国"]


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        ([3, 2, "", "张淑芬", "", "产权人", ""], "房号", "户室为空"),
        ([3, 2, 501, "张淑芬", "1390451", "产权人", ""], "联系电话", ""),
        ([3, 2, 501, "", "13904510000", "产权人", ""], "姓名", "有电话而没有姓名"),
    ],
)
def test_a_bad_line_names_its_column_and_the_others_come_in(
    room: Room, tmp_path: Path, row: list[Any], column: str, told: str
) -> None:
    path = roster(tmp_path / "册.xlsx", [row, [3, 2, 502, "李国强", "13912340022", "租户", ""]])
    done = import_roster(room.desk, path)
    [bad] = done.bad
    assert (bad.row, bad.column, counted(done)) == (3, column, {"added": 1})
    assert told in bad.reason


def test_the_compound_comes_from_its_column_the_title_or_the_clerk(room: Room, tmp_path: Path) -> None:
    named = roster(
        tmp_path / "a.xlsx", [["消防家属区", 3, 501, "张淑芬"]], ("小区", "楼栋", "户号", "业主"), title="册"
    )
    import_roster(room.desk, named)
    members = at_home(room.desk, Address("HQ188", "3", "", "501"))
    assert people(members) == [("张淑芬", "", "owner")], "a column of owners says what they are"
    bare = roster(tmp_path / "b.xlsx", [[4, 1, 101, "赵六", "", "", ""]], title="住户花名册")
    with pytest.raises(InvalidInput, match="哪个小区"):
        import_roster(room.desk, bare)
    import_roster(room.desk, bare, compound="消防家属区")
    assert people(at_home(room.desk, Address("HQ188", "4", "1", "101"))) == [("赵六", "", "")]


def test_whole_addresses_are_placed(room: Room, tmp_path: Path) -> None:
    path = roster(
        tmp_path / "册.xlsx", [["张淑芬", "13904510000", "红旗大街188号3-2-501"]], ("姓名", "电话", "家庭住址")
    )
    import_roster(room.desk, path)
    assert people(at_home(room.desk, HOME)) == [("张淑芬", "13904510000", "")]


def test_an_unknown_compound_is_kept_as_written(room: Room, tmp_path: Path) -> None:
    path = roster(tmp_path / "册.xlsx", [["无名小区", 3, 501, "张淑芬"]], ("小区", "楼栋", "户号", "姓名"))
    import_roster(room.desk, path)
    assert find_residents(room.desk, "张淑芬")[0].address == "无名小区3号楼501室"


def test_what_lists_no_households_is_refused(room: Room, tmp_path: Path) -> None:
    path = roster(tmp_path / "册.xlsx", [["x", "y"]], ("型号", "数量"))
    with pytest.raises(InvalidInput, match="姓名"):
        import_roster(room.desk, path)
    [proposal] = propose_roster(room.desk, path)
    assert not is_roster(proposal.mapping)
    named = proposal.mapping.with_meaning(0, Meaning.NAME)
    with pytest.raises(InvalidInput, match="户室或地址"):
        import_roster(room.desk, path, named)


def test_a_stop_keeps_what_is_in_and_the_rest_comes_the_next_time(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reception.intake.rosters.BATCH", 2)
    path = roster(tmp_path / "册.xlsx", FAMILY)
    asked = iter([False, True])
    told: list[tuple[int, int]] = []
    stopped = import_roster(
        room.desk, path, progress=lambda done, of: told.append((done, of)), cancelled=lambda: next(asked)
    )
    assert (stopped.cancelled, counted(stopped), told) == (True, {"added": 2}, [(2, 3)])
    assert counted(import_roster(room.desk, path)) == {"known": 2, "added": 1}
