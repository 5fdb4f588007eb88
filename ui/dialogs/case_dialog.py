"""What all dialogs about one case have in common: who and what it is about, drafts, phrases, promises."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.flow import BY_ACTION, Action
from firstask_desktop.errors import Refused
from ui.dialogs.draft_text import kept, put_back
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.polite import POLITE_KEY, PoliteDialog
from ui.dialogs.promise_box import OUTSIDE_HOURS, PromiseBox, WallClock
from ui.dialogs.staff_box import BLANK_KEY, REPLACE_KEY, StaffBox
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.field import Field
from ui.widgets.labels import ElidedLabel, plain
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.notice import NoticeAction

Done = Callable[[Case], None]
SAVE_EVERY = 3_000
"""Milliseconds between two savings of the draft."""
SAME_FIELD = {"told_limit": "told"}
"""A needed fact that the dialog asks under another name."""


REMEDIES = {
    "not_mine": (Action.ASK, Action.HAND_OFF),
    "told_nobody": (Action.ASK, Action.OUTSIDE),
    "not_known": (Action.ASK, Action.CONSULT, Action.HAND_OFF),
    "broken_link": (Action.URGE, Action.RECALL),
    "level": (Action.FORM,),
    "involved": (Action.FORM,),
    "circle": (Action.RETURN,),
    "papers": (Action.MATERIALS,),
}
"""The moves that mend what a refusal complains of, by its code."""


class CaseDialog(FormDialog):
    """A dialog that makes one move of one case; a subclass adds fields and implements `value()`.

    `done(case)` is called after the dialog closed with the case as it is then. What stands in the fields is kept as a
    draft every few seconds and put back when the dialog is opened again after a kill; it goes when the move was made
    or thrown away on purpose (W3 [13]). `turned(action)` asks for another dialog about the same case.
    """

    turned = Signal(object)

    def __init__(
        self,
        desk: Desk,
        prompts: Prompts,
        action: Action,
        case_id: str,
        done: Done,
        *,
        ok: str = "",
        about: str = "",
        width: int = 600,
        parent: QWidget | None = None,
    ) -> None:
        self.desk, self.action, self.case_id = desk, action, case_id
        self.file = desk.cases.file(case_id)
        self.wall = WallClock(desk)
        self._done = done
        self._after: Case | None = None
        self._saved: dict[str, str] = {}
        move = BY_ACTION[action]
        title = f"{move.word} · {self.file.case.number}"
        super().__init__(title, prompts, self._perform, ok=ok or move.word, about=about, width=width, parent=parent)
        self.add_widget(self._subject())
        self.restored = plain(self.tr("已恢复上次没有提交的内容；不要了按 Esc 放弃"), "small")
        self.restored.hide()
        self.add_widget(self.restored)
        self._drafting = QTimer(self)
        self._drafting.setInterval(SAVE_EVERY)
        self._drafting.timeout.connect(self.save_draft)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self._fit)
        self.accepted.connect(self._tell)
        self.refusal.acted.connect(self._remedy)
        QShortcut(QKeySequence(REPLACE_KEY), self).activated.connect(self.replace_phrase)
        QShortcut(QKeySequence(BLANK_KEY), self).activated.connect(self.next_blank)
        QShortcut(QKeySequence(POLITE_KEY), self).activated.connect(self.offer_polite)

    @property
    def draft_key(self) -> str:
        """Under which the draft is kept: everybody's own."""
        actor = self.desk.actor
        return f"{self.action}:{self.case_id}:{actor.id if actor else ''}"

    def ids(self) -> tuple[str, ...]:
        """Move and case."""
        return (self.action, self.case_id)

    def _subject(self) -> QWidget:
        case = self.file.case
        who = case.name or case.name_reason or self.tr("未留姓名")
        what = case.title or (self.file.matter.name if self.file.matter else case.kind)
        parts = [part for part in (case.room or case.organisation, who) if part]
        return ElidedLabel(f"{' '.join(parts)} · {what}", "strong")

    def open(self) -> None:
        """Show; a draft of an earlier time is put back and counts as typed."""
        super().open()
        found = self.desk.drafts.load(self.draft_key)
        if found:
            for name, text in found.items():
                if name in self.fields:
                    put_back(self.fields[name].editor, text)
            self._saved = dict(found)
            self.restored.show()
            self.draft_restored()
        self.fit_soon()
        self._drafting.start()

    def fit_soon(self) -> None:
        """Make room for fields that came or went, once they have their size."""
        self._fitting.start(0)

    def draft_restored(self) -> None:
        """For subclasses: fields that depend on others follow the draft."""

    def typed(self) -> dict[str, str]:
        """What stands in the fields, as text."""
        return {name: kept(field.editor) for name, field in self.fields.items()}

    def save_draft(self) -> None:
        """Keep what was typed, when it changed; a disk that refuses it is said at the top, and asked again."""
        if not self.touched():
            return
        now = self.typed()
        if now == self._saved:
            return
        try:
            self.desk.drafts.save(self.draft_key, now)
        except Refused as refused:
            self.refusal.say(str(refused), Tone.RED)
            return
        self._saved = now

    def _perform(self, command: object) -> None:
        self._after = self.desk.cases.perform(self.action, self.case_id, command)
        self._forget()

    def _forget(self) -> None:
        self._drafting.stop()
        self.desk.drafts.clear(self.draft_key)

    def _discard(self, yes: bool) -> None:
        if yes:
            self._forget()
        super()._discard(yes)

    def _tell(self) -> None:
        if self._after is not None:
            self._done(self._after)

    def add_promise(self, box: PromiseBox, label: str, *, required: bool = True) -> Field:
        """A promise under the name every command gives it."""
        return self.add(Field(label, box, name="promise_at", required=required))

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at its field; a refused promise shows what lets it pass."""
        name = SAME_FIELD.get(refused.field, refused.field)
        editor = self.fields[name].editor if name in self.fields else None
        said = refused
        if isinstance(editor, PromiseBox) and refused.code == OUTSIDE_HOURS and not editor.confirms:
            message = self.tr("这个时间不在工作时间内；确要约在这时，请用「改承诺」")
            said = Refused(message, code=refused.code, clause=refused.clause)
        super().refuse(Refused(said.message, code=said.code, field=name, clause=said.clause))
        if isinstance(editor, PromiseBox):
            editor.heed(refused)
        remedies = self._remedies(refused.code)
        if remedies:
            self.refusal.say(str(refused), Tone.RED, actions=remedies)
        self.fit_soon()

    def refused_at(self, field: Field) -> None:
        """The blank that was left in a text."""
        if isinstance(field.editor, StaffBox):
            field.editor.first_blank()

    def can(self, action: Action) -> bool:
        """Whether the person at the desk may make that move now."""
        return any(move.action is action for move in self.file.moves)

    def turn_to(self, action: Action) -> None:
        """Keep what was typed as a draft, close, and ask for another dialog about the same case (`turned`)."""
        self.save_draft()
        self._drafting.stop()
        self.turned.emit(action)
        QDialog.reject(self)

    def _remedies(self, code: str) -> list[NoticeAction]:
        """What helps against a refusal, each with its key."""
        offered = [one for one in REMEDIES.get(code, ()) if self.can(one)]
        return [NoticeAction(one, BY_ACTION[one].word, f"Alt+{place}") for place, one in enumerate(offered, start=1)]

    def _remedy(self, name: str) -> None:
        self.turn_to(Action(name))

    def replace_phrase(self) -> None:
        """Alt+R: the polite sentence, in the text that has the cursor or else in the first that needs it."""
        for box in self._staff_boxes():
            if box.replace():
                return

    def next_blank(self) -> None:
        """Alt+J: the next blank of a template, in the text that has the cursor or else in the first that has one ([83])."""
        for box in self._staff_boxes():
            if box.next_blank():
                return

    def _staff_boxes(self) -> list[StaffBox]:
        """The texts on show, the one with the cursor first."""
        shown = [box for box in self.findChildren(StaffBox) if box.isVisible()]
        return sorted(shown, key=_has_cursor, reverse=True)

    def offer_polite(self) -> None:
        """F4: what to say, put into the text that has the cursor, else copied ([67])."""
        box = next((box for box in self.findChildren(StaffBox) if box.isVisible() and _has_cursor(box)), None)
        PoliteDialog(self.desk.house.polite(), box, self).open()


def _has_cursor(box: StaffBox) -> bool:
    return box.box.hasFocus()


def moment(editor: PromiseBox | MomentEdit, field: str) -> datetime | None:
    """The moment entered; words that cannot be read are refused at `field`."""
    try:
        return editor.value()
    except Refused as unread:
        raise Refused(unread.message, code=unread.code, field=field, clause=unread.clause) from None
