"""Paper of the desk: its registers and tables as documents, seen, printed or saved as PDF."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import (
    QKeySequence,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPaintDevice,
    QPainter,
    QShortcut,
    QTextDocument,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from firstask_desktop.domain.printed import PrintedRegister
from firstask_desktop.errors import Refused
from ui.paper import MARK_HIGH, add_mark, mark_html, paint_document
from ui.pdf_file import open_preview, write_pdf_file
from ui.prompts import Prompts
from ui.register_print import RegisterPrint
from ui.theme import font
from ui.widgets.labels import plain

PAPER_POINTS = 9.0
MARGIN = 12.0
CSS = (
    "body{color:#000;background:#fff} h2{text-align:center;margin:0} p{margin:4px 0}"
    "th{background:#eee;font-weight:bold;text-align:left} td,th{padding:3px 5px;vertical-align:top}"
)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float] = ()) -> str:
    """A bordered table of plain words, columns as wide as their share of `widths`; the headings repeat on every page."""
    shares = [f' width="{100 * width / sum(widths):.1f}%"' for width in widths] or [""] * len(headings)
    head = "".join(f"<th{share}>{escape(word)}</th>" for word, share in zip(headings, shares, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell).replace(chr(10), '<br>')}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        '<table border="1" cellspacing="0" cellpadding="3" width="100%" style="border-collapse:collapse">'
        f"<thead><tr>{head}</tr></thead>{body}</table>"
    )


def register_html(printed: PrintedRegister) -> str:
    """A register as a document to be read on the screen: what its record format declares, as it will be printed."""
    sheet = printed.sheet
    said = " · ".join(filter(None, (sheet.named, sheet.form_number, f"封账码 {sheet.seal}" if sheet.seal else "")))
    rows = printed.rows or (("",) * len(printed.columns),)
    columns = printed.columns
    shown = table([column.heading for column in columns], rows, [column.width for column in columns])
    signs = "　　".join(f"{escape(label)}：＿＿＿＿＿＿" for label in printed.signatures)
    return f"<h2>{escape(sheet.title)}</h2><p>{escape(said)}</p>{shown}<p>{escape(printed.counts)}</p><p>{signs}</p>"


class PaperDialog(QDialog):
    """`PaperDialog(title, body, prompts, landscape=True, parent=None)`: Ctrl+P prints with a preview, Ctrl+S saves a PDF."""

    def __init__(
        self,
        title: str,
        body: str,
        prompts: Prompts,
        *,
        landscape: bool = True,
        mark: bytes = b"",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title, self._prompts, self._landscape = title, prompts, landscape
        self._body, self._mark = mark_html(mark, MARK_HIGH) + body, mark
        self.view = QTextBrowser()
        self.view.setAccessibleName(title)
        self.view.setFont(font(PAPER_POINTS))
        self.view.setStyleSheet("QTextBrowser { background: #ffffff; color: #000000; }")
        self.view.document().setDefaultStyleSheet(CSS)
        add_mark(self.view.document(), mark)
        self.view.setHtml(self._body)
        self.said = plain("", "muted")
        self._lay_out()
        self.resize(1000, 620)
        self.finished.connect(self.deleteLater)

    def _lay_out(self) -> None:
        close, self.pdf, self.print = (QPushButton(text) for text in self._words())
        self.print.setProperty("primary", True)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        for button, slot, key in (
            (close, self.reject, ""),
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
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(10)
        rows.addWidget(plain(self._title, "title"))
        rows.addWidget(self.view, 1)
        rows.addLayout(row)

    def _words(self) -> tuple[str, str, str]:
        return self.tr("关闭  Esc"), self.tr("存为 PDF  Ctrl+S"), self.tr("打印  Ctrl+P")

    def open(self) -> None:
        """Show without blocking; the cursor on the print button, so that Space prints."""
        super().open()
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def preview(self) -> None:
        """Print with a preview; without a printer say so."""
        open_preview(self, self._prompts, self.paint)

    def save_pdf(self) -> None:
        """Write a PDF where the person says."""
        self._prompts.save_path(
            self, self.tr("存为 PDF"), f"{self._title.replace('/', '-')}.pdf", "PDF (*.pdf)", self.write_pdf
        )

    def write_pdf(self, path: Path) -> None:
        """Write the PDF; a place that cannot be written is told."""
        try:
            write_pdf_file(path, self._title, self.paint)
        except Refused as refused:
            self._prompts.warn(self, str(refused))
            return
        self.said.setText(self.tr("已存为 %1").replace("%1", path.name))

    def paint(self, device: QPagedPaintDevice) -> None:
        """The document on the device's pages, wrapped and never clipped, each with its number."""
        turned = QPageLayout.Orientation.Landscape if self._landscape else QPageLayout.Orientation.Portrait
        margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
        size = QPageSize(QPageSize.PageSizeId.A4)
        device.setPageLayout(QPageLayout(size, turned, margins, QPageLayout.Unit.Millimeter))
        painter = QPainter(device)
        paint_document(painter, device, self._document(painter.device()), self._title)
        painter.end()

    def _document(self, device: QPaintDevice) -> QTextDocument:
        paper = QTextDocument()
        paper.documentLayout().setPaintDevice(device)
        paper.setDefaultFont(font(PAPER_POINTS))
        paper.setDefaultStyleSheet(CSS)
        paper.setDocumentMargin(0)
        add_mark(paper, self._mark)
        paper.setHtml(self._body)
        return paper


class RegisterView(PaperDialog):
    """`RegisterView(printed, title, prompts, parent=None)`: a register of the desk, read here and printed by its format."""

    def __init__(self, printed: PrintedRegister, title: str, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(title, register_html(printed), prompts, mark=printed.sheet.mark, parent=parent)
        self._out = RegisterPrint((printed,))

    def paint(self, device: QPagedPaintDevice) -> None:
        """The register on the device's pages, as every register is printed."""
        self._out.paint(device)
