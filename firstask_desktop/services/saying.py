"""What staff say to a requester, checked in one place: no forbidden phrase, no template left unfilled (M4.7 [81] [83])."""

from firstask_desktop.domain.phrases import blanks
from firstask_desktop.domain.values import dataclass
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.text import clean

AROUND = 8
"""Characters shown before a blank, so that the person knows which one is meant."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text fit for the requester, and how many phrases in it passed as the requester's own words."""

    text: str
    overridden: int


def said(office: Office, field: str, text: str, quoted: tuple[str, ...] = ()) -> Said:
    """The text cleaned. Refused at `field` with a forbidden phrase that is no quotation, or with a blank to fill."""
    text = clean(text)
    hits = office.phrases.hits(text)
    for hit in hits:
        if hit.phrase not in quoted and not hit.quoted:
            raise Refused(
                f"「{hit.phrase}」不宜对客户说，建议：{hit.replacement}",
                code="forbidden",
                field=field,
                clause="M4.7 [81]",
            )
    for start, end in blanks(text):
        before = text[max(0, start - AROUND) : start]
        raise Refused(f"模板里的「{before}{text[start:end]}」还没有填写", code="blank", field=field, clause="M4.7 [83]")
    return Said(text, len(hits))
