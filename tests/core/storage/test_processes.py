"""Two desks on one file at once: numbers run on without gaps, and nobody is shown an error."""

import subprocess
import sys
from pathlib import Path

from firstask_desktop.desk import Desk
from tests.desk_fixtures import registered

HOUSE = Path(__file__).resolve().parents[3]
EACH = 40
COUNTER = """
import sys
from pathlib import Path
from firstask_desktop.desk import open_desk
from firstask_desktop.domain.clock import FixedClock
from tests.desk_fixtures import MONDAY_MORNING, RECEPTIONIST, as_name, registered
desk = as_name(open_desk(Path(sys.argv[1]), FixedClock(MONDAY_MORNING)), RECEPTIONIST)
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    print(registered(desk, room=f"{sys.argv[2]}-1-{number}").number, flush=True)
desk.close()
"""


def test_numbers_of_two_processes_are_unique_and_gap_free(desk: Desk) -> None:
    first = registered(desk)
    desks = [
        subprocess.Popen(
            [sys.executable, "-c", COUNTER, str(desk.folder), building, str(EACH)],
            cwd=HOUSE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for building in ("5", "6", "7")
    ]
    for each in desks:
        assert each.stdout is not None
        each.stdout.readline()
    said = _go(desks)
    assert [error for _, error in said] == [""] * len(desks)
    assert [each.returncode for each in desks] == [0] * len(desks)
    numbers = [number for output, _ in said for number in output.split()]
    assert sorted([first.number, *numbers]) == [f"A261123-{n:03d}" for n in range(1, len(desks) * EACH + 2)]
    orders = [output.split() for output, _ in said]
    assert all(order == sorted(order) for order in orders)
    assert desk.upkeep.verify().faults == []
    assert desk.cases.by_number(numbers[-1]) is not None, "this desk sees what the others wrote"


def _go(desks: list[subprocess.Popen[str]]) -> list[tuple[str, str]]:
    """Let all begin before waiting for any."""
    for each in desks:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    return [each.communicate() for each in desks]
