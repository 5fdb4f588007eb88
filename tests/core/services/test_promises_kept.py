"""承诺: kept, broken, changed — counted once and on the record for good ([11] [79])."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import (
    Notice,
    PromiseChange,
)
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import EntryKind, State
from firstask_desktop.domain.views import Tone
from firstask_desktop.events import Changed
from tests.core.expecting import at, lines, refused
from tests.desk_fixtures import answered, handed, registered, settled, signed


@pytest.mark.behaviour(11)
def test_a_promise_that_passes_in_silence_is_broken_once_and_stays_on_record(desk: Desk, clock: FixedClock):
    case = registered(desk)  # promised for 10:12
    clock.set(at("10:12"))
    assert desk.upkeep.sweep() == 0
    clock.set(at("10:13"))
    assert (desk.upkeep.sweep(), desk.upkeep.sweep()) == (1, 0)
    broken = desk.cases.get(case.id)
    assert (broken.broken_promises, broken.promise_broken) == (1, True)
    assert desk.cases.row(case.id).tone is Tone.RED and desk.cases.row(case.id).clock.startswith("失约")
    done = answered(desk, settled(desk, signed(desk, handed(desk, case, promise_at=at("11:00")))))
    assert done.broken_promises == 1 and done.state is State.ANSWERED
    assert len(lines(desk, case, EntryKind.BROKEN)) == 1


@pytest.mark.behaviour(11)
def test_many_promises_that_passed_are_counted_by_handfuls_and_told_together(desk: Desk, clock: FixedClock):
    cases = [registered(desk, room=f"3-1-{number}") for number in range(601, 631)]
    told: list[Changed] = []
    assert not desk.upkeep.passed()
    clock.set(at("10:13"))
    assert desk.upkeep.passed()
    desk.bulletin.listen(told.append)
    assert desk.upkeep.sweep_by_handfuls(lambda: bool(told)) == 25
    assert [len(change.rows["cases"]) for change in told] == [25]
    assert desk.upkeep.sweep_by_handfuls() == 5 and not desk.upkeep.passed()
    assert {desk.cases.get(case.id).broken_promises for case in cases} == {1}
    assert desk.upkeep.verify().faults == []


@pytest.mark.behaviour(11)
def test_a_step_after_the_promise_cannot_hide_that_it_was_broken(desk: Desk, clock: FixedClock):
    case = registered(desk)
    clock.set(at("10:30"))
    case = desk.cases.perform(Action.NOTICE, case.id, Notice(way="电话", text="维修工还在路上，十一点前到"))
    assert case.broken_promises == 1
    assert desk.upkeep.sweep() == 0


@pytest.mark.behaviour(11)
def test_telling_the_requester_in_time_keeps_the_promise_without_a_result(desk: Desk, clock: FixedClock):
    case = registered(desk)
    clock.set(at("10:11"))
    with refused("text", "W2 [11]"):
        desk.cases.perform(Action.NOTICE, case.id, Notice(way="电话"))
    desk.cases.perform(Action.NOTICE, case.id, Notice(way="电话", text="配件下午到，到货就换"))
    clock.set(at("16:00"))
    assert desk.upkeep.sweep() == 0 and desk.cases.get(case.id).broken_promises == 0


@pytest.mark.behaviour(11, 76)
def test_telling_who_handles_it_does_not_keep_the_promise(desk: Desk, clock: FixedClock):
    case = registered(desk)
    clock.advance(minutes=5)
    case = signed(desk, handed(desk, case))
    clock.set(at("10:30"))
    assert desk.upkeep.sweep() == 1 and desk.cases.get(case.id).broken_promises == 1


@pytest.mark.behaviour(11)
def test_each_broken_promise_counts(desk: Desk, clock: FixedClock):
    case = registered(desk)
    clock.set(at("10:30"))
    desk.upkeep.sweep()
    command = PromiseChange(promise_at=at("11:00"), reason="配件未到", told=True)
    case = desk.cases.perform(Action.PROMISE, case.id, command)
    assert not case.promise_broken
    clock.set(at("11:01"))
    desk.upkeep.sweep()
    assert desk.cases.get(case.id).broken_promises == 2


@pytest.mark.behaviour(79)
def test_a_changed_promise_keeps_the_old_one_the_reason_and_that_it_was_told(desk: Desk):
    case = registered(desk)
    change = PromiseChange(promise_at=at("15:30"), reason="配件未到", told=True)
    for field, value in (("promise_at", None), ("reason", " "), ("told", False)):
        with refused(field, "M4.6 [79]"):
            desk.cases.perform(Action.PROMISE, case.id, replace(change, **{field: value}))
    with refused("promise_at", "M4.6 [79]", "相同"):
        desk.cases.perform(Action.PROMISE, case.id, replace(change, promise_at=case.promise_at))
    desk.cases.perform(Action.PROMISE, case.id, change)
    assert desk.cases.file(case.id).promises == ("今天 10:12 → 今天 15:30：配件未到，已告知客户（欧阳丽华）",)
    assert desk.cases.row(case.id).state_note == "改承诺 1 次"


@pytest.mark.behaviour(79)
def test_a_promise_moved_by_a_handoff_is_on_the_record_too(desk: Desk):
    case = registered(desk)
    handed(desk, case, promise_at=at("15:30"))
    assert desk.cases.file(case.id).promises[0].startswith("今天 10:12 → 今天 15:30")


@pytest.mark.behaviour(79)
@pytest.mark.parametrize(("moment", "word"), [("09:30", "过去"), ("12:30", "工作时间"), ("22:00", "工作时间")])
def test_a_new_promise_is_checked_like_the_first(desk: Desk, moment: str, word: str):
    change = PromiseChange(promise_at=at(moment), reason="配件未到", told=True)
    with refused("promise_at", "M4.6 [79]", word):
        desk.cases.perform(Action.PROMISE, registered(desk).id, change)
