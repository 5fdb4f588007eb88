"""`desk.chart`: how many cases stand where, which they are, the way one went, and none that stands nowhere ([96])."""

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Await, Callback, Resume
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import CallbackResult, State, Verdict
from firstask_desktop.errors import Refused
from tests.desk_fixtures import (
    answered,
    as_name,
    at_once,
    handed,
    raw,
    registered,
    registration,
    returned,
    settled,
    signed,
)


def counts(desk: Desk) -> dict[str, int]:
    return {count.node.key: count.open for count in desk.chart.nodes() if count.open}


def late(desk: Desk) -> dict[str, int]:
    return {count.node.key: count.overdue for count in desk.chart.nodes() if count.overdue}


def test_given_cases_at_three_steps_the_boxes_count_them_and_a_signature_moves_one(desk: Desk) -> None:
    handed(desk, registered(desk))
    case = handed(desk, registered(desk))
    registered(desk, verdict=Verdict.OWN_POST, told_limit=True)
    assert counts(desk) == {"await_acceptance": 2, "in_hand": 1}
    signed(desk, case)
    assert counts(desk) == {"await_acceptance": 1, "with_handler": 1, "in_hand": 1}


def test_given_a_promise_that_passed_the_box_says_overdue(desk: Desk, clock: FixedClock) -> None:
    registered(desk)
    assert late(desk) == {}
    clock.advance(days=3)
    assert late(desk) == {"accepted": 1}


def test_the_cases_of_a_box_are_those_it_counts_and_a_mere_step_has_none(desk: Desk) -> None:
    one, other = handed(desk, registered(desk)), registered(desk)
    page = desk.chart.cases("await_acceptance")
    assert [row.number for row in page.rows] == [one.number]
    assert page.total == 1
    assert [row.number for row in desk.chart.cases("accepted").rows] == [other.number]
    assert desk.chart.cases("judge").total == 0
    with pytest.raises(Refused) as refusal:
        desk.chart.cases("nowhere")
    assert refusal.value.clause == "M5.3 [96]"


def test_a_box_with_more_cases_than_a_page_gives_each_of_them_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firstask_desktop.services.chart.PAGE", 2)
    numbers = {registered(desk).number for _ in range(5)}
    found, after = [], None
    while True:
        page = desk.chart.cases("accepted", after)
        found += [row.number for row in page.rows]
        after = page.next
        if after is None:
            break
    assert sorted(found) == sorted(numbers)


def test_ended_cases_are_found_on_their_box_newest_first_but_not_counted_as_open(desk: Desk) -> None:
    cases = [on_the_spot(desk) for _ in range(3)]
    assert counts(desk) == {}
    page = desk.chart.cases("closed")
    assert [row.number for row in page.rows] == [case.number for case in reversed(cases)]
    assert page.total == 3


def on_the_spot(desk: Desk) -> Case:
    """A plain question answered at the counter; nobody needs to call back."""
    kind = next(choice.text for choice in desk.house.kinds() if not choice.callback and not choice.complaint)
    form = registration(desk, kind=kind, verdict=Verdict.OWN_POST)
    return desk.cases.register(form, at_once("前台有充电线，已借给您"))


def test_an_answer_on_the_spot_went_the_short_way(desk: Desk) -> None:
    path = desk.chart.path(on_the_spot(desk).id)
    assert "on_spot" in path
    assert path[-1] == "closed"


def test_a_handed_case_went_from_hand_to_hand_and_a_return_is_on_its_way(desk: Desk) -> None:
    case = returned(desk, handed(desk, registered(desk)))
    case = signed(desk, handed(desk, case, to="单建平"))
    settled(desk, case)
    assert desk.chart.path(case.id) == (
        "start", "register", "accepted", "judge", "hand_off", "await_acceptance", "accept", "return", "accepted",
        "judge", "hand_off", "await_acceptance", "accept", "with_handler", "settled",
    )  # fmt: skip


def test_the_way_shows_the_wait_for_the_requester_and_the_answer(desk: Desk, clock: FixedClock) -> None:
    case = registered(desk, verdict=Verdict.OWN_POST, told_limit=True)
    wait = Await(cause="客户不在家", explained="约好晚上回来后上门", resume_condition="客户回家", reaction="接受")
    desk.cases.perform(Action.AWAIT, case.id, wait)
    clock.advance(hours=1)
    desk.cases.perform(Action.RESUME, case.id, Resume())
    case = settled(desk, desk.cases.get(case.id))
    answered(desk, case)
    path = desk.chart.path(case.id)
    assert path[3:8] == ("explain", "await_requester", "in_hand", "settled", "answer")


def test_a_dissatisfied_requester_sends_it_round_again(desk: Desk, clock: FixedClock) -> None:
    kind = next(choice.text for choice in desk.house.kinds() if choice.callback and not choice.complaint)
    case = registered(desk, kind=kind, verdict=Verdict.OWN_POST, told_limit=True)
    case = answered(desk, settled(desk, case))
    assert case.state is State.ANSWERED
    clock.advance(hours=2)
    unhappy = Callback(result=CallbackResult.DISSATISFIED, way="电话", note="还是滴水")
    as_name(desk, "周敏").cases.perform(Action.CALLBACK, case.id, unhappy)
    assert desk.chart.path(case.id)[-4:] == ("answered", "callback", "redo", "accepted")


def test_a_case_in_no_box_is_named_by_its_number(desk: Desk) -> None:
    case = registered(desk)
    assert desk.chart.lost() == []
    with raw(desk) as hand:
        hand.execute("UPDATE cases SET state = 'nowhere' WHERE id = ?", (case.id,))
    assert desk.chart.lost() == [case.number]


def test_a_case_that_does_not_exist_has_no_way(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.chart.path("A-999999")
