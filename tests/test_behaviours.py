"""Every behaviour of the desk and of the whole life of a case has a test that cites its number."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
THE_DESK = (1, 7, 11, 13, 18, 24, 27, 48, 57, 58, 65, 66, 70, 71, 72, 73, 75, 76, 79, 85, 86, 94, 95)
THE_CASE = (
    2, 6, 12, 14, 23, 25, 26, 28, 29, 30, 31, 32, 34, 44, 45, 47, 49, 50, 51, 52, 53, 54, 55, 56, 64, 67, 68, 69, 77,
    78, 80, 81, 82, 83, 84, 87, 88, 89, 96,
)  # fmt: skip
CITED = re.compile(r"mark\.behaviour\(([0-9, ]+)\)")


def cited() -> set[int]:
    """The numbers that tests are marked with."""
    return {
        int(number)
        for path in (ROOT / "tests").rglob("test_*.py")
        for numbers in CITED.findall(path.read_text(encoding="utf-8"))
        for number in numbers.replace(" ", "").split(",")
        if number
    }


@pytest.mark.parametrize("number", THE_DESK + THE_CASE)
def test_a_test_cites_the_behaviour(number: int) -> None:
    assert number in cited()


@pytest.mark.parametrize("number", THE_DESK + THE_CASE)
def test_the_table_lists_it_as_passed(number: int) -> None:
    table = (ROOT / "resources" / "behaviours.md").read_text(encoding="utf-8")
    lines = [line for line in table.splitlines() if line.startswith(f"| [{number}] ")]
    assert lines, "run pytest with --behaviour-table resources/behaviours.md"
    assert all("通过" in line for line in lines)
