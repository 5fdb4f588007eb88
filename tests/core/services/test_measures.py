"""The supervisor's numbers: each opens the rows it was counted from, and says nothing where there is nothing."""

from datetime import date

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Await, Progress, Resume, Visit
from firstask_desktop.domain.figures import Figure, FigureKey
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Verdict
from firstask_desktop.services.measures import NOTHING
from tests.core.expecting import at
from tests.desk_fixtures import answered, as_name, handed, registered, returned, settled, signed

MONDAY = date(2026, 11, 23)


def figure(desk: Desk, key: FigureKey, first: date = MONDAY, last: date = MONDAY) -> Figure:
    return next(each for each in desk.measures.board(first, last) if each.key is key)


def ids(desk: Desk, key: FigureKey, first: date = MONDAY, last: date = MONDAY) -> list[str]:
    return [row.id for row in desk.measures.rows(key, first, last).rows]


@pytest.fixture
def boss(desk: Desk) -> Desk:
    return as_name(desk, "周敏")


@pytest.mark.behaviour(25, 26, 32, 34, 50, 80)
def test_an_empty_day_pretends_nothing(boss: Desk) -> None:
    assert {each.value for each in boss.measures.board(MONDAY, MONDAY)} == {NOTHING}
    assert all(boss.measures.rows(key, MONDAY, MONDAY).total == 0 for key in FigureKey)


@pytest.mark.behaviour(34)
def test_a_returned_handoff_lowers_the_share_and_opens_its_case(desk: Desk, boss: Desk) -> None:
    signed(desk, handed(desk, registered(desk)))
    back = returned(desk, signed(desk, handed(desk, registered(desk))))
    assert figure(boss, FigureKey.RIGHT_AT_ONCE).value == "50%（2 件）"
    assert ids(boss, FigureKey.RIGHT_AT_ONCE) == [back.id]
    assert figure(boss, FigureKey.RIGHT_AT_ONCE, date(2026, 11, 1), date(2026, 11, 22)).value == NOTHING


@pytest.mark.behaviour(26)
def test_minutes_from_the_cause_gone_to_the_work_begun(desk: Desk, boss: Desk, clock: FixedClock) -> None:
    case = registered(desk, verdict=Verdict.OWN_POST)
    wait = Await(cause="业主外出", explained="需要业主在家时才能进户检查", resume_condition="业主回家")
    desk.cases.perform(Action.AWAIT, case.id, wait)
    clock.set(at("10:00"))
    desk.cases.perform(Action.RESUME, case.id, Resume())
    clock.set(at("10:12"))
    desk.cases.perform(Action.PROGRESS, case.id, Progress(text="已到现场，开始检查外机"))
    assert figure(boss, FigureKey.RESTART).value == "平均 12 分（1 件）"
    assert ids(boss, FigureKey.RESTART) == [case.id]


@pytest.mark.behaviour(25)
def test_a_pause_beyond_the_limit_is_listed(desk: Desk, boss: Desk, clock: FixedClock) -> None:
    case = registered(desk, verdict=Verdict.OWN_POST)
    wait = Await(cause="业主外出", explained="需要业主在家时才能进户检查", resume_condition="业主回家")
    desk.cases.perform(Action.AWAIT, case.id, wait)
    assert ids(boss, FigureKey.LONG_PAUSE) == []
    clock.advance(days=60)
    assert ids(boss, FigureKey.LONG_PAUSE) == [case.id]


@pytest.mark.behaviour(50)
def test_what_the_catalogue_lacks_is_listed_for_its_week(desk: Desk, boss: Desk) -> None:
    listed = registered(desk, matter=desk.house.matters()[0].id, instant_missed="材料要带回去核")
    missing = registered(desk, uncatalogued_reason="目录里没有")
    assert ids(boss, FigureKey.UNCATALOGUED) == [missing.id]
    assert listed.id not in ids(boss, FigureKey.UNCATALOGUED)


@pytest.mark.behaviour(80)
def test_who_came_a_third_time_is_listed(desk: Desk, boss: Desk) -> None:
    case = registered(desk)
    desk.cases.perform(Action.VISIT, case.id, Visit())
    assert ids(boss, FigureKey.MANY_VISITS) == []
    desk.cases.perform(Action.VISIT, case.id, Visit(cause="材料未一次告知"))
    assert ids(boss, FigureKey.MANY_VISITS) == [case.id]


@pytest.mark.behaviour(76, 82)
def test_untold_handoffs_and_cases_kicked_about_are_listed(desk: Desk, boss: Desk) -> None:
    untold = handed(desk, registered(desk), told=False, told_text="")
    handed(desk, registered(desk))
    assert ids(boss, FigureKey.NOT_TOLD) == [untold.id]
    once = returned(desk, signed(desk, handed(desk, registered(desk))))
    assert ids(boss, FigureKey.RETURNED) == []
    twice = returned(desk, signed(desk, handed(desk, once, "单建平")), proposed="曾国强")
    assert ids(boss, FigureKey.RETURNED) == [twice.id]


@pytest.mark.behaviour(32)
def test_a_call_nobody_answered_stays_on_the_list_until_it_is(desk: Desk, boss: Desk) -> None:
    case = registered(desk, channel="来电")
    registered(desk, channel="来访")
    assert ids(boss, FigureKey.CALLS) == [case.id]
    answered(desk, settled(desk, signed(desk, handed(desk, case))))
    assert ids(boss, FigureKey.CALLS) == []


@pytest.mark.behaviour(19)
def test_staff_see_their_own_department_leaders_the_whole_centre(desk: Desk, boss: Desk) -> None:
    case: Case = registered(desk)
    assert (boss.measures.scope, as_name(desk, "解小虎").measures.scope) == ("", "秩序部")
    assert ids(desk, FigureKey.CALLS) == [case.id]
    assert ids(as_name(desk, "解小虎"), FigureKey.CALLS) == []
    assert ids(as_name(desk, "何静"), FigureKey.CALLS) == [case.id]
