"""A paper is chosen on the ledger page, held against the journal, and every line that differs is gone after from there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import Acceptance, LedgerQuery, Reasoned
from firstask_desktop.domain.flow import Action
from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk, front_desk
from ui.memory import WindowMemory
from ui.pages.ledger_check import CheckDialog
from ui.pages.ledger_page import LedgerPage
from ui.signals import DeskSignals

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Heard = Callable[[object], list[tuple[object, ...]]]


@pytest.fixture
def page(
    front_desk: FrontDesk,
    prompts: RecordingPrompts,
    signals: DeskSignals,
    memory: WindowMemory,
    show: Show,
    tmp_path: Path,
) -> LedgerPage:
    """A register with one handed-on repair, exported; the paper lies ready to be chosen."""
    front_desk.handed()
    prompts.path = tmp_path / "台账.xlsx"
    front_desk.desk.ledgers.export("kf-06-01", LedgerQuery(), prompts.path)
    return show(LedgerPage(front_desk.desk, prompts, signals, memory), (1200, 700))


def checked(page: LedgerPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.files.busy, check_params_cb=lambda busy: not busy):
        QTest.keyClick(page, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.behaviour(94)
def test_a_paper_that_agrees_is_said_to_agree(page: LedgerPage, qtbot: QtBot) -> None:
    checked(page, qtbot)
    assert "一致 1 行" in page.files.notice.text.text() and page.findChild(CheckDialog) is None


@pytest.mark.behaviour(94)
def test_what_differs_is_listed_and_opens_its_case(
    page: LedgerPage, front_desk: FrontDesk, prompts: RecordingPrompts, qtbot: QtBot, heard: Heard
) -> None:
    case = front_desk.desk.cases.by_number("A261123-001")
    assert case is not None and prompts.path is not None
    front_desk.of("曾国强").cases.perform(Action.ACCEPT, case.id, Acceptance(readback="上门查看"))
    book = load_workbook(prompts.path)
    book.worksheets[0]["F4"].value = "别人"
    book.save(prompts.path)
    checked(page, qtbot)
    dialog = page.findChild(CheckDialog)
    assert dialog is not None
    assert dialog.model.index(0, 2).data() == "有出入，日志不能解释"
    words = dialog.model.index(0, 3).data()
    assert "纸上「别人」 → 现在「单晓燕」" in words and "签收时间" in words and "曾国强 签收" in words
    dialog.copy.click()
    assert "纸上被改动过" in QGuiApplication.clipboard().text()
    opened = heard(page.opened)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert opened == [(case.id,)]


@pytest.mark.behaviour(94)
def test_lines_of_a_book_that_belong_to_one_matter_are_listed_apart(
    page: LedgerPage, front_desk: FrontDesk, prompts: RecordingPrompts, qtbot: QtBot, heard: Heard
) -> None:
    desk, case = front_desk.desk, front_desk.desk.cases.by_number("A261123-001")
    assert case is not None and prompts.path is not None
    for reason in ("在现场等", "又来电话"):
        desk.cases.perform(Action.URGE, case.id, Reasoned(reason=reason))
    desk.ledgers.export("urging-log", LedgerQuery(), prompts.path)
    book = load_workbook(prompts.path)
    for line in (4, 5):
        book.worksheets[0].cell(line, 9).value = f"改过 {line}"
    book.save(prompts.path)
    checked(page, qtbot)
    dialog = page.findChild(CheckDialog)
    assert dialog is not None and "《催办登记》" in dialog.said.text.text()
    assert [dialog.model.index(row, 0).data() for row in (0, 1)] == [case.number] * 2
    assert ["在现场等" in dialog.model.index(0, 3).data(), "又来电话" in dialog.model.index(1, 3).data()] == [True] * 2
    opened = heard(page.opened)
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert opened == [(case.id,)]
