"""The three clocks in a public office's week: lunch, the weekend, 国庆 with its make-up days, midnight, a clock set back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Await, Notice, PromiseChange, Resume, Snooze
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Matter, SpecialDay
from firstask_desktop.domain.states import Role, State, Verdict
from firstask_desktop.domain.views import BadgeKind, Tab, Tone
from tests.core.expecting import at, refused
from tests.desk_fixtures import registered

# Office hours of the public office: Monday to Friday 08:30-12:00 and 13:30-17:30, 450 working minutes a day.


@pytest.fixture
def clock() -> FixedClock:
    """The office was set up in August, so that a test can go to any day after that without setting a clock back."""
    return FixedClock(at("2026-08-31 09:00"))


@pytest.fixture
def office_desk(office_desk: Desk, clock: FixedClock) -> Desk:
    clock.set(at("09:42"))
    return office_desk


@pytest.fixture
def limited(office_desk: Desk) -> Callable[..., Case]:
    """Registers a case of a matter with that many working minutes, promised for its limit."""

    def register(minutes: int, **fields: object) -> Case:
        matter = replace(office_desk.house.matters()[0], id="", name=f"试 {minutes}", code="", limit_minutes=minutes)
        saved: Matter = office_desk.house.save(matter)
        limit = office_desk.clock.add(office_desk.clock.now(), minutes)
        return registered(
            office_desk, matter=saved.id, promise_at=limit, verdict=Verdict.OWN_POST, told_limit=True, **fields
        )

    return register


@pytest.mark.behaviour(79)
@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-11-23 09:42", 60, "2026-11-23 10:42"),
        ("2026-11-23 11:30", 60, "2026-11-23 14:00"),  # lunch
        ("2026-11-23 12:10", 60, "2026-11-23 14:30"),  # asked during lunch
        ("2026-11-23 17:00", 60, "2026-11-24 09:00"),  # overnight
        ("2026-11-23 23:59", 60, "2026-11-24 09:30"),  # just before midnight
        ("2026-11-24 00:01", 60, "2026-11-24 09:30"),  # just after it
        ("2026-11-27 17:00", 60, "2026-11-30 09:00"),  # the weekend
        ("2026-11-28 10:00", 60, "2026-11-30 09:30"),  # asked on a Saturday
        ("2026-09-30 17:00", 60, "2026-10-08 09:00"),  # 国庆, seven days
        ("2026-10-09 17:00", 60, "2026-10-10 09:00"),  # a Saturday that is worked
        ("2026-10-10 17:00", 60, "2026-10-12 09:00"),  # and the Sunday after it that is not
        ("2026-09-18 17:00", 450 + 60, "2026-09-21 09:00"),  # Sunday 20 September is worked for 国庆
        ("2026-09-29 09:00", 3 * 450, "2026-10-09 09:00"),
    ],
)
def test_the_limit_counts_working_time_only(
    office_desk: Desk, clock: FixedClock, limited: Callable[..., Case], start: str, minutes: int, due: str
):
    clock.set(at(start))
    assert limited(minutes).limit_at == at(due)


@pytest.mark.behaviour(79)
def test_the_quick_promises_know_the_holidays(office_desk: Desk, clock: FixedClock):
    clock.set(at("2026-09-30 16:00"))
    quick = {moment.label: moment.at for moment in office_desk.clock.quick_promises()}
    assert quick["今天下班前"] == at("2026-09-30 17:30")
    assert quick["3 个工作日"] == at("2026-10-10 17:30")  # 8, 9 and the worked Saturday 10 October
    assert all(office_desk.clock.working(moment) for moment in quick.values())
    clock.set(at("2026-10-09 18:00"))
    assert {moment.label for moment in office_desk.clock.quick_promises()} >= {"明天上午", "明天下班前"}


@pytest.mark.behaviour(79)
@pytest.mark.parametrize("holiday", ["2026-10-03 10:00", "2026-11-28 10:00", "2026-11-24 12:30", "2026-11-24 07:00"])
def test_a_promise_on_a_day_off_is_confirmed_first(office_desk: Desk, clock: FixedClock, holiday: str):
    clock.set(at("2026-09-30 09:00"))
    with refused("promise_at", "M4.6 [79]", "不在工作时间"):
        registered(office_desk, promise_at=at(holiday))
    assert registered(office_desk, promise_at=at(holiday), outside_hours_confirmed=True).promise_at == at(holiday)
    assert registered(office_desk, promise_at=at("2026-10-10 10:00")).promise_at == at("2026-10-10 10:00")


@pytest.mark.behaviour(79)
def test_a_year_without_an_arrangement_is_said_to_be_unknown(office_desk: Desk):
    case = registered(office_desk, promise_at=at("2031-03-03 10:00"))
    promise = next(text for word, text, _ in office_desk.cases.file(case.id).clocks if word == "承诺时间")
    assert promise == "2031-03-03 10:00（节假日未公布）"
    assert not office_desk.clock.published(at("2031-03-03 10:00")) and office_desk.clock.published(at("10:00"))


@pytest.mark.behaviour(79)
def test_a_new_years_arrangement_is_entered_and_then_said_to_be_published(office_desk: Desk):
    boss = office_desk.as_person(next(one.id for one in office_desk.house.people() if one.role is Role.MANAGER))
    with refused("day", "M4.6 [79]", "2031"):
        boss.house.publish(2031)
    boss.house.save(SpecialDay(day=date(2031, 10, 1), name="国庆节"))
    boss.house.save(SpecialDay(day=date(2031, 9, 28), working=True, name="国庆节调休"))
    with refused(clause="M3.1 [62]"):
        office_desk.house.publish(2031)
    boss.house.publish(2031)
    assert 2031 in office_desk.house.published_years() and office_desk.clock.published(at("2031-03-03 10:00"))
    assert office_desk.clock.working(at("2031-09-28 10:00")) and not office_desk.clock.working(at("2031-10-01 10:00"))
    boss.house.publish(2031, False)
    assert 2031 not in office_desk.house.published_years()


@pytest.mark.behaviour(72)
def test_amber_comes_with_a_fifth_of_the_time_left_and_red_at_its_end_both_in_words(
    office_desk: Desk, clock: FixedClock, limited: Callable[..., Case]
):
    case = limited(200)  # 09:42 to 14:32 on the clock
    row = office_desk.cases.row(case.id)
    assert (row.clock, row.clock_note, row.tone) == ("今天 14:32", "时限", Tone.CALM)
    clock.set(at("13:33"))
    assert office_desk.cases.row(case.id).tone is Tone.CALM
    clock.set(at("13:34"))
    assert (office_desk.cases.row(case.id).clock, office_desk.cases.row(case.id).tone) == ("还有 58 分", Tone.AMBER)
    clock.set(at("15:12"))
    assert (office_desk.cases.row(case.id).clock, office_desk.cases.row(case.id).tone) == ("超期 40 分", Tone.RED)


@pytest.mark.behaviour(11)
def test_the_badges_count_what_midnight_changes(office_desk: Desk, clock: FixedClock, limited: Callable[..., Case]):
    clock.set(at("17:00"))
    limited(20)  # due 17:20 today
    limited(60)  # due 09:00 tomorrow
    badges = office_desk.queue.badges()
    assert (badges[BadgeKind.NEW_TODAY], badges[BadgeKind.DUE_TODAY], badges[BadgeKind.OVERDUE]) == (2, 1, 0)
    clock.set(at("23:59"))
    badges = office_desk.queue.badges()
    assert (badges[BadgeKind.NEW_TODAY], badges[BadgeKind.DUE_TODAY], badges[BadgeKind.OVERDUE]) == (2, 0, 1)
    clock.set(at("24 00:00"))
    badges = office_desk.queue.badges()
    assert (badges[BadgeKind.NEW_TODAY], badges[BadgeKind.DUE_TODAY], badges[BadgeKind.OVERDUE]) == (0, 1, 1)


@pytest.mark.behaviour(75)
def test_the_days_numbers_begin_anew_at_the_centres_midnight(office_desk: Desk, clock: FixedClock):
    numbers = []
    for moment in ("2026-12-31 23:59", "2027-01-01 00:00", "2027-01-01 07:59"):
        clock.set(at(moment))
        promise = {"promise_at": at("2027-01-04 10:00"), "outside_hours_confirmed": True}
        numbers.append(registered(office_desk, **promise).number)
    assert numbers == ["A261231-001", "A270101-001", "A270101-002"]


@pytest.mark.behaviour(25, 26)
@pytest.mark.parametrize(
    ("paused", "resumed", "due"),
    [
        ("2026-11-23 10:42", "2026-11-23 11:42", "2026-11-23 16:12"),  # 180 minutes left, 18 of them before lunch
        ("2026-11-27 10:42", "2026-11-30 08:30", "2026-11-30 11:30"),  # over a weekend
        ("2026-09-30 10:42", "2026-10-08 08:30", "2026-10-08 11:30"),  # over 国庆
        ("2026-09-30 10:42", "2026-10-03 12:00", "2026-10-08 11:30"),  # the cause went away on a holiday
    ],
)
def test_a_pause_costs_nothing_and_what_was_left_is_left(
    office_desk: Desk, clock: FixedClock, limited: Callable[..., Case], paused: str, resumed: str, due: str
):
    clock.set(at(f"{paused[:10]} 09:42"))
    case = limited(240)
    clock.set(at(paused))
    wait = Await(cause="证件未带", explained="请带身份证原件再来", resume_condition="带齐证件", reaction="接受")
    case = office_desk.cases.perform(Action.AWAIT, case.id, wait)
    assert (case.limit_at, case.limit_left) == (None, 180)
    clock.set(at(resumed))
    assert office_desk.upkeep.sweep() == 0
    case = office_desk.cases.perform(Action.RESUME, case.id, Resume())
    assert (case.state, case.limit_at) == (State.IN_HAND, at(due))


@pytest.mark.behaviour(11)
def test_a_promise_for_monday_is_not_broken_by_the_weekend(
    office_desk: Desk, clock: FixedClock, limited: Callable[..., Case]
):
    clock.set(at("27 17:00"))
    case = limited(60)
    clock.set(at("29 23:59"))
    assert office_desk.upkeep.sweep() == 0
    clock.set(at("30 09:01"))
    assert office_desk.upkeep.sweep() == 1
    assert office_desk.cases.get(case.id).broken_promises == 1


@pytest.mark.behaviour(66)
def test_a_clock_set_back_neither_reorders_nor_reuses(office_desk: Desk, clock: FixedClock):
    first = registered(office_desk)
    clock.set(at("09:00"))
    second = registered(office_desk, promise_at=at("15:30"))
    assert second.number == "A261123-002" and second.registered_at == first.registered_at
    times = [line.entry.at for case in (first, second) for line in office_desk.cases.file(case.id).timeline]
    assert times == sorted(times) and office_desk.upkeep.verify().sound


@pytest.mark.behaviour(11)
def test_a_clock_set_back_brings_no_broken_promise_back(office_desk: Desk, clock: FixedClock):
    case = registered(office_desk)
    clock.set(at("10:30"))
    assert office_desk.upkeep.sweep() == 1
    clock.set(at("09:00"))
    assert office_desk.upkeep.sweep() == 0
    clock.set(at("11:00"))
    assert office_desk.upkeep.sweep() == 0
    assert office_desk.cases.get(case.id).broken_promises == 1


@pytest.mark.behaviour(11)
def test_a_promise_is_kept_up_to_its_very_minute(office_desk: Desk, clock: FixedClock):
    case = registered(office_desk, promise_at=at("10:12"))
    clock.set(at("10:12"))
    office_desk.cases.perform(Action.NOTICE, case.id, Notice(way="电话", text="材料已收到，下午给您结果"))
    clock.set(at("11:00"))
    assert office_desk.upkeep.sweep() == 0


@pytest.mark.behaviour(72)
def test_the_nearest_of_the_three_clocks_leads_the_queue(
    office_desk: Desk, clock: FixedClock, limited: Callable[..., Case]
):
    late, soon = limited(400), limited(300)
    follow = limited(420)
    put_off = Snooze(until=at("10:30"), reason="已约定到时再联系")
    office_desk.cases.perform(Action.SNOOZE, follow.id, put_off)
    promised = limited(430)
    change = PromiseChange(promise_at=at("11:00"), reason="客户下午要用", told=True)
    office_desk.cases.perform(Action.PROMISE, promised.id, change)
    order = [row.id for row in office_desk.queue.page(Tab.MINE).rows]
    assert order == [follow.id, promised.id, soon.id, late.id]


@pytest.mark.behaviour(79)
def test_a_hotel_works_at_night(hotel_desk: Desk, clock: FixedClock):
    clock.set(at("24 02:30"))
    case = registered(hotel_desk, promise_at=at("24 03:00"), stage="在店", room="1208")
    assert case.promise_at == at("24 03:00")
    assert hotel_desk.clock.working(at("24 03:00")) and hotel_desk.clock.published(at("2031-10-01 03:00"))
