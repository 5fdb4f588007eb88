"""What stands in an editor as text, so that a half-filled dialog survives a kill (W3 [13])."""

from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from firstask_desktop.errors import Refused
from ui.dialogs.editors import TICKED
from ui.dialogs.people_box import UnitBox, WhomBox
from ui.dialogs.promise_box import PromiseBox
from ui.dialogs.reason_box import ReasonBox
from ui.dialogs.staff_box import StaffBox
from ui.dialogs.target_picker import TargetPicker
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.consult_box import ConsultBox
from ui.widgets.material_row import MaterialRow
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.several import SeveralBox
from ui.widgets.ticks import TickList

AT = "@"
PLAIN = (
    *(LineBox, TextBox, ChoiceRow, StaffBox, ReasonBox, UnitBox, TargetPicker, TickList, MaterialRow, SeveralBox),
    ConsultBox,
)
"""Editors whose `value()` is the text that `set_value` takes."""


def kept(editor: QWidget) -> str:
    """What stands there, "" for nothing; a picked moment is kept as a moment, typed words as words, a PIN never."""
    if isinstance(editor, QCheckBox):
        return TICKED if editor.isChecked() else ""
    if isinstance(editor, QComboBox):
        return str(editor.currentData() or "")
    if isinstance(editor, PromiseBox):
        return kept(editor.edit)
    if isinstance(editor, MomentEdit):
        return _moment(editor)
    if isinstance(editor, WhomBox):
        return editor.draft() if editor.text() else ""
    if isinstance(editor, LineBox) and editor.echoMode() != QLineEdit.EchoMode.Normal:
        return ""
    value = editor.value() if isinstance(editor, PLAIN) else ""
    return str(value)


def put_back(editor: QWidget, text: str) -> None:
    """Show what `kept` gave, without telling."""
    if isinstance(editor, QCheckBox):
        editor.setChecked(text == TICKED)
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(editor.findData(text), 0))
    elif isinstance(editor, PromiseBox):
        editor.set_value(None)
        put_back(editor.edit, text)
    elif isinstance(editor, MomentEdit):
        _show_moment(editor, text)
    elif isinstance(editor, WhomBox):
        editor.restore(text)
    elif isinstance(editor, PLAIN):
        editor.set_value(text)


def _moment(edit: MomentEdit) -> str:
    if edit.text():
        return edit.text()
    try:
        moment = edit.value()
    except Refused:
        return ""
    return f"{AT}{moment.isoformat()}" if moment else ""


def _show_moment(edit: MomentEdit, text: str) -> None:
    if text.startswith(AT):
        edit.set_value(datetime.fromisoformat(text.removeprefix(AT)))
    else:
        edit.set_text(text)
