"""Cells of two lines: a chip or words above, the smaller words below."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from ui.tables.paged_model import SUB, TONE
from ui.theme import SMALL_POINTS, Colours, Tone, colours, font
from ui.widgets.shapes import paint_shape

MARGIN = 7
SHAPE = 8
Index = QModelIndex | QPersistentModelIndex
ELIDE = Qt.TextElideMode.ElideRight


class CellPainter(QStyledItemDelegate):
    """Paints a `PagedTableModel`'s cells as plain text; the fonts are made once, not for every cell."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._font, self._bold, self._small = font(), font(bold=True), font(SMALL_POINTS)
        self._metrics = {
            "font": QFontMetrics(self._font),
            "bold": QFontMetrics(self._bold),
            "small": QFontMetrics(self._small),
        }

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows have a fixed height; nothing is measured."""
        return QSize(60, 46)

    def eventFilter(self, _watched: QObject, _event: QEvent) -> bool:
        """No editors here: every event belongs to the table."""
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Surface, first line, second line."""
        look = colours()
        painter.save()
        self._surface(painter, option, index, look)
        box: QRect = option.rect
        inner = box.adjusted(MARGIN, 3, -MARGIN, -3)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        sub = str(index.data(SUB) or "")
        tone = index.data(TONE)
        side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft)
        side &= Qt.AlignmentFlag.AlignHorizontal_Mask
        tall = box.height() >= 40
        if tone is not None:
            self._chip(painter, inner, text, Tone(tone), look, bool(sub) and tall)
        elif sub and tall:
            self._line(painter, self._upper(inner), text, self._font, QColor(look.text), side)
        elif tall:
            self._wrapped(painter, inner, text, QColor(look.text), side)
        else:
            self._line(painter, inner, text, self._font, QColor(look.text), side)
        if sub and tall:
            self._line(painter, self._lower(inner), sub, self._small, QColor(look.muted), side)
        painter.restore()

    def _surface(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, look: Colours) -> None:
        view = self._view
        if view.selectionModel().isSelected(index):
            fill(painter, option.rect, look.selection)
            if index.column() == 0 and view.hasFocus():
                mark: QRect = option.rect
                fill(painter, QRect(mark.left(), mark.top(), 3, mark.height()), look.accent)
        elif view.underMouse() and under_mouse(option):
            fill(painter, option.rect, look.hover)
        elif index.row() % 2:
            fill(painter, option.rect, look.alternate)

    def _upper(self, inner: QRect) -> QRect:
        return QRect(inner.left(), inner.top() + 1, inner.width(), 22)

    def _lower(self, inner: QRect) -> QRect:
        return QRect(inner.left(), inner.bottom() - 17, inner.width(), 17)

    def _line(
        self, painter: QPainter, room: QRect, text: str, made: QFont, ink: QColor, side: Qt.AlignmentFlag
    ) -> None:
        painter.setFont(made)
        painter.setPen(ink)
        metrics = self._metrics["small" if made is self._small else "bold" if made is self._bold else "font"]
        shown = text.replace("\n", " ")
        if metrics.horizontalAdvance(shown) > room.width():
            shown = metrics.elidedText(shown, ELIDE, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _chip(self, painter: QPainter, inner: QRect, text: str, tone: Tone, look: Colours, upper: bool) -> None:
        room = self._upper(inner) if upper else QRect(inner.left(), inner.center().y() - 10, inner.width(), 21)
        shown = text
        if self._metrics["bold"].horizontalAdvance(text) > room.width() - SHAPE - 12:
            shown = self._metrics["bold"].elidedText(text, ELIDE, room.width() - SHAPE - 12)
        width = self._metrics["bold"].horizontalAdvance(shown) + SHAPE + 15
        chip = QRect(room.left() - 2, room.top(), min(width, room.width() + 4), room.height() - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.surface(tone))
        painter.drawRoundedRect(chip, 4, 4)
        ink = look.ink(tone)
        paint_shape(painter, QRectF(chip.left() + 5, chip.center().y() - SHAPE / 2 + 0.5, SHAPE, SHAPE), tone, ink)
        painter.setFont(self._bold)
        painter.setPen(ink)
        words = chip.adjusted(SHAPE + 9, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _wrapped(self, painter: QPainter, inner: QRect, text: str, ink: QColor, side: Qt.AlignmentFlag) -> None:
        """One line in the middle, or two, broken where the text is if that fits; the second gives way with …."""
        flat = text.replace("\n", " ")
        if self._metrics["font"].horizontalAdvance(flat) <= inner.width():
            self._line(painter, inner, flat, self._font, ink, side)
            return
        layout = QTextLayout(flat, self._font)
        layout.setTextOption(wrapping())
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(inner.width())
        cut = line.textLength()
        layout.endLayout()
        broken = text.find("\n")
        if 0 < broken < cut and self._metrics["font"].horizontalAdvance(flat[broken:]) <= inner.width():
            cut = broken
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width(), half)
        self._line(painter, upper, flat[:cut], self._font, ink, side)
        self._line(painter, upper.translated(0, half), flat[cut:].lstrip(), self._font, ink, side)


def wrapping() -> QTextOption:
    """Break between words where possible, anywhere otherwise."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def under_mouse(option: QStyleOptionViewItem) -> bool:
    """Whether the mouse is over what is painted. Only asked where it can be: the names of all states take long to load."""
    from PySide6.QtWidgets import QStyle

    return bool(option.state & QStyle.StateFlag.State_MouseOver)


def fill(painter: QPainter, room: QRect, colour: str) -> None:
    """Fill a rectangle; `fillRect` would load the names of all of Qt's gradients first."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRect(room)
