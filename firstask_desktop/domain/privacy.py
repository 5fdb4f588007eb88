"""Which fields are about a private person."""

from dataclasses import field
from typing import Any


def personal() -> Any:
    """A text field about a private person: only a salted commitment of it enters the journal."""
    return field(default="", metadata={"personal": True})
