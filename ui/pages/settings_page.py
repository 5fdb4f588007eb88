"""设置: the house's own data at the left by part, the part at the right."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.people import Centre, SpecialDay
from firstask_desktop.domain.service_map import Gap, ServiceLink
from firstask_desktop.events import Changed
from ui.memory import WindowMemory
from ui.pages.backup_panel import BackupPanel
from ui.pages.formats_page import FormatsPanel
from ui.pages.settings_fields import Section
from ui.pages.settings_gaps import GapList
from ui.pages.settings_look import LookPanel
from ui.pages.settings_mark import MarkBox
from ui.pages.settings_panel import SectionPanel
from ui.pages.settings_sections import SECTIONS
from ui.pages.settings_years import YearsNotice
from ui.prompts import Prompts
from ui.signals import DeskSignals
from ui.widgets.panel import Panel

FORMAT_CHANGED = "house.format"
LOOK, FORMATS, BACKUP = "look", "formats", "backup"
WIDTH = 168
LINE = 36


class SettingsPage(QWidget):
    """`show_part(key)` shows a part; parts are made when first looked at."""

    def __init__(
        self, desk: Desk, prompts: Prompts, signals: DeskSignals, memory: WindowMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._prompts, self._memory = desk, prompts, memory
        self.setAccessibleName(self.tr("设置"))
        self.parts: dict[str, Panel] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("设置的各部分"))
        self.stack = QStackedWidget()
        for section in SECTIONS:
            self._line(section.key, section.title)
        self._line(FORMATS, self.tr("记录格式"))
        self._line(BACKUP, self.tr("备份"))
        self._line(LOOK, self.tr("外观与 PIN"))
        side = Panel()
        side.setFixedWidth(WIDTH)
        side.body.addWidget(self.list)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 6)
        row.setSpacing(12)
        row.addWidget(side)
        row.addWidget(self.stack, 1)
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._into)
        signals.changed.connect(self._changed)
        self.setFocusProxy(self.list)
        self.list.setCurrentRow(0)

    def _line(self, key: str, title: str) -> None:
        item = QListWidgetItem(title)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setSizeHint(QSize(0, LINE))
        self.list.addItem(item)

    def show_part(self, key: str) -> Panel:
        """Show one part."""
        for place in range(self.list.count()):
            if self.list.item(place).data(Qt.ItemDataRole.UserRole) == key:
                self.list.setCurrentRow(place)
        return self.parts[key]

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        key = str(item.data(Qt.ItemDataRole.UserRole))
        if key not in self.parts:
            self.parts[key] = self._make(key)
            self.stack.addWidget(self.parts[key])
        self.stack.setCurrentWidget(self.parts[key])

    def _make(self, key: str) -> Panel:
        if key == LOOK:
            return LookPanel(self._desk, self._memory)
        if key == BACKUP:
            return BackupPanel(self._desk, self._prompts, self._memory)
        if key == FORMATS:
            return FormatsPanel(self._desk, self._prompts, self._memory)
        section = next(one for one in SECTIONS if one.key == key)
        part = SectionPanel(self._desk, self._prompts, self._memory, section)
        if section.record is SpecialDay:
            part.body.insertWidget(1, YearsNotice(self._desk, self))
        if section.record is ServiceLink:
            gaps = GapList(self._desk, self)
            gaps.chosen.connect(self._to_gap)
            part.body.insertWidget(1, gaps)
        if section.record is Centre:
            part.body.insertWidget(part.body.count() - 1, MarkBox(self._desk, self._prompts, self))
        return part

    def _into(self, _item: QListWidgetItem) -> None:
        self._enter_part()

    def _enter_part(self) -> None:
        part = self.stack.currentWidget()
        if part is not None:
            part.setFocus()

    def _changed(self, changed: Changed) -> None:
        if not changed.action.startswith("house."):
            return
        for key, part in list(self.parts.items()):
            if changed.action == FORMAT_CHANGED and isinstance(part, SectionPanel) and part.section.form:
                self._forget(key)
            elif isinstance(part, SectionPanel):
                part.reload()
        for notice in self.findChildren(YearsNotice):
            notice.show_years()
        for gaps in self.findChildren(GapList):
            gaps.show_gaps()
        for box in self.findChildren(MarkBox):
            box.show_mark()

    def _to_gap(self, gap: object) -> None:
        """Where a 断点 is mended: the link, or the item in the catalogue."""
        if isinstance(gap, Gap):
            part = self.show_part("map" if gap.link else "matters")
            if isinstance(part, SectionPanel):
                part.show_row(gap.link or gap.matter)

    def _forget(self, key: str) -> None:
        """Make a part anew when it is next looked at: its form was changed."""
        part = self.parts.pop(key)
        part.hide()
        part.deleteLater()
        here: QListWidgetItem | None = self.list.currentItem()
        self._chosen(here if here is not None and here.data(Qt.ItemDataRole.UserRole) == key else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """→ goes into the part, Esc back to the list."""
        if event.key() == Qt.Key.Key_Right and self.list.hasFocus():
            self._enter_part()
        elif event.key() == Qt.Key.Key_Escape:
            self.list.setFocus()
        else:
            super().keyPressEvent(event)


def section_keys(sections: tuple[Section, ...] = SECTIONS) -> list[str]:
    """The keys of all parts, for screenshots and tests."""
    return [*(section.key for section in sections), FORMATS, BACKUP, LOOK]
