"""The front page on a real desk, and hands on its keyboard.

Import the fixtures by name: `from tests.views.pages.front_fixtures import hands, page`.
"""

import pytest

from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk
from tests.views.pages.hands import Hands
from ui.memory import WindowMemory
from ui.pages.front_page import FrontPage
from ui.signals import DeskSignals


@pytest.fixture
def page(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, show: Show
) -> FrontPage:
    return show(FrontPage(front_desk.desk, prompts, signals, memory), (1218, 738))


@pytest.fixture
def hands(page: FrontPage) -> Hands:
    return Hands(page)
