"""A file is whole or absent: written beside its target, flushed to the disk, then put in place in one step.

Nothing of a register is ever spooled into the system's temporary folder, and a failed, cancelled or killed export
leaves no file with names and phones behind: where the system can, the new file has no name until it is complete.
"""

import errno
import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from firstask_desktop.errors import Refused

_PREFIX = ".firstask-"
_SUFFIX = ".part"


def suggested_name(path: Path) -> Path:
    """Another name in the same folder that is free and not open: `台账.xlsx` → `台账(2).xlsx`."""
    stem = re.sub(r"\(\d+\)$", "", path.stem)
    number = 2
    while True:
        other = path.with_name(f"{stem}({number}){path.suffix}")
        if not other.exists() and _open_elsewhere(other) is None:
            return other
        number += 1


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` when the block ends well; otherwise `path` stays as it was.

    Refused (field `path`) when the file is open in another program, the folder is missing or cannot be written to, or
    the disk is full ([94]); with code "not-flushed" when the new file is in place but the disk does not vouch for it.
    """
    with _in_words(path):
        _refuse_busy(path)
        sweep(path.parent)
        named = path.parent / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
        file = _nameless(path.parent) or _named(named)
        try:
            with file:
                yield file
                file.flush()
                os.fsync(file.fileno())
                if not named.exists():
                    _give_name(file, named)
            named.replace(path)
        finally:
            with suppress(OSError):
                named.unlink(missing_ok=True)
    _flush_folder(path)


def _refuse_busy(path: Path) -> None:
    if path.is_dir():
        raise Refused(f"“{path.name}”是一个文件夹，请另起文件名", code="is-folder", field="path", clause="[94]")
    program = _open_elsewhere(path)
    if program is None and path.exists():
        try:
            with path.open("r+b"):
                pass
        except PermissionError:
            program = "别的程序"
    if program is not None:
        raise Refused(
            f"“{path.name}”正在{program}中打开或不许改写，请先关闭它，或改存为“{suggested_name(path).name}”",
            code="file-open",
            field="path",
            clause="[94]",
        )


def _open_elsewhere(path: Path) -> str | None:
    """The program that holds `path` open, as told by the lock file it puts beside it."""
    if path.with_name(f".~lock.{path.name}#").exists():
        return "LibreOffice"
    if path.with_name(f"~${path.name}").exists():
        return " Excel 或 WPS "
    return None


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _told(path, error) from error


def _told(path: Path, error: OSError) -> Refused:
    other = suggested_name(path).name
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            code, words = "disk-full", "磁盘已满，没有写成；原有文件未动。请腾出空间，或换一个盘保存"
        case errno.ENOENT | errno.ENOTDIR:
            code, words = "no-folder", f"文件夹“{path.parent}”不存在，请另选保存位置"
        case errno.EROFS:
            code, words = "read-only", f"文件夹“{path.parent}”只读，请另选保存位置"
        case errno.EACCES | errno.EPERM if path.exists() and os.access(path.parent, os.W_OK):
            code, words = "file-open", f"“{path.name}”正被别的程序占用，请先关闭它，或改存为“{other}”"
        case errno.EACCES | errno.EPERM:
            code, words = "read-only", f"没有权限写入文件夹“{path.parent}”，请另选保存位置"
        case errno.ENAMETOOLONG | errno.EINVAL:
            code, words = "bad-name", f"文件名“{path.name}”不能用，请另起文件名"
        case _:
            code, words = "not-written", f"没有写成（{error.strerror or '原因不明'}）；原有文件未动，可改存为“{other}”"
    return Refused(words, code=code, field="path", clause="[94]")


def _nameless(folder: Path) -> BinaryIO | None:
    if sys.platform != "linux" or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.fdopen(os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o666), "w+b")
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT):
            return None
        raise


def _give_name(file: BinaryIO, name: Path) -> None:
    folder = os.open(name.parent, os.O_RDONLY)
    try:
        # A directory descriptor makes link() follow the magic link instead of linking the link itself.
        os.link(f"/proc/self/fd/{file.fileno()}", name.name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


def _named(name: Path) -> BinaryIO:
    file = os.fdopen(os.open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o666), "w+b")
    _claim(file)
    return file


def _claim(file: BinaryIO) -> bool:
    """Whether nobody else is writing this part file; always so on Windows, where an open file cannot be removed."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def sweep(folder: Path) -> bool:
    """Remove what an export that was killed left behind, unless another one is still writing it; whether all is gone."""
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            if sys.platform == "win32":
                left.unlink()
                continue
            with left.open("rb") as file:
                if _claim(file):
                    left.unlink()
    return folder.is_dir() and not any(folder.glob(f"{_PREFIX}*{_SUFFIX}"))


def _flush_folder(path: Path) -> None:
    """Make sure of the name as well; where the disk does not, the new file stands there all the same."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise Refused(
            f"“{path.name}”已写成，但磁盘没有确认保存（{error.strerror or '原因不明'}），断电可能丢失：请再导出一次，或换一个盘",
            code="not-flushed",
            field="path",
            clause="[94]",
        ) from error
