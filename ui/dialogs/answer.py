"""答复 and 当场办结: a case ends only as solved or clearly answered, in words fit for the requester (M4.1 [65], [58])."""

from PySide6.QtWidgets import QCheckBox, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import Answer, OnSpot
from firstask_desktop.domain.consultation import CONSULTATION, SATISFACTION, points_of
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Ending, State, Verdict
from ui.dialogs.case_dialog import CaseDialog, Done, moment
from ui.dialogs.editors import HEARD, NOT_HEARD, NOW
from ui.dialogs.explaining import ExplainRow
from ui.dialogs.people_box import UnitBox, WhomBox, everybody
from ui.dialogs.reaction import ReactionAsked
from ui.dialogs.reason_box import ReasonBox
from ui.dialogs.staff_box import StaffBox
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.notice import Notice, NoticeAction
from ui.widgets.ticks import TickList

WAYS = ("当面", "电话", "书面", "短信", "微信")
BY_CHANNEL = {"来访": "当面", "来电": "电话", "来信": "书面"}
UNCLEAR = "find_out"
LONGEST_OFFER = 160


class AnsweringDialog(CaseDialog):
    """What both ways of answering ask: the ending, the words, the way; known texts are one key away.

    A consultation also asks which points were explained, whether they were understood and whether the requester was
    satisfied; what was not understood ends nothing ([56]).
    """

    def _make_answer(self, name: str) -> None:
        case = self.file.case
        letters = zip(Ending, "jm", strict=True)
        self.ending = ChoiceRow(self.tr("结束方式"), [Choice(one.value, one.word, key) for one, key in letters])
        self.text = StaffBox(
            self.tr("答复内容"), self.desk.house.phrases, self.tr("做了什么、结果如何；不能办的写明依据和别的办法"), 3
        )
        self.way = ChoiceRow(self.tr("答复方式"), [Choice(word, word) for word in WAYS])
        self.way.set_value(BY_CHANNEL.get(case.channel, ""))
        self.add(Field(self.tr("结束方式"), self.ending, name="ending", required=True))
        self.add(Field(self.tr("答复内容"), self.text, name=name, required=True))
        self._offer_texts()
        self.explain = ExplainRow(self.tr("解释模板"), self.desk, self.text)
        self.explaining = self.add(Field(self.tr("解释模板"), self.explain))
        self.explaining.hide()
        self.ending.chosen.connect(self._ended)
        self.add(Field(self.tr("答复方式"), self.way, name="way", required=True))

    def _ended(self) -> None:
        """Whatever could not be done as asked is explained patiently ([83])."""
        self.explaining.setVisible(self.explain.any() and self.ending.value() == Ending.CLEAR_ANSWER.value)
        self.fit_soon()

    def _offer_texts(self) -> None:
        """The result that was reported and the catalogue's answer, never put in by themselves ([34])."""
        matter = self.file.matter
        self._texts = {
            self.tr("处理结果"): self.file.case.result,
            self.tr("标准答复"): matter.answer if matter else "",
        }
        for place, (label, text) in enumerate((pair for pair in self._texts.items() if pair[1]), start=1):
            shown = text if len(text) <= LONGEST_OFFER else f"{text[:LONGEST_OFFER]}…"
            action = NoticeAction(label, self.tr("填入"), f"Alt+{place}")
            notice = Notice(shown, Tone.PLAIN, label, [action])
            notice.acted.connect(self._insert)
            self.add_widget(notice)

    def _make_understood(self) -> None:
        """Whether it was understood: nobody's answer until somebody asked ([56])."""
        words = (Choice(HEARD, self.tr("听明白"), "t"), Choice(NOT_HEARD, self.tr("未听明白"), "w"))
        self._make_points()
        self.understood = ChoiceRow(self.tr("是否听明白"), words)
        hint = self.tr("未听明白的不结束：再解释一次，或换人解释。")
        asked = self.file.case.kind == CONSULTATION
        self.add(Field(self.tr("听明白"), self.understood, name="understood", hint=hint if asked else ""))
        self.understood.chosen.connect(self._heard)

    def _make_points(self) -> None:
        """The points of the knowledge card, ticked as they were explained."""
        matter = self.file.matter
        self.points = TickList(self.tr("介绍要点"), points_of(matter.answer if matter else ""))
        hint = self.tr("按数字键勾已介绍的，0 全勾。")
        asked = self.add(Field(self.tr("介绍要点"), self.points, name="points", hint=hint))
        asked.setVisible(self.file.case.kind == CONSULTATION and bool(self.points.words))

    def heard(self) -> bool | None:
        """Whether it was understood; None while nobody was asked."""
        return self.understood.value() == HEARD if self.understood.value() else None

    def _make_consultation(self) -> None:
        """Whether the requester was satisfied, whether something written goes along."""
        self.satisfied = ChoiceRow(self.tr("是否满意"), [Choice(word, word) for word in SATISFACTION])
        self.written = QCheckBox(self.tr("要书面资料，随后打印(&W)"))
        self.written.setAccessibleName(self.tr("书面资料"))
        self.written.setMinimumHeight(33)
        asked = (
            self.add(Field(self.tr("是否满意"), self.satisfied, name="satisfied")),
            self.add(Field(self.tr("书面资料"), self.written, name="written")),
        )
        consulting = self.file.case.kind == CONSULTATION
        for field in asked:
            field.setVisible(consulting)

    def _heard(self) -> None:
        """Whoever did not understand is not asked how satisfied they are."""
        asked = self.file.case.kind == CONSULTATION and self.heard() is not False
        self.fields["satisfied"].setVisible(asked)
        if not asked:
            self.satisfied.set_value("")
        self.fit_soon()

    def _make_reaction(self) -> None:
        """What the requester thinks of it; who does not accept it must be heard by somebody above ([83])."""
        self._asked = ReactionAsked(self, required=False)
        self.reaction, self.escalate = self._asked.box, self._asked.escalate

    def draft_restored(self) -> None:
        """The escalation follows the reaction, the templates the ending, the satisfaction what was understood."""
        self._asked.arrange()
        self._ended()
        self._heard()

    def _insert(self, label: str) -> None:
        self.text.insert(self._texts[label])


class AnswerDialog(AnsweringDialog):
    """`AnswerDialog(desk, prompts, action, case_id, done, parent=None)`."""

    def __init__(
        self, desk: Desk, prompts: Prompts, action: Action, case_id: str, done: Done, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, prompts, action, case_id, done, ok=self.tr("已答复客户"), width=680, parent=parent)
        self._warn_unclear()
        self._make_answer("text")
        self.at = MomentEdit(self.tr("答复时间"), self.wall.now, self.wall.just_now())
        self.at.set_value(self.wall.just_now()[0].moment)
        self.add(Field(self.tr("答复时间"), self.at, name="at", required=True))
        self._make_understood()
        self._make_consultation()
        self._make_reaction()

    def value(self) -> Answer:
        """The command."""
        return Answer(
            ending=Ending(self.ending.value()) if self.ending.value() else None,
            text=self.text.value(),
            way=self.way.value(),
            at=self.wall.now() if self.at.row.value() == NOW else moment(self.at, "at"),
            understood=self.heard(),
            reaction=self.reaction.value(),
            escalate_to=self.escalate.value(),
            points=self.points.ticked(),
            satisfied=self.satisfied.value(),
            written=self.written.isChecked(),
            quoted=self.text.quoted(),
        )

    def _warn_unclear(self) -> None:
        """What is unclear is cleared up first; an answer without that is a broken promise ([69])."""
        if self.file.case.state is not State.TO_FIND_OUT:
            return
        said = self.tr("还没有记「弄清结果」：这样答复将记一次失约（M4.4）。")
        clear = NoticeAction(UNCLEAR, self.tr("先记弄清结果"), "Alt+Q")
        notice = Notice(said, Tone.RED, actions=[clear])
        notice.acted.connect(self._clear_up)
        self.add_widget(notice)

    def _clear_up(self, _name: str) -> None:
        self.turn_to(Action.FOUND_OUT)


class OnSpotDialog(AnsweringDialog):
    """`OnSpotDialog(…)`: answered and closed in one step ([24]); not one's own duty asks whom one asked ([27])."""

    def __init__(
        self, desk: Desk, prompts: Prompts, action: Action, case_id: str, done: Done, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, prompts, action, case_id, done, width=680, parent=parent)
        self._make_answer("answer")
        self.ending.set_value(Ending.SOLVED.value)
        self._make_understood()
        self._make_consultation()
        self._make_reaction()
        self.asked = WhomBox(self.tr("问了谁"), everybody(desk), self.tr("姓名、拼音首字母或部门"))
        self.asked_answer = StaffBox(self.tr("对方答复"), desk.house.phrases, lines=1)
        hint = self.tr("不属本岗：写明替客户问了谁、对方怎么说（M4.8）。")
        whom = self.add(Field(self.tr("问了谁"), self.asked, name="asked_whom", hint=hint))
        said = self.add(Field(self.tr("对方答复"), self.asked_answer, name="asked_answer"))
        for field in (whom, said):
            field.setVisible(self.file.case.verdict is not Verdict.OWN_POST)
        self._make_outside()

    def _make_outside(self) -> None:
        """A unit outside the house is named with its number, or how one searched for it ([55])."""
        self.unit = UnitBox(self.tr("办理单位"), self.desk)
        self.unit_phone = LineBox(self.tr("单位电话"), "", 40)
        self.route = ReasonBox(self.tr("已查询途径"), [one.text for one in self.desk.house.choices("search_route")])
        self.unit.told.connect(self.unit_phone.set_value)
        for name, label, editor in (
            ("unit", self.tr("办理单位"), self.unit),
            ("unit_phone", self.tr("单位电话"), self.unit_phone),
            ("search_route", self.tr("已查询途径"), self.route),
        ):
            self.add(Field(label, editor, name=name)).setVisible(self.file.case.verdict is Verdict.OUTSIDE)

    def value(self) -> OnSpot:
        """The command."""
        return OnSpot(
            ending=Ending(self.ending.value()) if self.ending.value() else Ending.SOLVED,
            answer=self.text.value(),
            way=self.way.value(),
            asked_whom=self.asked.text().strip(),
            asked_answer=self.asked_answer.value(),
            unit=self.unit.value(),
            unit_phone=self.unit_phone.value(),
            search_route=self.route.value(),
            understood=self.heard(),
            reaction=self.reaction.value(),
            escalate_to=self.escalate.value(),
            points=self.points.ticked(),
            satisfied=self.satisfied.value(),
            written=self.written.isChecked(),
            quoted=self.text.quoted() + self.asked_answer.quoted(),
        )
