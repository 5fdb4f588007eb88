"""The dialogs of papers and preparations, as data (see `ui.dialogs.action_forms`)."""

from firstask_desktop.domain import commands
from firstask_desktop.domain.flow import Action
from ui.dialogs.asks import BEFORE_ARRIVAL, ActionForm, Ask, AskKind

PAPER_FORMS: dict[Action, ActionForm] = {
    Action.DECLINE: ActionForm(
        commands.Decline,
        (
            Ask("basis", "依据条文", AskKind.LINE, required=True, start="basis"),
            Ask("explanation", "解释内容", AskKind.STAFF, required=True),
            Ask("options", "别的途径", AskKind.STAFF, required=True, placeholder="救济途径、别的办法"),
            Ask("way", "解释方式", AskKind.WAY, required=True, options=("当面", "电话", "书面")),
            Ask(
                "understood",
                "听明白",
                AskKind.HEARD,
                required=True,
                hint="未听明白的不退：再解释一次，或换人解释。",
            ),
            Ask("reaction", "客户意见", AskKind.REASON, required=True, group="reaction"),
            Ask("escalate_to", "上报给", AskKind.LEADER, required=True),
        ),
        "不合规定的要说清依据，并告诉客户还可以怎么办。",
        "不予受理",
    ),
    Action.TASK: ActionForm(
        commands.Preparation,
        (
            Ask("text", "准备什么", AskKind.LINE, required=True),
            Ask("owner", "谁来做", AskKind.PERSON),
            Ask("due_at", "何时做完", AskKind.LATER, required=True, start=BEFORE_ARRIVAL),
        ),
        "到店之前要备好的事；没有做完不能答复。",
        "加一项",
    ),
}
