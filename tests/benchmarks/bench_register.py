"""How long one registration takes until it is safe, beside what the disk and SQLite alone need for the same facts.

Contenders, taken in turn within one run: append 20 kB and fdatasync; raw SQLite (WAL, FULL) with a row, a journal line
and the search index; this desk, command to durable commit with every check; and a register kept in a shared workbook
(load, append, save), measured a few times only. Usage: `bench_register.py [ROUNDS] [WORKBOOK ROWS]`.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from firstask_desktop.desk import Desk  # noqa: E402
from firstask_desktop.domain.clock import SystemClock  # noqa: E402
from firstask_desktop.storage.database import sqlite_version  # noqa: E402
from tests.desk_fixtures import DRIVER, registration, set_up  # noqa: E402

BLOCK = os.urandom(20_000)


def appending(folder: Path) -> Callable[[int], None]:
    """The floor: what the disk needs to make 20 kB safe."""
    descriptor = os.open(folder / "floor", os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def once(_number: int) -> None:
        os.write(descriptor, BLOCK)
        os.fdatasync(descriptor)

    return once


def raw_sqlite(folder: Path) -> Callable[[int], None]:
    """The same facts without a desk: one row, one line, one search entry in one commit."""
    connection = DRIVER.connect(folder / "raw.db", isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=wal; PRAGMA synchronous=full; PRAGMA wal_autocheckpoint=4000;"
        "CREATE TABLE cases (id INTEGER PRIMARY KEY, number TEXT UNIQUE, name TEXT, phone TEXT, words TEXT, due TEXT);"
        "CREATE INDEX due ON cases(due); CREATE INDEX phone ON cases(phone);"
        "CREATE TABLE journal (seq INTEGER PRIMARY KEY, line TEXT);"
        "CREATE VIRTUAL TABLE search USING fts5(body, detail=none);"
    )

    def once(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        values = (f"A-{number}", "单晓燕", f"138{number:08d}", "楼上空调外机一直滴水", "2026-11-23T10:12")
        connection.execute("INSERT INTO cases (number, name, phone, words, due) VALUES (?,?,?,?,?)", values)
        connection.execute("INSERT INTO journal (line) VALUES (?)", ("x" * 1_500,))
        connection.execute(
            "INSERT INTO search (body) VALUES ('楼上 上空 空调 调外 外机 机一 一直 直滴 滴水 单晓 晓燕')"
        )
        connection.execute("COMMIT")

    return once


def the_desk(desk: Desk, rounds: int) -> Callable[[int], None]:
    """This program: every check, journal line, search index; the log folded in between, as the idle window does.

    What the form holds when the key is pressed was typed before, so it is made before.
    """
    forms = [
        registration(desk, room=f"{number % 30}-{number % 4}-{number}", phone=f"138{number:08d}", urgent=True)
        for number in range(rounds)
    ]

    def once(number: int) -> None:
        desk.cases.register(forms[number])

    return once


def workbook(folder: Path, rows: int) -> Callable[[int], None]:
    """A register in a workbook: read all of it, add a line, write all of it."""
    from openpyxl import Workbook, load_workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in range(rows):
        sheet.append([f"A261123-{row}", *("楼上空调外机一直滴水",) * 15])
    book.save(folder / "register.xlsx")

    def once(number: int) -> None:
        book = load_workbook(folder / "register.xlsx")
        book.worksheets[0].append([f"A-{number}", *("楼上空调外机一直滴水",) * 15])
        book.save(folder / "register.xlsx")

    return once


def measured(
    contenders: dict[str, Callable[[int], None]], rounds: int, idle: Callable[[], None]
) -> dict[str, list[float]]:
    """Milliseconds of each contender, in turn, so that what the machine does meanwhile falls on all."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds):
        for name, once in contenders.items():
            begin = time.perf_counter()
            once(number)
            times[name].append((time.perf_counter() - begin) * 1_000)
        if number % 100 == 99:
            idle()
    return times


def main(arguments: list[str] | None = None) -> None:
    """Measure and print one table."""
    given = [int(each) for each in (sys.argv[1:] if arguments is None else arguments)]
    rounds = given[0] if given else 1_000
    rows = given[1] if len(given) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = set_up(folder / "desk", SystemClock())
        contenders = {
            "append 20 kB + fdatasync": appending(folder),
            "raw SQLite, WAL/FULL, index": raw_sqlite(folder),
            "this desk": the_desk(desk, rounds),
        }
        times = measured(contenders, rounds, desk.upkeep.checkpoint)
        times[f"workbook of {rows} rows"] = measured({"x": workbook(folder, rows)}, 3, lambda: None)["x"]
        desk.close()
    floor = statistics.median(times["append 20 kB + fdatasync"])
    print(f"SQLite {'.'.join(map(str, sqlite_version()))}, {rounds} registrations")
    print(f"{'':30}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}{'× floor':>10}")
    for name, found in times.items():
        cuts = statistics.quantiles(found, n=100, method="inclusive")
        print(f"{name:30}{cuts[49]:10.2f}{cuts[94]:10.2f}{cuts[98]:10.2f}{cuts[49] / floor:10.1f}")


if __name__ == "__main__":
    main()
