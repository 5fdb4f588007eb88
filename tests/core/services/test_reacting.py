"""客户意见: recorded with every answer that does not give what was asked; who does not accept it is heard higher up ([83])."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.answering import accepted
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Answer, Await, ComplaintForm, Decline, Materials, OnSpot, OutsideTold
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Ending, EntryKind, State, Verdict
from firstask_desktop.domain.views import Tone
from tests.core.expecting import at, id_of, lines, refused
from tests.desk_fixtures import as_name, registered

NO = Answer(
    ending=Ending.CLEAR_ANSWER, text="承重墙不能拆改，依据装修管理规定；可以改做隔断", way="当面", at=at("09:42")
)
SPOT = OnSpot(answer="承重墙不能拆改，依据装修管理规定", ending=Ending.CLEAR_ANSWER)


def asked(desk: Desk, **fields: object) -> Case:
    return registered(desk, verdict=Verdict.OWN_POST, told_limit=True, **fields)


def complaint(desk: Desk) -> Case:
    return asked(desk, kind="投诉", complaint_level="一般", involved="工程部")


@pytest.mark.behaviour(83)
@pytest.mark.parametrize(
    ("reaction", "fine"),
    [
        ("接受", True),
        ("基本接受，希望尽快", True),
        ("不接受", False),
        ("不接受：太久", False),
        ("接受不了", False),
        ("要求上报领导", False),
    ],
)
def test_what_counts_as_accepting(reaction: str, fine: bool):
    assert accepted(reaction) is fine


@pytest.mark.behaviour(83)
def test_a_no_asks_what_the_requester_thinks_of_it(desk: Desk):
    case = asked(desk)
    with refused("reaction", "M4.7 [83]"):
        desk.cases.perform(Action.ANSWER, case.id, NO)
    with refused("reaction", "M4.7 [83]"):
        desk.cases.perform(Action.ON_SPOT, case.id, SPOT)
    after = desk.cases.perform(Action.ANSWER, case.id, replace(NO, reaction="接受"))
    assert (after.reaction, after.state) == ("接受", State.ANSWERED)


@pytest.mark.behaviour(83)
@pytest.mark.parametrize("reaction", ["不接受", "要求上报领导", "不接受：要见负责人"])
def test_whoever_does_not_accept_is_reported_to_somebody_above(desk: Desk, reaction: str):
    case = asked(desk)
    for above in ("", id_of(desk, "何静"), "nobody"):
        with refused("escalate_to", "M4.7 [83]"):
            desk.cases.perform(Action.ANSWER, case.id, replace(NO, reaction=reaction, escalate_to=above))
        with refused("escalate_to", "M4.7 [83]"):
            desk.cases.perform(Action.ON_SPOT, case.id, replace(SPOT, reaction=reaction, escalate_to=above))
    told = replace(NO, reaction=reaction, escalate_to=id_of(desk, "周敏"))
    after = desk.cases.perform(Action.ANSWER, case.id, told)
    assert (after.reaction, after.callback_needed, after.state) == (reaction, True, State.ANSWERED)
    assert "已上报 周敏" in lines(desk, case, EntryKind.ALARM)[0].text


@pytest.mark.behaviour(83)
def test_the_leader_it_was_reported_to_is_told_at_once_and_nobody_else(desk: Desk, clock: FixedClock):
    case = asked(desk)
    told = replace(NO, reaction="不接受", escalate_to=id_of(desk, "周敏"))
    desk.cases.perform(Action.ANSWER, case.id, told)
    (reminder,) = as_name(desk, "周敏").reminders.due()
    assert "客户不接受，已上报 周敏" in reminder.text and reminder.case_id == case.id
    assert reminder.tone is Tone.RED and reminder.loud
    assert as_name(desk, "仲经理").reminders.due() == []


@pytest.mark.behaviour(83)
def test_a_leader_reports_to_another_leader_not_to_themselves(desk: Desk):
    boss = as_name(desk, "周敏")
    case = asked(boss)
    with refused("escalate_to", "M4.7 [83]", "本人以外"):
        boss.cases.perform(Action.ANSWER, case.id, replace(NO, reaction="不接受", escalate_to=id_of(desk, "周敏")))
    told = replace(NO, reaction="不接受", escalate_to=id_of(desk, "仲经理"))
    assert boss.cases.perform(Action.ANSWER, case.id, told).reaction == "不接受"


@pytest.mark.behaviour(83, 95)
@pytest.mark.parametrize(
    ("reaction", "ticked"),
    [("接受", "接受"), ("基本接受，希望尽快", "接受"), ("不接受", "不接受"), ("要求上报领导", "不接受")],
)
def test_the_record_form_is_ticked_by_the_reaction(desk: Desk, reaction: str, ticked: str):
    case = complaint(desk)
    told = replace(NO, reaction=reaction, escalate_to=id_of(desk, "周敏"))
    desk.cases.perform(Action.ANSWER, case.id, told)
    form = desk.cases.file(case.id).complaint
    assert form is not None and form.reaction == ticked


@pytest.mark.behaviour(83, 95)
def test_a_solved_complaint_leaves_what_was_ticked_by_hand(desk: Desk):
    case = complaint(desk)
    desk.cases.perform(Action.FORM, case.id, ComplaintForm(reaction="接受"))
    solved = Answer(ending=Ending.SOLVED, text="外机排水管已更换，现在不滴水了", way="电话", at=at("09:42"))
    desk.cases.perform(Action.ANSWER, case.id, solved)
    form = desk.cases.file(case.id).complaint
    assert form is not None and form.reaction == "接受"


@pytest.mark.behaviour(83)
def test_what_was_explained_while_waiting_is_judged_too(desk: Desk):
    case = asked(desk)
    wait = Await(cause="业主外出", explained="要有人在家才能进户检查", resume_by=at("24 10:00"), reaction="不接受")
    with refused("escalate_to", "M4.7 [83]"):
        desk.cases.perform(Action.AWAIT, case.id, wait)
    after = desk.cases.perform(Action.AWAIT, case.id, replace(wait, escalate_to=id_of(desk, "周敏")))
    assert (after.state, after.reaction) == (State.AWAIT_REQUESTER, "不接受")


WAIT = Await(cause="业主外出", explained="要有人在家才能进户检查", resume_by=at("24 10:00"))
LACKING = Materials(missing=("租赁合同",), explained="缺的一次写给您，补齐后接着办", deadline="三天内")
DECLINED = Decline(
    basis="《物业管理条例》",
    explanation="公共绿地不能划给单户",
    way="当面",
    options="可提共用方案",
    understood=True,
)
ELSEWHERE = OutsideTold(unit="湖畔街道办事处物业科", phone="0571-80007103", explanation="外立面改造由街道核准")


@pytest.mark.behaviour(83)
@pytest.mark.parametrize(
    ("action", "command"),
    [
        (Action.AWAIT, WAIT),
        (Action.MATERIALS, LACKING),
        (Action.DECLINE, DECLINED),
        (Action.OUTSIDE, ELSEWHERE),
    ],
    ids=lambda each: each.value if isinstance(each, Action) else "",
)
def test_who_must_wait_bring_more_or_hears_no_says_what_they_think_of_it(desk: Desk, action: Action, command):
    case = asked(desk)
    with refused("reaction", "M4.7 [83]"):
        desk.cases.perform(action, case.id, command)
    with refused("escalate_to", "M4.7 [83]"):
        desk.cases.perform(action, case.id, replace(command, reaction="不接受"))
    assert desk.cases.get(case.id) == case
    after = desk.cases.perform(action, case.id, replace(command, reaction="不接受", escalate_to=id_of(desk, "周敏")))
    assert (after.reaction, after.callback_needed) == ("不接受", True)
    (alarm,) = lines(desk, case, EntryKind.ALARM)
    assert alarm.entry.person == id_of(desk, "周敏")


@pytest.mark.behaviour(52, 65, 83)
def test_what_was_declined_is_no_solution(desk: Desk):
    case = asked(desk)
    desk.cases.perform(Action.DECLINE, case.id, replace(DECLINED, reaction="接受"))
    solved = Answer(ending=Ending.SOLVED, text="已向客户说明公共绿地不能划给单户", way="当面", at=at("09:42"))
    with refused("ending", "M4.1 [65]", "明确答复"):
        desk.cases.perform(Action.ANSWER, case.id, solved)
    ended = replace(solved, ending=Ending.CLEAR_ANSWER, reaction="接受")
    assert desk.cases.perform(Action.ANSWER, case.id, ended).ending is Ending.CLEAR_ANSWER


@pytest.mark.behaviour(83, 95)
def test_a_no_ticked_on_the_record_form_goes_higher_up_too(desk: Desk):
    case = complaint(desk)
    with refused("escalate_to", "M4.7 [83]"):
        desk.cases.perform(Action.FORM, case.id, ComplaintForm(reaction="不接受"))
    told = ComplaintForm(reaction="不接受", escalate_to=id_of(desk, "周敏"))
    assert desk.cases.perform(Action.FORM, case.id, told).reaction == "不接受"
    desk.cases.perform(Action.FORM, case.id, ComplaintForm(cause="排水管老化"))
    form = desk.cases.file(case.id).complaint
    assert form is not None and (form.reaction, form.cause) == ("不接受", "排水管老化")
    assert len(lines(desk, case, EntryKind.ALARM)) == 1


@pytest.mark.behaviour(81)
def test_what_soothed_a_complainant_is_free_of_forbidden_phrases(desk: Desk):
    with refused("soothed", "M4.7 [81]"):
        desk.cases.perform(Action.FORM, complaint(desk).id, ComplaintForm(soothed="已告诉客户这个不归我管"))
