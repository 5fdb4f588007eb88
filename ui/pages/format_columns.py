"""The columns of a list: headings, widths and order typed over, a company's own added, the newest rows seen below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidgetItem, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui.pages.format_grid import AddBar, Draft, DraftPart, EditGrid
from ui.pages.ledger_sheet import Row, row_id, sheet_columns
from ui.tables.columns import Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable
from ui.widgets.labels import plain

FIXED = "fixed"
HEADING, WIDTH, CONTENT = 0, 1, 2


class ListPart(DraftPart):
    """The columns of a register or ledger, one a line, and the newest rows as they would stand."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        headings = (self.tr("表头"), self.tr("宽度"), self.tr("内容"))
        self.grid = EditGrid(self.tr("表的各列"), headings, HEADING)
        self.grid.setColumnWidth(WIDTH, 64)
        self.grid.setColumnWidth(CONTENT, 190)
        self.own = AddBar(self.tr("加自己的列"), self.tr("新列的表头"), (), self.tr("去掉的列"))
        self.preview: RegisterTable | None = None
        self._rows: tuple[Row, ...] = ()
        self._keys: list[str] = []
        self._shown = QWidget()
        seen = QVBoxLayout(self._shown)
        seen.setContentsMargins(0, 0, 0, 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.grid, 5)
        rows.addWidget(self.own)
        rows.addWidget(plain(self.tr("预览：最近几条照现在的样子"), "muted"))
        rows.addWidget(self._shown, 4)
        self.grid.itemChanged.connect(self._typed)
        self.grid.moved.connect(self._move)
        self.grid.dropped.connect(self._drop)
        self.own.added.connect(self._add)
        self.own.wanted.connect(self._bring_back)

    def show_draft(self, draft: Draft, key: str = "") -> None:
        """The draft's columns and its newest rows; the cursor on the column `key`, else where it was."""
        key = key or self._key()
        self.draft = draft
        self.filling = True
        self._keys = [column.key for column in draft.columns]
        words = dict(self.desk.forms.sources())
        self.grid.setRowCount(len(draft.columns))
        for place, column in enumerate(draft.columns):
            fixed = self.tr("固定文字：%1").replace("%1", column.fixed)
            content = fixed if column.fixed else words.get(column.source, self.tr("照表填写"))
            self.grid.put(place, (column.heading, f"{column.width:g}", content), frozenset({CONTENT}))
            if column.key == key:
                self.grid.setCurrentCell(place, HEADING)
        self.own.set_contents(self.desk.forms.contents(draft))
        self.own.offer([(column.key, column.heading) for column in self.desk.forms.left_out(draft)])
        self.filling = False
        self._show_preview()

    def _show_preview(self) -> None:
        self._rows = tuple(self.desk.forms.preview(self.draft))
        former = self.preview
        model: PagedTableModel[Row] = PagedTableModel(sheet_columns(self.draft.columns), self._fetch, row_id, self)
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
        if self.grid.currentRow() >= 0:
            self.preview.scrollTo(model.index(0, self.grid.currentRow()))

    def _fetch(self, _after: object | None) -> Page[Row]:
        return Page(self._rows, None, len(self._rows))

    def _key(self) -> str:
        return self._key_of(self.grid.currentRow())

    def _key_of(self, row: int) -> str:
        return self._keys[row] if 0 <= row < len(self._keys) else ""

    def _typed(self, item: QTableWidgetItem) -> None:
        if self.filling:
            return
        key, forms = self._key_of(item.row()), self.desk.forms
        try:
            if item.column() == HEADING:
                draft = forms.renamed(self.draft, key, item.text())
            else:
                draft = forms.widened(self.draft, key, _width(item.text()))
        except Refused as refusal:
            self.show_draft(self.draft, key)
            self.refused.emit(str(refusal))
            return
        self._tell(draft, key)

    def _tell(self, draft: Draft, key: str) -> None:
        self.show_draft(draft, key)
        self.changed.emit(draft)

    def _move(self, _across: int, down: int) -> None:
        key = self._key()
        if key and down:
            self._tell(self.desk.forms.moved(self.draft, key, down), key)

    def _drop(self) -> None:
        key, row = self._key(), self.grid.currentRow()
        if not key:
            return
        try:
            draft = self.desk.forms.hidden(self.draft, key)
        except Refused as refusal:
            self.refused.emit(str(refusal))
            return
        self._tell(draft, draft.columns[min(row, len(draft.columns) - 1)].key)

    def _bring_back(self, key: str) -> None:
        try:
            draft = self.desk.forms.shown_again(self.draft, key)
        except Refused as refusal:
            self.refused.emit(str(refusal))
            return
        self._tell(draft, key)

    def _add(self, heading: str, content: str, words: str) -> None:
        try:
            draft = self.desk.forms.with_own(self.draft, heading, content, words)
        except Refused as refusal:
            self.refused.emit(str(refusal))
            return
        self.own.clear()
        self._tell(draft, draft.columns[-1].key)


def _width(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Refused("列宽请写一个数，如 12", code="width", field="width") from None
