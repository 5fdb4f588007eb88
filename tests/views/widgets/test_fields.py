"""Fields, text boxes, moments and pickers: typing, refusing, leaving."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from firstask_desktop.errors import Refused
from tests.views.conftest import Show
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.field import Field
from ui.widgets.moment_edit import MomentEdit, Quick
from ui.widgets.suggest import Suggest, Suggestion

Heard = Callable[[object], list[tuple[object, ...]]]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
NOW = datetime(2026, 11, 23, 9, 42)
PEOPLE = (
    Suggestion("p-1", "曾国强", "工程部", "zgq cgq"),
    Suggestion("p-2", "曾小红", "财务", "zxh"),
    Suggestion("p-3", "欧阳丽华", "前台", "oylh"),
)


def now() -> datetime:
    """The desk's clock."""
    return NOW


def type_words(widget: QWidget, words: str) -> None:
    """Type Chinese as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


class Sheet(QWidget):
    """A page that hears the keys its fields left alone."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.keys: list[int] = []
        rows = QVBoxLayout(self)
        for part in parts:
            rows.addWidget(part)

    def keyPressEvent(self, event: object) -> None:
        """Remember it."""
        self.keys.append(event.key())  # type: ignore[attr-defined]


def test_a_refusal_stands_under_its_field_until_the_next_edit(show: Show, qtbot: QtBot, heard: Heard) -> None:
    field = Field("电话", LineBox("电话"), name="phone")
    sheet = Sheet(LineBox("别的"), field)
    show(sheet)
    edited = heard(field.edited)
    field.refuse("<b>11111111111</b> 像是随手填的")
    assert field.editor.hasFocus()
    said = [label for label in field.findChildren(QLabel) if label.isVisible() and "11111111111" in label.text()]
    assert [label.textFormat() for label in said] == [Qt.TextFormat.PlainText]
    assert field.editor.property("refused") is True
    qtbot.keyClick(field.editor, "1")
    assert (field.refusal, field.editor.property("refused"), len(edited)) == ("", False, 1)


def test_a_field_names_its_editor_for_people_who_cannot_see() -> None:
    assert Field("房号", LineBox("")).editor.accessibleName() == "房号"


def test_an_editor_that_tells_nobody_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        Field("说明", QWidget())


def test_tab_leaves_the_text_box_and_ctrl_enter_goes_to_the_page(show: Show, qtbot: QtBot) -> None:
    box, after = TextBox("客户原话"), LineBox("承诺")
    sheet = Sheet(box, after)
    show(sheet)
    box.setFocus()
    type_words(box, "外机滴水")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (box.value(), sheet.keys[-1]) == ("外机滴水", Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert after.hasFocus() and box.value() == "外机滴水"


def test_the_text_box_grows_with_its_text_and_stops(qtbot: QtBot) -> None:
    box = TextBox("客户原话", lines=2, most=6)
    qtbot.addWidget(box)
    box.resize(300, 60)
    box.show()
    heights = []
    for lines in (1, 4, 6, 40):
        box.set_value("\n".join(["滴水"] * lines))
        heights.append(box.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_pasting_brings_plain_text_without_control_characters(qtbot: QtBot) -> None:
    box = TextBox("客户原话")
    qtbot.addWidget(box)
    pasted = QMimeData()
    pasted.setHtml("<b>滴水</b>")
    pasted.setText("<b>滴水</b>\x00\x1b一直\r\n滴")
    box.insertFromMimeData(pasted)
    assert box.value() == "<b>滴水</b>一直\n滴"


def test_only_a_person_counts_as_editing(qtbot: QtBot, heard: Heard) -> None:
    box, line = TextBox("客户原话"), LineBox("房号")
    for widget in (box, line):
        qtbot.addWidget(widget)
    told = [heard(box.edited), heard(line.edited)]
    box.set_value("草稿")
    line.set_value(" 3-1-602 ")
    assert (told, line.value()) == ([[], []], "3-1-602")
    type_words(box, "再来")
    assert len(told[0]) == 1


def test_a_promise_by_quick_key_or_typed(qtbot: QtBot, heard: Heard) -> None:
    close = NOW.replace(hour=17, minute=30)
    quick = [Quick("今天下班前", close, "s"), Quick("明天上午", NOW + timedelta(days=1), "d")]
    moment = MomentEdit("承诺时间", now, quick)
    qtbot.addWidget(moment)
    moment.show()
    edited = heard(moment.edited)
    assert moment.value() is None and moment.box.isHidden()
    qtbot.keyClick(moment.row, "s")
    assert moment.value() == close
    qtbot.keyClick(moment.row, "z")
    assert moment.box.isVisible()
    qtbot.keyClicks(moment.box, "15:30")
    assert moment.value() == NOW.replace(hour=15, minute=30)
    assert moment.read_back.text() == "2026-11-23 15:30"
    moment.box.clear()
    qtbot.keyClicks(moment.box, "99")
    with pytest.raises(Refused):
        moment.value()
    assert len(edited) == 9
    moment.set_value(close)
    assert (moment.value(), moment.row.value()) == (close, "0")


def test_a_person_is_found_by_initials_and_taken_with_enter(show: Show, qtbot: QtBot, heard: Heard) -> None:
    box = Suggest("承办人", PEOPLE)
    show(box)
    picked = heard(box.picked)
    qtbot.keyClicks(box, "z")
    assert [row.id for row in box.popup.model().sourceModel().rows] == ["p-1", "p-2"]
    qtbot.keyClicks(box.popup, "xh")
    qtbot.keyClick(box.popup, Qt.Key.Key_Return)
    assert (box.value(), box.text(), picked) == ("p-2", "曾小红", [("p-2",)])
    assert not box.popup.isVisible()


def test_what_was_not_picked_has_no_id(qtbot: QtBot) -> None:
    box = Suggest("承办人", PEOPLE)
    qtbot.addWidget(box)
    box.set_value("p-3")
    type_words(box, "们")
    assert (box.value(), box.text()) == ("", "欧阳丽华们")
    box.set_value("nobody")
    assert (box.value(), box.text()) == ("", "")


def test_down_opens_the_whole_list(qtbot: QtBot) -> None:
    box = Suggest("承办人", PEOPLE)
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.popup.isVisible() and box.popup.model().rowCount() == 3
    box.popup.hide()


def test_a_search_of_the_caller_replaces_the_list(qtbot: QtBot) -> None:
    asked: list[str] = []

    def find(typed: str) -> list[Suggestion]:
        asked.append(typed)
        return [Suggestion("c-9", "A1123-009 外机滴水")]

    box = Suggest("并入", find=find)
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClicks(box, "d")
    qtbot.keyClick(box.popup, Qt.Key.Key_Return)
    assert (asked[0], box.value()) == ("d", "c-9")
