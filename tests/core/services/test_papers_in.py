"""What comes of an 《一次性告知单》 is looked at paper by paper; what is missing keeps the requester the cause (B2 [51])."""

from dataclasses import replace
from datetime import timedelta

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Await, LedgerQuery, Materials, Resume
from firstask_desktop.domain.figures import FigureKey
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.materials import COMPLETE, MISSING, UNFIT, CheckedPaper
from firstask_desktop.domain.papers import PaperKind
from firstask_desktop.domain.states import EntryKind, State, Verdict
from tests.core.expecting import at, id_of, lines, refused
from tests.desk_fixtures import as_name, papers_in, registered

LIST = Materials(missing=("产权证", "身份证复印件（2 份）"), deadline="三天内", reaction="接受")
DEED = CheckedPaper(paper="产权证", standing=COMPLETE, count=1)
NO_CARD = CheckedPaper(paper="身份证复印件（2 份）", standing=MISSING)
DAY = at("09:42").date()


@pytest.fixture
def waiting(desk: Desk, clock: FixedClock) -> Case:
    """A matter whose requester was told of two missing papers an hour ago."""
    matter = next(one for one in desk.house.matters() if one.limit_minutes >= 240 and not one.instant)
    case = registered(desk, matter=matter.id, verdict=Verdict.OWN_POST, promise_at=at("12:00"))
    case = desk.cases.perform(Action.MATERIALS, case.id, LIST)
    clock.advance(minutes=60)
    return case


def came(desk: Desk, case: Case, *papers: CheckedPaper, **fields: object) -> Case:
    command = replace(Resume(papers=papers, reaction="接受"), **fields)  # type: ignore[arg-type]
    return desk.cases.perform(Action.RESUME, case.id, command)


@pytest.mark.behaviour(51)
def test_all_of_it_came_and_the_clock_runs_on(desk: Desk, waiting: Case) -> None:
    assert desk.cases.awaited_papers(waiting.id) == LIST.missing
    after = came(desk, waiting, DEED, replace(NO_CARD, standing=COMPLETE, count=2))
    assert (after.state, after.limit_left) == (State.ACCEPTED, None) and after.limit_at is not None
    (sheet,) = desk.cases.file(after.id).papers
    assert sheet.came == ("产权证 1 份（11-23 10:42）", "身份证复印件（2 份） 2 份（11-23 10:42）")
    assert (sheet.awaited, sheet.completed_at) == ((), desk.clock.now())
    assert "收到：产权证 1 份；身份证复印件（2 份） 2 份；已补齐" in lines(desk, after, EntryKind.MATERIALS)[-1].text
    assert desk.cases.awaited_papers(after.id) == ()


@pytest.mark.behaviour(51, 83)
def test_what_is_still_missing_keeps_it_with_the_requester(desk: Desk, waiting: Case, clock: FixedClock) -> None:
    with refused("reaction", "M4.7 [83]"):
        came(desk, waiting, DEED, NO_CARD, reaction="")
    still = came(desk, waiting, DEED, NO_CARD, resume_by=at("24 10:00"))
    assert (still.state, still.limit_at, still.limit_left) == (State.AWAIT_REQUESTER, None, waiting.limit_left)
    assert still.next_follow_at == at("24 10:00") and still.restart_at is None
    assert desk.cases.awaited_papers(still.id) == (NO_CARD.paper,)
    assert "收到：产权证 1 份；仍缺：身份证复印件（2 份）" in lines(desk, still, EntryKind.MATERIALS)[-1].text
    (pause,) = desk.cases.file(still.id).pauses
    assert (pause.ended_at, pause.resume_by) == (None, at("24 10:00"))
    clock.advance(minutes=30)
    after = came(desk, still, replace(NO_CARD, standing=COMPLETE, count=2))
    assert after.state is State.ACCEPTED
    assert len(desk.cases.file(after.id).papers) == 1
    boss = as_name(desk, "周敏")
    assert boss.measures.rows(FigureKey.SECOND_NOTICE, DAY, DAY).rows == ()


@pytest.mark.behaviour(51)
def test_every_paper_is_looked_at_and_an_unfit_one_says_why(desk: Desk, waiting: Case) -> None:
    with refused("paper_1", "B2 [51]", "身份证复印件"):
        came(desk, waiting, DEED)
    with refused("paper_0", "B2 [51]", "哪里不合格"):
        came(desk, waiting, replace(DEED, standing=UNFIT), NO_CARD)
    with refused("paper_0", "B2 [51]", "份数"):
        came(desk, waiting, replace(DEED, count=-1), NO_CARD)
    with refused("resume_by", "B2 [51]"):
        came(desk, waiting, DEED, NO_CARD, resume_by=at("09:00"))
    came(desk, waiting, replace(DEED, standing=UNFIT, note="没有盖章"), replace(NO_CARD, standing=COMPLETE, count=2))
    assert desk.cases.awaited_papers(waiting.id) == ("产权证（不合格：没有盖章）",)
    again = CheckedPaper(paper="产权证（不合格：没有盖章）", standing=UNFIT, count=1, note="印章不清")
    came(desk, waiting, again)
    assert desk.cases.awaited_papers(waiting.id) == ("产权证（不合格：印章不清）",)
    assert papers_in(desk, waiting).state is State.ACCEPTED
    (sheet,) = desk.cases.file(waiting.id).papers
    assert sheet.came[-1].startswith("产权证 1 份（11-23")


@pytest.mark.behaviour(51)
def test_what_the_list_had_not_named_makes_a_second_one_with_its_why(desk: Desk, waiting: Case) -> None:
    with refused("why_again", "B2 [51]", "为何第一次未一次告知"):
        came(desk, waiting, DEED, NO_CARD, also_missing=("租赁合同",))
    assert len(desk.cases.file(waiting.id).papers) == 1
    still = came(desk, waiting, DEED, NO_CARD, also_missing=("租赁合同",), why_again="客户换了经办人")
    first, second = desk.cases.file(still.id).papers
    assert (still.state, second.number, second.missing) == (State.AWAIT_REQUESTER, 2, (NO_CARD.paper, "租赁合同"))
    assert (first.awaited, second.why_again) == ((NO_CARD.paper,), "客户换了经办人")
    assert desk.cases.awaited_papers(still.id) == second.missing
    boss = as_name(desk, "周敏")
    (row,) = boss.measures.rows(FigureKey.SECOND_NOTICE, DAY, DAY, id_of(desk, "欧阳丽华")).rows
    assert row.id == still.id and "记 欧阳丽华" in lines(desk, still, EntryKind.MATERIALS)[-1].text
    done = papers_in(desk, still)
    assert done.state is State.ACCEPTED
    assert all(sheet.completed_at for sheet in desk.cases.file(done.id).papers)


@pytest.mark.behaviour(51, 83)
def test_who_does_not_accept_that_something_lacks_is_heard_higher_up(desk: Desk, waiting: Case) -> None:
    with refused("escalate_to", "M4.7 [83]"):
        came(desk, waiting, DEED, NO_CARD, reaction="不接受")
    after = came(desk, waiting, DEED, NO_CARD, reaction="不接受", escalate_to=id_of(desk, "周敏"))
    assert (after.reaction, after.callback_needed) == ("不接受", True)


@pytest.mark.behaviour(51)
def test_the_slip_and_the_book_say_what_came_and_what_is_still_missing(desk: Desk, waiting: Case) -> None:
    came(desk, waiting, DEED, NO_CARD)
    slip = next(paper for paper in desk.cases.papers(waiting.id) if paper.kind is PaperKind.MATERIALS)
    assert "补来的材料" in slip.text and "产权证 1 份（11-23 10:42）" in slip.text and "核对后仍缺" in slip.text
    query = LedgerQuery(first_day=DAY, last_day=DAY)
    (row,) = desk.ledgers.page("materials-log", query).rows
    assert "产权证 1 份（11-23 10:42）" in str(row) and NO_CARD.paper in str(row)


@pytest.mark.behaviour(51)
def test_waiting_for_something_else_asks_for_no_papers(desk: Desk) -> None:
    case = registered(desk, verdict=Verdict.OWN_POST)
    wait = Await(cause="业主外出", explained="要有人在家才能进户", resume_condition="业主回家", reaction="接受")
    desk.cases.perform(Action.AWAIT, case.id, wait)
    assert desk.cases.awaited_papers(case.id) == ()
    assert desk.cases.perform(Action.RESUME, case.id, Resume()).state is State.ACCEPTED


@pytest.mark.behaviour(51)
def test_a_second_notice_stands_in_the_officers_line_of_the_month(desk: Desk, waiting: Case) -> None:
    came(desk, waiting, DEED, NO_CARD, also_missing=("租赁合同",), why_again="客户换了经办人")
    people = desk.reports.month(DAY).table("people")
    place = people.headings.index("二次告知")
    line = next(row for row in people.rows if row.label == "欧阳丽华")
    assert (line.figures[place].words, line.figures[place].cases) == ("1", (waiting.id,))
    assert people.whole is not None and people.whole.figures[place].words == "1"


@pytest.mark.behaviour(51)
def test_a_list_cannot_be_looked_at_before_it_was_written(desk: Desk, waiting: Case, clock: FixedClock) -> None:
    with refused("at"):
        came(desk, waiting, DEED, NO_CARD, at=clock.now() - timedelta(hours=2))


@pytest.mark.behaviour(51)
def test_the_list_says_by_when(desk: Desk) -> None:
    case = registered(desk, verdict=Verdict.OWN_POST)
    with refused("deadline", "B2 [51]", "时限"):
        desk.cases.perform(Action.MATERIALS, case.id, replace(LIST, deadline=" "))
    agreed = replace(LIST, deadline="", resume_by=at("25 10:00"))
    desk.cases.perform(Action.MATERIALS, case.id, agreed)
    assert desk.cases.file(case.id).papers[0].deadline == "2026-11-25 10:00 前"
