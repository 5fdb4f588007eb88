"""Questions and file choices: the only place that opens QMessageBox and QFileDialog. Nothing here blocks."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
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
from ui.theme import Tone, colours

PICTURES = {
    QMessageBox.Icon.Information: ("info", Tone.ACCENT),
    QMessageBox.Icon.Warning: ("warning", Tone.AMBER),
    QMessageBox.Icon.Question: ("info", Tone.ACCENT),
}
Then = Callable[[], None]
Answer = Callable[[bool], None]
Chosen = Callable[[Path], None]


class _Box(QMessageBox):
    """A message shown as typed that tells its answer once and then goes away."""

    def __init__(self, parent: QWidget | None, kind: QMessageBox.Icon, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("首问台"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        name, tone = PICTURES[kind]
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


class _FileChoice(QFileDialog):
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

    def _selected(self, path: str) -> None:
        chosen, self._chosen = self._chosen, None
        if path and chosen is not None:
            chosen(Path(path))


class _BugBox(QDialog):
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
        QGuiApplication.clipboard().setText(self._text.toPlainText())

    def _over(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()


class Prompts:
    """Everything a page may ask a person outside its own fields. Each call returns at once; answers come by callback.

    All text is shown as typed (plain). `filter` is Qt's, e.g. "Excel 工作簿 (*.xlsx)".
    """

    def tell(self, parent: QWidget | None, text: str, then: Then | None = None) -> None:
        """Say something; `then` is called when it was read."""
        _Box(parent, QMessageBox.Icon.Information, text).acknowledge(then)

    def warn(self, parent: QWidget | None, text: str, then: Then | None = None) -> None:
        """Say something that went wrong; `then` is called when it was read."""
        _Box(parent, QMessageBox.Icon.Warning, text).acknowledge(then)

    def ask(
        self, parent: QWidget | None, text: str, yes_text: str, no_text: str, then: Answer, careful: bool = False
    ) -> None:
        """Ask; `then` gets True for yes, False for no, Esc and closing. `careful`: Enter means no."""
        _Box(parent, QMessageBox.Icon.Question, text).put(yes_text, no_text, then, careful)

    def save_path(self, parent: QWidget | None, title: str, suggested: str, filter: str, then: Chosen) -> None:
        """Ask where to save; `suggested` is a file name or path. `then` is not called when the person gives up."""
        choice = _FileChoice(parent, title, filter, then)
        choice.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        choice.setDefaultSuffix(Path(suggested).suffix.removeprefix("."))
        choice.selectFile(suggested)
        choice.open()

    def open_path(self, parent: QWidget | None, title: str, filter: str, then: Chosen) -> None:
        """Ask which file to read. `then` is not called when the person gives up."""
        choice = _FileChoice(parent, title, filter, then)
        choice.setFileMode(QFileDialog.FileMode.ExistingFile)
        choice.open()

    def folder(self, parent: QWidget | None, title: str, then: Chosen) -> None:
        """Ask for a folder. `then` is not called when the person gives up."""
        choice = _FileChoice(parent, title, "", then)
        choice.setFileMode(QFileDialog.FileMode.Directory)
        choice.setOption(QFileDialog.Option.ShowDirsOnly)
        choice.open()

    def bug(self, parent: QWidget | None, text: str, then: Then | None = None) -> None:
        """Show an error of the program itself with its text to copy."""
        _BugBox(parent, text, then).open()
