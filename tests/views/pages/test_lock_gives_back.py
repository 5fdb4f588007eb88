"""Behind the lock: everybody gets back just their own, and long work goes on (T9)."""

import pkgutil
import threading
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ui.dialogs
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.flow import Action
from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.hands import Hands
from tests.views.pages.lock_fixtures import MARKS, Seconds, seconds, wait
from tests.views.pages.window_fixtures import forgotten, hands, sign_in_dialog
from tests.views.seen_words import everything_seen
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.handover import KeepDialog
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.perform import perform_action
from ui.dialogs.visitor import VisitorDialog
from ui.jobs import Cancelled, Job, Report
from ui.locking import left_by
from ui.main_window import MainWindow
from ui.page_list import Kit
from ui.pages.case_page import CasePage
from ui.pages.formats_page import FormatsPanel
from ui.pages.settings_page import SettingsPage
from ui.reopening import comes_back

__all__ = ["front_desk", "hands", "seconds"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")

TYPED = "半句话还没写完"


def came_back(kind: type[FormDialog]) -> FormDialog:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(found) == 1, found
    return found[0]


def sign_in(desk: FrontDesk, name: str = "欧阳丽华") -> None:
    """Somebody without a PIN signs in."""
    forgotten()
    asked = sign_in_dialog()
    asked.person.set_value(desk.id(name))
    asked.submit()


def test_what_was_typed_into_a_move_comes_back_on_the_case_it_was_about(
    window: MainWindow, seconds: Seconds, front_desk: FrontDesk
) -> None:
    case = front_desk.ask()
    window.open_case(case.id)
    page = window.stack.currentWidget()
    assert isinstance(page, CasePage)
    page.perform(Action.PROGRESS)
    came_back(CaseDialog).fields["text"].editor.set_value(TYPED)  # type: ignore[attr-defined]
    wait(window, seconds, 90)
    sign_in(front_desk)
    shown = window.stack.currentWidget()
    assert isinstance(shown, CasePage) and shown.file is not None and shown.file.case.id == case.id
    dialog = came_back(CaseDialog)
    assert dialog.fields["text"].editor.value() == TYPED  # type: ignore[attr-defined]
    dialog.submit()
    assert TYPED in "".join(line.text for line in front_desk.desk.cases.file(case.id).timeline)


def test_a_visitor_half_written_down_comes_back_in_the_waiting_room(
    window: MainWindow, seconds: Seconds, front_desk: FrontDesk
) -> None:
    window.go("waiting")
    window.page("waiting").begin_visit()  # type: ignore[attr-defined]
    dialog = came_back(VisitorDialog)
    assert isinstance(dialog, VisitorDialog)
    dialog.name.setText("翟先生")
    dialog.phone.choose_reason("没有手机")
    dialog.leader.setText("周")
    dialog.purpose.set_value(TYPED)
    wait(window, seconds, 90)
    sign_in(front_desk)
    again = came_back(VisitorDialog)
    assert isinstance(again, VisitorDialog) and window.nav.current == "waiting"
    assert (again.name.text(), again.phone.reason(), again.leader.text()) == ("翟先生", "没有手机", "周")
    assert again.purpose.value() == TYPED and again.touched()


def test_another_person_gets_nothing_and_the_first_one_everything_later(
    window: MainWindow, seconds: Seconds, front_desk: FrontDesk
) -> None:
    case = front_desk.handed()
    window.go("handover")
    window.page("handover").things.keep()  # type: ignore[attr-defined]
    dialog = came_back(KeepDialog)
    assert isinstance(dialog, KeepDialog)
    dialog.editor("what").set_value(TYPED)  # type: ignore[attr-defined]
    perform_action(dialog, front_desk.desk, window.kit.prompts, Action.PROGRESS, case.id, lambda _case: None)
    came_back(CaseDialog).fields["text"].editor.set_value("催一催" + TYPED)  # type: ignore[attr-defined]
    wait(window, seconds, 90)
    sign_in(front_desk, "周敏")
    assert window.nav.current == "front" and TYPED not in everything_seen()
    other = perform_action(window, front_desk.desk, window.kit.prompts, Action.PROGRESS, case.id, lambda _case: None)
    assert other is not None and TYPED not in everything_seen(), "a draft is its writer's"
    other.done(0)
    window.lock()
    sign_in(front_desk)
    assert came_back(KeepDialog).fields["what"].editor.value() == TYPED  # type: ignore[attr-defined]
    assert came_back(CaseDialog).fields["text"].editor.value() == "催一催" + TYPED  # type: ignore[attr-defined]
    assert front_desk.desk.drafts.load(left_by(front_desk.id("欧阳丽华"))) == {}


def test_what_was_open_comes_back_after_the_program_was_ended_behind_the_lock(
    window: MainWindow, seconds: Seconds, kit: Kit, show: Show
) -> None:
    window.go("handover")
    window.page("handover").things.keep()  # type: ignore[attr-defined]
    came_back(KeepDialog).fields["what"].editor.set_value(TYPED)  # type: ignore[attr-defined]
    wait(window, seconds, 90)
    sign_in_dialog().done(0)
    window.close()
    forgotten()
    kit.desk.session.sign_in(kit.desk.session.last_person())
    second = show(MainWindow(kit))
    second.enter()
    assert came_back(KeepDialog).fields["what"].editor.value() == TYPED  # type: ignore[attr-defined]


def test_a_record_format_with_unsaved_changes_comes_back(
    window: MainWindow, seconds: Seconds, front_desk: FrontDesk
) -> None:
    window.go("settings")
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    part = settings.show_part("formats")
    assert isinstance(part, FormatsPanel)
    part.names.heading.setText("本单位的接待台账")
    wait(window, seconds, 90)
    sign_in(front_desk)
    assert window.nav.current == "settings"
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    again = page.parts["formats"]
    assert isinstance(again, FormatsPanel) and again.names.heading.value() == "本单位的接待台账"
    assert again.unsaved() is not None


def test_every_form_of_the_program_comes_back() -> None:
    for module in pkgutil.iter_modules(ui.dialogs.__path__):
        import_module(f"ui.dialogs.{module.name}")
    kinds, found = [FormDialog], set()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if not kind.__subclasses__() and kind.__module__.startswith("ui."):
            found.add(kind)
    assert len(found) > 20
    assert {kind.__name__ for kind in found if not comes_back(kind)} == {"SignInDialog"}


def test_an_export_goes_on_behind_the_lock_and_is_told_to_who_began_it(
    window: MainWindow, seconds: Seconds, front_desk: FrontDesk, prompts: RecordingPrompts, qtbot: QtBot
) -> None:
    window.go("ledgers")
    gate, ended = threading.Event(), []

    def work(_report: Report, _cancelled: Cancelled) -> object:
        gate.wait(20)
        return 7

    job = Job(work, "正在导出 台账.xlsx", window.page("ledgers"))
    job.finished.connect(ended.append)
    job.start()
    wait(window, seconds, 90)
    forgotten()
    assert "台账.xlsx" not in everything_seen()
    with qtbot.waitSignal(job.finished, timeout=20_000):
        gate.set()
    assert ended == [7] and prompts.said == []
    asked = sign_in_dialog()
    asked.person.set_value(front_desk.id("周敏"))
    asked.submit()
    assert prompts.said == [], "it is not hers"
    window.lock()
    sign_in(front_desk)
    assert prompts.said == [("tell", "锁屏期间做完了：导出 台账.xlsx")]


def test_a_workbook_that_was_looked_at_is_looked_at_again(
    window: MainWindow,
    seconds: Seconds,
    front_desk: FrontDesk,
    prompts: RecordingPrompts,
    hands: Hands,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    front_desk.ask()
    book = tmp_path / "台账.xlsx"
    front_desk.desk.ledgers.export("kf-06-01", LedgerQuery(), book)
    prompts.path = book
    dialog = ImportDialog(front_desk.desk, prompts, window.kit.memory, parent=window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.plan is not None and not dialog.work.busy, timeout=20_000)
    plan = dialog.plan
    wait(window, seconds, 90)
    forgotten()
    assert MARKS[0] not in everything_seen()
    prompts.path = None
    sign_in(front_desk)
    again = [one for one in QApplication.topLevelWidgets() if isinstance(one, ImportDialog) and one.isVisible()]
    assert len(again) == 1 and again[0].plan is plan and again[0].path == book
    qtbot.waitUntil(lambda: not again[0].work.busy, timeout=20_000)
    again[0].reject()
