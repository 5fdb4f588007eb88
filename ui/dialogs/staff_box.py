"""Text that staff write for a requester: forbidden phrases are told while it is typed (M4.7 [81])."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from firstask_desktop.domain.phrases import Hit, PhraseBook
from ui.theme import Tone
from ui.widgets.boxes import TextBox
from ui.widgets.notice import Notice, NoticeAction

REPLACE_KEY = "Alt+R"


class StaffBox(QWidget):
    """`StaffBox(name, phrases, placeholder="", lines=3, quotable=True)`: a text box that minds what is said.

    A forbidden phrase is shown with the sentence to say instead; `replace()` (Alt+R) puts that sentence in. A phrase
    that only repeats the requester is ticked as a quotation, where the command can carry one: `quoted()` then names
    it. Nothing is blocked here, the desk has the last say.
    """

    edited = Signal()

    def __init__(
        self,
        name: str,
        phrases: PhraseBook,
        placeholder: str = "",
        lines: int = 3,
        *,
        quotable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._phrases, self._quotable = phrases, quotable
        self.box = TextBox(name, placeholder, lines)
        self.notice = Notice()
        self.quote = QCheckBox(self.tr("这是引用客户原话(&Y)"))
        self.quote.setAccessibleName(self.tr("引用客户原话"))
        self.setAccessibleName(name)
        self.setFocusProxy(self.box)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        for part in (self.box, self.notice, self.quote):
            rows.addWidget(part)
        self.box.edited.connect(self._typed)
        self.quote.toggled.connect(self._ticked)
        self.notice.acted.connect(self.replace)
        self._show()

    def value(self) -> str:
        """What was written."""
        return self.box.value()

    def set_value(self, value: str) -> None:
        """Show a text without telling."""
        self.box.set_value(value)
        self._show()

    def hits(self) -> list[Hit]:
        """The forbidden phrases outside quotation marks."""
        return [hit for hit in self._phrases.hits(self.box.toPlainText()) if not hit.quoted]

    def quoted(self) -> tuple[str, ...]:
        """The phrases that were said to be the requester's own; none unless ticked."""
        if not self.quote.isChecked():
            return ()
        return tuple(dict.fromkeys(hit.phrase for hit in self.hits()))

    def replace(self) -> bool:
        """Put the polite sentence in place of the first phrase; False when there is none."""
        found = self.hits()
        if not found:
            return False
        changed = self._phrases.replace(self.box.toPlainText(), found[0])
        cursor = self.box.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(changed)
        self.box.setFocus()
        return True

    def insert(self, text: str) -> None:
        """Add a sentence at the end, as if typed; Ctrl+Z takes it back."""
        cursor = self.box.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        cursor.insertText(f"\n{text}" if self.value() else text)
        self.box.setFocus()

    def _typed(self) -> None:
        self._show()
        self.edited.emit()

    def _ticked(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        """The first phrase with its replacement; the tick stays reachable as long as there is something to quote."""
        found = self.hits()
        self.quote.setVisible(bool(found) and self._quotable)
        if not found:
            self.quote.setChecked(False)
        if not found or self.quote.isChecked():
            self.notice.say("", Tone.AMBER)
            return
        hit = found[0]
        said = self.tr("“%1”不宜对客户说（M4.7）。建议：%2").replace("%2", hit.replacement).replace("%1", hit.phrase)
        if len(found) > 1:
            said += self.tr("（共 %1 处）").replace("%1", str(len(found)))
        action = NoticeAction("replace", self.tr("替换 %1").replace("%1", REPLACE_KEY))
        self.notice.say(said, Tone.AMBER, actions=[action])
