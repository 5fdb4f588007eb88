"""The lines of a slip: order, labels and contents typed over, values put in by name, the sheet beside ([11] [51]–[53] [71])."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui.pages.format_grid import AddBar, Draft, DraftPart, EditGrid
from ui.pages.format_previews import SlipSheet
from ui.pages.intake_fields import Pick
from ui.widgets.labels import plain

KIND, LABEL, CONTENT, EMPTY = range(4)
SIGN = "sign"


class LinePart(DraftPart):
    """The parts of a slip one a line, boxes to sign last; contents name values in braces: `{承诺时间} 前给您答复`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.kinds = {
            "line": self.tr("一行"), "items": self.tr("逐条"), "text": self.tr("一句话"), SIGN: self.tr("签字"),
        }  # fmt: skip
        headings = (self.tr("种类"), self.tr("格前的字"), self.tr("内容"), self.tr("没有内容时写"))
        self.grid = EditGrid(self.tr("单据的各行"), headings, CONTENT)
        for column, wide in ((KIND, 56), (LABEL, 130), (EMPTY, 110)):
            self.grid.setColumnWidth(column, wide)
        contents = [(kind, words, True) for kind, words in self.kinds.items()]
        self.own = AddBar(self.tr("加一行"), self.tr("格前的字"), contents, self.tr("去掉的行"))
        self.own.fixed.setPlaceholderText(self.tr("内容，如 {承诺时间} 前给您答复"))
        self.values = Pick(self.tr("可以插入的内容"), ())
        self.insert = QPushButton(self.tr("插入到这一行"))
        self.sheet = SlipSheet(self.tr("预览"))
        self._lay_out()
        self.setFocusProxy(self.grid)
        self.grid.itemChanged.connect(self._typed)
        self.grid.moved.connect(self._move)
        self.grid.dropped.connect(self._drop)
        self.own.added.connect(self._add)
        self.insert.clicked.connect(self._insert)

    def _lay_out(self) -> None:
        values = QHBoxLayout()
        values.setSpacing(8)
        values.addWidget(plain(self.tr("内容里可以插入"), "muted"))
        values.addWidget(self.values, 1)
        values.addWidget(self.insert)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.grid, 1)
        left.addLayout(values)
        left.addWidget(self.own)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        both.addLayout(left, 1)
        both.addWidget(self.sheet)

    def show_draft(self, draft: Draft, at: int | None = None) -> None:
        """The draft's lines and its sheet; the cursor on the line `at`, else where it was."""
        row, column = self.grid.currentRow() if at is None else at, max(self.grid.currentColumn(), LABEL)
        self.draft = draft
        self.filling = True
        lines = self.desk.forms.lines
        self.grid.setRowCount(len(draft.parts) + len(draft.signs))
        for place, part in enumerate((*draft.parts, *draft.signs)):
            kind = getattr(part, "kind", SIGN)
            cells = (self.kinds[kind], part.label, lines.content(draft, place), getattr(part, "empty", ""))
            self.grid.put(place, cells, _FIXED.get(kind, frozenset({KIND})))
        if 0 <= row < self.grid.rowCount():
            self.grid.setCurrentCell(row, column)
        self.values.set_values([(words, words) for words, _ in lines.values(draft)])
        self.filling = False
        self.sheet.show_paper(lines.preview(draft))

    def _change(self, make: Callable[[], Draft], at: int | None = None) -> bool:
        """Take a change, or say why not and show what stands."""
        try:
            draft = make()
        except Refused as refusal:
            self.show_draft(self.draft)
            self.refused.emit(str(refusal))
            return False
        self.show_draft(draft, at)
        self.changed.emit(draft)
        return True

    def _typed(self, item: QTableWidgetItem) -> None:
        if self.filling:
            return
        lines, draft, at, text = self.desk.forms.lines, self.draft, item.row(), item.text()
        change = {LABEL: lines.labelled, CONTENT: lines.saying, EMPTY: lines.when_empty}[item.column()]
        self._change(lambda: change(draft, at, text), at)

    def _insert(self) -> None:
        at = self.grid.currentRow()
        if at < 0 or not self.values.value():
            return
        lines, draft, value = self.desk.forms.lines, self.draft, "{" + self.values.value() + "}"
        before = "" if draft_kind(draft, at) in (SIGN, "items") else lines.content(draft, at)
        self._change(lambda: lines.saying(draft, at, f"{before} {value}".strip()), at)

    def _move(self, _across: int, down: int) -> None:
        at = self.grid.currentRow()
        if at >= 0 and down:
            draft, place = self.desk.forms.lines.moved(self.draft, at, down)
            self.show_draft(draft, place)
            self.changed.emit(draft)

    def _drop(self) -> None:
        at, draft = self.grid.currentRow(), self.draft
        if at >= 0:
            self._change(lambda: self.desk.forms.lines.dropped(draft, at))

    def _add(self, label: str, kind: str, content: str) -> None:
        try:
            after = self.grid.currentRow()
            after = after if after >= 0 else len(self.draft.parts)
            draft, place = self.desk.forms.lines.with_part(self.draft, kind, label, content, after)
        except Refused as refusal:
            self.refused.emit(str(refusal))
            return
        self.own.clear()
        self.show_draft(draft, place)
        self.changed.emit(draft)


_FIXED = {SIGN: frozenset({KIND, EMPTY}), "text": frozenset({KIND, LABEL, EMPTY})}
"""Which cells of a line cannot be typed over."""


def draft_kind(draft: Draft, at: int) -> str:
    """What kind of part stands there."""
    return str(draft.parts[at].kind) if at < len(draft.parts) else SIGN
