"""How long a whole check of the journal takes, and building the tables anew from it, beside hashing the lines alone.

Usage: `bench_verify.py [LINES]`, by default 10 000.
"""

import hashlib
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from firstask_desktop.desk import Desk  # noqa: E402
from firstask_desktop.domain.clock import FixedClock  # noqa: E402
from firstask_desktop.domain.commands import Progress  # noqa: E402
from firstask_desktop.domain.flow import Action  # noqa: E402
from tests.desk_fixtures import MONDAY_MORNING, registered, set_up  # noqa: E402


def worked(folder: Path, lines: int) -> Desk:
    """A register whose every case was registered and reported on three times."""
    clock = FixedClock(MONDAY_MORNING)
    desk = set_up(folder, clock)
    desk._office.store.run("PRAGMA synchronous = off")
    made = 0
    while made < lines:
        with desk._office.store.batch():
            for number in range(made, min(made + 1_000, lines), 4):
                case = registered(desk, room=f"9-{number}", phone=f"139{number:08d}", urgent=True, promise_at=None)
                for step in ("已派工", "师傅已到场", "等待配件"):
                    desk.cases.perform(Action.PROGRESS, case.id, Progress(text=f"{step}，{number} 号单继续跟进"))
        made += 1_000
        clock.advance(minutes=1)
    return desk


def hashing(desk: Desk) -> Callable[[], object]:
    """The floor: read every line and hash it."""

    def once() -> None:
        last = ""
        for changes, previous in desk._office.store.all("SELECT changes, previous FROM journal ORDER BY at, seq"):
            last = hashlib.sha256(f"{previous}{changes}{last}".encode()).hexdigest()

    return once


def main(arguments: list[str] | None = None) -> None:
    """Measure and print one table."""
    given = [int(each) for each in (sys.argv[1:] if arguments is None else arguments)]
    with tempfile.TemporaryDirectory() as name:
        desk = worked(Path(name) / "desk", given[0] if given else 10_000)
        lines = desk.upkeep.verify().lines
        rows: list[tuple[str, float]] = []
        for what, work in (
            ("read and hash the lines", hashing(desk)),
            ("check everything", desk.upkeep.verify),
            ("build the tables anew", desk.upkeep.rebuild),
        ):
            begin = time.perf_counter()
            work()
            rows.append((what, time.perf_counter() - begin))
        assert desk.upkeep.verify().sound
        desk.close()
    print(f"{lines:,} lines; at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    print(f"{'':30}{'s':>10}{'s a million':>14}{'× floor':>10}")
    for what, seconds in rows:
        print(f"{what:30}{seconds:10.2f}{seconds / lines * 1_000_000:14.1f}{seconds / rows[0][1]:10.1f}")


if __name__ == "__main__":
    main()
