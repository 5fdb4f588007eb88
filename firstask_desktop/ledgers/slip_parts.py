"""A slip as data: which lines, lists, sentences and boxes to sign, in which order ([11] [51]–[53] [71])."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from firstask_desktop.domain.papers import Items, Line, Paragraph, Part, Signature, Size
from firstask_desktop.domain.slip_words import LISTS, SLIP_FORMATS, slip_values
from firstask_desktop.ledgers.format_text import FormatText

LINE, LIST, SENTENCE = "line", "items", "text"
PART_KINDS = (LINE, LIST, SENTENCE)
SIZES: Mapping[str, Size] = {"A4": Size.A4, "A5": Size.A5, "80mm": Size.ROLL}
"""The papers of a slip, as a file names them."""
Value = str | tuple[str, ...]


@dataclass(frozen=True)
class SlipPart:
    """One part of a slip: a labelled line, a numbered list or a sentence.

    `key` names the value it shows; `text` composes one from several, as in `{promise} 前给您答复`. A part whose values
    are all empty is left out, unless `empty` says what stands there instead.
    """

    kind: str = LINE
    label: str = ""
    key: str = ""
    text: str = ""
    empty: str = ""


@dataclass(frozen=True)
class SlipSign:
    """A box to sign in; `key` names the value printed small in it when it is known who signs."""

    label: str
    key: str = ""


def slip_parts(table: FormatText) -> tuple[SlipPart, ...]:
    """The `[[part]]`s of a format file; refused with line and reason when one says nothing or asks for what there is not."""
    key = table.string("key")
    found = table.tables("part")
    if found and key not in SLIP_FORMATS:
        raise table.complaint(
            table.line_of("key"), f"“{key}”不是单据，不能写 [[part]]；单据有：{'、'.join(SLIP_FORMATS)}"
        )
    return tuple(_part(part, slip_values(key)) for part in found)


def slip_signs(table: FormatText) -> tuple[SlipSign, ...]:
    """The `[[sign]]`s of a format file."""
    known = slip_values(table.string("key"))
    signs = []
    for part in table.tables("sign"):
        part.only(("label", "key"))
        key = part.string("key")
        if key and (key not in known or key in LISTS):
            raise part.complaint(part.line_of("key"), _unknown([key], known))
        signs.append(SlipSign(part.string("label", required=True), key))
    return tuple(signs)


def again_words(table: FormatText) -> str:
    """What a further sheet of the same case adds to the title."""
    again = table.string("again")
    if wrong := wrong_names(again, slip_values(table.string("key"))):
        raise table.complaint(table.line_of("again"), wrong)
    return again


def wrong_names(text: str, known: Mapping[str, str]) -> str:
    """Why a composed text cannot be filled in; empty when it can."""
    try:
        parsed = list(Formatter().parse(text))
    except ValueError:
        return "大括号不成对"
    if any(spec or conversion for _, name, spec, conversion in parsed if name is not None):
        return "大括号里只写名称，如 {number}"
    asked = {name for _, name, _, _ in parsed if name is not None}
    unknown = sorted(name for name in asked if name not in known or name in LISTS)
    return _unknown(unknown, known) if unknown else ""


def _unknown(names: Sequence[str], known: Mapping[str, str]) -> str:
    words = "、".join(f"“{name}”" for name in names)
    return f"这种单据没有{words}；可用：{'、'.join(name for name in known if name not in LISTS)}"


def _part(part: FormatText, known: Mapping[str, str]) -> SlipPart:
    part.only(("kind", "label", "key", "text", "empty"))
    kind = part.one_of("kind", PART_KINDS, LINE)
    made = SlipPart(
        kind, part.string("label", required=kind != SENTENCE), part.string("key"), part.string("text"),
        part.string("empty"),
    )  # fmt: skip
    if kind == LIST:
        lists = [name for name in known if name in LISTS]
        if made.key not in lists:
            raise part.complaint(part.line_of("key"), f"key 写的“{made.key}”不是逐条的内容，可用：{'、'.join(lists)}")
        return made
    if made.key and (made.key not in known or made.key in LISTS):
        raise part.complaint(part.line_of("key"), _unknown([made.key], known))
    if wrong := wrong_names(made.text, known):
        raise part.complaint(part.line_of("text"), f"text 里{wrong}")
    if not (made.key or made.text or made.empty) or (kind == SENTENCE and not made.text):
        raise part.complaint(part.line_of("text" if kind == SENTENCE else "label"), "没有内容：要写 key 或 text")
    return made


# -- filling in -----------------------------------------------------------------------------------------------------


def filled(part: SlipPart, values: Mapping[str, Value]) -> Part | None:
    """The part with a case's values; None when it has nothing to say."""
    if part.kind == LIST:
        lines = values.get(part.key, ())
        lines = tuple(line for line in lines if line) if isinstance(lines, tuple) else (lines,)
        if not lines and part.empty:
            lines = (part.empty,)
        return Items(part.label, lines) if lines else None
    words = _composed(part.text or f"{{{part.key}}}", values) or part.empty
    if not words:
        return None
    return Paragraph(words) if part.kind == SENTENCE else Line(part.label, words)


def signed(sign: SlipSign, values: Mapping[str, Value]) -> Signature:
    """The box with the name of whoever is to sign."""
    return Signature(sign.label, str(values.get(sign.key, "")) if sign.key else "")


def _composed(text: str, values: Mapping[str, Value]) -> str:
    """The text with its values; empty when it has places for values and all of them are empty."""
    parsed = list(Formatter().parse(text))
    names = [name for _, name, _, _ in parsed if name is not None]
    if names and not any(values.get(name) for name in names if name):
        return ""
    made = ""
    for before, name, _, _ in parsed:
        value = str(values.get(name) or "") if name else ""
        made += (before if value or name is None else before.removesuffix(" ")) + value
    return made.strip()


def again_title(title: str, again: str, values: Mapping[str, Value]) -> str:
    """The title of a further sheet of the same case."""
    return title + _composed(again, values)
