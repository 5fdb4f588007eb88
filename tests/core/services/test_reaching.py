"""Not reachable, not clear, not ours, not now: what must be written down before a case may stand still."""

from dataclasses import replace
from datetime import date

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import (
    Answer,
    AskedOnBehalf,
    Asking,
    AttemptMade,
    Found,
    OutsideTold,
    Reasoned,
    ToReach,
)
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import External
from firstask_desktop.domain.states import AttemptResult, Ending, EntryKind, Role, State, Verdict
from tests.core.expecting import at, id_of, lines, refused
from tests.desk_fixtures import answered, as_name, handed, person, registered, returned, settled, signed

REACH = ToReach(name="单晓燕", phone="13800138000", doubt="外机归谁保养", promise_at=at("15:30"))
TRY = AttemptMade(target="工程部值班", number="0571-80006612", result=AttemptResult.NO_ANSWER)
DOUBT = Asking(doubt="外机是否在保修期", whom="工程部", promise_at=at("15:30"))
OUTSIDE = OutsideTold(
    unit="湖畔街道办事处物业科", phone="0571-80007103", explanation="外立面改造由街道核准", reaction="接受"
)
ANSWER = Answer(
    ending=Ending.CLEAR_ANSWER,
    text="外立面改造请先到街道核准，地址和电话已写给您",
    way="当面",
    at=at("09:42"),
    reaction="接受",
)


@pytest.mark.behaviour(86)
@pytest.mark.parametrize(("field", "value"), [("name", ""), ("phone", ""), ("doubt", " "), ("promise_at", None)])
def test_somebody_who_cannot_be_reached_leaves_four_things_behind(desk: Desk, field: str, value: object):
    case = registered(desk)
    with refused(field, "M4.8 [86]"):
        desk.cases.perform(Action.TO_REACH, case.id, replace(REACH, **{field: value}))
    after = desk.cases.perform(Action.TO_REACH, case.id, REACH)
    doubt = desk.cases.file(case.id).doubts[0]
    assert (after.state, after.promise_at, doubt.doubt) == (State.TO_REACH, at("15:30"), "外机归谁保养")


@pytest.mark.behaviour(86)
@pytest.mark.parametrize(("field", "value"), [("name", "某某"), ("phone", "11111111111")])
def test_fillers_do_not_count_as_name_or_phone(desk: Desk, field: str, value: str):
    with refused(field):
        desk.cases.perform(Action.TO_REACH, registered(desk).id, replace(REACH, **{field: value}))


@pytest.mark.behaviour(85, 86)
def test_the_first_try_is_due_in_minutes_and_the_next_one_is_scheduled(desk: Desk, clock: FixedClock):
    case = desk.cases.perform(Action.TO_REACH, registered(desk).id, REACH)
    assert case.next_follow_at == at("09:57")
    clock.set(at("09:55"))
    case = desk.cases.perform(Action.ATTEMPT, case.id, TRY)
    assert (case.attempts, case.next_follow_at) == (1, at("10:25"))
    made = desk.cases.file(case.id).attempts[0]
    assert (made.target, made.way, made.number, made.result) == (
        "工程部值班", "电话", "0571-80006612", AttemptResult.NO_ANSWER,
    )  # fmt: skip
    assert desk.cases.row(case.id).state_note == "已试 1 次 · 改承诺 1 次"


@pytest.mark.behaviour(85)
@pytest.mark.parametrize(("field", "value"), [("result", None), ("target", "")])
def test_a_try_without_a_result_is_no_try(desk: Desk, field: str, value: object):
    case = registered(desk)
    with refused(field, "M4.8 [85]"):
        desk.cases.perform(Action.ATTEMPT, case.id, replace(TRY, **{field: value}))
    with refused("next_at", "M4.8 [85]"):
        desk.cases.perform(Action.ATTEMPT, case.id, replace(TRY, next_at=at("09:00")))
    assert desk.cases.file(case.id).attempts == () and desk.cases.get(case.id).attempts == 0


@pytest.mark.behaviour(86)
def test_after_some_tries_in_vain_the_substitute_is_named(desk: Desk):
    desk.house.save(replace(person(desk, "曾国强"), substitute=id_of(desk, "单建平")))
    case = registered(desk)
    found = replace(TRY, result=AttemptResult.PASSED_ON)
    vain = replace(TRY, person=id_of(desk, "曾国强"))
    for attempt in (found, vain, found, vain):
        desk.cases.perform(Action.ATTEMPT, case.id, attempt)
    assert lines(desk, case, EntryKind.ALARM) == []
    case = desk.cases.perform(Action.ATTEMPT, case.id, replace(vain, result=AttemptResult.SWITCHED_OFF))
    alarm = lines(desk, case, EntryKind.ALARM)[0].text
    assert "3 次" in alarm and "单建平" in alarm and case.next_follow_at == at("09:42")
    assert any("请转替班 单建平" in one.text for one in as_name(desk, "单建平").reminders.due())


@pytest.mark.behaviour(86)
def test_without_a_substitute_the_leader_on_duty_is_called(desk: Desk):
    case = registered(desk)
    for _ in range(3):
        desk.cases.perform(Action.ATTEMPT, case.id, replace(TRY, person=id_of(desk, "曾国强")))
    (alarm,) = lines(desk, case, EntryKind.ALARM)
    called = desk.house.person(alarm.entry.person)
    assert called is not None and called.role is not Role.STAFF and "请主任指定承办人" in alarm.text


@pytest.mark.behaviour(86)
def test_an_unsigned_handoff_is_taken_back_when_nobody_can_be_reached(desk: Desk):
    case = handed(desk, registered(desk))
    after = desk.cases.perform(Action.TO_REACH, case.id, REACH)
    assert (after.state, after.handler) == (State.TO_REACH, after.carrier)
    assert desk.cases.file(case.id).chain[0].fault == "已撤回"


@pytest.mark.behaviour(69)
def test_what_is_unclear_is_cleared_before_the_answer(desk: Desk, clock: FixedClock):
    case = registered(desk, verdict=Verdict.OWN_POST, told_limit=True)
    for field, value in (("doubt", ""), ("whom", ""), ("promise_at", None)):
        with refused(field, "M4.4 [69]"):
            desk.cases.perform(Action.FIND_OUT, case.id, replace(DOUBT, **{field: value}))
    case = desk.cases.perform(Action.FIND_OUT, case.id, DOUBT)
    assert case.due_at == at("11:42")  # reminded after two working hours, before the promise
    with refused("conclusion", "M4.4 [69]"):
        desk.cases.perform(Action.FOUND_OUT, case.id, Found())
    case = desk.cases.perform(Action.FOUND_OUT, case.id, Found(conclusion="外机在保修期内"))
    assert case.state is State.IN_HAND
    assert desk.cases.file(case.id).doubts[0].conclusion == "外机在保修期内"


@pytest.mark.behaviour(69)
def test_an_answer_without_clearing_up_is_counted_as_a_broken_promise(desk: Desk, clock: FixedClock):
    case = registered(desk, verdict=Verdict.OWN_POST, told_limit=True)
    case = desk.cases.perform(Action.FIND_OUT, case.id, DOUBT)
    after = desk.cases.perform(Action.ANSWER, case.id, ANSWER)
    assert (after.answer, after.broken_promises) == (ANSWER.text, 1)
    assert "没有弄清结果就答复：外机是否在保修期" in lines(desk, case, EntryKind.BROKEN)[0].text


@pytest.mark.behaviour(69)
def test_handing_the_doubt_on_does_not_hide_that_it_was_never_cleared_up(desk: Desk, clock: FixedClock):
    case = desk.cases.perform(Action.FIND_OUT, registered(desk).id, DOUBT)
    case = settled(desk, signed(desk, handed(desk, case, promise_at=at("15:30"))))
    assert answered(desk, case).broken_promises == 1


@pytest.mark.behaviour(69)
def test_one_doubt_breaks_one_promise_even_when_its_time_passed_too(desk: Desk, clock: FixedClock):
    case = registered(desk, verdict=Verdict.OWN_POST, told_limit=True)
    case = desk.cases.perform(Action.FIND_OUT, case.id, DOUBT)
    clock.set(at("15:31"))
    late = replace(ANSWER, at=at("15:31"))
    assert desk.cases.perform(Action.ANSWER, case.id, late).broken_promises == 1


@pytest.mark.behaviour(69)
def test_past_the_promised_time_the_unclear_matter_is_a_broken_promise(desk: Desk, clock: FixedClock):
    case = desk.cases.perform(Action.FIND_OUT, registered(desk).id, DOUBT)
    clock.set(at("15:31"))
    assert desk.cases.perform(Action.FOUND_OUT, case.id, Found(conclusion="外机在保修期内")).broken_promises == 1


@pytest.mark.behaviour(54)
def test_a_matter_nobody_knows_the_owner_of_is_taken_to_the_leader(desk: Desk, clock: FixedClock):
    case = registered(desk, verdict=Verdict.UNKNOWN)
    ask = replace(DOUBT, whom="周敏", promise_at=at("24 11:00"))
    case = desk.cases.perform(Action.CONSULT, case.id, ask)
    assert (case.state, case.next_follow_at) == (State.TO_CONSULT, at("15:12"))  # half a working day
    for action in (Action.HAND_OFF, Action.ANSWER, Action.OUTSIDE, Action.START):
        assert action not in [move.action for move in desk.cases.moves(case.id)]
    with refused(clause="B4 [54]", saying="先记「请示结论」"):
        handed(desk, case)
    with refused("conclusion", "B4 [54]"):
        desk.cases.perform(Action.CONSULTED, case.id, Found())
    conclusion = Found(conclusion="由工程部承办", verdict=Verdict.OTHER_DEPARTMENT)
    case = desk.cases.perform(Action.CONSULTED, case.id, conclusion)
    assert (case.state, case.verdict) == (State.ACCEPTED, Verdict.OTHER_DEPARTMENT)
    assert handed(desk, case).state is State.AWAIT_ACCEPTANCE


@pytest.mark.behaviour(27, 84)
def test_not_mine_closes_nothing_without_one_of_the_two_records(desk: Desk):
    case = registered(desk)
    with refused("verdict", "M4.8"):
        desk.cases.perform(Action.ANSWER, case.id, ANSWER)
    assert any("代为问清" in word and "转办" in word for word, _ in desk.cases.file(case.id).warnings)
    for field in ("whom", "answer"):
        with refused(field, "H4 [27]"):
            desk.cases.perform(
                Action.ASK, case.id, replace(AskedOnBehalf(whom="工程部", answer="属公共部位"), **{field: ""})
            )
    asked = AskedOnBehalf(whom="工程部 曾国强", answer="属公共部位，免费修", at=at("09:40"))
    after = desk.cases.perform(Action.ASK, case.id, asked)
    assert (after.carrier, after.handler) == (case.carrier, case.handler)
    assert desk.cases.perform(Action.ANSWER, case.id, ANSWER).answer == ANSWER.text


@pytest.mark.behaviour(27)
def test_a_handoff_alone_is_not_a_record_before_it_is_signed(desk: Desk):
    case = handed(desk, registered(desk))
    case = desk.cases.perform(Action.RECALL, case.id, Reasoned(reason="转错了人"))
    with refused("verdict", "M4.8"):
        desk.cases.perform(Action.ANSWER, case.id, ANSWER)


@pytest.mark.behaviour(27, 84)
def test_a_handoff_given_back_is_no_record_either(desk: Desk):
    case = returned(desk, signed(desk, handed(desk, registered(desk))))
    with refused("verdict", "M4.8"):
        desk.cases.perform(Action.ANSWER, case.id, ANSWER)


@pytest.mark.behaviour(55, 84)
def test_an_outside_matter_names_the_unit_or_how_one_searched(desk: Desk):
    case = registered(desk, verdict=Verdict.OUTSIDE)
    with refused("verdict", "M4.8"):
        desk.cases.perform(Action.ANSWER, case.id, ANSWER)
    with refused("unit", "B5 [55]"):
        desk.cases.perform(Action.OUTSIDE, case.id, replace(OUTSIDE, unit="", phone=""))
    with refused("explanation", "B5 [55]"):
        desk.cases.perform(Action.OUTSIDE, case.id, replace(OUTSIDE, explanation=""))
    with refused("explanation", "M4.7 [81]"):
        desk.cases.perform(Action.OUTSIDE, case.id, replace(OUTSIDE, explanation="不归我们管"))
    told = desk.cases.perform(Action.OUTSIDE, case.id, OUTSIDE)
    assert (told.state, told.told_text) == (State.OUTSIDE_TOLD, "湖畔街道办事处物业科 0571-80007103")
    assert desk.cases.perform(Action.ANSWER, case.id, ANSWER).ending is Ending.CLEAR_ANSWER


@pytest.mark.behaviour(55)
def test_an_unknown_unit_needs_the_route_of_the_search(desk: Desk):
    case = registered(desk, verdict=Verdict.OUTSIDE)
    searched = replace(OUTSIDE, unit="", phone="", search_route="拨打便民热线查询，暂无主管单位")
    assert "便民热线" in desk.cases.perform(Action.OUTSIDE, case.id, searched).told_text


@pytest.mark.behaviour(55)
def test_old_entries_of_the_directory_can_be_told_from_fresh_ones(desk: Desk):
    today, months = at("09:42").date(), desk.house.limit("external_age_months")
    ages = {unit.name: (today - unit.updated).days for unit in desk.house.externals() if unit.updated}
    assert months == 12 and ages["云溪市房屋安全鉴定中心"] > 365 > ages["湖畔派出所"]


@pytest.mark.behaviour(55)
@pytest.mark.parametrize(("updated", "old"), [("2025-11-22", True), ("2025-11-23", False), ("", True)])
def test_a_number_checked_more_than_a_year_ago_or_never_may_have_changed(desk: Desk, updated: str, old: bool):
    unit = External(name="城北供热站", phone="0571-80001234", updated=date.fromisoformat(updated) if updated else None)
    assert desk.house.may_have_changed(as_name(desk, "周敏").house.save(unit)) is old


@pytest.mark.behaviour(55)
def test_a_unit_that_is_not_in_the_directory_needs_how_it_was_found(desk: Desk):
    case = registered(desk, verdict=Verdict.OUTSIDE)
    stranger = replace(OUTSIDE, unit="城北供热站", phone="")
    with refused("search_route", "B5 [55]", "城北供热站"):
        desk.cases.perform(Action.OUTSIDE, case.id, stranger)
    told = desk.cases.perform(Action.OUTSIDE, case.id, replace(stranger, search_route="查114"))
    assert told.told_text == "城北供热站；已查询：查114"
    listed = desk.house.externals()[0]
    other = registered(desk, verdict=Verdict.OUTSIDE)
    told = desk.cases.perform(Action.OUTSIDE, other.id, replace(OUTSIDE, unit=listed.name, phone=""))
    assert told.told_text == f"{listed.name} {listed.phone}"
