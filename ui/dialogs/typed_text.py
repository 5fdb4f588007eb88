"""What was typed into a form of any kind, as text that puts it back after the desk was locked (T9)."""

from datetime import date

from PySide6.QtWidgets import QWidget

from ui.dialogs.draft_text import kept, put_back
from ui.dialogs.form_dialog import FormDialog
from ui.pages.intake_fields import ReasonedBox
from ui.pages.settings_editors import DayBox
from ui.widgets.suggest import Suggest


def typed(dialog: FormDialog) -> dict[str, str]:
    """What stands in the named fields; empty ones too, for what was emptied stays empty."""
    return {name: _words(field.editor) for name, field in dialog.fields.items()}


def put_typed_back(dialog: FormDialog, words: dict[str, str]) -> None:
    """Show it again, field by field, each telling what depends on it."""
    for name, text in words.items():
        field = dialog.fields.get(name)
        if field is not None:
            _show(field.editor, text)
            field.edited.emit()
            tell = getattr(field.editor, "edited", None)
            if tell is not None:
                tell.emit()


def _words(editor: QWidget) -> str:
    if isinstance(editor, ReasonedBox):
        return f"{editor.reason()}\t{editor.text()}"
    if isinstance(editor, Suggest):
        return f"{editor.value()}\t{editor.text()}"
    if isinstance(editor, DayBox):
        return editor.value().isoformat()
    return kept(editor)


def _show(editor: QWidget, text: str) -> None:
    first, _, rest = text.partition("\t")
    if isinstance(editor, ReasonedBox):
        editor.setText(rest)
        editor.set_reason(first)
    elif isinstance(editor, Suggest):
        editor.set_value(first)
        if not editor.value():
            editor.setText(rest)
    elif isinstance(editor, DayBox):
        editor.set_value(date.fromisoformat(text))
    else:
        put_back(editor, text)
