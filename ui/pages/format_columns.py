"""The columns of a form as a grid to change, adding a company's own, and bringing hidden ones back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QWidget,
)

from firstask_desktop.desk import Desk
from ui.widgets.boxes import LineBox
from ui.widgets.labels import plain

BY_HAND, FIXED = "", "fixed"
HEADING, WIDTH, CONTENT = 0, 1, 2
LINE = 30


class ColumnGrid(QTableWidget):
    """The columns of a form, one a line: heading and width are typed over, Alt+↑/↓ moves, Del hides."""

    moved = Signal(int)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setAccessibleName(self.tr("表的各列"))
        self.setHorizontalHeaderLabels([self.tr("表头"), self.tr("宽度"), self.tr("内容")])
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setDefaultSectionSize(LINE)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(HEADING, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setColumnWidth(WIDTH, 64)
        self.setColumnWidth(CONTENT, 190)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↑/↓ moves the column, Del hides it, Enter and typing edit the cell."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.editItem(self.currentItem())
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class OwnColumnBar(QWidget):
    """`added(heading, fixed, source)`; `wanted(key)` for a hidden column; `offer([(key, heading)])`, `clear()`."""

    added = Signal(str, str, str)
    wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("加自己的列"))
        self.heading = LineBox(self.tr("新列的表头"), self.tr("新列的表头"), 30)
        self.content = QComboBox()
        self.content.setAccessibleName(self.tr("新列的内容"))
        self.content.addItem(self.tr("留空，手填"), BY_HAND)
        self.content.addItem(self.tr("固定文字"), FIXED)
        for source, words in desk.forms.sources():
            self.content.addItem(words, source)
        self.fixed = LineBox(self.tr("固定文字"), self.tr("每行都写的字"), 200)
        self.add = QPushButton(self.tr("加自己的列"))
        self.left = QComboBox()
        self.left.setAccessibleName(self.tr("去掉的列"))
        self.back = QPushButton(self.tr("放回"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.heading, self.content, self.fixed):
            row.addWidget(part, 1)
        row.addWidget(self.add)
        row.addSpacing(16)
        self._word = plain(self.tr("去掉的列"), "muted")
        for other in (self._word, self.left, self.back):
            row.addWidget(other)
        self.content.currentIndexChanged.connect(self._chosen)
        self.add.clicked.connect(self._add)
        self.heading.returnPressed.connect(self._add)
        self.fixed.returnPressed.connect(self._add)
        self.back.clicked.connect(self._back)
        self._chosen()

    def offer(self, hidden: Sequence[tuple[str, str]]) -> None:
        """Which hidden columns can be brought back."""
        self.left.clear()
        for key, heading in hidden:
            self.left.addItem(heading, key)
        for part in (self._word, self.left, self.back):
            part.setVisible(bool(hidden))

    def clear(self) -> None:
        """Ready for the next column."""
        self.heading.set_value("")
        self.fixed.set_value("")

    def _chosen(self) -> None:
        self.fixed.setVisible(self.content.currentData() == FIXED)

    def _add(self) -> None:
        chosen = str(self.content.currentData())
        fixed = self.fixed.value() if chosen == FIXED else ""
        self.added.emit(self.heading.value(), fixed, "" if chosen == FIXED else chosen)

    def _back(self) -> None:
        if self.left.currentData():
            self.wanted.emit(str(self.left.currentData()))
