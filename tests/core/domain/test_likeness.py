"""How alike two tellings are: the same matter in other words, and what only sounds like it."""

import pytest

from firstask_desktop.domain.likeness import ALIKE, likeness, numbers_in, pairs_of, rarity

LIGHT = "3号楼2单元七楼楼道的灯坏了，晚上看不见台阶"


def of(asked: str, words: str, **counts: int) -> float:
    return likeness(rarity(pairs_of(asked), counts, 500, 2_000), numbers_in(asked), words)


@pytest.mark.parametrize(
    "retold",
    [
        "你好，三栋2单元7层楼道灯不亮了，看不见台阶",
        "楼道的灯坏了好几天，就在3号楼二单元",
        "晚上看不见台阶，３号楼七楼楼道没有灯",
    ],
)
def test_the_same_matter_in_other_words_is_alike(retold: str) -> None:
    assert of(retold, LIGHT) >= ALIKE


@pytest.mark.parametrize("other", ["3号楼2单元有人半夜装修", "想问装修押金什么时候退", "灯", ""])
def test_another_matter_is_not(other: str) -> None:
    assert of(other, LIGHT) < ALIKE


def test_the_same_words_about_another_building_are_less_alike() -> None:
    asked = "5号楼一楼大厅的玻璃门关不上"
    assert of(asked, asked) == pytest.approx(2)
    assert of(asked, "8号楼三楼大厅的玻璃门关不上") < of(asked, "五栋1楼大厅的玻璃门关不上")


def test_what_is_told_every_day_is_like_nothing_in_particular() -> None:
    asked = "空调漏水了"
    everyday = dict.fromkeys(pairs_of(asked), 2_000)
    assert of(asked, "空调漏水了，请来看") > 0
    assert of(asked, "空调漏水了，请来看", **everyday) == 0


def test_a_long_text_is_not_like_everything() -> None:
    assert of("楼道的灯坏了", LIGHT) > of("楼道的灯坏了", LIGHT + "另外" + "物业费的发票一直没有开出来" * 40)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("三号楼2单元十五层", {3, 2, 15}),
        ("二十一栋", {21}),
        ("十楼", {10}),
        ("一二期之间", {12}),
        ("1栋０３室", {1, 3}),
        ("两个三通接头", set()),
    ],
)
def test_numbers_are_the_same_however_they_are_written(words: str, numbers: set[int]) -> None:
    assert numbers_in(words) == numbers


def test_too_short_a_text_is_compared_with_nothing() -> None:
    assert pairs_of("漏水") == []
