"""Master data as the district writes it: what no room could read is refused, and clerks come down like the rest."""

from collections.abc import Callable
from typing import Any

import pytest
from support.district import Served, exchange
from support.room import Room

from reception.desk.logins import accounts, add_clerk, log_in, make_first_clerk, stop_clerk
from reception.district.master import master_rows, write_master
from reception.domain.errors import InvalidInput, NotAllowed
from reception.domain.lifecycle import Post

Make = Callable[..., Room]


UNREADABLE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("rules", {"rules": [{"code": "x", "limits": {"solved": {"amount": -1, "unit": "day"}}}]}),
    ("rules", {"rules": "soon"}),
    ("rules", {"code": "weights", "basically": "nearly"}),
    ("rules", {"code": "assessment", "day": "noon"}),
    ("calendar", {"free": ["2027-02-30"]}),
    ("room", {"hours": [["17:00", "08:30"]]}),
    ("quiet", {"name": "高考"}),
    ("clerk", {"name": "王芳", "room": "NG07", "post": "king"}),
    ("clerk", {"name": "王芳"}),
    ("category", {"path": "冬季/冰溜子", "keywords": 7}),
)


def test_what_no_room_could_read_is_not_written(lite: Served) -> None:
    for kind, fields in UNREADABLE:
        before = master_rows(lite.district, kind)
        with pytest.raises(InvalidInput):
            write_master(lite.district, kind, [{"code": "X"} | fields])
        assert master_rows(lite.district, kind) == before, fields


def test_a_clerk_made_at_the_district_sits_down_in_her_room_alone(lite: Served, pc: Make) -> None:
    here, there = pc("NG07"), pc("NG08")
    make_first_clerk(here.store, "fang", "王芳", "geheim1")
    here.desk.clerk = log_in(here.store, "fang", "geheim1")
    lite.join(here)
    lite.join(there, "NG08")
    fang = {"code": "fang", "name": "王芳", "post": "leader", "room": "NG07"}
    write_master(lite.district, "clerk", [fang, {"code": "li", "name": "李强", "room": "NG07"}])
    exchange(here, there)
    assert [account.clerk.code for account in accounts(there.store)] == []
    assert [(a.clerk.code, a.clerk.post) for a in accounts(here.store)] == [("fang", Post.LEADER), ("li", Post.CLERK)]
    with pytest.raises(InvalidInput):
        add_clerk(here.desk, "li", "李强")
    stop_clerk(here.desk, "li")
    assert [account.stopped for account in accounts(here.store)] == [False, True]
    write_master(lite.district, "clerk", [fang | {"stopped": True}])
    exchange(here)
    with pytest.raises(NotAllowed):
        log_in(here.store, "fang", "geheim1")
