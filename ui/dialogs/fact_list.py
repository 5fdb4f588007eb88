"""Facts as label and words, one under the other; everything is shown as typed."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from ui.widgets.labels import plain

LABEL_WIDTH = 84


class FactList(QWidget):
    """`FactList(name, facts=(), label_width=84)`, `show_facts([(label, words, role), …])`; a role is a style word."""

    def __init__(
        self,
        name: str,
        facts: Iterable[tuple[str, str, str]] = (),
        label_width: int = LABEL_WIDTH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._label_width = label_width
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(10)
        self._rows.setVerticalSpacing(6)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.show_facts(facts)

    def show_facts(self, facts: Iterable[tuple[str, str, str]]) -> None:
        """Show these; facts without words are left out."""
        while self._rows.rowCount():
            self._rows.removeRow(0)
        for label, words, role in facts:
            if words:
                self._rows.addRow(self._label(label), self._words(label, words, role))
        self.setVisible(self._rows.rowCount() > 0)

    def texts(self) -> list[str]:
        """The words shown, in order."""
        return [label.text() for label in self.findChildren(QLabel) if label.objectName() == "words"]

    def _label(self, text: str) -> QLabel:
        label = plain(text, "muted")
        label.setFixedWidth(self._label_width)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        return label

    def _words(self, label: str, words: str, role: str) -> QLabel:
        shown = plain(words, role, wrap=True)
        shown.setObjectName("words")
        shown.setAccessibleName(f"{label} {words}")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return shown
