"""The chain of hands ends at the requester, and is broken there until they were answered ([28])."""

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Answer, Reasoned
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Ending, Verdict
from firstask_desktop.domain.views import Tone
from tests.core.expecting import at, do
from tests.desk_fixtures import answered, handed, registered, settled, signed


@pytest.mark.behaviour(28)
def test_the_last_link_is_broken_until_the_requester_was_answered(desk: Desk) -> None:
    case = signed(desk, handed(desk, registered(desk)))
    link = desk.cases.file(case.id).last_link
    assert (link.who, link.fault, link.tone, link.broken) == ("3-1-602 单晓燕", "未答复", Tone.AMBER, True)
    done = settled(desk, case)
    assert desk.cases.file(done.id).last_link.broken  # the work is done, the guest does not know it yet
    told = answered(desk, done)
    link = desk.cases.file(told.id).last_link
    assert (link.broken, link.answered, link.tone) == (False, "今天 09:42", Tone.GREEN)


@pytest.mark.behaviour(28)
def test_a_promise_broken_in_silence_and_words_not_understood_show_there(desk: Desk, clock: FixedClock) -> None:
    case = registered(desk, promise_at=at("10:30"), verdict=Verdict.OWN_POST, kind="咨询")
    clock.set(at("10:31"))
    desk.upkeep.sweep()
    assert desk.cases.file(case.id).last_link.tone is Tone.RED
    told = Answer(
        ending=Ending.CLEAR_ANSWER, text="押金验收后三个工作日退还", way="电话", at=clock.now(), understood=False
    )  # fmt: skip
    desk.cases.perform(Action.ANSWER, case.id, told)
    assert desk.cases.file(case.id).last_link.fault == "未听明白"


@pytest.mark.behaviour(28)
def test_a_voided_case_owes_nobody_an_answer(desk: Desk) -> None:
    case = do(desk, "仲经理", Action.VOID, registered(desk), Reasoned(reason="重复登记"))
    link = desk.cases.file(case.id).last_link
    assert (link.broken, link.answered) == (False, "已作废")
