"""The settings in front of the leader: as they are, or with the part 记录格式 beside a ledger page.

Import the fixtures by name.
"""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk
from ui.dialogs.record import RecordDialog
from ui.memory import WindowMemory
from ui.pages.formats_page import FormatsPanel
from ui.pages.ledger_page import LedgerPage
from ui.pages.settings_page import SettingsPage
from ui.pages.settings_panel import SectionPanel
from ui.signals import DeskSignals

KEY = "kf-06-01"


@pytest.fixture
def page(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, show: Show
) -> SettingsPage:
    """The manager in the settings."""
    front_desk.desk.session.sign_in(front_desk.id("郑文斌"))
    return show(SettingsPage(front_desk.desk, prompts, signals, memory))


@pytest.fixture
def formats_in(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, show: Show
) -> SettingsPage:
    """The leader's settings beside a desk where somebody else is signed in; one repair is registered."""
    front_desk.handed()
    return show(SettingsPage(front_desk.of("郑文斌"), prompts, signals, memory), (1200, 700))


@pytest.fixture
def panel(formats_in: SettingsPage) -> FormatsPanel:
    """The leader looks at the part 记录格式."""
    part = formats_in.show_part("formats")
    assert isinstance(part, FormatsPanel)
    return part


@pytest.fixture
def ledger(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, qtbot: QtBot
) -> LedgerPage:
    """The ledger page of the desk behind it, on 06-01."""
    made = LedgerPage(front_desk.desk, prompts, signals, memory)
    qtbot.addWidget(made)
    made.show_format(KEY)
    return made


def part(page: SettingsPage, key: str) -> SectionPanel:
    """A part with a list."""
    found = page.show_part(key)
    assert isinstance(found, SectionPanel)
    return found


def dialog() -> RecordDialog:
    """The entry form that is open."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, RecordDialog)
    return found
