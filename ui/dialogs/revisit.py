"""客户再次来访 at the counter: why the requester had to come again, also about a case that was closed since ([80])."""

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import Visit
from firstask_desktop.domain.flow import Action
from ui.dialogs.action_dialog import ActionDialog
from ui.dialogs.case_dialog import Done
from ui.prompts import Prompts


class RevisitDialog(ActionDialog):
    """`RevisitDialog(desk, prompts, case_id, done, note="", parent=None)`: a closed case is taken up again by it."""

    def __init__(
        self, desk: Desk, prompts: Prompts, case_id: str, done: Done, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, prompts, Action.VISIT, case_id, done, parent=parent)
        self.fields["note"].editor.set_value(note)  # type: ignore[attr-defined]

    def _perform(self, command: object) -> None:
        assert isinstance(command, Visit)
        self._after = self.desk.cases.visit_again(self.case_id, command)
        self._forget()
