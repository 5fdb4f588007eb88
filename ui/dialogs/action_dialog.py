"""The one dialog of all actions that are nothing but fields: made from their `ActionForm`."""

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.answering import accepted
from firstask_desktop.domain.flow import Action
from ui.dialogs.action_forms import ACTION_FORMS
from ui.dialogs.asks import AskKind
from ui.dialogs.case_dialog import CaseDialog, Done
from ui.dialogs.daily_forms import DAILY_FORMS
from ui.dialogs.editors import NOT_HEARD, EditorMaker, read, words
from ui.dialogs.explaining import ExplainRow
from ui.dialogs.paper_forms import PAPER_FORMS
from ui.dialogs.people_box import UnitBox, WhomBox
from ui.dialogs.staff_box import StaffBox
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.boxes import LineBox
from ui.widgets.field import Field
from ui.widgets.notice import Notice

FORMS = ACTION_FORMS | DAILY_FORMS | PAPER_FORMS
NARROW, WIDE = 600, 730
INSTEAD = "_reason"
ESCALATED = "escalate_to"
EXPLAINED = ("explained", "explanation")
"""Fields in which something that cannot be done at once is explained ([83])."""


class ActionDialog(CaseDialog):
    """`ActionDialog(desk, prompts, action, case_id, done, corrects="", parent=None)` for every action of `FORMS`.

    `corrects` is the timeline line a 更正 is about when the person has chosen it already.
    """

    def __init__(
        self,
        desk: Desk,
        prompts: Prompts,
        action: Action,
        case_id: str,
        done: Done,
        *,
        corrects: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.form = FORMS[action]
        timed = any(ask.kind in (AskKind.PROMISE, AskKind.LATER) for ask in self.form.asks)
        super().__init__(
            desk, prompts, action, case_id, done, ok=words(self.form.button), about=words(self.form.lead),
            width=WIDE if timed else NARROW, parent=parent,
        )  # fmt: skip
        maker = EditorMaker(desk, self.file, self.form.command)
        for ask in self.form.asks:
            editor = maker.make(ask)
            field = Field(words(ask.label), editor, name=ask.name, required=ask.required, hint=words(ask.hint))
            self.add(field)
            if ask.name in EXPLAINED and isinstance(editor, StaffBox):
                row = ExplainRow(self.tr("解释模板"), desk, editor)
                self.add(Field(self.tr("解释模板"), row)).setVisible(row.any())
        self._link()
        if corrects and "corrects" in self.fields:
            self.fields["corrects"].editor.set_value(corrects)  # type: ignore[attr-defined]
        if action is Action.START:
            self._three_tellings()
        if action is Action.CONSULT:
            latest = desk.clock.when(desk.cases.consult_due())
            said = self.tr("按规定最晚 %1 答复客户，晚了记逾时（B4）").replace("%1", latest)
            self.add_widget(Notice(said, Tone.ACCENT))

    def _link(self) -> None:
        """A picked unit or person fills the number beside it."""
        for field in self.fields.values():
            if isinstance(field.editor, UnitBox):
                field.editor.told.connect(self._unit_told)
            if f"{field.name}{INSTEAD}" in self.fields:
                field.edited.connect(self._ask_instead)
            if isinstance(field.editor, WhomBox) and "number" in self.fields:
                field.editor.picked.connect(self._person_told)
        if ESCALATED in self.fields:
            self.fields["reaction"].edited.connect(self._reacted)
            if "understood" in self.fields:
                self.fields["understood"].edited.connect(self._reacted)
            self._reacted()
        self._ask_instead()

    def _reacted(self) -> None:
        """Who does not accept it must be heard by somebody above ([83]); who did not understand has it explained again."""
        said = self.fields["reaction"].editor.value()  # type: ignore[attr-defined]
        lost = "understood" in self.fields and self.fields["understood"].editor.value() == NOT_HEARD  # type: ignore[attr-defined]
        self.fields["reaction"].setVisible(not lost)
        self.fields[ESCALATED].setVisible(bool(said) and not lost and not accepted(said))
        self.fit_soon()

    def _ask_instead(self) -> None:
        """Why there is no name or phone is asked only while there is none ([57])."""
        for name, field in self.fields.items():
            whole = self.fields.get(name.removesuffix(INSTEAD))
            if name.endswith(INSTEAD) and whole is not None and isinstance(whole.editor, LineBox):
                field.setVisible(not whole.editor.value())
        self.fit_soon()

    def draft_restored(self) -> None:
        """Follow what was restored."""
        self._ask_instead()
        if ESCALATED in self.fields:
            self._reacted()

    def _unit_told(self, phone: str) -> None:
        self._fill("phone", phone)

    def _person_told(self, person_id: str) -> None:
        person = self.desk.house.person(person_id)
        self._fill("number", person.phone if person else "")

    def _fill(self, name: str, text: str) -> None:
        box = self.fields[name].editor
        if isinstance(box, LineBox):
            box.set_value(text)

    def _three_tellings(self) -> None:
        """What is to be told before work begins: rule, procedure, limit ([77])."""
        matter = self.file.matter
        if matter is None:
            return
        lines = [
            (self.tr("条件"), matter.conditions),
            (self.tr("规定"), matter.rule),
            (self.tr("程序"), matter.procedure),
            (self.tr("材料"), "、".join(matter.materials)),
            (self.tr("法定时限"), matter.legal_limit),
            (self.tr("收费"), matter.fee),
            (self.tr("联系人"), self.desk.house.contact_of(matter)),
        ]
        told = "\n".join(f"{label}：{text}" for label, text in lines if text)
        self.add_widget(Notice(told, Tone.ACCENT, matter.name))

    def value(self) -> object:
        """The command; refuses what cannot be read."""
        now = self.wall.now()
        given: dict[str, object] = {}
        quoted: tuple[str, ...] = ()
        for ask in self.form.asks:
            editor = self.fields[ask.name].editor
            given |= read(ask, editor, now)
            if ask.kind is AskKind.STAFF and isinstance(editor, StaffBox):
                quoted += editor.quoted()
        if quoted:
            given["quoted"] = quoted
        return self.form.command(**given)
