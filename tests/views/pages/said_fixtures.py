"""Hands on the window, the dialog in front, and a matter of one's own duty.

Import the fixtures by name.
"""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.states import Verdict
from tests.views.desk_fixtures import FrontDesk
from tests.views.pages.hands import Hands
from ui.main_window import MainWindow

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
