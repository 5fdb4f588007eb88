"""前台: register by keyboard, keep what is half-typed, recognise who calls, follow up from the queue."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.states import Ending, State
from firstask_desktop.domain.views import BadgeKind, Tab
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.hands import Hands
from ui.main_window import MainWindow
from ui.page_list import Kit
from ui.pages.front_page import FrontPage
from ui.pages.intake_panel import Way

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
MOST_PRESSES = 12
Key = Qt.Key


@pytest.fixture
def page(window: MainWindow) -> FrontPage:
    found = window.page("front")
    assert isinstance(found, FrontPage)
    return found


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


def newest(front_desk: FrontDesk):  # type: ignore[no-untyped-def]
    return front_desk.desk.search.find("").rows[0].case


def said_of(front_desk: FrontDesk, case) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(line.text for line in front_desk.desk.cases.file(case.id).timeline)


def fill(page: FrontPage, **texts: str) -> None:
    """An ordinary phone call about a leak, changed by `texts`."""
    form = page.intake.form
    page.start("来电")
    form.kind.choose(texts.get("kind", "报修"))
    for name, text in {"phone": "13900139000", "name": "翟女士", "room": "2-2-1103", **texts}.items():
        if name in ("phone", "name", "room"):
            box = form.fields[name].editor
            box.setText(text)
            box.edited.emit()
    form.words.setPlainText(texts.get("words", "卫生间顶上漏水，一直滴"))


def promise(page: FrontPage) -> None:
    page.intake.form.promise.set_value(at(11, 30))


# ---------------------------------------------------------------- saving by keyboard


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


# ---------------------------------------------------------------- refusals at their fields


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


# ---------------------------------------------------------------- nothing typed is lost


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


# ---------------------------------------------------------------- who is calling


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


# ---------------------------------------------------------------- the queue


def test_the_queue_has_my_cases_nearest_clock_first(front_desk: FrontDesk, page: FrontPage) -> None:
    late = front_desk.ask(promise_at=at(17, 0), phone="13700137000", room="1-1-101")
    soon = front_desk.ask(promise_at=at(10, 30), phone="13600136000", room="1-1-102")
    assert [page.queue.model.id_at(place) for place in range(2)] == [soon.id, late.id]


def test_a_handler_without_cases_of_their_own_reaches_the_other_lists(page: FrontPage, hands: Hands) -> None:
    page.queue.table.setFocus()
    assert page.queue.model.rowCount() == 0
    hands.key(Key.Key_R)
    hands.key(Key.Key_2)
    assert page.queue.tab is Tab.HANDLING and QApplication.activeModalWidget() is None


def test_a_letter_on_a_row_opens_its_move(front_desk: FrontDesk, page: FrontPage, hands: Hands) -> None:
    front_desk.ask()
    page.queue.table.setFocus()
    hands.key(Key.Key_R)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None and "报进展" in dialog.windowTitle()
    dialog.done(0)  # type: ignore[attr-defined]


def test_a_letter_that_means_nothing_now_says_why(front_desk: FrontDesk, page: FrontPage, hands: Hands) -> None:
    front_desk.ask()
    page.queue.table.setFocus()
    hands.key(Key.Key_J)
    assert "签收" in page.queue.said.text.text() and QApplication.activeModalWidget() is None


def test_a_change_elsewhere_refreshes_only_its_row(
    front_desk: FrontDesk, page: FrontPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from firstask_desktop.domain.commands import Progress
    from firstask_desktop.domain.flow import Action

    case = front_desk.ask()
    asked: list[object] = []
    original = page.queue._fetch
    page.queue.model.set_fetch(lambda after: (asked.append(after), original(after))[1])
    front_desk.desk.cases.perform(
        Action.PROGRESS, case.id, Progress(text="已约师傅 10:30 上门", next_step="11:00 回电")
    )
    assert asked == []
    shown = page.queue.model.row(page.queue.model.place(case.id))
    assert shown is not None and "进展" in shown.handler_note


def test_many_cases_at_once_are_shown_part_by_part(front_desk: FrontDesk, page: FrontPage, qtbot: QtBot) -> None:
    before = page.badges.badges[BadgeKind.NEW_TODAY].count
    with front_desk.desk._office.store.batch():
        cases = [front_desk.ask() for _ in range(30)]
    assert page.queue.model.place(cases[0].id) == -1
    qtbot.waitUntil(lambda: page.queue.model.place(cases[29].id) >= 0)
    assert page.badges.badges[BadgeKind.NEW_TODAY].count == before + 30


def test_a_badge_shows_the_rows_it_counts_and_esc_shows_all_again(
    front_desk: FrontDesk, page: FrontPage, hands: Hands
) -> None:
    front_desk.handed()
    front_desk.ask(phone="13700137000", room="1-1-101")
    assert page.badges.badges[BadgeKind.UNSIGNED].count == 1
    hands.alt(Key.Key_Q)
    assert page.queue.model.rowCount() == 1 and page.queue.badge is BadgeKind.UNSIGNED
    hands.key(Key.Key_Escape)
    assert page.queue.badge is None and page.queue.model.rowCount() == 2


def test_the_tabs_ask_for_my_cases_or_everybodys(front_desk: FrontDesk, page: FrontPage) -> None:
    front_desk.ask(first_asked=front_desk.id("何静"))
    assert page.queue.model.rowCount() == 0
    page.queue.show_tab(Tab.EVERYONE)
    assert page.queue.model.rowCount() == 1


def test_searching_from_the_front_page_shows_what_is_found_in_place_of_the_queue(
    front_desk: FrontDesk, page: FrontPage, hands: Hands
) -> None:
    front_desk.ask()
    front_desk.ask(phone="13700137000", room="9-9-901", name="朴先生", words="车库的灯不亮了")
    hands.control(Key.Key_K)
    hands.words("车库")
    hands.key(Key.Key_Return)
    assert page.queue.model.rowCount() == 1 and page.queue.table.hasFocus()
    hands.key(Key.Key_Escape)
    assert page.queue.model.rowCount() == 2


def test_half_an_hour_later_the_clocks_are_said_anew(
    front_desk: FrontDesk, window: MainWindow, page: FrontPage, qtbot: QtBot
) -> None:
    case = front_desk.ask(promise_at=at(10, 30))
    front_desk.clock.advance(hours=2)
    window.tick()
    qtbot.waitUntil(lambda: page.badges.badges[BadgeKind.BROKEN].count == 1)
    shown = page.queue.model.row(page.queue.model.place(case.id))
    assert shown is not None and shown.case.promise_broken


def test_everything_a_person_can_reach_has_a_name(page: FrontPage) -> None:
    nameless = [one for one in page.findChildren(QPushButton) if one.isVisible() and not one.accessibleName().strip()]
    assert nameless == []


def test_markup_in_a_name_is_shown_as_typed(front_desk: FrontDesk, page: FrontPage) -> None:
    front_desk.ask(name="<b>x</b>")
    page.intake.form.phone.setText("13800138000")
    page.intake.requester.look()
    assert page.intake.form.name.value() == "<b>x</b>"
    assert page.intake.requester.known.text.textFormat() is Qt.TextFormat.PlainText


def test_time_zone_of_the_promise_is_the_centres(front_desk: FrontDesk, page: FrontPage) -> None:
    fill(page)
    page.intake.form.promise.edit.set_text("15:30")
    page.intake.save(Way.REGISTER)
    promised = newest(front_desk).promise_at
    assert promised is not None and promised.utcoffset() == timedelta(0) and promised == at(15, 30)
