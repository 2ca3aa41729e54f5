"""Run schedules: one seed to look at a failure, or many for a figure.

make faults SEED=17
make faults N=10000
"""

import argparse
import logging
import os
import sys
import time
import traceback
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from faults.world import USUAL, Plan, world


class Outcome(NamedTuple):
    """What became of a schedule: how often each thing happened, and what was violated ("" when nothing was).

    `seconds` are those of a processor.
    """

    seed: int
    counts: Counter[str]
    violation: str
    seconds: float


def simulate(seed: int, plan: Plan = USUAL) -> Counter[str]:
    """Run one schedule. Raises Lost, or whatever the code under test raised, when a property does not hold."""
    with world(seed, plan) as made:
        try:
            made.day()
            made.evening()
        except BaseException as error:
            error.add_note("\n".join([*made.story, f"once more: make faults SEED={seed}"]))
            raise
        return made.tally()


def _try(seed: int) -> Outcome:
    warnings.simplefilter("error")
    logging.disable(logging.CRITICAL)
    began = time.process_time()
    try:
        counts, violation = simulate(seed), ""
    except BaseException as error:
        counts, violation = Counter[str](), f"{type(error).__name__}: {error}\n{traceback.format_exc()}"
    return Outcome(seed, counts, violation, time.process_time() - began)


def main() -> int:
    """Print a figure, or the first violation of a seed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--seed", type=int)
    wanted.add_argument("--count", type=int, default=1000)
    wanted.add_argument("--first", type=int, default=0)
    wanted.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = wanted.parse_args()
    seeds = [asked.seed] if asked.seed is not None else range(asked.first, asked.first + asked.count)
    began = time.monotonic()
    total: Counter[str] = Counter()
    worked = 0.0
    failed: list[Outcome] = []
    with ProcessPoolExecutor(asked.workers if len(seeds) > 1 else 1) as pool:
        for outcome in pool.map(_try, seeds, chunksize=1):
            total += outcome.counts
            worked += outcome.seconds
            if outcome.violation:
                failed.append(outcome)
                shown = outcome.violation if asked.seed is not None else outcome.violation.splitlines()[0]
                print(f"seed {outcome.seed}: {shown}", flush=True)
    print(f"schedules {len(seeds)}  violations {len(failed)}  seconds {time.monotonic() - began:.0f}", end="")
    print(f" ({worked:.0f} of one core)", flush=True)
    for name, count in sorted(total.items()):
        print(f"  {name:28} {count}")
    if failed:
        print(f"once more: make faults SEED={failed[0].seed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
