"""The log file: what went wrong, in English, without personal data, in the data folder."""

import logging
from pathlib import Path

LOG_FILE = "firstask.log"


def start(folder: Path) -> logging.Logger:
    """Log into the data folder, at most three files of a megabyte."""
    log = logging.getLogger("firstask")
    log.setLevel(logging.INFO)
    if not log.handlers:
        folder.mkdir(parents=True, exist_ok=True)
        log.addHandler(_Later(folder / LOG_FILE))
    return log


class _Later(logging.Handler):
    """Opens the file when there is something to write: most days there is not, and a start waits for no file."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(self._path, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
            self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()
