"""The house as it is handed over: what is packed starts by itself, and the walls between its rooms hold."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("firstask_desktop", "ui", "resources")
IMPORT_LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", ".*")


def python(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """This Python in another folder, with no more than `environment` added to what the tests were given."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def told(done: subprocess.CompletedProcess[str]) -> str:
    return f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = python(ROOT, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder))
    assert built.returncode == 0, told(built)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    quiet = ("--no-deps", "--no-index", "--disable-pip-version-check", "--no-compile", "--quiet")
    done = python(target, "-m", "pip", "install", *quiet, "--target", str(target), str(wheel))
    assert done.returncode == 0, told(done)
    return target


def test_everything_in_the_three_rooms_is_in_the_wheel(wheel: Path) -> None:
    """Forms, scenes, icons and themes are data: forgotten ones are missed only at the customer's desk."""
    packed = set(zipfile.ZipFile(wheel).namelist())
    kept = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    assert len(kept) > len(ROOMS)
    assert not kept - packed
    assert not {name for name in packed - kept if ".dist-info/" not in name}


def test_the_wheel_brings_the_window_and_the_command_line_and_must_not_be_uploaded(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        words = {Path(name).name: packed.read(name).decode() for name in packed.namelist() if ".dist-info/" in name}
    assert "[gui_scripts]\nfirstask = firstask_desktop.__main__:main" in words["entry_points.txt"]
    assert "firstask-cli = firstask_desktop.__main__:main" in words["entry_points.txt"]
    assert "Classifier: Private :: Do Not Upload" in words["METADATA"]


def test_what_was_installed_runs_from_where_it_was_installed(installed: Path, tmp_path: Path) -> None:
    """Not from the checkout: the wheel must be enough."""
    where = python(
        tmp_path, "-c", "import firstask_desktop, ui, resources; print(firstask_desktop.__file__, ui.__file__)",
        PYTHONPATH=str(installed),
    )  # fmt: skip
    assert where.returncode == 0, told(where)
    assert where.stdout.count(str(installed)) == 2


def test_the_installed_program_checks_itself(installed: Path, tmp_path: Path) -> None:
    """Given only the wheel, when it is asked to check itself, then store, desk and window all come up."""
    home = {
        name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA")
    }
    done = python(tmp_path, "-m", "firstask_desktop", "--self-check", PYTHONPATH=str(installed), **home)
    assert done.returncode == 0, told(done)


@pytest.fixture
def copied_house(tmp_path: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=LEFT_BEHIND)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def walls(house: Path) -> subprocess.CompletedProcess[str]:
    return python(house, "-c", IMPORT_LINTER, PYTHONPATH=str(house))


def test_the_walls_of_the_house_hold(copied_house: Path) -> None:
    """The twin of the next test: without a planted fault the same check on the same copy is content."""
    done = walls(copied_house)
    assert done.returncode == 0, told(done)


@pytest.mark.parametrize(
    ("planted", "contract"),
    [
        (("firstask_desktop/domain/planted.py", "import PySide6"), "The core knows no Qt"),
        (("firstask_desktop/services/planted.py", "import ui.pages"), "The core knows no Qt"),
        (("ui/planted.py", "import peewee"), "Only storage knows the database"),
        (("ui/planted.py", "import firstask_desktop.storage"), "The window talks to the desk"),
        (("firstask_desktop/services/planted.py", "import openpyxl"), "Only ledgers know workbooks"),
        (("firstask_desktop/domain/planted.py", "import firstask_desktop.services"), "rooms lie on top of each other"),
        (("firstask_desktop/storage/planted.py", "import firstask_desktop.ledgers"), "rooms lie on top of each other"),
        (("resources/planted.py", "import firstask_desktop.domain"), "Resources are data"),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_a_planted_import_through_a_wall_is_found(copied_house: Path, planted: Sequence[str], contract: str) -> None:
    """Given the house, when one import breaks a rule, then the check fails and names the rule."""
    place, fault = planted
    (copied_house / place).write_text(f'"""Planted."""\n\n{fault}\n', "utf-8")
    done = walls(copied_house)
    broken = [line for line in done.stdout.replace("\n", " ").split("KEPT") if "BROKEN" in line]
    assert done.returncode != 0
    assert any(contract in line for line in broken), told(done)


def test_a_core_that_needs_qt_fails_its_tests(tmp_path: Path) -> None:
    """Given a core test that reaches PySide6 by any way, when Qt is blocked, then it fails; else it passes."""
    (tmp_path / "tests/core").mkdir(parents=True)
    for name in ("conftest.py", "desk_fixtures.py", "behaviour_table.py"):
        shutil.copy(ROOT / "tests" / name, tmp_path / "tests")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests/core/test_planted.py").write_text("def test_planted():\n    import PySide6.QtCore\n", "utf-8")
    words = ("-m", "pytest", "-q", "-p", "no:pytest-qt", "tests/core")
    assert "1 failed" in python(tmp_path, *words, FIRSTASK_WITHOUT_QT="1").stdout
    assert "1 passed" in python(tmp_path, *words, FIRSTASK_WITHOUT_QT="").stdout
