"""The parts of a plain workbook, made from scratch, so that any of them can be replaced by something worse."""

import io
import zipfile
from collections.abc import Callable, Mapping

Make = Callable[[], bytes]
Named = tuple[str, Make]
Parts = Mapping[str, str | bytes]

PAGE, STRINGS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
RELS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
HEADINGS = (
    "日期",
    "受理方式",
    "类别",
    "反映事项",
    "首问责任人",
    "联系电话",
    "时间",
    "转办时间",
    "答复时间",
    "回访时间",
)
GOOD = ("2026-11-02", "来电", "报修", "楼道灯不亮", "何静", "13900139000", "9:30", "2026-11-02 10:00", "", "")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def text_cell(place: str, text: str) -> str:
    """A cell that holds its own text."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def line(number: int, values: tuple[str, ...]) -> str:
    """A row of texts."""
    cells = "".join(text_cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(values) if value)
    return f'<row r="{number}">{cells}</row>'


def page(rows: str = "", before: str = "", after: str = "", start: str = "") -> str:
    """A sheet of headings, one good row and `rows`."""
    body = f"{line(1, HEADINGS)}{line(2, GOOD)}{rows}"
    return f'{start or HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{body}</sheetData>{after}</worksheet>'


def parts(**given: str | bytes) -> dict[str, str | bytes]:
    """The parts of a plain workbook, some of them replaced: `page`, `strings`, `styles`, `book`, `rels`, `types`."""
    sheets = '<sheets><sheet name="登记" sheetId="1" r:id="rId1"/></sheets>'
    made: dict[str, str | bytes] = {
        TYPES: f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        RELS: rels(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml"),
                   ("rId3", "styles", "styles.xml")),
        BOOK: f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheets}</workbook>',
        STYLES: f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>",
        STRINGS: f'{HEAD}<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>灯</t></si></sst>',
        PAGE: page(),
    }  # fmt: skip
    names = {"page": PAGE, "strings": STRINGS, "styles": STYLES, "book": BOOK, "rels": RELS, "types": TYPES}
    return made | {names[key]: value for key, value in given.items()}


def rels(*links: tuple[str, str, str], mode: str = "") -> str:
    """Links of the workbook: (id, kind, target)."""
    made = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>' for key, kind, target in links
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'


def packed(content: Parts, more: Parts | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts in a package."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, part in (dict(content) | dict(more or {})).items():
            archive.writestr(name, part)
    return held.getvalue()


def with_page(rows: str = "", **around: str) -> bytes:
    """A plain workbook with these rows below the good one."""
    return packed(parts(page=page(rows, **around)))


def good_but(at: int, value: str) -> tuple[str, ...]:
    """The good row with another value in one place."""
    return tuple(value if place == at else each for place, each in enumerate(GOOD))
