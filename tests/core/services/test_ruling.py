"""Back with a reason, and to the supervisor when it goes in circles (M4.7 [82]), or when two were asked first ([66])."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import (
    Dispute,
    Reasoned,
    Return,
    Ruling,
    Transfer,
)
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import EntryKind, Standing, State
from tests.core.expecting import at, do, id_of, lines, refused
from tests.desk_fixtures import as_name, handed, person, registered, returned, signed


@pytest.mark.behaviour(82)
def test_a_return_needs_a_reason_and_who_should_do_it_instead(desk: Desk):
    case = signed(desk, handed(desk, registered(desk)))
    complete = Return(reason="这台外机属于外委保养", proposed_owner=id_of(desk, "单建平"))
    for field in ("reason", "proposed_owner"):
        with refused(field, "M4.7 [82]"):
            do(desk, "曾国强", Action.RETURN, case, replace(complete, **{field: ""}))
    with refused("proposed_owner", "M4.7 [82]"):
        do(desk, "曾国强", Action.RETURN, case, replace(complete, proposed_owner=id_of(desk, "曾国强")))
    with refused("reason", "M4.7"):
        do(desk, "曾国强", Action.RETURN, case, replace(complete, reason="不归我管"))
    back = do(desk, "曾国强", Action.RETURN, case, complete)
    assert (back.state, back.handler, back.returns) == (State.ACCEPTED, id_of(desk, "欧阳丽华"), 1)
    assert "建议 单建平" in desk.cases.file(case.id).chain[0].fault


@pytest.mark.behaviour(82)
def test_after_the_window_it_can_no_longer_be_returned(desk: Desk, clock: FixedClock):
    case = signed(desk, handed(desk, registered(desk, promise_at=at("24 11:00")), promise_at=at("24 11:00")))
    clock.set(at("11:42"))
    assert returned(desk, case).state is State.ACCEPTED
    case = signed(desk, handed(desk, registered(desk, promise_at=at("24 11:00")), promise_at=at("24 11:00")))
    clock.set(at("15:13"))  # lunch does not count: 18 minutes before it, 103 after it
    with refused("reason", "M4.7 [82]", "120"):
        returned(desk, case)


@pytest.mark.behaviour(82)
def test_the_second_return_goes_to_the_supervisor_whose_word_is_final(desk: Desk):
    case = returned(desk, handed(desk, registered(desk)))
    case = returned(desk, handed(desk, case, "解小虎"), "何静")
    assert (case.state, case.returns) == (State.RULING, 2)
    ruling = Ruling(handler=id_of(desk, "曾国强"), reason="外机由工程部负责", promise_at=at("15:30"), told=True)
    for name in ("欧阳丽华", "解小虎", "曾国强"):
        with refused(clause="M4.7 [82]"):
            do(desk, name, Action.RULE, case, ruling)
    ruled = do(desk, "周敏", Action.RULE, case, ruling)
    assert (ruled.state, ruled.handler) == (State.WITH_HANDLER, id_of(desk, "曾国强"))
    with refused(clause="M4.7 [82]", saying="裁定"):
        returned(desk, ruled)


@pytest.mark.behaviour(82)
def test_a_return_to_the_giver_is_a_circle(desk: Desk):
    case = returned(desk, handed(desk, registered(desk)), "欧阳丽华")
    assert (case.state, case.returns) == (State.RULING, 1)


@pytest.mark.behaviour(82)
def test_a_return_to_somebody_who_returned_it_is_a_circle(desk: Desk):
    case = returned(desk, handed(desk, registered(desk)), "解小虎")
    case = returned(desk, handed(desk, case, "解小虎"), "曾国强")
    assert case.state is State.RULING


@pytest.mark.behaviour(82)
def test_handing_it_to_whoever_gave_it_is_a_return_and_must_be_called_one(desk: Desk):
    case = signed(desk, handed(desk, registered(desk)))
    zeng = as_name(desk, "曾国强")
    with refused("receiver", "M4.7 [82]", "退回"):
        handed(zeng, case, "欧阳丽华")
    case = signed(desk, handed(zeng, case, "解小虎"))
    for giver in ("欧阳丽华", "曾国强"):
        with refused("receiver", "M4.7 [82]"):
            handed(as_name(desk, "解小虎"), case, giver)
    assert returned(desk, case, "欧阳丽华").state is State.RULING  # A→B→C→A


@pytest.mark.behaviour(82)
def test_a_leader_may_give_work_back_to_whom_it_came_from(desk: Desk):
    case = signed(desk, handed(desk, registered(desk), "单建平"))
    assert handed(as_name(desk, "单建平"), case, "欧阳丽华").state is State.AWAIT_ACCEPTANCE


@pytest.mark.behaviour(82)
def test_what_was_ruled_is_not_handed_on_either(desk: Desk):
    case = returned(desk, handed(desk, registered(desk)), "欧阳丽华")
    ruling = Ruling(handler=id_of(desk, "曾国强"), reason="外机由工程部负责", promise_at=at("15:30"), told=True)
    case = do(desk, "周敏", Action.RULE, case, ruling)
    with refused("receiver", "M4.7 [82]", "裁定"):
        handed(as_name(desk, "曾国强"), case, "解小虎")
    assert handed(as_name(desk, "周敏"), case, "解小虎").state is State.AWAIT_ACCEPTANCE


@pytest.mark.behaviour(77, 82)
def test_ruled_back_to_the_first_asked_it_is_in_hand_only_once_the_limit_was_told(desk: Desk):
    case = returned(desk, handed(desk, registered(desk)), "欧阳丽华")
    ruling = Ruling(handler=id_of(desk, "欧阳丽华"), reason="前台办理", promise_at=at("15:30"), told=True)
    case = do(desk, "周敏", Action.RULE, case, ruling)
    assert (case.state, case.handler) == (State.ACCEPTED, case.first_asked)


@pytest.mark.behaviour(38, 82)
def test_nobody_rules_on_a_case_of_their_own(desk: Desk):
    boss = as_name(desk, "周敏")
    case = returned(desk, handed(boss, registered(boss)), "周敏")
    ruling = Ruling(handler=id_of(desk, "曾国强"), reason="外机由工程部负责", promise_at=at("15:30"), told=True)
    with refused(clause="H10"):
        do(desk, "周敏", Action.RULE, case, ruling)
    assert do(desk, "仲经理", Action.RULE, case, ruling).state is State.WITH_HANDLER


@pytest.mark.behaviour(66)
def test_a_dispute_over_who_was_asked_first_keeps_both_names(desk: Desk):
    case = registered(desk)
    with refused("claimed", "M4.2 [66]"):
        desk.cases.perform(Action.DISPUTE, case.id, Dispute(claimed=case.first_asked, reason="先在大门岗问的"))
    with refused("reason", "M4.2 [66]"):
        desk.cases.perform(Action.DISPUTE, case.id, Dispute(claimed=id_of(desk, "解小虎")))
    desk.cases.perform(Action.DISPUTE, case.id, Dispute(claimed=id_of(desk, "解小虎"), reason="先在大门岗问的"))
    ruling = Ruling(handler=id_of(desk, "解小虎"), reason="大门岗先接待，由其承办", promise_at=at("15:30"), told=True)
    with refused("reason", "M4.7 [82]"):
        do(desk, "周敏", Action.RULE, case, replace(ruling, reason=""))
    after = do(desk, "周敏", Action.RULE, case, ruling)
    assert after.first_asked == id_of(desk, "欧阳丽华") and after.handler == id_of(desk, "解小虎")
    assert "解小虎" in lines(desk, case, EntryKind.DISPUTED)[0].text
    assert "大门岗先接待" in lines(desk, case, EntryKind.RULED)[0].text


@pytest.mark.behaviour(1)
def test_the_follow_up_goes_to_somebody_who_is_there(desk: Desk):
    case = registered(desk)
    desk.house.save(replace(person(desk, "何静"), standing=Standing.LEFT))
    with refused("to", "G0 [1]"):
        do(desk, "周敏", Action.TRANSFER, case, Transfer(to=id_of(desk, "何静"), reason="休假"))


@pytest.mark.behaviour(72)
def test_urging_and_taking_back_stay_on_the_record(desk: Desk):
    case = handed(desk, registered(desk))
    desk.cases.perform(Action.URGE, case.id, Reasoned(reason="客户又来电"))
    with refused("reason", "M4.4 [71]"):
        desk.cases.perform(Action.RECALL, case.id, Reasoned())
    back = desk.cases.perform(Action.RECALL, case.id, Reasoned(reason="转错了人"))
    assert (back.state, back.handler) == (State.ACCEPTED, back.carrier)
    assert "客户又来电" in lines(desk, case, EntryKind.URGED)[0].text
    assert desk.cases.file(case.id).chain[0].fault == "已撤回"


@pytest.mark.behaviour(82)
def test_nobody_who_is_away_is_given_a_matter_by_ruling_or_proposed_in_a_return(desk: Desk):
    case = handed(desk, registered(desk))
    as_name(desk, "仲经理").house.save(replace(person(desk, "解小虎"), standing=Standing.LEFT))
    with refused("proposed_owner", "M4.7 [82]", "离职"):
        returned(desk, case, "解小虎")
    desk.cases.perform(Action.RECALL, case.id, Reasoned(reason="转错了人"))
    desk.cases.perform(Action.DISPUTE, case.id, Dispute(claimed=id_of(desk, "何静"), reason="先在大门口问的"))
    with refused("handler", "M4.7 [82]", "离职"):
        do(desk, "周敏", Action.RULE, case, Ruling(handler=id_of(desk, "解小虎"), reason="大门岗先接待"))
