"""One key on a row makes a move: the flow table says which key means what in which state."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.flow import FLOW, Action, check, relations
from firstask_desktop.errors import Refused
from ui.prompts import Prompts


class RowMoves(QObject):
    """`press(letter, case_id)` opens the dialog of the move; `refused(text)` when it is not open to this person now."""

    refused = Signal(str)
    moved = Signal(str)

    def __init__(self, desk: Desk, prompts: Prompts, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._prompts, self._page = desk, prompts, parent

    def press(self, letter: str, case_id: str) -> bool:
        """Start the move behind a letter; False when the letter means no move at all."""
        key = letter.upper()
        if not case_id or not any(move.key == key for move in FLOW):
            return False
        for move in self._desk.cases.moves(case_id):
            if move.key == key:
                from ui.dialogs.perform import perform_action

                perform_action(self._page.window(), self._desk, self._prompts, move.action, case_id, self._done)
                return True
        self.refused.emit(self._why_not(key, case_id))
        return True

    def complete(self, case_id: str) -> None:
        """补登记: fill in what an emergency left open ([67])."""
        if not case_id:
            return
        from ui.dialogs.perform import perform_action

        perform_action(self._page.window(), self._desk, self._prompts, Action.COMPLETE, case_id, self._done)

    def _why_not(self, key: str, case_id: str) -> str:
        """The flow's own words: the state it is in, or who may."""
        row, actor = self._desk.queue.row(case_id), self._desk.actor
        if row is None or actor is None:
            return self.tr("请先登录 F12")
        move = next(one for one in FLOW if one.key == key)
        try:
            check(move.action, row.case, relations(row.case, actor))
        except Refused as refused:
            return str(refused)
        return self.tr("现在不能做这一步")

    def _done(self, *_case: object) -> None:
        self._page.setFocus()
        self.moved.emit("")
