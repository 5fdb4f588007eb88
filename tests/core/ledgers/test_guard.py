import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.guard import Limits, check

Packed = Callable[..., Path]
BOOK = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": "<worksheet/>"}


@pytest.fixture
def packed(tmp_path: Path) -> Packed:
    def build(parts: dict[str, str | bytes]) -> Path:
        path = tmp_path / "来件.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (BOOK | parts).items():
                archive.writestr(name, content)
        return path

    return build


def refusal_of(path: Path, limits: Limits | None = None) -> Refused:
    with pytest.raises(Refused) as refusal:
        check(path, limits or Limits())
    assert refusal.value.field == "path"
    assert "来件.xlsx" in refusal.value.message
    return refusal.value


def test_a_plain_workbook_passes(packed: Packed) -> None:
    check(packed({}), Limits())


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/vbaProject.bin": "x"}, "macros"),
        ({"xl/externalLinks/externalLink1.xml": "<x/>"}, "links"),
        ({"xl/sharedStrings.xml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><sst/>'}, "entities"),
        ({"xl/sharedStrings.xml": '<!DOCTYPE a [<!ENTITY b "c">]><sst/>'.encode("utf-16")}, "entities"),
        ({"xl/sharedStrings.xml": "<!--" + " " * 70_000 + "--><!DOCTYPE a><sst/>"}, "entities"),
        ({"../outside.xml": "<x/>"}, "odd-parts"),
        ({"xl/worksheets/sheet2.xml": "<x>" + "0" * 30_000_000}, "bomb"),
    ],
)
def test_what_no_register_has_is_refused(packed: Packed, parts: dict[str, str | bytes], code: str) -> None:
    assert refusal_of(packed(parts)).code == code


def test_size_expansion_and_number_of_parts_are_bounded(packed: Packed) -> None:
    path = packed({})
    assert refusal_of(path, Limits(file_bytes=10)).code == "too-large"
    assert refusal_of(path, Limits(unpacked_bytes=10)).code == "too-large"
    assert refusal_of(path, Limits(parts=2)).code == "too-many-parts"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-format"),
        (b"name,phone", "not-a-workbook"),
        (b"", "not-a-workbook"),
        (b"PK\x03\x04 cut off", "damaged"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_what_to_do(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "来件.xlsx"
    path.write_bytes(content)
    assert refusal_of(path).code == code


def test_a_missing_file_and_a_zip_of_other_things_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "来件.xlsx"
    assert refusal_of(path).code == "unreadable"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refusal_of(path).code == "not-a-workbook"
