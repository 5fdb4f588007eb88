"""One part of the settings as a list: filter, add, edit, switch off, import."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui.dialogs.record import RecordDialog
from ui.memory import WindowMemory
from ui.pages.settings_editors import entries_of, value_of, words
from ui.pages.settings_fields import Entry, Kind, Section
from ui.prompts import Prompts
from ui.tables.columns import Column, Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.boxes import LineBox
from ui.widgets.labels import plain
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel


class SectionPanel(Panel):
    """`SectionPanel(desk, prompts, memory, section)`: N 新增, Enter 修改, Delete 停用 or 启用, typing filters."""

    def __init__(
        self, desk: Desk, prompts: Prompts, memory: WindowMemory, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(section.title, parent=parent)
        self._desk, self._prompts, self._memory, self.section = desk, prompts, memory, section
        self.finder = LineBox(self.tr("筛选"), self.tr("筛选…"), 40)
        self.model: PagedTableModel[Any] = PagedTableModel(self._columns(), self._fetch, parent=self)
        self.table = RegisterTable(f"{self.tr('设置')}/{section.key}", self.model, memory, two_lines=False)
        self.table.setAccessibleName(section.title)
        self.said, self.broken = Notice(), Notice()
        self._asked_off = ""
        self._lay_out()
        self.finder.edited.connect(self.reload)
        self.finder.returnPressed.connect(self._to_list)
        self.table.opened.connect(self.edit)
        self.table.keyed.connect(self._keyed)
        self.setFocusProxy(self.table)
        self._say_broken()
        self.reload()

    def _lay_out(self) -> None:
        about = plain(self.section.about, "muted", wrap=True)
        self.add = QPushButton(self.tr("新增  N"))
        self.add.setProperty("primary", True)
        self.add.clicked.connect(self.add_new)
        self.importing = QPushButton(self.tr("从 Excel 导入…  I"))
        self.importing.clicked.connect(self.choose_file)
        self.add.setVisible(self.section.adds)
        self.importing.setVisible(bool(self.section.form))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.finder, 1)
        top.addWidget(self.importing)
        top.addWidget(self.add)
        self.body.addWidget(about)
        self.body.addWidget(self.broken)
        self.body.addLayout(top)
        keys = [("Enter", self.tr("修改"))]
        keys += [("N", self.tr("新增"))] if self.section.adds else []
        keys += [("I", self.tr("从 Excel 导入"))] if self.section.form else []
        keys += [("Del", self.tr("停用 / 启用"))] if self.section.off else []
        for part in (self.table, self.said, TableFooter(self.table, tuple(keys))):
            self.body.addWidget(part, 1 if part is self.table else 0)

    # ------------------------------------------------------------ rows

    def _columns(self) -> list[Column[Any]]:
        made = [self._column(entry) for entry in entries_of(self._desk, self.section) if entry.wide]
        if self.section.off:
            made.append(Column("in_use", self.tr("状态"), 70, self._in_use))
        return made

    def _column(self, entry: Entry) -> Column[Any]:
        align = "center" if entry.kind is Kind.TICK else "left"
        return Column(entry.name, entry.label, entry.wide, self._said(entry), align=align, stretch=entry.stretch)

    def _said(self, entry: Entry) -> Callable[[Any], str]:
        def said(row: Any) -> str:
            return words(entry, value_of(entry, row), self._desk)

        return said

    def _is_off(self, row: Any) -> bool:
        return bool(self.section.off) and all(getattr(row, name) == value for name, value in self.section.off)

    def _in_use(self, row: Any) -> str:
        return self.tr("已停用") if self._is_off(row) else self.tr("使用中")

    def _fetch(self, after: object | None) -> Page[Any]:
        rows: list[Any] = self._desk.house.all(self.section.record)
        keep = self.section.keep
        typed = self.finder.value().lower().split()
        columns = self.model.columns
        found = [
            row
            for row in rows
            if (keep is None or keep(row))
            and all(word in " ".join(column.text(row) for column in columns).lower() for word in typed)
        ]
        found.sort(key=self._is_off)
        return Page(tuple(found), None, len(found))

    def _say_broken(self) -> None:
        """Name the company's copy of this list's format when it cannot be used."""
        wrong = self._desk.forms.state(self.section.form).complaint if self.section.form else ""
        self.broken.say(wrong, Tone.RED, self.tr("本单位的格式用不了，现在用随程序的") if wrong else "")

    def reload(self) -> None:
        """Read the rows anew."""
        self.table.reload()

    def row(self, row_id: str) -> Any:
        """The record shown under this id."""
        return self.model.row(self.model.place(row_id))

    # ------------------------------------------------------------ editing

    def add_new(self) -> None:
        """A new record."""
        if self.section.adds:
            today = self._desk.clock.now().astimezone(self._desk.clock.zone).date()
            self._open(self.section.record(**dict.fromkeys(self.section.today, today)))

    def edit(self, row_id: str) -> None:
        """Change a record."""
        record = self.row(row_id)
        if record is not None:
            self._open(record)

    def _open(self, record: Any) -> None:
        self.said.say("")
        RecordDialog(self._desk, self._prompts, self.section, record, self._saved, self.window()).open()

    def _saved(self, row_id: str) -> None:
        self.reload()
        self._go_to(row_id)

    def _go_to(self, row_id: str) -> None:
        self.table.go_to(row_id)
        self.table.setFocus()

    def show_row(self, row_id: str) -> None:
        """The cursor on this row, whatever was filtered before."""
        self.finder.set_value("")
        self._saved(row_id)

    def switch(self, row_id: str) -> None:
        """Ask before a record is switched off; switching on again needs no asking."""
        record = self.row(row_id)
        if record is None or not self.section.off:
            return
        if self._is_off(record):
            self._change(record, self.section.on)
            return
        name = getattr(record, "name", "") or getattr(record, "text", "") or getattr(record, "phrase", "")
        question = self.tr("停用「%1」？旧记录照常显示，只是不再出现在选择里。").replace(
            "%1", name or self.section.title
        )
        self._asked_off = row_id
        self._prompts.ask(self, question, self.tr("停用"), self.tr("不停用"), self._switch_off)

    def _switch_off(self, yes: bool) -> None:
        record = self.row(self._asked_off)
        if yes and record is not None:
            self._change(record, self.section.off)

    def _change(self, record: Any, values: tuple[tuple[str, Any], ...]) -> None:
        try:
            saved = self._desk.house.save(replace(record, **dict(values)))
        except Refused as refused:
            self.said.say(str(refused), Tone.RED)
            return
        self._saved(saved.id)

    def _keyed(self, letter: str, row_id: str) -> None:
        if letter == "n":
            self.add_new()
        elif letter == "i" and self.section.form:
            self.choose_file()
        elif letter == "delete":
            self.switch(row_id)

    def _to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ a list from Excel

    def choose_file(self) -> None:
        """Open the preview of an import: it asks which list, and gives the present one out to be changed."""
        from ui.dialogs.import_dialog import ImportDialog

        dialog = ImportDialog(self._desk, self._prompts, self._memory, self.section.form, self.window())
        dialog.imported.connect(self.reload)
        dialog.open()
