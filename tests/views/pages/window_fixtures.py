"""Hands on the window's keyboard, and who is asked for when it is locked.

Import by name: `from tests.views.pages.window_fixtures import hands, sign_in_dialog`.
"""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from tests.views.pages.hands import Hands
from ui.dialogs.sign_in import SignInDialog
from ui.main_window import MainWindow


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


def sign_in_dialog() -> SignInDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, SignInDialog)
    return found


def forgotten() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
