"""交接班 by keyboard: both shifts confirm line by line; what stands on the page stands in the register ([14])."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.hands import Hands
from ui.dialogs.handover import GiveDialog, KeepDialog, LineDialog
from ui.dialogs.handover_history import HandoverHistory
from ui.dialogs.handover_paper import PaperDialog
from ui.main_window import MainWindow
from ui.pages.handover_page import HandoverPage

__all__ = ["front_desk"]
pytestmark = [
    pytest.mark.behaviour(14),
    pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)"),
]
Key = Qt.Key


def page_of(window: MainWindow) -> HandoverPage:
    found = window.page("handover")
    assert isinstance(found, HandoverPage)
    return found


@pytest.fixture
def page(window: MainWindow) -> HandoverPage:
    window.go("handover")
    return page_of(window)


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


def dialog() -> QDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def in_front(window: MainWindow) -> None:
    """The window comes to the front again after its dialog, as a desktop does and this screen does not."""
    window.activateWindow()
    QApplication.processEvents()


def test_the_sheet_is_drawn_up_confirmed_given_and_received_by_keys(
    front_desk: FrontDesk, window: MainWindow, page: HandoverPage, hands: Hands
) -> None:
    case = front_desk.ask()
    hands.key(Key.Key_N)
    assert page.model.rowCount() == 1 and case.number in page.model.row(0).text  # type: ignore[union-attr]
    hands.key(Key.Key_M)
    note = dialog()
    assert isinstance(note, LineDialog)
    note.note.setPlainText("业主下午在家")
    hands.control(Key.Key_Return)
    hands.key(Key.Key_G)
    giving = dialog()
    assert isinstance(giving, GiveDialog)
    giving.receiver.set_value(front_desk.id("何静"))
    hands.control(Key.Key_Return)
    assert "何静 按 F12 登录" in page.state.text.text()

    front_desk.desk.session.sign_in(front_desk.id("何静"))
    page.reload()
    in_front(window)
    assert "按 J 接班" in page.state.text.text()
    hands.key(Key.Key_J)
    assert "还有 1 条未确认" in page.said.text.text()
    page.table.setFocus()
    hands.key(Key.Key_Space)
    hands.key(Key.Key_J)
    (done,) = front_desk.desk.handover.recent()
    assert front_desk.desk.handover.completed(done)
    (line,) = front_desk.desk.handover.lines(done.id)
    assert line.note == "业主下午在家" and line.received


def test_giving_over_with_an_unconfirmed_line_is_refused_in_the_dialog(
    front_desk: FrontDesk, page: HandoverPage, hands: Hands
) -> None:
    case = front_desk.ask()
    hands.key(Key.Key_N)
    hands.key(Key.Key_G)
    giving = dialog()
    assert isinstance(giving, GiveDialog)
    giving.receiver.set_value(front_desk.id("何静"))
    hands.control(Key.Key_Return)
    assert case.number in giving.refusal.text.text()
    giving.done(0)


def test_going_off_names_each_line_and_offers_the_sheet(
    front_desk: FrontDesk, page: HandoverPage, hands: Hands
) -> None:
    case = front_desk.ask()
    hands.key(Key.Key_X)
    assert "还不能下班：1 件" in page.said.title.text() and case.number in page.said.text.text()
    hands.alt(Key.Key_1)
    assert page.model.rowCount() == 1


def test_with_nothing_left_behind_one_may_go(page: HandoverPage, hands: Hands) -> None:
    hands.key(Key.Key_X)
    assert "可以下班" in page.said.text.text()


def test_drawing_up_anew_asks_first_when_something_was_confirmed(
    front_desk: FrontDesk, page: HandoverPage, hands: Hands, prompts: RecordingPrompts
) -> None:
    front_desk.ask()
    hands.key(Key.Key_N)
    hands.key(Key.Key_Space)
    hands.key(Key.Key_N)
    assert prompts.said[-1][0] == "ask"
    prompts.reply(False)
    assert page.model.row(0).given  # type: ignore[union-attr]


@pytest.mark.behaviour(30)
def test_a_thing_is_kept_by_k_and_stands_on_the_next_sheet(
    front_desk: FrontDesk, window: MainWindow, page: HandoverPage, hands: Hands
) -> None:
    hands.key(Key.Key_K)
    keeping = dialog()
    assert isinstance(keeping, KeepDialog)
    keeping.editor("what").set_value("黑色雨伞")
    keeping.editor("keep_until").set_value("下周")
    hands.control(Key.Key_Return)
    assert "请填写「保管位置」" in keeping.fields["place"].refusal and keeping.editor("place").hasFocus()
    keeping.editor("place").set_value("前台抽屉")
    hands.control(Key.Key_Return)
    assert "2026-12-31" in keeping.fields["keep_until"].refusal
    keeping.editor("keep_until").set_value("2026-12-23")
    hands.control(Key.Key_Return)
    assert page.things.model.rowCount() == 1
    in_front(window)
    page.setFocus()
    hands.key(Key.Key_N)
    assert page.model.row(0).kind == "物品"  # type: ignore[union-attr]


def test_the_log_is_read_on_paper_and_found_again_later(
    front_desk: FrontDesk, page: HandoverPage, hands: Hands
) -> None:
    case = front_desk.ask()
    hands.key(Key.Key_N)
    hands.key(Key.Key_H)
    history = dialog()
    assert isinstance(history, HandoverHistory) and history.model.rowCount() == 1
    hands.key(Key.Key_Return)
    paper = dialog()
    assert isinstance(paper, PaperDialog)
    assert case.number in paper.view.toPlainText() and "接班人：" in paper.view.toPlainText()
    paper.done(0)


def test_enter_on_a_line_opens_its_case(
    front_desk: FrontDesk, window: MainWindow, page: HandoverPage, hands: Hands
) -> None:
    front_desk.ask()
    hands.key(Key.Key_N)
    hands.key(Key.Key_Return)
    assert window.stack.currentWidget() is window.pages["case"]
