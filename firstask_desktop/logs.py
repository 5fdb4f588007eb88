"""The log file: what went wrong, in English, without personal data, in the data folder."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_FILE = "firstask.log"


def start(folder: Path) -> logging.Logger:
    """Log into the data folder, at most three files of a megabyte."""
    log = logging.getLogger("firstask")
    log.setLevel(logging.INFO)
    if not log.handlers:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / LOG_FILE, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
    return log
