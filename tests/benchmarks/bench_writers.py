"""Several programs on one file: everything written is there, a thing that only one may have goes to one, nobody sees an error.

    bench_writers.py [PROCESSES [CLAIMS [WRITES]]]      (8, 1 000 and 40 000 unless told)

Claims: the same cases wait for a signature, and every process signs for all of them at once, in its own order: each has exactly one
winner, all others are told a sentence. Writes: the processes register cases, report progress and change one counter
each by the desk's own commands; the file must hold every one of them, numbers without a gap, the journal sound. The
control counts by reading, adding and saving without the desk, as a shared table does: it must lose some. Needs `fork`.
"""

import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from firstask_desktop.desk import Desk, open_desk  # noqa: E402
from firstask_desktop.domain.clock import FixedClock  # noqa: E402
from firstask_desktop.domain.commands import Acceptance, Progress  # noqa: E402
from firstask_desktop.domain.flow import Action  # noqa: E402
from firstask_desktop.errors import Refused  # noqa: E402
from tests.desk_fixtures import DRIVER, MONDAY_MORNING, RECEPTIONIST, as_name, handed, registered, set_up  # noqa: E402

Told = Counter[str]


def opened(folder: Path) -> Desk:
    """The office with the receptionist signed in."""
    return as_name(open_desk(folder, FixedClock(MONDAY_MORNING)), RECEPTIONIST)


def together(processes: int, work: Callable[[int], Told]) -> Told:
    """Do it in so many processes that begin at the same moment; what all of them counted."""
    context = multiprocessing.get_context("fork")
    gate, answers = context.Barrier(processes), context.SimpleQueue()

    def run(number: int) -> None:
        gate.wait()
        try:
            answers.put(dict(work(number)))
        except Exception as error:  # noqa: BLE001 - what a person would have been shown as a bug
            answers.put({f"error: {error!r}": 1})

    children = [context.Process(target=run, args=(number,)) for number in range(processes)]
    for child in children:
        child.start()
    told = Counter[str]()
    for _ in children:
        told.update(answers.get())
    for child in children:
        child.join()
    return told


def claims(folder: Path, processes: int, count: int) -> tuple[Told, list[int]]:
    """What was told, and how many signatures each case has."""
    desk = set_up(folder, FixedClock(MONDAY_MORNING))
    desk._office.store.run("PRAGMA synchronous = off")
    cases = [handed(desk, registered(desk, room=f"3-1-{number}")).id for number in range(count)]
    receiver = desk.cases.get(cases[0]).handler
    desk.close()

    def work(number: int) -> Told:
        mine = open_desk(folder, FixedClock(MONDAY_MORNING)).as_person(receiver)
        told, order = Counter[str](), list(cases)
        random.Random(number).shuffle(order)
        for case in order:
            try:
                mine.cases.perform(Action.ACCEPT, case, Acceptance(readback=f"窗口 {number} 签收并上门查看"))
                told["won"] += 1
            except Refused as refusal:
                told[f"refused {refusal.code}"] += 1
        mine.close()
        return told

    told = together(processes, work)
    desk = opened(folder)
    question = "SELECT count(*) FROM journal WHERE subject = ? AND action = 'case.accept'"
    signed = [int(desk._office.store.one(question, (case,))[0]) for case in cases]
    told["faults"] = len(desk.upkeep.verify().faults)
    desk.close()
    return told, signed


def writes(folder: Path, processes: int, count: int) -> tuple[Told, int]:
    """What was acknowledged and told, and how much of it is missing."""
    set_up(folder, FixedClock(MONDAY_MORNING)).close()
    each = count // processes

    def work(number: int) -> Told:
        desk, told = opened(folder), Counter[str]()
        case = registered(desk, room=f"{number}-0-0")
        told[case.number] += 1
        for turn in range(1, each):
            if turn % 4:
                desk.cases.perform(Action.PROGRESS, case.id, Progress(text=f"第 {number}-{turn} 次联系厂家"))
                told[f"progress {number}-{turn}"] += 1
            else:
                told[registered(desk, room=f"{number}-1-{turn}").number] += 1
        desk.close()
        return told

    told = together(processes, work)
    desk = opened(folder)
    store = desk._office.store
    numbers = {row[0] for row in store.all("SELECT number FROM cases")}
    texts = "\n".join(row[0] for row in store.all("SELECT text FROM entries WHERE text LIKE '第 %'"))
    there = numbers | {f"progress {word.split(' ')[1]}" for word in texts.split("\n") if word}
    missing = sum(key not in there for key in told if not key.startswith("error"))
    days = [row[0] for row in store.all("SELECT day_no FROM cases ORDER BY day_no")]
    told["gaps"] = sum(place != number for place, number in enumerate(days, start=1))
    told["twice"] = sum(value > 1 for key, value in told.items() if key.startswith("A26"))
    told["faults"] = len(desk.upkeep.verify().faults)
    desk.close()
    return told, missing


def control(path: Path, processes: int, count: int) -> tuple[Told, int]:
    """One number in a table, read, added to and saved; how much is missing."""
    connection = DRIVER.connect(path)
    connection.executescript(
        "PRAGMA journal_mode = wal; CREATE TABLE counts (n INTEGER); INSERT INTO counts VALUES (0)"
    )
    connection.close()

    def work(_number: int) -> Told:
        mine = DRIVER.connect(path, isolation_level=None, timeout=10)
        for _ in range(count // processes):
            value = mine.execute("SELECT n FROM counts").fetchone()[0]
            mine.execute("UPDATE counts SET n = ?", (value + 1,))
        mine.close()
        return Counter({"added": count // processes})

    told = together(processes, work)
    connection = DRIVER.connect(path)
    found = int(connection.execute("SELECT n FROM counts").fetchone()[0])
    connection.close()
    return told, told["added"] - found


def _errors(told: Told) -> int:
    for key in told:
        if key.startswith("error"):
            print(f"  {key}")
    return sum(value for key, value in told.items() if key.startswith("error"))


def main(processes: int = 8, claimed: int = 1_000, written: int = 40_000) -> None:
    """Print the tables; what is not as it must be ends with an exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.perf_counter()
        told, signed = claims(folder / "claims", processes, claimed)
        print(
            f"| {processes} processes sign for the same cases | cases | winners | signed once | refused | errors | faults |"
        )
        print("|---|---|---|---|---|---|---|")
        refused = sum(value for key, value in told.items() if key.startswith("refused"))
        once = signed.count(1)
        print(
            f"| this desk | {claimed} | {told['won']} | {once} | {refused} | {_errors(told)} | {told['faults']} |",
            flush=True,
        )
        print(f"\n| {processes} processes write | acknowledged | lost | gaps | twice | errors | faults |")
        print("|---|---|---|---|---|---|---|")
        done, missing = writes(folder / "writes", processes, written)
        acknowledged = sum(value for key, value in done.items() if key.startswith(("A26", "progress")))
        errors = _errors(done)
        counts = (acknowledged, missing, done["gaps"], done["twice"], errors, done["faults"])
        print(f"| this desk | {' | '.join(map(str, counts))} |", flush=True)
        added, lost = control(folder / "control.db", processes, max(written // 10, 800))
        print(f"| control: read, add, save | {added['added']} | {lost} | | | {_errors(added)} | |")
        print(f"\n{time.perf_counter() - began:.0f} s")
    good = told["won"] == once == claimed and not _errors(told) and not told["faults"]
    whole = acknowledged == written // processes * processes and not (
        missing or done["gaps"] or done["twice"] or errors
    )
    if not (good and whole and not done["faults"] and lost > 0):
        raise SystemExit("not one winner, something lost, an error, or a control that lost nothing: see the tables")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
