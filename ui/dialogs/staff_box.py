"""Text that staff write for a requester: forbidden phrases and unfilled blanks are told while it is typed ([81] [83])."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from firstask_desktop.domain.phrases import Hit, PhraseBook, blanks
from ui.theme import Tone
from ui.widgets.boxes import TextBox
from ui.widgets.notice import Notice, NoticeAction

REPLACE_KEY = "Alt+R"
BLANK_KEY = "Alt+J"
REPLACE, NEXT = "replace", "next"


class StaffBox(QWidget):
    """`StaffBox(name, phrases, placeholder="", lines=3, quotable=True)`: a text box that minds what is said.

    A forbidden phrase is shown with the sentence to say instead; `replace()` (Alt+R) puts that sentence in. A phrase
    that only repeats the requester is ticked as a quotation, where the command can carry one: `quoted()` then names
    it. A template's 「……」 or ＿＿ is selected to be typed over, `next_blank()` (Alt+J) goes to the next one. Nothing is
    blocked here, the desk has the last say.
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
        self.notice.acted.connect(self._act)
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
        """Add a sentence at the end, as if typed; Ctrl+Z takes it back. Its first blank is there to be typed over."""
        cursor = self.box.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        before = cursor.position()
        cursor.insertText(f"\n{text}" if self.value() else text)
        self.box.setFocus()
        if any(start >= before for start, _ in self.blanks()):
            self._select(next(span for span in self.blanks() if span[0] >= before))

    def blanks(self) -> list[tuple[int, int]]:
        """Where something is still to be filled in."""
        return blanks(self.box.toPlainText())

    def next_blank(self) -> bool:
        """Select the next blank after the cursor, from the end the first one; False when nothing is to be filled in."""
        found = self.blanks()
        if not found:
            return False
        cursor = self.box.textCursor()
        at = cursor.selectionEnd() if cursor.hasSelection() else cursor.position()
        self._select(next((span for span in found if span[0] >= at), found[0]))
        return True

    def first_blank(self) -> None:
        """Put the cursor on the first blank, where a refusal complained of one."""
        if self.blanks():
            self._select(self.blanks()[0])

    def _select(self, span: tuple[int, int]) -> None:
        cursor = self.box.textCursor()
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        self.box.setTextCursor(cursor)
        self.box.setFocus()

    def _act(self, name: str) -> None:
        if name == NEXT:
            self.next_blank()
        else:
            self.replace()

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
            self._show_blanks()
            return
        hit = found[0]
        said = self.tr("“%1”不宜对客户说（M4.7）。建议：%2").replace("%2", hit.replacement).replace("%1", hit.phrase)
        if len(found) > 1:
            said += self.tr("（共 %1 处）").replace("%1", str(len(found)))
        action = NoticeAction(REPLACE, self.tr("替换 %1").replace("%1", REPLACE_KEY))
        self.notice.say(said, Tone.AMBER, actions=[action])

    def _show_blanks(self) -> None:
        """How many blanks of a template are still to be filled in."""
        count = len(self.blanks())
        if not count:
            self.notice.say("", Tone.AMBER)
            return
        said = self.tr("模板里还有 %1 处空白要填").replace("%1", str(count))
        action = NoticeAction(NEXT, self.tr("下一处 %1").replace("%1", BLANK_KEY))
        self.notice.say(said, Tone.ACCENT, actions=[action])
