"""An incident ends: everybody of the same cause is told, each case ends as it may, and all comes back at once."""

from support.room import Room

from reception.desk.calls import calls_due
from reception.desk.incident import end_incident, incident_of
from reception.desk.lists import show_case
from reception.desk.undo import redo, undo
from reception.domain.lifecycle import Act

DONE = "主管道已换新，当天通水"


def neighbour(room: Room, at: int, unit: str = "") -> str:
    who = {"name": f"邻居{at}", "phone": f"1390451100{at}"}
    given = {"resident": who, "address_text": f"红旗大街188号3-2-{at}01"}
    return room.dispatched(unit, **given)[0] if unit else room.case(**given)


def burst(room: Room) -> tuple[str, list[str]]:
    """One case that was handled, and its neighbours: nobody sent, an order out, one signed, one that has ended."""
    first = room.handled()
    others = [neighbour(room, 2), neighbour(room, 3, "C01"), neighbour(room, 4, "C01"), neighbour(room, 5)]
    room.step(others[2], Act.ACCEPT)
    room.step(others[3], Act.ANSWER, answer="已修好")
    for other in others:
        room.step(other, Act.JOIN, number=first)
    return first, others


def statuses(room: Room, numbers: list[str]) -> list[str]:
    return [str(show_case(room.desk, number)["status"]) for number in numbers]


def test_it_says_who_is_left_and_what_was_told(room: Room) -> None:
    first, others = burst(room)
    found = incident_of(room.desk, first)
    assert [mate.number for mate in found.mates] == others[:3]
    assert [mate.ends_by for mate in found.mates] == [(Act.ANSWER,), (Act.ACCEPT, Act.HANDLE), (Act.HANDLE,)]
    assert (found.mates[0].name, found.mates[0].address) == ("邻居2", "红旗大街188号3号楼2单元201室")
    assert found.told == "更换立管"
    assert incident_of(room.desk, room.case()).mates == ()


def test_each_ends_as_it_may_is_called_and_all_comes_back_at_once(room: Room) -> None:
    _, others = burst(room)
    before = statuses(room, others)
    done = end_incident(room.desk, others, DONE)
    assert [outcome.number for outcome in done.refused] == [others[3]]
    assert statuses(room, others) == ["closed", "handled", "handled", "closed"]
    assert show_case(room.desk, others[0])["timeline"][-2]["detail"]["answer"] == DONE
    assert "邻居2" in [call.name for call in calls_due(room.desk).calls]  # told by the call round, today
    undo(room.desk)
    assert statuses(room, others) == before
    redo(room.desk)
    assert statuses(room, others) == ["closed", "handled", "handled", "closed"]


def test_whoever_is_left_out_stays_as_he_was(room: Room) -> None:
    first, others = burst(room)
    end_incident(room.desk, others[1:3], DONE)
    assert [mate.number for mate in incident_of(room.desk, first).mates] == [others[0]]
    room.step(others[1], Act.REOPEN, why="还在漏")  # and who was not content has it done again
    assert statuses(room, others[:2]) == ["registered", "registered"]


def test_suggestions_of_one_cause_are_adopted_together(room: Room) -> None:
    first, second = (room.case(words="建议装扶手", case={"voice": "suggestion"}) for _ in range(2))
    problem = neighbour(room, 2)
    room.step(first, Act.ANSWER, adopted="yes", answer=DONE)
    for other in (second, problem):
        room.step(other, Act.JOIN, number=first)
    found = incident_of(room.desk, first)
    assert (found.adopted, [mate.asks_adopted for mate in found.mates]) == ("yes", [True, False])
    assert not end_incident(room.desk, [second, problem], DONE, found.adopted).refused
    assert [show_case(room.desk, number)["adopted"] for number in (second, problem)] == ["yes", ""]


def test_without_anybody_to_call_nothing_is_planned(room: Room) -> None:
    first = room.handled()
    nobody = room.case(resident={}, address_text="红旗大街188号3-2-101")
    room.step(nobody, Act.JOIN, number=first)
    end_incident(room.desk, [nobody], DONE)
    assert [step["act"] for step in show_case(room.desk, nobody)["timeline"]] == ["register", "join", "answer"]
