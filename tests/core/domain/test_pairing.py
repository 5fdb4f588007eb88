"""Lines of a paper find their rows by what they say ([94])."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstask_desktop.domain.pairing import paired

pytestmark = pytest.mark.behaviour(94)
ROWS = [("11-23", "09:42", "雨伞", "前台"), ("11-23", "09:50", "钥匙", "前台"), ("11-24", "08:00", "雨伞", "抽屉")]


def test_every_line_that_says_the_same_has_its_row() -> None:
    assert paired(ROWS, ROWS) == [0, 1, 2]
    assert paired(ROWS[::-1], ROWS) == [2, 1, 0]


def test_of_rows_alike_the_first_goes_to_the_first_line_and_none_is_given_twice() -> None:
    assert paired([ROWS[0]] * 3, [ROWS[0]] * 2) == [0, 1, None]


def test_an_altered_line_goes_to_the_row_it_is_most_like() -> None:
    assert paired([("11-23", "09:50", "手机", "前台")], ROWS) == [1]
    assert paired([ROWS[0], ("11-25", "08:00", "雨伞", "抽屉")], ROWS) == [0, 2]


def test_a_line_that_shares_less_than_half_has_no_row() -> None:
    assert paired([("11-23", "10:10", "手机", "大堂")], ROWS) == [None]
    assert paired([("", "", "", "")], ROWS) == [None] and paired([], ROWS) == [] and paired(ROWS, []) == [None] * 3


def test_an_altered_line_does_not_take_the_row_of_one_that_says_the_same() -> None:
    assert paired([("11-23", "09:42", "雨伞", "大堂"), ROWS[0]], ROWS[:1]) == [None, 0]


def test_what_nobody_can_read_any_more_neither_helps_nor_hinders() -> None:
    erased = [("11-23", "09:42", None, "前台"), ("11-23", "09:50", None, "前台")]
    assert paired([ROWS[1], ROWS[0]], erased) == [1, 0]


def test_a_long_book_of_lines_nearly_alike_is_paired_in_order() -> None:
    rows = [("11-23", "雨伞", "前台", str(place)) for place in range(3000)]
    lines = [("11-23", "雨伞", "前台", "") for _ in rows]
    assert paired(lines, rows) == list(range(3000))


@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.sampled_from("丙丁"), st.sampled_from("戊己"))), st.randoms())
def test_whatever_is_taken_off_and_shuffled_every_line_left_finds_a_row_that_says_the_same(rows, chance) -> None:  # type: ignore[no-untyped-def]
    lines = [row for row in rows if chance.random() < 0.7]
    chance.shuffle(lines)
    found = paired(lines, rows)
    assert len(set(found)) == len(lines) and all(rows[place] == line for place, line in zip(found, lines, strict=True))
