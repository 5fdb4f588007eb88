"""《首问责任制操作流程图》 as data: the boxes of the wall chart, where they stand, and the lines between them (M5.3 [96]).

Columns and rows are places of a box's middle on a grid; `width` is in columns. Lines run square: from the middle of one
box over the given corners to the middle of the next. Which lines may exist is decided by the flow table, not here.
"""

from enum import StrEnum

from firstask_desktop.domain.states import State
from firstask_desktop.domain.values import dataclass

Place = tuple[float, float]


class NodeKind(StrEnum):
    """The form of a box: where it begins, a question, a state of a case, something to do, where it ends."""

    START = "start"
    DECISION = "decision"
    STATE = "state"
    STEP = "step"
    END = "end"

    @property
    def word(self) -> str:
        """What people read in the legend."""
        return {
            NodeKind.START: "开始",
            NodeKind.DECISION: "判断",
            NodeKind.STATE: "状态",
            NodeKind.STEP: "做法",
            NodeKind.END: "结束",
        }[self]


@dataclass(frozen=True, slots=True)
class Node:
    """One box: `title` may have two lines, `clause` names its rule briefly, `rule` says it; `state` stands on it."""

    key: str
    title: str
    clause: str
    kind: NodeKind
    column: float
    row: float
    rule: str
    state: State | None = None
    width: float = 1.0

    @property
    def name(self) -> str:
        """The title in one line."""
        return self.title.replace("\n", "")


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow over the given corners. A `jump` is drawn as a tag at `via[0]` that names where it goes on."""

    source: str
    target: str
    label: str = ""
    via: tuple[Place, ...] = ()
    jump: bool = False


_START, _ASK, _STATE, _STEP, _END = (
    NodeKind.START, NodeKind.DECISION, NodeKind.STATE, NodeKind.STEP, NodeKind.END,
)  # fmt: skip


def _state(state: State, clause: str, column: float, row: float, rule: str) -> Node:
    kind = NodeKind.END if state is State.CLOSED else _STATE
    return Node(state.value, state.word, clause, kind, column, row, rule, state)


NODES: tuple[Node, ...] = (
    Node("start", "客户来访 · 来电 · 来信\n接触到的第一位员工＝首问责任人", "G0 M4.2", _START, 3, 0,
         "客户所接触到的第一位员工就是首问责任人，全程跟进直至问题解决；转给谁办都不改变。", width=2.1),
    Node("register", "热情接待 · 倾听 · 登记", "M4.3 M4.5 B1", _STEP, 3, 1,
         "礼貌用语接待来电、来访；反映的事项、姓名、联系电话登记在册，没有的写明原因。", State.DRAFT, 1.6),
    Node("leader", "要找领导？", "M4.9", _ASK, 1.35, 1,
         "来找领导的，领到接待室等候，同时询问事由，及时向要找的领导汇报。"),
    Node("waiting", "领到\n接待室等候", "M4.9", _STEP, 0, 1, "领到接待室坐下等候，从进门起计时。"),
    Node("purpose", "询问事由", "M4.9", _STEP, 0, 2, "等候的同时问清来访的事由，记在等候登记上。"),
    Node("report", "及时向领导汇报", "M4.9", _STEP, 0, 3, "几分钟内报给要找的领导；领导不在的报其替班。"),
    Node("reply", "领导：见 · 稍后\n委托 · 改约", "M4.9", _STEP, 0, 4, "领导答复马上见、几分钟后、委托他人或改约时间。"),
    Node("told", "告知来访人", "M4.9", _END, 0, 5, "把领导的答复告诉来访人；没有告知就不算办完。"),
    _state(State.ACCEPTED, "M4.2", 3, 2, "已登记，首问责任人已定。接着判定是谁的职责，不属本岗也不能推出去。"),
    Node("judge", "职责判定", "M4.4 M4.8", _ASK, 3, 3,
         "本岗、本部门他岗、他部门、单位外、暂不明：判定决定往下怎么走，不决定还管不管。", width=1.3),
    Node("clear", "自己清楚吗？", "M4.4", _ASK, 2, 4.3, "自己不清楚的，应弄清楚后再答复。"),
    _state(State.TO_FIND_OUT, "M4.4", 3, 4.3, "记下疑点、问谁、答应几点答复；有了结论才能离开这一步。"),
    Node("now", "能当场办？", "M4.6 H2", _ASK, 2, 5.3, "能当场办理的立即办理。"),
    Node("on_spot", "立即办理\n当场答复", "H2 M4.6", _STEP, 1, 5.3,
         "属本人职责的，立即给以圆满答复、妥善解决；一步登记办结。"),
    Node("tell", "告知规定 程序 时限\n预计解决时间", "M4.6", _STEP, 2, 6.3,
         "不能当场解决的，告知办理规定、程序要求、时限和预计解决时间（具体钟点）。"),
    _state(State.IN_HAND, "M4.6", 2, 7.3, "客户已知道几点前有结果；到点前办结，或提前告知并改承诺。"),
    _state(State.AWAIT_REQUESTER, "H3 B2", 3, 6.3, "客户的原因未消除前停表；原因一消除，马上接着办。"),
    Node("explain", "客户原因：解释清楚\n缺材料：一次性告知", "H3 B2", _STEP, 3, 7.3,
         "因客户的原因暂不能办的，耐心解释清楚；要补材料的，一张单子一次告知齐全。"),
    Node("declined", "不予受理\n讲明依据", "B2", _STEP, 1, 7.3, "不符合规范的，写明依据的条文并解释清楚，再答复。"),
    Node("hand_off", "找到具体责任人\n交待办理", "M4.4 B3", _STEP, 4, 4.3,
         "转给有关领导、部门经办或职能岗位的具体的人，交待清楚，告知客户由谁办、电话多少。"),
    _state(State.AWAIT_ACCEPTANCE, "H5 M4.4", 4, 5.3, "环环相扣，手手相接：没人签收，责任还在交出的人手里。"),
    Node("accept", "签收？", "H5 M4.4", _ASK, 4, 6.3, "被转办人复述「我理解要做的是…」后签收，或记电话已接。"),
    _state(State.WITH_HANDLER, "M4.4", 4, 7.3, "他人承办，首问责任人跟踪到底，仍在首问责任人的队列里。"),
    _state(State.TO_REACH, "M4.8", 5, 4.3, "联系不上的，记下姓名、电话、疑点，答应尽早答复，按时再联系或找替班、主任。"),
    Node("return", "退回：原因\n＋建议承办人", "M4.7", _STEP, 5, 6.3,
         "退回要写原因和建议的承办人；不得踢皮球，第二次退回由主任裁定。"),
    _state(State.RULING, "M4.7", 5, 7.3, "推来推去或首问有争议的，由主任裁定承办人，裁定不得退回。"),
    Node("ask", "代为问清", "H4", _STEP, 6, 4.3, "不是本人职责的，积极帮客户问清楚，再明确答复。"),
    Node("outside", "说明情况\n告知办理的部门", "B5 M4.8", _STEP, 7, 4.3,
         "不属本单位的，耐心说明，告知办理部门的名称、地址、电话。"),
    _state(State.OUTSIDE_TOLD, "B5", 7, 5.3, "已说明并告知去处；仍要给客户明确答复才算完。"),
    _state(State.TO_CONSULT, "B4", 8, 4.3, "不明承办单位的，请示领导或与有关科室衔接，并及时答复。"),
    _state(State.MERGED, "P3", 8, 6.3, "同一件事并入先登记的一件，可以撤销；客户只需对一个人。"),
    _state(State.VOIDED, "M4.5", 8, 7.5, "只有经理能作废，号码和原因都留在台账里。"),
    _state(State.SETTLED, "M4.4 B2", 3, 8.3, "事已办完，客户还不知道：马上答复。"),
    Node("answer", "解决 或 明确答复，告诉客户", "M4.1", _STEP, 3, 9.3,
         "直至问题最后解决或给予明确答复；写下说了什么、什么时间、什么方式。", width=1.7),
    _state(State.ANSWERED, "W2", 3, 10.5, "等首问人、承办人以外的人回访。"),
    Node("callback", "回访满意？", "W2", _ASK, 4, 10.5, "由首问责任人、承办人以外的人回访，满意才归档。"),
    _state(State.CLOSED, "M4.1", 5, 10.5, "已归档。要再办，由首问责任人或主任写明原因重办。"),
    Node("redo", "不满意：重办", "W2 H5", _STEP, 4, 11.5, "不满意的重新办理，承诺时间重定；再次不满意由主任裁定。"),
    Node("inspect", "抽查", "M4.10", _STEP, 6, 10.5, "不定期抽查；不负责任造成不良影响的，追究本人及部门负责人。"),
    Node("reward", "整改 · 奖惩", "M4.10 G5", _STEP, 7, 10.5, "查到的整改到位，好的奖励，差的处理，都有单据。"),
    Node("appraise", "考核 · 质检日报\n晨会", "H9 H10", _END, 8, 10.5,
         "质检部每日反馈，晨会讲评，列入量化考评，与奖罚挂钩。"),
)  # fmt: skip

_BUS = 3.58
"""The row of the line from which the verdicts branch off."""

LINES: tuple[Line, ...] = (
    Line("start", "register"),
    Line("register", "leader"),
    Line("leader", "waiting", "是"),
    Line("waiting", "purpose"),
    Line("purpose", "report"),
    Line("report", "reply"),
    Line("reply", "told"),
    Line("register", "accepted"),
    Line("accepted", "judge"),
    Line("judge", "clear", "本岗", ((3, _BUS), (2, _BUS))),
    Line("judge", "hand_off", "他岗·他部门", ((3, _BUS), (4, _BUS))),
    Line("judge", "ask", "他岗·他部门", ((3, _BUS), (6, _BUS))),
    Line("judge", "outside", "单位外", ((3, _BUS), (7, _BUS))),
    Line("judge", "to_consult", "不明", ((3, _BUS), (8, _BUS))),
    Line("clear", "to_find_out", "否"),
    Line("clear", "now", "是"),
    Line("now", "on_spot", "是"),
    Line("now", "tell", "否"),
    Line("tell", "in_hand"),
    Line("to_find_out", "in_hand", "弄清", ((3, 4.83), (2.5, 4.83), (2.5, 6.8), (2, 6.8))),
    Line("in_hand", "explain"),
    Line("with_handler", "explain"),
    Line("explain", "await_requester"),
    Line("await_requester", "in_hand", "", ((2.5, 6.3), (2.5, 6.8), (2, 6.8))),
    Line("in_hand", "declined"),
    Line("declined", "settled", "", ((1, 8.3),)),
    Line("in_hand", "settled", "办结", ((2, 8.3),)),
    Line("with_handler", "settled", "办结", ((4, 8.3),)),
    Line("hand_off", "await_acceptance"),
    Line("hand_off", "to_reach", "不在"),
    Line("to_reach", "await_acceptance", "联系上", ((5, 5.3),)),
    Line("await_acceptance", "accept"),
    Line("accept", "with_handler", "是"),
    Line("accept", "return", "退回"),
    Line("return", "accepted", "", ((5.74, 6.3),), jump=True),
    Line("return", "ruling", "第2次"),
    Line("ruling", "with_handler"),
    Line("to_consult", "accepted", "结论", ((8.56, 4.3), (8.56, 2))),
    Line("outside", "outside_told"),
    Line("on_spot", "answer", "", ((1, 5.85), (0.45, 5.85), (0.45, 9.3))),
    Line("ask", "answer", "", ((6, 9.3),)),
    Line("outside_told", "answer", "", ((7, 9.3),)),
    Line("settled", "answer"),
    Line("answer", "answered"),
    Line("answer", "closed", "无需回访", ((3.58, 9.92),), jump=True),
    Line("answered", "callback"),
    Line("callback", "closed", "是"),
    Line("callback", "redo", "否"),
    Line("redo", "accepted", "", ((3.22, 11.5),), jump=True),
    Line("redo", "ruling", "再次", ((4.82, 11.5),), jump=True),
    Line("closed", "inspect"),
    Line("inspect", "reward"),
    Line("reward", "appraise"),
)
