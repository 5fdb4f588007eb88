"""The front page on a real desk, and hands on its keyboard.

Import the fixtures by name: `from tests.views.pages.front_fixtures import hands, page`.
"""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk
from tests.views.pages.hands import Hands
from ui.memory import WindowMemory
from ui.pages.front_page import FrontPage
from ui.signals import DeskSignals


@pytest.fixture
def page(front_desk: FrontDesk, prompts: RecordingPrompts, memory: WindowMemory, qtbot: QtBot) -> Iterator[FrontPage]:
    signals = DeskSignals(front_desk.desk.bulletin)
    made = FrontPage(front_desk.desk, prompts, signals, memory)
    qtbot.addWidget(made)
    made.resize(1218, 738)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    signals.stop()


@pytest.fixture
def hands(page: FrontPage) -> Hands:
    return Hands(page)
