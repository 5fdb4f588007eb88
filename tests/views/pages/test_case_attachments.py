"""Ctrl+U keeps a file with the case; the receiver reads its name before signing ([13])."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.flow import Action
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk
from ui.dialogs.acceptance import AcceptDialog
from ui.dialogs.fact_list import FactList
from ui.memory import WindowMemory
from ui.pages.case_page import CasePage
from ui.signals import DeskSignals

__all__ = ["front_desk"]


def ignore(*_case: object) -> None:
    """Nobody waits for the outcome."""


@pytest.mark.behaviour(13)
def test_a_file_is_added_shown_and_read_by_the_receiver(
    qtbot: QtBot, front_desk: FrontDesk, prompts: RecordingPrompts, memory: WindowMemory, tmp_path: Path
) -> None:
    case = front_desk.handed()
    signals = DeskSignals(front_desk.desk.bulletin)
    page = CasePage(front_desk.desk, prompts, signals, memory)
    qtbot.addWidget(page)
    page.show_case(case.id)
    assert page.facts.attachments.texts() == []
    prompts.path = tmp_path / "签收单 <b>扫描.png"
    prompts.path.write_bytes(b"\x89PNG a scanned slip")
    page.facts.attachments.choose()
    (said,) = page.facts.attachments.texts()
    assert said.startswith("签收单 <b>扫描.png · ")
    receiver = front_desk.of("曾国强")
    dialog = AcceptDialog(receiver, prompts, Action.ACCEPT, case.id, ignore)
    qtbot.addWidget(dialog)
    facts = dialog.handed.findChild(FactList)
    assert any("签收单 <b>扫描.png" in text for text in facts.texts())
    page.facts.attachments.choose()
    assert "已经在附件里" in prompts.said[-1][1]
    signals.stop()
