"""The follow-up queue, its badges, finding cases again, and forms half typed."""

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Progress, Reasoned
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Verdict
from firstask_desktop.domain.views import BadgeKind, Tab
from firstask_desktop.services import queue
from tests.core.expecting import at, do, id_of
from tests.desk_fixtures import as_name, at_once, handed, registered, registration, settled, signed


@pytest.mark.behaviour(72)
def test_each_list_holds_what_its_person_owes(desk: Desk):
    mine = registered(desk)
    given = signed(desk, handed(desk, registered(desk)))
    hers = registered(as_name(desk, "何静"))
    assert {row.id for row in desk.queue.page(Tab.MINE).rows} == {mine.id, given.id}
    assert {row.id for row in as_name(desk, "曾国强").queue.page(Tab.HANDLING).rows} == {given.id}
    assert {row.id for row in desk.queue.page(Tab.EVERYONE).rows} == {mine.id, given.id, hers.id}
    assert desk.queue.tab_counts() == {Tab.MINE: 2, Tab.HANDLING: 1, Tab.EVERYONE: 3, Tab.DEPARTMENT: 3}


@pytest.mark.behaviour(72)
def test_a_handed_off_case_shows_its_last_progress_and_next_check(desk: Desk):
    case = signed(desk, handed(desk, registered(desk, promise_at=at("17:00")), promise_at=at("17:00")))
    row = desk.cases.row(case.id)
    assert (row.handler, row.handler_note) == ("曾国强 · 工程部", "签收 今天 09:42")
    assert (row.clock, row.clock_note, row.state_note) == ("今天 11:42", "跟踪", "")  # said once, where the clocks are
    do(desk, "曾国强", Action.PROGRESS, case, Progress(text="已查看现场，排水管老化"))
    assert desk.cases.row(case.id).handler_note == "进展 今天 09:42"


@pytest.mark.behaviour(11, 58, 72)
def test_each_badge_opens_exactly_the_rows_it_counts(desk: Desk, clock: FixedClock):
    registered(desk, channel="来访", promise_at=at("10:00"))
    handed(desk, registered(desk, promise_at=at("17:00")), promise_at=at("17:00"))
    registered(desk, promise_at=at("24 11:00"))
    spot = registration(desk, kind="咨询", verdict=Verdict.OWN_POST)
    desk.cases.register(spot, at_once("车库入口在三号楼东侧"))
    clock.set(at("11:00"))
    desk.upkeep.sweep()
    badges = desk.queue.badges()
    assert badges == {
        BadgeKind.NEW_TODAY: 4, BadgeKind.UNSIGNED: 1, BadgeKind.DUE_TODAY: 1, BadgeKind.OVERDUE: 1,
        BadgeKind.BROKEN: 1, BadgeKind.CALL_BACK: 2,
    }  # fmt: skip
    for badge, count in badges.items():
        page = desk.queue.page(Tab.EVERYONE, badge=badge)
        assert (len(page.rows), page.total) == (count, count), badge


@pytest.mark.behaviour(58)
def test_calls_to_be_answered_stand_by_their_promise(desk: Desk):
    late = registered(desk, promise_at=at("17:00"))
    soon = registered(desk, promise_at=at("11:00"))
    registered(desk, channel="来访", promise_at=at("10:00"))
    waiting = desk.queue.page(Tab.MINE, badge=BadgeKind.CALL_BACK).rows
    assert [row.id for row in waiting] == [soon.id, late.id]
    settled(desk, signed(desk, handed(desk, soon)))
    assert len(desk.queue.page(Tab.MINE, badge=BadgeKind.CALL_BACK).rows) == 2  # done, yet not answered


@pytest.mark.behaviour(72)
def test_a_closed_case_leaves_the_queue_and_stays_in_the_search(desk: Desk):
    case = registered(desk)
    do(desk, "仲经理", Action.VOID, case, Reasoned(reason="重复登记"))
    assert desk.queue.page(Tab.EVERYONE).rows == ()
    assert [row.id for row in desk.search.find(case.number).rows] == [case.id]


@pytest.mark.behaviour(18)
@pytest.mark.parametrize(
    "query",
    [
        "A261123-001", "13800138000", "138 0013 8000", "+86 13800138000", "8000", "单晓燕", "晓燕", "sxy", "dxy", "shanxiaoyan",
        "3-1-602", "滴水", "空调 滴水", "外机一直", "水", "单晓燕 8000", "今天来人",
    ],
)  # fmt: skip
def test_a_case_is_found_by_whatever_one_remembers(desk: Desk, query: str):
    case = registered(desk, request="今天来人看")
    registered(desk, name="区志豪", phone="13912345678", room="9-9-909", words="车库道闸坏了", request="尽快修好道闸")
    assert [row.id for row in desk.search.find(query).rows] == [case.id]


@pytest.mark.behaviour(18)
@pytest.mark.parametrize("query", ["漏气", "13700000000", "单小燕", "滴水 道闸", "'\" OR 1=1", "%", "*"])
def test_what_is_not_there_is_not_found(desk: Desk, query: str):
    registered(desk)
    assert desk.search.find(query).rows == ()


@pytest.mark.behaviour(18)
def test_answers_are_searched_too_and_a_changed_text_is_found_anew(desk: Desk):
    case = settled(desk, signed(desk, handed(desk, registered(desk))), "接头换成铜的")
    assert [row.id for row in desk.search.find("铜的").rows] == [case.id]


@pytest.mark.behaviour(13)
def test_what_is_half_typed_comes_back_after_a_restart(desk: Desk):
    typed = {"words": "楼上空调外机\n一直滴水 'x' \ud800", "phone": "1380013", "promise_at": ""}
    head = desk.upkeep.head()
    desk.drafts.save("intake", typed)
    again = desk.fork()
    assert again.drafts.load("intake") == typed
    again.close()
    desk.drafts.save("intake", {"words": "", "phone": ""})
    assert desk.drafts.load("intake") == {} and desk.drafts.load("other") == {}
    desk.drafts.save("intake", typed)
    desk.drafts.clear("intake")
    assert desk.drafts.load("intake") == {} and desk.upkeep.head() == head


@pytest.mark.behaviour(72)
def test_a_long_queue_comes_page_by_page_without_loss_or_repetition(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queue, "PAGE", 3)
    ids = {registered(desk, promise_at=at(f"{10 + place % 2}:{place:02d}")).id for place in range(8)}
    seen, after = [], None
    while True:
        page = desk.queue.page(Tab.MINE, after)
        seen += [row.id for row in page.rows]
        after = page.next
        if after is None:
            break
    assert len(seen) == 8 and set(seen) == ids and page.total == 8


def test_a_row_knows_whose_list_it_belongs_to(desk: Desk):
    case = handed(desk, registered(desk))
    assert desk.queue.belongs(case, Tab.MINE) and not desk.queue.belongs(case, Tab.HANDLING)
    assert as_name(desk, "曾国强").queue.belongs(case, Tab.HANDLING)
    assert desk.queue.row(case.id) is not None and desk.queue.row(id_of(desk, "何静")) is None


def test_rows_are_said_anew_all_at_once_as_each_by_itself(desk: Desk, clock: FixedClock) -> None:
    cases = [registered(desk, room=f"3-1-60{number}") for number in range(3)]
    clock.advance(hours=3)
    anew = desk.queue.rows([*(case.id for case in cases), "A-999"])
    assert anew == {case.id: desk.queue.row(case.id) for case in cases}
    assert desk.queue.rows([]) == {}
