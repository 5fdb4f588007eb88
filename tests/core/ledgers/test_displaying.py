import datetime as dt

import pytest

from firstask_desktop.ledgers.displaying import displayed

MOMENT = dt.datetime(2026, 11, 3, 9, 5, 7)


@pytest.mark.parametrize(
    ("value", "display", "words"),
    [
        (MOMENT, "mm-dd hh:mm", "11-03 09:05"),
        (MOMENT, "hh:mm", "09:05"),
        (MOMENT, "yyyy年mm月dd日 hh:mm:ss", "2026年11月03日 09:05:07"),
        (MOMENT.date(), "yy/mm/dd", "26/11/03"),
        (MOMENT.time(), "hh:mm", "09:05"),
        (MOMENT, "", "2026-11-03 09:05"),
        (MOMENT, "mm%dd", "11%03"),
        ("外机滴水", "mm-dd", "外机滴水"),
        (3, "0", "3"),
    ],
)
def test_a_moment_is_printed_as_the_workbook_shows_it(value: object, display: str, words: str) -> None:
    assert displayed(value, display) == words
