"""The one way a page starts a move: ask what it needs, make it, tell the page (used by the case page and the queue)."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.flow import BY_ACTION, Action
from firstask_desktop.domain.papers import PaperKind
from firstask_desktop.domain.states import State
from firstask_desktop.domain.views import CaseFile
from firstask_desktop.errors import Refused
from ui.dialogs.acceptance import AcceptDialog, RecordAcceptDialog
from ui.dialogs.action_dialog import FORMS, ActionDialog
from ui.dialogs.answer import AnswerDialog, OnSpotDialog
from ui.dialogs.callback import CallbackDialog
from ui.dialogs.case_dialog import CaseDialog, Done
from ui.dialogs.complaint import ComplaintDialog
from ui.dialogs.completion import CompletionDialog
from ui.dialogs.handoff import HandOffDialog
from ui.dialogs.materials import MaterialsDialog
from ui.dialogs.papers_in import PapersInDialog
from ui.prompts import Prompts

RICH: dict[Action, Callable[..., CaseDialog]] = {
    Action.HAND_OFF: HandOffDialog,
    Action.ACCEPT: AcceptDialog,
    Action.RECORD_ACCEPT: RecordAcceptDialog,
    Action.ANSWER: AnswerDialog,
    Action.ON_SPOT: OnSpotDialog,
    Action.CALLBACK: CallbackDialog,
    Action.FORM: ComplaintDialog,
    Action.COMPLETE: CompletionDialog,
    Action.MATERIALS: MaterialsDialog,
}
OFFERED = frozenset(FORMS) | frozenset(RICH)
"""The moves that have a dialog; a page offers no others."""


class Errand(QObject):
    """Keeps what is needed to turn from one dialog to another about the same case, and what follows on paper."""

    def __init__(self, parent: QWidget, desk: Desk, prompts: Prompts, action: Action, case_id: str, done: Done) -> None:
        super().__init__(parent)
        self._page, self._desk, self._prompts, self._case_id, self._done = parent, desk, prompts, case_id, done
        self._action = action

    def done(self, case: Case) -> None:
        """Tell the page; what was written for the requester, who stands there, is on paper at once ([51]–[53] [56])."""
        self._done(case)
        kind = handed_out(self._desk.cases.file(case.id), self._action)
        if kind is not None:
            from ui.dialogs.slip import CasePapersDialog

            sheets = CasePapersDialog(self._desk, self._prompts, case.id, self._page)
            sheets.choose(kind)
            sheets.open()

    def follow(self, dialog: CaseDialog) -> None:
        """Open what the dialog turns to; go away with it."""
        self.setParent(dialog)
        dialog.turned.connect(self._turn)

    def _turn(self, action: Action) -> None:
        perform_action(self._page, self._desk, self._prompts, action, self._case_id, self._done)


def handed_out(file: CaseFile, action: Action) -> PaperKind | None:
    """The sheet a move leaves in the requester's hands, None for most."""
    if action is Action.HAND_OFF:
        return PaperKind.HAND_OVER if file.chain and file.chain[-1].hop.escort else None
    if action in (Action.ANSWER, Action.ON_SPOT):
        return PaperKind.WRITTEN if file.case.written and file.case.answered_at else None
    if action is Action.RESUME:
        return PaperKind.MATERIALS if file.case.state is State.AWAIT_REQUESTER else None
    return {Action.MATERIALS: PaperKind.MATERIALS, Action.DECLINE: PaperKind.DECLINED}.get(action)


def perform_action(
    parent: QWidget,
    desk: Desk,
    prompts: Prompts,
    action: Action,
    case_id: str,
    done: Done,
    *,
    corrects: str = "",
) -> CaseDialog | None:
    """Open the dialog of `action` for a case; `done(case)` follows when the move was made.

    What the flow does not allow now is refused in a box with state and clause, and nothing opens (None).
    """
    try:
        desk.cases.check(action, case_id)
        if action not in OFFERED:
            raise Refused(f"「{BY_ACTION[action].word}」不在这里做", code="elsewhere")
        errand = Errand(parent, desk, prompts, action, case_id, done)
        if action is Action.RESUME and desk.cases.awaited_papers(case_id):
            dialog: CaseDialog = PapersInDialog(desk, prompts, action, case_id, errand.done, parent=parent)
        elif action in FORMS:
            dialog = ActionDialog(desk, prompts, action, case_id, errand.done, corrects=corrects, parent=parent)
        else:
            dialog = RICH[action](desk, prompts, action, case_id, errand.done, parent=parent)
    except Refused as refused:
        prompts.warn(parent, str(refused))
        return None
    errand.follow(dialog)
    dialog.open()
    return dialog
