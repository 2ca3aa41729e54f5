"""The district's act of erasing facts of an entry, when the law orders it."""

from collections.abc import Sequence

from reception.district.batch import EVERYONE, Batch
from reception.district.erasure import entry_row, erased_facts, files_only_there
from reception.district.office import District
from reception.domain.clock import Id
from reception.domain.entry import DISTRICT_SCOPE, ERASED, Entry, Fact, parse
from reception.domain.errors import InvalidInput, NotFound
from reception.sync.messages import lines_of


def erase(district: District, entry_id: Id, positions: Sequence[int], why: str) -> None:
    """Erase facts of an entry, by position (none named: all of them), and say so in a signed entry.

    Raises NotFound when there is no such entry, InvalidInput for a position that it has not, or one of the district's.
    """
    with district.database.writing() as conn:
        batch = Batch(conn, district, district.device)
        batch.lock_own()
        row = entry_row(conn, district, entry_id)
        if row is None:
            raise NotFound("没有这条记录", english="there is no such entry", field="entry")
        entry = parse(bytes(row.header), lines_of(bytes(row.body)))
        chosen = _positions(district, entry, positions)
        before = erased_facts(conn, district, [entry_id]).get(entry_id, set())
        fields = {
            "code": entry_id, "entry": entry_id, "facts": sorted(chosen | before), "why": why,
            "files": files_only_there(conn, district, entry, chosen),
        }  # fmt: skip
        batch.write(ERASED, [Fact(ERASED, entry_id, DISTRICT_SCOPE, fields)], [EVERYONE])
        batch.close()


def _positions(district: District, entry: Entry, positions: Sequence[int]) -> set[int]:
    every = set(range(len(entry.facts)))
    chosen = set(positions) or every
    if chosen - every or entry.device == district.device:
        raise InvalidInput("这条记录没有这一项，或是区里自己的记录", english="no such fact to erase", field="fact")
    return chosen
