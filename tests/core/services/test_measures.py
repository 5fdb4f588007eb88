"""The supervisor's numbers: each opens the rows it was counted from, and says nothing where there is nothing."""

from datetime import date

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Asking, Await, Found, Materials, Notice, Progress, Resume, Visit
from firstask_desktop.domain.consent import ConsentHow
from firstask_desktop.domain.figures import Figure, FigureKey
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import EntryKind, Verdict
from firstask_desktop.services.measures import NOTHING
from tests.core.expecting import at, id_of, lines
from tests.desk_fixtures import answered, as_name, handed, papers_in, registered, returned, settled, signed

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
    wait = Await(cause="业主外出", explained="需要业主在家时才能进户检查", resume_condition="业主回家", reaction="接受")
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
    wait = Await(cause="业主外出", explained="需要业主在家时才能进户检查", resume_condition="业主回家", reaction="接受")
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


def second_sheet(desk: Desk, by: str = "") -> Case:
    """Two lists of missing papers for one case, the second by somebody else when `by` says so."""
    case = registered(desk, verdict=Verdict.OWN_POST)
    desk.cases.perform(
        Action.MATERIALS, case.id, Materials(missing=("身份证复印件",), reaction="接受", deadline="三天内")
    )
    papers_in(desk, case)
    holder = desk
    if by:
        signed(
            desk,
            handed(
                desk,
                desk.cases.get(case.id),
                by,
                own_duty_reason="需要现场核对",
                own_duty_consent=id_of(desk, "周敏"),
                consent_how=ConsentHow.PHONE,
            ),
        )
        holder = as_name(desk, by)
    return holder.cases.perform(
        Action.MATERIALS,
        case.id,
        Materials(missing=("产权证",), why_again="换了经办人", reaction="接受", deadline="三天内"),
    )


@pytest.mark.behaviour(51)
def test_a_second_notice_counts_against_whoever_did_not_tell_it_all(desk: Desk, boss: Desk) -> None:
    one, other = second_sheet(desk), second_sheet(desk, "曾国强")
    once = registered(as_name(desk, "何静"), verdict=Verdict.OWN_POST)
    as_name(desk, "何静").cases.perform(
        Action.MATERIALS, once.id, Materials(missing=("产权证",), reaction="接受", deadline="三天内")
    )
    whole, *own = [each for each in boss.measures.board(MONDAY, MONDAY) if each.key is FigureKey.SECOND_NOTICE]
    assert (whole.value, whole.note) == ("2 次", "1 人")
    assert [(line.name, line.value) for line in own] == [("欧阳丽华", "2 次")]
    rows = boss.measures.rows(FigureKey.SECOND_NOTICE, MONDAY, MONDAY, own[0].person).rows
    assert [row.id for row in rows] == [other.id, one.id] == ids(boss, FigureKey.SECOND_NOTICE)
    assert boss.measures.rows(FigureKey.SECOND_NOTICE, MONDAY, MONDAY, id_of(desk, "何静")).rows == ()
    assert "记 欧阳丽华" in lines(desk, one, EntryKind.MATERIALS)[-1].text


@pytest.mark.behaviour(54)
@pytest.mark.parametrize(
    ("concluded", "told", "late"),
    [
        ("11:00", "11:05", False),
        ("11:00", "17:00", True),
        ("17:00", "17:05", True),
        ("", "", True),
        ("11:00", "", True),
    ],
)
def test_a_leader_asked_and_the_requester_told_too_late_counts_against_who_asked(
    desk: Desk, boss: Desk, clock: FixedClock, concluded: str, told: str, late: bool
) -> None:
    case = registered(desk, verdict=Verdict.UNKNOWN)
    asking = Asking(doubt="外立面改造由谁核准", whom="单建平", promise_at=at("24 10:00"))
    desk.cases.perform(Action.CONSULT, case.id, asking)
    if concluded:
        clock.set(at(concluded))
        desk.cases.perform(Action.CONSULTED, case.id, Found(conclusion="由街道核准", verdict=Verdict.OWN_POST))
    if told:
        clock.set(at(told))
        desk.cases.perform(Action.NOTICE, case.id, Notice(way="电话", text="请示的结果是由街道核准"))
    clock.set(at("17:30"))
    assert (ids(boss, FigureKey.LATE_CONSULT) == [case.id]) is late
    named = [each.name for each in boss.measures.board(MONDAY, MONDAY) if each.key is FigureKey.LATE_CONSULT]
    assert named == (["", "欧阳丽华"] if late else [""])


@pytest.mark.behaviour(54)
def test_a_late_conclusion_or_answer_says_so_on_the_way_of_the_case(desk: Desk, clock: FixedClock) -> None:
    case = registered(desk, verdict=Verdict.UNKNOWN)
    asking = Asking(doubt="外立面改造由谁核准", whom="单建平", promise_at=at("17:50"))
    desk.cases.perform(Action.CONSULT, case.id, asking)
    assert desk.cases.consult_due() == at("15:12")
    clock.set(at("15:00"))
    desk.cases.perform(Action.CONSULTED, case.id, Found(conclusion="由街道核准", verdict=Verdict.OWN_POST))
    assert lines(desk, case, EntryKind.ALARM) == []
    clock.set(at("16:00"))
    answered(desk, case, "外立面改造由街道核准，地址已写给您")
    assert "记逾时" in lines(desk, case, EntryKind.ALARM)[0].text
