"""The boxes of a one-page form: labels, widths, heights, choices and order typed over, own boxes added, the page beside ([95])."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui.pages.format_grid import AddBar, Draft, DraftPart, EditGrid
from ui.pages.format_previews import PagePicture

LABEL, SPAN, LINES, CHOICES, CONTENT = range(5)
Place = tuple[int, int, int]


class BoxPart(DraftPart):
    """The boxes one a line under the headings of their sections; Alt+↑/↓ moves the row, Alt+←/→ the box within it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        headings = (self.tr("栏目和格"), self.tr("宽"), self.tr("行数"), self.tr("勾选的各项"), self.tr("内容"))
        self.grid = EditGrid(self.tr("表的各格"), headings, LABEL)
        for column, wide in ((SPAN, 42), (LINES, 48), (CHOICES, 150), (CONTENT, 96)):
            self.grid.setColumnWidth(column, wide)
        contents = [
            ("", self.tr("留空，手填"), False),
            ("fixed", self.tr("固定文字"), True),
            ("ticks", self.tr("勾选，选项用顿号隔开"), True),
            ("sign", self.tr("签字"), False),
            *((source, words, False) for source, words in desk.forms.sources()),
        ]
        self.own = AddBar(self.tr("加格"), self.tr("新格的文字"), contents, self.tr("去掉的格"))
        self.new_section = QPushButton(self.tr("加栏目"))
        self.picture = PagePicture(self.tr("预览"))
        self._places: list[Place] = []
        self._lay_out()
        self.setFocusProxy(self.grid)
        self.grid.itemChanged.connect(self._typed)
        self.grid.moved.connect(self._move)
        self.grid.dropped.connect(self._drop)
        self.own.added.connect(self._add)
        self.own.wanted.connect(self._bring_back)
        self.new_section.clicked.connect(self._add_section)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.own, 1)
        bar.addWidget(self.new_section)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.grid, 1)
        left.addLayout(bar)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        both.addLayout(left, 1)
        both.addWidget(self.picture)

    def show_draft(self, draft: Draft, place: Place | None = None) -> None:
        """The draft's boxes and its page; the cursor on the box at `place`, else where it was."""
        row, column = self.grid.currentRow(), max(self.grid.currentColumn(), 0)
        self.draft = draft
        self.filling = True
        self._places = []
        for at, section in enumerate(draft.sections):
            self._places.append((at, -1, -1))
            self._places += [(at, line, box) for line, boxes in enumerate(section.rows) for box in range(len(boxes))]
        self.grid.setRowCount(len(self._places))
        for line, (at, row_no, box) in enumerate(self._places):
            if row_no < 0:
                self.grid.put(line, (draft.sections[at].heading, "", "", "", ""), _ALL_BUT_LABEL, bold=True)
            else:
                self._put(line, draft.sections[at].rows[row_no], box)
        if place in self._places:
            row = self._places.index(place)
        if 0 <= row < len(self._places):
            self.grid.setCurrentCell(row, column)
        self.own.offer([(one.key or f"sign:{one.label}", one.label) for one in self.desk.forms.boxes.left_out(draft)])
        self.filling = False
        self.picture.show_page(self.desk.forms.boxes.preview(draft))

    def _put(self, line: int, boxes: tuple[Draft, ...], at: int) -> None:
        box = boxes[at]
        words = dict(self.desk.forms.sources())
        usual = self.tr("照表填写") if box.key else self.tr("手填")
        content = words.get(box.key, usual)
        if box.kind == "sign":
            content = self.tr("签字")
        elif box.fixed:
            content = self.tr("固定：%1").replace("%1", box.fixed)
        beside = "　" if at == 0 else "　　┊ "
        cells = (beside + box.label, str(box.span), str(box.lines), "、".join(box.choices), content)
        fixed = {CONTENT} | ({SPAN} if len(boxes) == 1 else set()) | ({CHOICES} if box.kind == "sign" else set())
        self.grid.put(line, cells, frozenset(fixed))

    def _here(self) -> Place | None:
        row = self.grid.currentRow()
        return self._places[row] if 0 <= row < len(self._places) else None

    def _section(self) -> int:
        here = self._here()
        return here[0] if here is not None else len(self.draft.sections) - 1

    def _change(self, make: Callable[[], Draft], place: Place | None = None) -> bool:
        """Take a change, or say why not and show what stands."""
        try:
            draft = make()
        except Refused as refusal:
            self.show_draft(self.draft, self._here())
            self.refused.emit(str(refusal))
            return False
        self.show_draft(draft, place)
        self.changed.emit(draft)
        return True

    def _typed(self, item: QTableWidgetItem) -> None:
        if self.filling:
            return
        place, text, boxes = self._places[item.row()], item.text().strip("　┊ "), self.desk.forms.boxes
        draft, column = self.draft, item.column()

        def changed() -> Draft:
            if place[1] < 0:
                return boxes.section_renamed(draft, place[0], text)
            if column == LABEL:
                return boxes.labelled(draft, place, text)
            if column == SPAN:
                return boxes.spanned(draft, place, _whole(text))
            if column == LINES:
                return boxes.heightened(draft, place, _whole(text))
            return boxes.offering(draft, place, text.replace("，", "、").replace(",", "、").split("、"))

        self._change(changed, place)

    def _move(self, across: int, down: int) -> None:
        here = self._here()
        if here is None or here[1] < 0:
            return
        try:
            draft, place = self.desk.forms.boxes.moved(self.draft, here, across, down)
        except Refused as refusal:
            self.refused.emit(str(refusal))
            return
        self.show_draft(draft, place)
        self.changed.emit(draft)

    def _drop(self) -> None:
        here = self._here()
        if here is not None and here[1] >= 0:
            draft = self.draft
            self._change(lambda: self.desk.forms.boxes.dropped(draft, here))

    def _add(self, label: str, content: str, words: str) -> None:
        draft, section = self.draft, self._section()
        place = (section, len(draft.sections[section].rows), 0)
        if self._change(lambda: self.desk.forms.boxes.with_own(draft, section, label, content, words), place):
            self.own.clear()

    def _add_section(self) -> None:
        draft, after, heading = self.draft, self._section(), self.own.heading.value()
        if self._change(lambda: self.desk.forms.boxes.with_section(draft, heading, after), (after + 1, 0, 0)):
            self.own.clear()

    def _bring_back(self, name: str) -> None:
        draft, section = self.draft, self._section()
        place = (section, len(draft.sections[section].rows), 0)
        self._change(lambda: self.desk.forms.boxes.shown_again(draft, name, section), place)


_ALL_BUT_LABEL = frozenset({SPAN, LINES, CHOICES, CONTENT})


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise Refused("请写一个整数", code="number", field="number")
    return int(text)
