"""The words a case lives by: states, verdicts, roles, kinds of timeline entries. One place for what people read."""

from enum import StrEnum


class State(StrEnum):
    """Where a case stands (behaviours.md, "States and clocks"). There is no state that closes by itself ([65])."""

    DRAFT = "draft"
    ACCEPTED = "accepted"
    IN_HAND = "in_hand"
    AWAIT_ACCEPTANCE = "await_acceptance"
    WITH_HANDLER = "with_handler"
    AWAIT_REQUESTER = "await_requester"
    TO_FIND_OUT = "to_find_out"
    TO_CONSULT = "to_consult"
    TO_REACH = "to_reach"
    OUTSIDE_TOLD = "outside_told"
    SETTLED = "settled"
    ANSWERED = "answered"
    CLOSED = "closed"
    RULING = "ruling"
    MERGED = "merged"
    VOIDED = "voided"

    @property
    def word(self) -> str:
        """What people read."""
        return _STATE_WORDS[self]


_STATE_WORDS = {
    State.DRAFT: "草稿",
    State.ACCEPTED: "已受理",
    State.IN_HAND: "办理中",
    State.AWAIT_ACCEPTANCE: "待签收",
    State.WITH_HANDLER: "承办中",
    State.AWAIT_REQUESTER: "待客户",
    State.TO_FIND_OUT: "待弄清",
    State.TO_CONSULT: "待请示",
    State.TO_REACH: "待联系",
    State.OUTSIDE_TOLD: "单位外·已告知",
    State.SETTLED: "已办待答复",
    State.ANSWERED: "已答复待回访",
    State.CLOSED: "已结案",
    State.RULING: "裁定中",
    State.MERGED: "已合并",
    State.VOIDED: "已作废",
}

ENDED = frozenset({State.CLOSED, State.MERGED, State.VOIDED})
"""States in which nobody owes anything any more."""

OPEN = frozenset(State) - ENDED - {State.DRAFT}
"""States of a case that somebody still carries."""

UNANSWERED = OPEN - {State.ANSWERED}
"""Open states in which the requester still waits for an answer: limit and promise run only here."""


class Verdict(StrEnum):
    """职责判定: whose duty the matter is. It decides which ways forward the desk offers ([27] [54] [55])."""

    OWN_POST = "own_post"
    OWN_DEPARTMENT = "own_department"
    OTHER_DEPARTMENT = "other_department"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"

    @property
    def word(self) -> str:
        """What people read on screen and in column 12 of the ledger."""
        return _VERDICT_WORDS[self]


_VERDICT_WORDS = {
    Verdict.OWN_POST: "本岗",
    Verdict.OWN_DEPARTMENT: "他岗",
    Verdict.OTHER_DEPARTMENT: "他部门",
    Verdict.OUTSIDE: "单位外",
    Verdict.UNKNOWN: "不明",
}

NOT_MINE = frozenset({Verdict.OWN_DEPARTMENT, Verdict.OTHER_DEPARTMENT, Verdict.OUTSIDE})
"""Verdicts under which "not my duty" is no reason to end a case: it needs one of the two records of [27]."""


class Ending(StrEnum):
    """The only two ways a case ends (M4.1 [65])."""

    SOLVED = "solved"
    CLEAR_ANSWER = "clear_answer"

    @property
    def word(self) -> str:
        """What people read."""
        return {Ending.SOLVED: "已解决", Ending.CLEAR_ANSWER: "明确答复"}[self]


class Role(StrEnum):
    """What a post may do: every employee, the customer-service supervisor (M3.2), the manager (M3.1)."""

    STAFF = "staff"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"

    @property
    def word(self) -> str:
        """What people read."""
        return {Role.STAFF: "员工", Role.SUPERVISOR: "主任", Role.MANAGER: "经理"}[self]


class Standing(StrEnum):
    """Whether a person can be asked at all: in service, on leave, left the house ([1] [23])."""

    ACTIVE = "active"
    ON_LEAVE = "on_leave"
    LEFT = "left"

    @property
    def word(self) -> str:
        """What people read."""
        return {Standing.ACTIVE: "在岗", Standing.ON_LEAVE: "休假", Standing.LEFT: "离职"}[self]


class Duty(StrEnum):
    """Whether a person is on duty at a given moment: by the roster where there is one."""

    ON = "on"
    OFF = "off"
    NO_ROSTER = "no_roster"
    ABSENT = "absent"

    @property
    def word(self) -> str:
        """What people read beside a name."""
        return {Duty.ON: "当班", Duty.OFF: "不当班", Duty.NO_ROSTER: "未排班", Duty.ABSENT: "不在岗"}[self]

    @property
    def reachable(self) -> bool:
        """Whether a matter can be handed to the person now; without a roster the desk trusts the standing."""
        return self in (Duty.ON, Duty.NO_ROSTER)


class TargetKind(StrEnum):
    """转办对象: the leader, the department's officer or a functional post; always with a named person ([70])."""

    LEADER = "leader"
    OFFICER = "officer"
    POST = "post"

    @property
    def word(self) -> str:
        """What people read."""
        return {TargetKind.LEADER: "领导", TargetKind.OFFICER: "部门经办", TargetKind.POST: "职能岗位"}[self]


class AcceptedHow(StrEnum):
    """How a handoff was signed for ([71])."""

    LOGIN = "login"
    PHONE = "phone"
    PAPER = "paper"

    @property
    def word(self) -> str:
        """What people read."""
        return {AcceptedHow.LOGIN: "本人签收", AcceptedHow.PHONE: "电话已接", AcceptedHow.PAPER: "纸质签收"}[self]


class AttemptResult(StrEnum):
    """What came of trying to reach somebody ([85])."""

    CONNECTED = "connected"
    NO_ANSWER = "no_answer"
    SWITCHED_OFF = "switched_off"
    PASSED_ON = "passed_on"

    @property
    def word(self) -> str:
        """What people read."""
        return {
            AttemptResult.CONNECTED: "接通",
            AttemptResult.NO_ANSWER: "未接",
            AttemptResult.SWITCHED_OFF: "关机",
            AttemptResult.PASSED_ON: "转达",
        }[self]


class CallbackResult(StrEnum):
    """回访结果 ([12])."""

    SATISFIED = "satisfied"
    FAIR = "fair"
    DISSATISFIED = "dissatisfied"
    NOT_REACHED = "not_reached"
    NOT_NEEDED = "not_needed"

    @property
    def word(self) -> str:
        """What people read in column 23 of the ledger."""
        return {
            CallbackResult.SATISFIED: "满意",
            CallbackResult.FAIR: "基本满意",
            CallbackResult.DISSATISFIED: "不满意",
            CallbackResult.NOT_REACHED: "未接通",
            CallbackResult.NOT_NEEDED: "无需回访",
        }[self]


class EntryKind(StrEnum):
    """What a line of a case's timeline records; lines are never edited or deleted ([7])."""

    REGISTERED = "registered"
    STARTED = "started"
    HANDED = "handed"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    RECALLED = "recalled"
    URGED = "urged"
    PROGRESS = "progress"
    FOLLOW_UP = "follow_up"
    NOTICE = "notice"
    PROMISE = "promise"
    BROKEN = "broken"
    SNOOZED = "snoozed"
    ATTEMPT = "attempt"
    TO_REACH = "to_reach"
    ASKED = "asked"
    FIND_OUT = "find_out"
    FOUND_OUT = "found_out"
    CONSULT = "consult"
    CONSULTED = "consulted"
    OUTSIDE = "outside"
    AWAITING = "awaiting"
    RESUMED = "resumed"
    PICKED_UP = "picked_up"
    SETTLED = "settled"
    ANSWERED = "answered"
    CALLBACK = "callback"
    REDO = "redo"
    CLOSED = "closed"
    DISPUTED = "disputed"
    RULED = "ruled"
    TRANSFERRED = "transferred"
    HELPER = "helper"
    MERGED = "merged"
    UNMERGED = "unmerged"
    VOIDED = "voided"
    VISIT = "visit"
    CORRECTION = "correction"
    ALARM = "alarm"
    COMPLETED = "completed"
    MATERIALS = "materials"
    DECLINED = "declined"
    TASK = "task"
    VISITOR = "visitor"
    ATTACHED = "attached"
    FORM = "form"
    SPOKEN = "spoken"
    READ = "read"
    NOT_LET = "not_let"

    @property
    def word(self) -> str:
        """What people read on the timeline."""
        return _ENTRY_WORDS[self]


_ENTRY_WORDS = {
    EntryKind.REGISTERED: "登记",
    EntryKind.STARTED: "开始办理",
    EntryKind.HANDED: "交出",
    EntryKind.ACCEPTED: "签收",
    EntryKind.RETURNED: "退回",
    EntryKind.RECALLED: "撤回转办",
    EntryKind.URGED: "催办",
    EntryKind.PROGRESS: "进展",
    EntryKind.FOLLOW_UP: "跟踪",
    EntryKind.NOTICE: "主动告知",
    EntryKind.PROMISE: "改承诺",
    EntryKind.BROKEN: "失约",
    EntryKind.SNOOZED: "稍后",
    EntryKind.ATTEMPT: "联系记录",
    EntryKind.TO_REACH: "转待联系",
    EntryKind.ASKED: "代为问清",
    EntryKind.FIND_OUT: "待弄清",
    EntryKind.FOUND_OUT: "弄清结果",
    EntryKind.CONSULT: "请示",
    EntryKind.CONSULTED: "请示结论",
    EntryKind.OUTSIDE: "单位外告知",
    EntryKind.AWAITING: "待客户",
    EntryKind.RESUMED: "原因已消除",
    EntryKind.PICKED_UP: "恢复办理",
    EntryKind.SETTLED: "办结",
    EntryKind.ANSWERED: "答复",
    EntryKind.CALLBACK: "回访",
    EntryKind.REDO: "重办",
    EntryKind.CLOSED: "结案",
    EntryKind.DISPUTED: "首问争议",
    EntryKind.RULED: "裁定",
    EntryKind.TRANSFERRED: "责任移交",
    EntryKind.HELPER: "协办",
    EntryKind.MERGED: "合并",
    EntryKind.UNMERGED: "撤销合并",
    EntryKind.VOIDED: "作废",
    EntryKind.VISIT: "再次来访",
    EntryKind.CORRECTION: "更正",
    EntryKind.ALARM: "提醒",
    EntryKind.COMPLETED: "补登记",
    EntryKind.MATERIALS: "一次性告知",
    EntryKind.DECLINED: "不予受理",
    EntryKind.TASK: "准备任务",
    EntryKind.VISITOR: "接待室",
    EntryKind.ATTACHED: "附件",
    EntryKind.FORM: "记录表",
    EntryKind.READ: "查阅",
    EntryKind.NOT_LET: "未获准",
    EntryKind.SPOKEN: "口头忌语",
}
