"""事项: every case of the centre, found while typing by number, phone, name, pinyin, room or words ([18])."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.views import BadgeKind, CaseRow, Tab
from firstask_desktop.events import Changed
from ui.memory import WindowMemory
from ui.pages.queue_columns import case_columns, table_page
from ui.pages.queue_moves import RowMoves
from ui.prompts import Prompts
from ui.signals import DeskSignals
from ui.tables.columns import Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel

PAUSE = 120
FEW = 20
"""So many changed cases are shown anew one by one; for more the list is asked for again."""
ALL, OPEN = "all", "open"


class CasesPage(QWidget):
    """`begin_search()` puts the cursor into the search; `opened(case_id)` on Enter. Filters narrow the list to open cases."""

    opened = Signal(str)

    def __init__(
        self, desk: Desk, prompts: Prompts, signals: DeskSignals, memory: WindowMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName(self.tr("事项"))
        self.finder = LineBox(
            self.tr("搜索"), self.tr("编号、电话尾号、房号、姓名、拼音首字母或内容，多个词用空格隔开"), 80, "search"
        )
        self.finder.setMinimumHeight(38)
        self.filters = ChoiceRow(self.tr("筛选"), self._choices())
        self.filters.set_value(ALL)
        self.model: PagedTableModel[CaseRow] = PagedTableModel(case_columns(self.tr), self._fetch, parent=self)
        self.table = RegisterTable(
            self.tr("事项"), self.model, memory, empty=self.tr("没有找到。换一个词，或按 Esc 看全部。")
        )
        self.said = Notice()
        self.moves = RowMoves(desk, prompts, self.table)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.reload)
        self.finder.edited.connect(self._typed)
        self.finder.returnPressed.connect(self._to_list)
        self.filters.chosen.connect(self._filter)
        self.table.opened.connect(self.opened)
        self.table.keyed.connect(self._keyed)
        self.moves.refused.connect(self._say)
        signals.changed.connect(self._changed)
        self.reload()

    def _choices(self) -> list[Choice]:
        kinds = (BadgeKind.UNSIGNED, BadgeKind.DUE_TODAY, BadgeKind.OVERDUE, BadgeKind.BROKEN, BadgeKind.CALL_BACK)
        plain = [Choice(ALL, self.tr("全部"), "1"), Choice(OPEN, self.tr("在办"), "2")]
        return plain + [Choice(kind.value, kind.word, str(at)) for at, kind in enumerate(kinds, start=3)]

    def _lay_out(self) -> None:
        panel = Panel(self.tr("事项"), self.tr("新登记的在前"))
        panel.add_to_header(self.filters)
        self.filters.setMinimumWidth(560)
        keys = (
            ("Enter", self.tr("打开")),
            ("R", self.tr("报进展")),
            ("T", self.tr("跟踪")),
            ("A", self.tr("答复")),
            ("H", self.tr("转办")),
            ("Esc", self.tr("回到搜索")),
        )
        for part in (self.table, self.said, TableFooter(self.table, keys)):
            panel.body.addWidget(part, 1 if part is self.table else 0)
        top = QHBoxLayout()
        top.addWidget(self.finder)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 6)
        rows.setSpacing(11)
        rows.addLayout(top)
        rows.addWidget(panel, 1)
        self.panel = panel
        self.setFocusProxy(self.finder)

    def begin_search(self, text: str = "") -> None:
        """Put the cursor into the search, with these words when any are given."""
        if text:
            self.finder.set_value(text)
            self.reload()
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.selectAll()

    def change_person(self) -> None:
        """Somebody else sits at the desk: nothing of the former search stays."""
        self.finder.set_value("")
        self.filters.set_value(ALL)
        self.reload()

    def reload(self) -> None:
        """Ask anew."""
        self._pause.stop()
        self.table.reload()

    def _fetch(self, after: object | None) -> Page[CaseRow]:
        if self._desk.actor is None:
            return Page((), None, 0)
        chosen = self.filters.value() or ALL
        if self.finder.value() or chosen == ALL:
            return table_page(self._desk.search.find(self.finder.value(), after))
        badge = None if chosen == OPEN else BadgeKind(chosen)
        return table_page(self._desk.queue.page(Tab.EVERYONE, after, badge))

    def _typed(self) -> None:
        if self.finder.value():
            self.filters.set_value(ALL)
        self._pause.start()

    def _filter(self, chosen: str) -> None:
        if chosen != ALL:
            self.finder.set_value("")
        newest = self.tr("新登记的在前") if chosen == ALL else self.tr("按最近的时钟排序")
        self.panel.set_aside(newest)
        self.reload()

    def _to_list(self) -> None:
        if self._pause.isActive():
            self.reload()
        self.table.setFocus()

    def _keyed(self, letter: str, case_id: str) -> None:
        if not self.moves.press(letter, case_id) and letter.isdigit():
            self._press_filter(int(letter))

    def _press_filter(self, place: int) -> None:
        values = [choice.value for choice in self._choices()]
        if 1 <= place <= len(values):
            self.filters.choose(values[place - 1])
            self.table.setFocus()

    def _say(self, words: str) -> None:
        self.said.say(words, Tone.AMBER)

    def _changed(self, changed: Changed) -> None:
        """Show changed cases where they stand; new ones come with the next question."""
        self.said.say("")
        cases = changed.rows.get("cases", ())
        if len(cases) > FEW:
            self.reload()
            return
        for case_id in cases:
            row = self._desk.queue.row(case_id)
            if row is None or self.model.replace_row(case_id, row):
                continue
            if changed.action == "case.register" and not self.finder.value():
                self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the search, then empties it; ↓ goes into the list."""
        if event.key() == Qt.Key.Key_Escape:
            if self.finder.hasFocus() and self.finder.value():
                self.finder.set_value("")
                self.reload()
            self.begin_search()
        elif event.key() == Qt.Key.Key_Down and self.finder.hasFocus():
            self._to_list()
        else:
            super().keyPressEvent(event)
