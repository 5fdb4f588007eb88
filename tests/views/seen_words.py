"""Every text that can be read in the program's windows: what widgets say, what a screen reader is told, tips, titles, cells.

A screen reader is told what stands in the properties and cells read here. Qt's accessible interfaces themselves are not
asked: the binding takes each for its own, deletes it, and Qt deletes it once more.
"""

from collections.abc import Iterator
from itertools import count, takewhile

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from ui.widgets.labels import ElidedLabel

ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def everything_seen() -> str:
    """One text of all there is, hidden widgets too."""
    parts = [text for widget in QApplication.allWidgets() for text in _of(widget)]
    parts += [window.title() for window in QGuiApplication.topLevelWindows()]
    parts.append(QGuiApplication.clipboard().text())
    return "\n".join(parts)


def _of(widget: QWidget) -> Iterator[str]:
    meta = widget.metaObject()
    for place in range(meta.propertyCount()):
        value = meta.property(place).read(widget)
        if isinstance(value, str):
            yield value
    if isinstance(widget, ElidedLabel):
        yield widget.words()
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model())


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(model.rowCount(), 200)):
        cells = takewhile(QModelIndex.isValid, (model.index(row, column) for column in count()))
        for value in (model.data(cell, role) for cell in cells for role in ROLES):
            if isinstance(value, str):
                yield value
