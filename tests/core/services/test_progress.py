"""报进展: seen by the supervisor at once, and missed after as long as the kind of the matter may go without ([6])."""

from dataclasses import replace
from datetime import date

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Progress
from firstask_desktop.domain.figures import FigureKey
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Verdict
from firstask_desktop.domain.views import Tone
from tests.core.expecting import at
from tests.desk_fixtures import as_name, registered

MONDAY = date(2026, 11, 23)


@pytest.mark.behaviour(6)
def test_each_kind_turns_amber_after_its_own_working_minutes(hotel_desk: Desk, clock: FixedClock) -> None:
    evening = {"promise_at": at("23:00"), "told_limit": True, "verdict": Verdict.OWN_POST}
    repair = registered(hotel_desk, kind="报修", **evening)
    complaint = registered(hotel_desk, kind="投诉", complaint_level="一般", involved="客房部", **evening)
    assert (hotel_desk.house.limit("progress_minutes"), _of_kind(hotel_desk, "投诉")) == (120, 60)
    clock.set(at("10:50"))
    rows = {case.id: hotel_desk.cases.row(case.id) for case in (repair, complaint)}
    assert rows[repair.id].tone is Tone.CALM
    assert (rows[complaint.id].tone, rows[complaint.id].clock) == (Tone.AMBER, "无进展 1 小时")
    boss = _boss(hotel_desk)
    assert [row.id for row in boss.measures.rows(FigureKey.SILENT, MONDAY, MONDAY).rows] == [complaint.id]
    kinds = next(one for one in hotel_desk.house.kinds() if one.text == "投诉")
    boss.house.save(replace(kinds, progress_minutes=0))
    assert boss.measures.rows(FigureKey.SILENT, MONDAY, MONDAY).total == 0
    clock.set(at("11:45"))
    assert boss.measures.rows(FigureKey.SILENT, MONDAY, MONDAY).total == 2


@pytest.mark.behaviour(6)
def test_what_was_reported_stands_on_the_supervisors_page_at_once(hotel_desk: Desk, clock: FixedClock) -> None:
    first = registered(hotel_desk, verdict=Verdict.OWN_POST)
    second = registered(hotel_desk, verdict=Verdict.OWN_POST)
    boss = _boss(hotel_desk)
    assert boss.measures.rows(FigureKey.PROGRESS, MONDAY, MONDAY).total == 0
    for minute, case in ((50, first), (55, second)):
        clock.set(at(f"09:{minute}"))
        text = f"已到现场，{minute} 分换好阀门"
        hotel_desk.cases.perform(Action.PROGRESS, case.id, Progress(text=text, next_step="试水"))
    rows = boss.measures.rows(FigureKey.PROGRESS, MONDAY, MONDAY).rows
    assert [row.id for row in rows] == [second.id, first.id]
    assert rows[0].case.last_progress == "已到现场，55 分换好阀门"
    assert boss.measures.rows(FigureKey.PROGRESS, date(2026, 11, 22), date(2026, 11, 22)).total == 0


def _of_kind(desk: Desk, kind: str) -> int:
    return next(one.progress_minutes for one in desk.house.kinds() if one.text == kind)


def _boss(desk: Desk) -> Desk:
    return as_name(desk, next(each.name for each in desk.house.people() if each.role.value == "manager"))
