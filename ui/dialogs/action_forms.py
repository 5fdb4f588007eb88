"""The dialogs that are nothing but fields, as data. Words are translated in the context "ActionDialog" when shown."""

from firstask_desktop.domain import commands
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import AttemptResult, Verdict
from ui.dialogs.asks import ActionForm, Ask, AskKind

ACTION_FORMS: dict[Action, ActionForm] = {
    Action.START: ActionForm(
        commands.PromiseChange,
        (
            Ask("promise_at", "承诺时间", AskKind.PROMISE, required=True),
            Ask("told_rule", "三告知", AskKind.TICK, placeholder="已告知办理规定(&G)", start="told_rule"),
            Ask("told_procedure", "", AskKind.TICK, placeholder="已告知程序要求(&C)", start="told_procedure"),
            Ask("told", "", AskKind.TICK, required=True, placeholder="已告知时限，即上面的承诺时间(&S)"),
        ),
        "由本人办理：时限告知了客户才算开始，所告知的时间就是承诺。",
        "开始办理",
    ),
    Action.RETURN: ActionForm(
        commands.Return,
        (
            Ask("reason", "退回原因", AskKind.REASON, required=True, group="return"),
            Ask(
                "proposed_owner",
                "应由谁办",
                AskKind.PERSON,
                required=True,
                hint="第二次退回，或退给交出的人，将自动交主任裁定。",
            ),
        ),
        "退回要写明原因，并指出应由谁承办。",
        "退回",
    ),
    Action.RECALL: ActionForm(
        commands.Reasoned,
        (Ask("reason", "撤回原因", AskKind.LINE, required=True),),
        "对方尚未签收，撤回后事项回到您手上。",
        "撤回转办",
    ),
    Action.URGE: ActionForm(
        commands.Reasoned,
        (
            Ask(
                "reason",
                "催办说明",
                AskKind.LINE,
                placeholder="可不填；如：客户在现场等",
            ),
        ),
        "催办记入时间线，承办人的队列会标出。",
        "催办",
    ),
    Action.TO_REACH: ActionForm(
        commands.ToReach,
        (
            Ask("name", "姓名", AskKind.LINE, required=True, start="name"),
            Ask(
                "name_reason",
                "未留姓名",
                AskKind.REASON,
                group="name_withheld",
                start="name_reason",
            ),
            Ask("phone", "电话", AskKind.LINE, required=True, start="phone"),
            Ask(
                "phone_reason",
                "未留电话",
                AskKind.REASON,
                group="phone_withheld",
                start="phone_reason",
            ),
            Ask("doubt", "具体疑点", AskKind.TEXT, required=True, start="request"),
            Ask("whom", "要联系谁", AskKind.WHOM),
            Ask("promise_at", "答应答复", AskKind.PROMISE, required=True),
        ),
        "一时联系不上承办人：记下姓名、电话、疑点，并答应何时答复。",
        "转待联系",
    ),
    Action.ATTEMPT: ActionForm(
        commands.AttemptMade,
        (
            Ask("target", "联系对象", AskKind.WHOM, required=True, start="whom"),
            Ask(
                "way",
                "方式",
                AskKind.WAY,
                options=("电话", "当面", "微信", "短信", "托人"),
                start="电话",
            ),
            Ask("number", "号码", AskKind.LINE, start="target_phone"),
            Ask(
                "result",
                "结果",
                AskKind.ENUM,
                required=True,
                enum=AttemptResult,
            ),
            Ask("note", "说明", AskKind.LINE),
            Ask("next_at", "下次再试", AskKind.LATER),
        ),
        "没有结果的不算一次联系。",
        "记一次联系",
    ),
    Action.FIND_OUT: ActionForm(
        commands.Asking,
        (
            Ask("doubt", "疑点", AskKind.STAFF, required=True),
            Ask("whom", "向谁问", AskKind.WHOM, required=True),
            Ask("promise_at", "答应答复", AskKind.PROMISE, required=True),
        ),
        "自己还不明白的，弄清楚后再答复：写下疑点、向谁问、何时答复客户。",
        "转待弄清",
    ),
    Action.FOUND_OUT: ActionForm(
        commands.Found,
        (
            Ask("conclusion", "弄清结果", AskKind.STAFF, required=True),
            Ask("verdict", "职责判定", AskKind.ENUM, enum=Verdict, letters="btdwm"),
        ),
        "写明问到了什么，随后可以答复客户。",
        "记下结果",
    ),
    Action.CONSULT: ActionForm(
        commands.Asking,
        (
            Ask("doubt", "请示什么", AskKind.STAFF, required=True, start="request"),
            Ask("whom", "请示谁", AskKind.WHOM, required=True),
            Ask("promise_at", "答应答复", AskKind.PROMISE, required=True),
        ),
        "不明承办部门的：请示领导或与有关部门衔接，并及时答复客户。",
        "请示",
    ),
    Action.CONSULTED: ActionForm(
        commands.Found,
        (
            Ask("conclusion", "请示结论", AskKind.STAFF, required=True),
            Ask("verdict", "职责判定", AskKind.ENUM, enum=Verdict, letters="btdwm"),
            Ask(
                "to_catalogue",
                "存入目录",
                AskKind.TICK,
                placeholder="结论存入事项目录，下次直接查到(&S)",
                hint="主任、经理存入即生效；其他人存入的先停用，由主任确认。",
            ),
        ),
        "写明结论和由谁承办，随后按判定办理。",
        "记下结论",
    ),
    Action.ASK: ActionForm(
        commands.AskedOnBehalf,
        (
            Ask("whom", "问了谁", AskKind.WHOM, required=True),
            Ask("answer", "对方答复", AskKind.STAFF, required=True),
            Ask("at", "何时问的", AskKind.JUST_NOW),
        ),
        "不属本岗的也不推：替客户问清楚，再由您答复。",
        "记下问到的",
    ),
    Action.OUTSIDE: ActionForm(
        commands.OutsideTold,
        (
            Ask("unit", "办理单位", AskKind.UNIT),
            Ask("phone", "单位电话", AskKind.LINE),
            Ask(
                "search_route",
                "已查询途径",
                AskKind.REASON,
                group="search_route",
                hint="查不到办理单位时填写：怎样查过。",
            ),
            Ask("explanation", "说明内容", AskKind.STAFF, required=True),
            Ask("reaction", "客户意见", AskKind.REASON, required=True, group="reaction"),
            Ask("escalate_to", "上报给", AskKind.LEADER, required=True),
        ),
        "不属本单位的：耐心说明，并告知办理单位的名称、地址、电话。",
        "已告知",
    ),
}
