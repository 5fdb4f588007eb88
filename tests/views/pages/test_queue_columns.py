"""What stands in the narrow columns of the queue can be read whole at 1366 pixels."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from firstask_desktop.domain.states import State
from tests.views.desk_fixtures import FrontDesk, front_desk
from ui.pages.queue_columns import queue_columns, short_state_note, state_tip
from ui.tables.cell_painter import MARGIN
from ui.theme import SMALL_POINTS, font

__all__ = ["front_desk"]
NOTES = (
    "未告知客户 · 退回 2 次 · 改承诺 3 次",
    "待需求方确认 · 自评",
    "受后勤影响 · 跟踪 23:30",
    "改承诺 12 次 · 重办 2 次",
    "跟踪 12-31",
    "已试 3 次",
)


def state_column() -> Any:
    return next(column for column in queue_columns(str) if column.key == "state")


@pytest.mark.parametrize("note", NOTES)
def test_the_small_line_under_the_state_is_never_cut(note: str, front_desk: FrontDesk, dressed: QApplication) -> None:
    row = front_desk.desk.queue.row(front_desk.ask().id)
    assert row is not None
    fitting = state_column().width - 2 * MARGIN
    noted = _with(row, state_note=note)
    assert QFontMetrics(font(SMALL_POINTS)).horizontalAdvance(state_column().sub(noted)) <= fitting
    assert state_column().tip(noted) == state_tip(noted)
    assert note in state_tip(noted)


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_every_state_fits_beside_a_note(state: State, front_desk: FrontDesk, dressed: QApplication) -> None:
    row = front_desk.desk.queue.row(front_desk.ask().id)
    assert row is not None
    shown = state_column().text(_with(row, state=state.word))
    assert QFontMetrics(font()).horizontalAdvance(shown) <= state_column().width - 2 * MARGIN


def test_more_than_one_note_is_counted(front_desk: FrontDesk) -> None:
    row = front_desk.desk.queue.row(front_desk.ask().id)
    assert row is not None
    assert short_state_note(_with(row, state_note="未告知客户 · 退回 2 次 · 自评")) == "未告知客户 +2"
    assert short_state_note(_with(row, state_note="自评")) == "自评"
    assert short_state_note(_with(row, state_note="")) == ""


@pytest.mark.parametrize(
    ("phone", "lines"),
    [
        ("13800138000", ["138 0013", "8000"]),
        ("0571-88001234", ["0571", "88001234"]),
        ("8012", ["8012"]),
    ],
)
def test_a_case_known_by_its_telephone_alone_is_broken_between_its_groups(
    phone: str, lines: list[str], front_desk: FrontDesk, dressed: QApplication
) -> None:
    row = front_desk.desk.queue.row(front_desk.ask(name="", name_reason="不愿提供", room="", phone="13800138000").id)
    assert row is not None
    column = next(each for each in queue_columns(str) if each.key == "requester")
    alone = _with(row, requester=phone, case=replace(row.case, phone=phone))
    assert column.text(alone).split("\n") == lines
    assert column.tip is not None and column.tip(alone) == phone
    assert all(QFontMetrics(font()).horizontalAdvance(line) <= column.width - 2 * MARGIN for line in lines)


def _with(row: Any, **changes: Any) -> Any:
    return replace(row, **changes)
