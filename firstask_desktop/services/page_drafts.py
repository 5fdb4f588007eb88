"""`desk.forms.columns` and `desk.forms.pages`: drafts of a list's columns and of every form's page; nothing is written."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.entry_fields import HOUSE_LISTS
from firstask_desktop.domain.form_views import DEMANDS, ENTRIES, SHOWN, ColumnView, PageView
from firstask_desktop.domain.printed import Printed
from firstask_desktop.errors import Refused
from firstask_desktop.services.form_drafts import BoxDrafts, split_choices
from firstask_desktop.services.office import Office
from firstask_desktop.services.own_columns import SOURCES
from firstask_desktop.services.people import Session
from firstask_desktop.services.slips import Slips

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import FormatColumn, RecordFormat

V = TypeVar("V")
ON_THE_PAGE = 14
"""So many of the newest rows stand on the page that is looked at."""


class ColumnDrafts:
    """How the columns of a list are filled in. What is chosen is said in the words of `views`; refusals name their field."""

    def views(self, draft: "RecordFormat") -> list[ColumnView]:
        """Every column as it stands, and what can be chosen instead."""
        from firstask_desktop.ledgers.formats import shipped_format

        shipped = shipped_format(draft.key)
        return [self._view(draft, shipped, column) for column in draft.columns]

    @staticmethod
    def _view(draft: "RecordFormat", shipped: "RecordFormat", column: "FormatColumn") -> ColumnView:
        from firstask_desktop.ledgers import column_edit

        entries = column_edit.entries_of(draft, shipped, column.key)
        entry = column_edit.entry_of(draft, shipped, column) or (entries[-1] if entries else "")
        return ColumnView(
            column.key, column.heading, column.width, DEMANDS.get(column.required, ""),
            tuple(DEMANDS[each] for each in column_edit.demands(draft, shipped, column.key)), ENTRIES[entry],
            tuple(ENTRIES[each] for each in entries), "、".join(column.choices),
            column_edit.offers(draft, shipped, column), column.hint, bool(entries), SHOWN[column.screen],
            _content(draft, shipped, column),
        )  # fmt: skip

    def demanded(self, draft: "RecordFormat", key: str, word: str) -> "RecordFormat":
        """Whether it must be filled."""
        from firstask_desktop.ledgers.column_edit import demanded
        from firstask_desktop.ledgers.formats import shipped_format

        return demanded(draft, shipped_format(draft.key), key, _meant(DEMANDS, word, "required"))

    def asked(self, draft: "RecordFormat", key: str, word: str) -> "RecordFormat":
        """How it is typed."""
        from firstask_desktop.ledgers.column_edit import asked
        from firstask_desktop.ledgers.formats import shipped_format

        return asked(draft, shipped_format(draft.key), key, _meant(ENTRIES, word, "entry"))

    def offering(self, draft: "RecordFormat", key: str, words: str) -> "RecordFormat":
        """What can be chosen, parted by 、."""
        from firstask_desktop.ledgers.column_edit import offering
        from firstask_desktop.ledgers.formats import shipped_format

        return offering(draft, shipped_format(draft.key), key, split_choices(words))

    def hinted(self, draft: "RecordFormat", key: str, hint: str) -> "RecordFormat":
        """What stands beside the field."""
        from firstask_desktop.ledgers.column_edit import hinted
        from firstask_desktop.ledgers.formats import shipped_format

        return hinted(draft, shipped_format(draft.key), key, hint)

    def on_screen(self, draft: "RecordFormat", key: str, word: str) -> "RecordFormat":
        """Whether the list on the screen shows it."""
        from firstask_desktop.ledgers.column_edit import on_screen

        return on_screen(draft, key, _meant(SHOWN, word, "screen"))


class PageDrafts:
    """The page of every form: what `view` shows is what `changed` takes."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session

    def view(self, draft: "RecordFormat") -> PageView:
        """The page as it stands."""
        from firstask_desktop.ledgers.page_edit import counts_words

        left, right, top, bottom = (f"{margin:g}" for margin in draft.page.margins)
        return PageView(
            (left, right, top, bottom), f"{draft.page.font_size:g}", draft.sheet, counts_words(draft),
            bool(draft.columns), "、".join(draft.signatures), bool(draft.columns),
        )  # fmt: skip

    def counts(self) -> Sequence[str]:
        """The numbers that the line below a list can say, as people call them."""
        from firstask_desktop.ledgers.page_edit import COUNT_WORDS

        return tuple(COUNT_WORDS.values())

    def changed(self, draft: "RecordFormat", view: PageView) -> "RecordFormat":
        """The draft with this page; refused at the field that is wrong."""
        from firstask_desktop.ledgers import page_edit

        made = page_edit.with_points(page_edit.with_margins(draft, view.margins), view.points)
        if not made.parts:
            made = page_edit.with_sheet(made, view.sheet)
        if view.counted:
            made = page_edit.with_counts(made, view.counts)
        return page_edit.with_signatures(made, split_choices(view.signatures)) if view.signed else made

    def preview(self, draft: "RecordFormat") -> Printed:
        """The page with the newest rows, or the newest record, as the draft would print it."""
        from firstask_desktop.ledgers.writer import RegisterFooter
        from firstask_desktop.services.printing import register_of
        from firstask_desktop.services.registers import Registers

        if draft.sections:
            return BoxDrafts(self._office, self._session).preview(draft)
        registers = Registers(self._office, self._session, Slips.folder(self._office).parent)
        rows = self.rows(draft)
        return register_of(draft, registers.header(LedgerQuery()), RegisterFooter(len(rows), 0, 0), rows)

    def rows(self, draft: "RecordFormat") -> list[Mapping[str, object]]:
        """The newest rows of a list."""
        from firstask_desktop.services.house import House
        from firstask_desktop.services.import_lists import ListTarget
        from firstask_desktop.services.registers import Registers

        if draft.key in HOUSE_LISTS:
            target = ListTarget(self._office, House(self._office, self._session), draft.key, draft)
            return [{"row_id": str(place), **row} for place, row in enumerate(target.rows()[-ON_THE_PAGE:])]
        made = Registers(self._office, self._session, Slips.folder(self._office).parent)
        return made.sample(draft, LedgerQuery(), ON_THE_PAGE)


def _content(draft: "RecordFormat", shipped: "RecordFormat", column: "FormatColumn") -> str:
    from firstask_desktop.ledgers.column_edit import is_kept

    if column.fixed:
        return f"固定文字：{column.fixed}"
    if column.source in SOURCES:
        return SOURCES[column.source][0]
    if is_kept(draft, shipped, column):
        return {"date": "自己的：日期", "integer": "自己的：整数", "choice": "自己的：选项"}.get(
            column.kind, "自己的：文字"
        )
    return "照表填写" if any(each.source == column.source for each in shipped.columns) else "手填"


def _meant(known: Mapping[V, str], word: str, field: str) -> V:
    """The value that is called so."""
    for value, called in known.items():
        if called == word:
            return value
    raise Refused(f"没有「{word[:20]}」，请从列表里选", code=field, field=field)
