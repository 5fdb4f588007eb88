"""What is done to every text before it is kept: nothing a person typed is altered beyond what cannot be stored."""

import re
import unicodedata

_KEEP = {"\n", "\t"}
_UNSEEN = r"[\s\u200b\u200c\u200d\u2060\ufeff\u180e]+"
_EDGES = re.compile(rf"\A{_UNSEEN}|{_UNSEEN}\Z")


def clean(text: str) -> str:
    """The text without characters that no file or sheet can hold: control characters, lone surrogates, non-characters.

    Line ends become one newline; blanks, seen and unseen, at both ends go. The requester's words are otherwise left exactly as
    said.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (char for char in text if char in _KEEP or not _unstorable(char))
    return _EDGES.sub("", "".join(kept))


def one_line(text: str) -> str:
    """A cleaned text on one line, for names, rooms and numbers."""
    return " ".join(clean(text).split())


def _unstorable(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or (ord(char) & 0xFFFE) == 0xFFFE
