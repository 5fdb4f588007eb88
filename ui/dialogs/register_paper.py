"""A register or a batch of forms to the printer: preview with the choice of printer and pages, or a PDF."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.domain.printed import Printed, PrintedRegister
from ui.jobs import Cancelled, Job, Report
from ui.pdf_file import open_preview, write_pdf_file
from ui.prompts import Prompts
from ui.register_print import RegisterPrint
from ui.widgets.labels import plain


class RegisterPaper(QDialog):
    """`RegisterPaper(printed, name, folder, prompts)`: Ctrl+P previews and prints, Ctrl+S saves a PDF."""

    def __init__(
        self, printed: Sequence[Printed], name: str, folder: str, prompts: Prompts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._prompts, self._name, self._folder = prompts, name, folder
        self.out = RegisterPrint(printed)
        self.job: Job | None = None
        self.path = Path()
        sheet = printed[0].sheet
        self.setWindowTitle(sheet.title)
        self.setAccessibleName(sheet.title)
        self.setMinimumWidth(560)
        self.said = plain("", "muted", wrap=True)
        self.pdf = QPushButton(self.tr("存为 PDF  Ctrl+S"))
        self.print = QPushButton(self.tr("预览并打印  Ctrl+P"))
        self.shut = QPushButton(self.tr("关闭  Esc"))
        self.print.setProperty("primary", True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button, slot, key in (
            (self.shut, self.reject, ""),
            (self.pdf, self.save_pdf, "Ctrl+S"),
            (self.print, self.preview, "Ctrl+P"),
        ):
            button.setAccessibleName(button.text().split("  ", maxsplit=1)[0])
            button.setMinimumHeight(35)
            button.clicked.connect(slot)
            buttons.addWidget(button)
            if key:
                QShortcut(QKeySequence(key), self).activated.connect(slot)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(12)
        rows.addWidget(plain(f"《{sheet.title}》", "title"))
        rows.addWidget(plain(self._facts(printed), "", wrap=True))
        rows.addWidget(self.said)
        rows.addLayout(buttons)
        self.print.setDefault(True)
        self.finished.connect(self.deleteLater)

    def _facts(self, printed: Sequence[Printed]) -> str:
        first = printed[0]
        way = self.tr("横向") if first.sheet.landscape else self.tr("纵向")
        if isinstance(first, PrintedRegister):
            words, count = self.tr("共 %1 行 · 每页重复表头，末页有合计和签字栏 · %2"), len(first.rows)
        else:
            words, count = self.tr("共 %1 件，一件一页，写不下的续页 · %2"), len(printed)
        seal = self.tr(" · 封账码 %1").replace("%1", first.sheet.seal) if first.sheet.seal else ""
        return words.replace("%1", str(count)).replace("%2", f"{first.sheet.paper} {way}") + seal

    def preview(self) -> None:
        """See the pages, choose the printer."""
        open_preview(self, self._prompts, self.out.paint)

    def save_pdf(self) -> None:
        """Ask where the PDF goes."""
        name = str(Path(self._folder) / self._name)
        self._prompts.save_path(self, self.tr("存为 PDF"), name, "PDF (*.pdf)", self.write_pdf)

    def write_pdf(self, path: Path) -> None:
        """Write the PDF beside the window; a place that cannot be written is told."""
        if self.job is not None:
            return
        self.path = path

        def work(_report: Report, _cancelled: Cancelled) -> object:
            write_pdf_file(path, path.stem, self.out.paint)
            return path

        self.job = Job(work, self.tr("正在写 %1").replace("%1", path.name), self)
        self.job.finished.connect(self._written)
        self.job.failed.connect(self._failed)
        self.job.bug.connect(self._bug)
        for end in (self.job.finished, self.job.failed, self.job.bug, self.job.cancelled):
            end.connect(self._over)
        self.said.setText(self.job.words)
        self.pdf.setEnabled(False)
        self.job.start()

    def _written(self, _pages: object) -> None:
        self.said.setText(self.tr("已存为 %1").replace("%1", str(self.path)))

    def _failed(self, refused: object) -> None:
        self.said.setText("")
        self._prompts.warn(self, str(refused))

    def _bug(self, text: str) -> None:
        self._prompts.bug(self, text)

    def _over(self) -> None:
        self.job = None
        self.pdf.setEnabled(True)

    def reject(self) -> None:
        """A PDF on its way is finished first."""
        if self.job is None:
            super().reject()
