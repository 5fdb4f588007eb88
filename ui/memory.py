"""What the window remembers of itself between two shifts: theme, places, column widths."""

import json
import logging
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter, QWidget

log = logging.getLogger(__name__)


class WindowMemory:
    """A small JSON file of the window's own habits; never holds anything of a requester.

    An unreadable file means defaults, and a disk that refuses the write is logged: habits are not worth a refusal.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = self._read()

    def _read(self) -> dict[str, object]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as reason:
            log.warning("window memory %s is unreadable, defaults are used: %s", self._path.name, reason)
            return {}
        return found if isinstance(found, dict) else {}

    def get(self, key: str, default: object = None) -> object:
        """What was remembered under `key`."""
        return self._kept.get(key, default)

    def put(self, key: str, value: object) -> None:
        """Remember a JSON value under `key` and write the file, whole or not at all."""
        if self._kept.get(key) == value:
            return
        self._kept[key] = value
        spare = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            spare.write_text(json.dumps(self._kept, ensure_ascii=False, indent=1), encoding="utf-8")
            spare.replace(self._path)
        except OSError as reason:
            log.warning("window memory %s was not written: %s", self._path.name, reason)

    @property
    def theme(self) -> str:
        """The chosen theme's name; "light" unless "dark" was chosen."""
        return "dark" if self.get("theme") == "dark" else "light"

    @theme.setter
    def theme(self, name: str) -> None:
        self.put("theme", name)

    def columns(self, table: str) -> dict[str, int]:
        """Remembered widths in pixels by column key; columns not in it keep their declared width."""
        found = self.get(f"columns/{table}")
        if not isinstance(found, Mapping):
            return {}
        return {key: width for key, width in found.items() if type(width) is int and 20 <= width <= 2000}

    def keep_columns(self, table: str, widths: Mapping[str, int]) -> None:
        """Remember the widths of a table's columns."""
        self.put(f"columns/{table}", dict(widths))

    def keep_place(self, name: str, widget: QWidget) -> None:
        """Remember where a window stands."""
        self.put(f"place/{name}", b64encode(widget.saveGeometry().data()).decode("ascii"))

    def restore_place(self, name: str, widget: QWidget) -> bool:
        """Put a window where it stood; False when nothing usable was remembered."""
        return widget.restoreGeometry(self._bytes(f"place/{name}"))

    def keep_splitter(self, name: str, splitter: QSplitter) -> None:
        """Remember how a splitter divides its room."""
        self.put(f"splitter/{name}", b64encode(splitter.saveState().data()).decode("ascii"))

    def restore_splitter(self, name: str, splitter: QSplitter) -> bool:
        """Divide the room as remembered; False when nothing usable was remembered."""
        return splitter.restoreState(self._bytes(f"splitter/{name}"))

    def _bytes(self, key: str) -> QByteArray:
        found = self.get(key)
        try:
            return QByteArray(b64decode(found, validate=True)) if isinstance(found, str) else QByteArray()
        except ValueError:
            return QByteArray()
