"""Many shifts worked at random; after each the tables must be what the journal tells. Usage: `bench_replay.py [SHIFTS]`."""

import sys
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from hypothesis import HealthCheck, settings  # noqa: E402
from hypothesis.stateful import run_state_machine_as_test  # noqa: E402

from tests.random_work import RandomWork  # noqa: E402


def main(arguments: list[str] | None = None) -> None:
    """Work that many shifts and print one line; a difference ends it with the shortest way to it."""
    given = [int(each) for each in (sys.argv[1:] if arguments is None else arguments)]
    shifts = given[0] if given else 200
    begin = time.perf_counter()
    run_state_machine_as_test(
        RandomWork,
        settings=settings(
            max_examples=shifts, stateful_step_count=50, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    made, seconds = RandomWork.made, time.perf_counter() - begin
    print(
        f"{shifts} shifts, {made['done']} commands done, {made['refused']} refused, {seconds:.0f} s: tables == journal"
    )


if __name__ == "__main__":
    main()
