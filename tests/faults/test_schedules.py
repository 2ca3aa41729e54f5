"""Seeded schedules of many rooms on bad days; `make faults N=10000` tries more, `make faults SEED=17` one again.

In chunks, so that several processes share them.
"""

import pytest
from faults.simulate import simulate
from faults.world import Plan, world

SEEDS = 200
CHUNK = 10


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_all_that_must_hold_holds_after_every_schedule(first: int) -> None:
    for seed in range(first, first + CHUNK):
        simulate(seed)


def test_a_seed_tells_the_same_story_again() -> None:
    told = []
    for _ in range(2):
        with world(7, Plan(events=24)) as made:
            made.day()
            made.evening()
            told.append(made.story)
    assert told[0] == told[1]
    assert len(told[0]) > 24
