"""What an import gives back as workbooks: the refused rows with their reasons, and a list of the house as it stands."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from firstask_desktop.desk import Desk
from ui.jobs import Cancelled, Report
from ui.prompts import Prompts

if TYPE_CHECKING:
    from ui.dialogs.import_dialog import ImportDialog


class ImportSaving(QObject):
    """`ask_refused()` and `ask_list()` ask where to, and write beside the window; `saved(words)` when it is done."""

    saved = Signal(str)

    def __init__(self, desk: Desk, prompts: Prompts, dialog: "ImportDialog") -> None:
        super().__init__(dialog)
        self._desk, self._prompts, self._dialog = desk, prompts, dialog

    def ask_refused(self) -> None:
        """The rows that would not come in, to be mended and imported again."""
        name = self.tr("%1-有误的行.xlsx").replace("%1", self._dialog.path.stem)
        self._ask(self.tr("另存有误的行"), name, self._save_refused)

    def ask_list(self) -> None:
        """The list that is in the house now, to be changed and imported again."""
        name = f"{self._desk.imports.format(self._dialog.kind.value()).title}.xlsx"
        self._ask(self.tr("导出现有的内容"), name, self._save_list)

    def _ask(self, title: str, name: str, then: Callable[[Path], None]) -> None:
        if not self._dialog.work.busy:
            kinds = self.tr("Excel 工作簿 (*.xlsx)")
            self._prompts.save_path(self._dialog, title, str(self._dialog.path.parent / name), kinds, then)

    def _save_refused(self, path: Path) -> None:
        plan = self._dialog.plan
        if plan is None:
            return

        def work(desk: Desk, _report: Report, _cancelled: Cancelled) -> object:
            return desk.imports.write_refused(plan, path)

        self._dialog.work.start(self.tr("正在写出 %1").replace("%1", path.name), work, self._written)

    def _save_list(self, path: Path) -> None:
        key = self._dialog.kind.value()

        def work(desk: Desk, _report: Report, _cancelled: Cancelled) -> object:
            return desk.imports.write_list(key, path)

        self._dialog.work.start(self.tr("正在写出 %1").replace("%1", path.name), work, self._written)

    def _written(self, written: object) -> None:
        rows, path = getattr(written, "rows", 0), getattr(written, "path", "")
        self.saved.emit(self.tr("已写出 %1 行：%2").replace("%1", str(rows)).replace("%2", str(path)))
