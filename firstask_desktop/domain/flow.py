"""The flow is a table (DESIGN 3.2): who may do what in which state, what must be filled, which clause demands it.

The same rows decide which buttons a case shows, refuse what is out of order, draw the flow chart and are walked by
the tests. A move with several targets lets the command choose among them; it can reach no other state.
"""

from collections.abc import Iterable

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.moves import FIELD_WORDS, Action, Move, Relation
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import OPEN, UNANSWERED, Role, State
from firstask_desktop.errors import Refused

__all__ = ["BY_ACTION", "FLOW", "Action", "Move", "Relation", "check", "open_moves", "relations", "require"]

_OWNERS = (Relation.CARRIER, Relation.HANDLER)
_LEADERS = (Relation.SUPERVISOR, Relation.MANAGER)
_WORKING = (State.ACCEPTED, State.IN_HAND, State.WITH_HANDLER)
_MINE = (State.ACCEPTED, State.IN_HAND)
CONSULT_CLAUSE = "B4 [54]"
"""Nothing leaves 待请示 but its conclusion: not a merger, a dispute or the manager's pen ([54])."""


def _move(
    action: Action,
    word: str,
    key: str,
    sources: Iterable[State],
    targets: Iterable[State],
    who: Iterable[Relation],
    needs: str,
    clause: str,
    node: str = "",
) -> Move:
    return Move(
        action, word, key, frozenset(sources), tuple(targets), frozenset(who), tuple(needs.split()), clause, node
    )


FLOW: tuple[Move, ...] = (
    _move(
        Action.REGISTER, "登记", "F3", [State.DRAFT], [State.ACCEPTED, State.IN_HAND, State.CLOSED, State.ANSWERED],
        [Relation.STAFF], "channel kind", "M4.2 [66]", "register",
    ),
    _move(
        Action.ON_SPOT, "当场办结", "D", _MINE, [State.CLOSED, State.ANSWERED],
        [Relation.CARRIER, Relation.HANDLER], "answer", "H2 [24]", "on_spot",
    ),
    _move(
        Action.START, "办理", "K", [State.ACCEPTED, State.TO_REACH], [State.IN_HAND],
        _OWNERS, "promise_at told", "M4.6 [77]", "in_hand",
    ),
    _move(
        Action.HAND_OFF, "转办", "H",
        [*_WORKING, State.TO_REACH, State.TO_FIND_OUT, State.AWAIT_REQUESTER],
        [State.AWAIT_ACCEPTANCE], [*_OWNERS, *_LEADERS], "receiver task promise_at", "M4.4 [71]", "hand_off",
    ),
    _move(
        Action.ACCEPT, "签收", "J", [State.AWAIT_ACCEPTANCE], [State.WITH_HANDLER],
        [Relation.RECEIVER], "readback", "M4.4 [71]", "accept",
    ),
    _move(
        Action.RECORD_ACCEPT, "电话已接", "L", [State.AWAIT_ACCEPTANCE], [State.WITH_HANDLER],
        [Relation.STAFF], "at", "M4.4 [71]", "accept",
    ),
    _move(
        Action.RETURN, "退回", "B", [State.AWAIT_ACCEPTANCE, State.WITH_HANDLER], [State.ACCEPTED, State.RULING],
        [Relation.RECEIVER, Relation.HANDLER], "reason proposed_owner", "M4.7 [82]", "return",
    ),
    _move(
        Action.RECALL, "撤回转办", "Z", [State.AWAIT_ACCEPTANCE], [State.ACCEPTED],
        [Relation.CARRIER, *_LEADERS], "reason", "M4.4 [71]", "hand_off",
    ),
    _move(
        Action.URGE, "催办", "U", [State.AWAIT_ACCEPTANCE, State.WITH_HANDLER], [],
        [Relation.CARRIER, *_LEADERS], "", "M4.4 [72]",
    ),
    _move(
        Action.TO_REACH, "待联系", "X", [*_MINE, State.AWAIT_ACCEPTANCE], [State.TO_REACH],
        [Relation.CARRIER], "name phone doubt promise_at", "M4.8 [86]", "to_reach",
    ),
    _move(
        Action.ATTEMPT, "联系记录", "C", OPEN, [],
        [*_OWNERS, Relation.HELPER, *_LEADERS], "target result", "M4.8 [85]",
    ),
    _move(
        Action.FIND_OUT, "待弄清", "Q", _WORKING, [State.TO_FIND_OUT],
        _OWNERS, "doubt whom promise_at", "M4.4 [69]", "to_find_out",
    ),
    _move(
        Action.FOUND_OUT, "弄清结果", "Q", [State.TO_FIND_OUT],
        [State.IN_HAND, State.WITH_HANDLER, State.ACCEPTED],
        _OWNERS, "conclusion", "M4.4 [69]", "to_find_out",
    ),
    _move(
        Action.CONSULT, "请示", "I", _MINE, [State.TO_CONSULT],
        [Relation.CARRIER], "doubt whom promise_at", "B4 [54]", "to_consult",
    ),
    _move(
        Action.CONSULTED, "请示结论", "I", [State.TO_CONSULT], [State.ACCEPTED],
        [Relation.CARRIER, *_LEADERS], "conclusion", "B4 [54]", "to_consult",
    ),
    _move(
        Action.ASK, "代为问清", "Y", [*_WORKING, State.TO_REACH, State.TO_CONSULT, State.TO_FIND_OUT], [],
        [Relation.CARRIER], "whom answer", "H4 [27]", "ask",
    ),
    _move(
        Action.OUTSIDE, "单位外告知", "O", [*_MINE, State.TO_REACH], [State.OUTSIDE_TOLD],
        [Relation.CARRIER], "explanation", "B5 [55]", "outside",
    ),
    _move(
        Action.AWAIT, "待客户", "W", _WORKING, [State.AWAIT_REQUESTER],
        _OWNERS, "cause explained", "H3 [25]", "await_requester",
    ),
    _move(
        Action.RESUME, "原因已消除", "W", [State.AWAIT_REQUESTER],
        [State.IN_HAND, State.WITH_HANDLER, State.ACCEPTED, State.AWAIT_REQUESTER],
        [*_OWNERS, Relation.HELPER], "", "H3 [26]", "await_requester",
    ),
    _move(
        Action.PROGRESS, "报进展", "R", OPEN, [],
        [*_OWNERS, Relation.HELPER, *_LEADERS], "text", "G3 [6]",
    ),
    _move(
        Action.FOLLOW_UP, "跟踪", "T", OPEN, [],
        [Relation.CARRIER, *_LEADERS], "way text", "M4.4 [72]",
    ),
    _move(
        Action.NOTICE, "主动告知", "N", UNANSWERED, [],
        [*_OWNERS, *_LEADERS], "way text", "W2 [11]",
    ),
    _move(
        Action.PROMISE, "改承诺", "P", UNANSWERED, [],
        [*_OWNERS, *_LEADERS], "promise_at reason told", "M4.6 [79]",
    ),
    _move(
        Action.SNOOZE, "稍后", "S", OPEN, [],
        _OWNERS, "until reason", "M4.4 [72]",
    ),
    _move(
        Action.VISIT, "再次来访", "F", UNANSWERED, [],
        [Relation.STAFF], "", "M4.6 [80]",
    ),
    _move(
        Action.HELPER, "协办", "E", UNANSWERED, [],
        [*_OWNERS, *_LEADERS], "person", "W3 [14]",
    ),
    _move(
        Action.SETTLE, "办结", "K", [State.IN_HAND, State.WITH_HANDLER], [State.SETTLED],
        _OWNERS, "result", "M4.4 [72]", "settled",
    ),
    _move(
        Action.ANSWER, "答复", "A",
        [*_MINE, State.TO_FIND_OUT, State.SETTLED, State.OUTSIDE_TOLD], [State.ANSWERED, State.CLOSED],
        _OWNERS, "ending text way at", "M4.1 [65]", "answered",
    ),
    _move(
        Action.CALLBACK, "回访", "V", [State.ANSWERED], [State.CLOSED, State.ACCEPTED, State.RULING, State.ANSWERED],
        [Relation.THIRD], "result", "W2 [12]", "callback",
    ),
    _move(
        Action.REOPEN, "重办", "G", [State.CLOSED], [State.ACCEPTED, State.RULING],
        [Relation.STAFF], "reason", "H5 [28]", "redo",
    ),
    _move(
        Action.DISPUTE, "首问争议", "M", UNANSWERED - {State.RULING, State.TO_CONSULT}, [State.RULING],
        [Relation.CARRIER, Relation.FIRST_ASKED], "claimed reason", "M4.2 [66]", "ruling",
    ),
    _move(
        Action.RULE, "裁定", "M", [State.RULING], [State.IN_HAND, State.ACCEPTED, State.WITH_HANDLER],
        _LEADERS, "handler reason", "M4.7 [82]", "ruling",
    ),
    _move(
        Action.TRANSFER, "责任移交", "", OPEN, [],
        _LEADERS, "to reason", "G0 [1]",
    ),
    _move(
        Action.MERGE, "并入", "", UNANSWERED - {State.TO_CONSULT}, [State.MERGED],
        [Relation.CARRIER, *_LEADERS], "into", "P3 [18]", "merged",
    ),
    _move(
        Action.UNMERGE, "撤销合并", "", [State.MERGED], [State.ACCEPTED],
        [Relation.CARRIER, *_LEADERS], "", "P3 [18]", "merged",
    ),
    _move(
        Action.VOID, "作废", "", OPEN - {State.TO_CONSULT}, [State.VOIDED],
        [Relation.MANAGER], "reason", "M4.5 [75]", "voided",
    ),
    _move(
        Action.CORRECT, "更正", "", frozenset(State) - {State.DRAFT}, [],
        [*_OWNERS, Relation.HELPER, *_LEADERS], "corrects text", "G4 [7]",
    ),
    _move(
        Action.FORM, "记录表", "", frozenset(State) - {State.DRAFT, State.MERGED, State.VOIDED}, [],
        [*_OWNERS, *_LEADERS], "", "M5.2 [95]",
    ),
    _move(
        Action.COMPLETE, "补登记", "", OPEN, [],
        [Relation.STAFF], "", "M4.3 [67]",
    ),
    _move(
        Action.MATERIALS, "一次性告知单", "Z", _WORKING, [State.AWAIT_REQUESTER],
        _OWNERS, "missing", "B2 [51]", "await_requester",
    ),
    _move(
        Action.DECLINE, "不予受理", "B", _MINE, [State.SETTLED],
        [Relation.CARRIER], "basis explanation way", "B2 [52]", "declined",
    ),
    _move(
        Action.TASK, "准备任务", "", UNANSWERED, [],
        [*_OWNERS, *_LEADERS], "text due_at", "H6 [29]",
    ),
    _move(
        Action.TASK_DONE, "任务完成", "", OPEN, [],
        [Relation.STAFF], "task_id", "H6 [29]",
    ),
)  # fmt: skip

BY_ACTION: dict[Action, Move] = {move.action: move for move in FLOW}


def relations(case: Case, person: Person) -> frozenset[Relation]:
    """How `person` stands to `case`. While a handoff is unsigned its receiver is named as handler but only receives."""
    found = {Relation.STAFF}
    if person.id == case.carrier:
        found.add(Relation.CARRIER)
    if person.id == case.first_asked:
        found.add(Relation.FIRST_ASKED)
    if person.id == case.handler:
        waiting = case.state is State.AWAIT_ACCEPTANCE
        found.add(Relation.RECEIVER if waiting else Relation.HANDLER)
    if person.id in case.helpers:
        found.add(Relation.HELPER)
    if person.id not in (case.first_asked, case.handler, case.carrier, case.settled_by, case.answered_by):
        found.add(Relation.THIRD)
    if person.role is Role.SUPERVISOR:
        found.add(Relation.SUPERVISOR)
    if person.role is Role.MANAGER:
        found |= {Relation.SUPERVISOR, Relation.MANAGER}
    return frozenset(found)


def open_moves(case: Case, standing: frozenset[Relation]) -> list[Move]:
    """The moves this person can make now, in the order of the table: the buttons of the case."""
    return [
        move
        for move in FLOW
        if move.action is not Action.REGISTER and case.state in move.sources and move.who & standing
    ]


def check(action: Action, case: Case, standing: frozenset[Relation]) -> Move:
    """The move, or a refusal that names the clause, the state and who may."""
    move = BY_ACTION[action]
    if case.state is State.TO_CONSULT and case.state not in move.sources:
        raise Refused(
            f"{case.number} 还在「待请示」：请先记「请示结论」，再{move.word}",
            code="no_conclusion",
            clause=CONSULT_CLAUSE,
        )
    if case.state not in move.sources:
        where = "、".join(state.word for state in State if state in move.sources)
        raise Refused(
            f"{case.number} 现在是「{case.state.word}」，不能「{move.word}」；「{move.word}」只在以下状态可用：{where}",
            code="flow_state",
            clause=move.clause,
        )
    if not move.who & standing:
        who = "、".join(dict.fromkeys(relation.word for relation in Relation if relation in move.who))
        raise Refused(f"「{move.word}」只能由{who}来做", code="flow_who", clause=move.clause)
    return move


def require(move: Move, command: object) -> None:
    """Refuse a command whose needed field is empty, naming field and clause. A reason given instead counts ([57])."""
    for name in move.needs:
        value = getattr(command, name, None)
        instead = getattr(command, f"{name}_reason", "")
        filled = value.strip() if isinstance(value, str) else value
        if filled in (None, "", False, ()) and not str(instead).strip():
            raise Refused(
                f"请填写「{FIELD_WORDS.get(name, name)}」，再{move.word}",
                code="missing",
                field=name,
                clause=move.clause,
            )
