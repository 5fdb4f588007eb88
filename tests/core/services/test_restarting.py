"""The requester is the cause, and then no longer: on top of the queue, measured, and to the duty manager in time ([25] [26])."""

from dataclasses import replace
from datetime import date

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Await, FollowUp, Progress, Resume, Snooze
from firstask_desktop.domain.figures import FigureKey
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.papers import Items, PaperKind
from firstask_desktop.domain.states import EntryKind, Verdict
from firstask_desktop.domain.views import Tab
from firstask_desktop.services import queue
from tests.core.expecting import at, do, id_of, lines
from tests.desk_fixtures import answered, as_name, registered

MONDAY = date(2026, 11, 23)
WAIT = Await(cause="宾客不在房间", explained="已打电话说明要进房检查", resume_condition="宾客回房", reaction="接受")
UNTIL_ELEVEN = replace(WAIT, resume_by=at("11:00"))


def mine(desk: Desk) -> list[str]:
    return [row.id for row in desk.queue.page(Tab.MINE).rows]


def resumed(desk: Desk, clock: FixedClock, when: str = "10:30") -> Case:
    case = registered(desk, verdict=Verdict.OWN_POST, promise_at=at("17:00"))
    desk.cases.perform(Action.AWAIT, case.id, WAIT)
    clock.set(at(when))
    return desk.cases.perform(Action.RESUME, case.id, Resume())


@pytest.mark.behaviour(26)
def test_a_cause_that_went_stands_above_what_is_long_overdue_until_it_is_taken_up(
    hotel_desk: Desk, clock: FixedClock
) -> None:
    late = registered(hotel_desk, promise_at=at("10:00"))
    case = resumed(hotel_desk, clock)
    assert mine(hotel_desk) == [case.id, late.id]
    row = hotel_desk.queue.row(case.id)
    assert row is not None and row.clock == "待恢复 刚到"
    clock.set(at("10:36"))
    snoozed = hotel_desk.cases.perform(Action.SNOOZE, case.id, Snooze(until=at("16:00"), reason="等配件"))
    assert mine(hotel_desk)[0] == snoozed.id  # looking away is not going on
    hotel_desk.cases.perform(Action.PROGRESS, case.id, Progress(text="已到房间开始检查空调"))
    assert mine(hotel_desk) == [late.id, case.id]
    assert lines(hotel_desk, case, EntryKind.PICKED_UP)[0].entry.minutes == 6


@pytest.mark.behaviour(26)
def test_the_agreed_time_puts_it_on_top_too_and_not_before(hotel_desk: Desk, clock: FixedClock) -> None:
    waiting = registered(hotel_desk, verdict=Verdict.OWN_POST, promise_at=at("17:00"))
    hotel_desk.cases.perform(Action.AWAIT, waiting.id, UNTIL_ELEVEN)
    late = registered(hotel_desk, promise_at=at("10:00"))
    clock.set(at("10:59"))
    assert mine(hotel_desk) == [late.id, waiting.id]
    clock.set(at("11:00"))
    assert mine(hotel_desk) == [waiting.id, late.id]
    assert any(each.loud for each in hotel_desk.reminders.due() if each.case_id == waiting.id)


@pytest.mark.behaviour(26, 72)
def test_page_by_page_every_case_comes_once_and_those_on_top_come_first(
    hotel_desk: Desk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE", 2)
    cases = [registered(hotel_desk, verdict=Verdict.OWN_POST, promise_at=at(f"1{hour}:00")) for hour in range(7)]
    for case in cases[3:6]:
        hotel_desk.cases.perform(Action.AWAIT, case.id, WAIT)
    for minute, case in enumerate(cases[3:6], start=43):
        clock.set(at(f"09:{minute}"))
        hotel_desk.cases.perform(Action.RESUME, case.id, Resume())
    clock.set(at("12:30"))
    for tab in (Tab.MINE, Tab.HANDLING, Tab.EVERYONE):
        found: list[str] = []
        page = hotel_desk.queue.page(tab)
        found += [row.id for row in page.rows]
        while page.next is not None:
            page = hotel_desk.queue.page(tab, page.next)
            found += [row.id for row in page.rows]
        assert found == [case.id for case in (*cases[3:6], *cases[:3], cases[6])]


@pytest.mark.behaviour(26)
def test_not_taken_up_in_time_it_goes_to_the_duty_manager_once(hotel_desk: Desk, clock: FixedClock) -> None:
    case = resumed(hotel_desk, clock)
    boss = as_name(hotel_desk, next(each.name for each in hotel_desk.house.people() if each.role.value == "manager"))
    clock.set(at("10:39"))
    hotel_desk.upkeep.sweep()
    assert lines(hotel_desk, case, EntryKind.ALARM) == []
    clock.set(at("10:40"))
    for _ in range(3):
        hotel_desk.upkeep.sweep()
    (alarm,) = lines(hotel_desk, case, EntryKind.ALARM)
    assert "原因消除 10 分仍未恢复办理，已报" in alarm.text
    assert boss.session.actor().name in alarm.text
    assert [row.id for row in boss.measures.rows(FigureKey.NOT_RESTARTED, MONDAY, MONDAY).rows] == [case.id]
    assert any("仍未恢复办理" in each.text for each in boss.reminders.due())
    do(hotel_desk, "欧阳丽华", Action.FOLLOW_UP, case, FollowUp(way="现场", text="已到房间"))
    assert boss.measures.rows(FigureKey.NOT_RESTARTED, MONDAY, MONDAY).total == 0
    assert hotel_desk.upkeep.verify().sound


@pytest.mark.behaviour(25)
def test_the_pause_is_printed_with_why_and_for_how_long(hotel_desk: Desk, clock: FixedClock) -> None:
    case = resumed(hotel_desk, clock)
    (record,) = [each for each in hotel_desk.cases.papers(case.id) if each.kind is PaperKind.RECORD]
    printed = [part for part in record.parts if isinstance(part, Items) and "停表" in part.title]
    (line,) = printed[0].lines
    for said in (
        "2026-11-23 09:42 起",
        "宾客不在房间",
        "已打电话说明要进房检查",
        "约定：宾客回房",
        "10:30 恢复",
        "停表 48 分",
    ):
        assert said in line


@pytest.mark.behaviour(25)
def test_closing_a_case_does_not_hide_its_long_pause_and_the_list_says_how_long(
    hotel_desk: Desk, clock: FixedClock
) -> None:
    case = registered(hotel_desk, verdict=Verdict.OWN_POST, kind="咨询", promise_at=at("24 17:00"))
    hotel_desk.cases.perform(Action.AWAIT, case.id, WAIT)
    clock.set(at("26 09:42"))
    hotel_desk.cases.perform(Action.RESUME, case.id, Resume())
    clock.set(at("26 09:50"))
    assert not answered(hotel_desk, case).open
    boss = as_name(hotel_desk, next(each.name for each in hotel_desk.house.people() if each.role.value == "manager"))
    week = (date(2026, 11, 23), date(2026, 11, 29))
    (row,) = boss.measures.rows(FigureKey.LONG_PAUSE, *week).rows
    assert (row.id, row.state_note) == (case.id, "停表 3 天·1 次")
    assert boss.measures.rows(FigureKey.LONG_PAUSE, date(2026, 11, 1), date(2026, 11, 7)).total == 0
    assert id_of(hotel_desk, "欧阳丽华") == row.case.first_asked
