"""A complaint that is led through every state by the people of the house, for the walk of the flow table."""

from datetime import datetime, timedelta
from typing import Any

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import CHINA
from firstask_desktop.domain.commands import (
    Acceptance,
    Answer,
    AskedOnBehalf,
    Asking,
    AttemptMade,
    Await,
    Callback,
    ComplaintForm,
    Completion,
    Correction,
    Decline,
    Dispute,
    FollowUp,
    Found,
    HandOff,
    Materials,
    Merge,
    Notice,
    OnSpot,
    OutsideTold,
    Preparation,
    Prepared,
    Progress,
    PromiseChange,
    Reasoned,
    Resume,
    Return,
    Ruling,
    Settlement,
    Snooze,
    ToReach,
    Transfer,
    Visit,
)
from firstask_desktop.domain.consent import ConsentHow
from firstask_desktop.domain.flow import FLOW, Action, Relation
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import (
    AcceptedHow,
    AttemptResult,
    CallbackResult,
    Ending,
    State,
    Verdict,
)
from firstask_desktop.events import Changed
from tests.desk_fixtures import as_name, person, registered

FIRST, CARRIER, HANDLER, HELPER, THIRD = "欧阳丽华", "何静", "曾国强", "解小虎", "仇海燕"
SUPERVISOR, MANAGER, EXPERT = "周敏", "仲经理", "单建平"
EVERYBODY = (FIRST, CARRIER, HANDLER, HELPER, THIRD, SUPERVISOR, MANAGER)
TOMORROW = datetime(2026, 11, 24, 11, 0, tzinfo=CHINA)
LATER = datetime(2026, 11, 24, 17, 0, tzinfo=CHINA)
HANDED = frozenset(
    {
        State.AWAIT_ACCEPTANCE, State.WITH_HANDLER, State.AWAIT_REQUESTER, State.TO_FIND_OUT, State.SETTLED,
        State.ANSWERED, State.CLOSED, State.RULING, State.VOIDED,
    }
)  # fmt: skip
"""The states which the walk reaches after 曾国强 was given the case; in the others its carrier works on it."""
CLOSING = {Action.REGISTER, Action.ON_SPOT, Action.ANSWER, Action.CALLBACK}


class Undone(Exception):
    """Ends a try, so that the next one finds the case as it was."""


class Walk:
    """A complaint on its way: registered with 欧阳丽华, carried by 何静, worked on by 曾国强, helped by 解小虎."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.house.save(Person(name=THIRD, post=person(desk, CARRIER).post))
        self.task = ""
        self.other = registered(desk, words="地下车库灯不亮", room="车库", phone="13900139000", promise_at=LATER)
        self.case = registered(
            desk, kind="投诉", complaint_level="一般", involved="工程部", verdict=Verdict.OWN_POST, promise_at=TOMORROW
        )

    def do(self, name: str, action: Action, command: object | None = None) -> Case:
        desk = as_name(self.desk, name)
        self.case = desk.cases.perform(action, self.case.id, command or self.command(action))
        return self.case

    def id(self, name: str) -> str:
        return person(self.desk, name).id

    def command(self, action: Action) -> Any:
        """A command for the action with every needed field well filled."""
        first_line = self.desk.cases.file(self.case.id).timeline[0].id
        return {
            Action.ON_SPOT: OnSpot(answer="已请维修工当场修好，现在不滴水"),
            Action.START: PromiseChange(promise_at=TOMORROW, told=True),
            Action.HAND_OFF: HandOff(
                receiver=self.id(EXPERT if self.case.handler == self.id(HANDLER) else HANDLER), task="上门查看外机",
                promise_at=TOMORROW, told=True, told_text="由【工程部】办理，电话 8012", own_duty_reason="超出本岗权限",
                own_duty_consent=self.id(SUPERVISOR), consent_how=ConsentHow.PHONE,
            ),
            Action.ACCEPT: Acceptance(readback="上门查看外机滴水"),
            Action.RECORD_ACCEPT: Acceptance(how=AcceptedHow.PHONE, at=self.desk.clock.now()),
            Action.RETURN: Return(reason="这台外机属于外委保养", proposed_owner=self.id(EXPERT)),
            Action.RECALL: Reasoned(reason="转错了人"),
            Action.URGE: Reasoned(reason="请今天上门"),
            Action.TO_REACH: ToReach(name="单晓燕", phone="13800138000", doubt="外机归谁保养", promise_at=TOMORROW),
            Action.ATTEMPT: AttemptMade(target="工程部值班", result=AttemptResult.NO_ANSWER),
            Action.FIND_OUT: Asking(doubt="外机是否在保修期", whom="工程部", promise_at=TOMORROW),
            Action.FOUND_OUT: Found(conclusion="外机在保修期内，由厂家修"),
            Action.CONSULT: Asking(doubt="该由哪个部门承办", whom="周敏", promise_at=TOMORROW),
            Action.CONSULTED: Found(conclusion="由本岗直接办理"),
            Action.ASK: AskedOnBehalf(whom="厂家客服", answer="明天上午可以上门"),
            Action.OUTSIDE: OutsideTold(
                unit="湖畔街道办事处物业科", phone="0571-80007103", explanation="外立面由街道核准",
                reaction="接受",
            ),
            Action.AWAIT: Await(cause="业主外出", explained="需要业主在家时才能进户检查", resume_by=TOMORROW, reaction="接受"),
            Action.RESUME: Resume(note="业主已到家"),
            Action.PROGRESS: Progress(text="已查看现场，排水管老化", next_step="明天换管"),
            Action.FOLLOW_UP: FollowUp(way="电话", text="问过维修工，明天换管"),
            Action.NOTICE: Notice(way="电话", text="管子明天到货，到货就换"),
            Action.PROMISE: PromiseChange(promise_at=LATER, reason="配件明天到", told=True),
            Action.SNOOZE: Snooze(until=TOMORROW - timedelta(hours=1), reason="已约定到时再联系"),
            Action.VISIT: Visit(),
            Action.HELPER: Reasoned(person=self.id(EXPERT)),
            Action.SETTLE: Settlement(result="更换外机排水管，已不滴水"),
            Action.ANSWER: Answer(
                ending=Ending.SOLVED, text="外机排水管已更换，现在不滴水了", way="电话", at=self.desk.clock.now()
            ),
            Action.CALLBACK: Callback(result=CallbackResult.SATISFIED),
            Action.REOPEN: Reasoned(reason="又开始滴水"),
            Action.DISPUTE: Dispute(claimed=self.id(HELPER), reason="先在大门岗问的"),
            Action.RULE: Ruling(handler=self.id(EXPERT), reason="外机由工程部负责"),
            Action.TRANSFER: Transfer(to=self.id(EXPERT), reason="休假"),
            Action.MERGE: Merge(into=self.other.id),
            Action.UNMERGE: Reasoned(),
            Action.VOID: Reasoned(reason="重复登记"),
            Action.CORRECT: Correction(corrects=first_line, text="房号应为 3-1-603"),
            Action.FORM: ComplaintForm(category="工程维修"),
            Action.COMPLETE: Completion(contact_place="客服前台"),
            Action.MATERIALS: Materials(missing=("房产证复印件",), deadline="补齐后当天", reaction="接受"),
            Action.DECLINE: Decline(
                basis="《物业管理条例》", explanation="外立面改造须先报街道", way="当面", options="可以向街道申请", understood=True,
                reaction="接受",
            ),
            Action.TASK: Preparation(text="先关外机电源", due_at=TOMORROW),
            Action.TASK_DONE: Prepared(task_id=self.task),
        }[action]  # fmt: skip

    def to(self, state: State) -> Case:
        """Bring the case to a state by the moves people make."""
        self.do(MANAGER, Action.TRANSFER, Transfer(to=self.id(CARRIER), reason="休假"))
        self.do(CARRIER, Action.HELPER, Reasoned(person=self.id(HELPER)))
        self._plan_a_task()
        if state in HANDED:
            self.do(CARRIER, Action.HAND_OFF)
        if state in HANDED - {State.AWAIT_ACCEPTANCE}:
            self.do(HANDLER, Action.ACCEPT)
        for name, action in LAST_STEPS.get(state, ()):
            self.do(name, action)
        assert self.case.state is state
        return self.case

    def _plan_a_task(self) -> None:
        written: list[Changed] = []
        self.desk.bulletin.listen(written.append)
        self.do(CARRIER, Action.TASK)
        self.desk.bulletin.forget(written.append)
        self.task = next(rows[0] for table, rows in written[0].rows.items() if "task" in table)

    def standing(self, name: str, state: State) -> set[Relation]:
        """How somebody stands to the case, said by this test and not by the program."""
        handler = {
            State.AWAIT_ACCEPTANCE: {Relation.RECEIVER},
        }.get(state, {Relation.HANDLER} if state in HANDED else {Relation.THIRD})
        return {Relation.STAFF} | {
            FIRST: {Relation.FIRST_ASKED},
            CARRIER: {Relation.CARRIER} | (set() if state in HANDED else {Relation.HANDLER}),
            HANDLER: handler,
            HELPER: {Relation.HELPER, Relation.THIRD},
            THIRD: {Relation.THIRD},
            SUPERVISOR: {Relation.SUPERVISOR, Relation.THIRD},
            MANAGER: {Relation.SUPERVISOR, Relation.MANAGER, Relation.THIRD},
        }[name]


LAST_STEPS: dict[State, tuple[tuple[str, Action], ...]] = {
    State.IN_HAND: ((CARRIER, Action.START),),
    State.AWAIT_REQUESTER: ((HANDLER, Action.AWAIT),),
    State.TO_FIND_OUT: ((HANDLER, Action.FIND_OUT),),
    State.TO_CONSULT: ((CARRIER, Action.CONSULT),),
    State.TO_REACH: ((CARRIER, Action.TO_REACH),),
    State.OUTSIDE_TOLD: ((CARRIER, Action.OUTSIDE),),
    State.SETTLED: ((HANDLER, Action.SETTLE),),
    State.ANSWERED: ((HANDLER, Action.SETTLE), (CARRIER, Action.ANSWER)),
    State.CLOSED: ((HANDLER, Action.SETTLE), (CARRIER, Action.ANSWER), (THIRD, Action.CALLBACK)),
    State.RULING: ((CARRIER, Action.DISPUTE),),
    State.MERGED: ((CARRIER, Action.MERGE),),
    State.VOIDED: ((MANAGER, Action.VOID),),
}
STATES = [state for state in State if state is not State.DRAFT]
ACTIONS = [move.action for move in FLOW if move.action is not Action.REGISTER]
