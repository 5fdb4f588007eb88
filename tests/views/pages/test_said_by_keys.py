"""What staff say, by the keyboard in the whole window: blanks, polite sentences, reactions, emergencies, spoken phrases."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import Acceptance, Answer, Asking, Visit
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Limit
from firstask_desktop.domain.states import Ending, EntryKind, State, Verdict
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.hands import Hands
from ui.dialogs.action_dialog import ActionDialog
from ui.dialogs.answer import AnswerDialog
from ui.dialogs.callback import CallbackDialog
from ui.dialogs.handoff import HandOffDialog
from ui.dialogs.revisit import RevisitDialog
from ui.dialogs.spoken import PhraseUsesDialog, SpokenDialog
from ui.main_window import MainWindow
from ui.pages.board_page import BoardPage
from ui.pages.case_page import CasePage
from ui.pages.front_page import FrontPage
from ui.theme import Tone

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


def dialog(kind: type) -> Any:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind), found
    return found


def own(front_desk: FrontDesk, **fields: object) -> Case:
    return front_desk.ask(verdict=Verdict.OWN_POST, **fields)


@pytest.mark.behaviour(83)
def test_a_template_is_filled_by_typing_over_its_blanks(
    window: MainWindow, hands: Hands, front_desk: FrontDesk
) -> None:
    case = own(front_desk)
    window.open_case(case.id)
    hands.key(Key.Key_A)
    shown = dialog(AnswerDialog)
    hands.key(Key.Key_M)  # 明确答复
    shown.explain.choose("不能办")
    shown.reaction.choose("接受")
    hands.control(Key.Key_Return)
    assert shown.isVisible() and "还没有填写" in shown.fields["text"].refusal
    assert "M4.7 [83]" in shown.fields["text"].refusal
    assert shown.text.box.textCursor().selectedText() == "……" and shown.text.box.hasFocus()
    hands.words("墙是承重墙")
    hands.alt(Key.Key_J)
    assert shown.text.box.textCursor().selectedText() == "……"
    hands.words("改做隔断")
    assert not shown.text.blanks() and shown.text.notice.isHidden()
    shown.way.choose("当面")
    hands.control(Key.Key_Return)
    after = front_desk.desk.cases.get(case.id)
    assert after.state is State.ANSWERED and "原因是墙是承重墙；您可以改做隔断" in after.answer


@pytest.mark.behaviour(83)
def test_not_accepted_asks_to_whom_it_is_reported(window: MainWindow, hands: Hands, front_desk: FrontDesk) -> None:
    case = own(front_desk)
    window.open_case(case.id)
    hands.key(Key.Key_A)
    shown = dialog(AnswerDialog)
    hands.key(Key.Key_M)
    shown.text.box.setFocus()
    hands.words("承重墙不能拆，依据装修管理规定")
    shown.way.choose("当面")
    assert shown.fields["escalate_to"].isHidden()
    shown.reaction.choose("不接受")
    assert not shown.fields["escalate_to"].isHidden()
    hands.control(Key.Key_Return)
    assert "上报给哪位" in shown.fields["escalate_to"].refusal and shown.escalate.hasFocus()
    hands.words("周敏")
    hands.key(Key.Key_Return)
    hands.control(Key.Key_Return)
    assert front_desk.desk.cases.get(case.id).reaction == "不接受"
    assert "已上报 周敏" in front_desk.of("周敏").reminders.due()[0].text


@pytest.mark.behaviour(69)
def test_an_answer_while_it_is_unclear_says_what_it_costs_and_offers_the_other_way(
    window: MainWindow, hands: Hands, front_desk: FrontDesk
) -> None:
    case = own(front_desk)
    doubt = Asking(doubt="外机是否在保修期", whom="工程部", promise_at=at(15, 30))
    front_desk.desk.cases.perform(Action.FIND_OUT, case.id, doubt)
    window.open_case(case.id)
    hands.key(Key.Key_A)
    dialog(AnswerDialog)
    hands.alt(Key.Key_Q)
    shown = dialog(ActionDialog)
    assert shown.action is Action.FOUND_OUT
    hands.words("外机在保修期内，由厂家修")
    hands.control(Key.Key_Return)
    assert front_desk.desk.cases.get(case.id).state is State.IN_HAND


@pytest.mark.behaviour(82)
def test_handing_back_to_the_giver_leads_to_the_return(
    window: MainWindow, hands: Hands, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    case = front_desk.handed()
    zeng = front_desk.of("曾国强")
    zeng.cases.perform(Action.ACCEPT, case.id, Acceptance(readback="上门查看外机"))
    front_desk.desk.session.sign_in(front_desk.id("曾国强"))
    window.open_case(case.id)
    hands.key(Key.Key_H)
    shown = dialog(HandOffDialog)
    hands.words("欧阳丽华")
    hands.key(Key.Key_Return)
    shown.other_owner.setText("她先接的")
    hands.control(Key.Key_Return)
    assert "请用「退回」" in shown.refusal.text.text()
    hands.alt(Key.Key_1)
    assert dialog(ActionDialog).action is Action.RETURN


@pytest.mark.behaviour(67)
def test_a_polite_sentence_comes_into_any_answer_with_its_blank_selected(
    window: MainWindow, hands: Hands, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    window.open_case(own(front_desk).id)
    hands.key(Key.Key_A)
    shown = dialog(AnswerDialog)
    shown.text.box.setFocus()
    hands.key(Key.Key_F4)
    hands.key(Key.Key_D)  # 需要核实：…今天＿＿前给您回电
    assert shown.text.box.textCursor().selectedText() == "＿＿"
    with qtbot.waitActive(shown):
        shown.activateWindow()  # this platform has no window manager to do it
    hands.words("15:30")
    assert shown.text.value().endswith("今天15:30前给您回电。")
    shown.done(0)


@pytest.mark.behaviour(67)
def test_an_emergency_says_whom_to_ring_while_it_is_typed_and_is_saved_with_nothing_else(
    window: MainWindow, hands: Hands, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    page = window.page("front")
    assert isinstance(page, FrontPage)
    hands.key(Key.Key_F3)
    hands.key(Key.Key_B)
    form, notice = page.intake.form, page.intake.emergency
    form.words.setFocus()
    assert notice.isHidden()
    hands.words("厨房爆管，水漫到楼道了")
    qtbot.waitUntil(lambda: not notice.isHidden())
    assert notice.property("tone") == Tone.RED.value and "曾国强 8012" in notice.title.text()
    hands.alt(Key.Key_U)
    hands.control(Key.Key_Return)
    row = front_desk.desk.search.find("").rows[0]
    assert row.case.urgent and row.clock == "立即电话" and row.missing == ("联系方式", "地点")
    assert "立即电话" in page.intake.told.text.text() and page.intake.told.property("tone") == Tone.RED.value
    assert notice.isHidden()


@pytest.mark.behaviour(67)
def test_an_urgent_line_of_the_catalogue_ticks_urgent_by_itself(window: MainWindow, front_desk: FrontDesk) -> None:
    page = window.page("front")
    assert isinstance(page, FrontPage)
    form = page.intake.form
    urgent = next(each for each in front_desk.desk.house.matters() if each.name == "电梯困人救援")
    form.matter.set_value(urgent.id)
    form.matter.picked.emit(urgent)
    assert form.urgent.isChecked() and "立即电话" in page.intake.emergency.title.text()
    form.clear()


@pytest.mark.behaviour(81)
def test_what_is_told_at_the_counter_is_refused_there_with_the_polite_sentence_one_key_away(
    window: MainWindow, hands: Hands, front_desk: FrontDesk
) -> None:
    page = window.page("front")
    assert isinstance(page, FrontPage)
    form = page.intake.form
    hands.key(Key.Key_F3)
    hands.key(Key.Key_B)
    for name, words in (("phone", "13800138000"), ("name", "单晓燕"), ("words", "楼道灯不亮，前台说不归我管")):
        form.fields[name].editor.setFocus()
        hands.words(words)
    form.matter.set_value(next(one.id for one in front_desk.desk.house.matters() if "楼道照明" in one.name))
    form.promise.edit.row.choose("0")
    form.answer.setFocus()
    hands.words("这个我不知道")
    hands.control(Key.Key_Return)
    assert "不宜对客户说" in form.fields["answer"].refusal and not form.fields["words"].refusal
    hands.alt(Key.Key_R)
    assert "不知道" not in form.answer.value()
    hands.control(Key.Key_Return)
    assert front_desk.desk.search.find("").rows[0].case.words == "楼道灯不亮，前台说不归我管"


@pytest.mark.behaviour(81)
def test_the_supervisor_writes_down_what_was_heard(
    window: MainWindow, hands: Hands, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    case = own(front_desk)
    front_desk.desk.session.sign_in(front_desk.id("周敏"))
    window.go("board")
    page = window.page("board")
    assert isinstance(page, BoardPage)
    page.change_person()
    page.figures.setFocus()
    hands.key(Key.Key_F9)
    uses = dialog(PhraseUsesDialog)
    hands.key(Key.Key_N)
    shown = dialog(SpokenDialog)
    hands.control(Key.Key_Return)
    assert shown.fields["person"].refusal and shown.person.hasFocus()
    hands.words("欧阳丽华")
    hands.key(Key.Key_Return)
    shown.phrase.setFocus()
    hands.words("不归我管")
    hands.key(Key.Key_Return)
    assert "应当这样说" in shown.instead.text.text()
    shown.case.set_value(case.id)
    hands.control(Key.Key_Return)
    assert uses.model.rowCount() == 1 and uses.count.text() == "口头 1 次，引用客户原话 0 处"
    kinds = [line.entry.kind for line in front_desk.desk.cases.file(case.id).timeline]
    assert kinds[-1] is EntryKind.SPOKEN
    with qtbot.waitActive(uses):
        uses.activateWindow()
    hands.key(Key.Key_Return)
    assert QApplication.activeModalWidget() is None
    shown_case = window.pages["case"]
    assert isinstance(shown_case, CasePage) and shown_case.file is not None and shown_case.file.case.id == case.id


@pytest.mark.behaviour(81)
def test_staff_are_not_shown_what_others_said(window: MainWindow, hands: Hands) -> None:
    window.go("board")
    page = window.page("board")
    assert isinstance(page, BoardPage)
    page.figures.setFocus()
    assert page.phrases.isHidden()
    hands.key(Key.Key_F9)
    assert not isinstance(QApplication.activeModalWidget(), QDialog)
    assert "质检" in page.said.text.text()


@pytest.mark.behaviour(12)
def test_a_one_person_desk_calls_back_by_itself_in_the_window(
    window: MainWindow, hands: Hands, front_desk: FrontDesk
) -> None:
    limit = next(row for row in front_desk.desk.house.all(Limit) if row.key == "one_person_desk")
    front_desk.of("周敏").house.save(replace(limit, value=1))
    case = own(front_desk)
    answer = Answer(ending=Ending.SOLVED, text="外机排水管已更换，现在不滴水了", way="当面", at=at(9, 42))
    front_desk.desk.cases.perform(Action.ANSWER, case.id, answer)
    window.open_case(case.id)
    hands.key(Key.Key_V)
    dialog(CallbackDialog)
    hands.key(Key.Key_M)
    hands.control(Key.Key_Return)
    after = front_desk.desk.cases.get(case.id)
    assert (after.state, after.self_rated) == (State.CLOSED, True)


@pytest.mark.behaviour(67)
def test_ringing_about_an_emergency_is_noted_with_four_keys(
    window: MainWindow, hands: Hands, front_desk: FrontDesk
) -> None:
    leak = next(each for each in front_desk.desk.house.matters() if each.name == "室内漏水抢修")
    case = front_desk.ask(urgent=True, words="厨房爆管，水漫到楼道了", matter=leak.id, promise_at=None)
    window.open_case(case.id)
    assert case.pressing
    hands.key(Key.Key_C)
    shown = dialog(ActionDialog)
    assert shown.fields["target"].editor.text() == "何静" and shown.fields["number"].editor.value() == "8013"
    shown.fields["result"].editor.choose("connected")
    hands.control(Key.Key_Return)
    assert not front_desk.desk.cases.get(case.id).pressing


@pytest.mark.behaviour(68)
def test_of_ones_own_duty_the_standard_answer_is_at_hand_and_of_another_s_it_is_not(
    window: MainWindow, hands: Hands, front_desk: FrontDesk
) -> None:
    page = window.page("front")
    assert isinstance(page, FrontPage)
    form = page.intake.form
    card = next(one for one in front_desk.desk.house.matters() if one.name == "门禁卡补办和人脸录入")
    form.matter.set_value(card.id)
    form.arrange()
    assert card.answer in form.answer.box.placeholderText() and form.answer.value() == ""
    hands.alt(Key.Key_F)
    assert form.answer.value() == card.answer and form.answer.box.hasFocus()
    hands.alt(Key.Key_F)
    assert form.answer.value() == card.answer
    form.verdict.choose(Verdict.OTHER_DEPARTMENT.value)
    assert card.answer not in form.answer.box.placeholderText()
    form.clear()


@pytest.mark.behaviour(77)
def test_the_three_tellings_are_read_out_from_below_the_tick_one_stands_on(
    window: MainWindow, hands: Hands, front_desk: FrontDesk
) -> None:
    page = window.page("front")
    assert isinstance(page, FrontPage)
    form = page.intake.form
    filing = next(one for one in front_desk.desk.house.matters() if one.name == "装修备案")
    form.matter.set_value(filing.id)
    told = form.matter.told
    assert told.card.isHidden()
    told.boxes["told_rule"].setFocus()
    assert told.card.text() == f"规定：{filing.rule}" and told.card.isVisible()
    hands.key(Key.Key_Tab)
    assert told.card.text() == f"程序：{filing.procedure}"
    hands.key(Key.Key_Space)
    assert told.told() == {"told_rule": False, "told_procedure": True, "told_limit": False}
    form.words.setFocus()
    assert told.card.isHidden()
    form.clear()


@pytest.mark.behaviour(80)
def test_a_third_visit_about_a_closed_matter_asks_why_and_takes_it_up_again(
    window: MainWindow, hands: Hands, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    desk = front_desk.desk
    card = next(one for one in desk.house.matters() if one.name == "门禁卡补办和人脸录入")
    asked = {"matter": card.id, "kind": card.kind, "verdict": Verdict.OWN_POST, "instant_missed": "系统故障"}
    case = front_desk.ask(**asked, promise_at=at(9, 55))
    desk.cases.visit_again(case.id, Visit())
    answer = Answer(ending=Ending.SOLVED, text="新卡已写好，旧卡同时挂失", way="当面", at=at(9, 42))
    assert desk.cases.perform(Action.ANSWER, case.id, answer).state is State.CLOSED
    page = window.page("front")
    assert isinstance(page, FrontPage)
    hands.key(Key.Key_F2)
    form = page.intake.form
    form.kind.choose(card.kind)
    form.fields["phone"].editor.setFocus()
    hands.words("13800138000")
    form.words.setFocus()
    hands.words("卡又刷不开门了")
    form.matter.set_value(card.id)
    page.intake.requester.look()
    assert not page.intake.requester.likely.isHidden()
    hands.alt(Key.Key_2)
    shown = dialog(RevisitDialog)
    hands.control(Key.Key_Return)
    assert "第 3 次来访" in shown.fields["cause"].refusal
    shown.fields["cause"].editor.row.choose("上次未办好")
    hands.control(Key.Key_Return)
    again = desk.cases.get(case.id)
    assert (again.visits, again.redo_count, again.state) == (3, 1, State.ACCEPTED)
    assert "已记为第 3 次来访" in page.intake.told.title.text() and form.words.value() == ""


def test_the_form_is_never_wider_than_its_column(window: MainWindow, front_desk: FrontDesk) -> None:
    page = window.page("front")
    assert isinstance(page, FrontPage)
    form, room = page.intake.form, page.intake._scroll.viewport().width()
    bar = page.intake._scroll.verticalScrollBar()
    room -= 0 if bar.isVisible() else bar.sizeHint().width()
    longest = max(front_desk.desk.house.matters(), key=lambda one: len(one.rule + one.procedure + one.answer))
    form.matter.set_value(longest.id)
    form.urgent.click()
    form.fold.setChecked(True)
    form.matter.told.boxes["told_procedure"].setFocus()
    QApplication.processEvents()
    assert form.minimumSizeHint().width() <= room
    form.clear()
