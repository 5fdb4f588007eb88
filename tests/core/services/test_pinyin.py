import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstask_desktop.services.pinyin import MOST_READINGS, full, initials


@pytest.mark.parametrize(
    ("surname", "letters"),
    [
        ("曾", "zc"),
        ("仇", "qc"),
        ("翟", "zd"),
        ("单", "sd"),
        ("解", "xj"),
        ("查", "zc"),
        ("区", "oq"),
        ("朴", "p"),
        ("尉", "wy"),
    ],
)
def test_surnames_are_found_by_either_reading(surname, letters):
    assert set(letters) <= {found[0] for found in initials(f"{surname}明")}
    assert all(found[1:] == "m" for found in initials(f"{surname}明"))


def test_a_common_name_has_one_spelling():
    assert initials("欧阳修") == ("oyx",)
    assert full("欧阳修") == ("ouyangxiu",)


def test_full_pinyin_keeps_the_unusual_reading():
    assert {"cengguofan", "zengguofan"} <= set(full("曾国藩"))


def test_latin_letters_and_digits_stay_and_the_rest_drops_out():
    assert initials("Tom·李 3") == ("toml3",)
    assert initials("ＪＯＳÉ") == ("jose",)
    assert initials("😀·") == full("") == ()


@given(st.text(alphabet="曾仇翟单解查区朴张伟A1·é", max_size=12))
def test_spellings_are_few_distinct_and_typable(name):
    for spellings in (initials(name), full(name)):
        assert len(spellings) == len(set(spellings)) <= MOST_READINGS
        assert all(spelling.isascii() and spelling.isalnum() and spelling == spelling.lower() for spelling in spellings)


def test_the_dictionary_is_not_loaded_until_a_name_is_read():
    code = "import sys, firstask_desktop.services.pinyin; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
