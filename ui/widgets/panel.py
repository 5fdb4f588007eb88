"""A card: the quiet surface most things stand on."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.labels import plain


class Panel(QFrame):
    """`Panel(title="", aside="")`. Put widgets into `body` (vertical), right of the title into `header`."""

    def __init__(self, title: str = "", aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.title = plain(title, "panel_title")
        self.aside = plain(aside, "muted")
        self.header = QHBoxLayout()
        self.header.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.title)
        top.addLayout(self.header, 1)
        self.header.addStretch(1)
        top.addWidget(self.aside)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 11, 16, 12)
        rows.setSpacing(9)
        if title or aside:
            rows.addLayout(top)
        rows.addLayout(self.body, 1)

    def add_to_header(self, widget: QWidget) -> None:
        """Put a widget right after the title, as wide as it likes to be."""
        self.header.insertWidget(self.header.count() - 1, widget)

    def set_aside(self, text: str) -> None:
        """The small words at the right of the title."""
        self.aside.setText(text)
