"""立即电话: an emergency is saved at once, says whom to ring, and does not fall silent until somebody was rung ([67])."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import AttemptMade, Completion, Registration
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Limit
from firstask_desktop.domain.states import AttemptResult, Standing, State, Verdict
from firstask_desktop.domain.views import Tab, Tone
from firstask_desktop.services.queue import PAGE
from tests.core.expecting import at, do, refused
from tests.desk_fixtures import as_name, handed, person, registered

BARE = Registration(channel="来电", kind="报修", urgent=True, words="厨房爆管，水漫到楼道了", verdict=Verdict.UNKNOWN)


def matter(desk: Desk, name: str) -> str:
    return next(each.id for each in desk.house.matters() if each.name == name)


def bare(desk: Desk, **fields: object) -> Case:
    return desk.cases.register(replace(BARE, **fields))  # type: ignore[arg-type]


@pytest.mark.behaviour(67)
def test_an_emergency_is_saved_with_nothing_but_its_words_and_asks_afterwards(desk: Desk):
    case = bare(desk)
    row = desk.cases.row(case.id)
    assert (case.state, row.missing) == (State.ACCEPTED, ("联系方式", "地点"))
    assert any("请补登记联系方式、地点" in words for words, _ in desk.cases.file(case.id).warnings)
    desk.cases.perform(Action.COMPLETE, case.id, Completion(phone="13800138000", room="3-1-602"))
    assert desk.cases.row(case.id).missing == ()


@pytest.mark.behaviour(67)
def test_an_urgent_line_of_the_catalogue_needs_no_tick_and_no_words(desk: Desk):
    case = bare(desk, urgent=False, words="", matter=matter(desk, "电梯困人救援"))
    assert case.urgent and case.title == "电梯困人救援"


@pytest.mark.behaviour(67)
def test_a_plain_matter_is_still_asked_for_name_and_promise(desk: Desk):
    with refused("name"):
        bare(desk, urgent=False, words="楼道灯不亮三天了")


@pytest.mark.behaviour(67)
def test_a_promise_of_an_emergency_never_holds_up_the_saving(desk: Desk):
    late = bare(desk, promise_at=at("24 11:00"))
    assert late.promise_at == at("24 11:00")
    at_night = bare(desk, promise_at=at("20:00"))
    assert at_night.promise_at == at("20:00")
    with refused("promise_at", saying="已经过去"):
        bare(desk, promise_at=at("09:00"))


@pytest.mark.behaviour(67)
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("三号楼电梯困人了", "电梯困人救援"),
        ("厨房爆管，水漫出来了", "室内漏水抢修"),
        ("我家突然停电，全屋没电", "户内断电排查"),
        ("楼道里有人晕倒", "伤病求助"),
        ("有陌生人撬门", "可疑人员和安全隐患反映"),
        ("想问物业费怎么交", ""),
        ("楼下烧火做饭有烟味", ""),
    ],
)
def test_the_words_of_an_emergency_are_heard(desk: Desk, words: str, found: str):
    emergency = desk.cases.emergency("", words)
    assert (emergency.matter if emergency else "") == found


@pytest.mark.behaviour(67)
def test_it_says_whom_to_ring_the_owner_who_is_there_first(desk: Desk):
    leak = matter(desk, "室内漏水抢修")
    found = desk.cases.emergency(leak, "")
    assert found is not None
    assert found.calls == ("水电维修工 曾国强 8012", "工程主管 单建平 8010", "工程部 0571-80006610")
    as_name(desk, "周敏").house.save(replace(person(desk, "曾国强"), standing=Standing.ON_LEAVE))
    found = desk.cases.emergency(leak, "")
    assert found is not None and found.calls[0] == "工程主管 单建平 8010"
    by_hand = desk.cases.emergency("", "楼上有怪味", urgent=True)
    assert by_hand is not None and by_hand.matter == "紧急事项"
    assert [call.split()[1] for call in by_hand.calls] == ["周敏", "单建平", "仲经理"]
    assert desk.cases.emergency(matter(desk, "发票开具"), "厨房爆管") is None


@pytest.mark.behaviour(67)
def test_the_limit_of_an_emergency_is_shorter(desk: Desk):
    calm = registered(desk, matter=matter(desk, "楼道照明和公共灯具报修"), promise_at=at("11:00"))
    pressing = bare(desk, matter=matter(desk, "楼道照明和公共灯具报修"))
    assert calm.limit_at is not None and pressing.limit_at == at("10:42") < calm.limit_at
    assert bare(desk).limit_at == at("10:42")
    assert bare(desk, matter=matter(desk, "电梯困人救援")).limit_at == at("10:12")
    limit = next(row for row in desk.house.all(Limit) if row.key == "urgent_settle_minutes")
    as_name(desk, "周敏").house.save(replace(limit, value=30))
    assert bare(desk).limit_at == at("10:12")


@pytest.mark.behaviour(67)
def test_until_somebody_is_rung_it_says_so_loudly_and_then_to_the_supervisor_too(desk: Desk, clock: FixedClock):
    case = bare(desk, matter=matter(desk, "室内漏水抢修"))
    row = desk.cases.row(case.id)
    assert (row.clock, row.tone, case.next_follow_at) == ("立即电话", Tone.RED, at("09:47"))
    assert any("立即电话：水电维修工 曾国强 8012" in words for words, _ in desk.cases.file(case.id).warnings)
    assert as_name(desk, "周敏").reminders.due() == []
    clock.set(at("09:47"))
    for name in ("欧阳丽华", "周敏"):
        (reminder,) = as_name(desk, name).reminders.due()
        assert "立即电话 水电维修工 曾国强 8012" in reminder.text and reminder.loud and reminder.tone is Tone.RED


@pytest.mark.behaviour(67)
@pytest.mark.parametrize("way", ["rung", "handed"])
def test_once_somebody_was_rung_it_is_an_ordinary_follow_up(desk: Desk, clock: FixedClock, way: str):
    case = bare(desk, phone="13800138000", room="3-1-602", promise_at=at("10:30"))
    if way == "rung":
        desk.cases.perform(
            Action.ATTEMPT, case.id, AttemptMade(target="曾国强", number="8012", result=AttemptResult.CONNECTED)
        )
    else:
        handed(desk, case)
    assert desk.cases.row(case.id).clock != "立即电话"
    clock.set(at("09:48"))
    assert as_name(desk, "周敏").reminders.due() == []


@pytest.mark.behaviour(67)
def test_a_stated_reason_for_no_phone_ends_the_asking(desk: Desk):
    case = bare(desk, phone_reason="来电号码未显示", how_to_reach="在单元门口等", room="3-1-602")
    do(desk, "欧阳丽华", Action.ATTEMPT, case, AttemptMade(target="曾国强", result=AttemptResult.CONNECTED))
    assert desk.cases.row(case.id).missing == () and "补登记" not in desk.cases.row(case.id).clock


@pytest.mark.behaviour(67)
def test_until_somebody_is_rung_it_stands_before_every_clock(desk: Desk, clock: FixedClock):
    late = registered(desk, promise_at=at("10:00"))
    clock.set(at("11:00"))
    first, second = bare(desk), bare(desk, words="电梯困人了")
    order = [row.id for row in desk.queue.page(Tab.MINE).rows]
    assert order == [first.id, second.id, late.id]
    do(desk, "欧阳丽华", Action.ATTEMPT, first, AttemptMade(target="曾国强", result=AttemptResult.CONNECTED))
    assert [row.id for row in desk.queue.page(Tab.MINE).rows] == [second.id, late.id, first.id]


@pytest.mark.behaviour(67)
def test_a_list_of_many_pages_begins_with_the_emergencies_and_repeats_nobody(desk: Desk):
    calm = [registered(desk, phone=f"1380013{n:04d}", room="").id for n in range(PAGE)]
    pressing = [bare(desk, words=f"{n} 号楼爆管漏水").id for n in range(PAGE + 5)]
    found, after = [], None
    while True:
        page = desk.queue.page(Tab.EVERYONE, after)
        found += [row.id for row in page.rows]
        after = page.next
        if after is None:
            break
    assert found == [*pressing, *calm]


@pytest.mark.behaviour(67)
@pytest.mark.parametrize(
    ("now", "ring", "limit"),
    [
        ("11:58", "12:03", "12:58"),
        ("28 17:58", "28 18:03", "28 18:58"),
        ("23:58", "24 00:03", "24 00:58"),
        ("2027-10-01 03:00", "2027-10-01 03:05", "2027-10-01 04:00"),
    ],
    ids=["into lunch", "into the evening", "over midnight", "in the night of a holiday"],
)
def test_an_emergency_runs_by_the_clock_on_the_wall(desk: Desk, clock: FixedClock, now: str, ring: str, limit: str):
    clock.set(at(now))
    case = bare(desk)
    assert (case.next_follow_at, case.limit_at, desk.cases.row(case.id).clock) == (at(ring), at(limit), "立即电话")


@pytest.mark.behaviour(67)
def test_a_clock_set_back_neither_hides_nor_silences_an_emergency(desk: Desk, clock: FixedClock):
    case = bare(desk)
    clock.set(at("08:00"))
    assert desk.queue.page(Tab.MINE).rows[0].id == case.id and desk.cases.row(case.id).clock == "立即电话"
    clock.set(at("09:48"))
    assert "立即电话" in desk.reminders.due()[0].text
