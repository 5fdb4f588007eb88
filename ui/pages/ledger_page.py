"""台账: the registers by their number — looked through here, out to a workbook, and back in ([94] [95])."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.errors import Refused
from firstask_desktop.events import Changed
from ui.memory import WindowMemory
from ui.pages.ledger_files import LedgerFiles
from ui.pages.ledger_filters import LedgerFilters
from ui.pages.ledger_sheet import LedgerSheet, Row
from ui.prompts import Prompts
from ui.signals import DeskSignals
from ui.tables.columns import Page
from ui.theme import Tone
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel

PAUSE = 150
KEPT = "ledger/format"
FORMAT_CHANGED = "house.format"
KEYS = "1234567890abcdefghijklmnop"
"""What chooses the registers, in their order."""
BOOK_TABLES = ("visitors", "handovers", "handover_lines", "desk_items", "shifts")
"""What stands in the other books of the desk without touching a matter."""
RECORDS, LISTED = "kf-06-05", "kf-06-05-list"
"""The one-page record has no columns of its own: on the screen it is shown as its list."""


class LedgerPage(QWidget):
    """`show_format(key)`; `opened(case_id)` on Enter. Ctrl+E exports what the filters show, Ctrl+I reads a workbook in."""

    opened = Signal(str)

    def __init__(
        self, desk: Desk, prompts: Prompts, signals: DeskSignals, memory: WindowMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._memory = desk, memory
        self.setAccessibleName(self.tr("台账"))
        self.formats = {each.key: each for each in desk.ledgers.formats()}
        self.format = ChoiceRow(self.tr("表式"), self._choices())
        self.filters = LedgerFilters(desk)
        self.export = QPushButton(self.tr("导出  Ctrl+E"))
        self.bring_in = QPushButton(self.tr("导入  Ctrl+I"))
        self.paper = QPushButton(self.tr("打印  Ctrl+P"))
        self.check = QPushButton(self.tr("核对纸质台账  Ctrl+H"))
        self.sheets: dict[str, LedgerSheet] = {}
        self.stack = QStackedWidget()
        self.files = LedgerFiles(desk, prompts, memory)
        self.broken = Notice()
        self.panel = Panel(" ", " ")
        self._query = LedgerQuery()
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.reload)
        self._connect(signals)
        self._say_broken()
        kept = memory.get(KEPT)
        self.show_format(kept if isinstance(kept, str) and kept in self.formats else next(iter(self.formats)))

    def _choices(self) -> list[Choice]:
        words = {
            "kf-06-01": self.tr("06-01 台账"),
            "kf-06-01-short": self.tr("06-01 简表"),
            LISTED: self.tr("06-05 一览"),
            RECORDS: self.tr("06-05 记录表"),
            "waiting-room": self.tr("接待室"),
            "shift-log": self.tr("交接班"),
            "things-kept": self.tr("遗留物品"),
            "hop-log": self.tr("引导/转办"),
            "materials-log": self.tr("告知单"),
            "declined-log": self.tr("不予受理"),
            "contact-log": self.tr("联系记录"),
            "urging-log": self.tr("催办"),
            "callback-log": self.tr("回访"),
            "roster": self.tr("班次表"),
            "in-hand": self.tr("在办清单"),
        }
        return [
            Choice(key, words.get(key, each.title), letter, tip=f"{each.title} {each.form_number}".strip())
            for letter, (key, each) in zip(KEYS, self.formats.items(), strict=False)
        ]

    def _lay_out(self) -> None:
        self.export.setProperty("primary", True)
        self.export.setAccessibleName(self.tr("导出到 Excel"))
        self.bring_in.setAccessibleName(self.tr("从 Excel 导入"))
        self.paper.setAccessibleName(self.tr("打印或存为 PDF"))
        self.check.setAccessibleName(self.tr("核对纸质台账"))
        self.check.setToolTip(self.tr("选一份导出过的台账，逐行核对它与今天的台账和日志是否一致"))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.format, 1)
        top.addWidget(self.check)
        top.addWidget(self.paper)
        top.addWidget(self.bring_in)
        top.addWidget(self.export)
        for part in (self.broken, self.files, self.stack):
            self.panel.body.addWidget(part, 1 if part is self.stack else 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 6)
        rows.setSpacing(8)
        rows.addLayout(top)
        rows.addWidget(self.filters)
        rows.addWidget(self.panel, 1)
        self.setFocusProxy(self.format)

    def _connect(self, signals: DeskSignals) -> None:
        self.format.chosen.connect(self._format_chosen)
        self.filters.changed.connect(self._pause.start)
        self.export.clicked.connect(self.start_export)
        self.bring_in.clicked.connect(self.files.bring_in)
        self.check.clicked.connect(self.files.check_paper)
        self.paper.clicked.connect(self.start_print)
        self.files.opened.connect(self.opened)
        self.files.busy.connect(self._busy)
        self.files.imported.connect(self.reload)
        signals.changed.connect(self._changed)
        for keys, slot in (
            ("Ctrl+E", self.start_export),
            ("Ctrl+I", self.files.bring_in),
            ("Ctrl+H", self.files.check_paper),
            ("Ctrl+P", self.start_print),
            ("Ctrl+F", self._to_filters),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # ------------------------------------------------------------ which rows

    def _read_formats(self) -> None:
        """Take the company's formats as they now are; tables of the former ones are thrown away."""
        self.formats = {each.key: each for each in self._desk.ledgers.formats()}
        for sheet in self.sheets.values():
            sheet.hide()
            sheet.deleteLater()
        self.sheets.clear()
        self._say_broken()
        self.show_format(self.format.value())

    def _say_broken(self) -> None:
        """Name the company's copies that cannot be used."""
        wrong = self._desk.forms.complaints()
        title = self.tr("本单位的格式用不了，现在用随程序的") if wrong else ""
        self.broken.say("\n".join(wrong), Tone.RED, title)

    @property
    def sheet(self) -> LedgerSheet:
        """The table now shown."""
        return self.sheets[self.format.value()]

    def show_format(self, key: str) -> None:
        """Show the rows as this format has them."""
        if key not in self.sheets:
            shown = self.formats[LISTED if key == RECORDS else key]
            columns = [column for column in shown.columns if column.screen]
            self.sheets[key] = LedgerSheet(key, shown.title, columns, self._fetch, self._memory)
            self.sheets[key].opened.connect(self.opened)
            self.stack.addWidget(self.sheets[key])
        self.format.set_value(key)
        self.stack.setCurrentWidget(self.sheets[key])
        self.filters.offer_kinds(key in (RECORDS, LISTED), of_matters=self._of_matters(key))
        chosen = self.formats[key]
        self.panel.title.setText(f"《{chosen.title}》")
        self.panel.setAccessibleName(chosen.title)
        self._memory.put(KEPT, key)
        self.reload()

    @staticmethod
    def _of_matters(key: str) -> bool:
        """Whether its rows are matters; the other books hold visitors, shifts, things …"""
        return key.startswith("kf-")

    def reload(self) -> None:
        """Ask anew with the filters as they stand; days that cannot be read are said and the rows stay."""
        self._pause.stop()
        try:
            self._query = self.filters.query()
        except Refused as refusal:
            self.filters.refuse(refusal.message)
            return
        self.filters.refuse("")
        self.sheet.table.set_empty(self._empty())
        self.sheet.table.reload()
        self._count()

    def _fetch(self, after: object | None) -> Page[Row]:
        if self._desk.actor is None:
            return Page((), None, 0)
        page = self._desk.ledgers.page(self.format.value(), self._query, after)
        return Page(page.rows, page.next, page.total)

    def _count(self) -> None:
        total = self.sheet.model.total
        left = total
        if not self._query.open_only:
            still = LedgerQuery(
                first_day=self._query.first_day, last_day=self._query.last_day, kinds=self._query.kinds,
                person=self._query.person, open_only=True,
            )  # fmt: skip
            left = self._desk.ledgers.count(self.format.value(), still)
        chosen = self.formats[self.format.value()]
        number = f"{chosen.form_number} {chosen.revision}" if chosen.form_number else ""
        of_matters = self._of_matters(chosen.key)
        counts = self.tr("共 %1 件 · 未结 %2 件") if of_matters else self.tr("共 %1 条 · 未了 %2 条")
        counts = counts.replace("%1", str(total)).replace("%2", str(left))
        self.panel.set_aside(" · ".join(filter(None, (number, self._span(), counts))))

    def _span(self) -> str:
        first, last = self._query.first_day, self._query.last_day
        if first is not None and first == last:
            return f"{first:%Y-%m-%d}"
        if first is None and last is None:
            return self.tr("全部日期")
        return " — ".join(f"{day:%Y-%m-%d}" if day else "…" for day in (first, last))

    def _empty(self) -> str:
        if self.filters.narrowed():
            return self.tr("这段时间没有符合筛选的记录。可放宽类别、人员或「只看未结」。")
        if not self._of_matters(self.format.value()):
            return self.tr("这段时间没有登记。可换一个期间。")
        return self.tr("这段时间还没有记录。可换一个期间，或用 Ctrl+I 导入已有的台账。")

    # ------------------------------------------------------------ doing

    def start_export(self) -> None:
        """Export what the filters say; days that cannot be read are asked for first."""
        self.reload()
        if self.filters.wrong.text():
            self.filters.first.setFocus()
            return
        self.files.export(self.format.value(), self._query)

    def start_print(self) -> None:
        """Print what the filters say: the register, or every record of these days as a form of its own."""
        self.reload()
        if self.filters.wrong.text():
            self.filters.first.setFocus()
            return
        self.files.on_paper(self.format.value(), self._query)

    def _busy(self, busy: bool) -> None:
        self.export.setEnabled(not busy)
        self.bring_in.setEnabled(not busy)
        self.check.setEnabled(not busy)

    def _format_chosen(self, key: str) -> None:
        self.show_format(key)

    def _to_filters(self) -> None:
        self.filters.period.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _changed(self, changed: Changed) -> None:
        if changed.action == FORMAT_CHANGED:
            self._read_formats()
        if any(changed.touches(table) for table in ("cases", *BOOK_TABLES)):
            self._pause.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the rows back to the filters; ↓ and Enter go into the rows."""
        if event.key() == Qt.Key.Key_Escape:
            self._to_filters()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self.reload()
            self.sheet.table.setFocus()
        else:
            super().keyPressEvent(event)
