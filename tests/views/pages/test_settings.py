"""设置: every part of the house is edited from its list; what is in use is switched off, never deleted."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.people import SpecialDay
from firstask_desktop.domain.states import Standing
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.hands import Hands
from tests.views.pages.settings_fixtures import dialog, page, part
from ui import theme
from ui.dialogs.handover import KeepDialog
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.record import RecordDialog
from ui.memory import WindowMemory
from ui.pages.settings_look import LookPanel
from ui.pages.settings_page import SettingsPage, section_keys
from ui.pages.settings_years import YearsNotice
from ui.tables.paged_model import SUB

__all__ = ["front_desk", "page"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key


def set_texts(shown: RecordDialog, **texts: str) -> None:
    for name, text in texts.items():
        shown.fields[name].editor.set_value(text)  # type: ignore[attr-defined]


def test_every_part_shows_its_rows(page: SettingsPage) -> None:
    for key in section_keys()[:-3]:
        assert part(page, key).model.rowCount() > 0 or key == "map", key


def test_a_department_is_added_and_offered_at_once(page: SettingsPage, front_desk: FrontDesk) -> None:
    departments = part(page, "departments")
    departments.table.setFocus()
    Hands(page).key(Key.Key_N)
    shown = dialog()
    set_texts(shown, name="停车管理部", phone="0571-80006660")
    shown.submit()
    assert "停车管理部" in [one.name for one in front_desk.desk.house.departments()]
    assert departments.row(departments.table.current_id()).name == "停车管理部"


def test_a_name_that_exists_is_refused_at_its_field_and_stays_typed(page: SettingsPage) -> None:
    part(page, "departments").add_new()
    shown = dialog()
    set_texts(shown, name="工程部")
    shown.submit()
    assert "已经有了" in shown.fields["name"].refusal
    assert shown.value().name == "工程部"  # type: ignore[attr-defined]
    shown.done(0)


def test_a_person_who_leaves_is_switched_off_after_asking(
    page: SettingsPage, front_desk: FrontDesk, prompts: RecordingPrompts
) -> None:
    people = part(page, "people")
    people.table.go_to(front_desk.id("何静"))
    people.table.setFocus()
    Hands(page).key(Key.Key_Delete)
    assert prompts.said[-1][0] == "ask" and "何静" in prompts.said[-1][1]
    prompts.reply(False)
    assert front_desk.desk.house.person(front_desk.id("何静")).standing is Standing.ACTIVE  # type: ignore[union-attr]
    Hands(page).key(Key.Key_Delete)
    prompts.reply(True)
    assert front_desk.desk.house.person(front_desk.id("何静")).standing is Standing.LEFT  # type: ignore[union-attr]


def test_a_post_gives_a_person_their_role(page: SettingsPage, front_desk: FrontDesk) -> None:
    people = part(page, "people")
    people.edit(front_desk.id("欧阳丽华"))
    shown = dialog()
    manager = next(one for one in front_desk.desk.house.posts() if one.role == "manager")
    set_texts(shown, post=manager.id)
    shown.submit()
    assert front_desk.desk.house.person(front_desk.id("欧阳丽华")).role == "manager"  # type: ignore[union-attr]


def test_a_matter_keeps_its_lines_when_edited(page: SettingsPage, front_desk: FrontDesk) -> None:
    matters = part(page, "matters")
    before = front_desk.desk.house.matters()[0]
    matters.edit(before.id)
    shown = dialog()
    set_texts(shown, keywords="漏水\n渗水\n\n滴水 ", limit_minutes="90")
    shown.submit()
    assert "30分钟 的样子" in shown.fields["limit_minutes"].refusal
    set_texts(shown, limit_minutes="90分钟")
    shown.submit()
    after = front_desk.desk.house.matter(before.id)
    assert after is not None
    assert (after.keywords, after.limit_minutes, after.materials) == (("漏水", "渗水", "滴水"), 90, before.materials)


@pytest.mark.parametrize("text", ["很快", "-5", "1e99"])
def test_a_limit_that_is_no_number_is_refused(page: SettingsPage, text: str) -> None:
    limits = part(page, "limits")
    limits.edit(limits.model.id_at(0))
    shown = dialog()
    set_texts(shown, value=text)
    shown.submit()
    assert shown.fields["value"].refusal
    shown.done(0)


def test_staff_cannot_change_what_the_manager_sets(page: SettingsPage, front_desk: FrontDesk) -> None:
    front_desk.desk.session.sign_in(front_desk.id("欧阳丽华"))
    phrases = part(page, "phrases")
    phrases.edit(phrases.model.id_at(0))
    shown = dialog()
    set_texts(shown, replacement="我去问")
    shown.submit()
    assert "M3.1" in shown.refusal.text.text()
    shown.done(0)


def test_the_filter_narrows_the_list(page: SettingsPage) -> None:
    phrases = part(page, "phrases")
    phrases.finder.setText("不归我管")
    phrases.reload()
    assert phrases.model.rowCount() == 1


def test_the_days_say_which_years_are_not_published(page: SettingsPage) -> None:
    days = part(page, "days")
    words = " ".join(label.text() for label in days.findChildren(QLabel))
    assert "未公布：2027" in words


@pytest.mark.behaviour(79)
def test_a_year_is_marked_as_published_once_its_days_were_entered(page: SettingsPage, front_desk: FrontDesk) -> None:
    years = part(page, "days").findChild(YearsNotice)
    assert years is not None
    mark = next(button for button in years.notice.findChildren(QPushButton) if button.objectName() == "2027")
    mark.click()
    assert "2027 年还没有录入" in years.said.text.text()
    front_desk.desk.house.save(SpecialDay(day=date(2027, 10, 1), name="国庆节"))
    mark = next(button for button in years.notice.findChildren(QPushButton) if button.objectName() == "2027")
    mark.click()
    assert 2027 in front_desk.desk.house.published_years()
    assert "已公布：2025、2026、2027" in years.notice.text.text() and years.said.isHidden()


def test_people_come_from_a_workbook_and_bad_rows_are_named(
    page: SettingsPage, front_desk: FrontDesk, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("姓名", "工号", "部门", "岗位", "电话"),
        ("区小青", "W010", "工程部", "", "8031"),
        ("", "W011", "工程部", "", "8032"),
    ):
        sheet.append(row)
    prompts.path = tmp_path / "staff.xlsx"
    book.save(prompts.path)
    people = part(page, "people")
    people.choose_file()
    dialog = page.window().findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.work.busy, timeout=10_000)
    rows = dialog.preview.rows
    told = [(rows.index(at, 1).data(), rows.index(at, 1).data(SUB)) for at in range(rows.rowCount())]
    assert told == [("可导入", ""), ("有误", "请填写姓名")]
    dialog.start()
    prompts.reply(True)
    qtbot.waitUntil(lambda: not dialog.work.busy, timeout=10_000)
    dialog.reject()
    assert "区小青" in [one.name for one in front_desk.desk.house.people()]


def test_the_theme_changes_at_once_and_is_remembered(page: SettingsPage, memory: WindowMemory) -> None:
    look = page.show_part("look")
    assert isinstance(look, LookPanel)
    look.theme.choose("dark")
    assert theme.colours().name == "dark" and memory.theme == "dark"


def test_a_pin_needs_to_be_typed_the_same_twice(page: SettingsPage, front_desk: FrontDesk) -> None:
    look = page.show_part("look")
    assert isinstance(look, LookPanel)
    look.new.setText("280517")
    look.again.setText("280518")
    look.set_pin()
    assert "不一样" in look.fields["again"].refusal
    look.again.setText("280517")
    look.set_pin()
    assert front_desk.desk.session.needs_pin(front_desk.id("郑文斌")) and look.fields["old"].isVisible()


@pytest.mark.behaviour(55)
def test_a_unit_outside_is_typed_as_its_record_format_declares_it(page: SettingsPage, front_desk: FrontDesk) -> None:
    units = part(page, "externals")
    units.table.setFocus()
    Hands(page).key(Key.Key_N)
    shown = dialog()
    assert list(shown.fields) == ["name", "keywords", "address", "phone", "hours", "updated"]
    assert shown.fields["updated"].editor.value() == "2026-11-23"  # type: ignore[attr-defined]
    set_texts(shown, keywords="户口\n居住证", updated="上个月")
    Hands(shown).control(Key.Key_Return)
    assert "请填写「单位名称」" in shown.fields["name"].refusal and shown.fields["name"].editor.hasFocus()
    set_texts(shown, name="城西派出所")
    Hands(shown).control(Key.Key_Return)
    assert "2026-12-31" in shown.fields["updated"].refusal
    set_texts(shown, updated="")
    Hands(shown).control(Key.Key_Return)
    saved = next(unit for unit in front_desk.desk.house.externals() if unit.name == "城西派出所")
    assert saved.keywords == ("户口", "居住证") and saved.updated is None


@pytest.mark.behaviour(30, 55)
def test_the_company_s_own_words_and_order_are_asked_at_once(
    page: SettingsPage, front_desk: FrontDesk, prompts: RecordingPrompts
) -> None:
    before = [column.title for column in part(page, "externals").model.columns]
    forms = front_desk.desk.forms
    draft = forms.moved(forms.renamed(forms.current("externals"), "phone", "总机"), "phone", -3)
    forms.save(forms.hidden(draft, "hours"))
    units = part(page, "externals")
    assert [column.title for column in units.model.columns][:2] == ["总机", "单位名称"] != before[:2]
    units.add_new()
    assert list(dialog().fields)[:2] == ["phone", "name"] and "hours" not in dialog().fields
    dialog().done(0)
    forms.save(forms.renamed(forms.current("things-kept"), "place", "柜号"))
    keeping = KeepDialog(front_desk.desk, prompts, front_desk.desk.upkeep.checkpoint, page)
    keeping.submit()
    assert "请填写「物品」" in keeping.fields["what"].refusal
    keeping.editor("what").set_value("黑色雨伞")  # type: ignore[attr-defined]
    keeping.submit()
    assert "请填写「柜号」" in keeping.fields["place"].refusal
    keeping.editor("place").set_value("3 号柜")  # type: ignore[attr-defined]
    keeping.editor("keep_until").set_value("2026-12-31")  # type: ignore[attr-defined]
    keeping.submit()
    (kept,) = front_desk.desk.handover.items()
    assert (kept.what, kept.place, kept.keep_until) == ("黑色雨伞", "3 号柜", date(2026, 12, 31))
