"""The reception room: given somebody who wants the leader, when they wait, then nobody forgets them (M4.9)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain.clock import CHINA, FixedClock
from firstask_desktop.domain.commands import Visit
from firstask_desktop.domain.desk_life import Reply, Visitor
from firstask_desktop.domain.desk_views import LeaderReply
from firstask_desktop.domain.people import Choice
from firstask_desktop.domain.states import EntryKind, Standing, State
from firstask_desktop.domain.views import Tab, Tone
from firstask_desktop.errors import Refused
from tests.core.services.visitors import LEADER, shown_in, visitor
from tests.desk_fixtures import as_name, person, registered


def refusal(refused: pytest.ExceptionInfo[Refused]) -> tuple[str, str]:
    return refused.value.code, refused.value.field


@pytest.mark.behaviour(87)
def test_a_visitor_is_on_the_board_with_place_leader_escort_and_minutes(desk: Desk, clock: FixedClock) -> None:
    shown_in(desk)
    clock.advance(minutes=3)
    (row,) = desk.waiting.board()
    assert (row.visitor.place, row.name, row.leader, row.escort, row.waited) == (
        "接待室 1", "单晓燕", LEADER, "欧阳丽华", 3,
    )  # fmt: skip
    assert row.visitor.phone == "13800138000"


@pytest.mark.behaviour(87)
@pytest.mark.parametrize(
    ("minutes", "word", "tone"), [(9, "刚到", Tone.CALM), (10, "稍久", Tone.AMBER), (20, "久等", Tone.RED)]
)
def test_the_wait_has_a_word_and_a_colour_at_ten_and_twenty_minutes(
    desk: Desk, clock: FixedClock, minutes: int, word: str, tone: Tone
) -> None:
    guest = shown_in(desk)
    desk.waiting.report(guest.id, "电话")
    clock.advance(minutes=minutes)
    (row,) = desk.waiting.board()
    assert (row.wait_word, row.wait_tone, row.tone) == (word, tone, tone)


@pytest.mark.behaviour(87)
def test_an_occupied_place_says_who_sits_there(desk: Desk) -> None:
    shown_in(desk)
    with pytest.raises(Refused, match=r"接待室 1 现有 单晓燕.*请换一处") as refused:
        shown_in(desk, name="朴先生", phone="13900139000")
    assert refusal(refused) == ("occupied", "place")
    assert len(desk.waiting.board()) == 1
    assert desk.search.find("朴先生").rows == (), "a refused visitor leaves no case behind"


@pytest.mark.behaviour(87)
def test_the_places_are_the_house_s_own_when_it_lists_them(desk: Desk) -> None:
    as_name(desk, "单建平").house.save(Choice(group="waiting_place", text="贵宾室 A 座"))
    assert desk.waiting.places() == ["贵宾室 A 座"]


@pytest.mark.behaviour(88)
@pytest.mark.parametrize(
    ("missing", "code"),
    [({"place": ""}, "place"), ({"name": "无"}, "name"), ({"purpose": " "}, "purpose"), ({"leader": ""}, "leader")],
)
def test_place_name_purpose_and_leader_are_asked(desk: Desk, missing: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        shown_in(desk, **missing)
    assert refusal(refused) == (code, code)


@pytest.mark.behaviour(88)
def test_a_purpose_may_be_withheld_when_that_is_said(desk: Desk) -> None:
    guest = shown_in(desk, purpose="", purpose_withheld=True)
    assert desk.cases.get(guest.case_id).words == "来访人不愿说明"


@pytest.mark.behaviour(88)
def test_only_a_leader_still_in_the_house_can_be_asked_for(desk: Desk) -> None:
    gone = desk.house.save(replace(person(desk, LEADER), standing=Standing.LEFT))
    assert gone.id not in {each.id for each in desk.waiting.leaders()}
    with pytest.raises(Refused) as refused:
        shown_in(desk, leader=gone.id)
    assert refused.value.code == "leader"


@pytest.mark.behaviour(88)
def test_earlier_cases_of_the_visitor_are_shown_by_phone_and_by_name(desk: Desk) -> None:
    before = registered(desk)
    assert [row.id for row in desk.waiting.earlier("13800138000", "")] == [before.id]
    assert desk.waiting.earlier("138001", "单晓燕") == [], "a number being typed is no error"
    guest = shown_in(desk)
    assert guest.case_id in [row.id for row in desk.waiting.earlier("", "单晓燕")]


@pytest.mark.behaviour(89)
def test_the_case_of_a_visitor_stays_with_the_first_asked_until_it_is_answered(desk: Desk, clock: FixedClock) -> None:
    guest = shown_in(desk)
    desk.waiting.report(guest.id, "当面")
    desk.waiting.reply(guest.id, LeaderReply(reply=Reply.DELEGATE, delegate=person(desk, "何静").id))
    desk.waiting.told(guest.id)
    desk.waiting.leave(guest.id, "何静已接待")
    case = desk.cases.get(guest.case_id)
    me = person(desk, "欧阳丽华").id
    assert (case.kind, case.channel, case.first_asked, case.carrier) == ("找领导", "来访", me, me)
    assert case.state not in (State.CLOSED, State.ANSWERED)
    assert [row.id for row in desk.queue.page(Tab.MINE).rows] == [case.id]


@pytest.mark.behaviour(80, 88)
def test_a_visitor_of_a_known_case_counts_as_one_more_visit(desk: Desk) -> None:
    case = registered(desk)
    desk.waiting.arrive(visitor(desk, case_id=case.id), Visit())
    assert desk.cases.get(case.id).visits == 2
    with pytest.raises(Refused) as refused:
        desk.waiting.arrive(visitor(desk, case_id=case.id, place="接待室 2"), Visit())
    assert refused.value.field == "cause", "the third visit says why"
    assert len(desk.waiting.board()) == 1


@pytest.mark.behaviour(87)
def test_leaving_needs_an_outcome_and_frees_the_place(desk: Desk) -> None:
    guest = shown_in(desk)
    with pytest.raises(Refused, match="请写明结果"):
        desk.waiting.leave(guest.id, " ")
    desk.waiting.leave(guest.id, "已见面")
    assert desk.waiting.board() == []
    shown_in(desk, name="朴先生", phone="13900139000")
    with pytest.raises(Refused, match="来访人已离开"):
        desk.waiting.serve(guest.id, "茶水")


@pytest.mark.behaviour(87)
def test_tea_and_papers_add_up(desk: Desk) -> None:
    guest = shown_in(desk)
    desk.waiting.serve(guest.id, "茶水")
    assert desk.waiting.serve(guest.id, "停车办法").served == "茶水、停车办法"


@pytest.mark.behaviour(87)
def test_at_closing_whoever_has_no_leaving_time_is_listed(desk: Desk, clock: FixedClock) -> None:
    guest = shown_in(desk)
    clock.set(datetime(2026, 11, 23, 17, 0, tzinfo=CHINA))
    assert desk.waiting.unclosed() == []
    clock.set(datetime(2026, 11, 23, 23, 30, tzinfo=CHINA))
    assert [row.id for row in desk.waiting.unclosed()] == [guest.id]
    assert any("没有登记离开" in each.text for each in desk.reminders.due())


@pytest.mark.behaviour(87)
def test_in_a_house_that_never_closes_midnight_is_the_end_of_the_day(hotel_desk: Desk, clock: FixedClock) -> None:
    leader = hotel_desk.waiting.leaders()[0]
    late = datetime(2026, 11, 23, 23, 58, tzinfo=CHINA)
    clock.set(late)
    seen = Visitor(place="接待室 1", name="单晓燕", phone="13800138000", purpose="账单", leader=leader.id)
    guest = hotel_desk.waiting.arrive_anew(seen, late + timedelta(minutes=30))
    assert hotel_desk.waiting.unclosed() == []
    clock.set(datetime(2026, 11, 24, 0, 1, tzinfo=CHINA))
    assert [row.id for row in hotel_desk.waiting.unclosed()] == [guest.id]
    assert [row.waited for row in hotel_desk.waiting.board()] == [3]
    assert guest.id in {each.id for each in hotel_desk.waiting.today()}, "still here, still in the register"


@pytest.mark.behaviour(87, 89)
def test_a_clock_set_back_makes_no_wait_negative_and_no_step_earlier_than_the_arrival(
    desk: Desk, clock: FixedClock
) -> None:
    guest = shown_in(desk)
    clock.advance(hours=-1)
    assert desk.waiting.board()[0].waited == 0
    reported = desk.waiting.report(guest.id, "电话")
    assert reported.reported_at and reported.arrived_at and reported.reported_at >= reported.arrived_at


@pytest.mark.behaviour(87)
def test_the_board_is_the_same_after_a_restart(desk: Desk, clock: FixedClock) -> None:
    guest = shown_in(desk)
    desk.waiting.report(guest.id, "电话")
    folder, me = desk.folder, person(desk, "欧阳丽华").id
    desk.close()
    again = open_desk(folder, clock)
    again.session.sign_in(me)
    try:
        (row,) = again.waiting.board()
        assert (row.id, row.name, row.next_step) == (guest.id, "单晓燕", "等领导答复")
    finally:
        again.close()


@pytest.mark.behaviour(87, 88, 89)
def test_the_register_prints_the_whole_visit_on_one_line(desk: Desk, clock: FixedClock) -> None:
    guest = shown_in(desk, appointment=True)
    clock.advance(minutes=2)
    desk.waiting.report(guest.id, "电话")
    desk.waiting.reply(guest.id, LeaderReply(reply=Reply.SEE_NOW))
    desk.waiting.told(guest.id)
    clock.advance(minutes=20)
    desk.waiting.leave(guest.id, "已见面")
    printed = desk.prints.room()
    (line,) = printed.rows
    shown = dict(zip([column.heading for column in printed.columns], line, strict=True))
    assert (shown["到达"], shown["汇报时间"], shown["汇报人"], shown["领导答复"], shown["离开"], shown["结果"]) == (
        "09:42", "09:44", "欧阳丽华", "马上见", "10:04", "已见面",
    )  # fmt: skip
    assert (shown["预约"], shown["电话"], printed.counts) == ("有", "13800138000", "共 1 条 · 未了 0 条")


@pytest.mark.behaviour(87)
def test_the_register_of_the_room_names_whoever_still_waits_from_the_day_before(desk: Desk, clock: FixedClock) -> None:
    assert desk.prints.room().rows == ()
    shown_in(desk)
    clock.advance(hours=24)
    shown_in(desk, name="解敏", phone="13700002222", place="接待室 2")
    printed = desk.prints.room()
    assert [row[3] for row in printed.rows] == ["单晓燕", "解敏"] and printed.counts == "共 2 条 · 未了 2 条"


@pytest.mark.behaviour(7, 89)
def test_the_timeline_of_the_case_tells_the_visit(desk: Desk) -> None:
    guest = shown_in(desk)
    desk.waiting.report(guest.id, "电话")
    kinds = [line.entry.kind for line in desk.cases.file(guest.case_id).timeline]
    assert kinds.count(EntryKind.VISITOR) == 2
