"""附件 of a case: one button a file that opens it, and Ctrl+U to add one ([13])."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.desk_life import Attachment
from firstask_desktop.domain.views import CaseFile
from firstask_desktop.errors import Refused
from ui.prompts import Prompts

ADD_KEY = "Ctrl+U"


class AttachmentList(QWidget):
    """`AttachmentList(desk, prompts)`, `show_file(file)`; `added()` after a file was kept with the case."""

    added = Signal()

    def __init__(self, desk: Desk, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._prompts = desk, prompts
        self._case_id = ""
        self._shown: dict[QPushButton, Attachment] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.add = QPushButton(self.tr("添加附件 %1").replace("%1", ADD_KEY))
        self.add.setAccessibleName(self.tr("添加附件"))
        self.add.clicked.connect(self.choose)
        self._rows.addWidget(self.add)

    def show_file(self, file: CaseFile) -> None:
        """Show what lies with this case."""
        self._case_id = file.case.id
        for button in self._shown:
            button.deleteLater()
        self._shown = {}
        for attachment in file.attachments:
            button = QPushButton(self.words(attachment).replace("&", "&&"))
            button.setAccessibleName(self.tr("打开附件 %1").replace("%1", attachment.name))
            button.clicked.connect(self._open)
            self._shown[button] = attachment
            self._rows.insertWidget(self._rows.count() - 1, button)

    def words(self, attachment: Attachment) -> str:
        """Name, who added it and when."""
        who = self._desk.house.name(attachment.added_by)
        return f"{attachment.name} · {who} {self._desk.clock.when(attachment.added_at)}"

    def texts(self) -> list[str]:
        """What the buttons say, for a test or a screen reader."""
        return [button.text() for button in self._shown]

    def choose(self) -> None:
        """Ask for a file and keep it with the case."""
        if self._case_id:
            self._prompts.open_path(self.window(), self.tr("选择附件"), self.tr("所有文件 (*)"), self.keep)

    def keep(self, path: Path) -> None:
        """Keep the file; what cannot be kept is said in a sentence."""
        try:
            self._desk.attachments.add(self._case_id, path)
        except Refused as refused:
            self._prompts.warn(self.window(), str(refused))
            return
        self.added.emit()

    def _open(self) -> None:
        attachment = self._shown.get(self.sender())  # type: ignore[call-overload]
        if attachment is None:
            return
        try:
            path = self._desk.attachments.path(attachment)
        except Refused as refused:
            self._prompts.warn(self.window(), str(refused))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
