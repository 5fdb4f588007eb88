"""The organisation's mark in the settings: chosen, seen, taken away; printed beside the name from then on."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui.mark_picture import mark_image, read_mark
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.labels import plain
from ui.widgets.notice import Notice

WIDE, HIGH = 150, 64


class MarkBox(QWidget):
    """`MarkBox(desk, prompts)`: the mark, Alt+M chooses another, Alt+R takes it away."""

    def __init__(self, desk: Desk, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._prompts = desk, prompts
        self.setAccessibleName(self.tr("单位标志"))
        self.picture = QLabel()
        self.picture.setFixedSize(WIDE, HIGH)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setStyleSheet("QLabel { background: #ffffff; border: 1px solid #c3cad3; border-radius: 4px; }")
        self.words = plain("", "muted", wrap=True)
        self.choose = QPushButton(self.tr("选择图片…  Alt+M"))
        self.remove = QPushButton(self.tr("去掉  Alt+R"))
        self.choose.setAccessibleName(self.tr("选择单位标志的图片"))
        self.remove.setAccessibleName(self.tr("去掉单位标志"))
        self.said = Notice()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.picture)
        row.addWidget(self.words, 1)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(row)
        rows.addWidget(self.said)
        for button, slot, keys in ((self.choose, self.ask, "Alt+M"), (self.remove, self.take_away, "Alt+R")):
            button.clicked.connect(slot)
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        self.show_mark()

    def show_mark(self) -> None:
        """Show what is printed now."""
        image = mark_image(self._desk.mark.image)
        about = self.tr("单位标志：印在台账、记录表、单据和流程图的抬头旁边。PNG、JPEG 或 SVG，5 MB 以内。")
        name = self._desk.mark.name
        self.words.setText(f"{about}\n{name}" if name else about)
        self.remove.setEnabled(not image.isNull())
        if image.isNull():
            self.picture.setPixmap(QPixmap())
            self.picture.setText(self.tr("没有标志"))
            return
        fit, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(QPixmap.fromImage(image.scaled(WIDE - 12, HIGH - 8, fit, smooth)))

    def ask(self) -> None:
        """Ask which picture."""
        self._prompts.open_path(
            self, self.tr("选择单位标志的图片"), self.tr("图片 (*.png *.jpg *.jpeg *.svg)"), self.take
        )

    def take(self, path: Path) -> None:
        """Keep the picture of a file; what is no such picture is refused beside the button."""
        try:
            self._desk.mark.put(read_mark(path), path.name)
        except Refused as refused:
            self.said.say(str(refused), Tone.RED)
            return
        self.show_mark()
        self.said.say(self.tr("从现在起印在纸上"), Tone.GREEN)

    def take_away(self) -> None:
        """Print the name alone again."""
        try:
            self._desk.mark.take_away()
        except Refused as refused:
            self.said.say(str(refused), Tone.RED)
            return
        self.show_mark()
        self.said.say(self.tr("已去掉，只印单位名称"), Tone.GREEN)
