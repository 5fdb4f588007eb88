"""The fields of 接待登记: laid out for the keyboard, read as one command, put back as a draft."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.colleagues import is_unit
from firstask_desktop.domain.consultation import CONSULTATION
from firstask_desktop.domain.people import Matter
from firstask_desktop.domain.secrecy import REPORT
from firstask_desktop.domain.states import Verdict
from firstask_desktop.errors import Refused
from ui.dialogs.draft_text import put_back
from ui.dialogs.people_box import everybody
from ui.dialogs.promise_box import WallClock
from ui.dialogs.staff_box import BLANK_KEY, REPLACE_KEY
from ui.pages.intake_circumstances import LABEL, Circumstances
from ui.pages.intake_fields import Pick, ReasonedBox, SteppingRow, Tick, pair
from ui.pages.intake_matter import MatterBox
from ui.pages.intake_ways import WaysForward
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.choice_row import Choice
from ui.widgets.field import Field
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.several import SeveralBox
from ui.widgets.suggest import Suggest

CHANNEL_KEYS = {"来访": "F2", "来电": "F3"}
ALIASES = {
    "name_reason": "name",
    "phone_reason": "phone",
    "words_reason": "words",
    "request": "words",
    "told_text": "answer",
    "understood": "points",
    "satisfied": "points",
    "unit_phone": "unit",
    "told_limit": "matter",
    "text": "answer",
    "quoted": "answer",
    "way": "channel",
    "separate_anyway": "matter",
    "outside_hours_confirmed": "promise_at",
    "beyond_limit_reason": "promise_at",
}
HEAR_MS = 400
FOLDED = (
    *("request", "confidential", "anonymous", "contact_at", "contact_place", "late_reason"),
    *("first_asked", "asked_together", "off_duty_reason"),
)


class IntakeForm(QWidget):
    """`fields` by the names a `Refused` uses. `edited()` on every edit by a person."""

    edited = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._wall = WallClock(desk)
        self.setObjectName("scrolled")
        self.setAccessibleName(self.tr("接待登记"))
        self.fields: dict[str, Field] = {}
        self.noted: tuple[str, ...] = ()
        self._reporting = False
        self.steps = ""
        """The reception steps ticked, one a line, as a draft keeps them ([49])."""
        self.urgent = Tick(self.tr("紧急 Alt+U"))
        QShortcut(QKeySequence("Alt+U"), self).activated.connect(self.urgent.click)
        self.urgent.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 4, 0)
        self.rows.setSpacing(6)
        self._who_and_how()
        self.cards = QVBoxLayout()
        self.cards.setContentsMargins(LABEL + 10, 0, 0, 0)
        self.rows.addLayout(self.cards)
        self.around = Circumstances(self.desk)
        self.fields |= self.around.fields
        self.organisation = self.around.unit
        self.rows.addWidget(self.around)
        self._what()
        self._ways_forward()
        self._folded()
        self.rows.addStretch(1)
        for field in self.fields.values():
            field.edited.connect(self._edited)
        self.urgent.edited.connect(self._edited)
        self.clear()

    # ------------------------------------------------------------ making

    def _add(self, name: str, label: str, editor: QWidget, width: int = LABEL) -> Field:
        field = Field(label, editor, name=name, label_width=width)
        self.fields[name] = field
        if isinstance(editor, (LineBox, Pick)) and not isinstance(editor, Suggest):
            editor.returnPressed.connect(self._next)
        return field

    def _who_and_how(self) -> None:
        house = self.desk.house
        channels = [Choice(one.text, one.text, one.letter, CHANNEL_KEYS.get(one.text, "")) for one in house.channels()]
        self.channel = SteppingRow(self.tr("受理方式"), channels)
        self.kind = SteppingRow(
            self.tr("类别"), [Choice(one.text, one.text, one.letter, one.letter) for one in house.kinds()]
        )
        self.phone = ReasonedBox(self.tr("电话"), self.tr("号码，或 ↓ 原因"), self._reasons("phone_withheld"))
        self.room = LineBox(self.tr("房号"), "", 40)
        self.name = ReasonedBox(self.tr("姓名"), self.tr("姓名，或 ↓ 原因"), self._reasons("name_withheld"))
        identities = [("", self.tr("未选")), *((one.text, one.text) for one in house.identities())]
        self.identity = Pick(self.tr("身份"), identities)
        self.rows.addWidget(self._add("channel", self.tr("受理方式"), self.channel))
        self.rows.addWidget(self._add("kind", self.tr("类别"), self.kind))
        self.rows.addWidget(
            pair(self._add("phone", self.tr("电话"), self.phone), self._add("room", self.tr("房号"), self.room, 32))
        )
        self.rows.addWidget(
            pair(
                self._add("name", self.tr("姓名"), self.name),
                self._add("identity", self.tr("身份"), self.identity, 32),
            )
        )

    def _what(self) -> None:
        self.words = TextBox(self.tr("客户原话"), self.tr("照客户说的记，不改动"), lines=2, most=5)
        self.matter = MatterBox(self.desk)
        usual = [self.tr("目录里还没有这一项"), self.tr("一时找不到，待编目"), self.tr("只问路、问时间等，不用编目")]
        self.uncatalogued = ReasonedBox(self.tr("未编目原因"), self.tr("事项目录里没有的原因，↓ 选择"), usual)
        self.rows.addWidget(self._add("words", self.tr("客户原话"), self.words))
        self.rows.addWidget(self._add("matter", self.tr("事项"), self.matter))
        self.rows.addWidget(self._add("uncatalogued_reason", self.tr("未编目"), self.uncatalogued))
        self._listening = QTimer(self)
        self._listening.setSingleShot(True)
        self._listening.setInterval(HEAR_MS)
        self._listening.timeout.connect(self._heard)
        self.words.edited.connect(self._listening.start)
        self.matter.picked.connect(self._picked)

    def _ways_forward(self) -> None:
        self.ways = WaysForward(self.desk)
        self.verdict, self.promise, self.answer = self.ways.verdict, self.ways.promise, self.ways.answer
        self.consult = self.ways.consult
        self.fields |= self.ways.fields
        self.rows.addWidget(self.ways)
        QShortcut(QKeySequence(REPLACE_KEY), self).activated.connect(self.answer.replace)
        QShortcut(QKeySequence(BLANK_KEY), self).activated.connect(self.answer.next_blank)
        self.verdict.chosen.connect(self.arrange)

    def _folded(self) -> None:
        self.fold = QToolButton()
        self.fold.setText(self.tr("诉求 · 接触时间地点 · 首问责任人（代登记）　Alt+G"))
        self.fold.setAccessibleName(self.tr("更多项目"))
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setStyleSheet("QToolButton { border: none; background: transparent; }")
        self.fold.setCheckable(True)
        self.fold.setArrowType(Qt.ArrowType.RightArrow)
        self.fold.setShortcut("Alt+G")
        self.fold.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fold.toggled.connect(self._unfold)
        self.rows.addWidget(self.fold)
        self.request = LineBox(self.tr("诉求"), self.tr("客户要求怎样解决（与原话不同时填）"))
        self.contact_at = MomentEdit(self.tr("接触时间"), self._wall.now)
        self.contact_place = LineBox(self.tr("接触地点"), self.tr("不在前台接触时填写"))
        self.late_reason = ReasonedBox(self.tr("补录原因"), self.tr("补录原因，或 ↓ 选择"), self._reasons("late_entry"))
        self.confidential = Tick(self.tr("客户要求保密"))
        self.anonymous = Tick(self.tr("匿名"))
        self.first_asked = Suggest(self.tr("首问责任人"), everybody(self.desk), self.tr("代登记时选最先被问到的人"))
        others = self.tr("同时被问到的其他人，可选几位；没有不填")
        self.together = SeveralBox(self.tr("同时被问"), everybody(self.desk), others)
        self.off_duty = LineBox(self.tr("不当班说明"), self.tr("该员工当班表无此班次时说明"))
        for name, label, editor in (
            ("request", self.tr("诉求"), self.request),
            ("confidential", "", self.confidential),
            ("anonymous", "", self.anonymous),
            ("contact_at", self.tr("接触时间"), self.contact_at),
            ("contact_place", self.tr("接触地点"), self.contact_place),
            ("late_reason", self.tr("补录原因"), self.late_reason),
            ("first_asked", self.tr("首问责任人"), self.first_asked),
            ("asked_together", self.tr("同时被问"), self.together),
            ("off_duty_reason", self.tr("不当班"), self.off_duty),
        ):
            self.rows.addWidget(self._add(name, label, editor))

    def _reasons(self, group: str) -> list[str]:
        return [choice.text for choice in self.desk.house.choices(group)]

    # ------------------------------------------------------------ showing

    def tick(self) -> None:
        """Time went on: the quick promises are those of now, unless one is being used. Told first after the first paint."""
        self.name_room()
        if not self.promise.edit.row.value():
            self.promise.edit.set_quick(self._wall.quick_promises())

    def _edited(self) -> None:
        self.arrange()
        self.edited.emit()

    def _heard(self) -> None:
        self.matter.hear(self.words.value())

    def _picked(self, matter: Matter | None) -> None:
        """A matter says its kind when none was chosen, and goes on to the verdict; an enquiry with a card to its answer."""
        if matter is not None and not self.kind.value():
            self.kind.set_value(matter.kind)
        if matter is not None and matter.urgent:
            self.urgent.setChecked(True)
        self.arrange()
        carded = matter is not None and bool(matter.answer) and self.kind.value() == CONSULTATION
        known = carded and self.verdict.value() == Verdict.OWN_POST
        (self.answer if known else self.verdict).setFocus()

    def name_room(self) -> None:
        """Call the room what the scene calls it (房号, 单位); asked after the first paint, for a scene is a file."""
        word = self.desk.house.scene.room_word
        self.fields["room"].label.setText(word)
        self.room.setAccessibleName(word)

    def _next(self) -> None:
        self.focusNextChild()

    def arrange(self) -> None:
        """Ask only for what the form, as filled in, has to ask for."""
        unpicked = bool(self.matter.text()) and not self.matter.value()
        self._need("uncatalogued_reason", unpicked or bool(self.uncatalogued.value() or self.uncatalogued.reason()))
        self.around.arrange(self._facts())
        self.fields["name"].label.setText(self.tr("经办人") if self._of_unit() else self.tr("姓名"))
        self.ways.arrange(self.channel.value(), self.kind.value(), self.matter.matter())
        self._as_reported()
        folded = not self.fold.isChecked()
        for name in FOLDED:
            self.fields[name].setVisible(not folded or (self._reporting and name in ("confidential", "anonymous")))
        for name, box in (("late_reason", self.late_reason), ("off_duty_reason", self.off_duty)):
            stated = bool(box.value()) or bool(self.fields[name].refusal)
            self.fields[name].setVisible(stated or (name == "late_reason" and not folded))

    def _of_unit(self) -> bool:
        """Whether a unit asks, by its agent ([47])."""
        return is_unit(self.identity.value()) or bool(self.around.unit.value())

    def _as_reported(self) -> None:
        """A report is confidential unless the person says otherwise ([74])."""
        before, self._reporting = self._reporting, self.kind.value() == REPORT
        if self._reporting and not before:
            self.confidential.setChecked(True)

    def _facts(self) -> dict[str, str]:
        return {
            "channel": self.channel.value(),
            "kind": self.kind.value(),
            "identity": self.identity.value(),
            "phone_reason": self.phone.reason(),
            "matter": self.matter.value(),
            "more": "1" if self.fold.isChecked() else "",
        }

    def _need(self, name: str, needed: bool) -> None:
        self.fields[name].setVisible(needed or bool(self.fields[name].refusal))

    def _unfold(self, is_open: bool) -> None:
        self.fold.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self.arrange()

    def refuse(self, refused: Refused) -> bool:
        """Show the refusal under its field, cursor there; False when it belongs to no field of the form."""
        name = ALIASES.get(refused.field, refused.field)
        field = self.fields.get(name)
        if field is None:
            return False
        if name in FOLDED:
            self.fold.setChecked(True)
        self.ways.heed(name, refused.code)
        if name in self.around.fields:
            self.around.show()
        if name in {"uncatalogued_reason", "matter"}:
            self.fields["uncatalogued_reason"].show()
        field.show()
        field.refuse(str(refused))
        if name == "answer":
            self.answer.first_blank()
        if name == "promise_at":
            self.promise.heed(refused)
        return True

    def clear(self) -> None:
        """Empty and ready for the next person: this post's own matter, asked at this desk."""
        self.forgive()
        for editor in self.editors().values():
            put_back(editor, "")
        for box in self.reasoned().values():
            box.set_reason("")
        self.matter.set_value("")
        self._listening.stop()
        self.matter.hear("")
        self.ways.clear()
        self.fold.setChecked(False)
        self.noted, self.steps = (), ""
        self.arrange()

    def editors(self) -> dict[str, QWidget]:
        """The editors whose text is the whole of what they hold, by the names a draft keeps them under."""
        return {"urgent": self.urgent} | {name: field.editor for name, field in self.fields.items() if name != "matter"}

    def reasoned(self) -> dict[str, ReasonedBox]:
        """The editors that take a reason instead of a value."""
        return {
            "name": self.name,
            "phone": self.phone,
            "late_reason": self.late_reason,
            "instant_missed": self.around.instant,
            "search_route": self.ways.route,
            "uncatalogued_why": self.uncatalogued,
        }

    def forgive(self) -> None:
        """Take all refusals away."""
        for field in self.fields.values():
            field.clear()
