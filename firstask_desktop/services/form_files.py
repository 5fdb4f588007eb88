"""`desk.forms`: the company's own record formats — edited, tried with real rows, saved beside the data, taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop.domain.entry_fields import HOUSE_LISTS, EntryField, known_fields
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.slip_words import SLIP_FORMATS
from firstask_desktop.domain.states import Role
from firstask_desktop.errors import Refused
from firstask_desktop.events import Changed
from firstask_desktop.services.entry_forms import entry_fields, kept_keys
from firstask_desktop.services.form_drafts import BoxDrafts, LineDrafts, split_choices
from firstask_desktop.services.office import Office
from firstask_desktop.services.own_columns import SOURCES
from firstask_desktop.services.page_drafts import ColumnDrafts, PageDrafts
from firstask_desktop.services.people import Session

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import FormatColumn, RecordFormat

CHANGED = "house.format"
LISTS = ("externals", "matters", "staff", "departments", "posts", "service-map")
"""The lists of the house that are kept in the settings and brought in from workbooks."""
PREVIEW = 5


@dataclass(frozen=True, slots=True)
class FormState:
    """One format as it stands: whether the company has a copy of its own, and why it is not used when it is broken."""

    key: str
    title: str
    form_number: str
    own: bool
    complaint: str = ""


class FormFiles:
    """The files of `<data folder>/formats`. Leaders change them, as they change the rest of the house (M3.1 [62])."""

    def __init__(self, office: Office, session: Session, folder: Path) -> None:
        self._office = office
        self._session = session
        self._data = folder
        self._folder = folder / "formats"
        self.boxes = BoxDrafts(office, session)
        self.lines = LineDrafts(office, session)
        self.columns = ColumnDrafts()
        self.pages = PageDrafts(office, session)

    def states(self) -> list[FormState]:
        """Every format that registers are kept in and slips are printed by."""
        from firstask_desktop.services.registers import OFFERED

        return [self.state(key) for key in (*OFFERED, *SLIP_FORMATS, *LISTS)]

    def state(self, key: str) -> FormState:
        """One format as it stands."""
        from firstask_desktop.ledgers.formats import is_there, load_format_or_shipped

        fmt, complaint = load_format_or_shipped(key, self._folder)
        own = is_there(self._path(key))
        return FormState(key, fmt.title, fmt.form_number, own, str(complaint) if complaint else "")

    def complaints(self) -> list[str]:
        """What is wrong with the company's copies: file, line, reason; the shipped ones are used meanwhile."""
        from firstask_desktop.ledgers.format_bytes import misplaced
        from firstask_desktop.ledgers.formats import shipped_keys

        broken = [state.complaint for state in self.states() if state.complaint]
        return [*broken, *misplaced(self._folder, shipped_keys())]

    def current(self, key: str) -> "RecordFormat":
        """The format in use."""
        from firstask_desktop.ledgers.formats import load_format_or_shipped

        return load_format_or_shipped(key, self._folder)[0]

    def shipped(self, key: str) -> "RecordFormat":
        """The format as it came with the program."""
        from firstask_desktop.ledgers.formats import shipped_format

        return shipped_format(key)

    def entries(self, key: str) -> tuple[EntryField, ...]:
        """What a person types into this register, in the format's order, under the company's own words."""
        return self.entries_in(self.current(key))

    def entries_in(self, draft: "RecordFormat") -> tuple[EntryField, ...]:
        """What would be typed into it, were this draft its format."""
        return entry_fields(draft, self.shipped(draft.key))

    def working_time(self, minutes: int) -> str:
        """Working minutes as a list says them: `3个工作日`, `2小时`, `30分钟`, nothing for none."""
        from firstask_desktop.services.list_words import day_minutes, limit_words

        return limit_words(minutes, day_minutes(self._office))

    def minutes(self, text: str, field: str) -> int:
        """The working minutes of what was typed, 0 for nothing; refused at `field` when it says no time."""
        from firstask_desktop.services.list_words import minutes

        return minutes(self._office, text, 0, field)

    def sources(self) -> list[tuple[str, str]]:
        """What an own column may show of a case: (source, words)."""
        return [(source, words) for source, (words, _, _) in SOURCES.items()]

    def contents(self, draft: "RecordFormat") -> list[tuple[str, str, bool]]:
        """What a new column of this list may hold: (content, words, whether words are typed with it)."""
        kept = [
            ("text", "文字", False), ("date", "日期", False), ("integer", "整数", False), ("tick", "是/否", False),
            ("choice", "选项", True),
        ]  # fmt: skip
        asked = kept if known_fields(draft.key) else [("", "留空，手填", False)]
        of_case = () if draft.key in HOUSE_LISTS else self.sources()
        return [*asked, ("fixed", "固定文字", True), *((source, words, False) for source, words in of_case)]

    # -- changing a draft: nothing is written -------------------------------------------------------------------------

    def titled(self, draft: "RecordFormat", title: str, form_number: str, revision: str) -> "RecordFormat":
        """Another title, form number and revision."""
        from firstask_desktop.ledgers.format_edit import changed_title

        return changed_title(draft, title, form_number, revision)

    def papers(self, draft: "RecordFormat") -> Sequence[tuple[str, str]]:
        """On which papers such a form can be printed: (paper, words)."""
        if draft.parts:
            return (("A4", "A4"), ("A5", "A5"), ("A5-", "A5 横"), ("80mm", "80 mm 小票"))
        return (("A4", "A4 纵"), ("A4-", "A4 横"), ("A3", "A3 纵"), ("A3-", "A3 横"))

    def paper(self, draft: "RecordFormat") -> str:
        """The paper of the draft, as `papers` names it."""
        return draft.page.paper + ("-" if draft.page.landscape else "")

    def on_paper(self, draft: "RecordFormat", paper: str) -> "RecordFormat":
        """Another paper; refused when its margins leave no room on it."""
        if paper not in dict(self.papers(draft)):
            raise Refused("没有这种纸张，请从列表里选", code="paper", field="paper")
        from firstask_desktop.ledgers.page_edit import with_margins

        page = replace(draft.page, paper=paper.removesuffix("-"), landscape=paper.endswith("-"))
        return with_margins(replace(draft, page=page), [f"{margin:g}" for margin in page.margins])

    def renamed(self, draft: "RecordFormat", key: str, heading: str) -> "RecordFormat":
        """Another heading; sheets with the former one are still read."""
        from firstask_desktop.ledgers.format_edit import renamed

        return renamed(draft, key, heading)

    def widened(self, draft: "RecordFormat", key: str, width: float) -> "RecordFormat":
        """Another width."""
        from firstask_desktop.ledgers.format_edit import widened

        return widened(draft, key, width)

    def moved(self, draft: "RecordFormat", key: str, steps: int) -> "RecordFormat":
        """Another place."""
        from firstask_desktop.ledgers.format_edit import moved

        return moved(draft, key, steps)

    def hidden(self, draft: "RecordFormat", key: str) -> "RecordFormat":
        """Without this column."""
        from firstask_desktop.ledgers.format_edit import hidden

        return hidden(draft, key)

    def left_out(self, draft: "RecordFormat") -> "tuple[FormatColumn, ...]":
        """The shipped columns the draft hides."""
        from firstask_desktop.ledgers.format_edit import left_out

        return left_out(draft, self.shipped(draft.key))

    def shown_again(self, draft: "RecordFormat", key: str) -> "RecordFormat":
        """With this hidden column again."""
        from firstask_desktop.ledgers.format_edit import shown_again

        return shown_again(draft, self.shipped(draft.key), key)

    def with_own(self, draft: "RecordFormat", heading: str, content: str = "", words: str = "") -> "RecordFormat":
        """With a column of the company's own, one of `contents`: a fixed text or choices are its `words`. Where rows are typed,
        what is neither fixed nor of the matter is typed too, and the rows keep it."""
        from firstask_desktop.ledgers.format_edit import with_own

        if content not in {each for each, _, _ in self.contents(draft)} | {""}:
            raise Refused("没有这项内容，请从列表里选", code="source", field="source")
        if content in SOURCES:
            return with_own(draft, heading, source=content, kind=SOURCES[content][1])
        if content == "fixed" and not words.strip():
            raise Refused("请写每行都印的文字", code="missing", field="fixed")
        if content == "fixed" or not known_fields(draft.key):
            return with_own(draft, heading, fixed=words.strip())
        choices = split_choices(words) if content == "choice" else ()
        if content == "choice" and not choices:
            raise Refused("请写可选的各项，用顿号隔开", code="choices", field="choices")
        entry, kind = ("tick", "text") if content == "tick" else ("line", content or "text")
        taken = kept_keys(self._office, draft.key)
        return with_own(draft, heading, kind=kind, entry=entry, choices=choices, taken=taken)

    def preview(self, draft: "RecordFormat") -> Sequence[Mapping[str, object]]:
        """A few of the newest rows as the draft would show them."""
        return self.pages.rows(draft)[-PREVIEW:]

    # -- the file -----------------------------------------------------------------------------------------------------

    def save(self, draft: "RecordFormat") -> Path:
        """Write the company's copy, whole or not at all; from now on it is used everywhere."""
        from firstask_desktop.ledgers.atomic import replacing
        from firstask_desktop.ledgers.format_file import format_text

        actor = self._leader()
        text = format_text(draft)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(f"写不了文件夹 {self._folder}：{error.strerror}", code="unwritable", field="path") from error
        with replacing(self._path(draft.key)) as file:
            file.write(text.encode())
        self._office.bulletin.tell(Changed(CHANGED, draft.key, actor.id, {}))
        return self._path(draft.key)

    def go_back(self, key: str) -> None:
        """Use the shipped format again. The company's copy is kept beside it under another name."""
        from firstask_desktop.ledgers.formats import is_there

        actor = self._leader()
        path = self._path(key)
        if is_there(path):
            try:
                path.replace(path.with_suffix(".toml.old"))
            except OSError as error:
                raise Refused(f"动不了文件 {path.name}：{error.strerror}", code="unwritable", field="path") from error
        self._office.bulletin.tell(Changed(CHANGED, key, actor.id, {}))

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.toml"

    def _leader(self) -> Person:
        actor = self._session.actor()
        people = self._office.all(Person).values()
        if actor.role is Role.STAFF and any(person.role is not Role.STAFF for person in people):
            raise Refused("只有主任或经理可以修改记录格式", code="role", clause="M3.1 [62]")
        return actor
