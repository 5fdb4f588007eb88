"""`desk.mark`: the organisation's mark, printed beside its name; kept in the data file, so that backups carry it along."""

import struct
from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

from firstask_desktop.domain.people import Mark
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.text import one_line

if TYPE_CHECKING:
    from firstask_desktop.services.house import House

LARGEST = 200_000
"""Bytes of the picture as it is kept."""
LONGEST_SIDE, SHORTEST_SIDE = 1_200, 16
"""Pixels."""
_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


class HouseMark:
    """`put(png, name)`, `take_away()`; leaders change it like the centre's other words (M3.1 [62])."""

    def __init__(self, office: Office, house: "House") -> None:
        self._office = office
        self._house = house

    @property
    def image(self) -> bytes:
        """The mark as PNG; empty when there is none."""
        return self._office.mark

    @property
    def name(self) -> str:
        """The name of the file it was taken from."""
        return self._kept().name

    def put(self, png: bytes, name: str) -> Mark:
        """Print this picture from now on. Only a PNG of a sensible size is taken: what draws it decoded it before."""
        if not png.startswith(_HEAD) or len(png) < len(_HEAD) + 8:
            raise Refused("标志要存成 PNG 图片", code="type", field="mark")
        wide, high = struct.unpack(">II", png[len(_HEAD) : len(_HEAD) + 8])
        if not (SHORTEST_SIDE <= wide <= LONGEST_SIDE and SHORTEST_SIDE <= high <= LONGEST_SIDE):
            raise Refused(f"标志的边长要在 {SHORTEST_SIDE} 到 {LONGEST_SIDE} 像素之间", code="size", field="mark")
        if len(png) > LARGEST:
            raise Refused("标志的图片太复杂，请换一张简单些的", code="size", field="mark")
        image = b64encode(png).decode("ascii")
        return self._save(replace(self._kept(), name=one_line(name)[:120], image=image, wide=wide, high=high))

    def take_away(self) -> None:
        """Print the name alone again."""
        if self._kept().image:
            self._save(replace(self._kept(), name="", image="", wide=0, high=0))

    def _save(self, mark: Mark) -> Mark:
        return self._house.save(mark)

    def _kept(self) -> Mark:
        return next(iter(self._office.all(Mark).values()), Mark())
