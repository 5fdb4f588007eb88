"""Composition root: settings → log → store → desk → window. The only module of the core that imports `ui`."""

import gc
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop import logs
from firstask_desktop.settings import data_folder

if TYPE_CHECKING:
    from firstask_desktop.desk import Desk

SELF_CHECK = "--self-check"
READ_SHEET = "--read-sheet"


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, or run one command of the command line."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == [SELF_CHECK]:
        return self_check()
    if words[:1] == [READ_SHEET]:
        from firstask_desktop.ledgers.reading_child import main as read_sheet

        return read_sheet()
    if not words or (words[0] == "--data" and len(words) == 2):
        return open_window(data_folder(words[1] if words else None))
    from firstask_desktop import cli

    if words[0] == "demo" and "--fill-only" not in words and "-h" not in words and "--help" not in words:
        return _demo(words)
    if words[0] == "screenshots":
        return _screenshots(words)
    return cli.run(words)


def open_window(folder: Path) -> int:
    """Open the program on a data folder. Little is thrown away while it starts: garbage waits for the first paint."""
    gc.disable()
    try:
        return _opened(folder)
    finally:
        gc.enable()


def _opened(folder: Path) -> int:
    from firstask_desktop.desk import open_desk
    from firstask_desktop.errors import Refused
    from ui import app

    log = logs.start(folder)
    try:
        desk = open_desk(folder)
    except Refused as refusal:
        log.error("cannot open the data file: %s", refusal.code)
        return app.refuse_to_start(refusal.message)
    return int(app.run(desk, folder))


def _demo(words: Sequence[str]) -> int:
    from firstask_desktop import cli
    from firstask_desktop.errors import Refused

    options = cli.parser().parse_args(list(words))
    try:
        folder = cli.fill_demo(options)
    except Refused as refusal:
        print(refusal.message, file=sys.stderr)
        return 1
    return open_window(folder)


def _screenshots(words: Sequence[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from firstask_desktop import cli
    from firstask_desktop.errors import Refused
    from ui import shots

    options = cli.parser().parse_args(list(words))
    with tempfile.TemporaryDirectory(prefix="firstask-") as scratch:
        try:
            desk = cli.opened(options) if options.data else _furnished(Path(scratch))
        except Refused as refusal:
            print(refusal.message, file=sys.stderr)
            return 1
        taken = shots.take(desk, options.folder)
        desk.close()
    print(f"已截图 {len(taken)} 张：{options.folder}")
    return 0


def _furnished(folder: Path) -> "Desk":
    from firstask_desktop.desk import fill_demo, open_desk

    fill_demo(folder, "property")
    desk = open_desk(folder)
    desk.session.resume(desk.session.last_person())
    return desk


def self_check() -> int:
    """Prove that this installation works: register, verify, export, read back, build the window. Prints one line."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from firstask_desktop.rehearsal import rehearse
    from ui import app

    with tempfile.TemporaryDirectory(prefix="firstask-") as scratch:
        desk = rehearse(Path(scratch))
        app.construct_for_self_check(desk)
        desk.close()
    print("自检通过：登记、转办、签收、答复、核对、导出、读回、窗口")
    return 0


if __name__ == "__main__":
    sys.exit(main())
