"""The text of a company's own format file, or why there is none to be had: a folder, a broken link, other bytes."""

import errno
import os
import stat
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from firstask_desktop.errors import Refused

MOST_BYTES = 1_000_000
"""The longest shipped form takes a fiftieth of it."""
_REASONS = {
    errno.EACCES: "没有权限读取",
    errno.EPERM: "没有权限读取",
    errno.ELOOP: "是一个指向自己的链接",
    errno.ENOENT: "是一个失效的链接，它指向的文件不在了",
    errno.EIO: "磁盘读错误",
}


def file_text(path: Path) -> str:
    """What stands in the file, without a byte order mark; refused naming the file and, where there is one, the line."""
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise _unreadable(path, "这是一个文件夹，不是格式文件")
        if not stat.S_ISREG(state.st_mode):
            raise _unreadable(path, "这不是一个普通的文件")
        if state.st_size > MOST_BYTES:
            raise _unreadable(path, f"有 {state.st_size:,} 字节，格式文件不会超过 {MOST_BYTES:,} 字节")
        content = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, _reason(error)) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        said = "不是 UTF-8 编码的文字，请用记事本另存为 UTF-8"
        raise Refused(f"格式文件 {path.name} 第 {line} 行有误：{said}", code="broken-format", field="format") from error


def misplaced(folder: Path, known: Sequence[str]) -> list[str]:
    """What in the folder of the company's formats is no format of any form, each in one sentence: it would never be used."""
    if not os.path.lexists(folder):
        return []
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        reason = "它不是文件夹" if isinstance(error, NotADirectoryError) else _reason(error)
        return [f"放格式文件的 {folder.name} 读不出来：{reason}"]
    return [_stray(name, known) for name in names if name.endswith(".toml") and name[: -len(".toml")] not in known]


def _stray(name: str, known: Sequence[str]) -> str:
    close = get_close_matches(name[: -len(".toml")], known, 1)
    meant = f"，是不是 {close[0]}.toml？" if close else f"；表的名称有：{'、'.join(known)}"
    return f"格式文件 {name} 没有用到：没有这个名称的表{meant}"


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or error.strerror or "原因不明"


def _unreadable(path: Path, reason: str) -> Refused:
    return Refused(f"格式文件 {path.name} 读不出来：{reason}", code="broken-format", field="format")
