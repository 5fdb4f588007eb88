"""What the leader was told and answered, and what the visitor was told of it ([89])."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import CHINA, FixedClock
from firstask_desktop.domain.desk_life import Reply
from firstask_desktop.domain.desk_views import LeaderReply
from firstask_desktop.domain.states import Standing
from firstask_desktop.domain.views import Tone
from firstask_desktop.errors import Refused
from tests.core.services.visitors import shown_in
from tests.desk_fixtures import person


@pytest.mark.behaviour(89)
def test_not_reported_within_five_minutes_is_an_alarm(desk: Desk, clock: FixedClock) -> None:
    shown_in(desk)
    clock.advance(minutes=4)
    assert desk.waiting.board()[0].tone is Tone.AMBER and desk.reminders.due() == []
    clock.advance(minutes=1)
    assert (desk.waiting.board()[0].next_step, desk.waiting.board()[0].tone) == ("请立即向领导汇报", Tone.RED)
    (alarm,) = desk.reminders.due()
    assert alarm.loud and "请立即向 周敏 汇报" in alarm.text


@pytest.mark.behaviour(89)
def test_a_late_report_stays_visible_and_a_second_one_does_not_hide_it(desk: Desk, clock: FixedClock) -> None:
    guest = shown_in(desk)
    clock.advance(minutes=8)
    desk.waiting.report(guest.id, "电话")
    first = desk.waiting.board()[0].visitor.reported_at
    clock.advance(minutes=5)
    desk.waiting.report(guest.id, "当面")
    assert desk.waiting.board()[0].visitor.reported_at == first
    lines = [line.text for line in desk.cases.file(guest.case_id).timeline]
    assert any("已向领导汇报（电话，到达 8 分钟后）" in line for line in lines)
    assert any("再次请领导（当面）" in line for line in lines)


@pytest.mark.behaviour(89)
def test_a_report_made_before_it_was_written_down_says_when(desk: Desk, clock: FixedClock) -> None:
    guest = shown_in(desk)
    arrived = clock.now()
    clock.advance(minutes=9)
    for at, word in ((arrived - timedelta(minutes=1), "不能早于"), (clock.now() + timedelta(minutes=1), "不能晚于")):
        with pytest.raises(Refused, match=word) as refused:
            desk.waiting.report(guest.id, "电话", at)
        assert (refused.value.field, refused.value.clause) == ("reported_at", "M4.9 [89]")
    told = desk.waiting.report(guest.id, "电话", arrived + timedelta(minutes=3))
    assert told.reported_at == arrived + timedelta(minutes=3)
    said = [line.text for line in desk.cases.file(guest.case_id).timeline if "已向领导汇报" in line.text]
    assert said == ["已向领导汇报（电话）"], "within five minutes is not late, whenever it is written down"


@pytest.mark.behaviour(89)
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (LeaderReply(), "reply"),
        (LeaderReply(reply=Reply.IN_MINUTES), "minutes"),
        (LeaderReply(reply=Reply.DELEGATE), "delegate"),
        (LeaderReply(reply=Reply.APPOINTMENT), "appointment"),
        (
            LeaderReply(reply=Reply.APPOINTMENT, appointment_at=datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)),
            "appointment",
        ),
    ],
)
def test_a_leader_s_answer_without_its_substance_is_refused(desk: Desk, answer: LeaderReply, code: str) -> None:
    guest = shown_in(desk)
    desk.waiting.report(guest.id, "电话")
    with pytest.raises(Refused) as refused:
        desk.waiting.reply(guest.id, answer)
    assert refused.value.code == code and refused.value.clause == "M4.9 [89]"


@pytest.mark.behaviour(89)
def test_an_absent_person_cannot_see_the_visitor_in_the_leader_s_place(desk: Desk) -> None:
    away = desk.house.save(replace(person(desk, "何静"), standing=Standing.ON_LEAVE))
    guest = shown_in(desk)
    desk.waiting.report(guest.id, "电话")
    with pytest.raises(Refused, match="何静 不在岗"):
        desk.waiting.reply(guest.id, LeaderReply(reply=Reply.DELEGATE, delegate=away.id))


@pytest.mark.behaviour(89)
def test_the_leader_cannot_answer_before_the_report_nor_the_visitor_be_told_before_the_answer(desk: Desk) -> None:
    guest = shown_in(desk)
    with pytest.raises(Refused, match="请先向领导汇报"):
        desk.waiting.reply(guest.id, LeaderReply(reply=Reply.SEE_NOW))
    with pytest.raises(Refused, match="领导还没有答复"):
        desk.waiting.told(guest.id)


@pytest.mark.behaviour(89)
def test_a_few_minutes_later_the_leader_is_asked_again(desk: Desk, clock: FixedClock) -> None:
    guest = shown_in(desk)
    desk.waiting.report(guest.id, "电话")
    desk.waiting.reply(guest.id, LeaderReply(reply=Reply.IN_MINUTES, minutes=6))
    assert desk.waiting.board()[0].next_step == "请告知来访人：6 分钟后见"
    desk.waiting.told(guest.id)
    clock.advance(minutes=6)
    assert "请再请领导" in desk.waiting.board()[0].next_step
    desk.waiting.report(guest.id, "当面")
    assert desk.waiting.board()[0].next_step == "等领导答复"


@pytest.mark.behaviour(89)
def test_a_new_appointment_the_visitor_was_told_of_becomes_the_promise(desk: Desk) -> None:
    guest = shown_in(desk)
    desk.waiting.report(guest.id, "电话")
    tomorrow = datetime(2026, 11, 24, 10, 0, tzinfo=CHINA)
    desk.waiting.reply(guest.id, LeaderReply(reply=Reply.APPOINTMENT, appointment_at=tomorrow))
    assert desk.cases.get(guest.case_id).promise_at != tomorrow, "not told yet"
    desk.waiting.told(guest.id)
    case = desk.cases.get(guest.case_id)
    assert case.promise_at == tomorrow and case.promise_changes == 1 and not case.promise_broken


@pytest.mark.behaviour(11, 89)
def test_a_promise_that_broke_while_the_visitor_waited_stays_counted(desk: Desk, clock: FixedClock) -> None:
    guest = shown_in(desk)
    desk.waiting.report(guest.id, "电话")
    clock.advance(minutes=45)
    desk.waiting.reply(
        guest.id, LeaderReply(reply=Reply.APPOINTMENT, appointment_at=datetime(2026, 11, 24, 10, 0, tzinfo=CHINA))
    )
    desk.waiting.told(guest.id)
    assert desk.cases.get(guest.case_id).broken_promises == 1
