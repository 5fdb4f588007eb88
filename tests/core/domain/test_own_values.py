"""What a company's own columns keep: the same values are always the same text, and each is what its column declares ([94])."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstask_desktop.domain.entry_fields import EntryField
from firstask_desktop.domain.own_values import as_cell, checked, stored, values
from tests.core.expecting import refused

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


def field(kind: str, *choices: str) -> EntryField:
    return EntryField("own_1", "说明", kind, 10, choices=choices, own=True)


@given(kept=st.dictionaries(TEXTS, TEXTS, max_size=6))
def test_what_is_kept_comes_back_whatever_its_order(kept: dict[str, str]) -> None:
    assert values(stored(kept)) == kept
    assert stored(dict(reversed(kept.items()))) == stored(kept)


def test_nothing_kept_is_no_text() -> None:
    assert stored({}) == stored({"own_1": ""}) == "" and values("") == {}


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ("line", "  三号楼 \n东侧 ", "三号楼 东侧"),
        ("text", " 甲\n\n乙 ", "甲\n\n乙"),
        ("list", " 甲 \n\n 乙", "甲\n乙"),
        ("date", "2026年3月5日", "2026-03-05"),
        ("date", date(2026, 3, 5), "2026-03-05"),
        ("date", datetime(2026, 3, 5, 9, 30), "2026-03-05"),
        ("integer", "12", "12"),
        ("integer", 12, "12"),
        ("tick", True, "是"),
        ("tick", "√", "是"),
        ("tick", "否", ""),
        ("choice", "大", "大"),
        ("line", None, ""),
        ("line", 13800138000, "13800138000"),
    ],
)
def test_a_value_is_kept_as_its_column_declares(kind: str, said: object, kept: str) -> None:
    assert checked(field(kind, "大", "小"), said) == kept


@pytest.mark.parametrize(
    ("kind", "said", "reason"),
    [
        ("date", "2026-02-30", "2026-12-31"),
        ("date", "下周", "2026-12-31"),
        ("integer", "1.5", "应为整数"),
        ("integer", "一", "应为整数"),
        ("choice", "中", "可选：大、小"),
        ("tick", "也许", "“是”或“否”"),
    ],
)
def test_what_a_column_cannot_hold_is_refused_at_it(kind: str, said: str, reason: str) -> None:
    with refused("own_1", saying=reason):
        checked(field(kind, "大", "小"), said)


@pytest.mark.parametrize(
    ("kind", "kept", "cell"),
    [
        ("date", "2026-03-05", date(2026, 3, 5)),
        ("date", "三月", "三月"),
        ("date", "2026-02-30", "2026-02-30"),
        ("date", "", ""),
        ("integer", "12", 12),
        ("integer", "一打", "一打"),
        ("text", "12", "12"),
    ],
)
def test_a_cell_has_the_kind_of_its_column_and_what_was_kept_before_it_had_stays(
    kind: str, kept: str, cell: object
) -> None:
    assert as_cell(kind, kept) == cell
