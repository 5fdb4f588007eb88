"""The organisation's mark: a chosen picture read with care, and the kept one as it is drawn on paper."""

import re
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

from firstask_desktop.errors import Refused

LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 24_000_000
KEPT = 600
"""Pixels of the longer side that is kept: 5 cm at 300 dots an inch."""
SMALLEST, LARGEST_KEPT = 160, 190_000
"""Never fewer pixels; never more bytes than the data file takes."""
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_FOREIGN = re.compile(
    r"<!DOCTYPE|<!ENTITY|<script|<foreignObject|<image|@import"
    r"|url\s*\(\s*+(?!['\"]?#)|href\s*=\s*+(?!['\"]#)",
    re.IGNORECASE,
)
"""What would make an SVG look outside itself."""


def read_mark(path: Path) -> bytes:
    """The picture of a file as a small PNG, ready to be kept. Refused with field "mark" when it is too large, no PNG, JPEG
    or SVG by its content, broken, or reaches outside itself."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if 0 < size <= LARGEST_FILE else b""
    except OSError as error:
        raise _refused("读不了文件 %1", path.name) from error
    if not content:
        raise _refused("%1 是空的，或者超过 5 MB", path.name)
    drawn = _raster(content, path.name) if content.startswith((PNG, JPEG)) else _vector(content, path.name)
    return _as_png(drawn)


@lru_cache(maxsize=4)
def mark_image(png: bytes) -> QImage:
    """The kept mark as a picture; an empty one when there is none."""
    return QImage.fromData(png) if png else QImage()


def draw_mark(painter: QPainter, png: bytes, room: QRectF) -> float:
    """Draw the mark as large as fits at the left of `room`; how wide it became."""
    image = mark_image(png)
    if image.isNull():
        return 0
    size = image.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    top = room.top() + (room.height() - size.height()) / 2
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(room.left(), top, size.width(), size.height()), image)
    return size.width()


def _raster(content: bytes, name: str) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png" if content.startswith(PNG) else b"jpeg"))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        raise _refused("%1 的像素太多或不是图片，请缩小后再选", name)
    image = reader.read()
    if image.isNull():
        raise _refused("%1 打不开，图片可能已损坏", name)
    return image


def _vector(content: bytes, name: str) -> QImage:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused("%1 不是 PNG、JPEG 或 SVG 图片", name) from error
    if "<svg" not in text[:4096]:
        raise _refused("%1 不是 PNG、JPEG 或 SVG 图片", name)
    if _FOREIGN.search(text):
        raise _refused("%1 里引用了别的文件、图片或脚本，请另存为 PNG 再选", name)
    renderer = QSvgRenderer(QByteArray(text.encode()))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        raise _refused("%1 打不开，图片可能已损坏", name)
    image = QImage(size.scaled(QSize(KEPT, KEPT), Qt.AspectRatioMode.KeepAspectRatio), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def _as_png(image: QImage) -> bytes:
    """Small enough to be kept: the longer side at most so many pixels, fewer when the picture is very busy."""
    side = KEPT
    while True:
        fitting = image
        if max(image.width(), image.height()) > side:
            smooth = Qt.TransformationMode.SmoothTransformation
            fitting = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(fitting.convertToFormat(QImage.Format.Format_ARGB32))
        if held.size() <= LARGEST_KEPT or side <= SMALLEST:
            return bytes(held.data())
        side = side * 3 // 4


def _refused(words: str, name: str) -> Refused:
    said = QCoreApplication.translate("Mark", words)
    return Refused(said.replace("%1", f"「{name}」"), code="mark", field="mark")
