"""Reminders: given a moment that has struck, when nobody saw it yet, then it is told; once seen never again."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain.clock import CHINA, FixedClock
from firstask_desktop.domain.commands import Await, Callback, Progress, PromiseChange, Resume
from firstask_desktop.domain.desk_views import Reminder
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import CallbackResult, Verdict
from firstask_desktop.domain.views import Tab, Tone
from tests.core.services.visitors import shown_in
from tests.desk_fixtures import answered, as_name, handed, person, registered, settled, signed


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CHINA)


def acknowledge_all(desk: Desk) -> list[Reminder]:
    due = desk.reminders.due()
    for each in due:
        desk.reminders.acknowledge(*each.keys)
    return due


@pytest.fixture
def promised(desk: Desk, clock: FixedClock) -> Iterator[Desk]:
    """A case whose limit is far away, promised for 11:00."""
    registered(desk, promise_at=at(11), matter="")
    yield desk


@pytest.mark.behaviour(11)
def test_a_promise_is_announced_ten_minutes_ahead_and_again_when_it_falls_due(
    promised: Desk, clock: FixedClock
) -> None:
    clock.set(at(10, 49))
    assert promised.reminders.due() == []
    clock.set(at(10, 50))
    (soon,) = acknowledge_all(promised)
    assert "承诺还有 10 分" in soon.text and soon.tone is Tone.AMBER
    clock.set(at(10, 55))
    assert promised.reminders.due() == []
    clock.set(at(11))
    (due,) = promised.reminders.due()
    assert due.text.startswith("应回电") and due.tone is Tone.RED


@pytest.mark.behaviour(11)
def test_what_was_acknowledged_is_never_announced_again_not_even_after_a_restart(
    promised: Desk, clock: FixedClock
) -> None:
    clock.set(at(11))
    acknowledge_all(promised)
    assert promised.reminders.due() == []
    folder, me = promised.folder, person(promised, "欧阳丽华").id
    promised.close()
    again = open_desk(folder, clock)
    again.session.sign_in(me)
    try:
        assert again.reminders.due() == []
    finally:
        again.close()


@pytest.mark.behaviour(11)
def test_what_nobody_acknowledged_is_announced_again_after_a_restart(promised: Desk, clock: FixedClock) -> None:
    clock.set(at(11))
    before = promised.reminders.due()
    folder, me = promised.folder, person(promised, "欧阳丽华").id
    promised.close()
    again = open_desk(folder, clock)
    again.session.sign_in(me)
    try:
        assert [each.key for each in again.reminders.due()] == [each.key for each in before]
    finally:
        again.close()


@pytest.mark.behaviour(11)
def test_one_case_makes_one_reminder_that_speaks_for_its_earlier_moments(promised: Desk, clock: FixedClock) -> None:
    clock.set(at(9, 30, 24))
    (one,) = promised.reminders.due()
    assert len(one.keys) >= 1
    acknowledge_all(promised)
    assert promised.reminders.due() == []


@pytest.mark.behaviour(11)
def test_a_clock_set_back_does_not_announce_an_acknowledged_moment_twice(promised: Desk, clock: FixedClock) -> None:
    clock.set(at(11, 5))
    acknowledge_all(promised)
    clock.set(at(9))
    assert promised.reminders.due() == []
    clock.set(at(11, 6))
    assert promised.reminders.due() == []


@pytest.mark.behaviour(11, 79)
def test_a_changed_promise_is_a_new_moment(promised: Desk, clock: FixedClock) -> None:
    clock.set(at(11))
    acknowledge_all(promised)
    case = promised.queue.page(Tab.MINE).rows[0].case
    change = PromiseChange(promise_at=at(15), reason="配件在路上", told=True)
    promised.cases.perform(Action.PROMISE, case.id, change)
    clock.set(at(15))
    assert any("应回电" in each.text for each in promised.reminders.due())


@pytest.mark.behaviour(11)
def test_each_person_acknowledges_for_themselves(desk: Desk, clock: FixedClock) -> None:
    case = signed(desk, handed(desk, registered(desk, promise_at=at(11)), promise_at=at(11)))
    clock.set(at(11))
    theirs = as_name(desk, "曾国强")
    acknowledge_all(desk)
    assert case.id in {each.case_id for each in theirs.reminders.due()}


def test_nobody_signed_in_is_reminded_of_nothing(promised: Desk, clock: FixedClock) -> None:
    clock.set(at(12))
    promised.session.sign_out()
    assert promised.reminders.due() == []


@pytest.mark.behaviour(53)
def test_a_handoff_calls_its_receiver_and_unsigned_too_long_giver_and_first_asked(
    desk: Desk, clock: FixedClock
) -> None:
    case = handed(desk, registered(desk, promise_at=at(17)), promise_at=at(17))
    theirs = as_name(desk, "曾国强")
    assert [each.text.split(" · ")[0] for each in theirs.reminders.due()] == ["待您签收（欧阳丽华 交办）"]
    assert desk.reminders.due() == []
    clock.advance(minutes=desk.house.limit("accept_minutes") + 1)
    (alarm,) = desk.reminders.due()
    assert "未接上：曾国强 还没有签收" in alarm.text and alarm.loud and alarm.case_id == case.id
    signed(desk, case)
    assert desk.reminders.due() == [] and theirs.reminders.due() == []


@pytest.mark.behaviour(26)
def test_a_cause_removed_calls_the_owner_and_when_not_picked_up_the_manager(desk: Desk, clock: FixedClock) -> None:
    case = registered(desk, promise_at=at(17), told_limit=True)
    waiting = Await(cause="不在房", explained="已说明需要进屋检修", resume_by=at(14), reaction="接受")
    desk.cases.perform(Action.AWAIT, case.id, waiting)
    boss = as_name(desk, "周敏")
    clock.set(at(13, 59))
    assert desk.reminders.due() == []
    clock.set(at(14))
    (knock,) = acknowledge_all(desk)
    assert "到约定时间" in knock.text and knock.loud
    desk.cases.perform(Action.RESUME, case.id, Resume())
    assert [each.text.split(" · ")[0] for each in desk.reminders.due()] == ["原因已消除，请马上办理"]
    assert boss.reminders.due() == []
    clock.advance(minutes=desk.house.limit("restart_minutes"))
    assert any("仍未恢复办理（欧阳丽华）" in each.text for each in boss.reminders.due())
    desk.cases.perform(Action.PROGRESS, case.id, Progress(text="师傅已进屋", next_step="16:00 看结果"))
    assert boss.reminders.due() == [] and desk.reminders.due() == []


@pytest.mark.behaviour(12)
def test_a_callback_due_calls_a_supervisor_never_those_who_did_the_work(desk: Desk, clock: FixedClock) -> None:
    case = answered(desk, settled(desk, signed(desk, handed(desk, registered(desk)))))
    assert case.callback_needed
    clock.set(at(12, 0, 27))
    assert case.id not in {each.case_id for each in desk.reminders.due()}
    assert any("该回访" in each.text for each in as_name(desk, "周敏").reminders.due())


@pytest.mark.behaviour(87, 89)
def test_one_visitor_makes_one_reminder_that_grows_with_the_wait(desk: Desk, clock: FixedClock) -> None:
    shown_in(desk)
    clock.advance(minutes=5)
    (alarm,) = acknowledge_all(desk)
    assert "汇报" in alarm.text
    clock.advance(minutes=5)
    (longer,) = acknowledge_all(desk)
    assert "已等 10 分" in longer.text
    clock.advance(minutes=3)
    assert desk.reminders.due() == [], "nothing new has struck"
    clock.advance(minutes=7)
    assert "久等" in desk.reminders.due()[0].text


@pytest.mark.behaviour(87)
def test_who_left_is_no_longer_spoken_of(desk: Desk, clock: FixedClock) -> None:
    guest = shown_in(desk)
    clock.advance(minutes=25)
    assert desk.reminders.due() != []
    desk.waiting.leave(guest.id, "自行离开")
    assert [each for each in desk.reminders.due() if each.visitor_id] == []


def test_old_acknowledgements_go_but_those_of_standing_moments_stay(promised: Desk, clock: FixedClock) -> None:
    clock.set(at(11))
    standing = acknowledge_all(promised)
    promised.reminders.acknowledge("case:gone:promise:2026")
    clock.advance(days=40)
    assert promised.reminders.forget_old() == 1
    assert not {each.key for each in promised.reminders.due()} & {key for each in standing for key in each.keys}


@pytest.mark.behaviour(45)
def test_an_answered_internal_matter_asks_its_colleague_at_once_and_again_the_next_day(
    desk: Desk, clock: FixedClock
) -> None:
    asker = person(desk, "曾国强")
    case = registered(
        desk, channel="内部", name="", phone="", requester_staff=asker.id, words="配电房钥匙要换锁芯",
        verdict=Verdict.OWN_POST,
    )  # fmt: skip
    answered(desk, case, "锁芯已更换，新钥匙三把已交工程部")
    theirs = desk.as_person(asker.id)
    (asked,) = acknowledge_all(theirs)
    assert asked.case_id == case.id and "待您确认" in asked.text
    assert theirs.reminders.due() == []
    clock.set(at(9, 43, 24))
    (again,) = theirs.reminders.due()
    assert "待您确认" in again.text
    assert not [each for each in as_name(desk, "周敏").reminders.due() if "该回访" in each.text]
    theirs.cases.perform(Action.CALLBACK, case.id, Callback(result=CallbackResult.SATISFIED))
    assert theirs.reminders.due() == []
