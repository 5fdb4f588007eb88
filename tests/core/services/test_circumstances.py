"""Who asks and when changes what a registration needs: colleagues, organisations, stays, withheld numbers, 即办."""

from dataclasses import replace
from datetime import timedelta

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import (
    Answer,
    AttemptMade,
    Callback,
    Completion,
    OnSpot,
    Preparation,
    Prepared,
    Reasoned,
    Registration,
)
from firstask_desktop.domain.desk_life import Task, Visitor
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import AttemptResult, CallbackResult, Ending, EntryKind, State, Verdict
from tests.core.expecting import id_of, refused
from tests.desk_fixtures import as_name, at_once, registered, registration


def solved(desk: Desk, **changes: object) -> Answer:
    """A plain answer given just now."""
    values: dict[str, object] = {
        "ending": Ending.SOLVED, "text": "已更换门禁卡并当面试用，可正常开门", "way": "电话", "at": desk.clock.now(),
    }  # fmt: skip
    return Answer(**(values | changes))  # type: ignore[arg-type]


# -- colleagues ([2] [44] [45]) ---------------------------------------------------------------------------------------


@pytest.mark.behaviour(2)
def test_a_colleague_nobody_knows_is_asked_about_and_not_stored(desk: Desk) -> None:
    with refused("requester_staff", saying="是否新增员工"):
        registered(desk, identity="员工", name="查无")
    with refused("requester_staff", saying="员工名单"):
        registered(desk, identity="员工", name="曾国强")
    case = registered(desk, identity="员工", name="", requester_staff=id_of(desk, "曾国强"), phone="")
    assert desk.cases.row(case.id).requester.endswith("曾国强")


@pytest.mark.behaviour(44)
def test_an_internal_matter_has_a_person_and_an_open_case_it_holds_up(desk: Desk) -> None:
    guest = registered(desk)
    with refused("requester_staff"):
        registered(desk, channel="内部", name="", phone="")
    internal = {"channel": "内部", "name": "", "phone": "", "requester_staff": id_of(desk, "曾国强")}
    inside = registered(desk, **internal, words="配电房钥匙要换锁芯", blocks=guest.id)
    warned = [text for text, _ in desk.cases.file(guest.id).warnings]
    assert any("受后勤影响" in text and inside.number in text for text in warned)
    manager = as_name(desk, "仲经理")

    manager.cases.perform(Action.VOID, guest.id, Reasoned(reason="重复登记"))
    with refused("blocks", saying="已结案"):
        registered(desk, **internal, words="配电房钥匙再换一把", blocks=guest.id)


@pytest.mark.behaviour(45)
def test_an_internal_matter_waits_for_whoever_asked_for_it(desk: Desk) -> None:
    asker = id_of(desk, "曾国强")
    case = registered(
        desk,
        channel="内部",
        name="",
        phone="",
        requester_staff=asker,
        words="配电房钥匙要换锁芯",
        verdict=Verdict.OWN_POST,
    )
    answered = desk.cases.perform(Action.ANSWER, case.id, solved(desk, text="锁芯已更换，新钥匙三把已交工程部"))
    assert answered.state is State.ANSWERED
    assert "待需求方确认" in desk.cases.row(case.id).state_note
    with refused("result", saying="曾国强"):
        as_name(desk, "何静").cases.perform(Action.CALLBACK, case.id, Callback(result=CallbackResult.SATISFIED))
    closed = desk.as_person(asker).cases.perform(Action.CALLBACK, case.id, Callback(result=CallbackResult.SATISFIED))
    assert closed.state is State.CLOSED


# -- organisations ([47]) ---------------------------------------------------------------------------------------------


@pytest.mark.behaviour(47)
@pytest.mark.parametrize("lacking", ["organisation", "name", "phone"])
def test_a_unit_comes_with_its_agent_and_a_phone(office_desk: Desk, lacking: str) -> None:
    unit = {
        "identity": "单位",
        "organisation": "湖畔建设有限公司",
        "name": "翟文静",
        "phone": "0571-88001234",
        "room": "",
    }
    with refused(lacking):
        registered(office_desk, **(unit | {lacking: ""}))
    if lacking != "organisation":
        with refused(lacking, "B1 [47]"):
            registered(office_desk, **(unit | {lacking: "", f"{lacking}_reason": "本人不愿提供"}))
    case = registered(office_desk, **unit, agent_document="介绍信 2026-118")
    again = office_desk.search.find("湖畔建设")
    assert [row.number for row in again.rows] == [case.number]


@pytest.mark.behaviour(47)
def test_a_units_history_is_the_units_whoever_came_for_it(office_desk: Desk) -> None:
    unit = {"identity": "单位", "organisation": "湖畔建设有限公司", "room": ""}
    first = registered(office_desk, **unit, name="翟文静", phone="0571-88001234", agent_document="介绍信 2026-118")
    second = registered(office_desk, **unit, name="仇海燕", phone="13900139000")
    stranger = registered(office_desk, name="解大妈", phone="13700137000", room="")
    card = office_desk.cases.card(organisation="湖畔建设有限公司")
    assert card is not None
    assert [line.id for line in card.history] == [second.id, first.id]
    assert (card.organisation, card.identity, card.name) == ("湖畔建设有限公司", "单位", "")
    assert [line.id for line in office_desk.cases.file(second.id).history] == [first.id]
    assert office_desk.cases.file(stranger.id).history == ()
    facts = dict(office_desk.cases.file(first.id).facts)
    assert (facts["单位"], facts["经办人"], facts["证件/介绍信"]) == ("湖畔建设有限公司", "翟文静", "介绍信 2026-118")
    assert office_desk.cases.row(first.id).requester == "湖畔建设有限公司 翟文静"


@pytest.mark.behaviour(47)
@pytest.mark.parametrize("channel", ["来访", "来电"])
@pytest.mark.parametrize("identity", ["", "个人", "单位", "开发企业", "中介机构"])
@pytest.mark.parametrize("lacking", ["name", "phone"])
def test_whoever_names_a_unit_comes_for_it(office_desk: Desk, channel: str, identity: str, lacking: str) -> None:
    """Also where the unit was only filled in, on the telephone, or answered on the spot."""
    unit = {"organisation": "湖畔建设有限公司", "name": "翟文静", "phone": "0571-88001234", "room": ""}
    form = registration(office_desk, **(unit | {lacking: "", f"{lacking}_reason": "本人不愿提供"}))
    form = replace(form, channel=channel, identity=identity)
    with refused(lacking, "B1 [47]"):
        office_desk.cases.register(form)
    with refused(lacking, "B1 [47]"):
        office_desk.cases.register(form, at_once("公章备案在三楼窗口办理，带介绍信"))
    assert registered(office_desk, **unit, identity=identity, channel=channel).organisation == unit["organisation"]


@pytest.mark.behaviour(47)
@pytest.mark.parametrize("identity", ["单位", "开发企业", "物业企业", "中介机构"])
def test_every_kind_of_organisation_is_named_with_its_agent(office_desk: Desk, identity: str) -> None:
    assert identity in [choice.text for choice in office_desk.house.choices("identity")]
    with refused("organisation", "B1 [47]"):
        registered(office_desk, identity=identity, room="")


@pytest.mark.behaviour(47)
def test_a_unit_filled_in_later_has_its_agent_and_phone_too(office_desk: Desk) -> None:
    case = registered(office_desk, name="", name_reason="本人不愿提供", phone="0571-88001234", room="")
    for completion in (Completion(organisation="湖畔建设有限公司"), Completion(identity="单位")):
        with refused(clause="B1 [47]"):
            office_desk.cases.perform(Action.COMPLETE, case.id, completion)
    whole = Completion(organisation="湖畔建设有限公司", name="翟文静")
    assert office_desk.cases.perform(Action.COMPLETE, case.id, whole).organisation == "湖畔建设有限公司"
    with refused("phone", "B1 [47]"):
        office_desk.cases.perform(Action.COMPLETE, case.id, Completion(phone=""))


@pytest.mark.behaviour(47)
def test_a_visitor_of_a_unit_to_the_leader_leaves_a_number(office_desk: Desk) -> None:
    seat = office_desk.waiting.places()[0]
    leader = office_desk.waiting.leaders()[0].id
    visitor = Visitor(place=seat, name="翟文静", organisation="湖畔建设有限公司", purpose="项目验收的事", leader=leader)
    promise = office_desk.clock.quick_promises()[0].at
    with refused("phone", "B1 [47]"):
        office_desk.waiting.arrive_anew(visitor, promise, phone_reason="本人不愿提供")
    office_desk.waiting.arrive_anew(replace(visitor, phone="0571-88001234"), promise)


@pytest.mark.behaviour(47, 80)
def test_a_unit_that_comes_again_is_recognised_whoever_it_sends(office_desk: Desk) -> None:
    matter = next(one for one in office_desk.house.matters() if not one.instant)
    unit = {"identity": "单位", "organisation": "湖畔建设有限公司", "room": "", "matter": matter.id}
    first = registered(office_desk, **unit, name="翟文静", phone="0571-88001234")
    form = registration(office_desk, **unit, name="仇海燕", phone="13900139000", separate_anyway=False)
    assert [row.id for row in office_desk.cases.duplicates(form)] == [first.id]
    with refused("words", "P3 [18]"):
        office_desk.cases.register(form)


@pytest.mark.behaviour(50)
def test_what_the_catalogue_lacks_is_registered_with_a_reason(office_desk: Desk) -> None:
    own = {"verdict": Verdict.OWN_DEPARTMENT, "name": "解大妈", "phone": "13700137000"}
    with refused("uncatalogued_reason", "B2 [50]", "未编目"):
        registered(office_desk, **own)
    case = registered(office_desk, **own, uncatalogued_reason="新开的事项，目录里还没有")
    assert dict(office_desk.cases.file(case.id).facts)["事项目录"] == "未编目：新开的事项，目录里还没有"
    assert [row.id for row in office_desk.measures.uncatalogued()] == [case.id]
    assert registered(office_desk, name="单晓燕", verdict=Verdict.OTHER_DEPARTMENT).uncatalogued_reason == ""
    assert registered(office_desk, **own | {"urgent": True}).urgent


# -- before and after the stay, calls ([29] [30] [31]) ----------------------------------------------------------------


@pytest.mark.behaviour(29)
def test_before_arrival_there_is_a_date_to_come_and_tasks_due_before_it(hotel_desk: Desk, clock: FixedClock) -> None:
    with refused("arrival_at"):
        registered(hotel_desk, stage="到店前")
    with refused("arrival_at"):
        registered(hotel_desk, stage="到店前", arrival_at=clock.now() - timedelta(hours=1))
    arrival = clock.now() + timedelta(hours=8)
    case = registered(hotel_desk, stage="到店前", arrival_at=arrival, booking_no="BK1123", verdict=Verdict.OWN_POST)
    late = Preparation(text="房间放婴儿床", due_at=arrival + timedelta(minutes=1))
    with refused("due_at"):
        hotel_desk.cases.perform(Action.TASK, case.id, late)
    due = Preparation(text="房间放婴儿床", due_at=arrival - timedelta(hours=2))
    hotel_desk.cases.perform(Action.TASK, case.id, due)
    with refused("text", saying="准备任务"):
        hotel_desk.cases.perform(Action.ANSWER, case.id, solved(hotel_desk, text="已告知宾客婴儿床免费提供"))
    (task,) = hotel_desk.cases.file(case.id).tasks
    assert isinstance(task, Task)
    hotel_desk.cases.perform(Action.TASK_DONE, case.id, Prepared(task_id=task.id))
    done = hotel_desk.cases.perform(Action.ANSWER, case.id, solved(hotel_desk, text="婴儿床已放好，并告知宾客免费使用"))
    assert done.answered_at == clock.now()


@pytest.mark.behaviour(29)
def test_a_cancelled_booking_ends_with_that_reason(hotel_desk: Desk, clock: FixedClock) -> None:
    arrival = clock.now() + timedelta(hours=8)
    case = registered(hotel_desk, stage="到店前", arrival_at=arrival, verdict=Verdict.OWN_POST)
    due = Preparation(text="房间放婴儿床", due_at=arrival - timedelta(hours=2))
    hotel_desk.cases.perform(Action.TASK, case.id, due)
    said = solved(hotel_desk, ending=Ending.CLEAR_ANSWER, text="宾客取消预订：航班停飞，已告知不收取消费")
    assert hotel_desk.cases.perform(Action.ANSWER, case.id, said).ending is Ending.CLEAR_ANSWER


@pytest.mark.behaviour(30)
def test_after_departure_a_room_number_reaches_nobody(hotel_desk: Desk) -> None:
    left = {"stage": "离店后", "room": "1208", "words": "离店后发现充电器落在房间"}
    with refused("phone", saying="离店后无法以房号联系"):
        registered(hotel_desk, channel="来访", **left, phone="")
    registered(hotel_desk, channel="来访", **left, phone="", phone_reason="宾客未留联系方式")
    mailed = registered(hotel_desk, channel="网络", **left, phone="", other_contact="guest@example.com")
    kept = Completion(kept_at="行李房 3 号柜", shipping_no="SF10023")
    assert hotel_desk.cases.perform(Action.COMPLETE, mailed.id, kept).kept_at == "行李房 3 号柜"


@pytest.mark.behaviour(31)
def test_a_withheld_number_needs_another_way_and_a_caller_can_be_linked_to_an_arrival(
    hotel_desk: Desk, clock: FixedClock
) -> None:
    hidden = {"phone": "", "phone_reason": "来电号码未显示", "room": ""}
    with refused("how_to_reach"):
        registered(hotel_desk, **hidden)
    case = registered(hotel_desk, **hidden, how_to_reach="今晚 20:00 再打来")
    arrival = clock.now() + timedelta(days=2)
    linked = hotel_desk.cases.perform(Action.COMPLETE, case.id, Completion(arrival_at=arrival, booking_no="BK1125"))
    assert (linked.arrival_at, linked.booking_no) == (arrival, "BK1125")
    known = registered(hotel_desk, phone="+86 138-0013-8000", room="")
    card = hotel_desk.cases.card(phone="13800138000")
    assert card is not None
    assert card.lines[0].number == known.number


# -- life-safety, 即办, understanding, reactions, ratings ([67] [78] [56] [83] [49]) -----------------------------------


@pytest.mark.behaviour(67)
def test_an_emergency_is_saved_at_once_and_asked_afterwards(desk: Desk) -> None:
    case = desk.cases.register(Registration(channel="来电", kind="报修", urgent=True, words="3 栋电梯困人"))
    assert case.number
    row = desk.cases.row(case.id)
    assert (row.clock, row.clock_note) == ("立即电话", "紧急待补登记")
    desk.cases.perform(Action.ATTEMPT, case.id, AttemptMade(target="维保", result=AttemptResult.CONNECTED))
    assert desk.cases.row(case.id).clock == "紧急待补登记"
    desk.cases.perform(Action.COMPLETE, case.id, Completion(phone="13800138000", contact_place="3 栋 1 单元电梯"))
    assert desk.cases.row(case.id).clock != "紧急待补登记"


@pytest.mark.behaviour(78)
def test_an_instant_matter_not_done_on_the_spot_asks_why(desk: Desk) -> None:
    instant = next(matter for matter in desk.house.matters() if matter.instant)
    asked = {"matter": instant.id, "kind": instant.kind, "verdict": Verdict.OWN_POST}
    with refused("instant_missed", saying="即办"):
        registered(desk, **asked)
    assert registered(desk, **asked, instant_missed="排队人多").instant_missed == "排队人多"
    spot = desk.cases.register(
        registration(desk, **asked, phone="13800138002", room=""), OnSpot(answer="已办好并交给业主签收")
    )
    assert spot.on_spot


@pytest.mark.behaviour(56)
def test_what_was_not_understood_stays_open(desk: Desk) -> None:
    case = registered(desk, kind="咨询", verdict=Verdict.OWN_POST)
    told = solved(desk, ending=Ending.CLEAR_ANSWER, text="押金在验收合格后三个工作日内原路退还", understood=False)
    still = desk.cases.perform(Action.ANSWER, case.id, told)
    assert still.open
    assert still.answered_at is None
    spot = OnSpot(answer="押金三个工作日内原路退还", understood=False)
    assert desk.cases.perform(Action.ON_SPOT, case.id, spot).open


@pytest.mark.behaviour(83)
def test_a_requester_who_does_not_accept_is_passed_upwards(desk: Desk) -> None:
    case = registered(desk, kind="报修", verdict=Verdict.OWN_POST)
    no = solved(desk, ending=Ending.CLEAR_ANSWER, text="按装修管理规定承重墙不能拆改，可改做吊柜", reaction="不接受")
    with refused("escalate_to"):
        desk.cases.perform(Action.ANSWER, case.id, no)
    with refused("escalate_to", saying="主任或经理"):
        desk.cases.perform(Action.ANSWER, case.id, solved(desk, reaction="不接受", escalate_to=id_of(desk, "何静")))

    told = desk.cases.perform(Action.ANSWER, case.id, replace(no, escalate_to=id_of(desk, "周敏")))
    assert told.state is State.ANSWERED
    assert any(line.entry.kind is EntryKind.ALARM and "周敏" in line.text for line in desk.cases.file(case.id).timeline)


@pytest.mark.behaviour(49)
def test_the_service_is_rated_in_four_items_by_somebody_else(desk: Desk) -> None:
    case = registered(desk, kind="报修", verdict=Verdict.OWN_POST)
    desk.cases.perform(Action.ANSWER, case.id, solved(desk))
    other = as_name(desk, "何静")
    with refused("ratings"):
        other.cases.perform(
            Action.CALLBACK, case.id, Callback(result=CallbackResult.SATISFIED, ratings=("热情：棒极了",))
        )
    twice = Callback(result=CallbackResult.SATISFIED, ratings=("热情：满意", "热情：不满意"))
    with refused("ratings", "B1 [49]"):
        other.cases.perform(Action.CALLBACK, case.id, twice)
    with refused(clause="W2 [12]"):
        desk.cases.perform(Action.CALLBACK, case.id, Callback(result=CallbackResult.SATISFIED))
    rated = ("热情：满意", "耐心：基本满意", "认真：满意", "服务：满意")
    closed = other.cases.perform(Action.CALLBACK, case.id, Callback(result=CallbackResult.SATISFIED, ratings=rated))
    assert closed.ratings == rated
