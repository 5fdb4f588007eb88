"""转办: always to a named person, with what is to be done, the promise and what the requester was told (M4.4, M4.5)."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import HandOff
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import TargetKind
from firstask_desktop.domain.views import Target
from ui.dialogs.case_dialog import CaseDialog, Done, moment
from ui.dialogs.own_duty import OwnDutyAsked
from ui.dialogs.promise_box import PromiseBox
from ui.dialogs.staff_box import StaffBox
from ui.dialogs.target_picker import TargetPicker
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.notice import Notice, NoticeAction

SUBSTITUTE, LATER = "substitute", "to_reach"


class HandOffDialog(CaseDialog):
    """`HandOffDialog(desk, prompts, action, case_id, done, parent=None)`.

    Somebody off duty can be looked at but not handed to: the notice offers the substitute with one key, or 待联系 when
    there is none ([70]).
    """

    def __init__(
        self,
        desk: Desk,
        prompts: Prompts,
        action: Action,
        case_id: str,
        done: Done,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, prompts, action, case_id, done, width=740, parent=parent)
        self._told_auto = ""
        self._make_who()
        self._make_what()
        self._make_told()
        self._make_reasons()
        self.picker.show_kind(TargetKind.OFFICER)

    def _make_who(self) -> None:
        kinds = [Choice(kind.value, kind.word, key) for kind, key in zip(TargetKind, "lbg", strict=True)]
        self.kind = ChoiceRow(self.tr("转办对象"), kinds)
        self.kind.set_value(TargetKind.OFFICER.value)
        self.picker = TargetPicker(self.tr("承办人"), self._people)
        self.off_duty = Notice()
        self.add(Field(self.tr("承办人"), self.picker, name="receiver", required=True))
        self.add_widget(self.off_duty)
        self.escort = ChoiceRow(self.tr("引导方式"), [Choice(word, word) for word in ("陪同", "指引", "电话")])
        kind = self.add(Field(self.tr("转办对象"), self.kind, name="target"))
        escort = self.add(Field(self.tr("引导方式"), self.escort, name="escort"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, share in ((kind, 3), (escort, 2)):
            self.body.removeWidget(field)
            row.addWidget(field, share)
        self.body.addLayout(row)
        self.place = LineBox(self.tr("房间/窗口"), self.tr("带到或指到哪个房间、窗口"), 60)
        self.add(Field(self.tr("房间/窗口"), self.place, name="place", required=True)).hide()
        self.escort.chosen.connect(self._escorted)
        self.kind.chosen.connect(self._kind_chosen)
        self.picker.chosen.connect(self._receiver_chosen)
        self.off_duty.acted.connect(self._instead_of)

    def _escorted(self) -> None:
        """Whoever is walked somewhere has to know where ([53])."""
        self.fields["place"].setVisible(bool(self.escort.value()))
        self.fit_soon()

    def _make_what(self) -> None:
        case = self.file.case
        self.task = TextBox(self.tr("交办事项"), self.tr("请对方做什么、做到什么程度"), 2)
        self.task.set_value(case.request or case.words)
        self.promise = PromiseBox(self.tr("承诺时间"), self.desk)
        if case.promise_at and case.promise_at > self.desk.clock.now():
            self.promise.set_value(case.promise_at.astimezone(self.desk.clock.zone))
        self.add(Field(self.tr("交办事项"), self.task, name="task", required=True))
        self.add_promise(self.promise, self.tr("承诺时间"))

    def _make_told(self) -> None:
        self.told = QCheckBox(self.tr("已告知客户由谁办理、电话多少(&G)"))
        self.told.setAccessibleName(self.tr("已告知客户"))
        self.told.setMinimumHeight(33)
        self.told_text = StaffBox(self.tr("告知内容"), self.desk.house.phrases, lines=1, quotable=False)
        self.add(Field(self.tr("告知客户"), self.told, name="told"))
        self.told_field = self.add(Field(self.tr("告知内容"), self.told_text, name="told_text"))
        self.told_field.hide()
        self.told.toggled.connect(self._told_toggled)

    def _make_reasons(self) -> None:
        self.own = OwnDutyAsked(self)
        self.own_duty, self.consent = self.own.reason, self.own.leader
        self.other_owner = LineBox(self.tr("为何外转"), self.tr("事项归口其他岗位，转到这里的原因"))
        self.add(Field(self.tr("为何外转"), self.other_owner, name="other_owner_reason", required=True)).hide()

    def _people(self, text: str) -> list[Target]:
        return list(self.desk.cases.targets(self.case_id, text))

    def _kind_chosen(self) -> None:
        self.picker.show_kind(TargetKind(self.kind.value()))

    def _receiver_chosen(self) -> None:
        target = self.picker.target()
        self._show_duty(target)
        matter = self.file.matter
        elsewhere = bool(target and matter and not target.owner and not target.leader)
        self.fields["other_owner_reason"].setVisible(elsewhere)
        said = self.desk.cases.told_sentence(target.person.id) if target else ""
        if self.told_text.value() in ("", self._told_auto):
            self.told_text.set_value(said)
        self._told_auto = said

    def _show_duty(self, target: Target | None) -> None:
        if target is None or target.duty.reachable:
            self.off_duty.say("")
            return
        name, substitute = target.person.name, target.substitute
        if substitute is not None:
            text = self.tr("%1 现在%2，替班：%3").replace("%1", name).replace("%2", target.duty.word)
            label = self.tr("改转 %1").replace("%1", substitute.name)
            action = [NoticeAction(SUBSTITUTE, label, "Alt+S")]
            self.off_duty.say(text.replace("%3", substitute.name), Tone.AMBER, actions=action)
            return
        text = self.tr("%1 现在%2，没有替班：请另选人，或转「待联系」")
        text = text.replace("%1", name).replace("%2", target.duty.word)
        action = [NoticeAction(LATER, self.tr("转待联系"), "Alt+X")] if self.can(Action.TO_REACH) else []
        self.off_duty.say(text, Tone.AMBER, actions=action)

    def _instead_of(self, what: str) -> None:
        target = self.picker.target()
        if what == LATER:
            self.turn_to(Action.TO_REACH)
        elif target and target.substitute:
            self.picker.offer(target.substitute.id)

    def _told_toggled(self) -> None:
        self.told_field.setVisible(self.told.isChecked())
        self.fit_soon()
        if self.told.isChecked():
            self.told_text.setFocus()

    def draft_restored(self) -> None:
        """The told text is shown with its tick."""
        self._told_toggled()
        self._escorted()
        self.own.arrange()
        self.fields["receiver"].editor.setFocus()

    def value(self) -> HandOff:
        """The command."""
        target = self.picker.target()
        return HandOff(
            target=TargetKind(self.kind.value() or TargetKind.OFFICER.value),
            department=target.department_id if target else "",
            receiver=self.picker.value(),
            task=self.task.value(),
            promise_at=moment(self.promise, "promise_at"),
            outside_hours_confirmed=self.promise.confirmed(),
            beyond_limit_reason=self.promise.excuse(),
            told=self.told.isChecked(),
            told_text=self.told_text.value() if self.told.isChecked() else "",
            other_owner_reason=self.other_owner.value(),
            escort=self.escort.value(),
            place=self.place.value(),
            **self.own.values(),
        )
