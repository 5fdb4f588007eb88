"""首问回执: what the requester takes along, to be read, copied or printed ([11])."""

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.papers import PaperKind
from ui.dialogs.papers import PapersDialog
from ui.prompts import Prompts


class SlipDialog(PapersDialog):
    """`SlipDialog(desk, prompts, case_id, parent=None)`: the one sheet wanted right after registering: the receipt, or
    the written material a requester asked for ([56]).
    """

    def __init__(self, desk: Desk, prompts: Prompts, case_id: str, parent: QWidget | None = None) -> None:
        papers = desk.cases.papers(case_id)
        wanted = PaperKind.WRITTEN if desk.cases.get(case_id).written else PaperKind.RECEIPT
        super().__init__([paper for paper in papers if paper.kind is wanted] or papers[:1], prompts, parent)


class CasePapersDialog(PapersDialog):
    """`CasePapersDialog(desk, prompts, case_id, parent=None)`: every sheet the case offers, the receipt first."""

    def __init__(self, desk: Desk, prompts: Prompts, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk.cases.papers(case_id), prompts, parent)
