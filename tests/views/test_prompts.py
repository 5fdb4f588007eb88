"""Questions do not block, show text as typed and answer once."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.prompts import Prompts

GUEST = '<b>x</b><img src="file:///etc/hostname">'


def shown(parent: QWidget, kind: type[QDialog]) -> QDialog:
    """The dialog now open over `parent`."""
    (found,) = parent.findChildren(kind)
    assert isinstance(found, QDialog)
    return found


def press(dialog: QWidget, words: str) -> None:
    """Press the button with these words."""
    next(button for button in dialog.findChildren(QPushButton) if button.text() == words).click()


def test_a_question_is_answered_once_and_shows_markup_as_typed(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    answers: list[bool] = []
    Prompts().ask(parent, GUEST, "放弃", "继续填写", answers.append)
    box = shown(parent, QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.textFormat() == Qt.TextFormat.PlainText and box.text() == GUEST
    press(box, "放弃")
    assert answers == [True]


def test_escape_means_no(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    answers: list[bool] = []
    Prompts().ask(parent, "放弃？", "放弃", "继续填写", answers.append)
    qtbot.keyClick(shown(parent, QMessageBox), Qt.Key.Key_Escape)
    assert answers == [False]


def test_enter_keeps_what_was_typed_when_the_question_is_careful(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    answers: list[bool] = []
    Prompts().ask(parent, "放弃？", "放弃", "继续填写", answers.append, careful=True)
    qtbot.keyClick(shown(parent, QMessageBox), Qt.Key.Key_Return)
    assert answers == [False]


def test_a_dialog_leaves_nothing_behind(qtbot: QtBot, dressed: QApplication) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    Prompts().tell(parent, "已备份")
    press(shown(parent, QMessageBox), "知道了")
    qtbot.waitUntil(lambda: not parent.findChildren(QMessageBox))


def test_a_bug_can_be_copied(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    closed: list[bool] = []
    Prompts().bug(parent, "Traceback: <i>1</i>", lambda: closed.append(True))
    dialog = shown(parent, QDialog)
    assert dialog.findChildren(QPlainTextEdit)[0].toPlainText() == "Traceback: <i>1</i>"
    press(dialog, "复制")
    assert QGuiApplication.clipboard().text() == "Traceback: <i>1</i>"
    dialog.reject()
    assert closed == [True]


def test_a_chosen_file_is_told_and_giving_up_is_not(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chosen: list[Path] = []
    Prompts().save_path(parent, "导出", str(tmp_path / "06-01.xlsx"), "Excel (*.xlsx)", chosen.append)
    dialog = shown(parent, QFileDialog)
    dialog.reject()
    assert chosen == []
    dialog.fileSelected.emit(str(tmp_path / "06-01.xlsx"))  # type: ignore[attr-defined]
    assert chosen == [tmp_path / "06-01.xlsx"]


def test_another_kind_of_file_gives_the_name_its_ending(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chosen: list[Path] = []
    Prompts().save_path(parent, "导出", str(tmp_path / "06-01.xlsx"), "Excel (*.xlsx);;CSV (*.csv)", chosen.append)
    dialog = shown(parent, QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.selectNameFilter("CSV (*.csv)")
    dialog.filterSelected.emit("CSV (*.csv)")
    dialog.accept()
    assert [path.name for path in chosen] == ["06-01.csv"]
