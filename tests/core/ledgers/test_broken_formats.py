"""Whatever is wrong with a company's own format file is named with its line and reason, and the shipped one is used ([94])."""

import os
from pathlib import Path

import pytest

import resources
from firstask_desktop.ledgers.format_bytes import misplaced
from firstask_desktop.ledgers.formats import load_format_or_shipped, shipped_format, shipped_keys

LEDGER = resources.text("formats", "kf-06-01.toml")
STAFF = resources.text("formats", "staff.toml")
FORM = resources.text("formats", "kf-06-05.toml")
SLIP = resources.text("formats", "slip-receipt.toml")


def line_of(text: str, words: str) -> int:
    """The line at which these words stand."""
    return text[: text.index(words)].count("\n") + 1


def changed(text: str, before: str, after: str, beyond: str = "") -> tuple[str, int]:
    """The text with `after` for the first `before` beyond some words, and the line where that is."""
    at = text.index(before, text.index(beyond))
    return text[:at] + after + text[at + len(before) :], text[:at].count("\n") + 1


def told(folder: Path, key: str, text: str | bytes) -> str:
    """What is said of a company's copy with this content, the shipped form being used."""
    (folder / f"{key}.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return told_of(folder, key)


def told_of(folder: Path, key: str) -> str:
    fmt, complaint = load_format_or_shipped(key, folder)
    assert complaint is not None and complaint.code == "broken-format"
    assert fmt == shipped_format(key)
    return complaint.message


SYNTAX = [
    ('heading = "编号"', 'heading = "编号', "引号"),
    ('heading = "编号"', "heading = 编号", "英文引号"),
    ('heading = "编号"', 'heading "编号"', "等号"),
    ('heading = "编号"', 'heading = "编号" "号"', "只写一项"),
    ('heading = "编号"', 'heading = "编\\号"', "反斜杠"),
    ("width = 12", "width = 12\nwidth = 13", "写了两次"),
    ("[footer]", "[footer", "方括号"),
    ("[[column]]", "[[column]", "方括号"),
    ('heading = "编号"', 'heading = ["编号"', "没有合上"),
    ('heading = "编号"', "表头 = 1", "名称 = 值"),
]


@pytest.mark.parametrize(("before", "after", "reason"), SYNTAX)
@pytest.mark.behaviour(94)
def test_what_is_no_toml_is_named_in_chinese(tmp_path: Path, before: str, after: str, reason: str) -> None:
    text, line = changed(LEDGER, before, after, beyond="\nkey = ")
    said = told(tmp_path, "kf-06-01", text)
    assert reason in said and "kf-06-01.toml 第 " in said, said
    named = int(said.split("第 ")[1].split(" 行")[0])
    assert line <= named <= line + (0 if after.count("\n") == 0 and "[" not in after else 2), said


WORDS = [
    ("kf-06-01", LEDGER, 'heading = "编号"', 'heding = "编号"', "是不是 heading"),
    ("kf-06-01", LEDGER, "width = 12", 'width = 12\ncolour = "red"', "“colour”不认得"),
    ("kf-06-01", LEDGER, 'revision = "A/0"', 'revision = "A/0"\nprinter = "HP"', "“printer”不认得"),
    ("kf-06-01", LEDGER, 'font = "宋体"', 'fonts = "宋体"', "是不是 font"),
    ("kf-06-01", LEDGER, "counts =", "count =", "是不是 counts"),
    ("kf-06-01", LEDGER, 'source = "room"', 'source = "roon"', "是不是“room”"),
    ("kf-06-01", LEDGER, 'source = "room"', 'source = "case.weather"', "没有这项内容"),
    ("kf-06-01", LEDGER, 'split_from = "date"', 'split_from = "day"', "split_from"),
    ("kf-06-01", LEDGER, 'key = "number"', 'key = "seq_on_page"', "写了两次"),
    ("kf-06-01", LEDGER, "width = 12", "width = 900", "1 到 255"),
    ("kf-06-01", LEDGER, "width = 12", 'width = "12"', "1 到 255"),
    ("kf-06-01", LEDGER, "width = 12", "width = nan", "1 到 255"),
    ("kf-06-01", LEDGER, "width = 12", "width = -4", "1 到 255"),
    ("kf-06-01", LEDGER, 'kind = "integer"', 'kind = "number"', "“number”不认得"),
    ("kf-06-01", LEDGER, 'required = "closed"', 'required = "often"', "“often”不认得"),
    ("kf-06-01", LEDGER, "margins = [8, 8, 12, 12]", "margins = [8, 8, 12]", "四个毫米数"),
    ("kf-06-01", LEDGER, "margins = [8, 8, 12, 12]", "margins = [8, 8, 12, 400]", "四个毫米数"),
    ("kf-06-01", LEDGER, "landscape = true", 'landscape = "横"', "true 或 false"),
    ("kf-06-01", LEDGER, 'paper = "A4"', 'paper = "B5"', "“B5”不认得"),
    ("kf-06-01", LEDGER, "{received}", "{all}", "{all}"),
    ("kf-06-01", LEDGER, "{received}", "{received:d}", "只写名称"),
    ("kf-06-01", LEDGER, "{received}", "{received", "大括号"),
    ("kf-06-01", LEDGER, 'key = "kf-06-01"', 'key = "kf-06-05"', "应与文件名相同"),
    ("kf-06-01", LEDGER, 'essential = ["matter_text"]', 'essential = ["matter"]', "不是任何一列"),
    ("staff", STAFF, 'entry = "post"', 'entry = "department"', "可用：post、none"),
    ("staff", STAFF, 'entry = "line"', 'entry = "song"', "“song”不认得"),
    ("staff", STAFF, "screen = false", 'screen = "no"', "true 或 false"),
    ("kf-06-05", FORM, 'key = "ledger_number", span = 8', 'key = "ledger_number", span = 80', "2 到 24"),
    ("kf-06-05", FORM, 'key = "room"', 'key = "rooms"', "是不是“room”"),
    ("kf-06-05", FORM, 'label = "姓名"', 'lable = "姓名"', "是不是 label"),
    ("slip-receipt", SLIP, 'key = "supervision_phone"', 'key = "phone_of"', "没有“phone_of”"),
    ("slip-receipt", SLIP, '[[part]]\nkind = "line"', '[[part]]\nkinds = "line"', "是不是 kind"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "text", "before", "after", "reason"), WORDS)
@pytest.mark.behaviour(94)
def test_a_word_that_does_not_fit_is_named_with_its_line(
    tmp_path: Path, key: str, text: str, before: str, after: str, reason: str
) -> None:
    broken, line = changed(text, before, after, beyond="\nkey = ")
    said = told(tmp_path, key, broken)
    line += next((at for at, words in enumerate(after.split("\n")) if words not in before.split("\n")), 0)
    assert reason in said and f"{key}.toml 第 {line} 行" in said, said


OWN = '\n[[column]]\nkey = "hobby"\nheading = "特长"\n'


@pytest.mark.behaviour(95)
def test_a_row_of_boxes_that_does_not_fill_the_page_is_named(tmp_path: Path) -> None:
    text, line = changed(FORM, 'key = "wished_answer", span = 24', 'key = "wished_answer", span = 20')
    assert f"第 {line - 1} 行有误：一行各格的 span 之和要等于 24" in told(tmp_path, "kf-06-05", text)


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        (OWN + 'kind = "person"\n', "kind 只能写"),
        (OWN + 'kind = "choice"\n', "choices"),
        (OWN + 'entry = "department"\n', "可用：line、text、list、tick、none"),
        ('\n[[column]]\nkey = "hobby"\n', "缺少 heading"),
        ('\n[[column]]\nheading = "特长"\n', "缺少 key"),
        (OWN.replace("特长", " "), "缺少 heading"),
        (OWN + 'choices = "甲"\n', "一列加引号的文字"),
    ],
)
@pytest.mark.behaviour(94)
def test_an_own_column_that_cannot_be_is_named(tmp_path: Path, own: str, reason: str) -> None:
    said = told(tmp_path, "staff", STAFF + own)
    named = int(said.split("第 ")[1].split(" 行")[0])
    assert reason in said and named > STAFF.count("\n"), said


@pytest.mark.behaviour(94)
def test_a_column_without_which_no_row_is_recognised_is_missed(tmp_path: Path) -> None:
    start = LEDGER.index('[[column]]\nkey = "matter_text"')
    text = LEDGER[:start] + LEDGER[LEDGER.index("[[column]]", start + 4) :]
    said = told(tmp_path, "kf-06-01", text.replace('essential = ["matter_text"]', "essential = []"))
    first = line_of(text, "\n[[column]]") + 1
    assert "缺少“反映事项”一列" in said and f"第 {first} 行" in said


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (LEDGER.encode("gb18030"), "第 1 行有误：不是 UTF-8"),
        ("编号".encode("utf-16"), "不是 UTF-8"),
        (b"\xef\xbb\xbfkey = 1\n", "第 1 行"),
        (b"", "第 1 行"),
        (b"a = " + b"[" * 5000, "套得太深"),
        (b"a = " + b"9" * 5000, "太长"),
        (b"# " + b"x" * 1_000_001, "1,000,000"),
        (b"key = \x00\n", "第 1 行"),
    ],
)
@pytest.mark.behaviour(94)
def test_other_bytes_are_named(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason in told(tmp_path, "kf-06-01", content)


@pytest.mark.behaviour(94)
def test_what_cannot_be_read_at_all_is_named(tmp_path: Path) -> None:
    (tmp_path / "kf-06-01.toml").mkdir()
    assert "kf-06-01.toml 读不出来：这是一个文件夹" in told_of(tmp_path, "kf-06-01")
    (tmp_path / "staff.toml").symlink_to(tmp_path / "staff.toml")
    assert "指向自己" in told_of(tmp_path, "staff")
    (tmp_path / "matters.toml").symlink_to(tmp_path / "没有.toml")
    assert "失效的链接" in told_of(tmp_path, "matters")
    os.mkfifo(tmp_path / "posts.toml")
    assert "不是一个普通的文件" in told_of(tmp_path, "posts")


@pytest.mark.behaviour(94)
def test_a_file_one_may_not_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "staff.toml").write_text(STAFF, "utf-8")

    def denied(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    _, complaint = load_format_or_shipped("staff", tmp_path)
    assert complaint is not None and "staff.toml 读不出来：没有权限读取" in complaint.message


@pytest.mark.behaviour(94)
def test_a_file_that_no_form_reads_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "formats"
    assert misplaced(folder, shipped_keys()) == []
    folder.mkdir()
    (folder / "kf-0601.toml").write_text(LEDGER, "utf-8")
    (folder / "staff.toml").write_text(STAFF, "utf-8")
    (folder / "staff.toml.old").write_text(STAFF, "utf-8")
    (said,) = misplaced(folder, shipped_keys())
    assert "kf-0601.toml 没有用到" in said and "kf-06-01.toml" in said
    (tmp_path / "另").write_text("", "utf-8")
    assert "不是文件夹" in misplaced(tmp_path / "另", shipped_keys())[0]


@pytest.mark.parametrize("key", shipped_keys())
def test_the_shipped_forms_are_sound_as_a_company_s_copy_too(tmp_path: Path, key: str) -> None:
    (tmp_path / f"{key}.toml").write_text(resources.text("formats", f"{key}.toml"), "utf-8")
    assert load_format_or_shipped(key, tmp_path) == (shipped_format(key), None)
