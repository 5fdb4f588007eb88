"""What is done to every text before it is kept: nothing a person typed is altered beyond what cannot be stored."""

from firstask_desktop.domain.patterns import pattern

_NO_CHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNSTORABLE = pattern(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NO_CHARACTERS}]")
_UNSEEN = r"[\s\u200b\u200c\u200d\u2060\ufeff\u180e]+"
_EDGES = pattern(rf"\A{_UNSEEN}|{_UNSEEN}\Z")


def clean(text: str) -> str:
    """The text without characters that no file or sheet can hold: control characters, lone surrogates, non-characters.

    Line ends become one newline; blanks, seen and unseen, at both ends go. The requester's words are otherwise left exactly as
    said.
    """
    if text.isprintable():  # of all blanks and unseen characters only the space is
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _EDGES.sub("", _UNSTORABLE.sub("", text))


def one_line(text: str) -> str:
    """A cleaned text on one line, for names, rooms and numbers."""
    return " ".join(clean(text).split())
