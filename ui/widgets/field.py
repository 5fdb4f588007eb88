"""A label, an editor and the place where a refusal is shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import IconLabel
from ui.theme import Tone, repolish
from ui.widgets.labels import plain

EDIT_SIGNALS = ("edited", "textEdited", "textChanged", "currentIndexChanged", "toggled", "valueChanged", "dateChanged")


class _Wrong(QWidget):
    """The red sentence with its mark, made when the first one has to be said."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.said = plain("", "refusal", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        line.addWidget(IconLabel("warning", Tone.RED, 16, self.tr("有误")), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.said, 1)


class Field(QWidget):
    """`Field(label, editor, name="", above=False, required=False, hint="", label_width=78)`.

    `name` is the word a `Refused.field` uses. `refuse(text)` shows the red sentence and puts the cursor into the
    editor; the next edit clears it. `edited()` is emitted on every edit by a person.
    """

    edited = Signal()

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        name: str = "",
        above: bool = False,
        required: bool = False,
        hint: str = "",
        label_width: int = 78,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name, self.editor, self.refusal = name, editor, ""
        self.label = plain(f"{label} *" if required else label, "" if above else "muted")
        self.label.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        self._wrong: _Wrong | None = None
        self._column = QVBoxLayout()
        self._lay_out(above, label_width)
        if hint:
            self._column.addWidget(plain(hint, "small", wrap=True))
        self._listen(editor)
        self.clear()

    def _lay_out(self, above: bool, label_width: int) -> None:
        self._column.setSpacing(3)
        self._column.addWidget(self.editor)
        whole = QBoxLayout(QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4 if above else 10)
        if above:
            whole.addWidget(self.label)
        else:
            self.label.setFixedWidth(label_width)
            tall = isinstance(self.editor, QAbstractScrollArea)
            self.label.setContentsMargins(0, 6 if tall else 0, 0, 0)
            self.label.setMinimumHeight(0 if tall else 33)
            side = Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter
            self.label.setAlignment(Qt.AlignmentFlag.AlignRight | side)
            whole.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._column, 1)

    def _listen(self, editor: QWidget) -> None:
        for signal in EDIT_SIGNALS:
            if hasattr(editor, signal):
                getattr(editor, signal).connect(self._edited)
                return
        raise TypeError(f"{type(editor).__name__} tells nobody when it is edited")

    def _edited(self) -> None:
        self.clear()
        self.edited.emit()

    def refuse(self, text: str) -> None:
        """Show why the value is refused and put the cursor there."""
        self._show(text)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Take the refusal away."""
        self._show("")

    def _show(self, text: str) -> None:
        self.refusal = text
        if text and self._wrong is None:
            self._wrong = _Wrong(self)
            self._column.addWidget(self._wrong)
        if self._wrong is not None:
            self._wrong.said.setText(text)
            self._wrong.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        if bool(self.editor.property("refused")) != bool(text):
            self.editor.setProperty("refused", bool(text))
            repolish(self.editor)
