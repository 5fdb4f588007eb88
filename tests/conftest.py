"""What every test stands on: no screen, no clock of its own, and a core that can be tested where Qt is not."""

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest
from hypothesis import settings

pytest_plugins = ["tests.desk_fixtures", "tests.behaviour_table"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("house", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("house")


class WithoutQt:
    """Makes every import of PySide6 fail as it does where it is not installed."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(f"No module named {name!r}: the core does without it", name=name)
        return None


if os.environ.get("FIRSTASK_WITHOUT_QT"):
    sys.meta_path.insert(0, WithoutQt())


def pytest_configure(config: pytest.Config) -> None:
    """Without Qt its test plugin is away too; its settings in pyproject.toml then belong to nobody."""
    if not config.pluginmanager.hasplugin("pytest-qt"):
        config.addinivalue_line("filterwarnings", "ignore:Unknown config option. qt_:pytest.PytestConfigWarning")


def pytest_report_header() -> str:
    return "PySide6: blocked" if os.environ.get("FIRSTASK_WITHOUT_QT") else "PySide6: available"
