"""What else goes on around the desk on the demonstration's last day: visitors, rosters, handovers, things kept."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from firstask_desktop.domain.clock import local
from firstask_desktop.domain.colleagues import COLLEAGUES, INTERNAL
from firstask_desktop.domain.commands import Preparation, Registration
from firstask_desktop.domain.desk_life import DeskItem, Reply, Visitor
from firstask_desktop.domain.desk_views import LeaderReply, ShiftTemplate
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import Verdict
from firstask_desktop.domain.values import dataclass
from firstask_desktop.services.circumstances import AFTER_STAY, BEFORE_STAY
from firstask_desktop.services.demo_stage import Stage
from firstask_desktop.services.handover import ShiftHandover
from firstask_desktop.services.intake import PHONE_CALL
from firstask_desktop.services.people import Session
from firstask_desktop.services.rosters import DAYS, Rosters, monday
from firstask_desktop.services.waiting import WaitingRoom
from firstask_desktop.storage import lookups
from firstask_desktop.storage.tables import OPEN_CASES

Script = Iterator[datetime]
Errand = tuple[datetime, Script]
WEEKS = 2
LATE = 22
"""From this hour on a guest of tonight is one of tomorrow night."""
MET = "已见面，领导当面答复"


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who wants to see the leader: how long ago they came, and how far it went."""

    ago: int
    name: str
    organisation: str
    purpose: str
    appointment: bool = False
    reply: LeaderReply | None = None
    left: bool = False


CALLERS = (
    Caller(170, "向先生", "", "想当面谈谈上次反映的收费问题", left=True),
    Caller(125, "滕女士", "城南旅行社", "续签明年的合作协议", appointment=True, left=True),
    Caller(80, "邵先生", "", "对处理结果有不同意见", left=True),
    Caller(
        26, "栾女士", "蓝天物资公司", "送来月度对账单并请签字", True, LeaderReply(reply=Reply.IN_MINUTES, minutes=20)
    ),
    Caller(11, "古先生", "", "要求说明停车位调整的原因", reply=LeaderReply(reply=Reply.SEE_NOW)),
    Caller(3, "宁先生", "", "想见领导，谈邻里纠纷的协调"),
)
KEPT = (
    ("黑色折叠伞一把", "前台抽屉 2 号", "穆女士", 190),
    ("蓝色文件袋，内有合同复印件", "前台保险柜", "", 70),
)
CASES = len(CALLERS) + 1
"""How many cases these errands register, the hotel's guest of tonight apart."""


class Errands:
    """The errands of one demonstration; the same stage gives the same ones."""

    def __init__(self, stage: Stage, present: datetime) -> None:
        self._stage, self._present = stage, present
        self._first, self._second = stage.cast.front[0], stage.cast.front[1]

    def all(self) -> list[Errand]:
        """Every errand with the moment at which it begins."""
        found = [(self._ago(caller.ago), self._visit(caller)) for caller in CALLERS]
        found += [(self._ago(kept[-1]), self._keep(*kept[:3])) for kept in KEPT]
        found += [(self._ago(240), self._handed_over()), (self._ago(2), self._handing_over())]
        found += [(self._ago(150), self._blocking()), (self._ago(1), self._rosters())]
        if self._stage.office.choices("stage"):
            found += [(self._ago(95), self._guest_of_tonight()), (self._ago(60), self._left_behind())]
        return found

    def _ago(self, minutes: int) -> datetime:
        return self._present - timedelta(minutes=minutes)

    def _session(self, person: Person) -> Session:
        return Session(self._stage.office, person.id)

    # -- the reception room -----------------------------------------------------------------------------------------

    def _visit(self, caller: Caller) -> Script:
        """From the arrival as far as it went; who left saw the leader after a short wait."""
        stage = self._stage
        room = WaitingRoom(stage.office, self._session(self._first))
        taken = {row.visitor.place for row in room.board()}
        visitor = Visitor(
            place=next(place for place in room.places() if place not in taken), name=caller.name,
            phone=f"1380007{4100 + caller.ago}", organisation=caller.organisation, purpose=caller.purpose,
            appointment=caller.appointment, leader=stage.cast.manager.id,
        )  # fmt: skip
        came = room.arrive_anew(visitor, stage.timing.add(stage.now, 240))
        if caller.reply is None and not caller.left:
            return
        yield stage.now + timedelta(minutes=1)
        room.serve(came.id, "茶水")
        yield stage.now + timedelta(minutes=2)
        room.report(came.id, "内线")
        yield stage.now + timedelta(minutes=2)
        room.reply(came.id, caller.reply or LeaderReply(reply=Reply.SEE_NOW))
        if caller.reply is not None and caller.reply.reply is Reply.SEE_NOW:
            return
        yield stage.now + timedelta(minutes=1)
        room.told(came.id)
        if caller.left:
            yield stage.now + timedelta(minutes=25)
            room.leave(came.id, MET)

    # -- shifts -----------------------------------------------------------------------------------------------------

    def _rosters(self) -> Script:
        """This week and the next for everybody: two days off a week, today the shift that is running."""
        yield from ()
        stage = self._stage
        rosters = Rosters(stage.office, self._session(stage.cast.manager))
        now = local(stage.now, stage.office.zone)
        running = _running(rosters.templates(), now)
        for place, person in enumerate(stage.cast.people):
            if person.shared:
                continue
            for number in range(WEEKS * DAYS):
                day = monday(now.date()) + timedelta(days=number)
                if day == now.date() or (number + 2 * place) % DAYS < 5:
                    rosters.put(person.id, day, running)

    def _handed_over(self) -> Script:
        """The shift before: every line confirmed by both."""
        giving = ShiftHandover(self._stage.office, self._session(self._second))
        taking = ShiftHandover(self._stage.office, self._session(self._first))
        drawn = giving.begin("早班")
        for line in giving.lines(drawn.id):
            giving.confirm(line.id)
        yield self._stage.now + timedelta(minutes=4)
        giving.give(self._first.id, "钥匙与对讲机已点清")
        yield self._stage.now + timedelta(minutes=6)
        for line in taking.lines(drawn.id):
            taking.confirm(line.id)
        taking.receive()

    def _handing_over(self) -> Script:
        """The present shift has drawn up its sheet and confirmed the first half of it."""
        yield from ()
        giving = ShiftHandover(self._stage.office, self._session(self._first))
        lines = giving.lines(giving.begin("中班").id)
        for line in lines[: (len(lines) + 1) // 2]:
            giving.confirm(line.id)

    def _keep(self, what: str, place: str, owner: str) -> Script:
        yield from ()
        kept = DeskItem(what=what, place=place, owner=owner, keep_until=self._in_days(30))
        ShiftHandover(self._stage.office, self._session(self._first)).keep(kept)

    def _in_days(self, days: int) -> date:
        return local(self._stage.now, self._stage.office.zone).date() + timedelta(days=days)

    # -- cases that hang on something else --------------------------------------------------------------------------

    def _blocking(self) -> Script:
        """A colleague's matter that a requester's case waits for ([44])."""
        yield from ()
        stage = self._stage
        open_cases = lookups.cases_where(stage.office.store, f"{OPEN_CASES} AND channel <> ?", (INTERNAL,), "rid DESC")
        who = next(person for person in stage.cast.people if person.department != self._first.department)
        kinds = [kind.text for kind in stage.office.choices("kind") if not kind.complaint]
        identity = [each.text for each in stage.office.choices("identity") if each.text in COLLEAGUES]
        blocked = open_cases[0][1]
        form = Registration(
            channel=INTERNAL, kind=blocked.kind if blocked.kind in kinds else kinds[0], contact_at=stage.now,
            name=who.name, phone=who.phone, requester_staff=who.id, identity=identity[0] if identity else "",
            words="配件领不出来，客户那边等着装", request="请协调仓库今天出库", matter=blocked.matter,
            uncatalogued_reason="" if blocked.matter else "内部协调，不用编目",
            first_asked=self._first.id, verdict=Verdict.OWN_POST, promise_at=stage.timing.add(stage.now, 240),
            beyond_limit_reason=f"{stage.cast.manager.name}同意：配件今天到货", blocks=blocked.id, separate_anyway=True,
        )  # fmt: skip
        stage.cases(self._first).register(form)

    def _guest_of_tonight(self) -> Script:
        """A guest who arrives tonight, and what is to be made ready before ([29])."""
        stage = self._stage
        late = local(stage.now, stage.office.zone).hour >= LATE
        tonight = datetime.combine(self._in_days(int(late)), time(23, 30), stage.office.zone)
        kinds = [kind.text for kind in stage.office.choices("kind") if not kind.complaint]
        form = Registration(
            channel=PHONE_CALL, kind=kinds[0], contact_at=stage.now, name="应女士", phone="13800079215",
            stage=BEFORE_STAY, booking_no="W2214", arrival_at=tonight, words="带两岁孩子入住，需要婴儿床和床围",
            request="到店前布置好", first_asked=self._first.id, verdict=Verdict.OWN_POST, uncatalogued_reason="预订备注",
            promise_at=stage.timing.add(stage.now, 240), separate_anyway=True,
        )  # fmt: skip
        case = stage.cases(self._first).register(form)
        for text, minutes in (("婴儿床与床围送到房间", 150), ("通知餐厅备儿童餐椅", 240)):
            yield stage.now + timedelta(minutes=3)
            due = min(self._present + timedelta(minutes=minutes), tonight - timedelta(minutes=5))
            task = Preparation(text=text, owner=self._second.id, due_at=due)
            stage.cases(self._first).perform(Action.TASK, case.id, task)

    def _left_behind(self) -> Script:
        """Something a guest left in the room, kept for the case they called about ([30])."""
        yield from ()
        departed = lookups.cases_where(self._stage.office.store, "stage = ?", (AFTER_STAY,), "rid DESC", 1)
        for _, case in departed:
            kept = DeskItem(
                what="充电器与儿童绘本各一件", place="客房中心遗留物柜", owner=case.name, case_id=case.id,
                keep_until=self._in_days(90),
            )  # fmt: skip
            ShiftHandover(self._stage.office, self._session(self._first)).keep(kept)


def _running(templates: list[ShiftTemplate], now: datetime) -> ShiftTemplate:
    """The shift that is on at this hour, else the first."""
    wall = now.time()
    on = [each for each in templates if _covers(each, wall)]
    return (on or templates)[0]


def _covers(template: ShiftTemplate, wall: time) -> bool:
    if template.begins < template.ends:
        return template.begins <= wall < template.ends
    return wall >= template.begins or wall < template.ends
