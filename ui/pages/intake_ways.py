"""职责判定 decides the way: own duty is answered, another's is asked about or handed on, an outside one is named ([27])."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.consultation import CONSULTATION, points_of
from firstask_desktop.domain.people import Matter
from firstask_desktop.domain.states import Verdict
from ui.dialogs.draft_text import kept
from ui.dialogs.people_box import UnitBox
from ui.dialogs.promise_box import PromiseBox, WallClock
from ui.dialogs.staff_box import StaffBox
from ui.pages.intake_circumstances import LABEL
from ui.pages.intake_fields import ReasonedBox, SteppingRow, pair
from ui.theme import Tone
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice
from ui.widgets.consult_box import ConsultBox
from ui.widgets.field import Field
from ui.widgets.notice import Notice, NoticeAction

WRITTEN_CHANNELS = ("来信", "网络")
ASK, HAND_OFF, CONSULT = "ask", "hand_off", "consult"
ASKED = ("asked_whom", "asked_answer")
STANDARD_KEY = "Alt+F"


class WaysForward(QWidget):
    """`fields` by the names a `Refused` uses. `arrange(…)` asks what the verdict calls for; `chosen(way)` for the ways
    that leave the form (HAND_OFF, CONSULT).
    """

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._wall = desk, WallClock(desk)
        self._asking = False
        self.fields: dict[str, Field] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self.verdict = SteppingRow(
            self.tr("职责判定"), [Choice(one.value, one.word, str(at)) for at, one in enumerate(Verdict, start=1)]
        )
        self._add("verdict", self.tr("职责判定"), self.verdict)
        self.notice = Notice()
        aside = QVBoxLayout()
        aside.setContentsMargins(LABEL - 20, 0, 0, 0)
        aside.addWidget(self.notice)
        self._rows.addLayout(aside)
        self._others()
        self._answering()
        self.notice.acted.connect(self._act)

    def _add(self, name: str, label: str, editor: QWidget, *, width: int = LABEL, above: bool = False) -> Field:
        self.fields[name] = self._field(name, label, editor, width=width, above=above)
        self._rows.addWidget(self.fields[name])
        return self.fields[name]

    def _field(self, name: str, label: str, editor: QWidget, *, width: int = LABEL, above: bool = False) -> Field:
        field = Field(label, editor, name=name, label_width=width, above=above)
        self.fields[name] = field
        if isinstance(editor, LineBox):
            editor.returnPressed.connect(self._next)
        return field

    def _next(self) -> None:
        self.focusNextChild()

    def _others(self) -> None:
        """Whom one asked for the requester ([27]); which unit outside they were told, or how one searched ([55])."""
        house = self._desk.house
        self.asked_whom = LineBox(self.tr("问了谁"), self.tr("代为问清：问了谁"))
        self.asked_answer = LineBox(self.tr("对方答复"), self.tr("对方怎么答复"))
        self.asked = pair(
            self._field("asked_whom", self.tr("代为问清"), self.asked_whom),
            self._field("asked_answer", self.tr("答复"), self.asked_answer, width=32),
        )
        self._rows.addWidget(self.asked)
        self.unit = UnitBox(self.tr("办理单位"), self._desk)
        self.unit_phone = LineBox(self.tr("单位电话"), self.tr("单位电话"), 40)
        self.route = ReasonedBox(
            self.tr("已查询途径"), self.tr("怎样查的，↓ 选"), [one.text for one in house.choices("search_route")]
        )  # fmt: skip
        self._add("unit", self.tr("办理单位"), self.unit)
        self.outside = pair(
            self._field("unit_phone", self.tr("单位电话"), self.unit_phone),
            self._field("search_route", self.tr("查询"), self.route, width=32),
        )
        self._rows.addWidget(self.outside)
        self.unit.told.connect(self.unit_phone.set_value)

    def _answering(self) -> None:
        self.promise = PromiseBox(self.tr("承诺时间"), self._desk)
        self._usual = self.tr("当场答复了什么，或告知客户由谁、何时办")
        self._standard = ""
        self.answer = StaffBox(self.tr("已答复/告知"), self._desk.house.phrases, self._usual, lines=2)
        QShortcut(QKeySequence(STANDARD_KEY), self).activated.connect(self.fill_in_standard)
        self.consult = ConsultBox(self.tr("咨询"))
        self._add("promise_at", self.tr("承诺时间"), self.promise)
        self._add("answer", self.tr("答复/告知"), self.answer)
        self._add("points", self.tr("咨询：客户听明白没有，满意不满意"), self.consult, above=True)

    # ------------------------------------------------------------ what the verdict calls for

    def arrange(self, channel: str, kind: str, matter: Matter | None) -> None:
        """Ask for what the verdict calls for, and of an enquiry being answered how it was taken ([56])."""
        verdict = Verdict(self.verdict.value()) if self.verdict.value() else Verdict.OWN_POST
        self._offer(verdict)
        self._have_at_hand(matter.answer if matter and verdict is Verdict.OWN_POST else "")
        self.asked.setVisible(self._asking or self._needed(*ASKED))
        outside = verdict is Verdict.OUTSIDE
        self.fields["unit"].setVisible(outside)
        self.outside.setVisible(outside)
        self.consult.offer(points_of(matter.answer) if matter and not outside else ())
        self.consult.ask(channel not in WRITTEN_CHANNELS)
        answering = bool(self.answer.value() or self.consult.value())
        asked = kind == CONSULTATION and answering
        self.fields["points"].setVisible(asked or bool(self.fields["points"].refusal))

    def _needed(self, *names: str) -> bool:
        return any(self.fields[name].refusal or kept(self.fields[name].editor) for name in names)

    def _offer(self, verdict: Verdict) -> None:
        """The ways forward of this verdict, each with its key; nothing for what is one's own."""
        ask = NoticeAction(ASK, self.tr("代为问清"), "Alt+5")
        hand = NoticeAction(HAND_OFF, self.tr("转办"), "Alt+6")
        consult = NoticeAction(CONSULT, self.tr("请示"), "Alt+7")
        said: dict[Verdict, tuple[str, list[NoticeAction]]] = {
            Verdict.OWN_DEPARTMENT: (self.tr("不是本岗也不推：替客户问清，或转到人（M4.8）"), [ask, hand]),
            Verdict.OTHER_DEPARTMENT: (self.tr("不是本部门也不推：替客户问清，或转到人（M4.8）"), [ask, hand]),
            Verdict.OUTSIDE: (self.tr("写明告知了哪个单位，或替客户问清（B5）"), [ask]),
            Verdict.UNKNOWN: (self.tr("不明由谁办：问清、请示领导，或转到人（B4）"), [ask, hand, consult]),
        }
        words, actions = said.get(verdict, ("", []))
        if self.notice.text.text() != words:
            self.notice.say(words, Tone.ACCENT, actions=actions)

    def _have_at_hand(self, standard: str) -> None:
        """Of one's own duty the catalogue's answer is there to be read out, and one key away ([68])."""
        self._standard = standard
        shown = self.tr("标准答复（%1 填入）：%2").replace("%1", STANDARD_KEY).replace("%2", standard)
        self.answer.box.setPlaceholderText(shown if standard else self._usual)

    def fill_in_standard(self) -> None:
        """Alt+F: the catalogue's answer, never put in by itself ([34]); what was typed stays before it."""
        if self._standard and self._standard not in self.answer.value():
            self.answer.insert(self._standard)

    def _act(self, way: str) -> None:
        if way == ASK:
            self._asking = True
            self.asked.show()
            self.asked_whom.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.chosen.emit(way)

    def heed(self, name: str, code: str) -> None:
        """Show the line a refused field stands in, and the two ways when own words said it is not one's duty ([84])."""
        if code == "not_mine" and self.notice.isHidden():
            self._offer(Verdict.OTHER_DEPARTMENT)
        if name in ASKED:
            self.asked.show()
        if name in ("unit_phone", "search_route"):
            self.outside.show()

    def clear(self) -> None:
        """The next person: one's own duty, the quick promises of now."""
        self._asking = False
        self.promise.outside.hide()
        self.promise.reason.hide()
        self.promise.edit.set_quick(self._wall.quick_promises())
        self.verdict.set_value(Verdict.OWN_POST)
