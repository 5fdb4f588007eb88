"""A bad disk under everything a person does: full, read-only, gone or held by another program at each of two dozen actions.

    bench_full_disk.py [ROUNDS]      (each action with each disk ROUNDS times, 1 unless told; about a second each)

Every round is the real window on a real data file in a folder whose disk goes bad, for the whole process, just before
the last key: a small library loaded before it fails every system call as a bad disk does. Then: is it said in Chinese
and without a word of the system's, is what was typed still there, is what was called refused not done, is a bug shown, does the
same key do it once the disk is back, and does the file, opened anew, hold every case that was acknowledged before, with
a sound journal. The control does the same with a desk that does not know the words of a bad disk: it must be found out.
Needs Linux and a C compiler.
"""

import ctypes
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

CHILD, WEAK = "--child", "--weak"
DISKS = {"full": 1, "read-only": 2, "gone": 3, "locked": 0}
SENTENCE = re.compile("磁盘|只读|占用|读不了|写不了|写不进|打不开|读写|不可写|没有(保存|存下|写成|权限)|不存在|不在")
FOREIGN = re.compile(r"sqlite|errno|traceback|database|\b[a-z]+error\b", re.IGNORECASE)


@dataclass
class Told:
    """What came of one disk's rounds; each list names the actions."""

    disk: str
    rounds: int = 0
    refused: int = 0
    done: int = 0
    unsaid: list[str] = field(default_factory=list)
    lost_draft: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    bugs: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.unsaid or self.lost_draft or self.untrue or self.bugs or self.stuck or self.lost)


@contextmanager
def bad(disk: str, room: Any) -> Iterator[None]:
    """The disk is like that until the end of the block."""
    from tests.desk_fixtures import raw

    other = raw(room.desk) if disk == "locked" else None
    if other is not None:
        other.execute("BEGIN IMMEDIATE")
    fail_with = ctypes.CDLL(None).fail_with
    fail_with(DISKS[disk])
    try:
        yield
    finally:
        fail_with(0)
        if other is not None:
            other.execute("ROLLBACK")
            other.close()


def words_on_screen() -> set[str]:
    """Every text of a label that can be seen."""
    from PySide6.QtWidgets import QApplication, QLabel

    return {
        one.text() for one in QApplication.allWidgets() if isinstance(one, QLabel) and one.isVisible() and one.text()
    }


def settle() -> None:
    """Let work beside the window end and be told."""
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    while not QThreadPool.globalInstance().waitForDone(5):
        QCoreApplication.processEvents()
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def one_round(name: str, begin: Callable[[Any], Any], told: Told, model: Path, folder: Path) -> None:
    """One action on a fresh copy of the furnished house."""
    from firstask_desktop.desk import open_desk
    from firstask_desktop.domain.clock import FixedClock
    from tests.benchmarks.disk_actions import Room
    from tests.views.conftest import RecordingPrompts
    from tests.views.desk_fixtures import MONDAY, FrontDesk
    from ui import crash
    from ui.main_window import MainWindow
    from ui.memory import WindowMemory
    from ui.page_list import Kit
    from ui.signals import DeskSignals

    shutil.copytree(model, folder)
    (folder / "out").mkdir()
    clock = FixedClock(MONDAY)
    desk = open_desk(folder, clock)
    store = desk._office.store
    store.patience = 0.05
    store.database.execute_sql("PRAGMA busy_timeout = 50")
    people = {one.name: one for one in desk.house.people(all=True)}
    desk.session.sign_in(people["欧阳丽华"].id)
    prompts, signals = RecordingPrompts(), DeskSignals(desk.bulletin)
    watch = crash.install(logging.getLogger("disk"), prompts)
    window = MainWindow(Kit(desk, prompts, signals, WindowMemory(folder / "window.json")))
    window.show()
    window.activateWindow()
    window.enter()
    room = Room(window, FrontDesk(desk, clock, people), prompts, folder / "out")
    acknowledged = [room.front.ask(room=f"1-1-{number}").number for number in range(3)]
    attempt = begin(room)
    settle()
    judge(name, told, room, attempt)
    watch.uninstall()
    room.prompts.open_questions.clear()
    window._gives_up = True
    for each in (window, *_others(window)):
        each.close()
        each.deleteLater()
    signals.stop()
    settle()
    desk.close()
    again = open_desk(folder, clock)
    again.session.resume(people["郑文斌"].id)
    missing = [number for number in acknowledged if again.cases.by_number(number) is None]
    if missing or again.upkeep.verify().faults:
        told.lost.append(f"{name}: {missing} {again.upkeep.verify().faults[:1]}")
    again.close()
    shutil.rmtree(folder)


def _others(window: Any) -> list[Any]:
    from PySide6.QtWidgets import QApplication

    return [one for one in QApplication.topLevelWidgets() if one is not window and one.isVisible()]


def judge(name: str, told: Told, room: Any, attempt: Any) -> None:
    """Go while the disk is bad, look; go again when it is good."""
    seen, asked = words_on_screen(), len(room.prompts.said)
    with bad(told.disk, room):
        attempt.go()
        settle()
        fresh = [*(words_on_screen() - seen), *(text for _, text in room.prompts.said[asked:])]
    bugs = [text for kind, text in room.prompts.said if kind == "bug"]
    told.rounds += 1
    made = attempt.made()
    told.done, told.refused = told.done + made, told.refused + (not made)
    if bugs:
        told.bugs.append(f"{name}: {bugs[0].strip().splitlines()[-1][:160]}")
    said = [text for text in fresh if SENTENCE.search(text)]
    if (not made and not said) or any(FOREIGN.search(text) for text in said):
        told.unsaid.append(f"{name}: {fresh}")
    if made and any("没有保存" in text for text in said):
        told.untrue.append(f"{name}: {said}")
    if not attempt.kept():
        told.lost_draft.append(name)
    if not made:
        attempt.go()
        settle()
        if not attempt.made():
            told.stuck.append(f"{name}: {sorted(words_on_screen() - seen)} {room.prompts.said[asked:]}"[:600])


def child(scratch: Path, disk: str, rounds: int, weak: bool) -> None:
    """All actions with one kind of bad disk; prints one line of JSON."""
    from firstask_desktop.storage import database
    from tests.benchmarks.disk_actions import ACTIONS
    from tests.views.desk_fixtures import furnish
    from ui import theme
    from ui.app import application

    theme.apply(application(sys.argv[:1]), "light")
    logging.disable(logging.CRITICAL)
    furnish(scratch / "model").desk.close()
    if weak:
        database._SENTENCES = ()  # type: ignore[assignment]
    told = Told(disk)
    for number in range(rounds):
        for place, (name, begin) in enumerate(ACTIONS.items()):
            try:
                one_round(name, begin, told, scratch / "model", scratch / f"{number}-{place}")
            except Exception as error:  # noqa: BLE001 - whatever it is, the other actions are still to be looked at
                told.bugs.append(f"{name}: {''.join(traceback.format_exception(error))[-700:]}")
    print(json.dumps(asdict(told)), flush=True)
    os._exit(0)


def told_of(library: Path, disk: str, rounds: int, *words: str) -> Told:
    """All actions with one kind of bad disk, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name).resolve()
        environment = {
            **os.environ,
            "LD_PRELOAD": str(library),
            "FAIL_FOLDER": str(scratch),
            "QT_QPA_PLATFORM": "offscreen",
        }
        command = [sys.executable, str(Path(__file__).resolve()), CHILD, str(scratch), disk, str(rounds), *words]
        ended = subprocess.run(command, env=environment, cwd=HOUSE, capture_output=True, text=True)
    if ended.returncode or not ended.stdout:
        return Told(disk, bugs=[f"ended with {ended.returncode}: {ended.stderr[-2_000:]}"])
    return Told(**json.loads(ended.stdout.splitlines()[-1]))


def row(title: str, told: Told) -> None:
    """One line of the table."""
    faults = (told.unsaid, told.lost_draft, told.untrue, told.bugs, told.stuck, told.lost)
    print(
        f"| {title} | {told.rounds} | {told.refused} | {told.done} | {' | '.join(str(len(each)) for each in faults)} |",
        flush=True,
    )


def main(rounds: int = 1) -> None:
    """Print the table; what is not as it must be, or a control that was not found out, ends with an exit code."""
    if not sys.platform.startswith("linux") or not shutil.which("cc"):
        print("需要 Linux 和 C 编译器 cc")
        return
    with tempfile.TemporaryDirectory() as name:
        library = Path(name) / "failing.so"
        source = Path(__file__).with_name("failing_disk.c")
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
        print(
            "| the disk is | rounds | refused | done all the same | not said in Chinese | typed words lost | untrue |"
            " shown as a bug | not done when it is back | acknowledged lost |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|")
        found = [told_of(library, disk, rounds) for disk in DISKS]
        for each in found:
            row(each.disk, each)
        control = told_of(library, "full", 1, WEAK)
        row("control: full, its words unknown", control)
    for each in found:
        for what in (*each.unsaid, *each.lost_draft, *each.untrue, *each.bugs, *each.stuck, *each.lost):
            print(f"  {each.disk}: {what}")
    if not all(each.sound for each in found) or not (control.bugs or control.unsaid):
        raise SystemExit("not said, lost or untrue, or a control that was not found out: see above")


if __name__ == "__main__":
    if sys.argv[1:2] == [CHILD]:
        child(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), WEAK in sys.argv)
    main(*map(int, sys.argv[1:]))
