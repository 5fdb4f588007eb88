"""Values no register has, and texts, styles and workbooks that lie, swell or point elsewhere (T7)."""

from collections.abc import Iterator
from functools import partial
from itertools import product

from tests.hostile_parts import (
    HEAD,
    HEADINGS,
    MAIN,
    OFFICE,
    STRINGS,
    Named,
    good_but,
    line,
    packed,
    page,
    parts,
    rels,
    text_cell,
    with_page,
)


def values() -> Iterator[Named]:
    """Cells of every kind in every column, and cells that say they are something else."""
    for kind, value in (
        ("b", "1"), ("b", "x"), ("e", "#REF!"), ("e", "#N/A"), ("d", "2026-11-02"), ("d", "9999-99-99"), ("n", "NaN"),
        ("n", "1e400"), ("n", "-1e308"), ("n", "0x1F"), ("n", ""), ("s", "0"), ("s", "99"), ("s", "-1"),
        ("s", "99999999999999999999"), ("s", "a"),
        ("str", "=1+1"), ("zz", "1"), ("n", "13900139000"), ("n", "1" * 400),
    ):  # fmt: skip
        cells = "".join(f'<c r="{chr(65 + at)}3" t="{kind}"><v>{value}</v></c>' for at in range(len(HEADINGS)))
        yield f"value: {kind} {value[:24]}", partial(with_page, f'<row r="3">{cells}</row>')
    for serial in (
        "-1",
        "0",
        "0.5",
        "1",
        "59",
        "60",
        "61",
        "2958465",
        "2958466",
        "1e300",
        "-1e300",
        "1e18",
        "45000.999999999",
    ):
        cells = "".join(f'<c r="{column}3" s="1"><v>{serial}</v></c>' for column in "AGHIJ")
        yield f"value: the day {serial}", partial(with_page, f'<row r="3">{cells}{text_cell("D3", "日子")}</row>')
    for style in ("-1", "2", "99999", "x", "4294967296"):
        yield f"value: style {style}", partial(with_page, f'<row r="3"><c r="A3" s="{style}"><v>45000</v></c></row>')
    days = ("2026-02-30", "0000-00-00", "0001-01-01", "9999-12-31 23:59", "2026-13-01", "1900-1-0", "明天", "20261399", "2999/1/1",
            "2026-11-02T25:61:61", "-1", "99999999999", "2026年11月31日", "１２３", "∞")  # fmt: skip
    for day, at in product(days, (0, 7, 8)):
        yield f"value: {HEADINGS[at]} {day}", partial(with_page, line(3, good_but(at, day)))
    words = ("=cmd|' /C calc'!A0", "@SUM(1)", "&lt;b&gt;x&lt;/b&gt;", "_x0000_", "_xD800_", "_xFFFF_",
             "_x0001_\t", "\u202e反", "\u200b", "a\r\nb",
             "\ufffd", "😀" * 300, "'; DROP TABLE cases;--", "{0}", "%s%n", "\u0301" * 2000, "无" * 31_000)  # fmt: skip
    for word, at in product(words, (3, 4)):
        yield f"value: {HEADINGS[at]} {word[:12]!r}", partial(with_page, line(3, good_but(at, word)))
    formulas = ("<f>1/0</f>", "<f>A3</f><v>A3</v>",
                '<f t="shared" si="0" ref="A1:XFD1048576">A3</f>', '<f t="array" ref="A1:J9">1</f>',
                "<f>" + "(" * 100_000 + "</f>",
                "<f>WEBSERVICE(&quot;http://127.0.0.1:9&quot;)</f>",
                '<f t="shared" si="99999999"/>',
                '<f t="dataTable" ref="A1:B2" r1="ZZZZZZ1"/>')  # fmt: skip
    for formula in formulas:
        yield f"value: formula {formula[:40]}", partial(with_page, f'<row r="3"><c r="D3">{formula}</c></row>')


def texts_and_styles() -> Iterator[Named]:
    """Shared strings and styles that lie, swell or point in circles."""
    start = f'{HEAD}<sst xmlns="{MAIN}" count="{{0}}" uniqueCount="{{0}}">'
    used = page('<row r="3"><c r="D3" t="s"><v>0</v></c></row>')
    texts = {
        "claim 4 000 000 000": start.format(4_000_000_000) + "<si><t>a</t></si></sst>",
        "claim 18446744073709551615": start.format(2**64 - 1) + "<si><t>a</t></si></sst>",
        "claim -1": start.format(-1) + "<si><t>a</t></si></sst>", "are none": start.format(1) + "</sst>",
        "a million": start.format(1_000_000) + "".join(f"<si><t>第{n}</t></si>" for n in range(1_000_000)) + "</sst>",
        "of 300 000 runs": start.format(1) + "<si>" + "<r><t>字</t></r>" * 300_000 + "</si></sst>",
        "of 30 MB": start.format(1) + f"<si><t>{'字' * 10_000_000}</t></si></sst>",
        "inside one another": start.format(1) + "<si>" * 50_000 + "<t>a</t>" + "</si>" * 50_000 + "</sst>",
        "with readings": start.format(1) + "<si><t>a</t><rPh sb='0' eb='99999999'><t>b</t></rPh></si></sst>",
    }  # fmt: skip
    for words, content in texts.items():
        yield f"texts: {words}", partial(packed, parts(page=used, strings=content))
    yield (
        "texts: every cell the same 30 KB",
        lambda: packed(
            parts(
                page=page("".join("<row>" + '<c t="s"><v>0</v></c>' * 10 + "</row>" for _ in range(20_000))),
                strings=start.format(1) + f"<si><t>{'字' * 10_000}</t></si></sst>",
            )
        ),
    )
    yield "texts: no such part", partial(packed, {k: v for k, v in parts(page=used).items() if k != STRINGS})
    styled = page('<row r="3"><c r="A3" s="1"><v>45000</v></c></row>')
    code = '<numFmts><numFmt numFmtId="200" formatCode="{0}"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>'
    styles = {
        "500 000": "<cellXfs>" + "<xf numFmtId='14'/>" * 500_000 + "</cellXfs>",
        "none": "", "-1": "<cellXfs><xf numFmtId='-1'/></cellXfs>",
        "a code of 5 MB": code.format("y" * 5_000_000),
        "a code of brackets": code.format("[" * 100_000),
        "a code of quotes": code.format("&quot;" * 99_999),
        "a code without end": code.format("[$-"),
        "a million codes": "<numFmts>"
        + "<numFmt numFmtId='200' formatCode='yyyy'/>" * 1_000_000 + "</numFmts>",
        "of numbers beyond": "<cellXfs><xf numFmtId='99999999999999999999'/></cellXfs>",
    }  # fmt: skip
    for words, content in styles.items():
        whole = f'{HEAD}<styleSheet xmlns="{MAIN}">{content}</styleSheet>'
        yield f"styles: {words}", partial(packed, parts(page=styled, styles=whole))


def books() -> Iterator[Named]:
    """Workbooks whose sheets are too many, nowhere, elsewhere, hidden or named to hurt."""
    names = (
        "",
        "a" * 32,
        "a" * 300,
        "a" * 1_000_000,
        "x/../y",
        "&lt;b&gt;",
        "登记\u202e",
        "'",
        "\u200b",
        "[1]",
        "_x0000_",
    )
    for name in names:
        yield f"book: a sheet named {name[:20]!r} of {len(name)}", partial(_book, _sheet(name))
    for state in ("hidden", "veryHidden", "gone"):
        yield f"book: {state}", partial(_book, _sheet("登记", f' state="{state}"'))
    yield "book: no sheets", partial(_book, "")
    yield "book: twice the same name", partial(_book, _sheet("登记") * 2)
    for count in (1000, 50_000):
        yield f"book: {count} sheets of one page", partial(_book, "".join(_sheet(f"s{n}") for n in range(count)))
    yield "book: 1904", partial(_book, _sheet("登记"), '<workbookPr date1904="1"/>')
    defined = "".join(f'<definedName name="n{n}">登记!$A$1:$XFD$1048576</definedName>' for n in range(100_000))
    yield "book: 100 000 names", partial(_book, _sheet("登记"), "", f"<definedNames>{defined}</definedNames>")
    targets = (
        "worksheets/none.xml", "../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/s.xml",
        "workbook.xml", "", "worksheets/", "_rels/workbook.xml.rels", "sharedStrings.xml", "worksheets/sheet1.xml#x",
        "\\\\host\\share",
    )  # fmt: skip
    for target, mode in product(targets, ("", ' TargetMode="External"')):
        there = rels(("rId1", "worksheet", target), mode=mode)
        yield f"book: the sheet is at {target} {mode}", partial(packed, parts(rels=there))
    for kind in ("chartsheet", "dialogsheet", "macrosheet", "theme", "image"):
        there = rels(("rId1", kind, "worksheets/sheet1.xml"))
        yield f"book: the sheet is a {kind}", partial(packed, parts(rels=there))
    links = rels(*((f"rId{n}", "worksheet", "worksheets/sheet1.xml") for n in range(100_000)))
    yield "book: 100 000 links", partial(packed, parts(rels=links))
    yield "book: protected", partial(with_page, after='<sheetProtection sheet="1" password="CC1A"/>')
    yield "book: plain", partial(packed, parts())


def _sheet(name: str, state: str = "") -> str:
    return f'<sheet name="{name}" sheetId="1" r:id="rId1"{state}/>'


def _book(sheets: str, before: str = "", after: str = "") -> bytes:
    held = f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheets>{sheets}</sheets>{after}</workbook>'
    return packed(parts(book=held))
