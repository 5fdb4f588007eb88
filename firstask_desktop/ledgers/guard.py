"""What is looked at before a foreign workbook is opened: size, expansion, parts, entities, macros, links (T7)."""

import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from firstask_desktop.errors import Refused

_MEGA = 1024 * 1024
_PROLOG = 64 * 1024
_DOCTYPE = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT = re.compile(rb"<[A-Za-z_]")
_XML = (".xml", ".rels", ".vml")


@dataclass(frozen=True)
class Limits:
    """How large a workbook may be and how much its reading may cost. Bytes and seconds.

    `memory_bytes` is address space, `resident_bytes` what is really held: 100 000 rows of 25 columns in a file of 13 MB take
    323 and 243 MB. Only a file that is itself large (`large_bytes`) may take more.
    """

    file_bytes: int = 200 * _MEGA
    unpacked_bytes: int = 1500 * _MEGA
    ratio: int = 300
    ratio_from: int = 20 * _MEGA
    parts: int = 3000
    memory_bytes: int = 340 * _MEGA
    resident_bytes: int = 260 * _MEGA
    large_bytes: int = 20 * _MEGA
    large_memory_bytes: int = 1024 * _MEGA
    seconds: float = 180.0

    def memory_for(self, size: int) -> int:
        """How much memory the reading of a file of `size` bytes may take."""
        return max(self.memory_bytes, self.large_memory_bytes) if size > self.large_bytes else self.memory_bytes

    def resident_for(self, size: int) -> int:
        """How much of it may be resident."""
        return self.large_memory_bytes if size > self.large_bytes else self.resident_bytes


def check(path: Path, limits: Limits) -> None:
    """Refuse `path` (field `path`) unless it is a plain .xlsx workbook within `limits`.

    Nothing in it is unpacked but the first 64 KiB of each XML part.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise _no("unreadable", f"打不开“{path.name}”：文件不存在，或没有读取权限") from error
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise _no("old-format", f"“{path.name}”是旧版 .xls 或加了密码的工作簿，请在 Excel 或 WPS 中另存为 .xlsx 再导入")
    if not start.startswith(b"PK"):
        raise _no("not-a-workbook", f"“{path.name}”不是 .xlsx 工作簿，请另存为 .xlsx 再导入")
    if size > limits.file_bytes:
        raise _no(
            "too-large", f"“{path.name}”有 {size // _MEGA} MB，超过 {limits.file_bytes // _MEGA} MB，请分成几份导入"
        )
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(path.name, archive.infolist(), limits)
            _check_prologs(path.name, archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _no("damaged", f"“{path.name}”已损坏，读不出来，请重新取得或另存一份") from error


def _no(code: str, message: str) -> Refused:
    return Refused(message, code=code, field="path", clause="T7")


def _check_parts(name: str, parts: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise _no("too-many-parts", f"“{name}”由 {len(parts)} 个部件组成，不像一份登记表，未予导入")
    names = {part.filename.lower() for part in parts}
    if len(names) != len(parts) or any(".." in part or part.startswith(("/", "\\")) for part in names):
        raise _no("odd-parts", f"“{name}”的内部结构不正常，未予导入")
    if any(part.flag_bits & 1 for part in parts):
        raise _no("encrypted", f"“{name}”加了密码，请去掉密码另存后再导入")
    if not any(part.endswith("xl/workbook.xml") for part in names):
        raise _no("not-a-workbook", f"“{name}”不是 .xlsx 工作簿，请另存为 .xlsx 再导入")
    if any("vbaproject" in part or "/macrosheets/" in part for part in names):
        raise _no("macros", f"“{name}”含有宏，请另存为不含宏的 .xlsx 再导入")
    if any("/externallinks/" in part for part in names):
        raise _no("links", f"“{name}”引用了别的工作簿，请断开链接（保留数值）另存后再导入")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked_bytes:
        raise _no("too-large", f"“{name}”展开后有 {unpacked // _MEGA} MB，过大，请分成几份导入")
    for part in parts:
        if part.file_size > limits.ratio_from and part.file_size > limits.ratio * max(1, part.compress_size):
            raise _no("bomb", f"“{name}”展开后异常膨胀，像是有意做坏的文件，未予导入")


def _check_prologs(name: str, archive: zipfile.ZipFile) -> None:
    for part in archive.infolist():
        if not part.filename.lower().endswith(_XML):
            continue
        with archive.open(part) as file:
            prolog = file.read(_PROLOG).replace(b"\x00", b"")
        if _DOCTYPE.search(prolog) or (prolog.strip() and not _ROOT.search(prolog)):
            raise _no("entities", f"“{name}”里有文档类型声明，正常的登记表不会有，未予导入")
