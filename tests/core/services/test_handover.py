"""交接班: given promises due in the next shift, when somebody goes off, then each is handed over line by line ([14])."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain.clock import CHINA, FixedClock
from firstask_desktop.domain.commands import Preparation, Progress
from firstask_desktop.domain.desk_life import DeskItem, HandoverLine
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Shift
from firstask_desktop.domain.states import Standing
from firstask_desktop.errors import Refused
from tests.core.services.visitors import shown_in
from tests.desk_fixtures import as_name, person, raw, registered

pytestmark = pytest.mark.behaviour(14)
RECEIVER = "何静"


def at(hour: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=CHINA)


def give(desk: Desk, to: str = RECEIVER) -> list[HandoverLine]:
    """The sheet drawn up, every line confirmed, given to somebody."""
    handover = desk.handover.begin("早班")
    lines = desk.handover.lines(handover.id)
    for line in lines:
        desk.handover.confirm(line.id)
    desk.handover.give(person(desk, to).id)
    return lines


def take(desk: Desk, lines: list[HandoverLine], by: str = RECEIVER) -> Desk:
    """Everything confirmed by the receiver, who then has the desk."""
    theirs = as_name(desk, by)
    for line in lines:
        theirs.handover.confirm(line.id)
    theirs.handover.receive()
    return theirs


def test_the_sheet_lists_promises_visitors_and_things(desk: Desk) -> None:
    case = registered(desk)
    shown_in(desk, phone="13900139000", name="朴先生")
    desk.handover.keep(DeskItem(what="黑色雨伞", place="前台抽屉", owner="翟女士"))
    lines = desk.handover.lines(desk.handover.begin("早班").id)
    kinds = [line.kind for line in lines]
    assert kinds.count("承诺") == 2 and kinds.count("接待室") == 1 and kinds.count("物品") == 1
    first = next(line for line in lines if line.case_id == case.id)
    assert case.number in first.text and first.must
    assert any("朴先生" in line.text for line in lines if line.kind == "接待室")
    assert any("翟女士" in line.text for line in lines if line.kind == "物品")


def test_giving_over_an_unconfirmed_promise_is_refused_by_its_line(desk: Desk) -> None:
    case = registered(desk)
    desk.handover.begin()
    with pytest.raises(Refused) as refused:
        desk.handover.give(person(desk, RECEIVER).id)
    assert refused.value.code == "unconfirmed" and case.number in str(refused.value)
    assert refused.value.clause == "W3 [14]"


def test_both_shifts_confirm_line_by_line_with_their_notes(desk: Desk) -> None:
    registered(desk)
    (line,) = desk.handover.lines(desk.handover.begin("早班").id)
    desk.handover.confirm(line.id, "业主下午在家")
    desk.handover.give(person(desk, RECEIVER).id, "钥匙在抽屉")
    theirs = as_name(desk, RECEIVER)
    with pytest.raises(Refused, match="还有 1 条未确认"):
        theirs.handover.receive()
    theirs.handover.confirm(line.id, "三点去")
    done = theirs.handover.receive()
    (line,) = desk.handover.lines(done.id)
    assert line.given and line.received and line.note == "业主下午在家；接班：三点去"
    assert desk.handover.completed(done) and desk.handover.current() is None


def test_only_the_named_receiver_may_confirm_and_receive(desk: Desk) -> None:
    registered(desk)
    (line,) = give(desk)
    for name in ("曾国强", "欧阳丽华"):
        with pytest.raises(Refused, match="何静 本人登录"):
            as_name(desk, name).handover.confirm(line.id)
        with pytest.raises(Refused, match="接班人是 何静"):
            as_name(desk, name).handover.receive()


@pytest.mark.parametrize("changes", [{"standing": Standing.ON_LEAVE}, {"login": False}, {"shared": True}])
def test_nobody_absent_or_without_a_login_can_receive(desk: Desk, changes: dict[str, object]) -> None:
    registered(desk)
    (line,) = desk.handover.lines(desk.handover.begin().id)
    desk.handover.confirm(line.id)
    away = desk.house.save(replace(person(desk, RECEIVER), **changes))  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        desk.handover.give(away.id)
    assert refused.value.field == "receiver"


def test_going_off_with_an_unhanded_promise_is_refused_naming_it(desk: Desk) -> None:
    case = registered(desk)
    with pytest.raises(Refused) as refused:
        desk.handover.going_off()
    assert refused.value.code == "unhanded" and case.number in str(refused.value)
    lines = give(desk)
    with pytest.raises(Refused, match="何静 还没有接班确认"):
        desk.handover.going_off()
    take(desk, lines)
    desk.handover.going_off()


def test_a_promise_made_after_the_handover_is_again_unhanded(desk: Desk) -> None:
    registered(desk)
    take(desk, give(desk))
    late = registered(desk, phone="13900139000", name="朴先生", room="1-1-101")
    assert [line.case_id for line in desk.handover.undone()] == [late.id]


def test_a_promise_beyond_the_next_shift_need_not_be_handed_over(desk: Desk) -> None:
    registered(desk, promise_at=at(16, 27))
    assert desk.handover.undone() == []
    desk.handover.going_off()


def test_on_friday_evening_the_next_shift_is_monday(office_desk: Desk, clock: FixedClock) -> None:
    clock.set(at(17, 27))
    monday = registered(office_desk, promise_at=at(10, 30))
    assert [line.case_id for line in office_desk.handover.undone()] == [monday.id]


def test_over_midnight_the_night_promise_is_still_due_in_the_next_shift(hotel_desk: Desk, clock: FixedClock) -> None:
    clock.set(at(23))
    night = registered(hotel_desk, promise_at=at(1, 24))
    assert [line.case_id for line in hotel_desk.handover.undone()] == [night.id]
    lines = give(hotel_desk, "仇海燕")
    clock.set(at(0, 24))
    take(hotel_desk, lines, "仇海燕")
    hotel_desk.handover.going_off()


def test_who_is_rostered_again_when_the_promise_falls_due_keeps_it(desk: Desk) -> None:
    registered(desk, promise_at=at(10, 24))
    me = person(desk, "欧阳丽华")
    assert desk.handover.undone() != []
    desk.house.save(Shift(person=me.id, day=date(2026, 11, 24), name="早班", starts_at=at(8, 24), ends_at=at(16, 24)))
    assert desk.handover.undone() == []


def test_the_first_asked_stays_and_the_receiver_may_report_progress(desk: Desk) -> None:
    case = registered(desk)
    theirs = take(desk, give(desk))
    now = desk.cases.get(case.id)
    assert (now.first_asked, now.carrier) == (case.first_asked, case.carrier)
    assert person(desk, RECEIVER).id in now.helpers
    theirs.cases.perform(Action.PROGRESS, case.id, Progress(text="师傅已出发", next_step="11:00 回电"))
    assert any("欧阳丽华 交班，何静 接班" in line.text for line in desk.cases.file(case.id).timeline)


def test_the_receiver_is_reminded_of_what_was_taken_over(desk: Desk, clock: FixedClock) -> None:
    case = registered(desk)
    lines = give(desk)
    theirs = as_name(desk, RECEIVER)
    assert any("已交班给您" in each.text for each in theirs.reminders.due())
    take(desk, lines)
    assert theirs.reminders.due() == []
    clock.set(case.promise_at + timedelta(minutes=1))  # type: ignore[operator]
    assert [each.case_id for each in theirs.reminders.due()] == [case.id]


def test_a_sheet_given_away_is_not_drawn_up_anew_by_somebody_else(desk: Desk) -> None:
    registered(desk)
    give(desk)
    with pytest.raises(Refused, match="欧阳丽华 已交班给 何静"):
        as_name(desk, "曾国强").handover.begin()
    desk.handover.begin("早班")
    old = desk.handover.recent()[1]
    assert not desk.handover.completed(old) and old.remark == "未完成，已重新交班"


def test_the_sheet_goes_on_after_a_restart(desk: Desk, clock: FixedClock) -> None:
    registered(desk)
    (line,) = give(desk)
    folder, to = desk.folder, person(desk, RECEIVER).id
    desk.close()
    again = open_desk(folder, clock)
    again.session.sign_in(to)
    try:
        assert again.handover.current() is not None
        again.handover.confirm(line.id)
        again.handover.receive()
    finally:
        again.close()


def test_nothing_of_a_person_stands_in_the_journal(desk: Desk) -> None:
    registered(desk)
    desk.handover.keep(DeskItem(what="雨伞", place="抽屉", owner="翟女士"))
    give(desk)
    with raw(desk) as file:
        written = "\n".join(row[0] for row in file.execute("SELECT changes FROM journal"))
    assert "单晓燕" not in written and "翟女士" not in written


@pytest.mark.behaviour(30)
def test_things_are_kept_with_their_place_and_given_to_a_named_person(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.handover.keep(DeskItem(what="雨伞"))
    assert refused.value.field == "place"
    item = desk.handover.keep(DeskItem(what="雨伞", place="抽屉"))
    with pytest.raises(Refused, match="请填写领取人"):
        desk.handover.taken(item.id, " ")
    desk.handover.taken(item.id, "翟女士")
    assert desk.handover.items() == []
    with pytest.raises(Refused, match="已取走"):
        desk.handover.taken(item.id, "翟女士")


@pytest.mark.behaviour(29)
def test_who_arrives_today_is_listed_with_what_is_to_be_ready(hotel_desk: Desk) -> None:
    guest = registered(hotel_desk, stage="到店前", arrival_at=at(18), promise_at=at(17))
    registered(hotel_desk, stage="到店前", arrival_at=at(18, 25), promise_at=at(17), phone="13900139000", room="8088")
    hotel_desk.cases.perform(Action.TASK, guest.id, Preparation(text="备婴儿床", due_at=at(16)))
    (arrival,) = hotel_desk.handover.arrivals()
    assert arrival.row.id == guest.id and [task.text for task in arrival.tasks] == ["备婴儿床"]
    kinds = [line.kind for line in hotel_desk.handover.lines(hotel_desk.handover.begin().id)]
    assert kinds.count("今日将到") == 1 and kinds.count("准备") == 1
