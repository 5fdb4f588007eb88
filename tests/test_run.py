"""`run.py` as the person at the terminal meets it: one sentence where it cannot go on, no work where none is needed."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def started(*words: str) -> subprocess.CompletedProcess[str]:
    """The launcher on a machine without a screen."""
    screen = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *words],
        env={**{name: value for name, value in os.environ.items() if name not in screen}, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


class Machine:
    """A checkout in an empty folder: its launcher, and what the launcher did to the machine."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        spec = importlib.util.spec_from_file_location("launcher", ROOT / "run.py")
        assert spec and spec.loader
        self.launcher: ModuleType = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.launcher)
        self.installs = 0
        self.commands: list[list[str]] = []
        self.lock = folder / "requirements.lock"
        self.lock.write_text("one==1\n", "utf-8")
        self.python = folder / "python"
        monkeypatch.setattr(sys, "platform", "linux")
        for name, value in {
            "LOCK": self.lock,
            "PYTHON": self.python,
            "STAMP": folder / "ready.txt",
            "install_packages": self.install,
            "call": self.call,
            "missing": lambda libraries: [],
            "chinese_font": list,
            "apt_get": lambda: None,
        }.items():
            monkeypatch.setattr(self.launcher, name, value)

    def install(self) -> None:
        self.installs += 1
        self.python.write_text("", "utf-8")

    def call(self, command: list[str], folder: Path | None = None, *, quiet: bool = False) -> int:
        self.commands.append(command)
        return 0


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
@pytest.mark.parametrize("words", [(), ("demo",), ("--data", "desk")])
def test_without_a_screen_it_says_so_and_how_to_get_one(words: tuple[str, ...]) -> None:
    done = started(*words)
    assert done.returncode == 2
    assert "没有可用的显示器" in done.stdout
    assert "xvfb-run -a python3 run.py" in done.stdout


def test_filling_a_folder_with_the_demonstration_needs_no_screen(machine: Machine) -> None:
    opens = machine.launcher.opens_window
    assert opens(("demo",)) and opens(("demo", "--scene", "hotel"))
    assert not opens(("demo", "--data", "desk", "--fill-only"))


@pytest.mark.parametrize("words", [("test", "faster"), ("build", "now")])
def test_a_word_too_many_is_answered_with_the_usage(words: tuple[str, ...]) -> None:
    done = started(*words)
    assert (done.returncode, f"用法：python3 run.py {words[0]}" in done.stdout) == (2, True)


def test_the_first_start_installs_and_the_second_does_not(machine: Machine) -> None:
    machine.launcher.prepare(machine.launcher.SCREEN)
    machine.launcher.prepare(machine.launcher.SCREEN)
    assert machine.installs == 1


def test_a_lock_file_that_was_only_touched_is_not_installed_again(machine: Machine) -> None:
    machine.launcher.prepare(machine.launcher.NOTHING)
    os.utime(machine.lock, ns=(1, 1))
    machine.launcher.prepare(machine.launcher.NOTHING)
    assert machine.installs == 1


def test_another_lock_file_or_a_lost_python_is_installed_again(machine: Machine) -> None:
    machine.launcher.prepare(machine.launcher.NOTHING)
    machine.lock.write_text("one==2\n", "utf-8")
    machine.launcher.prepare(machine.launcher.NOTHING)
    machine.python.unlink()
    machine.launcher.prepare(machine.launcher.NOTHING)
    assert machine.installs == 3


def test_what_the_system_lacks_is_named_in_one_command_and_nothing_is_begun(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a machine where nothing may be installed, when a window is asked for, then it stops at once."""
    monkeypatch.setattr(machine.launcher, "missing", lambda libraries: [libraries[0][0]])
    with pytest.raises(machine.launcher.SetUpError, match="apt-get install -y libglib2.0-0 libxcb-cursor0（"):
        machine.launcher.prepare(machine.launcher.SCREEN)
    assert (machine.installs, machine.commands) == (0, [])


def test_the_command_line_works_where_no_window_could(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a server without Qt's libraries, when a ledger is exported there, then nobody asks for them."""
    monkeypatch.setattr(machine.launcher, "missing", lambda libraries: [libraries[0][0]])
    machine.launcher.prepare(machine.launcher.NOTHING)
    with pytest.raises(machine.launcher.SetUpError, match="libxcb-cursor0"):
        machine.launcher.prepare(machine.launcher.SCREEN)


def test_where_it_may_it_brings_what_the_system_lacks(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.launcher, "missing", lambda libraries: [libraries[0][0]])
    monkeypatch.setattr(machine.launcher, "apt_get", lambda: ["apt-get"])
    machine.launcher.prepare(machine.launcher.PAINTING)
    assert machine.commands[-1][-2:] == ["libglib2.0-0", "libxcb-cursor0"]
    assert machine.installs == 1
