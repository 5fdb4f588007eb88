import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstask_desktop.ledgers.cells_in import trimmed, typed
from firstask_desktop.ledgers.cells_out import clean_text
from firstask_desktop.ledgers.formats import RecordFormat, load_format
from firstask_desktop.ledgers.reader import read_sheet
from firstask_desktop.ledgers.writer import RegisterFooter, RegisterHeader, write_register

REAL = Path(__file__).resolve().parents[4] / "shared" / "data"
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
CLOCKS = st.times().map(lambda clock: clock.replace(microsecond=0))
TEXTS = st.one_of(
    st.text(),
    st.text(st.sampled_from("=+-@\t\r\n\x00\x07<>&\"'_x0Dd%┊ \u3000\u00a0\u200b\ufeff\ud800\udc00\uffff合计：1")),
    st.sampled_from(["_x000D_", "=1+1", "00123", "1e5", "2026-01-02", "TRUE", "#N/A", "𠮷"]),
)
VALUES = {
    "date": DAYS,
    "time": CLOCKS,
    "datetime": st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1)).map(
        lambda at: at.replace(microsecond=0)
    ),
    "integer": st.integers(-(10**12), 10**12),
}
FORMAT = load_format("kf-06-01", None)


def rows_of(fmt: RecordFormat) -> st.SearchStrategy[dict[str, object]]:
    cells = {column.source: st.none() | VALUES.get(column.kind, TEXTS) for column in fmt.columns}
    return st.fixed_dictionaries(cells).map(lambda row: row | {"seq_on_page": 7, "verdict": "本岗", "kind": "咨询"})


def as_read(fmt: RecordFormat, row: dict[str, object]) -> dict[str, object]:
    """What a row must be when it comes back: cleaned as the writer says and trimmed as the reader says."""
    expected: dict[str, object] = {}
    for column in fmt.columns:
        value = row[column.source]
        expected[column.source] = trimmed(clean_text(value)) or None if isinstance(value, str) else value
    return expected


@settings(max_examples=12)
@given(st.lists(rows_of(FORMAT), min_size=8, max_size=20))
def test_what_goes_out_comes_back_the_same_whatever_was_typed(rows: list[dict[str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "台账.xlsx"
        write_register(path, FORMAT, RegisterHeader("某物业"), rows, RegisterFooter(1, 1, 1))
        back = list(read_sheet(path, FORMAT))
    assert [line for line, _ in back] == list(range(4, 4 + len(rows)))
    assert [row for _, row in back] == [as_read(FORMAT, row) for row in rows]


def test_reading_twice_changes_nothing_more() -> None:
    for kind, value in (("date", "2019/3/5 10:20"), ("text", 13800138000.0), ("integer", "3次"), ("time", 0.25)):
        once = typed(value, kind)
        assert typed(once, kind) == once


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared trial registers are not on this machine")
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("office_register.xlsx", 400),
        ("registers/空行很多的登记表.xlsx", 120),
        ("registers/网上留言办理登记表.xlsx", 300),
    ],
)
def test_a_real_register_survives_being_read_written_and_read_again(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, name: str, count: int
) -> None:
    rows = [row for _, row in read_sheet(REAL / name, register)]
    assert len(rows) == count
    write_register(tmp_path / "台账.xlsx", register, header, rows)
    again = [row for _, row in read_sheet(tmp_path / "台账.xlsx", register)]
    assert again == [{column.source: row.get(column.source) for column in register.columns} for row in rows]
