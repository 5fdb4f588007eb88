"""A guest's markup is only text, on every page and in every dialog; and the look would notice if it were not."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTextBrowser
from pytestqt.qtbot import QtBot

from tests.shown_as_typed import Payloads, Shown, fill, look, traps, walk
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
COUNT = 6


def test_markup_of_a_guest_is_shown_as_typed_everywhere(
    front_desk: FrontDesk, prompts: RecordingPrompts, tmp_path: Path
) -> None:
    shown = Shown()
    with traps(tmp_path, shown) as (file, net):
        payloads = Payloads(file, net, COUNT)
        assert fill(front_desk, payloads) > COUNT
        assert walk(front_desk, tmp_path, prompts, shown, payloads, ["郑文斌"]) > 20
    assert shown.texts > 100 and len(shown.widgets) > 5
    assert sorted(shown.rich) == [] and shown.touched == []


def test_what_is_shown_as_markup_is_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    shown = Shown()
    with traps(tmp_path, shown) as (file, net):
        payloads = Payloads(file, net)
        label, page = QLabel(payloads.text(2)), QTextBrowser()
        page.setHtml(payloads.text(2))
        label.setToolTip(payloads.text(0))
        for widget in (label, page):
            qtbot.addWidget(widget)
            widget.show()
            widget.grab()
        look(shown, payloads)
    assert {found.split(":")[0] for found in shown.rich} >= {"QLabel.text", "QLabel.tip", "QTextBrowser.document"}
    assert any("opened" in each for each in shown.touched)
