"""断点 of the service map ([33]): items without an owning post, links to posts that are gone, chains that do not meet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.service_map import Gap
from ui.theme import Tone
from ui.widgets.labels import tip
from ui.widgets.notice import Notice

LINE, MOST_LINES = 26, 5


class GapList(QWidget):
    """`show_gaps()` reads them anew; `chosen(gap)` on Enter or a double click: what is to be mended."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.gaps: list[Gap] = []
        self.notice = Notice(parent=self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("断点"))
        self.list.setUniformItemSizes(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        rows.addWidget(self.notice)
        rows.addWidget(self.list)
        self.list.itemActivated.connect(self._activated)
        self.show_gaps()

    def show_gaps(self) -> None:
        """Say how many there are and list each; the list takes no room when the map holds together."""
        self.gaps = self._desk.map.gaps()
        self.list.clear()
        for place, gap in enumerate(self.gaps):
            item = QListWidgetItem(f"{gap.kind.word} · {gap.words}")
            item.setData(Qt.ItemDataRole.UserRole, place)
            item.setToolTip(tip(gap.words))
            self.list.addItem(item)
        self.list.setVisible(bool(self.gaps))
        self.list.setFixedHeight(LINE * min(len(self.gaps), MOST_LINES) + 6)
        if self.gaps:
            words = self.tr("断点 %1 处：选中一处按 Enter，去改那一项").replace("%1", str(len(self.gaps)))
            self.notice.say(words, Tone.AMBER)
        else:
            self.notice.say(self.tr("没有断点：每个服务项目都有承办岗位，每一环都接得上"), Tone.GREEN)

    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self.gaps[int(item.data(Qt.ItemDataRole.UserRole))])
