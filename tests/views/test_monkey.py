"""A few hundred random events against the real window: nothing uncaught, nothing complained of, and it would be noticed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from tests.monkey import Monkey, let_in
from tests.monkey_watch import Watch
from tests.views.desk_fixtures import FrontDesk, front_desk

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)", "planted")
EVENTS = 250


@pytest.fixture
def watch() -> Iterator[Watch]:
    with Watch().everything() as watching:
        yield watching


def let(front_desk: FrontDesk, folder: Path, seed: int, watch: Watch) -> Iterator[Monkey]:
    front_desk.handed()
    front_desk.ask(room="3-1-603")
    monkey, caught = let_in(front_desk.desk, front_desk.clock, folder, [folder], seed, watch)
    yield monkey
    monkey.rest()
    caught.uninstall()
    monkey.zoo.signals.stop()
    monkey.window.close()
    monkey.window.deleteLater()


@pytest.fixture
def monkey(front_desk: FrontDesk, tmp_path: Path, watch: Watch) -> Iterator[Monkey]:
    yield from let(front_desk, tmp_path, 7, watch)


def test_a_monkey_at_the_desk_breaks_nothing(monkey: Monkey, front_desk: FrontDesk, watch: Watch) -> None:
    for _ in range(EVENTS):
        monkey.act()
    monkey.rest()
    assert watch.wrong == [] and watch.said == [], list(monkey.last)
    assert monkey.zoo.prompts.bugs == []
    assert front_desk.desk.upkeep.verify().faults == []


def test_what_a_monkey_must_find_is_found(monkey: Monkey, watch: Watch) -> None:
    def fail() -> str:
        qWarning("planted")
        raise RuntimeError("a planted error")

    monkey.script.append(fail)
    monkey.act()
    assert "a planted error" in watch.wrong[0] and watch.said == ["planted"]
