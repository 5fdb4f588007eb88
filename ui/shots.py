"""`screenshots`: every page and dialog, light and dark, in two window sizes, as PNG files to look at."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.views import Tab
from ui import theme
from ui.app import application, make_kit
from ui.main_window import MainWindow
from ui.page_list import PAGES, Kit
from ui.pages.settings_page import SettingsPage, section_keys

SIZES = (QSize(1366, 768), QSize(1920, 1080))
ROUNDS = 4


def take(desk: Desk, folder: Path) -> list[Path]:
    """Draw every page and dialog of this desk into `folder`; the files written. Nothing in the desk is changed."""
    app = application(())
    kit = make_kit(desk, folder)
    before = theme.colours().name
    written: list[Path] = []
    folder.mkdir(parents=True, exist_ok=True)
    for name in theme.THEMES:
        theme.apply(app, name)
        for size in SIZES:
            for title, shown in _views(kit, size):
                path = folder / f"{title}-{name}-{size.width()}.png"
                _settle(app)
                shown.grab().save(str(path))
                written.append(path)
    theme.apply(app, before)
    kit.signals.stop()
    return written


def _settle(app: QApplication) -> None:
    for _ in range(ROUNDS):
        app.processEvents()


def _views(kit: Kit, size: QSize) -> Iterator[tuple[str, QWidget]]:
    """Every page of the window in turn, then the dialogs over it."""
    window = MainWindow(kit)
    window.resize(size)
    window.show()
    window.enter()
    for line in PAGES:
        window.go(line.key)
        yield line.key, window
    yield from _settings(window)
    yield from _case(kit, window)
    if size == SIZES[0]:
        yield from _dialogs(kit, window)
    window.close()
    window.deleteLater()


def _settings(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    window.go("settings")
    page = window.page("settings")
    if isinstance(page, SettingsPage):
        for key in section_keys()[1:]:
            page.show_part(key)
            yield f"settings-{key}", window


def _case(kit: Kit, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    rows = kit.desk.queue.page(Tab.EVERYONE).rows
    if rows:
        window.open_case(max(rows, key=lambda row: (bool(row.case.hop), row.case.returns, row.case.attempts)).id)
        yield "case", window


def _dialogs(kit: Kit, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    from ui.dialogs.key_list import KeyList
    from ui.dialogs.sign_in import SignInDialog

    actor = kit.desk.actor
    sign_in = SignInDialog(kit.desk, kit.prompts, window.signed_in, actor.id if actor else "", window)
    yield from _opened("keys", KeyList(window))
    yield from _opened("sign-in", sign_in)
    yield from _cards(kit, window)
    yield from _moves(kit, window)


def _cards(kit: Kit, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """What lies beside the form, and every sheet of the case with the most of them."""
    from ui.dialogs.polite import PoliteDialog
    from ui.dialogs.quick_card import QuickCard
    from ui.dialogs.slip import CasePapersDialog

    yield from _opened("quick-card", QuickCard(kit.desk, kit.prompts, _nothing, window))
    yield from _opened("polite", PoliteDialog(kit.desk.house.polite(), None, window))
    rows = kit.desk.queue.page(Tab.EVERYONE).rows
    if not rows:
        return
    most = max(rows, key=lambda row: len(kit.desk.cases.papers(row.id)))
    sheets = CasePapersDialog(kit.desk, kit.prompts, most.id, window)
    sheets.open()
    for place in range(sheets.list.count()):
        sheets.list.setCurrentRow(place)
        yield f"paper-{sheets.paper.kind.value}", sheets
    sheets.done(0)


def _moves(kit: Kit, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """One dialog of every move that is open to the signed-in person on some open case."""
    from ui.dialogs.perform import perform_action

    seen: set[Action] = set()
    for row in kit.desk.queue.page(Tab.EVERYONE).rows:
        for move in kit.desk.cases.moves(row.id):
            if move.action in seen:
                continue
            seen.add(move.action)
            dialog = perform_action(window, kit.desk, kit.prompts, move.action, row.id, _nothing)
            if dialog is not None:
                yield from _opened(f"move-{move.action.value}", dialog)


def _nothing(*_case: object) -> None:
    """A screenshot makes no move."""


def _opened(title: str, dialog: QDialog) -> Iterator[tuple[str, QWidget]]:
    if not dialog.isVisible():
        dialog.open()
    yield title, dialog
    dialog.done(0)
