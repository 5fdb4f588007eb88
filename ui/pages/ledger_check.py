"""How a register on paper agrees with the register of today, line by line, to be read, copied and gone after."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.domain.paper_checks import PaperCheck, RowCheck, RowVerdict
from ui.clip import copy
from ui.tables.columns import Column, Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.labels import plain
from ui.widgets.notice import Notice

TONES = {RowVerdict.NEW: Tone.ACCENT, RowVerdict.CHANGED: Tone.AMBER}


def tone_of(row: RowCheck) -> Tone:
    """Red for what no journal line explains."""
    return TONES.get(row.verdict, Tone.PLAIN) if row.explained else Tone.RED


def _verdict(row: RowCheck) -> str:
    return row.verdict.word if row.explained else f"{row.verdict.word}，日志不能解释"


def _line(row: RowCheck) -> str:
    return str(row.line) if row.line else ""


def _number(row: RowCheck) -> str:
    return row.number


def _words(row: RowCheck) -> str:
    return "\n".join(cell.words for cell in row.cells)


class CheckDialog(QDialog):
    """`CheckDialog(check, parent)`: the result in one paragraph, every line that differs; Enter tells `opened(case_id)`."""

    opened = Signal(str)

    def __init__(self, check: PaperCheck, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = check
        self.setWindowTitle(self.tr("核对纸质台账"))
        self.setAccessibleName(self.tr("核对纸质台账"))
        self.setMinimumSize(860, 460)
        self.said = Notice(check.summary, Tone.GREEN if check.sound else Tone.RED)
        columns: list[Column[RowCheck]] = [
            Column("number", self.tr("编号/内容"), 132, _number),
            Column("line", self.tr("纸上行号"), 76, _line, align="right"),
            Column("verdict", self.tr("结果"), 190, _verdict, tone=tone_of),
            Column("words", self.tr("纸上 → 现在（哪一行日志，谁）"), 420, _words, stretch=True),
        ]
        self._places = {id(row): str(place) for place, row in enumerate(check.rows)}
        self.model: PagedTableModel[RowCheck] = PagedTableModel(columns, self._fetch, self._place, self)
        self.table = RegisterTable(self.tr("核对结果"), self.model, empty=self.tr("每一行都与今天的台账一致"))
        self.table.opened.connect(self._open)
        self.footer = TableFooter(self.table, (("Enter", self.tr("打开事项")), ("Esc", self.tr("关闭"))))
        self.copy = QPushButton(self.tr("复制全部"))
        self.shut = QPushButton(self.tr("关闭  Esc"))
        self.shut.setProperty("primary", True)
        self.copy.clicked.connect(self._copy)
        self.shut.clicked.connect(self.accept)
        self.shut.setAutoDefault(False)
        self.copy.setAutoDefault(False)
        self._lay_out()
        self.finished.connect(self.deleteLater)
        self.model.reload()
        self.table.setFocus()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.shut)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(10)
        rows.addWidget(plain(self.tr("核对纸质台账"), "title"))
        rows.addWidget(self.said)
        for fault in self.check.faults[:5]:
            rows.addWidget(plain(fault, "refusal", wrap=True))
        rows.addWidget(self.table, 1)
        rows.addWidget(self.footer)
        rows.addLayout(buttons)

    def _fetch(self, _after: object | None) -> Page[RowCheck]:
        return Page(self.check.rows, None, len(self.check.rows))

    def _place(self, row: RowCheck) -> str:
        """Where the line stands in the list: several lines of a book may belong to one matter."""
        return self._places[id(row)]

    def _open(self, place: str) -> None:
        found = self.check.rows[int(place)]
        if found.case_id:
            self.accept()
            self.opened.emit(found.case_id)

    def _copy(self) -> None:
        lines = [self.check.summary]
        lines += [f"{row.number}\t{_verdict(row)}\t{row.words}" for row in self.check.rows]
        copy("\n".join([*lines, *self.check.faults]))
