"""The command line: Chinese throughout, exit code 2 for wrong words, nothing made where nothing was asked for."""

import re
from pathlib import Path

import pytest

from firstask_desktop import cli

ENGLISH = re.compile(r"usage|options|positional|arguments?\b|show this|invalid|required|expected", re.IGNORECASE)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frobnicate"], "「命令」不能是「frobnicate」，可用：demo、export"),
        (["export"], "缺少：格式, 文件"),
        (["export", "kf-06-01", "台账.xlsx", "--from", "2026-13-01"], "日期应为 2026-11-23 的样子"),
        (["export", "kf-06-01", "台账.xlsx", "--from", "2026-02-01", "--to", "2026-01-01"], "早于起始日期"),
        (["verify", "--data"], "「--data」后面缺少一个值"),
        (["verify", "--wrong"], "不认识的词：--wrong"),
        (["demo", "--scene", "ship"], "「--scene」不能是「ship」，可用：hotel、property、office"),
        (["--data", "别处", "verify"], "--data 请写在命令之后"),
    ],
)
def test_wrong_words_are_answered_with_usage_in_chinese(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as left:
        cli.run(words)
    shown = capsys.readouterr().err
    assert left.value.code == 2 and said in shown and shown.startswith("用法：firstask")
    assert not ENGLISH.search(shown), shown


@pytest.mark.parametrize("word", ["", "demo", "export", "import", "verify", "rebuild", "backup", "screenshots"])
def test_every_word_explains_itself_in_chinese(capsys: pytest.CaptureFixture[str], word: str) -> None:
    with pytest.raises(SystemExit) as left:
        cli.run([*filter(None, [word]), "--help"])
    shown = capsys.readouterr().out
    assert left.value.code == 0 and "显示这段说明" in shown and not ENGLISH.search(shown), shown


def test_a_file_that_is_no_register_begins_no_data_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new, other = tmp_path / "新", tmp_path / "说明.xlsx"
    other.write_text("这不是工作簿", "utf-8")
    for file in (tmp_path / "没有.xlsx", other):
        assert cli.run(["import", "kf-06-01", str(file), "--data", str(new)]) == 1
        assert file.name in capsys.readouterr().err and not new.exists()


@pytest.mark.parametrize("words", [["verify"], ["rebuild"], ["backup", "备份"], ["export", "kf-06-01", "台账.xlsx"]])
def test_a_folder_without_data_stays_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert cli.run([*words, "--data", str(tmp_path / "空")]) == 1
    assert "没有首问台的数据" in capsys.readouterr().err and not (tmp_path / "空").exists()
