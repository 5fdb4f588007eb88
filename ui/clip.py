"""The clipboard: what the program put there itself goes when the desk is locked, what came from elsewhere stays."""

from hashlib import sha256

from PySide6.QtGui import QClipboard, QGuiApplication

COPIED = "copied"


def copy(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
    QGuiApplication.instance().setProperty(COPIED, _print(text))  # type: ignore[union-attr]


def forget_copied() -> None:
    """Empty the clipboard, and the X11 selection, of what was copied or marked in this program."""
    board, app = QGuiApplication.clipboard(), QGuiApplication.instance()
    if board.ownsClipboard() or (board.text() and app.property(COPIED) == _print(board.text())):  # type: ignore[union-attr]
        board.clear()
    if board.supportsSelection() and board.ownsSelection():
        board.clear(QClipboard.Mode.Selection)
    app.setProperty(COPIED, "")  # type: ignore[union-attr]


def _print(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
