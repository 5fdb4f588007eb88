"""The register on the screen: pages while scrolling, one row refreshed, keys, widths, errors that do not end it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from pytestqt.qtbot import QtBot

from ui.memory import WindowMemory
from ui.tables.columns import Column, Page
from ui.tables.paged_model import SUB, TONE, PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone

Heard = Callable[[object], list[tuple[object, ...]]]
GUEST = "<b>x</b>"


@dataclass(frozen=True, slots=True)
class Case:
    """One line."""

    id: str
    who: str
    late: bool = False


class Register:
    """450 cases by keyset; `wrong` makes the next page fail."""

    def __init__(self, size: int = 450) -> None:
        self.rows = [Case(f"A-{number:03}", GUEST, number == 1) for number in range(size)]
        self.asked: list[object | None] = []
        self.wrong: Exception | None = None

    def fetch(self, after: object | None) -> Page[Case]:
        """A page of 200."""
        self.asked.append(after)
        if self.wrong is not None:
            raise self.wrong
        rows = [row for row in self.rows if after is None or row.id > str(after)]
        return Page(tuple(rows[:200]), rows[199].id if len(rows) > 200 else None, len(self.rows))


def tone(row: Case) -> Tone | None:
    """Late is red."""
    return Tone.RED if row.late else None


COLUMNS = (
    Column[Case]("id", "编号", 90, lambda row: row.id, sortable=True),
    Column[Case]("who", "客户", 120, lambda row: row.who, sub=lambda _: "承诺 09:00", tone=tone),
)


@pytest.fixture
def register() -> Register:
    """The register behind the table."""
    return Register()


@pytest.fixture
def table(qtbot: QtBot, register: Register, memory: WindowMemory) -> RegisterTable:
    """The first page on the screen."""
    model = PagedTableModel(COLUMNS, register.fetch)
    made = RegisterTable("queue", model, memory)
    model.setParent(made)
    qtbot.addWidget(made)
    model.reload()
    made.resize(500, 400)
    made.show()
    return made


def test_pages_come_while_scrolling_and_the_footer_counts(
    table: RegisterTable, register: Register, qtbot: QtBot
) -> None:
    footer = TableFooter(table, (("Enter", "打开"),))
    qtbot.addWidget(footer)
    assert footer.count.text() == "已显示 200 / 共 450"
    table.scrollToBottom()
    qtbot.waitUntil(lambda: table.paged.rowCount() == 400)
    table.scrollToBottom()
    qtbot.waitUntil(lambda: table.paged.rowCount() == 450)
    assert register.asked == [None, "A-199", "A-399"]
    assert not table.paged.canFetchMore()
    assert footer.count.text() == "已显示 450 / 共 450"


def test_a_page_that_fails_is_told_once_and_the_rows_stay(
    table: RegisterTable, register: Register, heard: Heard
) -> None:
    failed = heard(table.paged.failed)
    register.wrong = OSError("disk gone")
    for _ in range(3):
        if table.paged.canFetchMore():
            table.paged.fetchMore()
    assert (failed, table.paged.rowCount()) == ([(register.wrong,)], 200)
    assert table.paged.reload("A-007") == 7
    register.wrong = None
    table.paged.reload()
    assert (table.paged.problem, table.paged.rowCount()) == (None, 200)


def test_a_column_that_fails_shows_a_question_mark(qtbot: QtBot, register: Register, heard: Heard) -> None:
    def broken(row: Case) -> str:
        raise KeyError(row.id)

    model = PagedTableModel((Column[Case]("x", "坏", 90, broken),), register.fetch)
    failed = heard(model.failed)
    model.reload()
    table = RegisterTable("broken", model)
    qtbot.addWidget(table)
    table.show()
    table.grab()
    assert model.data(model.index(0, 0)) == "？"
    assert len(failed) == 1


def test_one_row_is_refreshed_without_asking_for_the_others(
    table: RegisterTable, register: Register, heard: Heard
) -> None:
    changed = heard(table.paged.dataChanged)
    assert table.paged.replace_row("A-005", replace(register.rows[5], who="单女士"))
    assert table.paged.index(5, 1).data() == "单女士"
    assert (len(changed), register.asked) == (1, [None])
    assert not table.paged.replace_row("A-449", register.rows[449])


def test_a_row_that_left_the_queue_goes_and_the_others_are_still_found(table: RegisterTable) -> None:
    assert table.paged.remove_row("A-003")
    assert (table.paged.rowCount(), table.paged.total, table.paged.place("A-004")) == (199, 449, 3)
    assert not table.paged.remove_row("A-003")


def test_after_reload_the_cursor_is_where_it_was_even_on_a_later_page(table: RegisterTable, register: Register) -> None:
    table.paged.fetchMore()
    assert table.go_to("A-250")
    register.rows.insert(0, Case("A-", "new"))
    table.reload()
    assert (table.current_id(), table.paged.place("A-250")) == ("A-250", 251)
    del register.rows[251]
    table.reload()
    assert table.current_id() != ""


def test_enter_letters_and_double_click_are_told_with_the_rows_id(
    table: RegisterTable, qtbot: QtBot, heard: Heard
) -> None:
    opened, keyed, moved = heard(table.opened), heard(table.keyed), heard(table.current)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, "r")
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    place = table.visualRect(table.paged.index(3, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [("A-001",), ("A-003",)]
    assert keyed == [("r", "A-001"), ("delete", "A-001")]
    assert moved == [("A-001",), ("A-003",)]


def test_an_empty_register_says_so_and_passes_keys_on_without_a_row(qtbot: QtBot, heard: Heard) -> None:
    model = PagedTableModel(COLUMNS, Register(0).fetch)
    table = RegisterTable("empty", model, empty="今天还没有事项")
    qtbot.addWidget(table)
    model.reload()
    told = [heard(table.opened), heard(table.keyed)]
    table.show()
    before = table.grab().toImage()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, "r")
    table.set_empty("")
    assert told == [[], [("r", "")]]
    assert table.grab().toImage() != before


def test_a_heading_asks_for_sorting_and_turns_on_the_second_click(
    table: RegisterTable, qtbot: QtBot, heard: Heard
) -> None:
    asked = heard(table.sort_asked)
    heading = table.horizontalHeader()
    for column in (0, 0, 1):
        spot = QPoint(heading.sectionViewportPosition(column) + 20, 10)
        qtbot.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert asked == [("id", False), ("id", True)]


def test_widths_are_remembered_by_name(
    table: RegisterTable, memory: WindowMemory, qtbot: QtBot, register: Register
) -> None:
    table.setColumnWidth(0, 177)
    qtbot.waitUntil(lambda: memory.columns("queue").get("id") == 177)
    again = RegisterTable("queue", PagedTableModel(COLUMNS, register.fetch), memory)
    qtbot.addWidget(again)
    assert (again.columnWidth(0), again.columnWidth(1)) == (177, 120)


def test_a_row_says_its_words_tone_and_second_line_as_typed(table: RegisterTable) -> None:
    late = table.paged.index(1, 1)
    assert (late.data(), late.data(SUB), late.data(TONE)) == (GUEST, "承诺 09:00", Tone.RED)
    assert late.data(Qt.ItemDataRole.AccessibleTextRole) == f"客户 {GUEST} 承诺 09:00"
    assert GUEST not in late.data(Qt.ItemDataRole.ToolTipRole)
    assert table.paged.index(0, 1).data(TONE) is None
    assert table.paged.data(QModelIndex()) is None


def test_rows_have_a_fixed_height(table: RegisterTable) -> None:
    rows = table.verticalHeader()
    assert rows.sectionResizeMode(0) == rows.ResizeMode.Fixed
    assert {table.rowHeight(place) for place in (0, 1, 199)} == {46}
