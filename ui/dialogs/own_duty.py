"""本岗转出: why an own duty goes to somebody else, and the consent of a leader, signed here or recorded (M4.4 [68])."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from firstask_desktop.domain.consent import ConsentHow
from firstask_desktop.domain.states import Role, Verdict
from ui.dialogs.case_dialog import CaseDialog, moment
from ui.dialogs.editors import NOW
from ui.dialogs.people_box import leading
from ui.dialogs.reason_box import ReasonBox
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.suggest import Suggest

CONSENT = ("own_duty_consent", "consent_how", "consent_pin", "consent_at")


class OwnDutyAsked(QObject):
    """`OwnDutyAsked(dialog)` adds the reason and, of one's own case, who consented and how; nothing where it is no own duty."""

    def __init__(self, dialog: CaseDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        desk = dialog.desk
        usual = [choice.text for choice in desk.house.choices("handoff_own_duty")]
        self.reason = ReasonBox(self.tr("为何转办"), usual)
        self.leader = Suggest(self.tr("同意人"), leading(desk), self.tr("主任或经理姓名"))
        self.how = ChoiceRow(self.tr("同意方式"), [Choice(how.value, how.word) for how in ConsentHow])
        self.pin = LineBox("PIN", self.tr("同意人的 PIN，6–12 位数字"), 12)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.at = MomentEdit(self.tr("同意时间"), dialog.wall.now, dialog.wall.just_now())
        self.at.set_value(dialog.wall.just_now()[0].moment)
        hint = self.tr("职责判定是本岗：转办要写原因并经主任同意（M4.4）。")
        asked = (
            Field(self.tr("为何转办"), self.reason, name="own_duty_reason", required=True, hint=hint),
            Field(self.tr("同意人"), self.leader, name="own_duty_consent", required=True),
            Field(self.tr("同意方式"), self.how, name="consent_how", required=True),
            Field("PIN", self.pin, name="consent_pin", required=True),
            Field(self.tr("同意时间"), self.at, name="consent_at", required=True),
        )
        for field in asked:
            dialog.add(field)
        self._beside(*asked[-3:])
        self.how.chosen.connect(self._chosen)
        self.arrange()

    def _beside(self, how: Field, *proofs: Field) -> None:
        """PIN or time stand beside how it was given: what is asked next is not below the edge of a low screen."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, share in zip((how, *proofs), (5, 4, 4), strict=True):
            self._dialog.body.removeWidget(field)
            row.addWidget(field, share)
        self._dialog.body.addLayout(row)

    def _own(self) -> bool:
        """Whether the case is the own duty of whoever carries it."""
        case, actor = self._dialog.file.case, self._dialog.desk.actor
        leading_on = actor is not None and actor.role is not Role.STAFF and not case.handed_over
        return case.verdict is Verdict.OWN_POST and (self._mine() or leading_on)

    def _mine(self) -> bool:
        actor = self._dialog.desk.actor
        return actor is not None and actor.id == self._dialog.file.case.carrier

    def _chosen(self) -> None:
        self.arrange()
        self._dialog.fit_soon()
        if self.how.value() == ConsentHow.SIGNED.value:
            self.pin.setFocus()

    def arrange(self) -> None:
        """A PIN of who signs here, a time of what was said or written elsewhere; a leader's own act is its consent."""
        how = self.how.value()
        shown = {
            "own_duty_reason": self._own(),
            "own_duty_consent": self._own() and self._mine(),
            "consent_how": self._own() and self._mine(),
            "consent_pin": how == ConsentHow.SIGNED.value,
            "consent_at": how in (ConsentHow.PHONE.value, ConsentHow.PAPER.value),
        }
        for name, visible in shown.items():
            self._dialog.fields[name].setVisible(visible)

    def values(self) -> dict[str, Any]:
        """The fields of a `HandOff` that are asked here."""
        how = ConsentHow(self.how.value()) if self.how.value() else None
        return {
            "own_duty_reason": self.reason.value(),
            "own_duty_consent": self.leader.value(),
            "consent_how": how,
            "consent_pin": self.pin.value() if how is ConsentHow.SIGNED else "",
            "consent_at": self._at() if how in (ConsentHow.PHONE, ConsentHow.PAPER) else None,
        }

    def _at(self) -> datetime | None:
        return self._dialog.wall.now() if self.at.row.value() == NOW else moment(self.at, "consent_at")
