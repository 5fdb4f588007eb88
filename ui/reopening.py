"""How every form is opened anew after the desk was locked: which page it belongs to and what it is about (T9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from firstask_desktop.domain.flow import Action
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.form_dialog import FormDialog

if TYPE_CHECKING:
    from ui.main_window import MainWindow

P = TypeVar("P", bound=QWidget)
Ids = tuple[str, ...]
Way = Callable[["MainWindow", Ids], None]


def reopen(window: MainWindow, kind: str, ids: Ids) -> FormDialog | None:
    """Open the form of this class about `ids`; None when it does not open any more."""
    before = set(window.findChildren(FormDialog))
    WAYS.get(kind, _move)(window, ids)
    opened = [one for one in window.findChildren(FormDialog) if one not in before and one.isVisible()]
    return opened[-1] if opened else None


def _page(window: MainWindow, key: str, kind: type[P]) -> P:
    if window.nav.current != key:
        window.go(key)
    page = window.page(key)
    assert isinstance(page, kind)
    return page


def _move(window: MainWindow, ids: Ids) -> None:
    """Any move with a case, on the page that is shown."""
    from ui.dialogs.perform import perform_action

    action, case_id = ids
    page = window.stack.currentWidget() or window
    perform_action(page, window.kit.desk, window.kit.prompts, Action(action), case_id, _told)


def _told(*_case: object) -> None:
    """The page hears of the command by its signal."""


def _revisit(window: MainWindow, ids: Ids) -> None:
    from ui.dialogs.revisit import RevisitDialog

    RevisitDialog(window.kit.desk, window.kit.prompts, ids[1], _told, parent=window).open()


def _quick(window: MainWindow, _ids: Ids) -> None:
    from ui.pages.front_page import FrontPage

    _page(window, "front", FrontPage).quick()


def _visitor(window: MainWindow, _ids: Ids) -> None:
    from ui.pages.waiting_page import WaitingPage

    _page(window, "waiting", WaitingPage).begin_visit()


def _visitor_step(window: MainWindow, ids: Ids) -> None:
    from ui.pages.waiting_page import WaitingPage

    _page(window, "waiting", WaitingPage).begin_step(*ids)


def _give(window: MainWindow, _ids: Ids) -> None:
    from ui.pages.handover_page import HandoverPage

    _page(window, "handover", HandoverPage).give()


def _line(window: MainWindow, ids: Ids) -> None:
    from ui.pages.handover_page import HandoverPage

    _page(window, "handover", HandoverPage).explain(*ids)


def _keep(window: MainWindow, _ids: Ids) -> None:
    from ui.pages.handover_page import HandoverPage

    _page(window, "handover", HandoverPage).things.keep()


def _taken(window: MainWindow, ids: Ids) -> None:
    from ui.pages.handover_page import HandoverPage

    _page(window, "handover", HandoverPage).things.take(*ids)


def _move_all(window: MainWindow, ids: Ids) -> None:
    from ui.pages.roster_page import RosterPage

    _page(window, "roster", RosterPage).move_all_of(*ids)


def _spoken(window: MainWindow, ids: Ids) -> None:
    from ui.dialogs.spoken import SpokenDialog

    SpokenDialog(window.kit.desk, window.kit.prompts, _told, ids[0], window).open()


def _record(window: MainWindow, ids: Ids) -> None:
    from ui.pages.settings_page import SettingsPage
    from ui.pages.settings_panel import SectionPanel

    part = _page(window, "settings", SettingsPage).show_part(ids[0])
    if isinstance(part, SectionPanel):
        part.edit(ids[1]) if ids[1] else part.add_new()


WAYS: dict[str, Way] = {
    "RevisitDialog": _revisit,
    "QuickCard": _quick,
    "VisitorDialog": _visitor,
    "ReportDialog": _visitor_step,
    "ReplyDialog": _visitor_step,
    "ServeDialog": _visitor_step,
    "LeaveDialog": _visitor_step,
    "GiveDialog": _give,
    "LineDialog": _line,
    "KeepDialog": _keep,
    "TakenDialog": _taken,
    "MoveAllDialog": _move_all,
    "SpokenDialog": _spoken,
    "RecordDialog": _record,
}
"""By the class of the dialog; every other is a move with a case."""


def comes_back(kind: type[FormDialog]) -> bool:
    """Whether a form of this class is opened again after a lock."""
    return issubclass(kind, CaseDialog) or kind.__name__ in WAYS
