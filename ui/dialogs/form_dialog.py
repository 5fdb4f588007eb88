"""A dialog of fields that gives one frozen command to its page."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from firstask_desktop.errors import Refused
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.field import Field
from ui.widgets.labels import plain
from ui.widgets.notice import Notice

Submit = Callable[[object], None]


class FormDialog(QDialog):
    """`FormDialog(title, prompts, submit, ok="确定", about="", width=560, parent=None)`; a subclass adds fields.

    In `__init__`: `self.add(Field(…))` in order (other widgets with `add_widget`); implement `value()`, which returns
    the frozen command and may raise `Refused`. OK (Ctrl+Enter) calls `submit(value)`: a `Refused` is shown at the field
    with that name, or at the top, and everything typed stays; any other error is not caught here (it is a bug).
    Success closes. Esc with something typed asks before it is thrown away. Show it with `open()`.
    """

    def __init__(
        self,
        title: str,
        prompts: Prompts,
        submit: Submit,
        *,
        ok: str = "",
        about: str = "",
        width: int = 560,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._prompts, self._submit = prompts, submit
        self.fields: dict[str, Field] = {}
        self._editors: list[Field] = []
        self._before: tuple[object, ...] = ()
        self.refusal = Notice("", Tone.RED)
        self.body = QVBoxLayout()
        self.body.setSpacing(9)
        self.body.setContentsMargins(0, 0, 8, 0)
        self.ok = QPushButton(f"{ok or self.tr('确定')}  Ctrl+Enter")
        self.cancel = QPushButton(self.tr("取消  Esc"))
        self._lay_out(title, about, width)
        self.finished.connect(self.deleteLater)

    def value(self) -> object:
        """The frozen command the fields make; may raise `Refused` for what cannot be read."""
        raise NotImplementedError

    def ids(self) -> tuple[str, ...]:
        """What the form is about, so that it can be opened anew after the desk was locked."""
        return ()

    def add(self, field: Field) -> Field:
        """Put a field under the others; its `name` is where a refusal goes."""
        self._editors.append(field)
        if field.name:
            self.fields[field.name] = field
        self.body.addWidget(field)
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Put something that is not a field under the others."""
        self.body.addWidget(widget)

    def _lay_out(self, title: str, about: str, width: int) -> None:
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self.body)
        inside.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inside)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 12, 14)
        rows.setSpacing(10)
        rows.addWidget(plain(title, "title"))
        if about:
            rows.addWidget(plain(about, "muted", wrap=True))
        rows.addWidget(self.refusal)
        rows.addWidget(self._scroll, 1)
        rows.addLayout(self._buttons())
        self.setMinimumWidth(width)
        self._scroll.setMinimumHeight(60)

    def _buttons(self) -> QHBoxLayout:
        self.ok.setProperty("primary", True)
        self.ok.setDefault(False)
        for button in (self.ok, self.cancel):
            button.setAutoDefault(False)
            button.setMinimumHeight(35)
        self.ok.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.ok)
        return row

    def open(self) -> None:
        """Show without blocking, the cursor in the first field; what stands there now counts as untouched."""
        self._before = self._entered()
        self.resize(self.minimumWidth(), 0)
        self._fit()
        super().open()
        if self._editors:
            self._editors[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """As high as the fields, at most as high as the screen leaves."""
        room = self.screen().availableGeometry().height() - 60
        width = max(self.minimumWidth(), self.width()) - 40
        inside = max(self._inside.sizeHint().height(), self._inside.heightForWidth(width))
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        self.resize(max(self.minimumWidth(), self.width()), min(max(inside + around + 4, self.height()), room))

    def submit(self) -> None:
        """Give the command to the page; close when it was taken."""
        self.refusal.say("", Tone.RED)
        for field in self._editors:
            field.clear()
        try:
            self._submit(self.value())
        except Refused as refused:
            self.refuse(refused)
            return
        self.accept()

    def refuse(self, refused: Refused) -> None:
        """Show a refusal where it belongs; nothing typed is lost."""
        field = self.fields.get(refused.field)
        if field is None:
            self.refusal.say(str(refused), Tone.RED)
        else:
            field.show()
            field.refuse(str(refused))
            self.refused_at(field)
        self._inside.updateGeometry()
        self._fit()
        if field is not None:
            self._scroll.ensureWidgetVisible(field)

    def refused_at(self, field: Field) -> None:
        """For subclasses: an editor that knows the place inside it that was refused puts the cursor there."""

    def touched(self) -> bool:
        """Whether something was entered since the dialog was opened."""
        return self._entered() != self._before

    def _entered(self) -> tuple[object, ...]:
        return tuple(entered(field.editor) for field in self._editors)

    def reject(self) -> None:
        """Close; ask first when something was typed."""
        if not self.touched():
            super().reject()
            return
        self._prompts.ask(
            self, self.tr("放弃已经填写的内容？"), self.tr("放弃"), self.tr("继续填写"), self._discard, True
        )

    def _discard(self, yes: bool) -> None:
        if yes:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button one stands on, else goes to the next field instead of closing anything."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            at = self.focusWidget()
            if isinstance(at, QPushButton):
                at.click()
            else:
                self.focusNextChild()
            return
        super().keyPressEvent(event)


def entered(editor: QWidget) -> object:
    """What stands in an editor, readable or not: the words of text editors, else the state or value."""
    if isinstance(editor, QAbstractButton):
        return editor.isChecked()
    if isinstance(editor, QComboBox):
        return editor.currentText()
    words = [getattr(editor, name)() for name in ("text", "toPlainText") if hasattr(editor, name)]
    try:
        return (words, editor.value() if hasattr(editor, "value") else None)
    except Refused:
        return (words, None)
