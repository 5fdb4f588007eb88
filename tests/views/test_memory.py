"""The window remembers its habits and survives a broken file."""

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget
from pytestqt.qtbot import QtBot

from ui.memory import WindowMemory


def test_widths_and_theme_are_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "habits" / "window.json"
    kept = WindowMemory(path)
    kept.keep_columns("queue", {"clock": 130})
    kept.theme = "dark"
    again = WindowMemory(path)
    assert again.columns("queue") == {"clock": 130}
    assert again.theme == "dark"
    assert [found.name for found in path.parent.iterdir()] == ["window.json"]


@pytest.mark.parametrize("broken", ["{", "[1]", '{"columns/queue": {"clock": "wide"}, "theme": 3, "place/main": "%%"}'])
def test_a_broken_file_means_defaults(tmp_path: Path, broken: str, qtbot: QtBot) -> None:
    path = tmp_path / "window.json"
    path.write_text(broken, encoding="utf-8")
    kept = WindowMemory(path)
    window = QWidget()
    qtbot.addWidget(window)
    assert (kept.columns("queue"), kept.theme, kept.restore_place("main", window)) == ({}, "light", False)


def test_a_disk_that_refuses_is_logged_and_does_not_stop_the_work(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "file"
    folder.write_text("not a folder", encoding="utf-8")
    kept = WindowMemory(folder / "window.json")
    with caplog.at_level(logging.WARNING):
        kept.theme = "dark"
    assert kept.theme == "dark"
    assert "was not written" in caplog.text


def test_places_and_splitters_come_back(memory: WindowMemory, qtbot: QtBot) -> None:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    qtbot.addWidget(splitter)
    for _ in range(2):
        splitter.addWidget(QWidget())
    splitter.resize(600, 200)
    splitter.setSizes([150, 450])
    sizes = splitter.sizes()
    memory.keep_splitter("front", splitter)
    splitter.setSizes([300, 300])
    assert memory.restore_splitter("front", splitter)
    assert splitter.sizes() == sizes
    memory.keep_place("front", splitter)
    assert memory.restore_place("front", splitter)
