from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstask_desktop.domain.terms import fold, matches, query_terms, terms_of

ALPHABET = "漏水空调栋单元室张三ａＢ１abcXYZé0123456789 ，。-_/\nが①İßΣ㎡"
texts = st.text(alphabet=ALPHABET, max_size=40) | st.text(max_size=40)


def test_chinese_is_found_by_overlapping_pairs():
    assert terms_of("空调漏水") == ["空调", "调漏", "漏水"]


def test_numbers_and_latin_are_found_whole_and_in_parts():
    terms = terms_of("WiFi 1302")
    assert {"wifi", "1302", "13", "30", "02"} <= set(terms)


def test_rooms_are_found_across_scripts():
    assert {"3栋", "2单"} <= set(terms_of("3栋2单元"))
    assert query_terms("3栋2") == ["3栋", "栋2"]


def test_a_lone_character_is_its_own_term():
    assert terms_of("漏") == ["漏"]
    assert terms_of("A，漏") == ["a", "漏"]


def test_terms_are_distinct_and_nothing_has_none():
    assert terms_of("水水水水") == ["水水"]
    assert terms_of("") == terms_of("，。 \n") == []


def test_a_number_is_asked_for_with_few_terms():
    assert query_terms("1302") == ["1302"]
    assert query_terms("30") == ["30"]
    assert query_terms("漏水 1302") == ["漏水", "1302"]


@pytest.mark.parametrize("query", ["", " ", "漏", "a", "。"])
def test_a_query_under_two_characters_has_no_terms(query):
    assert query_terms(query) == []


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("1302 空调漏水", "漏水 1302", True),
        ("1302 空调漏水", "漏水 1303", False),
        ("１３０２室", "1302", True),
        ("WIFI", "wifi", True),
        ("José", "jose", True),
        ("Jose\u0301", "josé", True),
        ("漏了水", "漏水", False),
        ("漏 水", "漏水", False),
        ("任何", "", True),
        ("a-b", "-", True),
    ],
)
def test_every_word_of_the_query_must_stand_in_the_text(text, query, found):
    assert matches(text, query) is found


@given(texts, st.data())
def test_any_part_of_a_text_finds_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    assert matches(text, part)
    assert set(query_terms(part)) <= set(terms_of(text))


@given(texts, texts)
def test_whatever_matches_has_all_the_terms_asked_for(text, query):
    if matches(text, query):
        assert set(query_terms(query)) <= set(terms_of(text))


@given(texts)
def test_two_letters_or_digits_in_a_row_always_have_a_term(text):
    folded = fold(text)
    for first, second in pairwise(folded):
        if first.isalnum() and second.isalnum():
            assert query_terms(first + second) == [first + second]


@given(texts)
def test_folding_twice_changes_nothing_for_what_is_indexed(text):
    assert set(terms_of(text)) == set(terms_of(fold(text)))
