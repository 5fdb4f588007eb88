"""One record of the settings, edited field by field."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from firstask_desktop.desk import Desk
from ui.dialogs.form_dialog import FormDialog
from ui.pages.settings_editors import entries_of, filled, make_editor, show, value_of, words
from ui.pages.settings_fields import Entry, Kind, Section
from ui.prompts import Prompts
from ui.widgets.field import Field
from ui.widgets.labels import plain

Saved = Callable[[str], None]
LABEL_WIDTH = 112


class RecordDialog(FormDialog):
    """`RecordDialog(desk, prompts, section, record, saved, parent=None)`: `saved(id)` after the desk took it."""

    def __init__(
        self,
        desk: Desk,
        prompts: Prompts,
        section: Section,
        record: Any,
        saved: Saved,
        parent: QWidget | None = None,
    ) -> None:
        self._desk, self._section, self._record, self._saved = desk, section, record, saved
        title = section.title if section.alone else f"{section.title} · {'修改' if record.id else '新增'}"
        super().__init__(title, prompts, self._save, ok="保存", width=620, parent=parent)
        self.setWindowTitle(title)
        self._read: list[tuple[Entry, QWidget]] = []
        for entry in entries_of(desk, section):
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        if entry.fixed:
            said = words(entry, value_of(entry, self._record), self._desk)
            if self._record.id and said:
                self.add_widget(_told(entry.label, said))
            return
        editor = make_editor(entry, self._desk)
        show(entry, editor, self._record, self._desk)
        label = "" if entry.kind is Kind.TICK else entry.label
        required = entry.required and entry.kind is not Kind.TICK
        self.add(Field(label, editor, name=entry.name, required=required, hint=entry.hint, label_width=LABEL_WIDTH))
        self._read.append((entry, editor))

    def ids(self) -> tuple[str, ...]:
        """The part of the settings and the record."""
        return (self._section.key, self._record.id)

    def value(self) -> object:
        """The record as edited."""
        made: object = filled(self._record, self._read, self._desk)
        return made

    def _save(self, record: object) -> None:
        self._saved(self._desk.house.save(record).id)  # type: ignore[attr-defined]


def _told(label: str, words: str) -> QWidget:
    """A field that is shown and not edited, in line with the others."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    before = plain(label, "muted")
    before.setFixedWidth(LABEL_WIDTH)
    before.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(before)
    row.addWidget(plain(words, "strong"), 1)
    return line
