"""kill -9 in the middle of the work, again and again, on the real store: what was acknowledged must be there, whole.

A child registers cases, hands some off, folds the log, and says each number only after the desk came back; it is
killed at a random moment. Then the file is opened, each acknowledged number looked for, and the whole journal checked.
The control does the same with a desk that says the number before the case is safe: it must lose some, or these rounds
prove nothing. A killed process leaves to the system what it wrote, so the folder may lie in memory (TMPDIR=/dev/shm);
what a power cut does is another measurement.
Usage: `bench_kill.py [ROUNDS]`, by default 200; the promise is 2 000 rounds with 50 000 acknowledged. Where `fork` is.
"""

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from firstask_desktop.desk import open_desk  # noqa: E402
from firstask_desktop.domain.clock import FixedClock  # noqa: E402
from tests.desk_fixtures import MONDAY_MORNING, RECEPTIONIST, as_name, handed, registered, set_up  # noqa: E402

CHECK_EVERY = 25
CONTROL = 10
"""One control round for so many of ours."""


def work(folder: Path, hasty: bool, say: Callable[[str], object]) -> None:
    """Register, hand off and fold the log until killed; each number is said when the desk came back.

    The hasty one says five numbers while their transaction is still open.
    """
    desk = as_name(open_desk(folder, FixedClock(MONDAY_MORNING)), RECEPTIONIST)
    store = desk._office.store
    number = int(store.one("SELECT coalesce(max(day_no), 0) FROM cases")[0])
    say("ready")
    while True:
        if hasty:
            with store.batch():
                for _ in range(5):
                    number += 1
                    registered(desk, urgent=True, promise_at=None)
                    say(f"A261123-{number:03d}")
            continue
        case = registered(desk, urgent=True, promise_at=None)
        say(case.number)
        number += 1
        if number % 3 == 0:
            handed(desk, case)
        if number % 20 == 0:
            desk.upkeep.checkpoint()


@dataclass
class Tally:
    """What came of the rounds."""

    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    faults: int = 0


def one_round(folder: Path, hasty: bool, chance: random.Random) -> list[str]:
    """Work in a process of its own, be killed, and what was acknowledged before."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(folder, hasty, lambda number: os.write(writer, f"{number}\n".encode()))
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, encoding="ascii") as said:
        assert said.readline() == "ready\n"
        time.sleep(chance.uniform(0.005, 1.2))
        os.kill(child, signal.SIGKILL)
        numbers = said.read().split("\n")
    assert os.waitpid(child, 0)[1] == signal.SIGKILL, "the child ended by itself"
    return [number for number in numbers[:-1] if number]


def judge(folder: Path, said: list[str], thorough: bool, tally: Tally) -> None:
    """Look for every number said, for cases without their first line, and now and then check everything."""
    desk = open_desk(folder, FixedClock(MONDAY_MORNING))
    store = desk._office.store
    present = {number for (number,) in store.all("SELECT number FROM cases")}
    tally.acknowledged += len(said)
    tally.lost += len(set(said) - present)
    tally.half += store.one(
        "SELECT count(*) FROM cases WHERE id NOT IN (SELECT case_id FROM entries WHERE kind = 'registered')"
        " OR rid NOT IN (SELECT id FROM search_docsize)"
    )[0]
    if thorough:
        tally.faults += len(desk.upkeep.verify().faults)
    desk.close()


def killed(rounds: int, hasty: bool) -> Tally:
    """That many rounds; a new register after each thorough check, so that the check stays short."""
    tally, chance = Tally(), random.Random(20_261_123)
    for start in range(0, rounds, CHECK_EVERY):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "desk"
            desk = set_up(folder, FixedClock(MONDAY_MORNING))
            registered(desk, urgent=True, promise_at=None)  # whatever a registration imports is there for every child
            desk.close()
            last = min(start + CHECK_EVERY, rounds) - 1
            for number in range(start, last + 1):
                judge(folder, one_round(folder, hasty, chance), number == last, tally)
    return tally


def main(arguments: list[str] | None = None) -> None:
    """Kill, look, print one table."""
    given = [int(each) for each in (sys.argv[1:] if arguments is None else arguments)]
    rounds = given[0] if given else 200
    print(f"{'':34}{'rounds':>8}{'acknowledged':>14}{'lost':>8}{'half':>8}{'faults':>8}")
    for hasty, count, name in (
        (False, rounds, "this desk"),
        (True, max(rounds // CONTROL, 5), "control: says it before it is safe"),
    ):
        tally = killed(count, hasty)
        print(f"{name:34}{count:8}{tally.acknowledged:14}{tally.lost:8}{tally.half:8}{tally.faults:8}")
        if hasty == (tally.lost + tally.half + tally.faults == 0):
            raise SystemExit("the control lost nothing" if hasty else "acknowledged work was lost")


if __name__ == "__main__":
    main()
