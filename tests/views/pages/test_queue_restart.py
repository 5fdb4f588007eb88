"""A matter whose cause went rises to the top of the queue by itself, with its word; the chain ends at the requester."""

import pytest
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import Await, Progress, Resume
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Verdict
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from ui.memory import WindowMemory
from ui.pages.case_page import CasePage
from ui.pages.queue_panel import QueuePanel
from ui.signals import DeskSignals

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
WAIT = Await(cause="业主外出", explained="进户检查要有人在家", resume_by=at(11), reaction="接受")


@pytest.fixture
def queue(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, qtbot: QtBot
) -> QueuePanel:
    made = QueuePanel(front_desk.desk, prompts, memory)
    qtbot.addWidget(made)
    signals.changed.connect(made.refresh)
    made.show()
    made.reload()
    return made


def order(queue: QueuePanel) -> list[str]:
    return [queue.model.id_at(place) for place in range(queue.model.rowCount())]


@pytest.mark.behaviour(26)
def test_the_agreed_time_lifts_a_case_to_the_top_while_nobody_touches_it(
    queue: QueuePanel, front_desk: FrontDesk
) -> None:
    waiting = front_desk.ask(verdict=Verdict.OWN_POST)
    front_desk.desk.cases.perform(Action.AWAIT, waiting.id, WAIT)
    late = front_desk.ask(promise_at=at(10))
    queue.reload()
    front_desk.clock.set(at(10, 59))
    queue.tick()
    assert order(queue) == [late.id, waiting.id]
    front_desk.clock.set(at(11, 1))
    queue.tick()
    assert order(queue) == [waiting.id, late.id]


@pytest.mark.behaviour(26)
def test_the_cause_gone_lifts_it_at_once_and_going_on_lets_it_sink(queue: QueuePanel, front_desk: FrontDesk) -> None:
    waiting = front_desk.ask(verdict=Verdict.OWN_POST, promise_at=at(16))
    front_desk.desk.cases.perform(Action.AWAIT, waiting.id, WAIT)
    late = front_desk.ask(promise_at=at(10))
    queue.reload()
    front_desk.clock.set(at(10, 30))
    front_desk.desk.cases.perform(Action.RESUME, waiting.id, Resume())
    assert order(queue) == [waiting.id, late.id]
    row = queue.model.row(0)
    assert row is not None and row.clock.startswith("待恢复")
    front_desk.desk.cases.perform(Action.PROGRESS, waiting.id, Progress(text="已进户，正在查外机"))
    assert order(queue) == [late.id, waiting.id]


@pytest.mark.behaviour(28)
def test_the_chain_on_the_page_ends_at_the_requester_who_still_waits(
    front_desk: FrontDesk, prompts: RecordingPrompts, memory: WindowMemory, qtbot: QtBot
) -> None:
    signals = DeskSignals(front_desk.desk.bulletin)
    page = CasePage(front_desk.desk, prompts, signals, memory)
    qtbot.addWidget(page)
    page.show_case(front_desk.handed().id)
    said = page.chain.accessibleName()
    assert said.endswith("答复 未答复 3-1-602 单晓燕")
    signals.stop()
