"""The printer's preview: pages seen before they are printed, printer and pages chosen there."""

from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

WIDE, HIGH = 980, 660


class PrintPreview(QPrintPreviewDialog):
    """A preview that holds its printer: Qt keeps only a pointer to it, and the program ends where nobody else does."""

    def __init__(self, printer: QPrinter, parent: QWidget) -> None:
        super().__init__(printer, parent)
        self.printer_held = printer
        self.setWindowTitle(self.tr("打印预览"))
        self.setAccessibleName(self.tr("打印预览"))
        self.resize(WIDE, HIGH)
        self.finished.connect(self.deleteLater)
