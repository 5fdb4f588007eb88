"""What the import dialog is laid out of: the head with sheet and heading line, the filter of verdicts, the buttons."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QWidget

from firstask_desktop.domain.importing import RowVerdict
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.labels import ElidedLabel, plain

ALL = "all"
LEDGER = "kf-06-01"
Plan = Any
"""A file on its way in, as `desk.imports.open` gives it: the window asks it and tells it, and never makes one."""
WITHIN = 25


class TableHead(QWidget):
    """Which sheet, which line holds the headings, whether they take two: `moved()` when a person chose otherwise."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(self.tr("工作表"))
        self.sheet.setMinimumWidth(150)
        self.line = LineBox(self.tr("列名所在行"), max_length=2)
        self.line.setValidator(QIntValidator(1, WITHIN, self))
        self.line.setFixedWidth(52)
        self._line = 0
        self.double = QCheckBox(self.tr("列名占两行"))
        self.file = ElidedLabel("", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        row.addWidget(plain(self.tr("工作表")))
        row.addWidget(self.sheet)
        row.addWidget(plain(self.tr("列名在第")))
        row.addWidget(self.line)
        row.addWidget(plain(self.tr("行")))
        row.addWidget(self.double)
        self.sheet.activated.connect(self._moved)
        self.line.editingFinished.connect(self._line_typed)
        self.double.clicked.connect(self._moved)

    def show_table(self, file: str, sheets: tuple[str, ...], sheet: str, line: int, double: bool) -> None:
        """Show where the table was found, without telling."""
        self.file.set_words(file)
        self.sheet.clear()
        self.sheet.addItems(list(sheets))
        self.sheet.setCurrentText(sheet)
        self._line = line
        self.line.set_value(str(line))
        self.double.setChecked(double)

    def first_line(self) -> int:
        """The first line of the headings."""
        return int(self.line.value() or self._line)

    def _line_typed(self) -> None:
        if self.first_line() != self._line:
            self.moved.emit()

    def _moved(self) -> None:
        self.moved.emit()


class VerdictFilter(ChoiceRow):
    """Rows by verdict with their number: `chosen(value)`; `verdict()` is None for all of them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, [Choice(ALL, "…")], parent)
        self.set_value(ALL)

    def show_counts(self, counts: Mapping[RowVerdict, int]) -> None:
        """Say how many there are of each."""
        kept = self.value() or ALL
        choices = [Choice(ALL, self.tr("全部 %1").replace("%1", str(sum(counts.values()))), "0")]
        choices += [
            Choice(verdict.value, f"{verdict.word} {counts[verdict]}", str(place))
            for place, verdict in enumerate(counts, 1)
        ]
        self.set_choices(choices)
        self.set_value(kept)

    def verdict(self) -> RowVerdict | None:
        """The verdict whose rows are shown."""
        value = self.value()
        return RowVerdict(value) if value and value != ALL else None


class ImportTop(QWidget):
    """What is imported, and from which file."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ChoiceRow(self.tr("导入什么"), self._kinds())
        self.kind.set_value(key)
        self.choose = QPushButton(self.tr("选择文件  Ctrl+O"))
        self.choose.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(plain(self.tr("导入"), "title"))
        row.addWidget(self.kind, 1)
        row.addWidget(self.choose)

    def _kinds(self) -> list[Choice]:
        return [
            Choice(LEDGER, self.tr("台账 06-01"), "1"),
            Choice("staff", self.tr("员工名单"), "2"),
            Choice("matters", self.tr("事项目录"), "3"),
            Choice("externals", self.tr("外部单位"), "4"),
            Choice("departments", self.tr("部门"), "5"),
            Choice("posts", self.tr("岗位"), "6"),
            Choice("service-map", self.tr("服务地图"), "7"),
        ]


class ImportFoot(QWidget):
    """What can be done with the file, and with earlier ones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.past = QPushButton(self.tr("历次导入  Ctrl+H"))
        self.spare = QPushButton(self.tr("导出现有  Ctrl+E"))
        self.keep_bad = QPushButton(self.tr("另存有误的行  Ctrl+S"))
        self.shut = QPushButton(self.tr("关闭  Esc"))
        self.take = QPushButton(self.tr("导入  Ctrl+Enter"))
        self.take.setProperty("primary", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.past, self.spare, self.keep_bad, self.shut, self.take):
            button.setAutoDefault(False)
            button.setMinimumHeight(34)
            if button is self.shut:
                row.addStretch(1)
            row.addWidget(button)
