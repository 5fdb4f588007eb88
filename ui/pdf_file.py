"""Paper's plumbing: a PDF written whole or not at all, and the printer's preview."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QSaveFile
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPdfWriter
from PySide6.QtWidgets import QWidget

from firstask_desktop.errors import Refused
from ui.prompts import Prompts

DOTS = 600
Draw = Callable[[QPagedPaintDevice], object]


def write_pdf_file(path: Path, title: str, draw: Draw) -> None:
    """Draw into a PDF; the old file stays as it was when the place refuses the new one (refused with code "write")."""
    memory = QByteArray()
    buffer = QBuffer(memory)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(DOTS)
    draw(writer)
    del writer
    buffer.close()
    file = QSaveFile(str(path))
    written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(memory) == memory.size() and file.commit()
    if not written:
        said = QCoreApplication.translate("Paper", "写不了 %1：文件可能正被打开，或这里不许写。请换一个名字或位置")
        raise Refused(said.replace("%1", path.name), code="write")


def open_preview(parent: QWidget, prompts: Prompts, draw: Draw, layout: QPageLayout | None = None) -> None:
    """The preview with the choice of printer and pages, begun on the paper of `layout`; without a printer that is said."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    from ui.print_preview import PrintPreview

    if not QPrinterInfo.availablePrinters():
        prompts.tell(
            parent, QCoreApplication.translate("Paper", "这台电脑没有安装打印机，可以「存为 PDF」再到别处打印。")
        )
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if layout is not None:
        printer.setPageLayout(layout)
    preview = PrintPreview(printer, parent)
    preview.paintRequested.connect(draw)
    preview.open()
