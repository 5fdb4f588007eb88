"""One record of the settings, edited field by field."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from ui.dialogs.form_dialog import FormDialog
from ui.pages.settings_editors import entries_of, make_editor, read, show, words
from ui.pages.settings_fields import Entry, Kind, Section
from ui.prompts import Prompts
from ui.widgets.field import Field
from ui.widgets.labels import plain

Saved = Callable[[str], None]
SWITCHES = {"active": True, "login": True}


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
        value = getattr(self._record, entry.name)
        if entry.fixed:
            said = words(entry, value, self._desk)
            if self._record.id and said:
                self.add_widget(plain(f"{entry.label}：{said}", "strong"))
            return
        editor = make_editor(entry, self._desk)
        show(entry, editor, value)
        label = "" if entry.kind is Kind.TICK else entry.label
        required = entry.required and entry.kind is not Kind.TICK
        self.add(Field(label, editor, name=entry.name, required=required, hint=entry.hint, label_width=112))
        self._read.append((entry, editor))

    def value(self) -> object:
        """The record as edited."""
        return replace(self._record, **{entry.name: read(entry, editor) for entry, editor in self._read})

    def _save(self, record: object) -> None:
        self._saved(self._desk.house.save(record).id)  # type: ignore[attr-defined]
