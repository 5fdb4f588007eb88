"""Expressions that are compiled when first used give what `re` gives."""

import re

import pytest

from firstask_desktop.domain.patterns import pattern


@pytest.mark.parametrize("text", ["13800138000", "1380013800", "电话 13912345678 转 8", ""])
def test_an_expression_finds_what_the_compiled_one_finds(text: str) -> None:
    ours, plain = pattern(r"1[3-9]\d{9}"), re.compile(r"1[3-9]\d{9}")
    assert bool(ours.search(text)) == bool(plain.search(text))
    assert bool(ours.fullmatch(text)) == bool(plain.fullmatch(text))
    assert ours.sub("#", text) == plain.sub("#", text) and ours.split(text) == plain.split(text)


def test_flags_are_kept_and_the_text_can_be_read() -> None:
    assert pattern("tel", re.IGNORECASE).match("TEL") and not pattern("tel").match("TEL")
    assert pattern("tel").pattern == "tel"


def test_a_wrong_expression_is_told_when_it_is_used() -> None:
    with pytest.raises(re.error):
        pattern("(").search("x")
