"""Runs one measurement, shows what it prints, and keeps that as a page: `keep.py NAME [WORDS …]`.

The page says when it was run and on what, so that nobody takes a table for more than it is. A measurement that failed
is not kept: its exit code is passed on and the page of the last good run stays. No host names and no paths are kept.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
PAGES = HOUSE / ".readme" / "measurements"


def machine() -> str:
    """What the numbers were measured on, without saying whose it is."""
    sys.path.insert(0, str(HOUSE))
    from firstask_desktop.storage.database import sqlite_version

    sqlite = ".".join(map(str, sqlite_version()))
    parts = (
        f"{os.cpu_count()} cores ({platform.system()} {platform.machine()})",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite}",
        f"PySide6 {version('PySide6-Essentials')}",
    )
    return ", ".join(parts)


def page(name: str, words: Sequence[str], printed: str, at: datetime) -> str:
    """The page of one run, ready to be written."""
    command = " ".join(("python3 run.py bench", name, *words))
    what = "Written by the command itself; ratios within one run count, absolute times are noise of the machine."
    return f"# {name}\n\n`{command}` on {at:%Y-%m-%d}, {machine()}.\n{what}\n\n```\n{printed.rstrip()}\n```\n"


def shown(command: Sequence[str]) -> tuple[int, str]:
    """Run a command, passing on each line as it comes; its exit code and all it printed."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    lines = []
    with subprocess.Popen(command, cwd=HOUSE, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as child:
        assert child.stdout is not None
        for line in child.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            lines.append(line)
    return child.returncode, "".join(lines)


def keep(measurement: Path, words: Sequence[str], pages: Path = PAGES) -> int:
    """Run `measurement` and keep what it printed in `pages`; its exit code."""
    code, printed = shown([sys.executable, str(measurement), *words])
    if code == 0:
        name = measurement.stem.removeprefix("bench_")
        pages.mkdir(parents=True, exist_ok=True)
        (pages / f"{name}.md").write_text(page(name, words, printed, datetime.now(UTC)), "utf-8")
    return code


if __name__ == "__main__":
    sys.exit(keep(Path(__file__).with_name(f"bench_{sys.argv[1]}.py"), sys.argv[2:]))
