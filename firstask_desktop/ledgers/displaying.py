"""Days and clock times on a printed page, written as the format's `display` says, as a workbook would show them."""

import datetime as dt
import re

from firstask_desktop.ledgers.cells_out import to_text

_TOKEN = re.compile(r"yyyy|yy|mm?|dd?|hh?|ss?|[^ymdhs]+", re.IGNORECASE)
_SAYS = {"yyyy": "%Y", "yy": "%y", "dd": "%d", "d": "%d", "hh": "%H", "h": "%H", "ss": "%S", "s": "%S"}


def displayed(value: object, display: str) -> str:
    """`value` as text; moments in the pattern of `display` (`mm-dd hh:mm`), everything else as it stands."""
    if not display or not isinstance(value, dt.date | dt.time):
        return to_text(value)
    try:
        return value.strftime(_pattern(display))
    except ValueError:
        return to_text(value)


def _pattern(display: str) -> str:
    """`mm` is the month, but the minutes after an hour."""
    made, after_hour = "", False
    for token in _TOKEN.findall(display):
        small = token.lower()
        if small in ("mm", "m"):
            made += "%M" if after_hour else "%m"
        else:
            made += _SAYS.get(small, token.replace("%", "%%"))
        after_hour = small in ("h", "hh") or (after_hour and not small[0].isalnum())
    return made
