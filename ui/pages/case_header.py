"""The top of the case page: which case, in what state, what to mind, and its three clocks."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.domain.views import CaseFile
from ui.pages.case_words import TONES, state_tone
from ui.theme import Tone
from ui.widgets.labels import ElidedLabel, StateTag, plain
from ui.widgets.notice import Notice


class ClockCell(QFrame):
    """One of the three clocks: its name, its words, and a tag when it needs attention."""

    def __init__(self, name: str, words: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{name} {words}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(plain(name, "muted"))
        row.addWidget(StateTag(words, tone) if tone is not Tone.PLAIN else plain(words, "strong"))


class CaseHeader(QWidget):
    """`show_file(file, clock_words)`; the buttons 打印 and 返回 are the page's to connect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = plain("", "title")
        self.state = StateTag()
        self.urgent = StateTag(self.tr("紧急"), Tone.RED)
        self.kind = plain("", "muted")
        self.title = ElidedLabel("", "strong")
        self.slip = QPushButton(self.tr("打印  Ctrl+P"))
        self.slip.setAccessibleName(self.tr("打印"))
        self.back = QPushButton(self.tr("返回  Esc"))
        self.back.setAccessibleName(self.tr("返回"))
        top = QHBoxLayout()
        top.setSpacing(12)
        for part in (self.number, self.state, self.urgent, self.kind):
            top.addWidget(part)
        top.addWidget(self.title, 1)
        for button in (self.slip, self.back):
            button.setMinimumHeight(34)
            top.addWidget(button)
        self._clocks = QHBoxLayout()
        self._clocks.setSpacing(28)
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(4)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2, 0, 2, 0)
        rows.setSpacing(8)
        rows.addLayout(top)
        rows.addLayout(self._clocks)
        rows.addLayout(self._warnings)

    def show_file(self, file: CaseFile) -> None:
        """Show this case."""
        case = file.case
        self.number.setText(case.number)
        self.state.set_state(case.state.word, state_tone(case.state))
        self.urgent.setVisible(case.urgent)
        self.kind.setText(" · ".join(part for part in (case.channel, case.kind) if part))
        self.title.set_words(case.title)
        self._show_clocks([(name, words, TONES[tone]) for name, words, tone in file.clocks])
        self._show_warnings([(text, TONES[tone]) for text, tone in file.warnings])

    def _show_clocks(self, clocks: Sequence[tuple[str, str, Tone]]) -> None:
        empty(self._clocks)
        for name, words, tone in clocks:
            self._clocks.addWidget(ClockCell(name, words, tone))
        self._clocks.addStretch(1)

    def _show_warnings(self, warnings: Sequence[tuple[str, Tone]]) -> None:
        empty(self._warnings)
        for text, tone in warnings:
            self._warnings.addWidget(Notice(text, tone if tone is not Tone.PLAIN else Tone.ACCENT))


def empty(layout: QHBoxLayout | QVBoxLayout) -> None:
    """Take everything out of a row or column."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
