"""Choosing the named person a matter is handed to: who they are, how to reach them, whether they are on duty ([70])."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from firstask_desktop.domain.states import Duty, TargetKind
from firstask_desktop.domain.views import Target
from ui.theme import SMALL_POINTS, Tone, colours, font
from ui.widgets.boxes import LineBox
from ui.widgets.shapes import paint_shape

ROW = 31
SHOWN = 4
TARGET = Qt.ItemDataRole.UserRole
DUTY_TONES = {Duty.ON: Tone.GREEN, Duty.NO_ROSTER: Tone.QUIET, Duty.OFF: Tone.AMBER, Duty.ABSENT: Tone.RED}
Index = QModelIndex | QPersistentModelIndex


class _Targets(QAbstractListModel):
    """The people offered."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Target, ...] = ()

    def show(self, rows: Sequence[Target]) -> None:
        """Offer these."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many people."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The person for the painter, the words for everybody else."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.person.name} {row.department} {row.post} {row.phone} {row.duty.word}"
        return row if role == TARGET else None


class _TargetPainter(QStyledItemDelegate):
    """Name, department and post, phone, and at the right the duty as shape and word."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One line."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Plain text, never markup."""
        row: Target = index.data(TARGET)
        box: QRect = option.rect
        look = colours()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(look.selection))
        inner = box.adjusted(10, 0, -10, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(bold=True))
        painter.setPen(QColor(look.text))
        painter.drawText(inner, middle, row.person.name)
        self._duty(painter, QRect(inner.right() - 74, inner.top(), 74, inner.height()), row.duty)
        painter.setFont(font())
        painter.setPen(QColor(look.muted))
        painter.drawText(QRect(inner.right() - 222, inner.top(), 140, inner.height()), middle, row.phone)
        place = " · ".join(part for part in (row.department, row.post) if part)
        room = QRect(inner.left() + 92, inner.top(), inner.width() - 92 - 230, inner.height())
        owner = "  事项归口" if row.owner else ""
        shown = painter.fontMetrics().elidedText(f"{place}{owner}", Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, shown)
        painter.restore()

    def _duty(self, painter: QPainter, box: QRect, duty: Duty) -> None:
        ink = colours().ink(DUTY_TONES[duty])
        paint_shape(painter, QRectF(box.left(), box.center().y() - 4, 9, 9), DUTY_TONES[duty], ink)
        painter.setPen(ink)
        painter.setFont(font(SMALL_POINTS + 1))
        painter.drawText(box.adjusted(15, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, duty.word)


class TargetPicker(QWidget):
    """`TargetPicker(name, find)`: typed words filter, ↑/↓ choose; the cursor never leaves the entry.

    `find(text)` gives the people in the order of fitness; `show_kind` keeps leaders or everybody else.
    `chosen()` when another person is chosen, `target()` who that is.
    """

    edited = Signal()
    chosen = Signal()

    def __init__(self, name: str, find: Callable[[str], Sequence[Target]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find, self._kind = find, TargetKind.OFFICER
        self.setAccessibleName(name)
        self.box = LineBox(name, self.tr("姓名、拼音首字母、部门或岗位；↑↓ 选人"), 60)
        self.box.installEventFilter(self)
        self.view = QListView()
        self.view.setAccessibleName(self.tr("可转办的人"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFixedHeight(SHOWN * ROW + 4)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._model = _Targets(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_TargetPainter(self.view))
        self.setFocusProxy(self.box)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.box)
        rows.addWidget(self.view)
        self.box.textChanged.connect(self._filter)
        self.view.selectionModel().currentChanged.connect(self._moved)

    def show_kind(self, kind: TargetKind) -> None:
        """Offer leaders, or everybody else."""
        self._kind = kind
        self._filter()

    def target(self) -> Target | None:
        """The chosen person."""
        row = self.view.currentIndex().data(TARGET)
        return row if isinstance(row, Target) else None

    def value(self) -> str:
        """The chosen person's id, "" for nobody."""
        target = self.target()
        return target.person.id if target else ""

    def set_value(self, person_id: str) -> None:
        """Choose somebody; an id that is not offered changes nothing."""
        for place, row in enumerate(self._model.rows):
            if row.person.id == person_id:
                self.view.setCurrentIndex(self._model.index(place, 0))

    def offer(self, person_id: str) -> None:
        """Choose somebody whatever was typed before."""
        self.box.clear()
        self.set_value(person_id)
        self.edited.emit()

    def _filter(self) -> None:
        before = self.value()
        leaders = self._kind is TargetKind.LEADER
        rows = [row for row in self._find(self.box.value()) if row.leader == leaders]
        self._model.show(rows)
        keep = next((place for place, row in enumerate(rows) if row.person.id == before), 0)
        if rows:
            self.view.setCurrentIndex(self._model.index(keep, 0))
        self.chosen.emit()

    def _moved(self) -> None:
        self.chosen.emit()
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↑ and ↓ in the entry move in the list."""
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            step = (event.key() == Qt.Key.Key_Down) - (event.key() == Qt.Key.Key_Up)
            if step:
                place = max(0, min(self.view.currentIndex().row() + step, len(self._model.rows) - 1))
                self.view.setCurrentIndex(self._model.index(place, 0))
                return True
        return super().eventFilter(watched, event)
