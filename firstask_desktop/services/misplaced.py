"""A telephone typed into another field: recognised, so that it is asked about instead of being taken for a room ([31] [57])."""

import re
import unicodedata

from firstask_desktop.errors import Refused
from firstask_desktop.services.telephones import TelephoneKind, normalise, tail_key

_LIKE_A_NUMBER = re.compile(
    r"(?:联系电话|电话|手机|tel|phone)?[:：.]?\s*\+?[\d\s()（）—-]+(?:转\s*\d{1,6})?", re.IGNORECASE
)
_MOBILE = re.compile(r"(?:0?1[3-9]\d{9}|86\d{11}|0086\d{11})")
SHORTEST = 9
"""No room and no unit of a house has as many digits as this."""
LONGEST = 15
"""No telephone in the world has more."""


def telephone_in(text: str, area_code: str = "") -> str:
    """The number as stored when `text` can only be a telephone, else empty: 138…, 0571-…, +852 …; never 3-1-602 or 1208."""
    folded = unicodedata.normalize("NFKC", text).strip()
    digits = tail_key(folded)
    if not _LIKE_A_NUMBER.fullmatch(folded) or len(digits) < SHORTEST:
        return ""
    if not (
        _MOBILE.fullmatch(digits) or folded.lstrip("(（").startswith(("0", "+")) or not re.search(r"\d-\d", folded)
    ):
        return ""
    try:
        read = normalise(text, area_code)
    except Refused:
        return ""
    return read.text if read.kind is not TelephoneKind.EXTENSION else ""


def refuse_telephone(room: str, area_code: str = "") -> None:
    """Refuse a telephone where the room belongs; also a row of digits too long for a room that is no whole number."""
    if telephone_in(room, area_code):
        raise _refusal(f"「{room}」是电话号码，请移到「电话」一栏")
    folded = unicodedata.normalize("NFKC", room).strip()
    if folded.isdecimal() and SHORTEST <= len(folded) <= LONGEST:
        said = f"「{room}」有 {len(folded)} 位数字，这里不会这么长；是电话的请移到「电话」一栏并核对位数"
        raise _refusal(said)


def _refusal(message: str) -> Refused:
    return Refused(message, code="phone_as_room", field="room", clause="B7 [57]")
