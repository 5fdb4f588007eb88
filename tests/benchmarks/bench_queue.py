"""The follow-up queue on a large register: first page, deep page, all badges; beside raw SQLite on the same file.

The same number of open cases stands in a small and in a large register, as in a centre that keeps its past: an answer
should not take longer because there is more of it. Written past the journal, since only reading is measured. Counted is
processor time: all of it happens in this process, and other work on the machine does not show.
Usage: `bench_queue.py [CASES …]`, by default 10 000; the promise is measured at 1 000 000.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from firstask_desktop.desk import Desk  # noqa: E402
from firstask_desktop.domain.case import Case  # noqa: E402
from firstask_desktop.domain.clock import CHINA, FixedClock, utc_text  # noqa: E402
from firstask_desktop.domain.states import State  # noqa: E402
from firstask_desktop.domain.views import Tab  # noqa: E402
from firstask_desktop.storage.codec import column_names, encode_row  # noqa: E402
from firstask_desktop.storage.lookups import queue_page  # noqa: E402
from tests.desk_fixtures import MONDAY_MORNING, handed, registered, set_up  # noqa: E402

OPEN = 5_000
RUNS = 60


def filled(folder: Path, cases: int) -> Desk:
    """A register of that many cases, `OPEN` of them open; written past the journal, since only reading is measured."""
    desk = set_up(folder, FixedClock(MONDAY_MORNING))
    model = handed(desk, registered(desk))
    names = [name.strip('"') for name in column_names(Case).split(", ")]
    text = f"INSERT INTO cases ({column_names(Case)}) VALUES ({','.join('?' * len(names))})"
    base, people = encode_row(model), [person.id for person in desk.house.people()]
    store = desk._office.store
    store.run("PRAGMA synchronous = off")
    for start in range(0, cases, 10_000):
        rows = []
        for number in range(start, min(start + 10_000, cases)):
            is_open = number >= cases - OPEN
            at = MONDAY_MORNING - timedelta(minutes=(cases - number) * 2)
            due = utc_text(MONDAY_MORNING + timedelta(minutes=number % 4_000 - 300))
            state = list(State)[1 + number % 9] if is_open else State.CLOSED
            row = base | {
                "id": f"A-{number + 100}", "number": f"A-{number}", "day": at.astimezone(CHINA).date().isoformat(),
                "day_no": number + 100, "state": state.value, "contact_at": utc_text(at), "registered_at": utc_text(at),
                "promise_at": due, "limit_at": due, "due_at": due, "phone": f"139{number:08d}", "room": f"9-{number}",
                "carrier": people[number % len(people)], "handler": people[number % 3],
                "promise_broken": int(number % 17 == 0),
            }  # fmt: skip
            rows.append(tuple(row[name] for name in names))
        with store.database.atomic():
            store.database.cursor().executemany(text, rows)
    desk.upkeep.checkpoint()
    return desk


def median_ms(work: Callable[[], object]) -> float:
    """The median of many runs."""
    work()
    found = []
    for _ in range(RUNS):
        begin = time.process_time()
        work()
        found.append((time.process_time() - begin) * 1_000)
    return statistics.median(found)


def measured(desk: Desk) -> dict[str, float]:
    """Every question a window asks of the queue."""
    store = desk._office.store
    deep = None
    for _ in range(10):
        deep = desk.queue.page(Tab.EVERYONE, deep).next
    me = desk.actor.id if desk.actor else ""
    columns = "rid, number, state, due_at, name, room, words"
    raw = f"SELECT {columns} FROM cases WHERE carrier = ? AND state NOT IN ('closed','merged','voided')"
    return {
        "raw SQLite, page of 200": median_ms(
            lambda: store.all(f"{raw} ORDER BY coalesce(due_at, '9999'), rid LIMIT 200", (me,))
        ),
        "rows of a page, not yet in words": median_ms(lambda: queue_page(store, "carrier", me, ("1", ()), None, 200)),
        "my page": median_ms(lambda: desk.queue.page(Tab.MINE)),
        "everybody's first page": median_ms(lambda: desk.queue.page(Tab.EVERYONE)),
        "everybody's eleventh page": median_ms(lambda: desk.queue.page(Tab.EVERYONE, deep)),
        "numbers of all lists": median_ms(desk.queue.tab_counts),
        "all badges": median_ms(desk.queue.badges),
    }


def main(arguments: list[str] | None = None) -> None:
    """Measure and print one table, one column for each size."""
    sizes = [int(each) for each in (sys.argv[1:] if arguments is None else arguments)] or [10_000]
    found: dict[int, dict[str, float]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            desk = filled(Path(name) / "desk", size)
            found[size] = measured(desk)
            desk.close()
    print(f"{'ms of processor time, median':36}" + "".join(f"{size:>14,}" for size in sizes) + f"{'ratio':>10}")
    for question in found[sizes[0]]:
        values = [found[size][question] for size in sizes]
        print(f"{question:36}" + "".join(f"{value:14.2f}" for value in values) + f"{values[-1] / values[0]:10.2f}")


if __name__ == "__main__":
    main()
