"""Damaged registers and lost ones: nothing of it silent, nothing of what a backup had is missing after it is put back.

    bench_damage.py [IMAGES [BACKUPS [RESTORES]]]      (1 000, 500 and 50 unless told)

Images: bits, sectors and pages of a worked register are damaged, its write-ahead log is lost or cut. Each is opened and
verified: refused with a sentence, found by `verify` or against the printed 封账码, or all that a person can be shown is as before
(the damage lay in unused space). Anything else is silent, an error nobody caught is a crash; a process that dies as well.
The control, `quick_check` alone, must let damaged ones pass. Backups: made while another process registers, each
opened and verified; the control, a plain copy of the data file, must lose acknowledged cases. Restores: the register is lost
or damaged, the last backup put back: all it had must be there. Needs `fork`.
"""

import json
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from firstask_desktop.desk import DATA_FILE, Desk, open_desk, ready_backup  # noqa: E402
from firstask_desktop.domain.clock import FixedClock  # noqa: E402
from tests.benchmarks.damaged_files import DAMAGES, WAL, Files, Tally, judged, look, weak  # noqa: E402
from tests.desk_fixtures import (  # noqa: E402
    MONDAY_MORNING,
    RECEPTIONIST,
    answered,
    as_name,
    handed,
    person,
    registered,
    returned,
    set_up,
    settled,
    signed,
)  # fmt: skip

CASES = 60


def worked(folder: Path, cases: int = CASES) -> tuple[Files, dict[str, Any]]:
    """A register after a busy day, its last third still in the write-ahead log, and everything it shows."""
    desk = set_up(folder, FixedClock(MONDAY_MORNING))
    older = b""
    for number in range(cases):
        case = registered(desk, room=f"3-1-{600 + number}", phone=f"13800138{number:03d}")
        if number % 4 == 0:
            answered(desk, settled(desk, signed(desk, handed(desk, case))))
        elif number % 4 == 1:
            returned(desk, handed(desk, case))
        elif number % 4 == 2:
            signed(desk, handed(desk, case))
        if number in (cases // 3, 2 * cases // 3):
            desk.upkeep.checkpoint()
            older = older or (folder / DATA_FILE).read_bytes()
    usual = look(desk) | {"person": person(desk, RECEPTIONIST).id}
    files = {name: (folder / name).read_bytes() for name in (DATA_FILE, WAL)} | {"older": older}
    desk.close()
    return files, usual


def put(folder: Path, files: Files) -> None:
    """These files and no other in a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        if name != "older":
            (folder / name).write_bytes(content)


def one_image(folder: Path, kind: str, seed: int, files: Files, usual: dict[str, Any], tally: Tally) -> None:
    """Damage, judge, count; in a process of its own, so that one that dies is counted too."""
    broken = dict(files)
    words = DAMAGES[kind](broken, random.Random(seed))
    put(folder, broken)
    passes = weak(folder)
    put(folder, broken)
    told = folder.with_name("told.json")
    told.unlink(missing_ok=True)
    child = multiprocessing.get_context("fork").Process(target=_judge, args=(folder, usual, told))
    child.start()
    child.join()
    verdict, said = json.loads(told.read_text()) if told.exists() else ("crashed", f"ended with {child.exitcode}")
    tally.images += 1
    tally.weak_misses += passes and verdict != "same"
    if verdict in ("silent", "crashed"):
        getattr(tally, verdict).append(f"{kind}, seed {seed}, {words}: {said}")
    else:
        setattr(tally, verdict, getattr(tally, verdict) + 1)


def _judge(folder: Path, usual: dict[str, Any], told: Path) -> None:
    try:
        verdict = judged(folder, usual)
    except Exception as error:  # noqa: BLE001 - what nobody caught is what is looked for
        import traceback

        where = traceback.extract_tb(error.__traceback__)[-1]
        verdict = "crashed", f"{error!r} in {Path(where.filename).name}:{where.lineno}"
    told.write_text(json.dumps(verdict))
    os._exit(0)


def images(count: int, scratch: Path) -> bool:
    """Print what became of the images; whether all is as it must be."""
    files, usual = worked(scratch / "worked")
    print("| damage | images | refused | found | as before | silent | crashed | control: quick_check lets pass |")
    print("|---|---|---|---|---|---|---|---|")
    every = Tally()
    for kind in DAMAGES:
        tally = Tally()
        for seed in range(max(count // len(DAMAGES), 1)):
            one_image(scratch / "image", kind, seed, files, usual, tally)
        _print(kind, tally)
        for name, value in asdict(tally).items():
            setattr(every, name, getattr(every, name) + value)
    _print("all", every)
    for each in every.silent + every.crashed:
        print(f"  {each}")
    return every.weak_misses > 0 and not every.silent and not every.crashed


def _print(kind: str, tally: Tally) -> None:
    counts = (
        tally.images,
        tally.refused,
        tally.found,
        tally.same,
        len(tally.silent),
        len(tally.crashed),
        tally.weak_misses,
    )
    print(f"| {kind} | {' | '.join(map(str, counts))} |", flush=True)


# ------------------------------------------------------------ backups under load


def _load(folder: Path, said: Path, over: Any) -> None:
    """Register until told to stop; each number is written down when the desk came back."""
    desk = as_name(open_desk(folder, FixedClock(MONDAY_MORNING)), RECEPTIONIST)
    with said.open("w", encoding="ascii") as book:
        while not over.is_set():
            book.write(f"{registered(desk, urgent=True, promise_at=None).number}\n")
            book.flush()
    os._exit(0)


def backups(count: int, scratch: Path) -> bool:
    """Print what backups under load are worth, ours and a plain copy; whether all is as it must be."""
    set_up(scratch / "load", FixedClock(MONDAY_MORNING)).close()
    said, over = scratch / "said.txt", multiprocessing.get_context("fork").Event()
    said.write_text("")
    writer = multiprocessing.get_context("fork").Process(target=_load, args=(scratch / "load", said, over))
    writer.start()
    desk = open_desk(scratch / "load", FixedClock(MONDAY_MORNING))
    print("\n| backups while another process registers | made | sound when opened | unsound | acknowledged missing |")
    print("|---|---|---|---|---|")
    try:
        ours = _copies(count, scratch, said, partial(_ours, desk, scratch / "copies"))
        _row("this desk", ours)
        plain = _copies(
            max(count // 10, 8), scratch, said, partial(_plain, scratch / "load" / DATA_FILE, scratch / "plain.db")
        )
        _row("control: the data file copied", plain)
    finally:
        over.set()
        writer.join()
        desk.close()
    return ours[1] == ours[0] and ours[3] == 0 and plain[2] + plain[3] > 0


def _ours(desk: Desk, folder: Path) -> Path:
    return desk.upkeep.back_up(folder)


def _plain(path: Path, copy: Path) -> Path:
    return Path(shutil.copy(path, copy))


def _copies(count: int, scratch: Path, said: Path, make: Callable[[], Path]) -> tuple[int, int, int, int]:
    made = sound = unsound = missing = 0
    for _ in range(count):
        before = said.read_text().split("\n")[:-1]
        path = make()
        made += 1
        put(scratch / "opened", {DATA_FILE: path.read_bytes()})
        try:
            again = open_desk(scratch / "opened", FixedClock(MONDAY_MORNING))
            faults = again.upkeep.verify().faults
            there = {row[0] for row in again._office.store.all("SELECT number FROM cases")}
            again.close()
        except Exception:  # noqa: BLE001 - whatever it says, it is no backup
            faults, there = ["not opened"], set()
        sound, unsound = sound + (not faults), unsound + bool(faults)
        missing += not there.issuperset(before)
    return made, sound, unsound, missing


def _row(what: str, counts: tuple[int, ...]) -> None:
    print(f"| {what} | {' | '.join(map(str, counts))} |", flush=True)


# ------------------------------------------------------------ restores


def restores(count: int, scratch: Path) -> bool:
    """Print whether what a backup had is back after the register was lost; whether all is as it must be."""
    files, usual = worked(scratch / "lost")
    whole = same = 0
    chance = random.Random(500)
    for number in range(count):
        folder = scratch / "restored"
        put(folder, files)
        desk = open_desk(folder, FixedClock(MONDAY_MORNING))
        copy = desk.upkeep.back_up(scratch / "stick")
        registered(as_name(desk, RECEPTIONIST), room="9-9-909")
        desk.close()
        if number % 2:
            for path in folder.iterdir():
                path.unlink()
        else:
            (folder / DATA_FILE).write_bytes(chance.randbytes(len(files[DATA_FILE])))
        ready_backup(folder, copy)
        again = open_desk(folder, FixedClock(MONDAY_MORNING))
        again.session.resume(usual["person"])
        seen = look(again)
        same += all(seen[key] == usual[key] for key in seen)
        whole += again.upkeep.verify().sound
        again.close()
    print("\n| register lost or garbage, last backup put back | restores | sound | all that the backup had |")
    print("|---|---|---|---|")
    _row("this desk", (count, whole, same))
    return whole == same == count


def main(count: int = 1_000, copies: int = 500, lost: int = 50) -> None:
    """Print the tables; what is not as it must be ends with an exit code."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        good = [images(count, scratch), backups(copies, scratch), restores(lost, scratch)]
    if not all(good):
        raise SystemExit("silent damage, a crash, something missing, or a control that was not harmed: see the tables")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
