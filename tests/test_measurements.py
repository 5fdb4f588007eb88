"""A measurement leaves a page that says what it ran on; one that failed leaves the last good page alone."""

import platform
from pathlib import Path

import pytest

from tests.benchmarks.keep import HOUSE, PAGES, keep


def measurement(folder: Path, text: str) -> Path:
    path = folder / "bench_wait.py"
    path.write_text(text, "utf-8")
    return path


def test_what_is_printed_is_shown_and_kept_with_machine_and_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = measurement(tmp_path, "import sys; print('ms', '×', *sys.argv[1:])")
    assert keep(told, ["10"], tmp_path / "pages") == 0
    kept = (tmp_path / "pages" / "wait.md").read_text("utf-8")
    assert "ms × 10\n" in capsys.readouterr().out
    assert "\nms × 10\n" in kept
    assert "python3 run.py bench wait 10" in kept
    assert f"Python {platform.python_version()}" in kept


def test_a_failed_measurement_passes_its_code_on_and_keeps_the_last_good_page(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    assert keep(measurement(tmp_path, "print('good')"), [], pages) == 0
    assert keep(measurement(tmp_path, "print('bad'); raise SystemExit(3)"), [], pages) == 3
    kept = (pages / "wait.md").read_text("utf-8")
    assert "good" in kept
    assert "bad" not in kept


def test_no_kept_page_names_a_folder_of_the_machine() -> None:
    for path in PAGES.glob("*.md"):
        kept = path.read_text("utf-8")
        named = [word for word in (str(HOUSE), "/tmp", "/home/", "C:\\") if word in kept]
        assert not named, f"{path.name}: {named}"
