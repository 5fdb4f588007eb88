"""What staff say, by the keyboard in the whole window: blanks, polite sentences, reactions, emergencies, spoken phrases."""

import pytest
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import Acceptance, Asking
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import State
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.hands import Hands
from tests.views.pages.said_fixtures import Key, dialog, hands, own
from ui.dialogs.action_dialog import ActionDialog
from ui.dialogs.answer import AnswerDialog
from ui.dialogs.handoff import HandOffDialog
from ui.main_window import MainWindow
from ui.pages.front_page import FrontPage
from ui.theme import Tone

__all__ = ["front_desk", "hands"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")


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
