"""The boxes behind `ui.prompts`, imported when the first one is needed."""

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.clip import copy
from ui.prompts import Answer, Chosen, Then
from ui.theme import Tone, colours

KINDS = {
    "tell": ("info", Tone.ACCENT),
    "warn": ("warning", Tone.AMBER),
    "ask": ("info", Tone.ACCENT),
}


class Box(QMessageBox):
    """A message shown as typed that tells its answer once and then goes away."""

    def __init__(self, parent: QWidget | None, kind: str, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("首问台"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        name, tone = KINDS[kind]
        self.setIconPixmap(icons.pixmap(name, 32, colours().ink(tone), self.devicePixelRatioF()))
        self.setText(text)
        self.setAccessibleName(text)
        self._yes: QPushButton | None = None
        self._answer: Answer | None = None
        self._then: Then | None = None
        self.finished.connect(self._over)
        self.finished.connect(self.deleteLater)

    def acknowledge(self, then: Then | None) -> None:
        """Show with one button."""
        self._then = then
        self.addButton(self.tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
        self.open()

    def put(self, yes_text: str, no_text: str, answer: Answer, careful: bool) -> None:
        """Show with two buttons; Esc and closing mean no."""
        self._answer = answer
        self._yes = self.addButton(yes_text, QMessageBox.ButtonRole.AcceptRole)
        no = self.addButton(no_text, QMessageBox.ButtonRole.RejectRole)
        self.setEscapeButton(no)
        self.setDefaultButton(no if careful else self._yes)
        self.open()

    def _over(self) -> None:
        answer, then = self._answer, self._then
        self._answer = self._then = None
        if answer is not None:
            answer(self.clickedButton() is self._yes)
        if then is not None:
            then()


class FileChoice(QFileDialog):
    """A file dialog that tells the chosen path; closing it tells nothing."""

    def __init__(self, parent: QWidget | None, title: str, kinds: str, chosen: Chosen) -> None:
        super().__init__(parent, title, "", kinds)
        for label, word in (
            (QFileDialog.DialogLabel.LookIn, self.tr("位置：")),
            (QFileDialog.DialogLabel.FileName, self.tr("文件名(&N)：")),
            (QFileDialog.DialogLabel.FileType, self.tr("类型：")),
        ):
            self.setLabelText(label, word)
        self._chosen: Chosen | None = chosen
        self.fileSelected.connect(self._selected)
        self.filterSelected.connect(self._kind_changed)
        self.finished.connect(self.deleteLater)

    def _kind_changed(self, kind: str) -> None:
        """Another kind of file gives the name its ending."""
        found = re.search(r"\*(\.\w+)", kind)
        named = self.selectedFiles()
        if found is None or not named or self.acceptMode() is not QFileDialog.AcceptMode.AcceptSave:
            return
        self.setDefaultSuffix(found[1].removeprefix("."))
        self.selectFile(Path(named[0]).with_suffix(found[1]).name)

    def saving_as(self, suggested: str) -> None:
        """Ask for a name to save under."""
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setDefaultSuffix(Path(suggested).suffix.removeprefix("."))
        self.selectFile(suggested)
        self.open()

    def reading(self) -> None:
        """Ask for a file that is there."""
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.open()

    def for_folder(self) -> None:
        """Ask for a folder."""
        self.setFileMode(QFileDialog.FileMode.Directory)
        self.setOption(QFileDialog.Option.ShowDirsOnly)
        self.open()

    def _selected(self, path: str) -> None:
        chosen, self._chosen = self._chosen, None
        if path and chosen is not None:
            chosen(Path(path))


class BugBox(QDialog):
    """What went wrong in the program's own words, to be copied for whoever looks after it."""

    def __init__(self, parent: QWidget | None, text: str, then: Then | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("程序出错"))
        self.setMinimumSize(640, 360)
        said = QLabel(self.tr("程序遇到意外错误，已记入日志。已保存的内容不受影响；请把下面的文字交给维护人员。"))
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        self._text = QPlainTextEdit(text)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("错误内容"))
        buttons = QDialogButtonBox()
        copy = buttons.addButton(self.tr("复制"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addWidget(said)
        rows.addWidget(self._text)
        rows.addWidget(buttons)
        self._then = then
        self.finished.connect(self._over)
        self.finished.connect(self.deleteLater)

    def _copy(self) -> None:
        copy(self._text.toPlainText())

    def _over(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
