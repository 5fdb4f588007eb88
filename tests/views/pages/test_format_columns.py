"""记录格式: how a column is filled in, the page it stands on, steps taken back — by keyboard, seen at once ([94] [95])."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.printed import PrintedRegister
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.hands import Hands
from tests.views.pages.settings_fixtures import KEY, formats_in, ledger, panel
from ui.pages.format_columns import CHOICES, DEMAND, ENTRY, HEADING, HINT, SCREEN
from ui.pages.formats_page import PAGE, FormatsPanel
from ui.pages.ledger_page import LedgerPage
from ui.pages.settings_page import SettingsPage
from ui.pages.settings_panel import SectionPanel

__all__ = ["formats_in", "front_desk", "ledger", "panel"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key


def at(panel: FormatsPanel, heading: str, column: int) -> None:
    """The cursor on one cell of a column's line."""
    for row in range(panel.grid.rowCount()):
        item = panel.grid.item(row, HEADING)
        if item is not None and item.text() == heading:
            panel.grid.setCurrentCell(row, column)
            panel.grid.setFocus()
            return
    raise AssertionError(heading)


def cell(panel: FormatsPanel) -> str:
    """What the cell under the cursor says."""
    item = panel.grid.currentItem()
    assert item is not None
    return item.text()


def chosen(panel: FormatsPanel, word: str) -> None:
    """Open the cell with Enter, go to the word by its key, take it with Enter."""
    QTest.keyClick(panel.grid, Key.Key_Return)
    box = QApplication.focusWidget()
    assert isinstance(box, QComboBox)
    for _ in range(box.count()):
        QTest.keyClick(box, Key.Key_Up)
    while box.currentText() != word:
        QTest.keyClick(box, Key.Key_Down)
    QTest.keyClick(box, Key.Key_Return)
    QApplication.processEvents()


def put(panel: FormatsPanel, text: str) -> None:
    item = panel.grid.currentItem()
    assert item is not None
    item.setText(text)


@pytest.mark.behaviour(62, 94)
def test_how_a_list_is_typed_is_changed_by_keyboard_seen_and_used(
    formats_in: SettingsPage, panel: FormatsPanel
) -> None:
    panel.show_form("staff")
    at(panel, "电话", DEMAND)
    chosen(panel, "★ 录入必填")
    at(panel, "电话", HINT)
    put(panel, "  分机  或手机 ")
    at(panel, "替班人", ENTRY)
    chosen(panel, "不录入")
    at(panel, "工号", SCREEN)
    chosen(panel, "不显示")
    seen = {field.name: field for field in panel.lists.asked.fields}
    assert seen["phone"].label.text() == "电话 *" and "substitute" not in seen
    assert panel.preview is not None and "工号" not in [column.title for column in panel.preview.paged.columns]
    Hands(panel).control(Key.Key_S)
    assert "已保存" in panel.said.text.text()
    people = formats_in.show_part("people")
    assert isinstance(people, SectionPanel)
    assert "工号" not in [column.title for column in people.model.columns]
    people.add_new()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None and "substitute" not in dialog.fields  # type: ignore[attr-defined]
    dialog.fields["name"].editor.set_value("翟文静")  # type: ignore[attr-defined]
    dialog.submit()  # type: ignore[attr-defined]
    assert "请填写「电话」" not in dialog.fields["post"].refusal + dialog.fields["name"].refusal  # type: ignore[attr-defined]
    dialog.fields["post"].editor.set_value(people._desk.house.posts()[0].id)  # type: ignore[attr-defined]
    dialog.submit()  # type: ignore[attr-defined]
    assert "请填写「电话」" in dialog.fields["phone"].refusal  # type: ignore[attr-defined]
    dialog.done(0)  # type: ignore[attr-defined]


@pytest.mark.behaviour(50)
def test_the_field_of_the_column_one_stands_on_is_in_sight(panel: FormatsPanel) -> None:
    panel.show_form("matters")
    preview = panel.lists.asked
    last = preview.fields[-1]
    assert not last.visibleRegion().boundingRect().height()
    at(panel, "编号", HINT)
    put(panel, "如：BX-01")
    shown = preview.fields[-1]
    assert shown.visibleRegion().boundingRect().height() > 20


@pytest.mark.behaviour(94)
def test_a_word_is_picked_from_the_open_list_too(panel: FormatsPanel) -> None:
    panel.show_form("staff")
    at(panel, "电话", DEMAND)
    QTest.keyClick(panel.grid, Key.Key_Return)
    box = QApplication.focusWidget()
    assert isinstance(box, QComboBox)
    box.showPopup()
    box.setCurrentText("★ 录入必填")
    box.hidePopup()
    QApplication.processEvents()
    at(panel, "电话", DEMAND)
    assert cell(panel) == "★ 录入必填" and panel.undoing.isEnabled()


@pytest.mark.behaviour(94)
def test_what_a_list_needs_stays_and_is_said(panel: FormatsPanel) -> None:
    panel.show_form("staff")
    for column, word in ((DEMAND, "可空"), (ENTRY, "不录入")):
        at(panel, "姓名", column)
        before = cell(panel)
        chosen(panel, word)
        assert "一行靠它认出来" in panel.said.text.text()
        at(panel, "姓名", column)
        assert cell(panel) == before


@pytest.mark.behaviour(94)
def test_choices_of_a_column_are_typed_and_go_to_the_workbook_s_list(panel: FormatsPanel) -> None:
    at(panel, "受理方式", CHOICES)
    put(panel, "来访，来电、微信，来访")
    assert cell(panel) == "来访、来电、微信" and panel.grid.isColumnHidden(ENTRY)
    put(panel, " ")
    assert "至少要有一个选项" in panel.said.text.text() and cell(panel) == "来访、来电、微信"
    at(panel, "客户姓名", CHOICES)
    item = panel.grid.currentItem()
    assert item is not None and not item.flags() & Qt.ItemFlag.ItemIsEditable


@pytest.mark.behaviour(94)
def test_an_own_column_of_a_list_is_added_with_its_kind(panel: FormatsPanel, front_desk: FrontDesk) -> None:
    panel.show_form("matters")
    own = panel.lists.own
    own.content.setCurrentIndex(own.content.findData("choice"))
    own.heading.set_value("渠道")
    QTest.keyClick(own.heading, Key.Key_Return)
    assert "顿号" in panel.said.text.text() and own.heading.value() == "渠道"
    own.fixed.set_value("窗口、网上")
    QTest.keyClick(own.fixed, Key.Key_Return)
    panel.grid.setFocus()
    assert panel.lists.asked.fields[-1].label.text() == "渠道"
    Hands(panel).control(Key.Key_S)
    asked = front_desk.desk.forms.entries("matters")[-1]
    assert (asked.label, asked.kind, asked.choices) == ("渠道", "choice", ("窗口", "网上"))


@pytest.mark.behaviour(94)
def test_steps_are_taken_back_and_again_and_wait_while_another_form_is_looked_at(panel: FormatsPanel) -> None:
    before = panel.draft_headings
    at(panel, "客户姓名", HEADING)
    put(panel, "来客")
    at(panel, "房号/单位", HEADING)
    Hands(panel).key(Key.Key_Delete)
    panel.show_form("staff")
    panel.show_form(KEY)
    assert (
        "来客" in panel.draft_headings
        and "房号/单位" not in panel.draft_headings
        and "未保存" in panel.form.currentText()
    )
    Hands(panel).control(Key.Key_Z)
    assert "来客" in panel.draft_headings and "房号/单位" in panel.draft_headings
    Hands(panel).control(Key.Key_Z)
    assert panel.draft_headings == before and not panel.undoing.isEnabled()
    Hands(panel).control(Key.Key_Y)
    assert "来客" in panel.draft_headings and "未保存" in panel.aside.text()


@pytest.mark.behaviour(73)
def test_every_unsaved_form_is_given_away_and_taken_up_again(panel: FormatsPanel, formats_in: SettingsPage) -> None:
    assert panel.unsaved() is None
    for form, heading in (("staff", "姓名"), (KEY, "备注")):
        panel.show_form(form)
        at(panel, heading, HEADING)
        put(panel, f"{heading}栏")
    drafts = panel.unsaved()
    assert drafts is not None and [draft.key for draft in drafts] == [KEY, "staff"]
    formats_in._forget("formats")
    again = formats_in.show_part("formats")
    assert isinstance(again, FormatsPanel) and again is not panel
    again.take_up(drafts)
    assert again.draft_headings[-1] == "备注栏"
    again.show_form("staff")
    assert again.draft_headings[0] == "姓名栏" and "未保存" in again.aside.text()


@pytest.mark.behaviour(94)
def test_the_page_is_changed_by_keyboard_seen_and_printed(panel: FormatsPanel, front_desk: FrontDesk) -> None:
    panel.form.setFocus()
    Hands(panel).alt(Key.Key_2)
    sheet = panel.page
    assert panel.side.value() == PAGE and sheet.margins[0].hasFocus()
    Hands(panel).alt(Key.Key_1)
    assert panel.grid.hasFocus()
    Hands(panel).alt(Key.Key_2)
    shown = sheet.picture.page.pixmap().toImage()
    sheet.margins[0].selectAll()
    QTest.keyClicks(sheet.margins[0], "25")
    assert sheet.picture.page.pixmap().toImage() != shown
    sheet.counts.selectAll()
    sheet.counts.setFocus()
    Hands(panel).words("今日共 ")
    sheet.numbers.set_value("件数")
    sheet.insert.click()
    Hands(panel).words(" 件")
    sheet.signatures.setFocus()
    sheet.signatures.selectAll()
    Hands(panel).words("值班经理、日期")
    Hands(panel).control(Key.Key_S)
    assert "已保存" in panel.said.text.text()
    (printed,) = front_desk.desk.prints.sheets(KEY, LedgerQuery())
    assert isinstance(printed, PrintedRegister)
    assert (
        printed.sheet.margins[0] == 25
        and printed.signatures == ("值班经理", "日期")
        and printed.counts == "今日共 1 件"
    )
    panel.undo()
    assert (
        sheet.signatures.value() == "交班人、接班人、时间、客服主任检查签字"
        and sheet.counts.value() == "今日共 {件数} 件"
    )


@pytest.mark.behaviour(94)
def test_a_margin_that_cannot_be_is_said_at_its_field_and_stays_typed(panel: FormatsPanel) -> None:
    panel.show_side(PAGE)
    sheet = panel.page
    sheet.margins[1].setFocus()
    sheet.margins[1].selectAll()
    QTest.keyClicks(sheet.margins[1], "99")
    assert "右边距要写 0 到 60 毫米" in sheet.fields["margin1"].refusal and sheet.margins[1].value() == "99"
    assert sheet.margins[1].hasFocus()
    panel.keep()
    assert not panel.said.text.text() and sheet.wrong
    sheet.margins[1].selectAll()
    QTest.keyClicks(sheet.margins[1], "9")
    assert not sheet.wrong and "未保存" in panel.aside.text()


@pytest.mark.behaviour(94)
def test_a_name_or_paper_that_cannot_be_is_said_and_nothing_is_saved(panel: FormatsPanel) -> None:
    names = panel.names
    names.heading.setFocus()
    names.heading.set_value("")
    panel.keep()
    assert "标题不能为空" in panel.said.text.text() and names.heading.value() == ""
    names.heading.set_value("前台登记簿")
    panel.keep()
    assert "已保存" in panel.said.text.text()
    panel.show_form("slip-receipt")
    panel.show_side(PAGE)
    for box in panel.page.margins[:2]:
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, "45")
    names.paper.set_value("80mm")
    names.paper.edited.emit()
    assert "左右边距合计 90 毫米" in panel.said.text.text() and names.paper.value() == "A5"


@pytest.mark.behaviour(11, 95)
def test_forms_and_slips_have_their_page_too(panel: FormatsPanel) -> None:
    panel.show_side(PAGE)
    panel.show_form("kf-06-05")
    assert panel.page.fields["signatures"].isHidden() and not panel.page.picture.page.pixmap().isNull()
    panel.show_form("slip-receipt")
    assert panel.page.fields["sheet"].isHidden() and "首问责任人" in panel.page.slip.toPlainText()


@pytest.mark.behaviour(94)
def test_a_column_left_to_paper_is_not_on_the_ledger_page(
    panel: FormatsPanel, ledger: LedgerPage, front_desk: FrontDesk
) -> None:
    at(panel, "备注", SCREEN)
    chosen(panel, "不显示")
    Hands(panel).control(Key.Key_S)
    headings = [column.title for column in ledger.sheet.model.columns]
    assert "备注" not in headings and len(headings) == 24
    (printed,) = front_desk.desk.prints.sheets(KEY, LedgerQuery())
    assert isinstance(printed, PrintedRegister) and printed.columns[-1].heading == "备注"
