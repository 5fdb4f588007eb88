"""Data the program ships: scenes, record formats, themes, icons, demo material. Nothing in here is code.

Read through `importlib.resources`, so the same call works from the checkout, an installed wheel and a frozen folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def _place(parts: tuple[str, ...]) -> Traversable:
    from importlib.resources import files

    place = files(__name__)
    for part in parts:
        place = place.joinpath(part)
    return place


def text(*parts: str) -> str:
    """The UTF-8 text of one shipped file, for example `text("scenes", "hotel.toml")`. A missing file raises OSError."""
    return _place(parts).read_text(encoding="utf-8")


def data(*parts: str) -> bytes:
    """The bytes of one shipped file, for example `data("icons", "desk.svg")`. A missing file raises OSError."""
    return _place(parts).read_bytes()


def names(folder: str, suffix: str) -> list[str]:
    """The file names in `folder` that end with `suffix`, suffix kept, in alphabetical order."""
    entries = _place((folder,)).iterdir()
    return sorted(entry.name for entry in entries if entry.is_file() and entry.name.endswith(suffix))
