"""kill -9 in the middle of the work, again and again, on the real store: what was acknowledged must be there, whole.

A child registers cases and says each number only after the desk came back; it is killed at a random moment. Then the
file is opened, each acknowledged number looked for, and the whole journal checked. The control does the same with a
desk that says the number before the case is safe: it must lose some, or these rounds prove nothing.
Usage: `bench_kill.py [ROUNDS]`, by default 200.
"""

import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from firstask_desktop.desk import open_desk  # noqa: E402
from firstask_desktop.domain.clock import FixedClock  # noqa: E402
from tests.desk_fixtures import MONDAY_MORNING, set_up  # noqa: E402

CHECK_EVERY = 25
WORK = """
import sys
from pathlib import Path
from firstask_desktop.desk import open_desk
from firstask_desktop.domain.clock import FixedClock
from tests.desk_fixtures import MONDAY_MORNING, RECEPTIONIST, as_name, handed, registered
desk = as_name(open_desk(Path(sys.argv[1]), FixedClock(MONDAY_MORNING)), RECEPTIONIST)
hasty = sys.argv[2] == "hasty"
print("ready", flush=True)
if hasty:
    number = desk._office.store.one("SELECT coalesce(max(day_no), 0) FROM cases")[0]
while True:
    if hasty:
        with desk._office.store.batch():
            for _ in range(5):
                number += 1
                registered(desk, urgent=True, promise_at=None)
                print(f"A261123-{number:03d}", flush=True)
    else:
        case = registered(desk, urgent=True)
        print(case.number, flush=True)
        handed(desk, case)
"""


@dataclass
class Tally:
    """What came of the rounds."""

    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    faults: int = 0


def one_round(folder: Path, manner: str, chance: random.Random) -> list[str]:
    """Work, be killed, and what was acknowledged before."""
    child = subprocess.Popen(
        [sys.executable, "-c", WORK, str(folder), manner], cwd=HOUSE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(chance.uniform(0.005, 0.25))
    child.kill()
    said = child.stdout.read().split("\n")
    child.wait()
    return [number for number in said[:-1] if number]


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


def killed(rounds: int, manner: str) -> Tally:
    """That many rounds; a new register after each thorough check, so that the check stays short."""
    tally, chance = Tally(), random.Random(20_261_123)
    for start in range(0, rounds, CHECK_EVERY):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "desk"
            set_up(folder, FixedClock(MONDAY_MORNING)).close()
            last = min(start + CHECK_EVERY, rounds) - 1
            for number in range(start, last + 1):
                judge(folder, one_round(folder, manner, chance), number == last, tally)
    return tally


def main(arguments: list[str] | None = None) -> None:
    """Kill, look, print one table."""
    given = [int(each) for each in (sys.argv[1:] if arguments is None else arguments)]
    rounds = given[0] if given else 200
    print(f"{'':34}{'rounds':>8}{'acknowledged':>14}{'lost':>8}{'half':>8}{'faults':>8}")
    for manner, count, name in (
        ("careful", rounds, "this desk"),
        ("hasty", max(rounds // 10, 5), "control: says it before it is safe"),
    ):
        tally = killed(count, manner)
        print(f"{name:34}{count:8}{tally.acknowledged:14}{tally.lost:8}{tally.half:8}{tally.faults:8}")
        if (manner == "careful") != (tally.lost + tally.half + tally.faults == 0):
            raise SystemExit("acknowledged work was lost" if manner == "careful" else "the control lost nothing")


if __name__ == "__main__":
    main()
