"""Who is let in: one-time codes, tokens that take turns, the door, and how often one may knock."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select, update
from support.district import Served, exchange
from support.room import KEY, Room

from reception.district.devices import devices, wrapped_key
from reception.district.enrolment import OLD_TOKEN_LIFE, TOKEN_LIFE, admit, enrol_code, revoke
from reception.district.enrolment import enrol as take_in
from reception.district.journal import take
from reception.district.rates import Rate, Rates
from reception.district.tables import CODE, TOKEN
from reception.domain.clock import Id, to_text
from reception.domain.errors import InvalidInput, NotAllowed, NotFound, Unavailable
from reception.store import exchange as held
from reception.store import keys
from reception.store.journal import setting
from reception.store.keys import RECOVERY_FILE
from reception.store.store import Store
from reception.sync.client import Progress, sync_once
from reception.sync.enrol import enrol
from reception.sync.messages import Enrol, Push, parcel

Make = Callable[..., Room]


def token_of(room: Room) -> str:
    with room.store.read() as conn:
        known = held.server(conn)
    assert known is not None
    return known.token


def device_of(room: Room) -> Id:
    with room.store.read() as conn:
        return Id(setting(conn, "device"))


def age_tokens(served: Served, age: timedelta) -> None:
    """Let all tokens have been made so long ago."""
    with served.district.database.writing() as conn:
        conn.execute(update(TOKEN).values(made_at=to_text(served.district.clock.now() - age)))


def test_only_hashes_of_tokens_and_codes_are_kept(served: Served, pc: Make) -> None:
    code = enrol_code(served.district, "NG07")
    room = pc()
    enrol(room.store, served.url, code)
    with served.district.database.reading() as conn:
        kept = [str(row) for table in (TOKEN, CODE) for row in conn.execute(select(table))]
    assert not any(token_of(room) in row or code.replace("-", "") in row for row in kept)


def test_a_lost_answer_to_enrolment_may_be_asked_again_until_the_token_was_used(served: Served, pc: Make) -> None:
    room = pc()
    code = enrol_code(served.district, "NG07")
    served.fault = ("/v1/enrol", "lost")
    with pytest.raises(Unavailable):
        enrol(room.store, served.url, code)
    served.fault = ("", "")
    enrol(room.store, served.url, code)
    exchange(room)
    with pytest.raises(InvalidInput):
        enrol(room.store, served.url, code)


def test_the_same_request_that_comes_late_locks_nobody_out(served: Served, pc: Make) -> None:
    """Something on the way doubled it: the device has its token, and has not spoken with it yet."""
    room = pc()
    code = enrol_code(served.district, "NG07")
    enrol(room.store, served.url, code)
    take_in(served.district, Enrol(code, device_of(room), "NG07"))
    exchange(room)
    with pytest.raises(InvalidInput):
        take_in(served.district, Enrol(code, device_of(room), "NG07"))
    exchange(room)


def test_a_device_shown_the_door_does_not_come_back_by_its_old_code(served: Served, pc: Make) -> None:
    room = pc()
    code = enrol_code(served.district, "NG07")
    enrol(room.store, served.url, code)
    revoke(served.district, device_of(room))
    with pytest.raises(InvalidInput):
        enrol(room.store, served.url, code)
    with pytest.raises(NotAllowed):
        sync_once(room.store)
    served.join(room)
    assert exchange(room)[0].waiting == 0


def test_a_device_is_shown_the_door_in_the_middle_of_an_exchange(served: Served, pc: Make) -> None:
    room = pc()
    served.join(room)
    exchange(room)
    for number in range(40):
        room.register(words=f"{number} " + "水" * 900)
    with room.store.write("test") as writing:
        from reception.store.journal import note

        note(writing.conn, "batch_bytes", 20_000)
    told: list[str] = []

    def watch(progress: Progress) -> None:
        told.append(progress.stage)
        if told.count("sending") == 3:
            revoke(served.district, device_of(room))

    with pytest.raises(NotAllowed) as refused:
        sync_once(room.store, progress=watch)
    assert refused.value.field == "token"
    with room.store.read() as conn:
        assert 0 < held.waiting_count(conn) < 40


def test_a_push_of_a_device_that_was_shown_the_door_while_it_sent_is_not_taken(served: Served, pc: Make) -> None:
    room = pc()
    served.join(room)
    exchange(room)
    room.case()
    caller = admit(served.district, token_of(room))
    revoke(served.district, caller.device)
    with room.store.read() as conn:
        parcels = [parcel(entry) for entry in held.next_waiting(conn, 10**6, 100)]
    with pytest.raises(NotAllowed):
        take(served.district, caller, Push("A"), parcels)


def test_tokens_take_turns_and_an_old_one_lives_on_for_a_while(served: Served, pc: Make) -> None:
    room = pc()
    served.join(room)
    exchange(room)
    first = token_of(room)
    age_tokens(served, TOKEN_LIFE + timedelta(days=1))
    exchange(room)
    second = token_of(room)
    assert second != first
    exchange(room)
    assert token_of(room) == second
    assert admit(served.district, first).device == device_of(room)  # a restored backup may hold it
    with served.district.database.writing() as conn:
        passed = to_text(served.district.clock.now() - OLD_TOKEN_LIFE)
        conn.execute(update(TOKEN).where(TOKEN.c.until != "").values(until=passed))
    with pytest.raises(NotAllowed):
        admit(served.district, first)
    assert admit(served.district, second).device == device_of(room)


def test_a_new_token_that_was_lost_on_the_way_locks_nobody_out(served: Served, pc: Make) -> None:
    room = pc()
    served.join(room)
    exchange(room)
    age_tokens(served, TOKEN_LIFE + timedelta(days=1))
    served.fault = ("/v1/hello", "lost")
    for _ in range(3):
        with pytest.raises(Unavailable):
            sync_once(room.store)
    served.fault = ("", "")
    exchange(room)
    assert exchange(room)[0].waiting == 0


def test_who_knocks_too_often_waits(lite: Served, pc: Make) -> None:
    now = [0.0]
    rates = Rates(Rate(2, 3), Rate(1, 2), lambda: now[0])
    for _ in range(3):
        rates.calling(Id("a" * 32))
    with pytest.raises(Unavailable) as told:
        rates.calling(Id("a" * 32))
    assert told.value.field == "rate"
    rates.calling(Id("b" * 32))
    now[0] += 1
    for _ in range(2):
        rates.calling(Id("a" * 32))
    for _ in range(2):
        rates.enrolling()
    with pytest.raises(Unavailable):
        rates.enrolling()


def test_guessing_codes_is_slowed_down_with_a_polite_answer(lite: Served, pc: Make) -> None:
    room = pc()
    refused = []
    for _ in range(60):
        try:
            enrol(room.store, lite.url, "AAAA-AAAA")
        except (InvalidInput, Unavailable) as error:
            refused.append(error)
    assert refused[0].field == "code"
    assert refused[-1].field == "rate"


def test_what_is_too_large_is_refused_before_it_is_read(lite: Served, pc: Make) -> None:
    room = pc()
    lite.join(room)
    headers = {"Authorization": f"Bearer {token_of(room)}"}
    for path, size in (("/v1/push", 5 * 1024 * 1024), ("/v1/hello", 5 * 1024 * 1024)):
        answer = httpx.post(lite.url + path, content=bytes(size), headers=headers, trust_env=False)
        assert answer.status_code == 413
    answer = httpx.post(lite.url + "/v1/push", content=bytes(5 * 1024 * 1024), trust_env=False)
    assert answer.status_code == 401


def test_a_devices_key_under_its_recovery_key_lies_at_the_district_too(served: Served, pc: Make) -> None:
    room, old, new = pc(), keys.new_recovery_key(), keys.new_recovery_key()
    device = device_of(room)
    served.join(room)
    exchange(room)
    with pytest.raises(NotFound):
        wrapped_key(served.district, device)
    for paper in (old, new):
        (room.store.folder / RECOVERY_FILE).write_text(keys.wrap(KEY, paper), encoding="utf-8")
        exchange(room)
        assert keys.unwrap(paper, wrapped_key(served.district, device)) == KEY
    served.bytes = (0, 0)
    exchange(room)
    assert 0 < served.bytes[0] < 500, "it is said once"


def test_the_list_of_devices_says_what_has_arrived(served: Served, pc: Make) -> None:
    room = pc()
    served.join(room)
    room.case()
    exchange(room)
    room.case()
    room.clock.advance(hours=-5)
    served.fault = ("/v1/push", "bad")
    with pytest.raises(Unavailable):
        sync_once(room.store, program="1.2.3")
    (device,) = devices(served.district)
    assert (device.room, device.letters, device.program) == ("NG07", ("A",), "1.2.3")
    assert (device.said, device.held, device.waiting, device.all_here) == (2, 1, 1, False)
    assert device.last_contact
    served.fault = ("", "")
    exchange(room)
    (device,) = devices(served.district)
    assert device.all_here
    assert device.waiting == 0


def test_a_restored_backup_is_not_taken_for_what_it_was(lite: Served, pc: Make, tmp_path: Path) -> None:
    room = pc()
    lite.join(room)
    room.case()
    exchange(room)
    room.store.close()
    shutil.copytree(room.store.folder, tmp_path / "backup")
    room.store = room.desk.store = Store.open(room.store.folder, KEY, room.clock)
    room.case()
    room.case()
    exchange(room)
    restored = pc()
    restored.store.close()
    restored.store = restored.desk.store = Store.open(tmp_path / "backup", KEY, room.clock)
    restored.case()
    lite.fault = ("/v1/push", "bad")
    with pytest.raises(Unavailable):
        sync_once(restored.store)
    (device,) = devices(lite.district)
    assert (device.said, device.held, device.all_here) == (2, 3, False), "another second entry than the one here"
    lite.fault = ("", "")
    exchange(restored, restored)
    (device,) = devices(lite.district)
    assert device.all_here
