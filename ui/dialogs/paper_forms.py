"""The dialogs of papers and preparations, as data (see `ui.dialogs.action_forms`)."""

from firstask_desktop.domain import commands
from firstask_desktop.domain.flow import Action
from ui.dialogs.asks import ActionForm, Ask, AskKind

PAPER_FORMS: dict[Action, ActionForm] = {
    Action.MATERIALS: ActionForm(
        commands.Materials,
        (
            Ask(
                "missing",
                "还缺什么",
                AskKind.LINES,
                required=True,
                start="materials",
                lines=4,
                hint="一行一样，写明规格和份数；已经齐的删去。",
            ),
            Ask("received", "已收到", AskKind.LINES, placeholder="一行一样，可不填"),
            Ask("deadline", "补齐时限", AskKind.LINE, placeholder="如：五个工作日内"),
            Ask("resume_by", "约定时间", AskKind.LATER),
            Ask("why_again", "为何再发", AskKind.LINE, placeholder="第二次发单才要填：第一次为什么没有一次告知"),
        ),
        "缺的材料一次告知；时限停表，补齐后接着办。",
        "开告知单",
    ),
    Action.DECLINE: ActionForm(
        commands.Decline,
        (
            Ask("basis", "依据条文", AskKind.LINE, required=True, start="basis"),
            Ask("explanation", "解释内容", AskKind.STAFF, required=True),
            Ask("options", "别的途径", AskKind.STAFF, required=True, placeholder="救济途径、别的办法"),
            Ask("way", "解释方式", AskKind.WAY, required=True, options=("当面", "电话", "书面")),
            Ask("understood", "听明白", AskKind.TICK, placeholder="客户听明白了(&T)", start="1"),
        ),
        "不合规定的要说清依据，并告诉客户还可以怎么办。",
        "不予受理",
    ),
    Action.TASK: ActionForm(
        commands.Preparation,
        (
            Ask("text", "准备什么", AskKind.LINE, required=True),
            Ask("owner", "谁来做", AskKind.PERSON),
            Ask("due_at", "何时做完", AskKind.LATER, required=True),
        ),
        "到店之前要备好的事；没有做完不能答复。",
        "加一项",
    ),
}
