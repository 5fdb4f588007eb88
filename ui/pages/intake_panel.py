"""接待登记 as a whole: the form, who is known, saving in three ways, the slip, and the draft that is never lost."""

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Verdict
from firstask_desktop.errors import Refused
from ui.clip import copy
from ui.pages.intake_buttons import SaveButtons, Way
from ui.pages.intake_colleague import hire, unlisted
from ui.pages.intake_draft import IntakeDraft
from ui.pages.intake_emergency import EmergencyNotice
from ui.pages.intake_form import ALIASES, IntakeForm
from ui.pages.intake_misplaced import move_telephone
from ui.pages.intake_read import on_spot, registration
from ui.pages.intake_requester import AGAIN, JOIN, NEW, RequesterNotice
from ui.pages.intake_told import AGAIN as AGAIN_EXPLAINED
from ui.pages.intake_told import COPY, OTHER, PRINT, SHOW, tell_saved
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.field import Field
from ui.widgets.notice import Notice, NoticeAction
from ui.widgets.panel import Panel

__all__ = ["IntakePanel", "Way"]
HIRE = "hire"
AFTERWARDS = {Way.HAND_OFF: Action.HAND_OFF, Way.CONSULT: Action.CONSULT}
EXPLAINED = {AGAIN_EXPLAINED: Action.ON_SPOT, OTHER: Action.HAND_OFF}


class IntakePanel(Panel):
    """`start(channel)` begins a case; `opened(case_id)` when a person wants to see one; `saved(case_id)` after saving."""

    opened = Signal(str)
    saved = Signal(str)

    def __init__(self, desk: Desk, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("IntakePanel", "接待登记"), parent=parent)
        self.desk, self._prompts = desk, prompts
        self._scroll = QScrollArea(self)
        self.form = IntakeForm(desk, self._scroll)
        self.requester = RequesterNotice(desk, self.form)
        self.emergency = EmergencyNotice(desk, self.form)
        self.form.cards.addWidget(self.emergency)
        self.form.cards.addWidget(self.requester)
        self.told = Notice()
        self._last = ""
        self._separate = False
        self._way = Way.REGISTER
        self._refused: Field | None = None
        self._lay_out()
        self._draft = IntakeDraft(desk, self.form, self)
        self._draft.kept.connect(self._draft_kept)
        self._draft.refused.connect(self._draft_refused)
        self.form.edited.connect(self._edited)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        self.form.room.editingFinished.connect(self._room_left)
        self.form.together.edited.connect(self._names_grew)
        self.requester.acted.connect(self._decide)
        self.requester.similar.opened.connect(self.opened)
        self.told.acted.connect(self._with_slip)
        self.form.ways.chosen.connect(self._pressed)
        self.change_person()

    def _lay_out(self) -> None:
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.form)
        self.add_to_header(self.form.urgent)
        self.body.addWidget(self.told)
        self.body.addWidget(scroll, 1)
        self.save_buttons = SaveButtons(self)
        self.save_buttons.pressed.connect(self._pressed)
        self.body.addWidget(self.save_buttons)

    # ------------------------------------------------------------ beginning

    def start(self, channel: str) -> None:
        """Begin a case that came this way; what was typed stays, the cursor goes to the kind."""
        self.told.say("")
        self.form.channel.choose(channel)
        self.form.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def change_person(self) -> None:
        """Somebody else sits down: their own draft comes, the former one was kept."""
        self.keep_draft()
        self._draft.change_person()
        self._clear()
        self.told.say("")
        found = self._draft.put_back()
        if found:
            self.requester.look()
        self._show_aside(self.tr("已恢复未完成的登记") if found else "")

    def _show_aside(self, words: str = "") -> None:
        actor = self.desk.actor
        who = self.tr("首问 %1").replace("%1", actor.name) if actor else self.tr("请先登录 F12")
        first = self.form.first_asked
        if first.value() and actor and first.value() != actor.id:
            who = self.tr("代登记 · 首问 %1").replace("%1", first.text())
        self.set_aside(" · ".join(part for part in (who, words) if part))

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The field with the cursor is always in sight."""
        if now is not None and self.form.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now, 0, 24)

    def _show_phrase(self) -> None:
        """What should not be said is told in sight, below the words."""
        self._scroll.ensureWidgetVisible(self.form.answer, 0, 8)

    def _room_left(self) -> None:
        """A telephone in the place of the room is not taken for a room without a word."""
        said = move_telephone(self.desk, self.form) if self.desk.actor is not None else ""
        if said:
            self.told.say(said, Tone.AMBER)
            self.requester.look()

    def _names_grew(self) -> None:
        """Names above the box push it down; it stays in sight."""
        QTimer.singleShot(0, self, self._show_together)

    def _show_together(self) -> None:
        self._scroll.ensureWidgetVisible(self.form.together, 0, 8)

    # ------------------------------------------------------------ drafts

    def _edited(self) -> None:
        matter = self.form.matter.matter()
        at_once = matter is not None and matter.instant and self.form.verdict.value() == Verdict.OWN_POST
        self.save_buttons.prefer(Way.ON_SPOT if at_once else Way.REGISTER)
        self._draft.soon()
        self._show_aside()
        if self.form.answer.notice.isVisibleTo(self.form) and self.form.answer.box.hasFocus():
            QTimer.singleShot(0, self, self._show_phrase)

    def keep_draft(self) -> None:
        """Write down what is half-typed ([13]); called every two seconds while typing, on closing and on lock."""
        self._draft.keep()

    def _draft_kept(self, something: bool) -> None:
        self._show_aside(self.tr("草稿已保存") if something else "")

    def _draft_refused(self, refused: Refused) -> None:
        self.told.say(str(refused), Tone.RED)
        self._show_aside(self.tr("草稿没有存下"))

    def _clear(self) -> None:
        self.form.clear()
        self.requester.clear()
        self.emergency.look()
        self.save_buttons.prefer(Way.REGISTER)
        self._separate = False
        self._draft.rest()

    # ------------------------------------------------------------ saving

    def _pressed(self, way: str) -> None:
        self.save(Way(way))

    def save(self, way: Way) -> None:
        """Save the form in one of its ways; a refusal goes to its field and nothing typed is lost."""
        self._way = way
        if way is Way.ON_SPOT and not self.form.answer.value() and not self.form.answer.box.hasFocus():
            self.form.answer.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scroll.ensureWidgetVisible(self.form.answer)
            return
        if way is Way.ON_SPOT and self._to_ask():
            return
        self.form.forgive()
        try:
            case = self._register(way)
        except Refused as refused:
            self._refuse(refused)
            return
        self._done(case, way)

    def _to_ask(self) -> bool:
        """An enquiry that was answered: go to what is still to be ticked and asked, once ([56])."""
        field = self.form.fields["points"]
        if field.isHidden() or self.form.consult.complete() or self.form.consult.hasFocus():
            return False
        self.form.consult.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroll.ensureWidgetVisible(field)
        return True

    def _register(self, way: Way) -> Case:
        form = registration(self.form, separate=self._separate or way is Way.JOIN)
        return self.desk.cases.register(form, on_spot(self.form) if way is Way.ON_SPOT else None)

    def _refuse(self, refused: Refused) -> None:
        if refused.code == "duplicate":
            self.requester.show_likely()
        if not self.form.refuse(refused):
            self.told.say(str(refused), Tone.RED)
            return
        if unlisted(self.form, refused):
            name = unlisted(self.form, refused)
            said = self.tr("员工名单里没有「%1」，是否新增员工？").replace("%1", name)
            self.told.say("", Tone.AMBER, said, [NoticeAction(HIRE, self.tr("新增员工"), "Alt+4")])
        self._refused = self.form.fields[ALIASES.get(refused.field, refused.field)]
        QTimer.singleShot(0, self, self._show_refusal)

    def _show_refusal(self) -> None:
        """The sentence under the field is in sight once it has its room."""
        if self._refused is not None:
            self._scroll.ensureWidgetVisible(self._refused)

    def _done(self, case: Case, way: Way) -> None:
        """Say the number, empty the form for the next person, and go on with the move that was asked for."""
        self._last = case.id
        self._draft.forget()
        self._clear()
        self._show_aside()
        tell_saved(self.told, self.desk, case, way is Way.ON_SPOT)
        self.form.channel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.saved.emit(case.id)
        if way in AFTERWARDS:
            self._go_on(AFTERWARDS[way], case.id)

    def _go_on(self, action: Action, case_id: str) -> None:
        """Open the move that follows the registration."""
        from ui.dialogs.perform import perform_action

        perform_action(self.window(), self.desk, self._prompts, action, case_id, self._handed)

    def _handed(self, case: Case) -> None:
        if case.answered_at is not None:
            tell_saved(self.told, self.desk, case, on_spot=True)
        self.form.channel.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ the same matter again

    def _decide(self, what: str, case_id: str) -> None:
        if what == NEW:
            self._separate = True
            self.requester.settle()
            self.form.forgive()
            self.form.matter.setFocus()
        elif what == AGAIN:
            self._visit(case_id)
        elif what == JOIN:
            self._join(case_id)

    def _visit(self, case_id: str) -> None:
        """The requester came again about a known case; from the third time on a cause is asked ([80])."""
        try:
            from firstask_desktop.domain.commands import Visit

            case = self.desk.cases.visit_again(case_id, Visit(note=self.form.words.value()))
        except Refused as refused:
            if refused.field == "cause":
                from ui.dialogs.revisit import RevisitDialog

                note = self.form.words.value()
                RevisitDialog(self.desk, self._prompts, case_id, self._visited, note, self.window()).open()
            else:
                self._refuse(refused)
            return
        self._visited(case)

    def _visited(self, *done: object) -> None:
        case = next((one for one in done if isinstance(one, Case)), None)
        if case is None:
            return
        self._forget(case.id)
        words = self.tr("已记为第 %1 次来访：%2").replace("%1", str(case.visits)).replace("%2", case.number)
        self.told.say("", Tone.GREEN, words, [NoticeAction(SHOW, self.tr("打开"), "Ctrl+O")])
        self.saved.emit(case.id)

    def _join(self, case_id: str) -> None:
        """Register under its own number, so that the register has no gaps, then merge into the older case ([18])."""
        self.form.forgive()
        try:
            from firstask_desktop.domain.commands import Merge

            case = self._register(Way.JOIN)
            self.desk.cases.perform(Action.MERGE, case.id, Merge(into=case_id, reason=self.tr("登记时发现为同一件事")))
        except Refused as refused:
            self._refuse(refused)
            return
        self._forget(case_id)
        words = self.tr("%1 已并入 %2").replace("%1", case.number).replace("%2", self.desk.cases.row(case_id).number)
        self.told.say("", Tone.GREEN, words, [NoticeAction(SHOW, self.tr("打开"), "Ctrl+O")])
        self.saved.emit(case.id)

    def _forget(self, case_id: str) -> None:
        self._last = case_id
        self._draft.forget()
        self._clear()
        self._show_aside()

    # ------------------------------------------------------------ the slip

    def _with_slip(self, what: str) -> None:
        if what == HIRE:
            self.told.say(hire(self.desk, self.form), Tone.GREEN)
        elif what == SHOW:
            self.opened.emit(self._last)
        elif what == COPY:
            copy(self.desk.cases.slip(self._last))
        elif what == PRINT:
            from ui.dialogs.slip import SlipDialog

            SlipDialog(self.desk, self._prompts, self._last, self.window()).open()
        elif what in EXPLAINED:
            self._go_on(EXPLAINED[what], self._last)
