"""A workbook nobody means well with harms nobody: it is refused in a sentence, or its rows are judged like any others (T7)."""

from pathlib import Path

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.importing import RowVerdict
from firstask_desktop.errors import Refused
from tests.hostile_books import hostile_books

LEDGER = "kf-06-01"
BOOKS = dict(hostile_books())
REFUSED = (
    "container: empty file",
    "container: csv gbk",
    "container: html",
    "container: old xls or encrypted",
    "container: zip of xlsb",
    "container: holds XL/ExternalLinks/externalLink1.xml",
    "container: holds xl/VBAPROJECT.BIN",
    "container: holds ..\\..\\x.xml",
    "zip: cut off at 50 %",
    "zip: noise at 0 %",
    "zip: encrypted",
    "zip: packed by method 99",
    "zip: twice the same part",
    "zip: claims no size",
    "xml: laughs in xl/workbook.xml",
    "xml: outer entity in xl/sharedStrings.xml",
    "xml: laughs in UTF-16",
    "xml: sheet not UTF-8",
    "size: a cell at XFD1048576",
    "size: 40 000 columns",
    "book: no sheets",
    "book: the sheet is at ../../../../etc/passwd ",
)
JUDGED = (
    "container: holds nested.xlsx",
    "size: claims A1:XFD1048576",
    "size: merged A1:XFD1048576",
    "value: e #REF!",
    "value: n NaN",
    "value: the day 1e300",
    "value: 日期 2026-02-30",
    "value: 答复时间 0001-01-01",
    "value: 反映事项 '_xD800_'",
    "book: veryHidden",
    "book: 1000 sheets of one page",
)


@pytest.fixture
def arrived(tmp_path: Path) -> Path:
    return tmp_path / "来件.xlsx"


def test_there_are_more_than_three_hundred_of_them():
    assert len(BOOKS) > 300


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("name", REFUSED)
def test_a_harmful_file_is_refused_in_a_sentence_and_nothing_is_written(desk: Desk, arrived: Path, name: str):
    arrived.write_bytes(BOOKS[name]())
    head = desk.upkeep.head()
    with pytest.raises(Refused) as refusal:
        desk.imports.open(LEDGER, arrived)
    assert refusal.value.field == "path" and "来件.xlsx" in refusal.value.message
    assert desk.upkeep.head() == head


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("name", JUDGED)
def test_a_readable_file_has_a_reason_for_each_bad_row_and_its_good_rows_come_in(desk: Desk, arrived: Path, name: str):
    arrived.write_bytes(BOOKS[name]())
    plan = desk.imports.open(LEDGER, arrived)
    assert not plan.missing and plan.finding(0).verdict is RowVerdict.GOOD
    for place in plan.places_of(RowVerdict.BAD):
        assert plan.finding(place).reason and plan.finding(place).field
    run = desk.imports.run(plan)
    assert run.made == plan.counts()[RowVerdict.GOOD] and desk.upkeep.verify().sound


@pytest.mark.behaviour(94)
def test_a_sheet_that_would_fill_the_memory_ends_its_reading_and_nothing_else(desk: Desk, arrived: Path):
    arrived.write_bytes(BOOKS["size: a cell at A1048576"]())
    with pytest.raises(Refused) as refusal:
        desk.imports.open(LEDGER, arrived)
    assert refusal.value.code == "too-large" and "未导入任何内容" in refusal.value.message
