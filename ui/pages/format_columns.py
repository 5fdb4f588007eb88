"""The columns of a list: headings, widths, order and how each is filled in typed over, a company's own added, all seen below."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QTableWidgetItem, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.form_views import SHOWN, ColumnView
from firstask_desktop.errors import Refused
from ui.pages.format_grid import AddBar, Draft, DraftPart, EditGrid
from ui.pages.format_previews import EntryPreview
from ui.pages.ledger_sheet import Row, row_id, sheet_columns
from ui.tables.columns import Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable
from ui.widgets.labels import plain

FIXED = "fixed"
HEADING, WIDTH, DEMAND, ENTRY, CHOICES, HINT, SCREEN, CONTENT = range(8)


class ListPart(DraftPart):
    """The columns of a register or ledger, one a line, the newest rows as they would stand, and what would be asked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        headings = (
            self.tr("表头"), self.tr("宽度"), self.tr("必填"), self.tr("录入"), self.tr("选项"), self.tr("提示"),
            self.tr("屏幕"), self.tr("内容"),
        )  # fmt: skip
        self.grid = EditGrid(self.tr("表的各列"), headings, HEADING)
        for column, wide in (
            (WIDTH, 52),
            (DEMAND, 112),
            (ENTRY, 86),
            (CHOICES, 168),
            (HINT, 168),
            (SCREEN, 66),
            (CONTENT, 112),
        ):
            self.grid.setColumnWidth(column, wide)
        self.own = AddBar(self.tr("加自己的列"), self.tr("新列的表头"), (), self.tr("去掉的列"))
        self.preview: RegisterTable | None = None
        self.asked = EntryPreview(desk, self.tr("录入窗口的预览"))
        self._rows: tuple[Row, ...] = ()
        self._keys: list[str] = []
        self._lay_out()
        self.setFocusProxy(self.grid)
        self.grid.itemChanged.connect(self._typed)
        self.grid.currentCellChanged.connect(self._look)
        self.grid.moved.connect(self._move)
        self.grid.dropped.connect(self._drop)
        self.own.added.connect(self._add)
        self.own.wanted.connect(self._bring_back)

    def _lay_out(self) -> None:
        self._shown, self._asking = QWidget(), QWidget()
        seen = QVBoxLayout(self._shown)
        seen.setContentsMargins(0, 0, 0, 0)
        seen.addWidget(plain(self.tr("预览：最近几条照现在的样子"), "muted"))
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.addWidget(plain(self.tr("预览：录入窗口"), "muted"))
        asking.addWidget(self.asked)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self._shown, 3)
        both.addWidget(self._asking, 2)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.grid, 5)
        rows.addWidget(self.own)
        rows.addLayout(both, 4)

    def show_draft(self, draft: Draft, key: str = "") -> None:
        """The draft's columns and its newest rows; the cursor on the column `key`, else where it was."""
        key, at = key or self._key(), max(self.grid.currentColumn(), HEADING)
        self.draft = draft
        self.filling = True
        views = self.desk.forms.columns.views(draft)
        self._keys = [view.key for view in views]
        entered = any(view.entries for view in views)
        for column in (ENTRY, HINT):
            self.grid.setColumnHidden(column, not entered)
        self.grid.setColumnHidden(CHOICES, not any(view.offers for view in views))
        self.grid.setRowCount(len(views))
        for place, view in enumerate(views):
            self._put(place, view)
            if view.key == key:
                self.grid.setCurrentCell(place, at)
        self.own.set_contents(self.desk.forms.contents(draft))
        self.own.offer([(column.key, column.heading) for column in self.desk.forms.left_out(draft)])
        self.filling = False
        self._asking.setVisible(entered)
        if entered:
            self.asked.show_draft(draft)
            self._look(self.grid.currentRow())
        self._show_preview()

    def _look(self, row: int) -> None:
        """What the column under the cursor asks is in sight."""
        item = self.grid.item(row, HEADING)
        if item is not None and not self.filling:
            self.asked.look_at(item.text())

    def _put(self, place: int, view: ColumnView) -> None:
        fixed = {CONTENT}
        fixed |= set() if view.entries else {ENTRY, HINT}
        fixed |= set() if view.demands else {DEMAND}
        fixed |= set() if view.offers else {CHOICES}
        cells = (
            view.heading, f"{view.width:g}", view.demand, view.entry, view.choices, view.hint, view.screen, view.content,
        )  # fmt: skip
        self.grid.put(place, cells, frozenset(fixed))
        for column, words in ((DEMAND, view.demands), (ENTRY, view.entries), (SCREEN, tuple(SHOWN.values()))):
            self.grid.offer(place, column, words)

    def _show_preview(self) -> None:
        self._rows = tuple(self.desk.forms.preview(self.draft))
        former = self.preview
        columns = [column for column in self.draft.columns if column.screen]
        model: PagedTableModel[Row] = PagedTableModel(sheet_columns(columns), self._fetch, row_id, self)
        self.preview = RegisterTable(self.tr("预览"), model, empty=self.tr("还没有可以预览的记录"))
        self.preview.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        room = self._shown.layout()
        if room is not None:
            if former is not None:
                room.removeWidget(former)
                former.hide()
                former.deleteLater()
                former.paged.deleteLater()
            room.addWidget(self.preview)
        model.reload()
        here = next((place for place, column in enumerate(columns) if column.key == self._key()), -1)
        if here >= 0:
            self.preview.scrollTo(model.index(0, here))

    def _fetch(self, _after: object | None) -> Page[Row]:
        return Page(self._rows, None, len(self._rows))

    def _key(self) -> str:
        return self._key_of(self.grid.currentRow())

    def _key_of(self, row: int) -> str:
        return self._keys[row] if 0 <= row < len(self._keys) else ""

    def _typed(self, item: QTableWidgetItem) -> None:
        if self.filling:
            return
        forms, draft, key, text = self.desk.forms, self.draft, self._key_of(item.row()), item.text()
        changes: dict[int, Callable[[], Draft]] = {
            HEADING: lambda: forms.renamed(draft, key, text),
            WIDTH: lambda: forms.widened(draft, key, _width(text)),
            DEMAND: lambda: forms.columns.demanded(draft, key, text),
            ENTRY: lambda: forms.columns.asked(draft, key, text),
            CHOICES: lambda: forms.columns.offering(draft, key, text),
            HINT: lambda: forms.columns.hinted(draft, key, text),
            SCREEN: lambda: forms.columns.on_screen(draft, key, text),
        }
        self._change(changes[item.column()], key)

    def _change(self, make: Callable[[], Draft], key: str = "") -> bool:
        """Take a change, or say why not and show what stands; the cursor on `key`, else on the last column."""
        try:
            draft = make()
        except Refused as refusal:
            self.show_draft(self.draft, key)
            self.refused.emit(str(refusal))
            return False
        self.show_draft(draft, key or draft.columns[-1].key)
        self.changed.emit(draft)
        return True

    def _move(self, _across: int, down: int) -> None:
        key, draft = self._key(), self.draft
        if key and down:
            self._change(lambda: self.desk.forms.moved(draft, key, down), key)

    def _drop(self) -> None:
        key, row, draft = self._key(), self.grid.currentRow(), self.draft
        beside = [*self._keys[row + 1 :], *reversed(self._keys[:row])]
        if key and not self._change(lambda: self.desk.forms.hidden(draft, key), next(iter(beside), key)):
            self.grid.setCurrentCell(row, HEADING)

    def _bring_back(self, key: str) -> None:
        draft = self.draft
        self._change(lambda: self.desk.forms.shown_again(draft, key), key)

    def _add(self, heading: str, content: str, words: str) -> None:
        draft = self.draft
        if self._change(lambda: self.desk.forms.with_own(draft, heading, content, words)):
            self.own.clear()


def _width(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Refused("列宽请写一个数，如 12", code="width", field="width") from None
