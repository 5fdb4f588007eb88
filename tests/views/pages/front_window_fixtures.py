"""The front page inside the whole window, and hands on its keyboard.

Import the fixtures by name.
"""

import pytest
from PySide6.QtCore import Qt

from tests.views.desk_fixtures import FrontDesk
from tests.views.pages.hands import Hands
from ui.main_window import MainWindow
from ui.pages.front_page import FrontPage

Key = Qt.Key


@pytest.fixture
def page(window: MainWindow) -> FrontPage:
    found = window.page("front")
    assert isinstance(found, FrontPage)
    return found


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


def newest(front_desk: FrontDesk):  # type: ignore[no-untyped-def]
    return front_desk.desk.search.find("").rows[0].case


def fill(page: FrontPage, **texts: str) -> None:
    """An ordinary phone call about a leak, changed by `texts`."""
    form = page.intake.form
    page.start("来电")
    form.kind.choose(texts.get("kind", "报修"))
    for name, text in {"phone": "13900139000", "name": "翟女士", "room": "2-2-1103", **texts}.items():
        if name in ("phone", "name", "room"):
            box = form.fields[name].editor
            box.setText(text)
            box.edited.emit()
    form.words.setPlainText(texts.get("words", "卫生间顶上漏水，一直滴"))
