"""The self-check: one case from question to answer, exported and read back, on a scratch folder."""

from datetime import timedelta
from pathlib import Path

from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain.commands import (
    Acceptance,
    Answer,
    FirstStart,
    HandOff,
    LedgerQuery,
    Registration,
    Settlement,
)
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import Ending, Verdict


def rehearse(folder: Path) -> Desk:
    """Play the case on an empty folder; the desk stays open. Any fault raises."""
    desk = open_desk(folder)
    play(desk, folder)
    return desk


def play(desk: Desk, folder: Path) -> None:
    """Register, hand off, sign, settle, answer, verify, export, read back. Raises RuntimeError naming what failed."""
    desk.house.set_up(FirstStart(scene="hotel", centre="自检酒店", counter="Z", person="单晓燕"))
    me = desk.actor
    post = next(post for post in desk.house.posts() if me and post.department != me.department and not post.leader)
    receiver = desk.house.save(Person(name="曾国强", post=post.id, phone="8012"))
    promise = desk.clock.now() + timedelta(hours=2)
    form = Registration(
        channel="来电", kind=desk.house.kinds()[0].text, name="解文博", phone="13800138000", words="=1+1 房间空调不冷",
        verdict=Verdict.OTHER_DEPARTMENT, promise_at=promise,
    )  # fmt: skip
    case = desk.cases.register(form)
    told = desk.cases.told_sentence(receiver.id)
    given = HandOff(receiver=receiver.id, task="检查空调", promise_at=promise, told=True, told_text=told)
    desk.cases.perform(Action.HAND_OFF, case.id, given)
    other = desk.as_person(receiver.id)
    other.cases.perform(Action.ACCEPT, case.id, Acceptance(readback="检查房间空调不冷"))
    other.cases.perform(Action.SETTLE, case.id, Settlement(result="清洗滤网，出风正常"))
    said = Answer(
        ending=Ending.SOLVED, text="滤网已清洗，出风正常", way="电话", at=desk.clock.now(), understood=True, satisfied="满意"
    )  # fmt: skip
    desk.cases.perform(Action.ANSWER, case.id, said)
    if not desk.upkeep.verify().sound:
        raise RuntimeError("journal and tables differ")
    if len(desk.search.find("空调").rows) != 1:
        raise RuntimeError("search does not find the case")
    path = folder / "out.xlsx"
    desk.ledgers.export("kf-06-01", LedgerQuery(), path)
    result = desk.ledgers.import_register("kf-06-01", path)
    if (result.known, result.made, result.refused) != (1, 0, []):
        raise RuntimeError(f"the exported register does not read back: {result}")
