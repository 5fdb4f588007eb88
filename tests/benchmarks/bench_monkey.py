"""A monkey at the desk: seeded keys, clicks, words and dialogs against the real window on a real desk of 300 cases.

    bench_monkey.py [SEEDS [EVENTS [FIRST]]]     (40 seeds of 5 000 events from seed 1 unless told: 200 000 events)

Each seed is a process of its own, without a screen: a seed that crashes, hangs or complains is named with its last
events, and `bench_monkey.py 1 EVENTS SEED` does the same again. Counted: errors nobody caught (also in the log), Qt's
warnings, events for which the window computed more than a second, how much memory a seed holds more at its end than
after its first half with everything closed and nobody signed in, and faults of the journal, which must
verify, with tables equal to the replay. The control, a desk with one fault of each kind planted in it, must be found out in
every column, or these numbers prove nothing. Needs Linux.
"""

import ctypes
import faulthandler
import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

SCENES = ("hotel", "property", "office")
PRESENT = "2026-11-27T15:20:00+08:00"
"""The demonstration ends here, so that a seed means the same on every day."""
CHILD, PLANTED = "--child", "--planted"
DEAD_SECONDS = 60
"""After so long one event is taken for dead; the process says where it stands."""
GROWTH = 20
CONTROL_EVENTS = 400
EVENTS = "events.txt"


@dataclass
class Told:
    """What one seed ended with."""

    seed: int = 0
    scene: str = ""
    events: int = 0
    wrong: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    hangs: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    longest: float = 0.0
    growth: float = 0.0
    lines: int = 0
    seconds: float = 0.0

    @property
    def sound(self) -> bool:
        """Whether nothing happened that must not."""
        return self.growth <= GROWTH and not (self.wrong or self.said or self.hangs or self.faults)


def child(folder: Path, scene: str, seed: int, events: int, planted: bool) -> None:
    """Let the monkey at the desk in `folder` and print what it ended with as one line of JSON."""
    from firstask_desktop.desk import open_desk
    from firstask_desktop.domain.clock import FixedClock
    from tests.monkey import let_in
    from tests.monkey_watch import Watch
    from ui import theme
    from ui.app import application

    began = time.perf_counter()
    know_everything()
    theme.apply(application(sys.argv[:1]), "light")
    (out := folder / "out").mkdir()
    clock = FixedClock(datetime.fromisoformat(PRESENT))
    desk = open_desk(folder, clock)
    desk.session.resume(desk.session.last_person())
    before = int(desk.upkeep.head().split("-")[1])
    watch = Watch()
    faulthandler.enable()
    with watch.everything(), (folder / EVENTS).open("w", encoding="utf-8") as log:
        monkey, caught = let_in(desk, clock, folder, [out, out / "nowhere"], seed, watch)
        held = 0.0
        for number in range(events):
            faulthandler.dump_traceback_later(DEAD_SECONDS, exit=True)
            log.write(f"{number} {monkey.act()}\n")
            log.flush()
            if number == events // 2:
                held = at_rest(monkey)
            if planted and number == events - 10:
                plant(desk, monkey)
        grown = at_rest(monkey) - held
        caught.uninstall()
    faulthandler.cancel_dump_traceback_later()
    told = Told(seed, scene, events, watch.wrong, watch.said, watch.hangs, [], list(monkey.last), watch.longest, grown)
    told.faults = [str(fault) for fault in desk.upkeep.verify().faults]
    told.lines = int(desk.upkeep.head().split("-")[1]) - before
    told.seconds = time.perf_counter() - began
    print(json.dumps(asdict(told), ensure_ascii=True), flush=True)
    os._exit(0)


def know_everything() -> None:
    """Import all that is imported when it is first needed, so that it does not count as grown."""
    import importlib
    import pkgutil

    import firstask_desktop
    import ui

    for room in (firstask_desktop, ui):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    for name in ("openpyxl", "openpyxl.chart", "python_calamine", "PySide6.QtPrintSupport", "PySide6.QtSvg"):
        importlib.import_module(name)


def at_rest(monkey: Any) -> float:
    """MB held with everything closed and nobody signed in."""
    from tests.monkey_watch import resident

    monkey.rest()
    gc.unfreeze()
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return resident()


def plant(desk: Any, monkey: Any) -> None:
    """One fault of each kind."""
    from PySide6.QtCore import QTimer, qWarning

    def fail() -> None:
        qWarning("a planted warning")
        raise RuntimeError("a planted error")

    def dawdle() -> str:
        end = time.thread_time() + 1.1
        while time.thread_time() < end:
            pass
        return "a planted hang"

    QTimer.singleShot(0, fail)
    monkey.script.appendleft(dawdle)
    monkey.planted = [bytes([number]) * 2**20 for number in range(30)]
    desk._office.store.run("UPDATE cases SET words = words || '。' WHERE rid = 1")


def one(seed: int, scene: str, events: int, demo: Path, scratch: Path, *words: str) -> Told:
    """A seed in a process of its own; one that died tells so as an uncaught error."""
    folder = scratch / f"seed{seed}"
    shutil.copytree(demo, folder)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(scratch)}
    command = [sys.executable, str(Path(__file__).resolve()), CHILD, str(folder), scene, str(seed), str(events), *words]
    ended = subprocess.run(command, env=environment, cwd=HOUSE, capture_output=True, text=True)
    log = folder / EVENTS
    last = log.read_text("utf-8").splitlines()[-60:] if log.exists() else []
    shutil.rmtree(folder, ignore_errors=True)
    printed = ended.stdout.splitlines()
    if ended.returncode == 0 and printed:
        return Told(**json.loads(printed[-1]))
    return Told(seed, scene, events, wrong=[f"ended with {ended.returncode}: {ended.stderr[-3_000:]}"], last=last)


def row(title: str, seeds: list[Told]) -> None:
    """One line of the table."""
    counts = (
        len(seeds),
        sum(each.events for each in seeds),
        sum(each.lines for each in seeds),
        sum(len(each.wrong) for each in seeds),
        sum(len(each.said) for each in seeds),
        sum(len(each.hangs) for each in seeds),
        f"{max(each.longest for each in seeds) * 1000:.0f}",
        f"{max(each.growth for each in seeds):.1f}",
        sum(len(each.faults) for each in seeds),
    )
    print(f"| {title} | {' | '.join(map(str, counts))} |", flush=True)


def explain(seeds: list[Told]) -> None:
    """Name what went wrong, with the events before it."""
    for each in seeds:
        print(f"\nseed {each.seed} ({each.scene}), {each.growth:.1f} MB more:")
        for found in (*each.wrong[:5], *each.said[:5], *each.hangs[:5], *each.faults[:5]):
            print(f"  {found.strip()[-1_500:]}")
        print(f"  last events: {' · '.join(each.last[-25:])}")


def main(seeds: int = 40, events: int = 5_000, first: int = 1) -> None:
    """Print the table; a seed that went wrong, or a control that did not, ends with an exit code."""
    if not sys.platform.startswith("linux"):
        print("只在 Linux 上测量")
        return
    from firstask_desktop.services import demo

    told: dict[str, list[Told]] = {scene: [] for scene in SCENES}
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        demos = {scene: scratch / scene for scene in SCENES}
        for scene, folder in demos.items():
            demo.fill(folder, scene, datetime.fromisoformat(PRESENT))
        for seed in range(first, first + seeds):
            scene = SCENES[seed % len(SCENES)]
            told[scene].append(one(seed, scene, events, demos[scene], scratch))
            if not told[scene][-1].sound:
                explain([told[scene][-1]])
        control = one(0, "property", CONTROL_EVENTS, demos["property"], scratch, PLANTED)
    print(
        "| desk | seeds | events | journal lines | uncaught errors | Qt warnings | hangs over 1 s | longest ms |"
        " most MB grown | faults in journal or tables |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for scene, ended in told.items():
        if ended:
            row(scene, ended)
    everybody = [each for ended in told.values() for each in ended]
    row("all", everybody)
    row("control: one fault of each kind planted", [control])
    found = control.wrong and control.said and control.hangs and control.faults and control.growth > GROWTH
    if not found or not all(each.sound for each in everybody):
        raise SystemExit("a seed went wrong, or the control was not found out: see above")


if __name__ == "__main__":
    if sys.argv[1:2] == [CHILD]:
        child(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), PLANTED in sys.argv)
    main(*map(int, sys.argv[1:]))
