"""`desk.forms.boxes` and `desk.forms.lines`: drafts of one-page forms and of slips, changed and looked at; nothing is written."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.papers import Paper
from firstask_desktop.domain.printed import Printed
from firstask_desktop.domain.slip_words import LISTS, SLIP_FORMATS, slip_values
from firstask_desktop.services.office import Office
from firstask_desktop.services.own_columns import SOURCES
from firstask_desktop.services.people import Session
from firstask_desktop.services.slips import Slips
from firstask_desktop.services.veil import Veil
from firstask_desktop.storage import lookups

if TYPE_CHECKING:
    from firstask_desktop.ledgers.box_edit import Place
    from firstask_desktop.ledgers.formats import FormField, RecordFormat

LOOKED_THROUGH = 60
"""How many of the newest matters are looked through for one that offers a slip."""


class BoxDrafts:
    """The boxes of a one-page form; a place is (section, row, box). Refusals name the field they belong to ([95])."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session

    def section_renamed(self, draft: "RecordFormat", section: int, heading: str) -> "RecordFormat":
        """Another heading of a section."""
        from firstask_desktop.ledgers.box_edit import section_renamed

        return section_renamed(draft, section, heading)

    def labelled(self, draft: "RecordFormat", place: "Place", label: str) -> "RecordFormat":
        """Another label."""
        from firstask_desktop.ledgers.box_edit import labelled

        return labelled(draft, place, label)

    def spanned(self, draft: "RecordFormat", place: "Place", span: int) -> "RecordFormat":
        """Another width."""
        from firstask_desktop.ledgers.box_edit import spanned

        return spanned(draft, place, span)

    def heightened(self, draft: "RecordFormat", place: "Place", lines: int) -> "RecordFormat":
        """Another least height."""
        from firstask_desktop.ledgers.box_edit import heightened

        return heightened(draft, place, lines)

    def offering(self, draft: "RecordFormat", place: "Place", choices: Sequence[str]) -> "RecordFormat":
        """Other things to tick."""
        from firstask_desktop.ledgers.box_edit import offering

        return offering(draft, place, choices)

    def moved(self, draft: "RecordFormat", place: "Place", across: int, down: int) -> "tuple[RecordFormat, Place]":
        """The box within its row, or its whole row; where it stands then."""
        from firstask_desktop.ledgers.box_edit import box_moved, row_moved

        return box_moved(draft, place, across) if across else row_moved(draft, place, down)

    def dropped(self, draft: "RecordFormat", place: "Place") -> "RecordFormat":
        """Without this box."""
        from firstask_desktop.ledgers.box_edit import dropped

        return dropped(draft, place)

    def left_out(self, draft: "RecordFormat") -> "tuple[FormField, ...]":
        """The shipped boxes the draft hides."""
        from firstask_desktop.ledgers.box_edit import left_out
        from firstask_desktop.ledgers.formats import shipped_format

        return left_out(draft, shipped_format(draft.key))

    def shown_again(self, draft: "RecordFormat", name: str, section: int) -> "RecordFormat":
        """With this hidden box again."""
        from firstask_desktop.ledgers.box_edit import shown_again
        from firstask_desktop.ledgers.formats import shipped_format

        return shown_again(draft, shipped_format(draft.key), name, section)

    def with_own(
        self, draft: "RecordFormat", section: int, label: str, content: str, words: str = ""
    ) -> "RecordFormat":
        """With a box of the company's own: a value of the matter (`content` is its source), or "fixed", "ticks" and
        "sign" with their `words`; empty to fill in by hand."""
        from firstask_desktop.ledgers.box_edit import with_own

        if content in SOURCES:
            return with_own(draft, section, label, key=content)
        if content == "ticks":
            return with_own(draft, section, label, kind="ticks", choices=split_choices(words))
        if content == "sign":
            return with_own(draft, section, label, kind="sign")
        return with_own(draft, section, label, fixed=words.strip() if content == "fixed" else "")

    def with_section(self, draft: "RecordFormat", heading: str, after: int) -> "RecordFormat":
        """With a new section."""
        from firstask_desktop.ledgers.box_edit import with_section

        return with_section(draft, heading, after)

    def preview(self, draft: "RecordFormat") -> Printed:
        """The newest record as the draft would print it; an empty form while there is none."""
        from firstask_desktop.services.printing import form_of
        from firstask_desktop.services.registers import Registers

        registers = Registers(self._office, self._session, Slips.folder(self._office).parent)
        records = registers.sample(draft, LedgerQuery(), 1)
        return form_of(draft, registers.header(LedgerQuery()), records[0] if records else {})


class LineDrafts:
    """The lines of a slip, by their place from 0; boxes to sign come after the others ([11] [51]–[53] [71])."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session

    def values(self, draft: "RecordFormat") -> Sequence[tuple[str, bool]]:
        """What this slip may say, as people call it, and whether it comes in lines."""
        known: Mapping[str, str] = slip_values(draft.key)
        return [(words, name in LISTS) for name, words in known.items()]

    def content(self, draft: "RecordFormat", at: int) -> str:
        """What a part says, values named as people call them."""
        from firstask_desktop.ledgers.slip_edit import content_of

        return content_of(draft, at)

    def labelled(self, draft: "RecordFormat", at: int, label: str) -> "RecordFormat":
        """Another label."""
        from firstask_desktop.ledgers.slip_edit import labelled

        return labelled(draft, at, label)

    def saying(self, draft: "RecordFormat", at: int, content: str) -> "RecordFormat":
        """Other content."""
        from firstask_desktop.ledgers.slip_edit import saying

        return saying(draft, at, content)

    def when_empty(self, draft: "RecordFormat", at: int, words: str) -> "RecordFormat":
        """What stands there without a value."""
        from firstask_desktop.ledgers.slip_edit import when_empty

        return when_empty(draft, at, words)

    def moved(self, draft: "RecordFormat", at: int, steps: int) -> "tuple[RecordFormat, int]":
        """Another place; where it stands then."""
        from firstask_desktop.ledgers.slip_edit import moved

        return moved(draft, at, steps)

    def dropped(self, draft: "RecordFormat", at: int) -> "RecordFormat":
        """Without this part."""
        from firstask_desktop.ledgers.slip_edit import dropped

        return dropped(draft, at)

    def with_part(
        self, draft: "RecordFormat", kind: str, label: str, content: str, after: int
    ) -> "tuple[RecordFormat, int]":
        """With one part more: "line", "items", "text" or "sign"; where it stands."""
        from firstask_desktop.ledgers.slip_edit import with_part

        return with_part(draft, kind, label, content, after)

    def preview(self, draft: "RecordFormat") -> Paper | None:
        """The slip of the newest matter that offers such a one, else of the newest at all; None while there is none."""
        slips, by = Slips(self._office), self._session.actor().name
        newest = [case for _, case in lookups.cases_where(self._office.store, "1", (), limit=LOOKED_THROUGH)]
        newest = Veil(self._office, self._session.reader).readable(newest)
        kind = SLIP_FORMATS[draft.key]
        fitting = next((case for case in newest if kind in slips.kinds(case)), newest[0] if newest else None)
        return slips.laid_out(draft, fitting.id, by) if isinstance(fitting, Case) else None


def split_choices(words: str) -> list[str]:
    """Choices as typed, parted by 、 or commas, each once."""
    for mark in "，,；;\n":
        words = words.replace(mark, "、")
    return list(dict.fromkeys(word for each in words.split("、") if (word := " ".join(each.split()))))
