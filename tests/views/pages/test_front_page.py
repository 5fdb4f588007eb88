"""前台: register by keyboard, keep what is half-typed, recognise who calls, follow up from the queue."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.states import Ending, State
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.front_window_fixtures import Key, fill, hands, newest, page
from tests.views.pages.hands import Hands
from ui.main_window import MainWindow
from ui.page_list import Kit
from ui.pages.front_page import FrontPage
from ui.pages.intake_panel import Way

__all__ = ["front_desk", "hands", "page"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")

MOST_PRESSES = 12


def said_of(front_desk: FrontDesk, case) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(line.text for line in front_desk.desk.cases.file(case.id).timeline)


def promise(page: FrontPage) -> None:
    page.intake.form.promise.set_value(at(11, 30))


def test_a_plain_phone_enquiry_answered_on_the_spot_takes_at_most_twelve_key_presses(
    front_desk: FrontDesk, page: FrontPage, hands: Hands, record_property: Callable[[str, object], None]
) -> None:
    hands.key(Key.Key_F3)
    hands.key(Key.Key_Z)
    hands.words("13800138000")
    hands.key(Key.Key_Tab, times=2)
    hands.words("单晓燕")
    hands.key(Key.Key_Tab, times=2)
    hands.words("问装修押金怎么退，要带什么")
    hands.key(Key.Key_Tab)
    hands.words("押金")
    hands.key(Key.Key_Return)
    assert page.intake.form.answer.box.hasFocus()
    hands.words("已说明：带收据和身份证到前台，验收满三个月后当天退")
    hands.control(Key.Key_D)
    hands.key(Key.Key_0)
    hands.key(Key.Key_M)
    hands.control(Key.Key_D)
    case = newest(front_desk)
    assert (case.channel, case.kind, case.name, case.phone) == ("来电", "咨询", "单晓燕", "13800138000")
    assert case.matter != "" and case.on_spot and case.ending is Ending.CLEAR_ANSWER
    assert case.satisfied == "满意" and "已介绍：" in said_of(front_desk, case)
    assert case.state is State.CLOSED and case.first_asked == front_desk.id("欧阳丽华")
    record_property("key presses beyond the text", hands.presses)
    assert hands.presses <= MOST_PRESSES, f"{hands.presses} key presses"
    assert page.intake.told.title.text() == f"当场办结 {case.number}"


def test_ctrl_enter_registers_tells_the_number_and_leaves_the_form_ready(
    front_desk: FrontDesk, page: FrontPage, hands: Hands
) -> None:
    fill(page)
    promise(page)
    hands.control(Key.Key_Return)
    case = newest(front_desk)
    assert case.state is State.ACCEPTED and case.promise_at == at(11, 30)
    assert page.intake.told.title.text() == f"已登记 {case.number}"
    assert page.intake.form.words.value() == "" and page.intake.form.kind.value() == ""
    assert page.intake.form.channel.hasFocus()
    assert page.queue.table.current_id() == case.id


def test_register_and_hand_on_opens_the_handoff_dialog(page: FrontPage, hands: Hands) -> None:
    fill(page)
    promise(page)
    hands.key(Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None and "转办" in dialog.windowTitle()
    dialog.done(0)  # type: ignore[attr-defined]


def test_f2_starts_a_visit_from_any_page(window: MainWindow, page: FrontPage, hands: Hands) -> None:
    window.go("cases")
    hands.key(Key.Key_F2)
    assert window.stack.currentWidget() is page
    assert page.intake.form.channel.value() == "来访" and page.intake.form.kind.hasFocus()


@pytest.mark.parametrize(
    ("texts", "field", "clause"),
    [
        ({"name": ""}, "name", "[57]"),
        ({"name": "无"}, "name", "[57]"),
        ({"phone": ""}, "phone", "[57]"),
        ({"phone": "11111111111"}, "phone", "[57]"),
        ({"words": "咨询"}, "words", "[57]"),
    ],
)
def test_what_is_missing_is_said_under_its_field_with_the_cursor_there(
    page: FrontPage, texts: dict[str, str], field: str, clause: str
) -> None:
    fill(page, **texts)
    promise(page)
    page.intake.save(Way.REGISTER)
    refused = page.intake.form.fields[field]
    assert clause in refused.refusal
    assert refused.editor.hasFocus()
    assert page.intake.form.room.value() == "2-2-1103", "nothing typed is lost"


def test_a_stated_reason_stands_for_the_missing_phone(front_desk: FrontDesk, page: FrontPage) -> None:
    fill(page, phone="")
    page.intake.form.phone.choose_reason("本人不愿提供电话")
    promise(page)
    page.intake.save(Way.REGISTER)
    case = newest(front_desk)
    assert case.phone == "" and case.phone_reason == "本人不愿提供电话"


def test_a_hidden_number_asks_how_to_reach_the_caller(page: FrontPage, front_desk: FrontDesk) -> None:
    fill(page, phone="")
    asked = page.intake.form.fields["how_to_reach"]
    assert asked.isHidden()
    page.intake.form.phone.choose_reason("来电号码未显示")
    promise(page)
    page.intake.save(Way.REGISTER)
    assert not asked.isHidden() and "[31]" in asked.refusal
    page.intake.form.around.reach.setText("加了物业微信，昵称翟")
    page.intake.save(Way.REGISTER)
    assert newest(front_desk).how_to_reach == "加了物业微信，昵称翟"


def test_the_reasons_open_with_arrow_down_in_the_empty_box(page: FrontPage, hands: Hands) -> None:
    page.intake.form.phone.setFocus()
    hands.key(Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    hands.key(Key.Key_1)
    assert page.intake.form.phone.reason() == "来电号码未显示"


def test_a_case_without_a_promise_is_refused_at_the_promise(page: FrontPage) -> None:
    fill(page)
    page.intake.save(Way.REGISTER)
    assert "M4.6 [79]" in page.intake.form.fields["promise_at"].refusal


def test_a_forbidden_phrase_is_shown_while_typing_and_replaced_by_alt_r(page: FrontPage, hands: Hands) -> None:
    box = page.intake.form.answer
    box.setFocus()
    hands.words("楼上业主的事我们没办法")
    assert "没办法" in box.notice.text.text()
    hands.alt(Key.Key_R)
    assert "没办法" not in box.value() and "协调" in box.value()


def test_the_requesters_own_words_are_never_checked(page: FrontPage) -> None:
    page.intake.form.words.setPlainText("你们说没办法，不归你们管")
    assert not page.intake.form.answer.notice.isVisible()


def test_a_half_typed_form_comes_back_after_a_kill(
    front_desk: FrontDesk, kit: Kit, page: FrontPage, qtbot: QtBot
) -> None:
    fill(page)
    page.intake.form.name.choose_reason("匿名反映")
    page.intake.form.promise.edit.set_text("明天 10:00")
    page.intake.form.edited.emit()
    qtbot.waitUntil(lambda: front_desk.desk.drafts.load(f"intake/{front_desk.id('欧阳丽华')}") != {}, timeout=4000)
    again = FrontPage(kit.desk, kit.prompts, kit.signals, kit.memory)
    qtbot.addWidget(again)
    form = again.intake.form
    assert form.words.value() == "卫生间顶上漏水，一直滴"
    assert form.phone.value() == "13900139000" and form.name.reason() == "匿名反映"
    assert form.kind.value() == "报修" and form.promise.edit.text() == "明天 10:00"


def test_the_draft_is_gone_once_the_case_is_saved(front_desk: FrontDesk, page: FrontPage) -> None:
    fill(page)
    promise(page)
    page.keep()
    key = f"intake/{front_desk.id('欧阳丽华')}"
    assert front_desk.desk.drafts.load(key)
    page.intake.save(Way.REGISTER)
    page.keep()
    assert front_desk.desk.drafts.load(key) == {}


def test_a_known_phone_fills_name_room_and_identity(front_desk: FrontDesk, page: FrontPage) -> None:
    front_desk.ask()
    form = page.intake.form
    form.phone.setText("13800138000")
    page.intake.requester.look()
    assert (form.name.value(), form.room.value(), form.identity.value()) == ("单晓燕", "3-1-602", "业主")
    assert page.intake.requester.known.title.text().startswith("老客户")


def test_what_was_typed_is_not_replaced_by_what_is_known(front_desk: FrontDesk, page: FrontPage) -> None:
    front_desk.ask()
    form = page.intake.form
    form.name.setText("单先生")
    form.phone.setText("13800138000")
    page.intake.requester.look()
    assert form.name.value() == "单先生"


def test_a_likely_double_is_asked_about_and_alt_2_makes_it_another_visit(
    front_desk: FrontDesk, page: FrontPage, hands: Hands
) -> None:
    before = front_desk.ask()
    fill(page, phone="13800138000", room="3-1-602", name="单晓燕", words="空调外机还在滴水")
    promise(page)
    page.intake.save(Way.REGISTER)
    assert page.intake.requester.likely.isVisible()
    hands.alt(Key.Key_2)
    after = front_desk.desk.queue.row(before.id)
    assert after is not None and after.case.visits == 2
    assert page.intake.form.words.value() == ""


def test_alt_1_joins_the_older_case_and_keeps_its_own_number(
    front_desk: FrontDesk, page: FrontPage, hands: Hands
) -> None:
    before = front_desk.ask()
    fill(page, phone="13800138000", room="3-1-602", name="单晓燕", words="空调外机还在滴水")
    promise(page)
    page.intake.save(Way.REGISTER)
    hands.alt(Key.Key_1)
    merged = newest(front_desk)
    assert merged.id != before.id and merged.state is State.MERGED and merged.merged_into == before.id


def test_alt_3_makes_a_new_case_all_the_same(front_desk: FrontDesk, page: FrontPage, hands: Hands) -> None:
    before = front_desk.ask()
    fill(page, phone="13800138000", room="3-1-602", name="单晓燕", words="空调外机还在滴水")
    promise(page)
    page.intake.save(Way.REGISTER)
    hands.alt(Key.Key_3)
    hands.control(Key.Key_Return)
    assert newest(front_desk).id != before.id and newest(front_desk).state is State.ACCEPTED


def test_somebody_else_may_be_the_first_asked(front_desk: FrontDesk, page: FrontPage) -> None:
    fill(page)
    promise(page)
    page.intake.form.first_asked.set_value(front_desk.id("何静"))
    page.intake.save(Way.REGISTER)
    case = newest(front_desk)
    assert (case.first_asked, case.registrar) == (front_desk.id("何静"), front_desk.id("欧阳丽华"))
