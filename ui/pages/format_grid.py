"""What the editors of a record format share: a grid that is typed over and moved by key, and the bar that adds to it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from firstask_desktop.desk import Desk
from ui.widgets.boxes import LineBox
from ui.widgets.labels import plain, tip

Draft = Any
"""A record format being changed; only the desk knows what is in it."""
LINE = 30
OFFERED = Qt.ItemDataRole.UserRole
"""Where a cell keeps the words it offers."""
STEPS = {
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
}  # fmt: skip


class DraftPart(QWidget):
    """One way to change a draft: `show_draft(draft)`; `changed(draft)` after every change, `refused(words)` otherwise."""

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.draft: Draft = None
        self.filling = False
        self.step = ""
        """What the last change was about, where several in a row are one step."""

    def show_draft(self, draft: Draft) -> None:
        """Show another draft; a subclass fills its grid and its preview."""
        self.draft = draft


Index = QModelIndex | QPersistentModelIndex


class WordBox(QComboBox):
    """The words a cell offers: arrows go through them, Enter takes one (and goes no further: it would open the cell anew),
    picking one from the open list `picked` it."""

    picked = Signal()

    def hidePopup(self) -> None:
        """What was picked from the list is meant."""
        was_open = self.view().isVisible()
        super().hidePopup()
        if was_open:
            self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Everything but Enter as usual."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)


class WordDelegate(QStyledItemDelegate):
    """Edits a cell by typing, or by choosing where the cell offers words."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line, or a list of the words."""
        words = index.data(OFFERED)
        if not words:
            return super().createEditor(parent, option, index)
        box = WordBox(parent)
        box.addItems(words)
        box.picked.connect(self._chosen)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what stands there."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data()))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was typed or chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)

    def _chosen(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.commitData.emit(box)
            self.closeEditor.emit(box)


class EditGrid(QTableWidget):
    """The parts of a form, one a line: cells are typed over or chosen, Alt+arrows move (`moved(across, down)`), Del drops."""

    moved = Signal(int, int)
    dropped = Signal()

    def __init__(self, name: str, headings: Sequence[str], stretch: int, parent: QWidget | None = None) -> None:
        super().__init__(0, len(headings), parent)
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(headings))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(WordDelegate(self))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setDefaultSectionSize(LINE)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def put(self, row: int, cells: Sequence[str], fixed: frozenset[int] = frozenset(), bold: bool = False) -> None:
        """Show a line; cells in `fixed` cannot be typed over."""
        for at, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(tip(text))
            if at in fixed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if bold:
                face = item.font()
                face.setBold(True)
                item.setFont(face)
            self.setItem(row, at, item)

    def offer(self, row: int, column: int, words: Sequence[str]) -> None:
        """What can be chosen in a cell."""
        item = self.item(row, column)
        if item is not None:
            item.setData(OFFERED, list(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+arrows move, Del drops, Enter and typing edit the cell."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in STEPS:
            self.moved.emit(*STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.editItem(self.currentItem())
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class AddBar(QWidget):
    """`added(label, content, words)` for a new part, `wanted(key)` for a hidden one; `offer([(key, heading)])`, `clear()`.

    `contents` are (value, words, whether words are typed for it).
    """

    added = Signal(str, str, str)
    wanted = Signal(str)

    def __init__(
        self, name: str, heading: str, contents: Sequence[tuple[str, str, bool]], hidden: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAccessibleName(name)
        self.heading = LineBox(heading, heading, 40)
        self.content = QComboBox()
        self.content.setAccessibleName(self.tr("内容"))
        self._typed: set[str] = set()
        self.fixed = LineBox(self.tr("文字"), self.tr("每张都写的字"), 200)
        self.add = QPushButton(name)
        self.left = QComboBox()
        self.left.setAccessibleName(hidden)
        self.back = QPushButton(self.tr("放回"))
        self._word = plain(hidden, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.heading, self.content, self.fixed):
            row.addWidget(part, 1)
        row.addWidget(self.add)
        for other in (self._word, self.left, self.back):
            row.addWidget(other)
        self.content.currentIndexChanged.connect(self._chosen)
        self.add.clicked.connect(self._add)
        self.heading.returnPressed.connect(self._add)
        self.fixed.returnPressed.connect(self._add)
        self.back.clicked.connect(self._back)
        self._contents: list[tuple[str, str, bool]] = []
        self.set_contents(contents)
        self.offer(())

    def set_contents(self, contents: Sequence[tuple[str, str, bool]]) -> None:
        """Offer other contents: (value, words, whether words are typed for it); the chosen one stays if it is among them."""
        if list(contents) == self._contents:
            return
        kept, self._contents = self.content.currentData(), list(contents)
        self._typed = {value for value, _, typed in contents if typed}
        self.content.clear()
        for value, words, _ in contents:
            self.content.addItem(words, value)
        self.content.setCurrentIndex(max(self.content.findData(kept), 0))
        self._chosen()

    def offer(self, hidden: Sequence[tuple[str, str]]) -> None:
        """Which hidden parts can be brought back."""
        self.left.clear()
        for key, heading in hidden:
            self.left.addItem(heading, key)
        for part in (self._word, self.left, self.back):
            part.setVisible(bool(hidden))

    def clear(self) -> None:
        """Ready for the next part."""
        self.heading.set_value("")
        self.fixed.set_value("")

    def _chosen(self) -> None:
        self.fixed.setVisible(self.content.currentData() in self._typed)

    def _add(self) -> None:
        chosen = str(self.content.currentData())
        self.added.emit(self.heading.value(), chosen, self.fixed.value() if chosen in self._typed else "")

    def _back(self) -> None:
        if self.left.currentData():
            self.wanted.emit(str(self.left.currentData()))
