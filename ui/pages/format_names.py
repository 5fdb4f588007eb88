"""What a form is called: its title, number, revision and paper in one line over its content."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui.pages.format_grid import Draft
from ui.pages.intake_fields import Pick
from ui.widgets.boxes import LineBox
from ui.widgets.field import Field


class FormatNames(QWidget):
    """`show_draft(draft)`; `changed(draft)` when a name or the paper was changed, `refused(words)` when it cannot be."""

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._draft: Draft = None
        self._wrong = False
        self.heading = LineBox(self.tr("标题"), "", 60)
        self.number = LineBox(self.tr("表号"), "", 40)
        self.revision = LineBox(self.tr("版本"), "", 12)
        self.paper = Pick(self.tr("纸张"), ())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for words, box, room in (
            (self.tr("标题"), self.heading, 4),
            (self.tr("表号"), self.number, 3),
            (self.tr("版本"), self.revision, 2),
            (self.tr("纸张"), self.paper, 2),
        ):
            row.addWidget(Field(words, box, label_width=44), room)
        for line in (self.heading, self.number, self.revision):
            line.editingFinished.connect(self.read)
        self.paper.edited.connect(self._paper_chosen)

    def show_draft(self, draft: Draft) -> None:
        """The names and the paper of the draft."""
        self._draft, self._wrong = draft, False
        for box, text in (
            (self.heading, draft.title),
            (self.number, draft.form_number),
            (self.revision, draft.revision),
        ):
            box.set_value(text)
        self.paper.set_values(self._desk.forms.papers(draft))
        self.paper.set_value(self._desk.forms.paper(draft))

    def read(self) -> bool:
        """Take what stands in the line; False when it cannot be, which is told."""
        try:
            texts = self.heading.value(), self.number.value(), self.revision.value()
            draft = self._desk.forms.titled(self._draft, *texts)
        except Refused as refusal:
            self._wrong = True
            self.refused.emit(str(refusal))
            return False
        if draft != self._draft or self._wrong:
            self.changed.emit(draft)
        return True

    def _paper_chosen(self) -> None:
        try:
            self.changed.emit(self._desk.forms.on_paper(self._draft, self.paper.value()))
        except Refused as refusal:
            self.show_draft(self._draft)
            self.refused.emit(str(refusal))
