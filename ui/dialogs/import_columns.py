"""Which column of a foreign sheet is what, and what stands in the whole file where there is no such column."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from firstask_desktop.domain.values import dataclass
from ui.widgets.labels import ElidedLabel, plain

NAME, BOX = 150, 150


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field of the format: its key, its heading, whether every row needs it, and words offered for the whole file."""

    key: str
    heading: str
    needed: bool = False
    words: tuple[str, ...] = ()


class _Box(QComboBox):
    """A box that the wheel leaves alone while one scrolls past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the list instead."""
        event.ignore()


class ColumnList(QScrollArea):
    """`show_columns(headings, samples, places, fixed, fields)`; `assigned(column, key)` and `filled(key, text)` when a
    person chooses. Tab goes from box to box, ↑ ↓ or the first characters choose."""

    assigned = Signal(int, str)
    filled = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("各列是什么"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(NAME + BOX + 34)
        self._shown: tuple[object, ...] = ()
        self.boxes: dict[int, QComboBox] = {}
        self.values: dict[str, QComboBox] = {}

    def show_columns(
        self,
        headings: Sequence[str],
        samples: Sequence[Sequence[str]],
        places: Mapping[str, int],
        fixed: Mapping[str, str],
        fields: Sequence[FieldChoice],
    ) -> None:
        """Show the columns as they are understood now; boxes that would say the same are left as they are."""
        wanted = (tuple(headings), tuple(map(tuple, samples)), dict(places), dict(fixed), tuple(fields))
        if wanted == self._shown:
            return
        self._shown = wanted
        rolled = self.verticalScrollBar().value()
        inside = QWidget()
        inside.setObjectName("scrolled")
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 10, 0)
        whole.setSpacing(8)
        self.boxes, self.values = {}, {}
        lacking = [each for each in fields if each.needed and each.key not in places]
        if lacking:
            whole.addWidget(plain(self.tr("表里没有的栏目：整份文件填"), "strong"))
            whole.addLayout(self._lacking(lacking, fixed))
        whole.addWidget(plain(self.tr("表里的各列是什么"), "strong"))
        whole.addLayout(self._columns(headings, samples, places, fields, self._offered(fields, inside)))
        whole.addStretch(1)
        self.setWidget(inside)
        self.verticalScrollBar().setValue(rolled)

    def spot(self) -> tuple[str, object]:
        """Where the cursor is: ("column", number), ("value", key), or ("", "") elsewhere."""
        for column, box in self.boxes.items():
            if box.hasFocus():
                return "column", column
        for key, box in self.values.items():
            if box.hasFocus() or box.isAncestorOf(QApplication.focusWidget() or self):
                return "value", key
        return "", ""

    def _all(self) -> list[tuple[tuple[str, object], QComboBox]]:
        columns: list[tuple[tuple[str, object], QComboBox]] = [(("column", at), box) for at, box in self.boxes.items()]
        return columns + [(("value", key), box) for key, box in self.values.items()]

    def go_to(self, spot: tuple[str, object]) -> None:
        """Put the cursor there, or near it when that box is gone."""
        box = (
            next((each for at, each in self._all() if at == spot), None)
            or next(iter(self.values.values()), None)
            or next(iter(self.boxes.values()), None)
        )
        if spot[0] and box is not None:
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(box)

    def _lacking(self, fields: Sequence[FieldChoice], fixed: Mapping[str, str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        for row, each in enumerate(fields):
            box = _Box()
            line = QLineEdit()
            box.setEditable(True)
            box.setLineEdit(line)
            line.setStyleSheet("QLineEdit { border: none; padding: 0; margin: 0; background: transparent; }")
            box.addItem("")
            box.addItems(list(each.words))
            box.setCurrentText(fixed.get(each.key, ""))
            box.setProperty("key", each.key)
            box.setAccessibleName(each.heading)
            box.setMinimumWidth(BOX)
            box.activated.connect(self._filled)
            line.setProperty("key", each.key)
            line.editingFinished.connect(self._filled_line)
            self.values[each.key] = box
            grid.addWidget(ElidedLabel(each.heading), row, 0)
            grid.addWidget(box, row, 1)
        grid.setColumnMinimumWidth(0, NAME)
        return grid

    def _columns(
        self,
        headings: Sequence[str],
        samples: Sequence[Sequence[str]],
        places: Mapping[str, int],
        fields: Sequence[FieldChoice],
        offered: QStandardItemModel,
    ) -> QGridLayout:
        taken = {place: key for key, place in places.items()}
        keys = ["", *(each.key for each in fields)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        row = 0
        for column, heading in enumerate(headings):
            if not heading and not samples[column]:
                continue
            name = QVBoxLayout()
            name.setSpacing(0)
            name.addWidget(ElidedLabel(" ".join(heading.split()) or self.tr("（无列名）")))
            name.addWidget(ElidedLabel("、".join(samples[column])[:200] or "—", "small"))
            box = _Box()
            box.setModel(offered)
            box.setCurrentIndex(keys.index(taken.get(column, "")))
            box.setProperty("column", column)
            box.setAccessibleName(heading)
            box.setMinimumWidth(BOX)
            box.activated.connect(self._assigned)
            self.boxes[column] = box
            grid.addLayout(name, row, 0)
            grid.addWidget(box, row, 1)
            row += 1
        grid.setColumnMinimumWidth(0, NAME)
        grid.setColumnStretch(0, 1)
        return grid

    def _offered(self, fields: Sequence[FieldChoice], inside: QWidget) -> QStandardItemModel:
        """What any column can be, made once for all the boxes and gone with them."""
        offered = QStandardItemModel(inside)
        for heading, key in ((self.tr("— 不导入 —"), ""), *((each.heading, each.key) for each in fields)):
            item = QStandardItem(heading)
            item.setData(key, Qt.ItemDataRole.UserRole)
            offered.appendRow(item)
        return offered

    def _assigned(self, _place: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.assigned.emit(int(box.property("column")), str(box.currentData()))

    def _filled(self, _place: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.filled.emit(str(box.property("key")), box.currentText())

    def _filled_line(self) -> None:
        line = self.sender()
        if isinstance(line, QLineEdit) and line.property("key") in self.values:
            self.filled.emit(str(line.property("key")), line.text())
