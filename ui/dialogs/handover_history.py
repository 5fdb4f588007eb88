"""Earlier handovers: who gave the desk to whom, whether both confirmed; Enter shows the paper ([14])."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.desk_life import Handover
from ui.tables.columns import Column, Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.labels import plain

Show = Callable[[Handover], None]


class HandoverHistory(QDialog):
    """`HandoverHistory(desk, show, parent=None)`: the last thirty; Enter closes it and calls `show(handover)`."""

    def __init__(self, desk: Desk, show: Show, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._show = desk, show
        self.setWindowTitle(self.tr("以前的交接班"))
        self.setAccessibleName(self.tr("以前的交接班"))
        columns = [
            Column[Handover]("begun", self.tr("时间"), 130, self._begun),
            Column[Handover]("shift", self.tr("班次"), 80, _shift),
            Column[Handover]("giver", self.tr("交班人"), 110, self._giver),
            Column[Handover]("receiver", self.tr("接班人"), 110, self._receiver),
            Column[Handover]("state", self.tr("状态"), 110, self._state, tone=self._tone),
            Column[Handover]("remark", self.tr("备注"), 200, _remark, stretch=True),
        ]
        self.model: PagedTableModel[Handover] = PagedTableModel(columns, self._fetch, parent=self)
        self.table = RegisterTable(self.tr("以前的交接班"), self.model, two_lines=False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(10)
        rows.addWidget(plain(self.tr("以前的交接班"), "title"))
        rows.addWidget(self.table, 1)
        rows.addWidget(TableFooter(self.table, (("Enter", self.tr("看交接班日志")), ("Esc", self.tr("关闭")))))
        self.table.opened.connect(self._opened)
        self.finished.connect(self.deleteLater)
        self.resize(820, 460)
        self.table.reload()
        self.table.setFocus()

    def _fetch(self, _after: object | None) -> Page[Handover]:
        rows = tuple(self._desk.handover.recent())
        return Page(rows, None, len(rows))

    def _begun(self, row: Handover) -> str:
        return self._desk.clock.when(row.begun_at)

    def _giver(self, row: Handover) -> str:
        return self._desk.house.name(row.giver)

    def _receiver(self, row: Handover) -> str:
        return self._desk.house.name(row.receiver)

    def _state(self, row: Handover) -> str:
        if self._desk.handover.completed(row):
            return self.tr("已交接")
        if row.received_at is not None:
            return self.tr("已重做")
        return self.tr("待接班") if row.given_at else self.tr("交班中")

    def _tone(self, row: Handover) -> Tone:
        if self._desk.handover.completed(row):
            return Tone.GREEN
        return Tone.QUIET if row.received_at is not None else Tone.AMBER

    def _opened(self, handover_id: str) -> None:
        row = self.model.row(self.model.place(handover_id))
        self.accept()
        if row is not None:
            self._show(row)


def _shift(row: Handover) -> str:
    return row.shift or "—"


def _remark(row: Handover) -> str:
    return row.remark
