"""The demonstration: a believable fortnight, played through the desk's own commands up to the present moment."""

import heapq
import logging
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from firstask_desktop.domain.clock import FixedClock, SystemClock
from firstask_desktop.domain.values import dataclass
from firstask_desktop.errors import Refused
from firstask_desktop.services.demo_cast import Cast
from firstask_desktop.services.demo_house import Errands
from firstask_desktop.services.demo_plan import Arrival, Plan
from firstask_desktop.services.demo_scripts import SCRIPTS
from firstask_desktop.services.demo_stage import Part, Stage
from firstask_desktop.services.indexing import case_terms
from firstask_desktop.services.office import Office
from firstask_desktop.services.upkeep import Upkeep
from firstask_desktop.storage import lookups
from firstask_desktop.storage.store import Store

DATA_FILE = "firstask.db"
DAYS = 14
SWEEP = timedelta(minutes=30)
MARK = "demonstration"
SIDE_FILES = ("", "-wal", "-shm", "-journal")
Report = Callable[[int, int], None]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was made: the data file, how many cases, who sits at the desk, and every move the desk would not make.

    A refused move ends that story where it stands; there should be none, and the tests say so.
    """

    path: Path
    cases: int
    person: str
    refused: tuple[str, ...]


def fill(folder: Path, scene: str = "property", now: datetime | None = None, report: Report | None = None) -> Filled:
    """Play about 300 cases of the last fortnight into an empty folder; they end at `now` with every state in the queue.

    The same scene and moment give the same cases. An earlier demonstration in the folder is replaced; a folder with
    any other data file is refused and left untouched.
    """
    path = _place(folder)
    clock = FixedClock((now or SystemClock().now()).astimezone(UTC))
    present = clock.now()
    clock.advance(days=-DAYS, hours=-1)
    store = Store(path, clock, case_terms)
    office = Office(store)
    try:
        store.remember(MARK, present.isoformat())
        rng = random.Random(f"{scene} {DAYS}")
        cast = Cast(office, scene, rng)
        stage = Stage(office, clock, cast, rng)
        arrivals = Plan(stage, present - timedelta(days=DAYS), present).arrivals()
        with store.batch():
            refused = _play(stage, arrivals, present, report)
        store.remember("last_person", cast.people[0].id)
        return Filled(path, lookups.count_cases(store, "1", ()), cast.people[0].id, tuple(refused))
    finally:
        office.close()


def is_demonstration(path: Path) -> bool:
    """Whether a data file was made by `fill`."""
    if not path.is_file() or path.stat().st_size == 0:
        return False
    store = Store(path, SystemClock())
    try:
        return bool(store.recall(MARK))
    finally:
        store.close()


def _place(folder: Path) -> Path:
    """The data file's place in a folder that holds nothing, or nothing but an earlier demonstration."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / DATA_FILE
    if path.exists():
        if not is_demonstration(path):
            raise Refused(
                f"文件夹 {folder} 里已有正式数据，演示数据没有写入。请另选一个空文件夹。",
                code="used_folder",
                field="folder",
            )
        for ending in SIDE_FILES:
            path.with_name(path.name + ending).unlink(missing_ok=True)
    elif any(folder.iterdir()):
        raise Refused(f"文件夹 {folder} 不是空的，演示数据没有写入。", code="used_folder", field="folder")
    return path


def _play(stage: Stage, arrivals: list[Arrival], present: datetime, report: Report | None) -> list[str]:
    """Let everybody act in the order of time, count broken promises on the way, and stop at the present."""
    upkeep = Upkeep(stage.office)
    waiting: list[tuple[datetime, int, Iterator[datetime], Part | None]] = [
        (arrival.at, place, _begin(stage, arrival), arrival.part) for place, arrival in enumerate(arrivals)
    ]
    errands = Errands(stage, present).all()
    waiting += [(at, place, script, None) for place, (at, script) in enumerate(errands, start=len(arrivals))]
    heapq.heapify(waiting)
    swept, begun, refused = stage.now, 0, []
    while waiting and waiting[0][0] <= present:
        at, place, script, part = heapq.heappop(waiting)
        while swept + SWEEP < at:
            swept += SWEEP
            stage.clock.set(swept)
            upkeep.sweep()
        stage.clock.set(at)
        begun += part is not None and not part.case_id
        try:
            following = next(script, None)
        except Refused as refusal:
            told = f"{part.story.matter} {part.story.outcome}" if part else "前台事务"
            refused.append(f"{told}：{refusal}")
            following = None
        if report:
            report(begun, len(arrivals))
        if following is not None and not (part and _stands(stage, part)):
            heapq.heappush(waiting, (following, place, script, part))
    stage.clock.set(present)
    upkeep.sweep()
    for each in refused:
        log.warning("the demonstration was refused a move: %s", each)
    return refused


def _begin(stage: Stage, arrival: Arrival) -> Iterator[datetime]:
    return SCRIPTS[arrival.script](stage, arrival.part)


def _stands(stage: Stage, part: Part) -> bool:
    """Whether the case reached the state in which it is to be found today."""
    return part.stop is not None and stage.case(part).state is part.stop
