"""The pages of the window: one line each. A page is made when it is first looked at, and imported no earlier."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.values import dataclass
from ui.memory import WindowMemory
from ui.prompts import Prompts
from ui.signals import DeskSignals


@dataclass(frozen=True, slots=True)
class Kit:
    """What every page is given."""

    desk: Desk
    prompts: Prompts
    signals: DeskSignals
    memory: WindowMemory


@dataclass(frozen=True, slots=True)
class PageLine:
    """One page: its key, its word and icon in the side bar, and how it is made."""

    key: str
    label: str
    icon: str
    make: Callable[[Kit], QWidget]


def _front(kit: Kit) -> QWidget:
    from ui.pages.front_page import FrontPage

    return FrontPage(kit.desk, kit.prompts, kit.signals, kit.memory)


def _cases(kit: Kit) -> QWidget:
    from ui.pages.cases_page import CasesPage

    return CasesPage(kit.desk, kit.prompts, kit.signals, kit.memory)


def _ledgers(kit: Kit) -> QWidget:
    from ui.pages.ledger_page import LedgerPage

    return LedgerPage(kit.desk, kit.prompts, kit.signals, kit.memory)


def _chart(kit: Kit) -> QWidget:
    from ui.pages.chart_page import ChartPage

    return ChartPage(kit.desk, kit.prompts, kit.signals, kit.memory)


def _waiting(kit: Kit) -> QWidget:
    from ui.pages.waiting_page import WaitingPage

    return WaitingPage(kit.desk, kit.prompts, kit.signals, kit.memory)


def _handover(kit: Kit) -> QWidget:
    from ui.pages.handover_page import HandoverPage

    return HandoverPage(kit.desk, kit.prompts, kit.signals, kit.memory)


def _roster(kit: Kit) -> QWidget:
    from ui.pages.roster_page import RosterPage

    return RosterPage(kit.desk, kit.prompts, kit.signals, kit.memory)


def _board(kit: Kit) -> QWidget:
    from ui.pages.board_page import BoardPage

    return BoardPage(kit.desk, kit.prompts, kit.signals, kit.memory)


def _report(kit: Kit) -> QWidget:
    from ui.pages.report_page import ReportPage

    return ReportPage(kit.desk, kit.prompts, kit.signals, kit.memory)


def _settings(kit: Kit) -> QWidget:
    from ui.pages.settings_page import SettingsPage

    return SettingsPage(kit.desk, kit.prompts, kit.signals, kit.memory)


PAGES: tuple[PageLine, ...] = (
    PageLine("front", "前台", "front_desk", _front),
    PageLine("cases", "事项", "cases", _cases),
    PageLine("waiting", "接待室", "waiting_room", _waiting),
    PageLine("handover", "交接班", "hand_off", _handover),
    PageLine("roster", "班次", "duty", _roster),
    PageLine("ledgers", "台账", "ledger", _ledgers),
    PageLine("board", "主管", "board", _board),
    PageLine("report", "月报", "appraisal", _report),
    PageLine("chart", "流程图", "flow_chart", _chart),
    PageLine("settings", "设置", "settings", _settings),
)
