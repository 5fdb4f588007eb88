"""举报 at the form: what it asks by key, and that the case page shows it to some and not to others ([74])."""

import pytest
from PySide6.QtWidgets import QLabel

from firstask_desktop.domain.states import Verdict
from firstask_desktop.domain.views import Tab
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.front_fixtures import hands, page
from ui.memory import WindowMemory
from ui.pages.case_page import CasePage
from ui.pages.front_page import FrontPage
from ui.signals import DeskSignals

__all__ = ["front_desk", "hands", "page"]
pytestmark = [
    pytest.mark.behaviour(74),
    pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)"),
]
ASKED = ("reported", "accused", "report_facts", "report_occurred", "confidential", "anonymous")


def choose_report(page: FrontPage) -> None:
    page.intake.form.kind.choose("举报")


def test_the_form_asks_for_a_report_only_of_that_kind_and_keeps_it_confidential_unless_told_otherwise(
    page: FrontPage,
) -> None:
    form = page.intake.form
    assert not any(form.fields[name].isVisibleTo(form) for name in ASKED)
    choose_report(page)
    assert all(form.fields[name].isVisibleTo(form) for name in ASKED) and form.confidential.isChecked()
    form.confidential.setChecked(False)
    form.arrange()
    assert not form.confidential.isChecked(), "said once, it is not ticked again"
    form.kind.choose("报修")
    assert not any(form.fields[name].isVisibleTo(form) for name in ASKED)


def test_a_report_is_registered_and_shown_to_its_first_asked_and_not_to_who_is_reported(
    page: FrontPage, front_desk: FrontDesk, prompts: RecordingPrompts, memory: WindowMemory, signals: DeskSignals
) -> None:
    form = page.intake.form
    form.channel.choose("来访")
    choose_report(page)
    form.name.setText("单晓燕")
    form.phone.setText("13800138000")
    form.words.set_value("工程部的人收了现金没有给收据")
    form.verdict.choose(Verdict.OTHER_DEPARTMENT)
    form.promise.edit.set_value(at(15, 30))
    page.intake.save(page.intake._way)
    assert "被举报对象" in form.fields["reported"].refusal
    form.around.accused.set_value(front_desk.id("曾国强"))
    form.around.occurred.set_value("11-20 上午，3 幢楼下")
    page.intake.save(page.intake._way)
    case = front_desk.desk.queue.page(Tab.MINE).rows[0].case
    assert case.confidential and case.accused == (front_desk.id("曾国强"),)
    for who, may in (("欧阳丽华", True), ("曾国强", False), ("何静", False)):
        shown = CasePage(front_desk.of(who), prompts, signals, memory)
        shown.show_case(case.id)
        words = " ".join(label.text() for label in shown.findChildren(QLabel))
        assert ("收了现金" in words, "11-20 上午" in words, "单晓燕" in words) == (may, may, may), who
        assert ("保密事项" in words) != may
        shown.deleteLater()
