import datetime as dt
from collections.abc import Sequence

import pytest

from firstask_desktop.ledgers.cells_in import column_converter, typed
from firstask_desktop.ledgers.formats import RecordFormat
from firstask_desktop.ledgers.typed_rows import RowReader

CELLS: Sequence[object] = (
    None, True, 1.0, 1, False, 0.0, "1", "1.0", 43529.5, "2019年3月5日 10:20", "2026-1-1", "下周", "  下周\r\n再说 ", "\u3000",
    "15:07",
    dt.datetime(2026, 1, 2), dt.datetime(2026, 1, 2, 3, 4, 5, 600_000), dt.date(2026, 1, 2), dt.time(3, 4, 5, 900_000),
    dt.time(3, 4), dt.timedelta(hours=5), 13800138000.0, "3 次", float("nan"), float("inf"), 0.5, -5.0, 1e300,
)  # fmt: skip


@pytest.mark.parametrize("kind", ["text", "date", "datetime", "time", "integer"])
def test_a_column_is_understood_as_its_cells_are_one_by_one(kind: str) -> None:
    cells = [*CELLS, *CELLS, *reversed(CELLS)]
    alone = [(type(value), str(value)) for value in (typed(cell, kind) for cell in cells)]
    together = [(type(value), str(value)) for value in column_converter(kind)(cells)]
    assert together == alone


def test_what_a_column_repeats_is_kept_within_bounds() -> None:
    convert = column_converter("date")
    days = [f"2026年{number % 12 + 1}月{number % 28 + 1}日 {number}" for number in range(7000)]
    assert convert(days) == days
    assert convert(["2026年1月2日"]) == [dt.date(2026, 1, 2)]


def test_lines_of_uneven_length_give_rows_in_their_places(register: RecordFormat) -> None:
    places = {"date": 0, "kind": 1, "matter_text": 2}
    reader = RowReader(register, places, ("日期", "类别", "反映事项"), 1)
    lines: list[tuple[int, list[object]]] = [
        (1, ["日期", "类别", "反映事项"]),
        (2, ["2026-1-2", "报修", "灯不亮", "多出来的"]),
        (4, ["2026-1-3"]),
        (5, ["合计", None, "2 件"]),
        (6, ["日期", "类别", "反映事项"]),
        (7, [None, None, "只有事项"]),
    ]
    found = list(reader.read_lines(lines))
    assert [(place, line) for place, line, _ in found] == [(1, 2), (2, 4), (5, 7)]
    assert [row for _, _, row in found] == [
        {"date": dt.date(2026, 1, 2), "kind": "报修", "matter_text": "灯不亮"},
        {"date": dt.date(2026, 1, 3), "kind": None, "matter_text": None},
        {"date": None, "kind": None, "matter_text": "只有事项"},
    ]
    assert [reader.read(line, values) for line, values in lines] == [
        None, found[0][2], found[1][2], None, None, found[2][2]
    ]  # fmt: skip


def test_lines_of_a_sheet_whose_columns_mean_nothing_yet_are_rows_without_values(register: RecordFormat) -> None:
    reader = RowReader(register, {}, ("甲", "乙"), 1)
    assert list(reader.read_lines([(1, ["甲", "乙"]), (2, ["a"]), (3, [None])])) == [(1, 2, {})]
