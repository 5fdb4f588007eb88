"""A disk that takes nothing: said in a sentence, nothing typed is lost, the desk can be locked, looked at and gone on with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.flow import Action
from firstask_desktop.errors import Refused
from firstask_desktop.storage.store import Store
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from ui.crash import CrashWatch
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.draft_text import put_back
from ui.dialogs.perform import perform_action
from ui.main_window import MainWindow
from ui.pages.front_page import FrontPage
from ui.pages.intake_panel import IntakePanel, Way

__all__ = ["front_desk"]
pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)"),
    pytest.mark.behaviour(13),
]
READ_ONLY = "只读"
HALF = "半句话还没写完的登记"


@contextmanager
def bad_disk(desk: FrontDesk) -> Iterator[None]:
    """Nothing can be written until the end of the block, on this connection or on one made meanwhile beside the window."""
    store = desk.desk._office.store

    def forked() -> Store:
        made = Store.fork(store)
        made.database.execute_sql("PRAGMA query_only = 1")
        return made

    store.database.execute_sql("PRAGMA query_only = 1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "fork", forked)
        yield
    store.database.execute_sql("PRAGMA query_only = 0")


def intake(window: MainWindow) -> IntakePanel:
    front = window.pages["front"]
    assert isinstance(front, FrontPage)
    return front.intake


def draft(desk: FrontDesk, name: str = "欧阳丽华") -> str:
    """What lies on the disk."""
    return desk.desk._office.store.recall(f"draft:intake/{desk.id(name)}")


def test_a_draft_that_is_refused_is_said_in_the_panel_and_written_later(
    window: MainWindow, front_desk: FrontDesk
) -> None:
    panel = intake(window)
    with bad_disk(front_desk):
        panel.form.words.setPlainText(HALF)
        panel._draft._timer.timeout.emit()
        assert READ_ONLY in panel.told.text.text() and "没有存下" in panel.aside.text()
        assert panel.form.words.toPlainText() == HALF and not draft(front_desk)
    panel.keep_draft()
    assert draft(front_desk)


def test_the_desk_is_locked_all_the_same_and_gives_back_what_was_typed(
    window: MainWindow, front_desk: FrontDesk, prompts: RecordingPrompts
) -> None:
    intake(window).form.words.setPlainText(HALF)
    with bad_disk(front_desk):
        window.lock()
        assert front_desk.desk.actor is None and window.pages == {}
        assert READ_ONLY in window.safe.words()
        front_desk.desk.session.sign_in(front_desk.id("曾国强"))
        window.enter()
        assert intake(window).form.words.toPlainText() == "", "a colleague does not get it"
        window.lock()
        front_desk.desk.session.sign_in(front_desk.id("欧阳丽华"))
        window.enter()
        assert intake(window).form.words.toPlainText() == HALF
        assert READ_ONLY in window.safe.words(), "said as long as it is nowhere but here"
    window.tick()
    assert draft(front_desk) and READ_ONLY not in window.safe.words()
    assert not [said for kind, said in prompts.said if kind == "bug"]


def test_closing_asks_before_anything_typed_is_lost(
    window: MainWindow, front_desk: FrontDesk, prompts: RecordingPrompts
) -> None:
    intake(window).form.words.setPlainText(HALF)
    with bad_disk(front_desk):
        assert not window.close() and window.isVisible()
        assert READ_ONLY in prompts.said[-1][1] and "仍要关闭" in prompts.said[-1][1]
        prompts.reply(False)
        assert window.isVisible()
        window.close()
        prompts.reply(True)
        assert not window.isVisible()


def test_the_half_minute_says_the_disk_at_the_foot_and_opens_no_box(
    window: MainWindow, front_desk: FrontDesk, prompts: RecordingPrompts, qtbot: QtBot
) -> None:
    front_desk.ask(promise_at=at(10, 30))
    front_desk.clock.advance(hours=2)
    with bad_disk(front_desk):
        window.tick()
        qtbot.waitUntil(lambda: READ_ONLY in window.safe.words())
        assert window.safe.property("role") == "refusal"
    window.tick()
    qtbot.waitUntil(lambda: front_desk.desk.upkeep.head() in window.safe.words())
    assert window.safe.property("role") == "muted"
    assert prompts.said == []


def progress(
    window: MainWindow, desk: FrontDesk, prompts: RecordingPrompts, told: Callable[[object], None]
) -> CaseDialog:
    case = desk.ask()
    dialog = perform_action(window, desk.desk, prompts, Action.PROGRESS, case.id, told)
    assert isinstance(dialog, CaseDialog)
    put_back(dialog.fields["text"].editor, "已联系厂家，明天上午更换")
    return dialog


def test_a_dialog_says_that_its_draft_is_refused_and_goes_on_when_the_disk_is_back(
    window: MainWindow, front_desk: FrontDesk, prompts: RecordingPrompts
) -> None:
    done: list[object] = []
    dialog = progress(window, front_desk, prompts, done.append)
    with bad_disk(front_desk):
        dialog.save_draft()
        assert READ_ONLY in dialog.refusal.text.text()
        dialog.submit()
        assert dialog.isVisible() and READ_ONLY in dialog.refusal.text.text()
        assert "明天上午更换" in dialog.typed()["text"]
    dialog.save_draft()
    assert front_desk.desk._office.store.recall(f"draft:{dialog.draft_key}")
    dialog.submit()
    assert len(done) == 1


def test_what_was_done_is_not_called_refused_because_its_draft_could_not_go(
    window: MainWindow, front_desk: FrontDesk, prompts: RecordingPrompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full right after the command: doing it again would do it twice."""
    done: list[object] = []
    dialog = progress(window, front_desk, prompts, done.append)
    dialog.save_draft()

    def full(key: str, value: str) -> None:
        raise Refused("磁盘已满", code="disk_full")

    with monkeypatch.context() as disk:
        disk.setattr(front_desk.desk._office.store, "remember", full)
        dialog.submit()
        assert len(done) == 1 and front_desk.desk.drafts.load(dialog.draft_key) == {}
    panel = intake(window)
    panel.form.words.setPlainText(HALF)
    panel.keep_draft()
    assert not front_desk.desk._office.store.recall(f"draft:{dialog.draft_key}"), "it went with the next writing"


def test_a_registration_is_told_although_its_draft_could_not_go(
    window: MainWindow, front_desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = intake(window)
    case = front_desk.ask()

    def full(key: str, value: str) -> None:
        raise Refused("磁盘已满", code="disk_full")

    panel.form.words.setPlainText(HALF)
    panel.keep_draft()
    monkeypatch.setattr(front_desk.desk._office.store, "remember", full)
    monkeypatch.setattr(panel, "_register", lambda way: case)
    panel.save(Way.REGISTER)
    assert panel.form.words.toPlainText() == "" and panel.told.isVisible()


def test_a_refusal_no_field_waited_for_is_a_sentence_and_no_bug(
    window: MainWindow, front_desk: FrontDesk, prompts: RecordingPrompts, qtbot: QtBot
) -> None:
    import logging
    import sys

    front_desk.ask(promise_at=at(10, 30))
    front_desk.clock.advance(hours=2)
    window.reminders.poll()
    assert window.reminders.current() is not None
    watch = CrashWatch(logging.getLogger("disk"), prompts)
    try:
        with bad_disk(front_desk):
            try:
                window.reminders.acknowledge()
            except Refused as refused:
                sys.excepthook(type(refused), refused, refused.__traceback__)
    finally:
        watch.uninstall()
    assert [(kind, READ_ONLY in said) for kind, said in prompts.said] == [("warn", True)]
