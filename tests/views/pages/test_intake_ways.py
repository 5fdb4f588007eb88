"""Answering from the form: an enquiry says how it was taken, and the verdict decides which ways lead on."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.people import External
from firstask_desktop.domain.states import EntryKind, State, Verdict
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.front_fixtures import hands, page
from tests.views.pages.hands import Hands
from ui.memory import WindowMemory
from ui.pages.front_page import FrontPage
from ui.pages.intake_buttons import Way
from ui.signals import DeskSignals

__all__ = ["front_desk", "hands", "page"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key
CARD_LETTERS = "押金"


def newest(front_desk: FrontDesk) -> Case:
    return front_desk.desk.search.find("").rows[0].case


def said(front_desk: FrontDesk, case: Case, kind: EntryKind) -> str:
    lines = front_desk.desk.cases.file(case.id).timeline
    return "\n".join(line.text for line in lines if line.entry.kind is kind)


def dialog() -> Any:
    return QApplication.activeModalWidget()


def enquiry(page: FrontPage, hands: Hands, matter: str = CARD_LETTERS) -> None:
    """An enquiry by telephone, up to its answer."""
    page.start("来电")
    hands.key(Key.Key_Z)
    hands.words("13800138000")
    hands.key(Key.Key_Tab, times=2)
    hands.words("单晓燕")
    hands.key(Key.Key_Tab, times=2)
    hands.words("装修押金怎么退，要带什么")
    if matter:
        hands.key(Key.Key_Tab)
        hands.words(matter)
        hands.key(Key.Key_Return)
    page.intake.form.answer.setFocus()
    hands.words("带收据和验收单到前台，五个工作日内退")


def verdict(page: FrontPage, hands: Hands, which: Verdict) -> None:
    page.intake.form.verdict.setFocus()
    hands.key(getattr(Key, f"Key_{list(Verdict).index(which) + 1}"))


@pytest.mark.behaviour(56)
def test_nothing_is_said_for_a_caller_who_was_not_asked(page: FrontPage, hands: Hands, front_desk: FrontDesk) -> None:
    before = front_desk.desk.upkeep.head()
    enquiry(page, hands)
    form = page.intake.form
    assert (form.consult.understood(), form.consult.satisfied(), form.consult.points.ticked()) == (None, "", ())
    hands.control(Key.Key_D)
    assert form.consult.hasFocus()
    for key, asked in ((Key.Key_D, "哪几点"), (Key.Key_1, ""), (Key.Key_D, "是否听明白")):
        hands.control(key) if key == Key.Key_D else hands.key(key)
        assert asked in form.fields["points"].refusal
    assert "B6 [56]" in form.fields["points"].refusal
    assert front_desk.desk.upkeep.head() == before
    hands.key(Key.Key_X)
    hands.control(Key.Key_D)
    case = newest(front_desk)
    assert (case.state, case.satisfied, case.understood) == (State.CLOSED, "未表态", True)
    assert "没有表示是否满意" in said(front_desk, case, EntryKind.NOTICE)


@pytest.mark.behaviour(56)
def test_what_was_not_understood_stays_open_and_is_explained_again_or_by_another(
    page: FrontPage, hands: Hands, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    enquiry(page, hands)
    hands.control(Key.Key_D)
    hands.key(Key.Key_0)
    hands.key(Key.Key_W)
    hands.control(Key.Key_D)
    case = newest(front_desk)
    assert (case.state, case.understood) == (State.ACCEPTED, False)
    assert page.intake.told.title.text() == f"未听明白 {case.number}：没有结案"
    hands.alt(Key.Key_9)
    assert "转办" in dialog().windowTitle()
    dialog().done(0)
    with qtbot.waitActive(page):
        page.activateWindow()
    hands.alt(Key.Key_8)
    again = dialog()
    assert "当场办结" in again.windowTitle()
    again.text.set_value("五个工作日，就是下周一之前，钱退到原来那张卡")
    again.points.set_value("\n".join(again.points.words))
    again.understood.choose("yes")
    again.satisfied.choose("基本满意")
    again.submit()
    assert newest(front_desk).state is State.CLOSED
    assert page.intake.told.title.text() == f"当场办结 {case.number}"


@pytest.mark.behaviour(56)
def test_written_material_is_one_key_and_then_on_paper(page: FrontPage, hands: Hands, front_desk: FrontDesk) -> None:
    enquiry(page, hands)
    hands.control(Key.Key_D)
    for key in (Key.Key_1, Key.Key_S, Key.Key_M):
        hands.key(key)
    hands.control(Key.Key_D)
    assert newest(front_desk).written
    page.intake.told.acted.emit("print")
    sheet = dialog().text.toPlainText()
    assert "咨询书面资料" in sheet and "押金收据原件" in sheet and "五个工作日内退" in sheet
    dialog().done(0)


@pytest.mark.behaviour(56)
def test_without_a_card_only_the_caller_is_asked_and_a_letter_asks_nobody(
    page: FrontPage, hands: Hands, front_desk: FrontDesk
) -> None:
    enquiry(page, hands, matter="")
    hands.control(Key.Key_D)
    hands.key(Key.Key_M)
    hands.control(Key.Key_D)
    assert newest(front_desk).satisfied == "满意"
    enquiry(page, hands, matter="")
    page.intake.form.channel.choose("来信")
    assert page.intake.form.consult.heard.isHidden()
    page.intake.requester._act("new")
    hands.control(Key.Key_D)
    page.intake.form.answer.setFocus()
    hands.control(Key.Key_D)
    assert (newest(front_desk).channel, newest(front_desk).satisfied) == ("来信", "")


@pytest.mark.behaviour(13, 56)
def test_what_the_caller_said_survives_a_kill(
    page: FrontPage, hands: Hands, front_desk: FrontDesk, prompts: RecordingPrompts, memory: WindowMemory, qtbot: QtBot
) -> None:
    enquiry(page, hands)
    hands.control(Key.Key_D)
    for key in (Key.Key_1, Key.Key_J, Key.Key_S):
        hands.key(key)
    page.keep()
    signals = DeskSignals(front_desk.desk.bulletin)
    again = FrontPage(front_desk.desk, prompts, signals, memory)
    qtbot.addWidget(again)
    consult = again.intake.form.consult
    assert (len(consult.points.ticked()), consult.satisfied(), consult.written.isChecked()) == (1, "基本满意", True)
    assert not again.intake.form.fields["points"].isHidden()
    signals.stop()


@pytest.mark.behaviour(27, 84)
@pytest.mark.parametrize("which", [Verdict.OWN_DEPARTMENT, Verdict.OTHER_DEPARTMENT])
def test_not_mine_closes_nothing_and_the_two_ways_are_keys(
    page: FrontPage, hands: Hands, front_desk: FrontDesk, which: Verdict
) -> None:
    enquiry(page, hands)
    hands.control(Key.Key_D)
    hands.key(Key.Key_0)
    hands.key(Key.Key_M)
    assert page.intake.form.ways.notice.isHidden()
    verdict(page, hands, which)
    page.intake.form.consult.setFocus()
    hands.control(Key.Key_D)
    form = page.intake.form
    assert "M4.8 [27]" in form.fields["verdict"].refusal and form.words.value()
    assert [button.text() for button in form.ways.notice._buttons] == ["代为问清  Alt+5", "转办  Alt+6"]
    hands.alt(Key.Key_5)
    assert form.ways.asked_whom.hasFocus()
    hands.words("财务部 何静")
    hands.key(Key.Key_Return)
    hands.words("验收满一个月后五个工作日退")
    hands.control(Key.Key_D)
    case = newest(front_desk)
    assert case.state is State.CLOSED and "财务部 何静" in said(front_desk, case, EntryKind.ASKED)


@pytest.mark.behaviour(84)
def test_words_that_put_it_on_others_offer_the_two_ways_too(page: FrontPage, hands: Hands) -> None:
    enquiry(page, hands, matter="")
    form = page.intake.form
    form.answer.set_value("这个不属于本中心管理范围")
    form.answer.setFocus()
    hands.control(Key.Key_D)
    hands.key(Key.Key_M)
    hands.control(Key.Key_D)
    assert "M4.8 [84]" in form.fields["answer"].refusal
    assert [button.text() for button in form.ways.notice._buttons] == ["代为问清  Alt+5", "转办  Alt+6"]
    hands.alt(Key.Key_5)
    assert form.ways.asked_whom.hasFocus()


@pytest.mark.behaviour(27)
def test_the_other_way_registers_and_hands_on(page: FrontPage, hands: Hands, front_desk: FrontDesk) -> None:
    enquiry(page, hands)
    verdict(page, hands, Verdict.OTHER_DEPARTMENT)
    page.intake.form.promise.set_value(at(15, 30))
    hands.alt(Key.Key_6)
    assert newest(front_desk).state is State.ACCEPTED and "转办" in dialog().windowTitle()
    dialog().done(0)


@pytest.mark.behaviour(54)
def test_what_nobody_knows_the_owner_of_is_taken_to_the_leader_by_one_key(
    page: FrontPage, hands: Hands, front_desk: FrontDesk
) -> None:
    enquiry(page, hands, matter="")
    verdict(page, hands, Verdict.UNKNOWN)
    page.intake.form.answer.setFocus()
    hands.control(Key.Key_D)
    hands.key(Key.Key_M)
    hands.control(Key.Key_D)
    assert "B4 [54]" in page.intake.form.fields["verdict"].refusal
    page.intake.form.promise.set_value(at(15, 30))
    hands.alt(Key.Key_7)
    assert newest(front_desk).verdict is Verdict.UNKNOWN and "请示" in dialog().windowTitle()
    dialog().done(0)


@pytest.mark.behaviour(55)
def test_a_unit_outside_is_named_on_the_form_with_its_number_and_its_age(
    page: FrontPage, hands: Hands, front_desk: FrontDesk
) -> None:
    unit = External(name="湖畔街道装修窗口", phone="0571-80007103", address="湖滨路 8 号", updated=date(2025, 10, 1))
    front_desk.of("周敏").house.save(unit)
    enquiry(page, hands)
    hands.control(Key.Key_D)
    hands.key(Key.Key_M)
    form = page.intake.form
    assert form.fields["unit"].isHidden()
    verdict(page, hands, Verdict.OUTSIDE)
    hands.control(Key.Key_D)
    assert "M4.8 [27]" in form.fields["verdict"].refusal and "哪个单位" in form.fields["verdict"].refusal
    form.ways.unit.box.setFocus()
    hands.words("街道装修")
    form.ways.unit.box.offer("街道装修")
    hands.key(Key.Key_Return)
    assert "号码可能已变" in form.ways.unit.about.text()
    assert form.ways.unit_phone.value() == "0571-80007103"
    hands.control(Key.Key_D)
    case = newest(front_desk)
    assert (case.state, case.told_text) == (State.CLOSED, "湖畔街道装修窗口 0571-80007103")


@pytest.mark.behaviour(55)
def test_a_unit_nobody_knows_needs_the_way_it_was_found(page: FrontPage, hands: Hands, front_desk: FrontDesk) -> None:
    enquiry(page, hands, matter="")
    hands.control(Key.Key_D)
    hands.key(Key.Key_M)
    verdict(page, hands, Verdict.OUTSIDE)
    form = page.intake.form
    form.ways.unit.set_value("城北供热站")
    page.intake.form.answer.setFocus()
    hands.control(Key.Key_D)
    assert "已查询途径" in form.fields["search_route"].refusal and form.ways.route.hasFocus()
    form.ways.route.choose_reason("查114")
    hands.control(Key.Key_D)
    case = newest(front_desk)
    assert "城北供热站；已查询：查114" in said(front_desk, case, EntryKind.OUTSIDE)


@pytest.mark.behaviour(78)
def test_ctrl_d_settles_on_the_spot_whichever_way_is_marked(
    page: FrontPage, hands: Hands, front_desk: FrontDesk
) -> None:
    """A key that hands have learnt never means something else because a matter was chosen."""
    enquiry(page, hands, matter="")
    words = {way: button.text() for way, button in page.intake.save_buttons.buttons.items()}
    assert (words[Way.REGISTER], words[Way.ON_SPOT]) == ("登记 Ctrl+Enter", "当场办结 Ctrl+D")
    page.intake.save_buttons.prefer(Way.ON_SPOT)
    words = {way: button.text() for way, button in page.intake.save_buttons.buttons.items()}
    assert (words[Way.REGISTER], words[Way.ON_SPOT]) == ("登记 Ctrl+S", "当场办结 Ctrl+Enter")
    hands.control(Key.Key_D)
    hands.key(Key.Key_M)
    hands.control(Key.Key_D)
    assert newest(front_desk).on_spot
