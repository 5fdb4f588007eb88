"""What staff wrote is checked for forbidden phrases; a quotation is left alone; 已转 is no answer 同上 no progress."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstask_desktop.domain.phrases import PhraseBook, not_an_answer, not_my_duty, not_progress
from firstask_desktop.domain.scene import Exempt, Forbidden

FORBIDDEN = (
    Forbidden("不知道", "我马上帮您问清楚"),
    Forbidden("不知", "我核实后告诉您"),
    Forbidden("没办法", "我来联系协调"),
    Forbidden("没空", "我请同事接待您"),
)
EXEMPT = (Exempt("不知", ("不知情", "知不知道")), Exempt("没空", ("没空调",)))
BOOK = PhraseBook(FORBIDDEN, EXEMPT)
PIECES = st.lists(
    st.sampled_from(
        ["不", "知", "道", "情", "没", "办法", "没空", "调", "我们也", "「", "」", "“", "”", " ", "　", "，", "A"]
    )
    | st.text(max_size=3),
    max_size=25,
).map("".join)


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() and not letter.isspace())


def test_the_longest_phrase_is_told_and_only_once() -> None:
    assert [(hit.start, hit.end, hit.phrase) for hit in BOOK.hits("这个我不知道")] == [(3, 6, "不知道")]


@pytest.mark.parametrize("text", ["不 知 道", "不　知道", "不\u200b知道", "不\n知道"])
def test_blanks_between_the_letters_hide_nothing(text: str) -> None:
    (hit,) = BOOK.hits(f"我{text}。")
    assert (hit.start, hit.end, hit.phrase) == (1, 1 + len(text), "不知道")


def test_full_width_and_case_hide_nothing() -> None:
    book = PhraseBook([Forbidden("no办法", "我来联系")])
    assert [hit.start for hit in book.hits("ＮＯ办法，No 办法")] == [0, 5]


@pytest.mark.parametrize("text", ["业主不知情", "您知不知道", "房间没空调"])
def test_an_innocent_longer_word_raises_no_alarm(text: str) -> None:
    assert BOOK.hits(text) == []


def test_an_exempt_word_shields_only_itself() -> None:
    assert [hit.start for hit in BOOK.hits("业主不知情，我也不知道")] == [8]


def test_an_exempt_word_cannot_switch_off_a_forbidden_phrase() -> None:
    book = PhraseBook(FORBIDDEN, [Exempt("不知", ("不知道",))])
    assert [hit.phrase for hit in book.hits("不知道")] == ["不知道"]


@pytest.mark.parametrize("marks", ["「」", "『』", "“”", '""'])
def test_a_quotation_is_known_as_one_and_never_altered(marks: str) -> None:
    text = f"客户说{marks[0]}保安讲没办法{marks[1]}，我们也没办法"
    quoted, own = BOOK.hits(text)
    assert (quoted.quoted, own.quoted) == (True, False)
    assert BOOK.replace(text, quoted) == text
    assert BOOK.replace(text, own) == f"客户说{marks[0]}保安讲没办法{marks[1]}，我来联系协调"


def test_an_open_quotation_mark_excuses_nothing() -> None:
    assert [hit.quoted for hit in BOOK.hits("客户说「没办法")] == [False]


@pytest.mark.parametrize(
    ("text", "polite"),
    [
        ("没办法", "我来联系协调"),
        ("楼上业主的事我们没办法", "楼上业主的事，我来联系协调"),
        ("这个我真的不知道啊。", "我马上帮您问清楚。"),
        ("我不知道电梯几点修好", "我马上帮您问清楚，电梯几点修好"),
    ],
)
def test_one_key_puts_the_polite_sentence_in_its_place(text: str, polite: str) -> None:
    (hit,) = BOOK.hits(text)
    assert BOOK.replace(text, hit) == polite


def test_a_stale_hit_is_refused_rather_than_cutting_other_words() -> None:
    (hit,) = BOOK.hits("没办法")
    with pytest.raises(ValueError, match="已改动"):
        BOOK.replace("今天上门", hit)


@given(PIECES)
def test_every_hit_lies_in_the_text_matches_and_overlaps_no_other(text: str) -> None:
    hits = BOOK.hits(text)
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert _squeezed(text[hit.start : hit.end]) == hit.phrase
    assert all(early.end <= late.start for early, late in pairwise(hits))


@given(PIECES)
def test_replacing_every_hit_leaves_only_quotations_behind(text: str) -> None:
    quoted = [text[hit.start : hit.end] for hit in BOOK.hits(text) if hit.quoted]
    for hit in reversed([hit for hit in BOOK.hits(text) if not hit.quoted]):
        text = BOOK.replace(text, hit)
    for piece in quoted:
        assert piece in text


@given(st.text(alphabet="不知道没办法，「」我们 ", max_size=20), st.text(alphabet="您好办理完成", max_size=10))
def test_the_requesters_quoted_words_come_through_unaltered(words: str, around: str) -> None:
    inner = words.replace("「", "").replace("」", "")
    text = f"{around}「{inner}」我没办法"
    for hit in reversed(BOOK.hits(text)):
        text = BOOK.replace(text, hit)
    assert f"「{inner}」" in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "。。。",
        "1",
        "111",
        "啊啊啊",
        "已转",
        "已转。",
        "再说",
        "等通知",
        "处理中",
        "跟进中",
        "同上",
        "好的",
        "无",
        "已 转",
        "已转工程部",
        "已转工程部处理，请等通知",
        "您好，我们会尽快处理，请耐心等待",
        "已登记",
        "已解决",
        "OK",
        "已反馈给相关部门",
    ],
)
def test_a_text_that_answers_nothing_is_no_answer(text: str) -> None:
    assert not_an_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        "已更换角阀，试水无渗漏",
        "不能办理，缺身份证原件",
        "可以办理",
        "不收费",
        "押金三天内原路退回",
        "请拨打95598",
        "已转工程部曾国强，今天17:00前上门，电话8012",
        "等通知：明天10:00来电告知结果",
    ],
)
def test_a_text_with_substance_is_an_answer(text: str) -> None:
    assert not_an_answer(text) is None


@pytest.mark.parametrize("text", ["", "…", "跟进中", "同上", "正在处理", "已联系"])
def test_hollow_progress_is_refused(text: str) -> None:
    assert "做了什么" in (not_progress(text, None) or "")


def test_progress_equal_to_the_last_one_is_refused_whatever_the_punctuation() -> None:
    assert not_progress("配件已到货，明天上午更换。", "配件已到货 ，明天上午更换") is not None
    assert not_progress("配件已装好，下午试水", "配件已到货，明天上午更换") is None


@given(st.text(max_size=300))
def test_any_text_at_all_gets_a_verdict(text: str) -> None:
    assert not_an_answer(text) is None or "[58]" in str(not_an_answer(text))
    assert not_progress(text, text) is not None


@pytest.mark.behaviour(84)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("这个不属于本中心管理范围", "不属于本中心管理范围"),
        ("非 本 人 职 责", "非本人职责"),
        ("不归我们管，您找物业", "不归我们管"),
        ("客户说「不归我们管」", ""),
        ("不是管道堵塞，是龙头没关紧", ""),
        ("不是物业管理费的问题，是水费", ""),
        ("外机不在保修范围，厂家负责收费维修", ""),
        ("非机动车停放由秩序部管理", ""),
    ],
)
def test_an_excuse_is_told_from_words_that_only_look_alike(text: str, said: str) -> None:
    assert not_my_duty(text) == said
