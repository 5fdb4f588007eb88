"""A small part of the measurement `inert`: hostile texts, kills and faults; all of it runs as `run.py bench inert`."""

import sys
from pathlib import Path

import pytest

from firstask_desktop.ledgers.atomic import sweep
from tests.benchmarks.broken_exports import faulty, full_disk, house, in_place, killed
from tests.benchmarks.texts_in_registers import (
    csv_of_texts,
    lists_of_texts,
    plain_openpyxl,
    records_of_texts,
)
from tests.hostile_texts import hostile_texts

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked and killed as only Linux does")
COUNT = 280
ROWS = 600


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return list(hostile_texts(COUNT))


def test_hostile_texts_in_every_column_of_every_list_are_inert_and_read_as_meant(
    tmp_path: Path, texts: list[str]
) -> None:
    found = dict(lists_of_texts(texts, tmp_path))
    assert len(found) == 3
    for what, read in found.items():
        assert (read.exceptions, read.formulas, read.different) == (0, 0, 0), what
        assert read.cells == COUNT * int(what.split()[1])


def test_hostile_texts_in_the_boxes_of_a_record_are_inert_and_none_is_lost(tmp_path: Path, texts: list[str]) -> None:
    read = records_of_texts(texts[:120], tmp_path)
    assert read.cells > 120
    assert (read.exceptions, read.formulas, read.different) == (0, 0, 0)


def test_hostile_texts_in_a_csv_are_inert_and_read_as_meant(tmp_path: Path, texts: list[str]) -> None:
    read = csv_of_texts(texts, tmp_path)
    assert (read.cells, read.exceptions, read.formulas, read.different) == (COUNT * 25, 0, 0, 0)


def test_the_same_texts_harm_who_writes_them_plainly(texts: list[str]) -> None:
    read = plain_openpyxl(texts[:60])
    assert read.exceptions
    assert read.formulas


@LINUX
def test_a_killed_export_leaves_the_older_register_or_the_whole_new_one_and_nothing_else() -> None:
    ours, control = killed(house, 6, ROWS, sweep), killed(in_place, 6, ROWS)
    assert (ours.rounds, ours.broken, ours.left) == (6, 0, 0)
    assert control.left + control.broken


@LINUX
def test_an_export_that_fails_says_so_truly_and_leaves_nothing() -> None:
    ours, control = faulty(28, ROWS), full_disk(3, ROWS)
    assert (ours.broken, ours.left, ours.untrue) == (0, 0, 0)
    assert not {"unsaid", "OSError"} & ours.told.keys()
    assert len(ours.told) > 3
    assert control.broken == 3
