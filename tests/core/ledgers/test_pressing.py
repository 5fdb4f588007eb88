"""A part of a workbook is deflated in a second thread; whatever goes wrong there is told, and nobody waits for ever."""

import io
import zipfile
from typing import Any

import pytest

from firstask_desktop.ledgers.pressing import AHEAD, PressedPart


class Full(io.BytesIO):
    """A disk that takes `room` bytes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.room:
            raise OSError(28, "No space left on device")
        return super().write(data)


def test_what_was_put_is_in_the_file() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        part = PressedPart(archive, "part.xml")
        for number in range(AHEAD * 4):
            part.put(b"%d," % number)
        part.close()
    with zipfile.ZipFile(held) as archive:
        assert archive.read("part.xml") == b"0,1,2,3,4,5,6,7,"


@pytest.mark.parametrize("room", [0, 60])
def test_a_disk_that_is_full_at_the_beginning_or_only_at_the_end_is_told(room: int) -> None:
    """What is put fits into the compressor's own memory: with a little room only the last bytes meet the full disk."""
    disk = Full(room)
    archive = zipfile.ZipFile(disk, "w", zipfile.ZIP_DEFLATED)
    part = PressedPart(archive, "part.xml")
    with pytest.raises(OSError, match="No space left"):
        for number in range(AHEAD * 4):
            part.put(bytes(str(number) * 400, "ascii"))
        part.close()
    part.abandon()
    disk.room = 10_000
    archive.close()
