"""The vocabulary of the flow: actions, relations of people to a case, and one row of the table (DESIGN 3.2)."""

from enum import StrEnum

from firstask_desktop.domain.states import State
from firstask_desktop.domain.values import dataclass


class Relation(StrEnum):
    """How a person stands to a case; a move names the relations that may make it."""

    CARRIER = "carrier"
    FIRST_ASKED = "first_asked"
    HANDLER = "handler"
    RECEIVER = "receiver"
    HELPER = "helper"
    THIRD = "third"
    STAFF = "staff"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"

    @property
    def word(self) -> str:
        """What people read in a refusal."""
        return {
            Relation.CARRIER: "首问责任人",
            Relation.FIRST_ASKED: "首问责任人",
            Relation.HANDLER: "承办人",
            Relation.RECEIVER: "被转办人",
            Relation.HELPER: "协办人",
            Relation.THIRD: "首问责任人、承办人以外的人",
            Relation.STAFF: "本单位员工",
            Relation.SUPERVISOR: "主任",
            Relation.MANAGER: "经理",
        }[self]


class Action(StrEnum):
    """Every step a person can take with a case."""

    REGISTER = "register"
    ON_SPOT = "on_spot"
    START = "start"
    HAND_OFF = "hand_off"
    ACCEPT = "accept"
    RECORD_ACCEPT = "record_accept"
    RETURN = "return"
    RECALL = "recall"
    URGE = "urge"
    TO_REACH = "to_reach"
    ATTEMPT = "attempt"
    FIND_OUT = "find_out"
    FOUND_OUT = "found_out"
    CONSULT = "consult"
    CONSULTED = "consulted"
    ASK = "ask"
    OUTSIDE = "outside"
    AWAIT = "await"
    RESUME = "resume"
    PROGRESS = "progress"
    FOLLOW_UP = "follow_up"
    NOTICE = "notice"
    PROMISE = "promise"
    SNOOZE = "snooze"
    VISIT = "visit"
    HELPER = "helper"
    SETTLE = "settle"
    ANSWER = "answer"
    CALLBACK = "callback"
    REOPEN = "reopen"
    DISPUTE = "dispute"
    RULE = "rule"
    TRANSFER = "transfer"
    MERGE = "merge"
    UNMERGE = "unmerge"
    VOID = "void"
    CORRECT = "correct"
    COMPLETE = "complete"
    MATERIALS = "materials"
    DECLINE = "decline"
    TASK = "task"
    TASK_DONE = "task_done"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the flow: `needs` names the command fields that must be filled, `key` the key that starts it."""

    action: Action
    word: str
    key: str
    sources: frozenset[State]
    targets: tuple[State, ...]
    who: frozenset[Relation]
    needs: tuple[str, ...]
    clause: str
    node: str = ""

    @property
    def stays(self) -> bool:
        """Whether the state does not change."""
        return not self.targets


FIELD_WORDS = {
    "answer": "答复内容",
    "promise_at": "承诺时间",
    "told_limit": "已告知时限",
    "receiver": "承办人",
    "task": "交办事项",
    "readback": "「我理解要做的是…」",
    "at": "时间",
    "reason": "原因",
    "proposed_owner": "建议的承办人",
    "name": "姓名",
    "phone": "电话",
    "doubt": "疑点",
    "target": "联系对象",
    "result": "结果",
    "whom": "向谁问",
    "conclusion": "结论",
    "explanation": "说明内容",
    "cause": "原因",
    "explained": "已向客户解释的内容",
    "text": "内容",
    "way": "方式",
    "told": "已告知客户",
    "until": "时间",
    "person": "人员",
    "ending": "结束方式",
    "claimed": "另一位首问人",
    "handler": "承办人",
    "to": "接手人",
    "into": "并入的编号",
    "corrects": "要更正的记录",
    "channel": "受理方式",
    "kind": "类别",
    "missing": "缺少的材料",
    "basis": "依据条文",
    "due_at": "完成时间",
    "task_id": "准备任务",
}
"""What a refusal calls the field of a command."""
