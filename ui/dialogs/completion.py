"""补登记: what an emergency left open, or what came to be known later ([29]–[31], [67])."""

from datetime import date

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.colleagues import is_colleague
from firstask_desktop.domain.commands import Completion
from firstask_desktop.domain.flow import Action
from firstask_desktop.errors import Refused
from ui.dialogs.case_dialog import CaseDialog, Done, moment
from ui.dialogs.people_box import CaseBox, everybody
from ui.pages.intake_fields import Pick
from ui.prompts import Prompts
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.suggest import Suggest, Suggestion

AFTER_STAY = "离店后"
BEFORE, AFTER = ("arrival_at", "booking_no"), ("kept_at", "shipping_no", "keep_until")


class CompletionDialog(CaseDialog):
    """`CompletionDialog(desk, prompts, action, case_id, done, parent=None)`: only what was changed is given on."""

    def __init__(
        self, desk: Desk, prompts: Prompts, action: Action, case_id: str, done: Done, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, prompts, action, case_id, done, width=730, parent=parent)
        for name, label in (
            ("name", self.tr("姓名")), ("phone", self.tr("电话")), ("room", self.tr("房号")),
            ("organisation", self.tr("单位")), ("contact_place", self.tr("接触地点")),
            ("other_contact", self.tr("其他联系")),
        ):  # fmt: skip
            self._line(name, label)
        self._who()
        matters = [Suggestion(one.id, one.name, "", " ".join(one.keywords)) for one in desk.house.matters()]
        self.matter = Suggest(self.tr("事项目录"), matters, self.tr("名称或关键词"))
        self.matter.set_value(self.file.case.matter)
        self.add(Field(self.tr("事项目录"), self.matter, name="matter"))
        if desk.house.scene.stages:
            self._stay()

    def _line(self, name: str, label: str, placeholder: str = "") -> None:
        box = LineBox(label, placeholder, 120)
        box.set_value(str(getattr(self.file.case, name) or ""))
        self.add(Field(label, box, name=name))

    def _who(self) -> None:
        """What the requester is to the house; a colleague is picked from the staff list, with what waits for them ([2] [44])."""
        case, house = self.file.case, self.desk.house
        known = list(dict.fromkeys([*(one.text for one in house.identities()), case.identity]))
        self.identity = Pick(self.tr("身份"), [("", self.tr("未选")), *((one, one) for one in known if one)])
        self.identity.set_value(case.identity)
        self.add(Field(self.tr("身份"), self.identity, name="identity"))
        self.staff = Suggest(self.tr("提出人"), everybody(self.desk), self.tr("从员工名单中选"))
        self.staff.set_value(case.requester_staff)
        self.add(Field(self.tr("提出人"), self.staff, name="requester_staff"))
        self.blocks = CaseBox(self.tr("受影响的事项"), self.desk, case.id)
        self.blocks.set_value(case.blocks)
        self.add(Field(self.tr("影响事项"), self.blocks, name="blocks"))
        self.identity.edited.connect(self._arrange)
        self._arrange()

    def _arrange(self) -> None:
        """The colleague's fields only where a colleague asks, an arrival before the stay, what is kept after it."""
        inside = is_colleague(self.identity.value(), self.file.case.channel)
        for name in ("requester_staff", "blocks"):
            self.fields[name].setVisible(inside)
        if "stage" not in self.fields:
            return
        after = self.stage.value() == AFTER_STAY
        for names, called in ((BEFORE, not after), (AFTER, after)):
            for name in names:
                self.fields[name].setVisible(called or bool(getattr(self.file.case, name)))

    def _stay(self) -> None:
        """Before arrival and after departure ([29] [30])."""
        stages = [Choice(one.text, one.text) for one in self.desk.house.choices("stage")]
        self.stage = ChoiceRow(self.tr("阶段"), stages)
        self.stage.set_value(self.file.case.stage)
        self.add(Field(self.tr("阶段"), self.stage, name="stage"))
        self.stage.edited.connect(self._arrange)
        self.arrival = MomentEdit(self.tr("预计到店"), self.wall.now)
        arrival = self.file.case.arrival_at
        self.arrival.set_value(arrival.astimezone(self.desk.clock.zone) if arrival else None)
        self.add(Field(self.tr("预计到店"), self.arrival, name="arrival_at"))
        self._line("booking_no", self.tr("预订号"))
        self._line("kept_at", self.tr("物品保管"), self.tr("保管在哪里"))
        self._line("shipping_no", self.tr("寄送单号"))
        self._line("keep_until", self.tr("保管期限"), self.tr("2026-12-31"))
        self._arrange()

    def value(self) -> Completion:
        """The command: what was not touched stays None."""
        given: dict[str, str] = {}
        for name, field in self.fields.items():
            if isinstance(field.editor, (LineBox, Pick, ChoiceRow)) and name != "keep_until":
                typed = field.editor.value()
                if typed != (getattr(self.file.case, name) or ""):
                    given[name] = typed
        return Completion(arrival_at=self._arrival(), keep_until=self._keep_until(), **given)  # type: ignore[arg-type]

    def _arrival(self) -> object:
        if "arrival_at" not in self.fields or moment(self.arrival, "arrival_at") == self.file.case.arrival_at:
            return None
        return moment(self.arrival, "arrival_at")

    def _keep_until(self) -> object:
        field = self.fields.get("keep_until")
        typed = field.editor.value() if field is not None and isinstance(field.editor, LineBox) else ""
        if not typed or typed == str(self.file.case.keep_until or ""):
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise Refused(self.tr("日期请写成 2026-12-31"), code="date", field="keep_until") from None
