"""How an import went, row by row, to be copied for whoever keeps the sheet."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui.widgets.labels import plain


class ImportResult(Protocol):
    """What an import gives back: rows read, cases made, rows already there, refused rows as (line, reason)."""

    read: int
    made: int
    known: int
    refused: list[tuple[int, str]]


def import_words(tr: Callable[[str], str], result: ImportResult) -> str:
    """The result in one line."""
    words = tr("读入 %1 行：新登记 %2 件，已有 %3 件，未导入 %4 行")
    for place, count in enumerate((result.read, result.made, result.known, len(result.refused)), 1):
        words = words.replace(f"%{place}", str(count))
    return words


class ImportDialog(QDialog):
    """`ImportDialog(summary, refused, parent)`: the refused rows with line and reason; Ctrl+C or 复制 takes them all."""

    def __init__(self, summary: str, refused: Sequence[tuple[int, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导入结果"))
        self.setAccessibleName(self.tr("导入结果"))
        self.setMinimumSize(640, 380)
        line = self.tr("第 %1 行：%2")
        lines = [line.replace("%1", str(number)).replace("%2", reason) for number, reason in refused]
        self.text = QPlainTextEdit("\n".join(lines))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("未导入的行"))
        self.copy = QPushButton(self.tr("复制全部"))
        self.shut = QPushButton(self.tr("关闭  Esc"))
        self.shut.setProperty("primary", True)
        self.copy.clicked.connect(self._copy)
        self.shut.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.shut)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(10)
        rows.addWidget(plain(self.tr("导入结果"), "title"))
        rows.addWidget(plain(summary, "", wrap=True))
        rows.addWidget(
            plain(self.tr("下面各行没有导入；改好表格后可以再导入一次，已有的不会重复。"), "muted", wrap=True)
        )
        rows.addWidget(self.text, 1)
        rows.addLayout(buttons)
        self.shut.setDefault(True)
        self.finished.connect(self.deleteLater)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
