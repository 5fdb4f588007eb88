"""接待室 by keyboard: given a visitor who wants the leader, when the keys are pressed, then the board tells the truth."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from firstask_desktop.domain.desk_life import Reply
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.hands import Hands
from tests.views.pdf_reading import text_of
from ui.dialogs.handover_paper import PaperDialog
from ui.dialogs.visitor import NEW, VisitorDialog
from ui.dialogs.visitor_steps import LeaveDialog, ReplyDialog, ReportDialog
from ui.main_window import MainWindow
from ui.pages.waiting_page import WaitingPage
from ui.theme import Tone
from ui.widgets.moment_edit import CUSTOM

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key


@pytest.fixture
def page(window: MainWindow) -> WaitingPage:
    window.go("waiting")
    found = window.page("waiting")
    assert isinstance(found, WaitingPage)
    return found


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


def dialog() -> QDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def arriving(front_desk: FrontDesk, hands: Hands) -> VisitorDialog:
    """N, and everything filled in."""
    hands.key(Key.Key_N)
    made = dialog()
    assert isinstance(made, VisitorDialog)
    made.name.setText("单晓燕")
    made.phone.setText("13800138000")
    made.purpose.setPlainText("对停车费有意见")
    made.leader.set_value(front_desk.id("郑文斌"))
    made.booked.choose("no")
    return made


def sits(front_desk: FrontDesk, hands: Hands) -> None:
    arriving(front_desk, hands)
    hands.control(Key.Key_Return)


@pytest.mark.behaviour(87, 88)
def test_n_shows_a_visitor_in_and_registers_their_case_for_the_person_at_the_desk(
    front_desk: FrontDesk, page: WaitingPage, hands: Hands
) -> None:
    sits(front_desk, hands)
    assert QApplication.activeModalWidget() is None
    row = page.model.row(0)
    assert row is not None and (row.name, row.leader, row.escort) == ("单晓燕", "郑文斌", "欧阳丽华")
    case = front_desk.desk.cases.get(row.visitor.case_id)
    assert case.kind == "找领导" and case.first_asked == front_desk.id("欧阳丽华")


@pytest.mark.behaviour(88)
@pytest.mark.parametrize(
    ("left_out", "field"), [("purpose", "purpose"), ("booked", "appointment"), ("leader", "leader")]
)
def test_what_was_not_asked_is_said_at_its_field_and_nothing_typed_is_lost(
    front_desk: FrontDesk, page: WaitingPage, hands: Hands, left_out: str, field: str
) -> None:
    made = arriving(front_desk, hands)
    getattr(made, left_out).set_value("")
    hands.control(Key.Key_Return)
    assert "M4.9 [88]" in made.fields[field].refusal and made.name.value() == "单晓燕"
    assert page.model.rowCount() == 0
    made.done(0)


@pytest.mark.behaviour(87)
def test_taken_places_name_who_sits_there_and_cannot_be_taken_twice(
    front_desk: FrontDesk, page: WaitingPage, hands: Hands
) -> None:
    sits(front_desk, hands)
    made = arriving(front_desk, hands)
    labels = [choice.label for choice in made.place._choices]
    assert labels[0] == "接待室 1（单晓燕 在）" and made.place.value() == "接待室 2"
    made.place.choose("接待室 1")
    hands.control(Key.Key_Return)
    assert "接待室 1 现有 单晓燕" in made.fields["place"].refusal
    made.done(0)


@pytest.mark.behaviour(88)
def test_earlier_cases_are_shown_and_an_open_one_can_be_gone_on_with(
    front_desk: FrontDesk, page: WaitingPage, hands: Hands
) -> None:
    before = front_desk.ask()
    made = arriving(front_desk, hands)
    made.phone.editingFinished.emit()
    assert before.number in made.known.text.text() and made.link.value() == NEW
    made.link.choose(before.id)
    hands.control(Key.Key_Return)
    row = page.model.row(0)
    assert row is not None and row.visitor.case_id == before.id
    assert front_desk.desk.cases.get(before.id).visits == 2


@pytest.mark.behaviour(89)
def test_the_leader_is_told_answers_and_the_visitor_hears_it_by_four_keys(
    front_desk: FrontDesk, page: WaitingPage, hands: Hands
) -> None:
    sits(front_desk, hands)
    hands.key(Key.Key_R)
    assert isinstance(dialog(), ReportDialog)
    hands.control(Key.Key_Return)
    hands.key(Key.Key_D)
    made = dialog()
    assert isinstance(made, ReplyDialog)
    made.reply.choose(Reply.SEE_NOW.value)
    hands.control(Key.Key_Return)
    assert "请告知来访人：马上见" in page.model.row(0).next_step  # type: ignore[union-attr]
    hands.key(Key.Key_T)
    hands.key(Key.Key_L)
    made = dialog()
    assert isinstance(made, LeaveDialog)
    made.outcome.set_value("已见面")
    hands.control(Key.Key_Return)
    assert page.model.rowCount() == 0


@pytest.mark.behaviour(89)
def test_absent_without_anybody_or_any_time_is_refused_in_the_dialog(
    front_desk: FrontDesk, page: WaitingPage, hands: Hands
) -> None:
    sits(front_desk, hands)
    hands.key(Key.Key_D)
    assert QApplication.activeModalWidget() is None and "请先向领导汇报" in page.said.text.text()
    hands.key(Key.Key_R)
    hands.control(Key.Key_Return)
    hands.key(Key.Key_D)
    made = dialog()
    assert isinstance(made, ReplyDialog)
    made.reply.choose(Reply.APPOINTMENT.value)
    hands.control(Key.Key_Return)
    assert "改约的时间" in made.fields["appointment_at"].refusal
    made.done(0)


@pytest.mark.behaviour(87)
def test_the_minutes_go_on_by_themselves_in_words_and_colour(
    front_desk: FrontDesk, window: MainWindow, page: WaitingPage, hands: Hands
) -> None:
    sits(front_desk, hands)
    front_desk.clock.advance(minutes=21)
    window.tick()
    row = page.model.row(0)
    assert row is not None and row.wait_word == "久等"
    assert page.model.columns[0].text(row) == "久等 21 分" and page.model.columns[0].tone is not None
    assert page.model.columns[0].tone(row) is Tone.RED


@pytest.mark.behaviour(87)
def test_after_closing_the_page_says_who_has_no_leaving_time(
    front_desk: FrontDesk, page: WaitingPage, hands: Hands
) -> None:
    sits(front_desk, hands)
    assert not page.late.isVisible()
    front_desk.clock.set(at(23))
    page.tick()
    assert page.late.isVisible() and "单晓燕" in page.late.text.text()


@pytest.mark.behaviour(87)
def test_p_shows_the_register_and_keeps_it_as_a_pdf(
    front_desk: FrontDesk, page: WaitingPage, hands: Hands, tmp_path
) -> None:  # type: ignore[no-untyped-def]
    sits(front_desk, hands)
    hands.key(Key.Key_P)
    made = dialog()
    assert isinstance(made, PaperDialog) and "对停车费有意见" in made.view.toPlainText()
    made.write_pdf(tmp_path / "register.pdf")
    said = text_of(tmp_path / "register.pdf")
    assert "接待室等候登记" in said and "对停车费有意见" in said and "客服主任检查签字" in said and "第1页共1页" in said
    made.done(0)


def test_markup_in_a_name_is_shown_as_typed_on_paper_too(
    front_desk: FrontDesk, page: WaitingPage, hands: Hands
) -> None:
    made = arriving(front_desk, hands)
    made.name.setText("<b>单晓燕</b>")
    hands.control(Key.Key_Return)
    hands.key(Key.Key_P)
    paper = dialog()
    assert isinstance(paper, PaperDialog) and "<b>单晓燕</b>" in paper.view.toPlainText()
    paper.done(0)


@pytest.mark.behaviour(87)
def test_a_full_room_says_who_sits_where_and_since_when(front_desk: FrontDesk, page: WaitingPage, hands: Hands) -> None:
    for _ in front_desk.desk.waiting.places():
        sits(front_desk, hands)
    front_desk.clock.advance(minutes=12)
    made = arriving(front_desk, hands)
    assert made.place.value() == "" and "接待室已满" in made.full.title.text()
    assert "接待室 2：单晓燕，已等 12 分，找 郑文斌" in made.full.text.text()
    made.done(0)


@pytest.mark.behaviour(87)
def test_somebody_else_may_have_led_the_visitor_in_a_while_ago(
    front_desk: FrontDesk, page: WaitingPage, hands: Hands
) -> None:
    made = arriving(front_desk, hands)
    made.arrived.row.choose(CUSTOM)
    made.arrived.box.setFocus()
    hands.words("9:30")
    made.escort.set_value(front_desk.id("何静"))
    hands.control(Key.Key_Return)
    row = page.model.row(0)
    assert row is not None and (row.escort, row.waited) == ("何静", 12)


@pytest.mark.behaviour(89)
@pytest.mark.parametrize(("typed", "minutes"), [("", 10), ("25", 25), ("半", 0)])
def test_the_leaders_minutes_are_any_number(
    front_desk: FrontDesk, page: WaitingPage, hands: Hands, typed: str, minutes: int
) -> None:
    sits(front_desk, hands)
    front_desk.desk.waiting.report(page.model.id_at(0), "电话")
    hands.key(Key.Key_D)
    made = dialog()
    assert isinstance(made, ReplyDialog)
    made.reply.choose(Reply.IN_MINUTES.value)
    made.minutes.row.choose("10")
    if typed:
        made.minutes.box.setFocus()
        hands.words(typed)
        assert made.minutes.row.value() == ""
    hands.control(Key.Key_Return)
    if not minutes:
        assert "1 至 240" in made.fields["minutes"].refusal
        made.done(0)
        return
    row = page.model.row(0)
    assert row is not None and row.visitor.reply_minutes == minutes
