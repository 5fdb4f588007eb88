"""A requester who comes again about the same matter is not hidden behind a new number (M4.6 [80])."""

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Snooze, Visit
from firstask_desktop.domain.consultation import points_of
from firstask_desktop.domain.figures import FigureKey
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import State, Verdict
from firstask_desktop.domain.views import BadgeKind, Tab, Tone
from firstask_desktop.errors import Refused
from tests.desk_fixtures import as_name, at_once, registered, registration

ANSWER = "装修押金凭收据原件三个工作日内退还"


@pytest.mark.behaviour(80)
def test_a_matter_closed_lately_is_offered_as_a_return_and_taken_up_again(desk: Desk, clock: FixedClock) -> None:
    matter = next(each for each in desk.house.matters() if each.kind == "咨询")
    asked = {"kind": "咨询", "matter": matter.id, "verdict": Verdict.OWN_POST}
    closed = desk.cases.register(registration(desk, **asked), at_once(ANSWER, points=points_of(matter.answer)))
    assert closed.state is State.CLOSED
    clock.advance(days=3)
    again = registration(desk, **asked, separate_anyway=False, instant_missed="需核实情况")
    with pytest.raises(Refused, match="再次来访") as refused:
        desk.cases.register(again)
    assert (refused.value.code, refused.value.clause) == ("duplicate", "M4.6 [80]")
    assert [row.number for row in desk.cases.duplicates(again)] == [closed.number]
    back = desk.cases.visit_again(closed.id, Visit(note="来问押金到账没有"))
    assert (back.state, back.visits, back.redo_count, back.first_asked) == (State.ACCEPTED, 2, 1, closed.first_asked)


@pytest.mark.behaviour(80)
def test_after_the_days_of_the_settings_it_is_a_new_matter(desk: Desk, clock: FixedClock) -> None:
    matter = next(each for each in desk.house.matters() if each.kind == "咨询")
    asked = {"kind": "咨询", "matter": matter.id, "verdict": Verdict.OWN_POST}
    desk.cases.register(registration(desk, **asked), at_once(ANSWER, points=points_of(matter.answer)))
    clock.advance(days=desk.house.limit("revisit_days") + 1)
    assert desk.cases.duplicates(registration(desk, **asked)) == []


def test_a_return_that_is_refused_leaves_the_case_closed(desk: Desk) -> None:
    case = registered(desk)
    desk.cases.visit_again(case.id, Visit())
    with pytest.raises(Refused) as refused:
        desk.cases.visit_again(case.id, Visit())
    assert refused.value.field == "cause"
    assert desk.cases.get(case.id).visits == 2


@pytest.mark.behaviour(58)
def test_who_waits_for_a_call_is_called_in_the_order_of_the_promises(desk: Desk, clock: FixedClock) -> None:
    moments = desk.clock.quick_promises()
    late = registered(desk, promise_at=moments[3].at)
    soon = registered(desk, promise_at=moments[1].at, phone="13800138001", room="")
    desk.cases.perform(Action.SNOOZE, late.id, Snooze(until=moments[0].at, reason="等工程部回话"))
    rows = desk.queue.page(Tab.EVERYONE, badge=BadgeKind.CALL_BACK).rows
    assert [row.number for row in rows] == [soon.number, late.number]
    assert [row.number for row in desk.queue.page(Tab.EVERYONE).rows] == [late.number, soon.number]


@pytest.mark.behaviour(80)
def test_the_third_visit_is_a_red_mark_to_the_supervisor_with_its_cause(desk: Desk, clock: FixedClock) -> None:
    boss, today = as_name(desk, "周敏"), clock.now().date()
    case = registered(desk)
    desk.cases.visit_again(case.id, Visit())
    assert boss.reminders.due() == [] and "来访" not in desk.cases.row(case.id).state_note
    desk.cases.visit_again(case.id, Visit(cause="经办人不在"))
    (mark,) = boss.reminders.due()
    assert (mark.tone, mark.case_id) == (Tone.RED, case.id) and "第 3 次；经办人不在" in mark.text
    assert desk.cases.row(case.id).state_note.startswith("来访 3 次")
    assert ("客户已来访 3 次：第 2 次、第 3 次；经办人不在", Tone.RED) in desk.cases.file(case.id).warnings
    figure = {each.key: each for each in boss.measures.board(today, today)}[FigureKey.MANY_VISITS]
    assert (figure.count, figure.tone) == (1, Tone.RED)
    boss.reminders.acknowledge(*mark.keys)
    assert boss.reminders.due() == []
    desk.cases.visit_again(case.id, Visit(cause="上次未办好"))
    assert "第 4 次；上次未办好" in boss.reminders.due()[0].text
    assert desk.reminders.due() == []
