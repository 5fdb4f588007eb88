"""Where this installation keeps its data; what belongs to the centre is in the data file, not here."""

import os
from pathlib import Path

from platformdirs import user_data_path

FOLDER_VARIABLE = "FIRSTASK_DATA"


def data_folder(given: str | None = None) -> Path:
    """The data folder: the one named on the command line, else in the environment, else the user's own."""
    if given:
        return Path(given).expanduser().resolve()
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named).resolve() if named else user_data_path("FirstAsk", appauthor=False)


def demo_folder() -> Path:
    """Where the demonstration fortnight lives: never the real data folder."""
    return user_data_path("FirstAsk-demo", appauthor=False)
