"""A desk full of guests' markup, every page and dialog of it opened, and every widget asked how it shows what it holds.

Used by the test (few payloads) and the benchmark (forty).
"""

import ctypes
import os
import re
import socket
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QCoreApplication, QEvent, QModelIndex, Qt
from PySide6.QtGui import Qt as Gui
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QTextEdit, QWidget

from firstask_desktop.domain.commands import FollowUp, Progress
from firstask_desktop.domain.desk_life import DeskItem
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Choice, Matter, Person
from firstask_desktop.domain.values import replace
from firstask_desktop.errors import Refused
from tests.views.desk_fixtures import FrontDesk, at

CANARY = "canary.png"
MARK = "◈"
"""Stands in every payload, before its number."""
_IN_OPEN = 0x20
_SHAPES = (
    "<b>{n}</b>", "<i>{n}", "<img src='{file}'>{n}", "<img src='{net}/a.png'>{n}", "<a href='{file}'>{n}</a>",
    "<a href='javascript:1'>{n}</a>", "<table><tr><td>{n}</table>", "<p>{n}</p>", "<br>{n}", "<h1>{n}</h1>",
    "<body background='{file}'>{n}", "<style>*{{color:red}}</style>{n}", "<script>1</script>{n}", "<!-- {n} -->",
    "<qt>{n}</qt>", "<html><body>{n}</body></html>", "&lt;{n}&gt;", "&amp;{n}", "<font color=red>{n}</font>", "<hr>{n}",
    "<ul><li>{n}</ul>", "<div style='background:url({file})'>{n}</div>", "<pre>{n}</pre>", "<center>{n}</center>",
    "<object data='{file}'>{n}</object>", "<iframe src='{net}'>{n}</iframe>", "<link rel=stylesheet href='{net}/s.css'>{n}",
    "<meta http-equiv=refresh content='0;url={net}'>{n}", "<svg><image href='{file}'/></svg>{n}", "<big>{n}</big>",
    "<sub>{n}</sub>", "<u>{n}</u>", "<s>{n}</s>", "<span style='font-size:90px'>{n}</span>", "<!DOCTYPE html>{n}",
    "<?xml version='1.0'?>{n}", "<tt>{n}</tt>", "<nobr>{n}</nobr>", "<address>{n}</address>", "\\<b>{n}\\</b>",
)  # fmt: skip


@dataclass
class Payloads:
    """Forty shapes of markup; `file` and `net` lead to something that tells when it is touched."""

    file: str
    net: str
    count: int = len(_SHAPES)

    def text(self, number: int) -> str:
        """One of them, with a number that nothing else on the screen has."""
        return _SHAPES[number % len(_SHAPES)].format(n=f"{MARK}{number}", file=self.file, net=self.net)


@dataclass
class Shown:
    """What was looked at, what was shown as something else than text, and what was touched."""

    widgets: set[str] = field(default_factory=set)
    texts: int = 0
    rich: set[str] = field(default_factory=set)
    touched: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether all was shown as typed and nothing touched."""
        return not self.rich and not self.touched


@contextmanager
def traps(folder: Path, shown: Shown) -> Iterator[tuple[str, str]]:
    """A picture and an address that tell when somebody opens them; Linux only for the picture."""
    from PySide6.QtGui import QImage

    canary = folder / CANARY
    QImage(4, 4, QImage.Format.Format_RGB32).save(str(canary))
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(os.O_NONBLOCK) if hasattr(libc, "inotify_init1") else -1
    if watch >= 0:
        libc.inotify_add_watch(watch, str(canary).encode(), _IN_OPEN)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        door.setblocking(False)
        try:
            yield canary.as_uri(), f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            for _ in range(5):
                QApplication.processEvents()
            with suppress(BlockingIOError):
                door.accept()
                shown.touched.append("the address was asked")
            if watch >= 0:
                with suppress(BlockingIOError):
                    told = os.read(watch, 4096)
                    shown.touched.append(f"the file was opened {len(told) // struct.calcsize('iIII')} times")
                os.close(watch)


def fill(front: FrontDesk, payloads: Payloads) -> int:
    """Store payloads wherever a person can write something; how many the desk took."""
    boss = front.of("郑文斌")
    works: list[Callable[[], object]] = [
        partial(_case, front, payloads.text(number), number) for number in range(payloads.count)
    ]
    for kind, names in ((Person, ("name", "phone")), (Matter, ("name", "answer", "rule")), (Choice, ("text",))):
        for place, row in enumerate(boss.house.all(kind)[: payloads.count]):
            works += [partial(boss.house.save, replace(row, **{name: payloads.text(place)})) for name in names]
    for place, row in enumerate(boss.house.all(Choice)[:: max(payloads.count // 8, 1)]):
        named = f"{payloads.text(place)}：{payloads.text(place + 3)}"
        works.append(partial(boss.house.save, replace(row, text=named)))
    for place in range(4):
        item = DeskItem(what=payloads.text(place), place=payloads.text(place + 1))
        works.append(partial(front.desk.handover.keep, item))
    return sum(map(_taken, works))


def _taken(work: Callable[[], object]) -> bool:
    try:
        work()
    except Refused:
        return False
    return True


def _case(front: FrontDesk, text: str, number: int) -> None:
    case = front.ask(
        name=text, room=text, identity=text, words=text, request=text, organisation=text,
        promise_at=at(15, 30) if number % 2 else at(10, 30),
    )  # fmt: skip
    if number % 3 == 0:
        front.desk.cases.perform(Action.PROGRESS, case.id, Progress(text=text, next_step=text))
        front.desk.cases.perform(Action.FOLLOW_UP, case.id, FollowUp(way="电话", text=text, next_at=at(14)))


def look(shown: Shown, payloads: Payloads) -> None:
    """Ask every widget there is."""
    for widget in QApplication.allWidgets():
        if not widget.isVisible():
            continue
        kind = type(widget).__name__
        for name, text, typed in _held(widget, payloads):
            if MARK not in text:
                continue
            shown.texts += 1
            shown.widgets.add(kind)
            if not typed:
                shown.rich.add(f"{kind}.{name}: {text[:90]}")


def _held(widget: QWidget, payloads: Payloads) -> Iterator[tuple[str, str, bool]]:
    """Every text of a widget: where, what, and whether it is shown as typed."""
    tip = widget.toolTip()
    yield "tip", tip, _plain(tip)
    if isinstance(widget, QLabel):
        rich = widget.textFormat() is Qt.TextFormat.RichText or (
            widget.textFormat() is not Qt.TextFormat.PlainText and Gui.mightBeRichText(widget.text())
        )
        yield "text", widget.text(), not rich
    elif isinstance(widget, QAbstractButton):
        yield "button", widget.text(), "&" not in widget.text().replace("&&", "")
    elif isinstance(widget, QTextEdit):
        yield from _document(widget.document(), payloads)
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _items(widget.model())


def _plain(text: str) -> bool:
    """Whether a tip shows what was typed: no markup in it, or everything of the guest escaped."""
    return not Gui.mightBeRichText(text) or MARK not in text or "&lt;" in text or "&amp;" in text


def _document(document: QTextDocument, payloads: Payloads) -> Iterator[tuple[str, str, bool]]:
    """A page of words: every payload stands in it word for word; pictures and links can only come from somebody's markup,
    but for the house's own mark.
    """
    words = document.toPlainText()
    for number in set(re.findall("◈([0-9]+)", words)):
        yield "document", f"◈{number}", payloads.text(int(number)) in words
    block = document.begin()
    while block.isValid():
        for piece in _fragments(block):
            shape = piece.charFormat()
            touching = bool(shape.anchorHref()) or (shape.isImageFormat() and shape.toImageFormat().name() != "mark")
            if touching:
                yield "document", f"◈ {shape.anchorHref() or shape.toImageFormat().name()}", False
        block = block.next()


def _fragments(block: Any) -> Iterator[Any]:
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1


def _items(model: QAbstractItemModel) -> Iterator[tuple[str, str, bool]]:
    for row in range(min(model.rowCount(QModelIndex()), 60)):
        for column in range(model.columnCount(QModelIndex()) if isinstance(model, QAbstractTableModel) else 1):
            index = model.index(row, column, QModelIndex())
            tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            yield "item tip", tip, _plain(tip)
            yield "item", str(index.data() or ""), True


def walk(
    front: FrontDesk,
    folder: Path,
    prompts: Any,
    shown: Shown,
    payloads: Payloads,
    people: Sequence[str] = ("欧阳丽华", "郑文斌"),
) -> int:
    """Open every page, every part of the settings, a case and every dialog, as each of these people; how many there were."""
    from ui import shots
    from ui.memory import WindowMemory
    from ui.page_list import Kit
    from ui.signals import DeskSignals

    opened = 0
    for name in people:
        front.desk.session.sign_in(front.id(name))
        signals = DeskSignals(front.desk.bulletin)
        kit = Kit(front.desk, prompts, signals, WindowMemory(folder / f"{name}.json"))
        for _title, _widget in shots._views(kit, shots.SIZES[0]):
            QApplication.processEvents()
            look(shown, payloads)
            opened += 1
        signals.stop()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
    return opened
