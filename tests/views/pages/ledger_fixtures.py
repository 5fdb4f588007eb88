"""The ledger page of a month with a leak, a complaint and a question.

Import the fixtures by name.
"""

import pytest

from firstask_desktop.domain.commands import OnSpot, Registration
from firstask_desktop.domain.states import Verdict
from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk
from ui.memory import WindowMemory
from ui.pages.ledger_page import LedgerPage
from ui.signals import DeskSignals


def answer_on_the_spot(front_desk: FrontDesk) -> None:
    form = Registration(
        channel="来访", kind="咨询", name="解敏", phone="13700002222", words="这个月物业费多了三十块",
        uncatalogued_reason="目录里没有", verdict=Verdict.OWN_POST,
    )  # fmt: skip
    spot = OnSpot(answer="多出部分为公摊电费补差，明细已打印", way="当面", understood=True, satisfied="满意")
    front_desk.desk.cases.register(form, spot)


@pytest.fixture
def page(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, show: Show
) -> LedgerPage:
    """A leak handed to an engineer, a complaint, and a question answered on the spot; the page shows this month."""
    front_desk.handed()
    front_desk.ask(
        kind="投诉", words="楼上半夜装修吵得睡不着", phone="13900001111", complaint_level="重要", involved="工程部"
    )
    answer_on_the_spot(front_desk)
    made = LedgerPage(front_desk.desk, prompts, signals, memory)
    show(made, (1200, 700))
    return made
