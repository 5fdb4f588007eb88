"""A row of choices belongs to the keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.choice_row import Choice, ChoiceRow

KINDS = ("咨询", "报修", "投诉", "建议", "意见", "求助", "表扬", "其他")
Heard = Callable[[object], list[tuple[object, ...]]]


@pytest.fixture
def row(qtbot: QtBot) -> ChoiceRow:
    """来访 F2, 来电 F3 (letter d), 来信."""
    choices = [Choice("visit", "来访", hint="F2"), Choice("call", "来电", "d", "F3"), Choice("mail", "来信")]
    made = ChoiceRow("受理方式", choices)
    qtbot.addWidget(made)
    made.resize(600, 33)
    made.show()
    return made


def test_arrows_choose_the_neighbour_and_stop_at_the_ends(row: ChoiceRow, qtbot: QtBot, heard: Heard) -> None:
    told = heard(row.chosen)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(row, key)
    assert told == [("visit",), ("call",), ("visit",), ("visit",), ("visit",)]


@pytest.mark.parametrize(("key", "value"), [("d", "call"), ("1", "visit"), ("3", "mail"), ("2", ""), ("x", "")])
def test_a_letter_or_digit_chooses(row: ChoiceRow, qtbot: QtBot, key: str, value: str) -> None:
    qtbot.keyClick(row, key)
    assert row.value() == value


def test_keys_nobody_sees_do_not_take_the_digit_away(qtbot: QtBot) -> None:
    made = ChoiceRow("结束方式", [Choice("solved", "已解决", "j"), Choice("answered", "明确答复", "m")])
    qtbot.addWidget(made)
    qtbot.keyClick(made, "2")
    assert made.value() == "answered"
    qtbot.keyClick(made, "j")
    assert made.value() == "solved"


def test_a_person_sees_where_the_keyboard_is(qtbot: QtBot, row: ChoiceRow) -> None:
    """On the first choice while nothing is chosen, then on the chosen one, and nowhere once the keyboard left."""
    row.activateWindow()
    with qtbot.waitActive(row):
        row.setFocus()
    where = []
    for key in (None, Qt.Key.Key_Right, Qt.Key.Key_Right):
        if key is not None:
            qtbot.keyClick(row, key)
        where.append([button.text() for button in row.findChildren(QPushButton) if button.property("reached")])
    row.clearFocus()
    where.append([button.text() for button in row.findChildren(QPushButton) if button.property("reached")])
    assert where == [["来访 F2"], ["来访 F2"], ["来电 F3"], []]


def test_a_click_chooses_and_the_hint_is_shown(row: ChoiceRow, qtbot: QtBot, heard: Heard) -> None:
    edited = heard(row.edited)
    button = next(b for b in row.findChildren(QPushButton) if b.text() == "来电 F3")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (row.value(), len(edited)) == ("call", 1)
    assert row.accessibleName() == "受理方式 来电"


def test_the_program_sets_a_value_without_telling(row: ChoiceRow, heard: Heard) -> None:
    told = heard(row.chosen)
    row.set_value("mail")
    row.set_value("pigeon")
    assert (row.value(), told) == ("", [])


def test_what_does_not_fit_is_under_more_and_stays_reachable(qtbot: QtBot) -> None:
    row = ChoiceRow("类别", [Choice(kind, kind) for kind in KINDS])
    qtbot.addWidget(row)
    row.show()
    row.resize(300, 33)
    shown = [b.text() for b in row.findChildren(QPushButton) if b.isVisible()]
    assert {"咨询", "更多…"} <= set(shown) and "其他" not in shown
    right = max(b.geometry().right() for b in row.findChildren(QPushButton) if b.isVisible())
    assert right < 300
    qtbot.keyClick(row, "8")
    assert row.value() == "其他"
    assert any(b.isVisible() and b.isChecked() and "其他" in b.text() for b in row.findChildren(QPushButton))
    row.resize(900, 33)
    assert [b.text() for b in row.findChildren(QPushButton) if b.isVisible() and b.text() in KINDS] == list(KINDS)


def test_the_row_is_one_tab_stop(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    before, row, after = QLineEdit(), ChoiceRow("类别", [Choice(kind, kind) for kind in KINDS]), QLineEdit()
    for part in (before, row, after):
        rows.addWidget(part)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert row.hasFocus()
    qtbot.keyClick(row, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_other_choices_keep_a_value_that_is_still_offered(row: ChoiceRow) -> None:
    row.set_value("call")
    row.set_choices([Choice("net", "网络"), Choice("call", "来电")])
    assert row.value() == "call"
    row.set_choices([Choice("net", "网络")])
    assert row.value() == ""
