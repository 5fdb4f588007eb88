"""跟踪队列: the cases somebody still waits for, nearest clock first, with one key for each move ([72])."""

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.views import BadgeKind, CaseRow, Tab
from firstask_desktop.events import Changed
from ui.memory import WindowMemory
from ui.pages.queue_beat import Beat
from ui.pages.queue_columns import queue_columns, table_page
from ui.pages.queue_moves import RowMoves
from ui.prompts import Prompts
from ui.tables.columns import Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.notice import Notice, NoticeAction
from ui.widgets.panel import Panel

SAID_MS = 8000
FEW = 20
"""So many changed cases are shown anew one by one; for more the list is asked for again."""
COMPLETE_KEY = "0"
TABS = (Tab.MINE, Tab.HANDLING, Tab.EVERYONE, Tab.DEPARTMENT)


class QueuePanel(Panel):
    """`show_tab(tab)`, `filter_by(badge)`, `search(text)` ask different questions of one table; `opened(case_id)`."""

    opened = Signal(str)
    filtered = Signal(object)

    def __init__(self, desk: Desk, prompts: Prompts, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("QueuePanel", "跟踪队列"), " ", parent=parent)
        self._desk = desk
        self.tab, self.badge, self.query = Tab.MINE, None, ""  # type: Tab, BadgeKind | None, str
        self.model: PagedTableModel[CaseRow] = PagedTableModel(
            queue_columns(self.tr, self._missing), self._fetch, parent=self
        )
        self.beat = Beat(self)
        self.beat.watch(self.model)
        self.table = RegisterTable(self.tr("跟踪队列"), self.model, memory)
        self.footer = TableFooter(self.table, self._hints())
        self.said = Notice()
        self.tabs = ChoiceRow(self.tr("队列"), [Choice(tab.value, tab.word, str(at)) for at, tab in enumerate(TABS, 1)])
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tabs.setMinimumWidth(388)
        self.tabs.set_value(Tab.MINE)
        self.moves = RowMoves(desk, prompts, self.table)
        self.add_to_header(self.tabs)
        for part in (self.table, self.said, self.footer):
            self.body.addWidget(part, 1 if part is self.table else 0)
        self._hush = QTimer(self)
        self._hush.setSingleShot(True)
        self._hush.setInterval(SAID_MS)
        self._hush.timeout.connect(self._be_quiet)
        self.tabs.chosen.connect(self._tab_chosen)
        self.table.opened.connect(self.opened)
        self.table.current.connect(self._standing_on)
        self.said.acted.connect(self._complete)
        self.table.keyed.connect(self._keyed)
        self.moves.refused.connect(self._say)
        self.setFocusProxy(self.table)
        self._empty()

    def _hints(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Enter", self.tr("打开")),
            ("1–4", self.tr("换列表")),
            ("R", self.tr("报进展")),
            ("T", self.tr("跟踪")),
            ("P", self.tr("改承诺")),
            ("A", self.tr("答复")),
            ("H", self.tr("转办")),
            ("J", self.tr("签收")),
            ("S", self.tr("稍后")),
        )

    def _missing(self, row: CaseRow) -> Tone | None:
        return self.beat.tone(row)

    # ------------------------------------------------------------ which rows

    def _fetch(self, after: object | None) -> Page[CaseRow]:
        if self._desk.actor is None:
            return Page((), None, 0)
        if self.query:
            return table_page(self._desk.search.find(self.query, after))
        return table_page(self._desk.queue.page(self.tab, after, self.badge))

    def show_tab(self, tab: Tab) -> None:
        """Show one of the lists, unfiltered."""
        self._ask(tab, None, "")

    def filter_by(self, badge: BadgeKind | None) -> None:
        """Show the rows a badge counts, those of the whole centre; None shows one's own list again."""
        self._ask(Tab.EVERYONE if badge else Tab.MINE, badge, "")

    def search(self, query: str) -> None:
        """Show what is found; an empty query shows the list again."""
        if query != self.query:
            self._ask(self.tab, None, query)

    def _ask(self, tab: Tab, badge: BadgeKind | None, query: str) -> None:
        self.tab, self.badge, self.query = tab, badge, query
        self.tabs.set_value("" if query else tab.value)
        self._empty()
        self.reload()
        self.filtered.emit(badge)

    def _empty(self) -> None:
        order = self.tr("按最近的时钟排序")
        words = self.tr("没有要跟踪的事项。F2 来访、F3 来电登记新的一件。")
        if self.query:
            order, words = (
                self.tr("搜索结果 · Esc 返回队列"),
                self.tr("没有找到。可试编号、电话尾号、房号、姓名或拼音首字母。"),
            )
        elif self.badge is not None:
            order = self.tr("只看「%1」 · Esc 全部").replace("%1", self.badge.word)
            words = self.tr("没有「%1」的事项").replace("%1", self.badge.word)
        self.set_aside(order)
        self.table.set_empty(words)

    def _tab_chosen(self, value: str) -> None:
        self.show_tab(Tab(value))
        self.table.setFocus()

    # ------------------------------------------------------------ keeping up

    def reload(self) -> None:
        """Ask anew; the cursor stays on its case."""
        self.table.reload()
        self.count()

    def count(self) -> None:
        """Show how many cases each list has."""
        if self._desk.actor is None:
            return
        counts = self._desk.queue.tab_counts()
        self.tabs.set_choices(
            [Choice(tab.value, f"{tab.word} {counts.get(tab, 0)}", str(at)) for at, tab in enumerate(TABS, 1)]
        )

    def refresh(self, changed: Changed) -> None:
        """Show the changed case alone; only when it came, went or moved is the list asked for again."""
        self.count()
        cases = changed.rows.get("cases", ())
        if len(cases) > FEW or not all(map(self._replace, cases)):
            self.table.reload()

    def _replace(self, case_id: str) -> bool:
        """Whether showing the row anew was enough."""
        row = self._desk.queue.row(case_id)
        before = self.model.row(self.model.place(case_id))
        if row is None or before is None:
            return self.query != ""
        if not self.query and (self.badge or not self._belongs(row) or not self._in_order(row)):
            return False
        return self.model.replace_row(case_id, row)

    def _in_order(self, row: CaseRow) -> bool:
        """Whether the row may stay where it stands: its clock still lies between its neighbours'."""
        place = self.model.place(row.id)
        near = [self.model.row(place - 1), row, self.model.row(place + 1)]
        places = [self._desk.queue.place_of(one.case) for one in near if one is not None]
        return places == sorted(places)

    def _belongs(self, row: CaseRow) -> bool:
        return self._desk.actor is not None and self._desk.queue.belongs(row.case, self.tab)

    def tick(self) -> None:
        """Time went on: the clocks of the loaded rows are said anew; only when one rose to the top are they asked for."""
        rose = False
        loaded = [self.model.id_at(place) for place in range(min(self.model.rowCount(), 200))]
        for case_id, row in self._desk.queue.rows(loaded).items():
            if row != self.model.row(self.model.place(case_id)):
                self.model.replace_row(case_id, row)
                rose = rose or not (self.query or self.badge or self._in_order(row))
        if rose:
            self.table.reload()

    # ------------------------------------------------------------ keys

    def _keyed(self, letter: str, case_id: str) -> None:
        if letter == COMPLETE_KEY:
            self.moves.complete(case_id)
        elif letter.isdigit() and 1 <= int(letter) <= len(TABS):
            self.show_tab(TABS[int(letter) - 1])
        else:
            self.moves.press(letter, case_id)

    def _standing_on(self, case_id: str) -> None:
        """On an emergency that lacks something the way to fill it in is offered ([67])."""
        row = self.model.row(self.model.place(case_id))
        if row is not None and row.missing:
            said = self.tr("紧急事项还缺%1").replace("%1", "、".join(row.missing))
            fill = NoticeAction(COMPLETE_KEY, self.tr("补登记  %1").replace("%1", COMPLETE_KEY))
            self.said.say("", Tone.RED, said, [fill])
            self._hush.stop()
            QTimer.singleShot(0, self, self._keep_in_sight)
        elif self.said.title.text():
            self._be_quiet()

    def _keep_in_sight(self) -> None:
        """The notice takes room from the list: the row it speaks of stays visible."""
        self.table.scrollTo(self.table.currentIndex())

    def _complete(self, _action: str) -> None:
        if self.table.current_id():
            self.moves.complete(self.table.current_id())

    def _say(self, words: str) -> None:
        self.said.say(words, Tone.AMBER)
        self._hush.start()

    def _be_quiet(self) -> None:
        self.said.say("")
