"""Sheets made to hurt whoever parses them: entities, depth, lies about size and place, values no register has (T7)."""

from collections.abc import Iterator
from functools import partial
from itertools import product

from tests.hostile_parts import (
    BOOK,
    GOOD,
    HEAD,
    MAIN,
    PAGE,
    RELS,
    STRINGS,
    STYLES,
    Named,
    good_but,
    line,
    packed,
    page,
    parts,
    text_cell,
    with_page,
)  # fmt: skip

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(12))
_DTDS = {
    "laughs": f"<!DOCTYPE x [{_LAUGHS}]>", "outer entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "outer dtd": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "parameter": '<!DOCTYPE x [<!ENTITY % p "x"> %p;]>',
}  # fmt: skip
_ROOTS = {PAGE: "worksheet", STRINGS: "sst", STYLES: "styleSheet", BOOK: "workbook", RELS: "Relationships"}


def documents() -> Iterator[Named]:
    """Parts that are no decent XML."""
    for (words, dtd), where in product(_DTDS.items(), _ROOTS):
        content = f"{HEAD}{dtd}<{_ROOTS[where]} xmlns='{MAIN}'><a>&l11;&e;</a></{_ROOTS[where]}>"
        yield f"xml: {words} in {where}", partial(packed, parts(), {where: content})
        if where == PAGE:
            yield (
                f"xml: {words} behind a long comment",
                partial(packed, parts(), {where: f"{HEAD}<!--{' ' * 70_000}-->{dtd}<worksheet/>"}),
            )
            yield f"xml: {words} in UTF-16", partial(packed, parts(), {where: (dtd + "<worksheet/>").encode("utf-16")})
    for where, depth in product((PAGE, STRINGS, STYLES, BOOK, RELS), (10_000, 1_000_000)):
        yield f"xml: {depth} levels in {where}", partial(_deep, where, depth)
    broken: dict[str, str | bytes] = {
        "not closed": HEAD + "<worksheet><sheetData><row>", "closed wrongly": "<worksheet></sheetData></worksheet>",
        "empty": "", "only a declaration": HEAD, "NULs": b"\0" * 5000, "not UTF-8": b"<worksheet>\xff\xfe\xfa</worksheet>",
        "wrong encoding": page().replace("UTF-8", "UTF-7"), "GBK": page().replace("UTF-8", "GBK").encode("gbk"),
        "UTF-16": page().replace("UTF-8", "UTF-16").encode("utf-16"), "BOM": b"\xef\xbb\xbf" + page().encode(),
        "UTF-32": page().encode("utf-32"), "text": "hello", "html": "<html><body>no</body></html>",
        "other root": f"<chartsheet xmlns='{MAIN}'/>", "two roots": page() + page(), "attribute of 20 MB": _attributes(1),
        "200 000 attributes": _attributes(200_000), "CDATA of 20 MB": page(line(3, GOOD).replace("灯", _cdata())),
        "instruction": page().replace("<sheetData>", "<?php system('x') ?><sheetData>"),
        "no namespace": page().replace(f' xmlns="{MAIN}"', ""), "other namespace": page().replace(MAIN, "urn:x"),
        "prefixes": page().replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x="),
    }  # fmt: skip
    for words, content in broken.items():
        yield f"xml: sheet {words}", partial(packed, parts(), {PAGE: content})
    for words, where in product(("not closed", "empty", "NULs", "text", "not UTF-8"), (STRINGS, STYLES, BOOK, RELS)):
        yield f"xml: {where} {words}", partial(packed, parts(), {where: broken[words]})
    for reference in (
        "&#0;",
        "&#xD800;",
        "&#x110000;",
        "&#xFFFE;",
        "&undefined;",
        "&#99999999999999999999;",
        "&",
        "&#x1;",
    ):
        yield f"xml: reference {reference}", partial(with_page, line(3, good_but(3, f"a{reference}b")))


def _cdata() -> str:
    return "<![CDATA[" + "<" * 20_000_000 + "]]>"


def _attributes(count: int) -> str:
    held = " ".join(f'a{n}="{"x" * (20_000_000 // count)}"' for n in range(count))
    return page().replace("<sheetData>", f"<sheetData {held}>")


def _deep(where: str, depth: int) -> bytes:
    root = _ROOTS[where]
    content = f"{HEAD}<{root} xmlns='{MAIN}'>{'<a>' * depth}{'</a>' * depth}</{root}>"
    return packed(parts(), {where: content})


def sheets() -> Iterator[Named]:
    """Sheets that lie about their size, and sheets that really are that large."""
    for claim in (
        "A1:XFD1048576",
        "A1:A99999999999",
        "XFD1048576",
        "A1:ZZZZZZ1",
        "",
        "A0:B0",
        "B2:A1",
        "A1:J3,A1:J4",
        "-A1",
    ):
        yield f"size: claims {claim}", partial(with_page, before=f'<dimension ref="{claim}"/>')
    for place in ("XFD1048576", "XFD3", "A1048576", "XFE3", "A1048577", "A99999999999", "ZZZZZZZZ3", "A0", "A-1", "1A", "A",
                  "3", "", "$A$3", "a3", "A3:B4", "Ａ３", "R3C1", "AAAAAAAAAAAAAAAAAAAA3", "A18446744073709551617"):  # fmt: skip
        yield f"size: a cell at {place}", partial(with_page, f'<row r="3">{text_cell(place, "远")}</row>')
    for number in ("0", "-1", "abc", "1048577", "4294967296", "99999999999999999999", "", "1.5", "2", "1"):
        yield f"size: row {number}", partial(with_page, f'<row r="{number}">{text_cell("A3", "x")}</row>')
    yield "size: a million empty rows", partial(_many, '<row r="{0}"/>', 1_000_000)
    yield "size: a million rows of one cell", partial(_many, "<row><c><v>1</v></c></row>", 1_000_000)
    yield "size: a million rows far apart", partial(_many, '<row r="{0}"><c r="A{0}"><v>1</v></c></row>', 1_000_000)
    yield "size: 2 000 000 rows", partial(_many, "<row><c><v>1</v></c></row>", 2_000_000)
    yield "size: 400 rows of 16 384 cells", partial(_many, "<row>" + "<c><v>1</v></c>" * 16_384 + "</row>", 400)
    yield (
        "size: rows of 16 384 texts",
        partial(_many, "<row>" + text_cell("", "格").replace(' r=""', "") * 16_384 + "</row>", 60),
    )
    yield "size: 40 000 columns", partial(with_page, "<row>" + "<c><v>1</v></c>" * 40_000 + "</row>")
    yield (
        "size: 300 000 good rows",
        partial(_many, line(0, GOOD).replace('r="0"', "").replace('0" t', '{0}" t'), 300_000),
    )
    heads = "".join(text_cell("", f"第{n}栏").replace(' r=""', "") for n in range(1000))
    yield "size: a thousand headings", partial(with_page, f"<row>{heads}</row>" * 3)
    yield "size: a thousand headings alone", partial(_many, f"<row>{heads}</row>" * 3, 1, False)
    for characters in (32_768, 1_000_000, 40_000_000):
        yield f"size: a text of {characters}", partial(with_page, line(3, good_but(3, "字" * characters)))
    yield "size: a row of long texts", partial(with_page, line(3, ("长" * 400_000,) * 10))
    yield "size: 600 rows of texts that just fit", partial(_many, "<row>" + ("<c t=\"inlineStr\"><is><t>" + "字" * 32_000
                                                           + "</t></is></c>") * 10 + "</row>", 600)  # fmt: skip
    for tag, count in (
        ("mergeCell", 1_000_000),
        ("hyperlink", 300_000),
        ("dataValidation", 200_000),
        ("cfRule", 200_000),
    ):
        yield (
            f"size: {count} {tag}",
            partial(with_page, after=f"<{tag}s>" + f'<{tag} ref="A1:B2" sqref="A1"/>' * count + f"</{tag}s>"),
        )
    for merged in ("A1:XFD1048576", "A2:A1048576", "B1:A0", "x", "A1:J1"):
        yield (
            f"size: merged {merged}",
            partial(with_page, after=f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>'),
        )


def _many(row: str, count: int, below: bool = True) -> bytes:
    rows = "".join(row.replace("{0}", str(number)) for number in range(3, count + 3))
    if below:
        return with_page(rows)
    return packed(parts(page=f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'))
