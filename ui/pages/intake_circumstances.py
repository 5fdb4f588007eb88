"""What a registration asks only when who asks, how or when makes it matter: nothing here is seen on a plain call."""

from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.colleagues import is_colleague, is_unit
from firstask_desktop.domain.secrecy import REPORT
from firstask_desktop.errors import Refused
from ui.dialogs.draft_text import kept
from ui.dialogs.people_box import CaseBox, everybody
from ui.dialogs.promise_box import WallClock
from ui.pages.intake_fields import ReasonedBox
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.several import SeveralBox
from ui.widgets.suggest import Suggest

COMPLAINT = "投诉"
BEFORE_STAY, AFTER_STAY = "到店前", "离店后"
NUMBER_HIDDEN = "未显示"
LABEL = 70


class Circumstances(QWidget):
    """`fields` by the names of a `Registration`; `arrange(facts)` shows those the facts call for or were refused."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.fields: dict[str, Field] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self._people()
        self._stay()
        self._complaint()
        self._report()

    def _add(self, name: str, label: str, editor: QWidget) -> None:
        self.fields[name] = Field(label, editor, name=name, label_width=LABEL)
        self._rows.addWidget(self.fields[name])
        if isinstance(editor, LineBox) and not isinstance(editor, Suggest):
            editor.returnPressed.connect(self._next)

    def _next(self) -> None:
        self.focusNextChild()

    def _line(self, name: str, label: str, placeholder: str) -> LineBox:
        box = LineBox(label, placeholder, 120)
        self._add(name, label, box)
        return box

    def _row(self, name: str, label: str, words: list[str]) -> ChoiceRow:
        row = ChoiceRow(label, [Choice(word, word) for word in words])
        self._add(name, label, row)
        return row

    def _people(self) -> None:
        self.staff = Suggest(self.tr("提出人"), everybody(self._desk), self.tr("从员工名单中选"))
        self._add("requester_staff", self.tr("提出人"), self.staff)
        self.blocks = CaseBox(self.tr("受影响的事项"), self._desk, "")
        self._add("blocks", self.tr("影响事项"), self.blocks)
        self.unit = self._line("organisation", self.tr("单位名称"), self.tr("单位来办事时填单位名称"))
        self.document = self._line("agent_document", self.tr("证件"), self.tr("经办人证件或介绍信"))
        self.reach = self._line("how_to_reach", self.tr("怎样联系"), self.tr("号码未显示时，客户说怎样找到他"))

    def _stay(self) -> None:
        self._stages = [one.text for one in self._desk.house.choices("stage")]
        self.stage = self._row("stage", self.tr("阶段"), self._stages)
        self.arrival = MomentEdit(self.tr("预计到店"), WallClock(self._desk).now)
        self._add("arrival_at", self.tr("预计到店"), self.arrival)
        self.booking = self._line("booking_no", self.tr("预订号"), self.tr("订单或预订号"))
        self.other = self._line("other_contact", self.tr("其他联系"), self.tr("邮箱或邮寄地址"))
        self.kept_at = self._line("kept_at", self.tr("存放处"), self.tr("遗留物品存放在哪里"))
        self.shipping = self._line("shipping_no", self.tr("快递单号"), self.tr("寄还客户时填写"))
        self.until = self._line("keep_until", self.tr("保存到"), self.tr("如 2027-02-20；不填按规定天数"))
        self.follow = MomentEdit(self.tr("下次跟踪"), WallClock(self._desk).now)
        self._add("next_follow_at", self.tr("下次跟踪"), self.follow)

    def _complaint(self) -> None:
        house = self._desk.house
        self.level = self._row(
            "complaint_level", self.tr("投诉等级"), [one.text for one in house.choices("complaint_level")]
        )
        self.involved = self._line("involved", self.tr("涉及部门"), self.tr("涉及的部门或人员"))
        reasons = [one.text for one in house.choices("instant_missed")]
        self.instant = ReasonedBox(self.tr("未当场办"), self.tr("即办事项为何未当场办结，↓ 选择"), reasons)
        self._add("instant_missed", self.tr("未当场办"), self.instant)

    def _report(self) -> None:
        """举报: who or what, whether it is a colleague, the facts, when and where ([74])."""
        self.reported = self._line("reported", self.tr("被举报人"), self.tr("被举报的人、单位或事情"))
        others = self.tr("是本单位员工的，从名单选；本人看不到这件事项")
        self.accused = SeveralBox(self.tr("涉及员工"), everybody(self._desk), others)
        self._add("accused", self.tr("涉及员工"), self.accused)
        self.report_facts = TextBox(
            self.tr("事实"), self.tr("做了什么、有什么证据；与客户原话相同的不填"), lines=2, most=4
        )
        self._add("report_facts", self.tr("事实"), self.report_facts)
        self.occurred = self._line("report_occurred", self.tr("时间地点"), self.tr("什么时候、在哪里"))

    def arrange(self, facts: Mapping[str, str]) -> None:
        """Show what these facts (channel, kind, identity, phone_reason, matter, more) call for."""
        colleague = is_colleague(facts["identity"], facts["channel"])
        stage = self.stage.value()
        called = {
            "requester_staff": colleague,
            "blocks": colleague,
            "organisation": is_unit(facts["identity"]) or bool(facts["more"] or self.unit.value()),
            "agent_document": is_unit(facts["identity"]) or bool(self.unit.value()),
            "how_to_reach": NUMBER_HIDDEN in facts["phone_reason"],
            "stage": bool(self._stages),
            "arrival_at": stage == BEFORE_STAY,
            "booking_no": stage == BEFORE_STAY,
            "complaint_level": facts["kind"] == COMPLAINT,
            "involved": facts["kind"] == COMPLAINT and not facts["matter"],
        }
        called |= dict.fromkeys(("reported", "accused", "report_facts", "report_occurred"), facts["kind"] == REPORT)
        called |= dict.fromkeys(
            ("other_contact", "kept_at", "shipping_no", "keep_until", "next_follow_at"), stage == AFTER_STAY
        )
        for name, field in self.fields.items():
            field.setVisible(called.get(name, False) or bool(field.refusal) or self._reason_given(field))
        self.setVisible(any(not field.isHidden() for field in self.fields.values()))

    @staticmethod
    def _reason_given(field: Field) -> bool:
        return isinstance(field.editor, ReasonedBox) and bool(kept(field.editor) or field.editor.reason())

    def values(self) -> dict[str, object]:
        """The fields of a registration that are asked for here; what is not shown is not part of it."""
        texts = {name: kept(field.editor) for name, field in self.fields.items() if not field.isHidden()}
        values: dict[str, object] = {
            name: text for name, text in texts.items() if name not in ("arrival_at", "keep_until", "next_follow_at")
        }
        if "accused" in texts:
            values["accused"] = self.accused.ids()
            values["reported"] = "、".join(filter(None, (texts.get("reported", ""), self.accused.typed())))
        if "arrival_at" in texts:
            values["arrival_at"] = _moment(self.arrival, "arrival_at")
        if "next_follow_at" in texts:
            values["next_follow_at"] = _moment(self.follow, "next_follow_at")
        if texts.get("keep_until"):
            values["keep_until"] = _day(texts["keep_until"])
        if "instant_missed" in texts:
            values["instant_missed"] = texts["instant_missed"] or self.instant.reason()
        return values


def _moment(editor: MomentEdit, name: str) -> datetime | None:
    try:
        return editor.value()
    except Refused as unread:
        raise Refused(unread.message, code=unread.code, field=name, clause=unread.clause) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        raise Refused("日期请写成 2027-02-20 的样子", code="day", field="keep_until", clause="H6 [30]") from None
