"""签收: the receiver sees what the requester said and was promised, and reads back what is to be done (W3 [13], M4.4 [71])."""

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import Acceptance
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import AcceptedHow
from firstask_desktop.domain.views import CaseFile
from ui.dialogs.case_dialog import CaseDialog, Done, moment
from ui.dialogs.editors import NOW
from ui.dialogs.fact_list import FactList
from ui.prompts import Prompts
from ui.widgets.boxes import TextBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.panel import Panel


class Handed(Panel):
    """What is handed over: the requester's own words first, then the task, the promise and what was told."""

    def __init__(self, desk: Desk, file: CaseFile, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("交办内容"))
        case = file.case
        link = file.chain[-1] if file.chain else None
        promise = desk.clock.when(case.promise_at)
        if case.promise_changes:
            promise += self.tr("（改过 %1 次）").replace("%1", str(case.promise_changes))
        reach = " ".join(part for part in (case.name or case.name_reason, case.phone or case.phone_reason) if part)
        giver = f"{link.giver} {link.given}" if link else ""
        self.facts = FactList(
            self.tr("交办内容"),
            [
                (self.tr("客户原话"), f"「{case.words}」" if case.words else "", "strong"),
                (self.tr("客户诉求"), case.request, ""),
                (self.tr("客户"), reach, ""),
                (self.tr("交办事项"), link.task if link else "", "strong"),
                (self.tr("对客户承诺"), promise, "strong"),
                (self.tr("已告知客户"), case.told_text or self.tr("还没有告知"), ""),
                (self.tr("附件"), "、".join(each.name for each in file.attachments), ""),
                (self.tr("交出"), giver, "muted"),
            ],
        )
        self.body.addWidget(self.facts)


class AcceptDialog(CaseDialog):
    """`AcceptDialog(desk, prompts, action, case_id, done, parent=None)`: the receiver's own signature."""

    def __init__(
        self, desk: Desk, prompts: Prompts, action: Action, case_id: str, done: Done, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, prompts, action, case_id, done, width=640, parent=parent)
        self.handed = Handed(desk, self.file)
        self.readback = TextBox(
            self.tr("我理解要做的是…"), self.tr("用自己的话写：去哪里、做什么、何时做完、回谁的话"), 3
        )
        self.add_widget(self.handed)
        self.add(Field(self.tr("我理解要做的是…"), self.readback, name="readback", above=True, required=True))

    def value(self) -> Acceptance:
        """The command."""
        return Acceptance(how=AcceptedHow.LOGIN, readback=self.readback.value())


class RecordAcceptDialog(CaseDialog):
    """`RecordAcceptDialog(…)`: somebody took it by phone or signed on paper; recorded with time and recorder."""

    def __init__(
        self, desk: Desk, prompts: Prompts, action: Action, case_id: str, done: Done, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            desk, prompts, action, case_id, done, ok=self.tr("记下签收"), width=640, parent=parent,
            about=self.tr("由您代为记录，时间线上会写明是谁记的；本人能登录的请本人签收。"),
        )  # fmt: skip
        self.handed = Handed(desk, self.file)
        choices = [
            Choice(how.value, how.word, key) for how, key in ((AcceptedHow.PHONE, "d"), (AcceptedHow.PAPER, "z"))
        ]
        self.how = ChoiceRow(self.tr("签收方式"), choices)
        self.how.set_value(AcceptedHow.PHONE.value)
        self.at = MomentEdit(self.tr("签收时间"), self.wall.now, self.wall.just_now())
        self.at.set_value(self.wall.just_now()[0].moment)
        self.readback = TextBox(self.tr("对方复述"), self.tr("对方说要做的是…（可不填）"), 2)
        self.add_widget(self.handed)
        self.add(Field(self.tr("签收方式"), self.how, name="how", required=True))
        self.add(Field(self.tr("签收时间"), self.at, name="at", required=True))
        self.add(Field(self.tr("对方复述"), self.readback, name="readback"))

    def value(self) -> Acceptance:
        """The command."""
        at = self.wall.now() if self.at.row.value() == NOW else moment(self.at, "at")
        return Acceptance(how=AcceptedHow(self.how.value()), at=at, readback=self.readback.value())
