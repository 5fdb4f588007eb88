"""首问回执: what the requester takes along, to be read, copied or printed ([11])."""

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from ui.dialogs.papers import PapersDialog
from ui.prompts import Prompts


class SlipDialog(PapersDialog):
    """`SlipDialog(desk, prompts, case_id, parent=None)`: the receipt alone, as it is wanted right after registering."""

    def __init__(self, desk: Desk, prompts: Prompts, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk.cases.papers(case_id)[:1], prompts, parent)


class CasePapersDialog(PapersDialog):
    """`CasePapersDialog(desk, prompts, case_id, parent=None)`: every sheet the case offers, the receipt first."""

    def __init__(self, desk: Desk, prompts: Prompts, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk.cases.papers(case_id), prompts, parent)
