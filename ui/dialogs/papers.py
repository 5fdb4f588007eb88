"""The sheets of a case on one page: the list at the left, the sheet at the right; printed, saved as PDF or copied."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPagedPaintDevice, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from firstask_desktop.domain.papers import Paper, PaperKind, Size
from firstask_desktop.errors import Refused
from ui.clip import copy
from ui.paper import CSS, add_mark, face, page_html, paint, write_pdf
from ui.pdf_file import open_preview
from ui.prompts import Prompts
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.labels import plain

LIST_WIDTH = 216
SIZE_KEYS = {Size.A4: "4", Size.A5: "5", Size.ROLL: "8"}


class PapersDialog(QDialog):
    """`PapersDialog(papers, prompts, parent=None)`: ↑/↓ choose a sheet, Ctrl+P prints it with a preview, Ctrl+S saves
    a PDF, Ctrl+C copies its words. The list is there only when more than one sheet fits the case.
    """

    def __init__(self, papers: Sequence[Paper], prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers, self._prompts = tuple(papers), prompts
        self.paper = self._papers[0]
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("可以打印的"))
        self.list.addItems([paper.title for paper in self._papers])
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setSpacing(3)
        self.list.setVisible(len(self._papers) > 1)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("纸上的内容"))
        self.text.setStyleSheet("QTextBrowser { background: #ffffff; color: #000000; padding: 14px; }")
        self.text.document().setDefaultStyleSheet(CSS)
        self.text.setTabChangesFocus(True)
        self.size_row = ChoiceRow(self.tr("纸张"), [Choice(one.value, one.word, SIZE_KEYS[one]) for one in Size])
        self.title = plain("", "title")
        self.said = plain("", "muted")
        self._lay_out()
        self.setMinimumSize(720, 600)
        self.list.setCurrentRow(0)
        self._show(0)
        self.list.currentRowChanged.connect(self._show)
        self.size_row.chosen.connect(self._resized)
        self.finished.connect(self.deleteLater)

    def _lay_out(self) -> None:
        self.copy = QPushButton(self.tr("复制  Ctrl+C"))
        self.pdf = QPushButton(self.tr("存为 PDF  Ctrl+S"))
        self.print = QPushButton(self.tr("打印  Ctrl+P"))
        self.print.setProperty("primary", True)
        close = QPushButton(self.tr("关闭  Esc"))
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        for button, slot, key in (
            (close, self.reject, ""),
            (self.copy, self.copy_all, "Ctrl+C"),
            (self.pdf, self.save_pdf, "Ctrl+S"),
            (self.print, self.preview, "Ctrl+P"),
        ):
            button.setAutoDefault(False)
            button.setMinimumHeight(35)
            button.setAccessibleName(button.text().split("  ", maxsplit=1)[0])
            button.clicked.connect(slot)
            if key:
                QShortcut(QKeySequence(key), self).activated.connect(slot)
            row.addWidget(button)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.list)
        both.addWidget(self.text, 1)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        self.size_row.setFixedWidth(236)
        top.addWidget(self.size_row)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(10)
        rows.addLayout(top)
        rows.addLayout(both, 1)
        rows.addLayout(row)

    def choose(self, kind: PaperKind) -> None:
        """Show the newest sheet of this kind, when there is one."""
        for place, paper in enumerate(self._papers):
            if paper.kind is kind:
                self.list.setCurrentRow(place)
                return

    def size_of_paper(self) -> Size:
        """What it will be printed on."""
        return Size(self.size_row.value())

    def _show(self, place: int) -> None:
        if not 0 <= place < len(self._papers):
            return
        self.paper = self._papers[place]
        self.size_row.set_value(self.paper.size)
        name = f"{self.paper.title} · {self.paper.number}"
        self.title.setText(name)
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        self.said.setText("")
        self._resized()

    def _resized(self) -> None:
        self.text.document().setDefaultFont(face(self.paper, self.size_of_paper()))
        add_mark(self.text.document(), self.paper.mark)
        self.text.setHtml(page_html(self.paper, self.size_of_paper()))

    def copy_all(self) -> None:
        """Put the whole sheet on the clipboard, or only what is marked."""
        marked = self.text.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
        copy(marked or self.paper.text)
        self.said.setText(self.tr("已复制"))

    def preview(self) -> None:
        """Print with a preview; without a printer say so."""
        open_preview(self, self._prompts, self.paint)

    def paint(self, device: QPagedPaintDevice) -> None:
        """The sheet on the printer's pages."""
        paint(device, self.paper, self.size_of_paper())

    def save_pdf(self) -> None:
        """Write a PDF where the person says."""
        name = f"{self.paper.title} {self.paper.number}.pdf".replace("/", "-")
        self._prompts.save_path(self, self.tr("存为 PDF"), name, "PDF (*.pdf)", self.write_pdf)

    def write_pdf(self, path: Path) -> None:
        """Write the PDF; a place that cannot be written is told."""
        try:
            write_pdf(path, self.paper, self.size_of_paper())
        except Refused as refused:
            self._prompts.warn(self, str(refused))
            return
        self.said.setText(self.tr("已存为 %1").replace("%1", path.name))

    def open(self) -> None:
        """Show without blocking; the cursor in the list, or on the print button when there is only one sheet."""
        super().open()
        first = self.list if len(self._papers) > 1 else self.print
        first.setFocus(Qt.FocusReason.OtherFocusReason)
