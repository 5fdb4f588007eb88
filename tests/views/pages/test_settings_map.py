"""设置 › 服务地图: links by keyboard, 断点 listed and gone to, the list from Excel ([33])."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.service_map import ServiceLink
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.hands import Hands
from tests.views.pages.settings_fixtures import page, part
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.record import RecordDialog
from ui.pages.settings_gaps import GapList
from ui.pages.settings_page import SettingsPage
from ui.pages.settings_panel import SectionPanel

__all__ = ["front_desk", "page"]
pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)"),
    pytest.mark.behaviour(33),
]
Key = Qt.Key


def links(page: SettingsPage) -> SectionPanel:
    return part(page, "map")


def gaps(page: SettingsPage) -> GapList:
    found = page.parts["map"].findChild(GapList)
    assert found is not None
    return found


def test_a_link_is_entered_by_hand_and_refused_at_its_field(page: SettingsPage, front_desk: FrontDesk) -> None:
    desk, shown = front_desk.desk, links(page)
    item, (first, second) = desk.house.matters()[0], desk.house.posts()[:2]
    shown.table.setFocus()
    Hands(page).key(Key.Key_N)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecordDialog)
    for name, value in (("matter", item.id), ("giver", first.id), ("receiver", first.id), ("hands", "报修单")):
        dialog.fields[name].editor.set_value(value)  # type: ignore[attr-defined]
    dialog.submit()
    assert "同一个岗位" in dialog.fields["receiver"].refusal and not desk.map.links()
    dialog.fields["receiver"].editor.set_value(second.id)  # type: ignore[attr-defined]
    dialog.submit()
    assert [(link.hands, link.receiver) for link in desk.map.links(item.id)] == [("报修单", second.id)]
    assert shown.model.rowCount() == 1


def test_a_gap_is_listed_and_enter_goes_to_what_is_to_be_mended(page: SettingsPage, front_desk: FrontDesk) -> None:
    desk = front_desk.desk
    for matter in desk.house.matters():
        desk.house.save(replace(matter, post=matter.post or desk.house.posts()[0].id))
    links(page)
    assert gaps(page).list.isHidden() and "没有断点" in gaps(page).notice.text.text()
    item, (first, second) = desk.house.matters()[3], desk.house.posts()[:2]
    link = desk.house.save(ServiceLink(matter=item.id, giver=first.id, receiver=second.id))
    desk.house.save(replace(item, post=""))
    desk.house.save(replace(second, active=False))
    shown = [gaps(page).list.item(row).text() for row in range(gaps(page).list.count())]
    assert any(text.startswith("没有承办岗位") and item.name in text for text in shown)
    there = next(row for row, gap in enumerate(gaps(page).gaps) if gap.link == link.id)
    gaps(page).list.setCurrentRow(there)
    gaps(page).list.setFocus()
    Hands(page).key(Key.Key_Return)
    assert links(page).table.current_id() == link.id
    gaps(page).list.setCurrentRow(next(row for row, gap in enumerate(gaps(page).gaps) if gap.matter == item.id))
    gaps(page).list.setFocus()
    Hands(page).key(Key.Key_Return)
    matters = page.parts["matters"]
    assert page.stack.currentWidget() is matters and isinstance(matters, SectionPanel)
    assert matters.table.current_id() == item.id


def test_a_map_from_excel_asks_before_it_comes_in_without_its_bad_rows(
    page: SettingsPage, front_desk: FrontDesk, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = front_desk.desk
    item, (first, second) = desk.house.matters()[0], desk.house.posts()[:2]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("服务项目", "上一环", "下一环"),
        (item.name, first.name, second.name),
        ("没有的项目", first.name, second.name),
    ):
        sheet.append(row)
    prompts.path = tmp_path / "服务地图.xlsx"
    book.save(prompts.path)
    links(page).choose_file()
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.work.busy and dialog.plan is not None, timeout=15_000)
    dialog.start()
    assert prompts.said[-1] == ("ask", "有 1 行有误，不会导入。只导入其余 1 行吗？")
    prompts.reply(False)
    assert not dialog.work.busy and not desk.map.links()
    dialog.start()
    prompts.reply(True)
    qtbot.waitUntil(lambda: not dialog.work.busy, timeout=15_000)
    assert [link.matter for link in desk.map.links()] == [item.id]
    dialog.reject()
    assert links(page).model.rowCount() == 1
