"""记录格式: the company makes a register its own — headings, order, widths, number, own columns — and sees it at once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableWidgetItem, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui.memory import WindowMemory
from ui.pages.format_columns import CONTENT, HEADING, ColumnGrid, OwnColumnBar
from ui.pages.intake_fields import Pick
from ui.pages.ledger_sheet import Row, row_id, sheet_columns
from ui.prompts import Prompts
from ui.tables.columns import Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable
from ui.theme import Tone
from ui.widgets.boxes import LineBox
from ui.widgets.field import Field
from ui.widgets.labels import KeyHints, plain
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel

FORM_WIDTH = 320


class FormatsPanel(Panel):
    """`show_form(key)`; Ctrl+S saves the company's copy, 恢复原样 goes back to the shipped form."""

    def __init__(self, desk: Desk, prompts: Prompts, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__("记录格式", " ", parent=parent)
        self._desk, self._prompts, self._memory = desk, prompts, memory
        self._filling = False
        states = desk.forms.states()
        self._draft = desk.forms.current(states[0].key)
        self.form = Pick(self.tr("表式"), [(each.key, self._word(each.key, each.title)) for each in states])
        self.form.setMinimumWidth(FORM_WIDTH)
        self.heading = LineBox(self.tr("标题"), "", 60)
        self.number = LineBox(self.tr("表号"), "", 40)
        self.revision = LineBox(self.tr("版本"), "", 12)
        self.grid = ColumnGrid()
        self.own = OwnColumnBar(desk)
        self.save = QPushButton(self.tr("保存  Ctrl+S"))
        self.back = QPushButton(self.tr("恢复原样…"))
        self.said, self.broken = Notice(), Notice()
        self.preview: RegisterTable | None = None
        self._rows: tuple[Row, ...] = ()
        self._shown = QWidget()
        self._lay_out()
        self._connect()
        self.show_form(states[0].key)
        self.setFocusProxy(self.form)

    def _word(self, key: str, title: str) -> str:
        words = {
            "kf-06-01": self.tr("06-01 台账"),
            "kf-06-01-short": self.tr("06-01 简表"),
            "kf-06-05-list": self.tr("06-05 一览"),
            "kf-06-05": self.tr("06-05 记录表"),
        }
        if key.startswith("slip-"):
            return self.tr("单据 · %1").replace("%1", title)
        return words.get(key, title)

    def _lay_out(self) -> None:
        self.save.setProperty("primary", True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.form)
        top.addStretch(1)
        top.addWidget(self.back)
        top.addWidget(self.save)
        named = QHBoxLayout()
        named.setSpacing(12)
        for words, box, room in (
            (self.tr("标题"), self.heading, 3),
            (self.tr("表号"), self.number, 2),
            (self.tr("版本"), self.revision, 1),
        ):
            named.addWidget(Field(words, box, label_width=44), room)
        keys = KeyHints(
            (
                ("Enter", self.tr("改")),
                ("Alt+↑/↓", self.tr("移动")),
                ("Del", self.tr("去掉")),
                ("Ctrl+S", self.tr("保存")),
            )
        )
        seen = QHBoxLayout(self._shown)
        seen.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(top)
        self.body.addWidget(self.broken)
        self.body.addLayout(named)
        self.body.addWidget(self.grid, 5)
        self.body.addWidget(self.own)
        self.body.addWidget(self.said)
        self.body.addWidget(keys)
        self.body.addWidget(plain(self.tr("预览：最近几件照现在的样子"), "muted"))
        self.body.addWidget(self._shown, 4)

    def _connect(self) -> None:
        self.form.edited.connect(self._form_chosen)
        for box in (self.heading, self.number, self.revision):
            box.editingFinished.connect(self._named)
        self.grid.itemChanged.connect(self._typed)
        self.grid.moved.connect(self._move)
        self.grid.dropped.connect(self._drop)
        self.own.added.connect(self._add_own)
        self.own.wanted.connect(self._bring_back)
        self.save.clicked.connect(self.keep)
        self.back.clicked.connect(self.ask_back)

    # ------------------------------------------------------------ what is shown

    def _form_chosen(self) -> None:
        self.show_form(self.form.value())

    def show_form(self, key: str) -> None:
        """Edit another form; what was not saved of the former one is dropped."""
        self.form.set_value(key)
        self._draft = self._desk.forms.current(key)
        self.said.say("")
        self._show()

    @property
    def draft_headings(self) -> list[str]:
        """The headings as they stand in the draft, in order."""
        return [column.heading for column in self._draft.columns]

    def _show(self, key: str = "") -> None:
        """The draft in the boxes, the grid and the preview; the cursor on the column `key`."""
        self._filling = True
        draft = self._draft
        state = next(each for each in self._desk.forms.states() if each.key == draft.key)
        aside = self.tr("本单位的格式") if state.own and not state.complaint else self.tr("随程序的格式")
        unsaved = draft != self._desk.forms.current(draft.key)
        self.set_aside(aside + self.tr("（有改动，未保存）") if unsaved else aside)
        self.broken.say(
            state.complaint, Tone.RED, self.tr("本单位的格式用不了，现在用随程序的") if state.complaint else ""
        )
        self.back.setEnabled(state.own)
        for box, text in (
            (self.heading, draft.title),
            (self.number, draft.form_number),
            (self.revision, draft.revision),
        ):
            box.set_value(text)
        words = dict(self._desk.forms.sources())
        self.grid.setRowCount(len(draft.columns))
        for place, column in enumerate(draft.columns):
            fixed = self.tr("固定文字：%1").replace("%1", column.fixed)
            content = fixed if column.fixed else words.get(column.source, self.tr("照表填写"))
            cells = (column.heading, f"{column.width:g}", content)
            for at, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, column.key)
                if at == CONTENT:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.grid.setItem(place, at, item)
            if column.key == key:
                self.grid.setCurrentCell(place, HEADING)
        listed = bool(draft.columns)
        for part in (self.grid, self.own, self._shown):
            part.setVisible(listed)
        left = self._desk.forms.left_out(draft) if listed else ()
        self.own.offer([(column.key, column.heading) for column in left])
        self._filling = False
        if listed:
            self._show_preview()

    def _show_preview(self) -> None:
        self._rows = tuple(self._desk.forms.preview(self._draft))
        former = self.preview
        model: PagedTableModel[Row] = PagedTableModel(sheet_columns(self._draft.columns), self._fetch, row_id, self)
        self.preview = RegisterTable(self.tr("预览"), model, empty=self.tr("还没有事项可以预览"))
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

    # ------------------------------------------------------------ changing

    def _key(self) -> str:
        item = self.grid.item(self.grid.currentRow(), HEADING)
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _named(self) -> None:
        if not self._filling:
            try:
                texts = self.heading.value(), self.number.value(), self.revision.value()
                self._draft = self._desk.forms.titled(self._draft, *texts)
                self.said.say("")
            except Refused as refusal:
                self.said.say(str(refusal), Tone.RED)

    def _typed(self, item: QTableWidgetItem) -> None:
        if self._filling:
            return
        key, forms = str(item.data(Qt.ItemDataRole.UserRole)), self._desk.forms
        try:
            if item.column() == HEADING:
                self._draft = forms.renamed(self._draft, key, item.text())
            else:
                self._draft = forms.widened(self._draft, key, _width(item.text()))
            self.said.say("")
        except Refused as refusal:
            self.said.say(str(refusal), Tone.RED)
        self._show(key)

    def _move(self, steps: int) -> None:
        key = self._key()
        if key:
            self._draft = self._desk.forms.moved(self._draft, key, steps)
            self._show(key)

    def _drop(self) -> None:
        key, row = self._key(), self.grid.currentRow()
        if not key:
            return
        try:
            self._draft = self._desk.forms.hidden(self._draft, key)
            self.said.say("")
        except Refused as refusal:
            self.said.say(str(refusal), Tone.RED)
            return
        self._show(self._draft.columns[min(row, len(self._draft.columns) - 1)].key)

    def _bring_back(self, key: str) -> None:
        try:
            self._draft = self._desk.forms.shown_again(self._draft, key)
        except Refused as refusal:
            self.said.say(str(refusal), Tone.RED)
        self._show(key)

    def _add_own(self, heading: str, fixed: str, source: str) -> None:
        try:
            self._draft = self._desk.forms.with_own(self._draft, heading, fixed, source)
        except Refused as refusal:
            self.said.say(str(refusal), Tone.RED)
            return
        self.own.clear()
        self.said.say("")
        self._show(self._draft.columns[-1].key)

    # ------------------------------------------------------------ keeping

    def keep(self) -> None:
        """Write the company's copy."""
        self._named()
        if self.said.text.text():
            return
        try:
            path = self._desk.forms.save(self._draft)
        except Refused as refusal:
            self.said.say(str(refusal), Tone.RED)
            return
        self._show(self._key())
        self.said.say(self.tr("已保存，台账、导出和导入都照这个格式：%1").replace("%1", str(path)), Tone.GREEN)

    def ask_back(self) -> None:
        """Ask, then use the shipped form again."""
        question = self.tr("恢复随程序的《%1》？本单位的格式另存为 .old，不再使用。").replace("%1", self._draft.title)
        self._prompts.ask(self, question, self.tr("恢复原样"), self.tr("不恢复"), self._go_back, careful=True)

    def _go_back(self, yes: bool) -> None:
        if not yes:
            return
        try:
            self._desk.forms.go_back(self._draft.key)
        except Refused as refusal:
            self.said.say(str(refusal), Tone.RED)
            return
        self.show_form(self._draft.key)
        self.said.say(self.tr("已恢复随程序的格式"), Tone.GREEN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S saves."""
        if event.key() == Qt.Key.Key_S and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.keep()
        else:
            super().keyPressEvent(event)


def _width(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Refused("列宽请写一个数，如 12", code="width", field="width") from None
