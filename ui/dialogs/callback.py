"""回访: by a third person; what the requester thinks of the answer (W2 [12])."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import Callback
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import CallbackResult
from ui.dialogs.case_dialog import CaseDialog, Done, moment
from ui.dialogs.fact_list import FactList
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.boxes import TextBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel

RESULTS = (
    (CallbackResult.SATISFIED, "m"),
    (CallbackResult.FAIR, "j"),
    (CallbackResult.DISSATISFIED, "b"),
    (CallbackResult.NOT_REACHED, "w"),
)
RATINGS = ("满意", "基本满意", "不满意")


class CallbackDialog(CaseDialog):
    """`CallbackDialog(desk, prompts, action, case_id, done, parent=None)`; 未接通 asks when to try again."""

    def __init__(
        self, desk: Desk, prompts: Prompts, action: Action, case_id: str, done: Done, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, prompts, action, case_id, done, ok=self.tr("记下回访"), width=640, parent=parent)
        self._rated: dict[str, ChoiceRow] = {}
        self._show_answer()
        self.outcome = ChoiceRow(self.tr("回访结果"), [Choice(one.value, one.word, key) for one, key in RESULTS])
        self.way = ChoiceRow(self.tr("方式"), [Choice(word, word) for word in ("电话", "上门", "微信", "短信")])
        self.way.set_value("电话")
        self.note = TextBox(self.tr("客户怎么说"), self.tr("满意的、不满意的、还要改进的"), 2)
        self.next_at = MomentEdit(self.tr("下次回访"), self.wall.now, self.wall.quick_promises())
        self.consequence = Notice()
        self.add(Field(self.tr("回访结果"), self.outcome, name="result", required=True))
        self.add_widget(self.consequence)
        self.add(Field(self.tr("方式"), self.way, name="way"))
        self.add(Field(self.tr("客户怎么说"), self.note, name="note"))
        self.add(Field(self.tr("下次回访"), self.next_at, name="next_at"))
        self._rate(desk.house.scene.rated)
        self.outcome.chosen.connect(self._judged)
        self._judged()

    def _rate(self, items: Sequence[str]) -> None:
        """The things this scene is rated by, one by one ([49]); each may be left out."""
        for item in items:
            row = ChoiceRow(item, [Choice(word, word) for word in RATINGS])
            self._rated[item] = row
            self.add(Field(item, row, name=item))

    def _show_answer(self) -> None:
        case, desk = self.file.case, self.desk
        panel = Panel()
        ending = case.ending.word if case.ending else ""
        answered = " ".join(part for part in (desk.clock.when(case.answered_at), case.answer_way, ending) if part)
        reach = " ".join(part for part in (case.name or case.name_reason, case.phone or case.phone_reason) if part)
        facts = [
            (self.tr("客户"), reach, "strong"),
            (self.tr("客户原话"), f"「{case.words}」" if case.words else "", ""),
            (self.tr("答复"), case.answer, "strong"),
            (self.tr("答复时间"), f"{answered} · {desk.house.name(case.answered_by)}", "muted"),
        ]
        panel.body.addWidget(FactList(self.tr("答复了什么"), facts))
        self.add_widget(panel)

    def _judged(self) -> None:
        """Say what follows from the result, and ask when to try again only when nobody was reached."""
        said = {
            CallbackResult.DISSATISFIED.value: (
                self.tr("不满意将转重办，请写明为什么；第二次重办交主任裁定。"),
                Tone.AMBER,
            ),
            CallbackResult.NOT_REACHED.value: (self.tr("未接通不结案，到时间再回访。"), Tone.ACCENT),
        }
        text, tone = said.get(self.outcome.value(), ("", Tone.ACCENT))
        self.consequence.say(text, tone)
        self.fields["next_at"].setVisible(self.outcome.value() == CallbackResult.NOT_REACHED.value)
        self.fit_soon()

    def draft_restored(self) -> None:
        """What follows from the restored result."""
        self._judged()

    def value(self) -> Callback:
        """The command."""
        result = self.outcome.value()
        return Callback(
            result=CallbackResult(result) if result else None,
            way=self.way.value(),
            note=self.note.value(),
            ratings=tuple(f"{item}：{row.value()}" for item, row in self._rated.items() if row.value()),
            next_at=moment(self.next_at, "next_at") if result == CallbackResult.NOT_REACHED.value else None,
        )
