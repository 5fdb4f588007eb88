"""Files that are no workbook, or packages made to hurt whoever unpacks them (T7)."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial

from tests.hostile_parts import BOOK, GOOD, PAGE, STRINGS, STYLES, TYPES, Named, Parts, line, packed, page, parts


def containers() -> Iterator[Named]:
    """What is no workbook at all, or holds more than one may."""
    plain = packed(parts())
    other: dict[str, bytes] = {
        "empty file": b"", "one byte": b"P", "csv": "日期,事项\n2026-11-2,灯".encode(), "csv gbk": "日期,事项".encode("gbk"),
        "html": b"<html><table><tr><td>1</td></tr></table></html>", "xml table": b"<?xml version='1.0'?><Workbook/>",
        "json": b'{"rows": []}', "pdf": b"%PDF-1.7\n%%EOF", "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "nulls": b"\0" * 4096,
        "old xls or encrypted": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "gzip": zlib.compress(plain),
        "rar": b"Rar!\x1a\x07\x00" + b"\0" * 64, "7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 64, "only a signature": b"PK\x03\x04",
        "only an end": b"PK\x05\x06" + b"\0" * 18, "rtf": b"{\\rtf1 hello}", "script": b"#!/bin/sh\nexit 1\n",
        "signature then noise": b"PK\x03\x04" + bytes(range(256)) * 16, "mht": b"MIME-Version: 1.0\n\n<html/>",
    }  # fmt: skip
    for name, content in other.items():
        yield f"container: {name}", partial(bytes, content)
    others: dict[str, Parts] = {
        "word": {"word/document.xml": "<x/>"}, "ods": {"content.xml": "<x/>", "mimetype": "spreadsheet"},
        "xlsb": {"xl/workbook.bin": b"\0" * 64, TYPES: "<Types/>"}, "nothing": {},
    }  # fmt: skip
    for name, held in others.items():
        yield f"container: zip of {name}", partial(packed, held)
    added = ("xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml", "xl/externalLinks/externalLink1.xml",
             "XL/ExternalLinks/externalLink1.xml", "xl/embeddings/oleObject1.bin", "xl/activeX/activeX1.xml",
             "xl/connections.xml", "customUI/customUI.xml", "xl/queryTables/queryTable1.xml", "xl/ctrlProps/ctrlProp1.xml",
             "../../etc/cron.d/x.xml", "/etc/passwd.xml", "..\\..\\x.xml", "C:\\x.xml", "xl/worksheets/../../x.xml",
             "con.xml", "a" * 5000 + ".xml", "xl/\u202elmx.exe", "xl/ .xml", "xl/calcChain.xml", "nested.xlsx")  # fmt: skip
    for name in added:
        yield (
            f"container: holds {name[:40]}",
            partial(packed, parts(), {name: plain if name == "nested.xlsx" else "<x/>"}),
        )


def zips() -> Iterator[Named]:
    """Cut off, noisy, lying and swelling packages."""
    plain = packed(parts())
    for tenth in range(1, 20):
        yield f"zip: cut off at {tenth * 5} %", partial(bytes, plain[: len(plain) * tenth // 20])
    for at in range(20):
        place = len(plain) * at // 20
        yield f"zip: noise at {at * 5} %", partial(_noise, plain, place)
    for flag, name in ((1, "encrypted"), (0x41, "strongly encrypted"), (0x2000, "masked headers")):
        yield f"zip: {name}", partial(_flagged, plain, flag)
    for method in (1, 6, 9, 10, 12, 14, 93, 95, 99):
        yield f"zip: packed by method {method}", partial(_method, plain, method)
    yield "zip: bz2", partial(packed, parts(), None, zipfile.ZIP_BZIP2)
    yield "zip: lzma", partial(packed, parts(), None, zipfile.ZIP_LZMA)
    yield "zip: stored", partial(packed, parts(), None, zipfile.ZIP_STORED)
    yield "zip: twice the same part", partial(_twice, PAGE)
    yield "zip: twice the workbook in other case", partial(packed, parts(), {"XL/Workbook.xml": "<workbook/>"})
    yield "zip: 5 000 parts", lambda: packed(parts(), {f"xl/media/{n}.xml": "<x/>" for n in range(5000)})
    yield "zip: garbage before", partial(bytes, b"\0" * 1000 + plain)
    yield "zip: garbage behind", partial(bytes, plain + b"\0" * 70_000)
    yield "zip: claims small parts", partial(_claims, 10)
    yield "zip: claims no size", partial(_claims, 0)
    yield "zip: claims 4 GB", partial(_claims, 0xFFFF_FFFE)
    for where in (PAGE, STRINGS, STYLES, BOOK, "xl/theme/theme1.xml"):
        yield f"zip: bomb in {where}", partial(_bomb, where, 60)
    yield "zip: bomb within the bounds of a part", partial(_bomb, PAGE, 19)
    yield (
        "zip: bomb of many parts",
        lambda: packed(parts(), {f"xl/worksheets/s{n}.xml": "<x>" + " " * 19_000_000 for n in range(30)}),
    )


def _noise(plain: bytes, place: int) -> bytes:
    return plain[:place] + bytes(byte ^ 0xA5 for byte in plain[place : place + 24]) + plain[place + 24 :]


def _in_headers(plain: bytes, change: Callable[[bytearray, int, int], None]) -> bytes:
    """`plain` after `change(bytes, place of a header, 0 for a local one or 2 for one of the directory)`."""
    made = bytearray(plain)
    for mark, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        at = plain.find(mark)
        while at >= 0:
            change(made, at, shift)
            at = plain.find(mark, at + 4)
    return bytes(made)


def _flagged(plain: bytes, flag: int) -> bytes:
    def change(made: bytearray, at: int, shift: int) -> None:
        made[at + 6 + shift : at + 8 + shift] = struct.pack("<H", flag)

    return _in_headers(plain, change)


def _method(plain: bytes, method: int) -> bytes:
    def change(made: bytearray, at: int, shift: int) -> None:
        made[at + 8 + shift : at + 10 + shift] = struct.pack("<H", method)

    return _in_headers(plain, change)


def _claims(size: int) -> bytes:
    def change(made: bytearray, at: int, shift: int) -> None:
        made[at + 22 + shift : at + 26 + shift] = struct.pack("<I", size)

    return _in_headers(packed(parts(page=page(after="<!--" + " " * 50_000_000 + "-->"))), change)


def _twice(name: str) -> bytes:
    held = io.BytesIO(packed(parts()))
    with zipfile.ZipFile(held, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(name, page(line(3, GOOD)))
    return held.getvalue()


def _bomb(where: str, megabytes: int) -> bytes:
    return packed(parts(), {where: page(after="<!--" + "0" * (megabytes * 1_000_000) + "-->")})
