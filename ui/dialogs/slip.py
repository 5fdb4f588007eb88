"""首问回执: what the requester takes along, to be read, copied or printed ([11])."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from ui.prompts import Prompts
from ui.theme import font
from ui.widgets.labels import plain

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PAPER_POINTS = 12.0


class SlipDialog(QDialog):
    """`SlipDialog(desk, prompts, case_id, parent=None)`: Ctrl+C copies, Ctrl+P prints with a preview, or a PDF."""

    def __init__(self, desk: Desk, prompts: Prompts, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prompts = prompts
        self._number = desk.cases.row(case_id).number
        self.setWindowTitle(self.tr("首问回执"))
        self.setAccessibleName(self.tr("首问回执"))
        self.text = QPlainTextEdit(desk.cases.slip(case_id))
        self.text.setReadOnly(True)
        self.text.setFont(font(PAPER_POINTS))
        self.text.setAccessibleName(self.tr("回执内容"))
        self.text.setTabChangesFocus(True)
        self.said = plain("", "muted")
        self._lay_out()
        self.setMinimumSize(560, 420)
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
            (self.pdf, self.save_pdf, "Ctrl+S"),
            (self.copy, self.copy_all, "Ctrl+C"),
            (self.print, self.preview, "Ctrl+P"),
        ):
            button.setAutoDefault(False)
            button.setMinimumHeight(35)
            button.setAccessibleName(button.text().split("  ", maxsplit=1)[0])
            button.clicked.connect(slot)
            if key:
                QShortcut(QKeySequence(key), self).activated.connect(slot)
            row.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(10)
        rows.addWidget(plain(self.tr("首问回执 · %1").replace("%1", self._number), "title"))
        rows.addWidget(self.text, 1)
        rows.addLayout(row)

    def copy_all(self) -> None:
        """Put the whole slip on the clipboard, or only what is marked."""
        marked = self.text.textCursor().selectedText().replace("\u2029", "\n")
        QGuiApplication.clipboard().setText(marked or self.text.toPlainText())
        self.said.setText(self.tr("已复制"))

    def preview(self) -> None:
        """Print with a preview; without a printer say so."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo, QPrintPreviewDialog

        if not QPrinterInfo.availablePrinters():
            self._prompts.tell(self, self.tr("这台电脑没有安装打印机，可以「存为 PDF」或「复制」。"))
            return
        preview = QPrintPreviewDialog(QPrinter(QPrinter.PrinterMode.HighResolution), self)
        preview.paintRequested.connect(self.paint)
        preview.finished.connect(preview.deleteLater)
        preview.open()

    def save_pdf(self) -> None:
        """Write a PDF where the person says."""
        name = self.tr("首问回执 %1.pdf").replace("%1", self._number)
        self._prompts.save_path(self, self.tr("存为 PDF"), name, "PDF (*.pdf)", self.write_pdf)

    def write_pdf(self, path: Path) -> None:
        """Write the PDF; a place that cannot be written is told."""
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        self.paint(printer)
        if path.exists():
            self.said.setText(self.tr("已存为 %1").replace("%1", path.name))
        else:
            self._prompts.warn(self, self.tr("写不了 %1，请换一个位置").replace("%1", str(path)))

    def paint(self, printer: "QPrinter") -> None:
        """The slip as plain text on the printer's page, wrapped and never clipped."""
        paper = QTextDocument()
        made = QFont(font(PAPER_POINTS))
        paper.setDefaultFont(made)
        paper.setPlainText(self.text.toPlainText())
        paper.setDocumentMargin(0)
        paper.print_(printer)

    def open(self) -> None:
        """Show without blocking; the cursor on the print button, so that Space prints."""
        super().open()
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)
