"""台账: the rows a company knows by their form number, looked through, exported beside the window, and read back in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.desk_life import DeskItem
from firstask_desktop.errors import Refused
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.ledger_fixtures import page
from ui.dialogs.import_dialog import ImportDialog
from ui.memory import WindowMemory
from ui.pages import ledger_period
from ui.pages.ledger_page import LedgerPage
from ui.signals import DeskSignals

__all__ = ["front_desk", "page"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")

MONDAY = date(2026, 11, 23)
Heard = Callable[[object], list[tuple[object, ...]]]


def shown(page: LedgerPage, source: str) -> list[object]:
    """One column of the rows as they stand on the screen."""
    model = page.sheet.model
    place = [column.key for column in model.columns].index(source)
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_the_columns_are_those_of_the_form(page: LedgerPage, front_desk: FrontDesk) -> None:
    formats = {each.key: each for each in front_desk.desk.ledgers.formats()}
    assert [column.title for column in page.sheet.model.columns] == [c.heading for c in formats["kf-06-01"].columns]
    assert shown(page, "kind") == ["报修", "投诉", "咨询"]
    assert "WI-NWGZ-AL.KF-06-01" in page.panel.aside.text()
    assert "共 3 件 · 未结 2 件" in page.panel.aside.text()


@pytest.mark.parametrize(("press", "key", "rows"), [("2", "kf-06-01-short", 3), ("3", "kf-06-05-list", 1)])
def test_a_digit_chooses_the_format(page: LedgerPage, press: str, key: str, rows: int) -> None:
    page.format.setFocus()
    QTest.keyClicks(page.format, press)
    assert page.format.value() == key
    assert page.sheet.model.rowCount() == rows


@pytest.mark.behaviour(30, 94)
def test_the_other_books_of_the_desk_are_chosen_by_key_and_follow_what_happens(
    page: LedgerPage, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    page.format.setFocus()
    QTest.keyClicks(page.format, "7")
    assert page.format.value() == "things-kept" and not page.filters.kind.isVisible()
    assert page.sheet.model.rowCount() == 0 and "没有登记" in page.sheet.table._empty
    front_desk.desk.handover.keep(DeskItem(what="黑色雨伞一把", place="前台抽屉"))
    qtbot.waitUntil(lambda: page.sheet.model.rowCount() == 1)
    assert shown(page, "what") == ["黑色雨伞一把"] and "共 1 条 · 未了 1 条" in page.panel.aside.text()
    with qtbot.assertNotEmitted(page.opened):
        page.sheet.table.opened.emit(page.sheet.model.id_at(0))
    QTest.keyClicks(page.format, "1")
    assert page.filters.kind.isVisible()


@pytest.mark.behaviour(53)
def test_a_line_of_the_book_of_handoffs_opens_its_matter(page: LedgerPage, front_desk: FrontDesk, qtbot: QtBot) -> None:
    case = front_desk.handed()
    page.format.choose("hop-log")
    with qtbot.waitSignal(page.opened) as told:
        page.sheet.table.opened.emit(page.sheet.model.id_at(page.sheet.model.rowCount() - 1))
    assert told.args == [case.id]


def test_the_one_page_record_is_shown_as_its_list_and_offers_only_its_kinds(page: LedgerPage) -> None:
    page.format.choose("kf-06-05")
    assert shown(page, "kind") == ["投诉"]
    page.filters.kind.choose("报修")
    assert page.filters.kind.value() in ("", "every")


def test_yesterday_has_nothing_and_says_what_can_be_done(page: LedgerPage) -> None:
    page.filters.period.setFocus()
    QTest.keyClicks(page.filters.period, "2")
    page.reload()
    assert page.sheet.model.rowCount() == 0
    assert "Ctrl+I" in page.sheet.table._empty
    page.filters.open_only.setChecked(True)
    page.reload()
    assert "只看未结" in page.sheet.table._empty


def test_kind_person_and_open_only_narrow_the_rows(page: LedgerPage, front_desk: FrontDesk) -> None:
    page.filters.kind.choose("报修")
    page.reload()
    assert shown(page, "kind") == ["报修"]
    page.filters.kind.choose("every")
    page.filters.person.set_value(front_desk.id("曾国强"))
    page.reload()
    assert shown(page, "handler") == ["曾国强"]
    page.filters.person.set_value("")
    page.filters.open_only.setChecked(True)
    page.reload()
    assert shown(page, "kind") == ["报修", "投诉"]


def test_a_day_that_does_not_exist_is_said_and_nothing_is_exported(page: LedgerPage, prompts: RecordingPrompts) -> None:
    page.filters.period.choose(ledger_period.CUSTOM)
    page.filters.first.set_value("11-31")
    page.start_export()
    assert "11-31" in page.filters.wrong.text()
    assert page.sheet.model.rowCount() == 3
    assert prompts.said == []
    assert page.filters.first.hasFocus()
    page.filters.first.set_value("11-22")
    page.filters.last.set_value("11-21")
    page.reload()
    assert page.filters.wrong.text() == "起始日期晚于截止日期"
    page.filters.first.set_value("11-20")
    page.reload()
    assert page.filters.wrong.text() == ""
    assert page.filters.query().first_day == date(2026, 11, 20)


def test_enter_opens_the_case_and_escape_goes_back_to_the_filters(page: LedgerPage, heard: Heard) -> None:
    opened = heard(page.opened)
    page.format.setFocus()
    QTest.keyClick(page.format, Qt.Key.Key_Return)
    table = page.sheet.table
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [(table.current_id(),)]
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert page.filters.period.hasFocus()


def test_a_new_case_appears_by_itself(page: LedgerPage, front_desk: FrontDesk, qtbot: QtBot) -> None:
    front_desk.ask(words="门禁卡丢了", phone="13600003333")
    qtbot.waitUntil(lambda: page.sheet.model.rowCount() == 4)


def test_the_format_is_remembered(
    page: LedgerPage, front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory,
    qtbot: QtBot,
) -> None:  # fmt: skip
    page.format.choose("kf-06-01-short")
    again = LedgerPage(front_desk.desk, prompts, signals, memory)
    qtbot.addWidget(again)
    assert again.format.value() == "kf-06-01-short"


def test_ctrl_i_opens_the_preview_of_an_import(
    page: LedgerPage, front_desk: FrontDesk, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    prompts.path = tmp_path / "台账.xlsx"
    front_desk.desk.ledgers.export("kf-06-01", LedgerQuery(), prompts.path)
    QTest.keyClick(page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.work.busy)
    assert dialog.plan is not None and list(dialog.plan.counts().values()) == [0, 3, 0, 0]
    dialog.reject()


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        (ledger_period.TODAY, MONDAY, MONDAY),
        (ledger_period.YESTERDAY, date(2026, 11, 22), date(2026, 11, 22)),
        (ledger_period.WEEK, MONDAY, date(2026, 11, 29)),
        (ledger_period.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (ledger_period.LAST_MONTH, date(2026, 10, 1), date(2026, 10, 31)),
    ],
)
def test_quick_periods(key: str, first: date, last: date) -> None:
    assert ledger_period.span(key, MONDAY) == (first, last)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-01", date(2026, 11, 1)),
        ("20261101", date(2026, 11, 1)),
        ("11月1日", date(2026, 11, 1)),
        ("12-31", date(2025, 12, 31)),
        ("昨天", date(2026, 11, 22)),
        ("", None),
    ],
)
def test_typed_days(typed: str, day: date | None) -> None:
    assert ledger_period.read_day(typed, MONDAY) == day


@pytest.mark.parametrize("typed", ["11-31", "2月30日", "上个月", "2026"])
def test_days_that_are_none(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        ledger_period.read_day(typed, MONDAY)
    assert refused.value.code == "day_unread"
