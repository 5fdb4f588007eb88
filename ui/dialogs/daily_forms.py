"""The dialogs of follow-up, settling and the supervisor's desk, as data (see `ui.dialogs.action_forms`)."""

from firstask_desktop.domain import commands
from firstask_desktop.domain.flow import Action
from ui.dialogs.asks import ActionForm, Ask, AskKind

DAILY_FORMS: dict[Action, ActionForm] = {
    Action.PROGRESS: ActionForm(
        commands.Progress,
        (
            Ask(
                "text",
                "做了什么",
                AskKind.STAFF,
                required=True,
                placeholder="如：已到现场，换下坏的镇流器",
            ),
            Ask(
                "next_step",
                "下一步",
                AskKind.LINE,
                placeholder="如：明天上午装新灯管",
            ),
            Ask(
                "promise_at",
                "新的预计",
                AskKind.PROMISE,
                hint="时间不变就不选；变了请一并告知客户。",
            ),
            Ask("told", "", AskKind.TICK, placeholder="新的时间已告知客户(&G)"),
        ),
        "写明做了什么、下一步何时；「跟进中」「同上」不算进展。",
        "报进展",
    ),
    Action.FOLLOW_UP: ActionForm(
        commands.FollowUp,
        (
            Ask(
                "way",
                "方式",
                AskKind.WAY,
                required=True,
                options=("电话", "现场", "系统"),
                start="电话",
            ),
            Ask("text", "了解情况", AskKind.TEXT, required=True),
            Ask("next_at", "下次跟踪", AskKind.LATER),
        ),
        "问承办人办到哪一步，记下来，并定下次跟踪的时间。",
        "记一次跟踪",
    ),
    Action.NOTICE: ActionForm(
        commands.Notice,
        (
            Ask(
                "way",
                "方式",
                AskKind.WAY,
                required=True,
                options=("电话", "当面", "短信", "微信", "书面"),
                start="电话",
            ),
            Ask("text", "告知内容", AskKind.STAFF, required=True),
            Ask("promise_at", "新的承诺", AskKind.PROMISE),
        ),
        "承诺到期前，没有结果也要主动告诉客户办到哪一步。",
        "已告知",
    ),
    Action.PROMISE: ActionForm(
        commands.PromiseChange,
        (
            Ask("promise_at", "新承诺", AskKind.PROMISE, required=True),
            Ask(
                "reason",
                "改动原因",
                AskKind.REASON,
                required=True,
                group="promise_change",
            ),
            Ask(
                "told",
                "告知客户",
                AskKind.TICK,
                required=True,
                placeholder="已把新的时间告知客户(&G)",
            ),
        ),
        "原来的承诺留在记录里；已过期的仍算失约。",
        "改承诺",
    ),
    Action.SNOOZE: ActionForm(
        commands.Snooze,
        (
            Ask("until", "再看时间", AskKind.LATER, required=True),
            Ask("reason", "原因", AskKind.REASON, required=True, group="snooze"),
        ),
        "最晚到承诺时间为止；事项不会从队列里消失。",
        "稍后再看",
    ),
    Action.AWAIT: ActionForm(
        commands.Await,
        (
            Ask(
                "cause",
                "原因",
                AskKind.REASON,
                required=True,
                group="awaiting_requester",
            ),
            Ask("explained", "已解释的", AskKind.STAFF, required=True),
            Ask("explained_at", "解释时间", AskKind.JUST_NOW),
            Ask(
                "resume_condition",
                "恢复条件",
                AskKind.LINE,
                placeholder="如：客户回家、带来合同；或在下面约定时间",
            ),
            Ask("resume_by", "约定时间", AskKind.LATER),
            Ask("reaction", "客户意见", AskKind.REASON, required=True, group="reaction"),
            Ask("escalate_to", "上报给", AskKind.LEADER, required=True),
        ),
        "因客户的原因暂不能办：解释清楚，约好何时或在什么条件下继续；规定时限停表。",
        "转待客户",
    ),
    Action.RESUME: ActionForm(
        commands.Resume,
        (
            Ask("at", "消除时间", AskKind.JUST_NOW),
            Ask("note", "说明", AskKind.LINE),
        ),
        "客户的原因不在了，马上接着办；时限继续走。",
        "接着办",
    ),
    Action.VISIT: ActionForm(
        commands.Visit,
        (
            Ask("cause", "再来原因", AskKind.REASON, group="revisit_cause"),
            Ask("note", "说明", AskKind.LINE),
        ),
        "同一件事客户最多跑两趟；第三次起须写原因，并提醒主任。",
        "记再次来访",
    ),
    Action.HELPER: ActionForm(
        commands.Reasoned,
        (
            Ask("person", "协办人", AskKind.PERSON, required=True),
            Ask("reason", "请他做什么", AskKind.LINE),
        ),
        "协办人可以看、可以报进展；承办人不变。",
        "加协办",
    ),
    Action.SETTLE: ActionForm(
        commands.Settlement,
        (
            Ask("result", "处理结果", AskKind.STAFF, required=True, lines=3),
            Ask("at", "完成时间", AskKind.JUST_NOW),
            Ask("compensation_fen", "补偿金额", AskKind.MONEY, placeholder="元；没有不填"),
            Ask("approver", "批准人", AskKind.PERSON),
        ),
        "办完不等于结案：还要由首问责任人答复客户。",
        "办结",
    ),
    Action.REOPEN: ActionForm(
        commands.Reasoned,
        (Ask("reason", "重办原因", AskKind.TEXT, required=True),),
        "编号和首问责任人不变，重办次数加一。",
        "重办",
    ),
    Action.DISPUTE: ActionForm(
        commands.Dispute,
        (
            Ask("claimed", "另一人", AskKind.PERSON, required=True),
            Ask("reason", "理由", AskKind.TEXT, required=True),
        ),
        "交主任裁定；两人的名字都留在记录里，裁定前客户的事照常跟。",
        "提出争议",
    ),
    Action.RULE: ActionForm(
        commands.Ruling,
        (
            Ask("handler", "由谁承办", AskKind.PERSON, required=True),
            Ask("reason", "裁定理由", AskKind.TEXT, required=True),
            Ask("promise_at", "承诺时间", AskKind.PROMISE),
            Ask("told", "", AskKind.TICK, placeholder="新的时间已告知客户(&G)"),
        ),
        "裁定后不得再退回；首问责任人不变。",
        "裁定",
    ),
    Action.TRANSFER: ActionForm(
        commands.Transfer,
        (
            Ask("to", "接手人", AskKind.PERSON, required=True),
            Ask("reason", "移交原因", AskKind.LINE, required=True),
        ),
        "休假、离职时移交跟踪责任；原首问责任人的名字照旧打印。",
        "责任移交",
    ),
    Action.MERGE: ActionForm(
        commands.Merge,
        (
            Ask("into", "并入", AskKind.CASE, required=True),
            Ask("reason", "原因", AskKind.LINE),
        ),
        "同一件事登记了两次时并入另一件；编号留着，可以撤销。",
        "并入",
    ),
    Action.UNMERGE: ActionForm(
        commands.Reasoned,
        (Ask("reason", "撤销原因", AskKind.LINE),),
        "撤销后这一件单独继续办。",
        "撤销合并",
    ),
    Action.VOID: ActionForm(
        commands.Reasoned,
        (Ask("reason", "作废原因", AskKind.REASON, required=True, group="void"),),
        "编号和原因保留在台账里，不能再用，也不能删除。",
        "作废",
    ),
    Action.CORRECT: ActionForm(
        commands.Correction,
        (
            Ask("corrects", "哪一条", AskKind.LINE_OF_CASE, required=True),
            Ask("text", "更正为", AskKind.TEXT, required=True),
        ),
        "原来的记录不动，更正作为新的一条记在后面。",
        "更正",
    ),
}
