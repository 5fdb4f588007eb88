"""The program as a whole: it can be built on an empty and on a furnished data folder, and begins where it should."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from firstask_desktop.desk import open_desk
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk
from ui.app import Shell, construct_for_self_check, make_kit
from ui.dialogs.sign_in import SignInDialog
from ui.main_window import MainWindow
from ui.pages.first_start import FirstStartPage

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")


def test_the_self_check_builds_the_front_page(front_desk: FrontDesk, qtbot: QtBot) -> None:
    window = construct_for_self_check(front_desk.desk)
    qtbot.addWidget(window)
    assert isinstance(window, MainWindow) and set(window.pages) == {"front"}


def test_an_empty_folder_begins_with_the_first_start_and_goes_on_to_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    desk = open_desk(tmp_path / "data")
    shell = Shell(make_kit(desk, tmp_path, RecordingPrompts()))
    page = shell.begin()
    qtbot.addWidget(page)
    assert isinstance(page, FirstStartPage) and page.isVisible()
    page.cards[1].click()
    page.centre.setText("湖畔花园物业服务中心")
    page.person.setText("欧阳丽华")
    page.submit()
    assert shell.window is not None and shell.window.isVisible() and shell.window.who.words() == "欧阳丽华"
    qtbot.addWidget(shell.window)
    shell.kit.signals.stop()
    shell.window.close()
    desk.close()


@pytest.mark.parametrize("pin", ["", "280517"])
def test_a_pin_is_asked_for_at_the_start_and_only_then(
    front_desk: FrontDesk, tmp_path: Path, qtbot: QtBot, pin: str
) -> None:
    if pin:
        front_desk.desk.session.set_pin(front_desk.id("欧阳丽华"), pin)
    front_desk.desk.session.sign_out()
    shell = Shell(make_kit(front_desk.desk, tmp_path, RecordingPrompts()))
    window = shell.begin()
    qtbot.addWidget(window)
    qtbot.wait(50)
    asked = window.findChildren(SignInDialog)
    assert bool(asked) is bool(pin) and (front_desk.desk.actor is None) is bool(pin)
    for dialog in asked:
        dialog.done(0)
    shell.kit.signals.stop()
