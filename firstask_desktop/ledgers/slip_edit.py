"""The lines of a slip changed without a text editor; values in a composed text read by what people call them ([11] [51])."""

import re
from collections.abc import Mapping
from dataclasses import replace

from firstask_desktop.domain.slip_words import LISTS, slip_values
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.formats import RecordFormat
from firstask_desktop.ledgers.slip_parts import LINE, LIST, SENTENCE, SlipPart, SlipSign, wrong_names

SIGN = "sign"
MOST_PARTS = 60
_NAME = re.compile(r"\{([^{}]*)\}")


def content_of(fmt: RecordFormat, at: int) -> str:
    """What a part says, as people read it: `{承诺时间} 前给您答复`."""
    part = part_at(fmt, at)
    text = f"{{{part.key}}}" if part.key and not _text(part) else _text(part)
    known = slip_values(fmt.key)
    return _NAME.sub(lambda found: "{" + known.get(found[1], found[1]) + "}", text)


def part_at(fmt: RecordFormat, at: int) -> SlipPart | SlipSign:
    """A part, or beyond them a box to sign."""
    return fmt.parts[at] if at < len(fmt.parts) else fmt.signs[at - len(fmt.parts)]


def labelled(fmt: RecordFormat, at: int, label: str) -> RecordFormat:
    """A part under another label; a sentence has none."""
    part, label = part_at(fmt, at), " ".join(label.split())
    if isinstance(part, SlipPart) and part.kind == SENTENCE and label:
        raise Refused("一句话前面没有格名", code="label", field="label")
    if not label and not (isinstance(part, SlipPart) and part.kind == SENTENCE):
        raise Refused("格前的文字不能为空", code="missing", field="label")
    return _with(fmt, at, replace(part, label=label))


def saying(fmt: RecordFormat, at: int, content: str) -> RecordFormat:
    """A part that says something else: fixed words, a value, or a text composed of several."""
    part = part_at(fmt, at)
    return _with(fmt, at, _said(part, content, slip_values(fmt.key)))


def when_empty(fmt: RecordFormat, at: int, words: str) -> RecordFormat:
    """What stands there when there is no value; nothing leaves the part out then."""
    part = part_at(fmt, at)
    if isinstance(part, SlipSign):
        raise Refused("签字格空着就是待签", code="empty", field="empty")
    if part.kind == SENTENCE and words.strip():
        raise Refused("一句话没有内容时就不印", code="empty", field="empty")
    return _with(fmt, at, replace(part, empty=words.strip()))


def moved(fmt: RecordFormat, at: int, steps: int) -> tuple[RecordFormat, int]:
    """A part up or down; boxes to sign stay below the rest. Where it stands then."""
    count = len(fmt.parts)
    rows: list[SlipPart] | list[SlipSign] = list(fmt.parts) if at < count else list(fmt.signs)
    place = at if at < count else at - count
    target = max(0, min(place + steps, len(rows) - 1))
    rows.insert(target, rows.pop(place))  # type: ignore[arg-type]
    if at < count:
        return replace(fmt, parts=tuple(rows)), target  # type: ignore[arg-type]
    return replace(fmt, signs=tuple(rows)), count + target  # type: ignore[arg-type]


def dropped(fmt: RecordFormat, at: int) -> RecordFormat:
    """The slip without a part; one line at least stays, and the number that leads back to the matter."""
    part = part_at(fmt, at)
    if isinstance(part, SlipSign):
        place = at - len(fmt.parts)
        return replace(fmt, signs=(*fmt.signs[:place], *fmt.signs[place + 1 :]))
    if part.key == "number":
        raise Refused("编号不能去掉：凭它找到事项", code="needed", field="label")
    if len(fmt.parts) == 1:
        raise Refused("单据上至少要有一行", code="needed", field="label")
    return replace(fmt, parts=(*fmt.parts[:at], *fmt.parts[at + 1 :]))


def with_part(fmt: RecordFormat, kind: str, label: str, content: str, after: int) -> tuple[RecordFormat, int]:
    """The slip with one part more, behind another (a box to sign last); where it stands."""
    if len(fmt.parts) + len(fmt.signs) >= MOST_PARTS:
        raise Refused(f"一张单据最多 {MOST_PARTS} 行", code="too-many", field="label")
    label = " ".join(label.split())
    if kind != SENTENCE and not label:
        raise Refused("请写格前的文字", code="missing", field="label")
    known = slip_values(fmt.key)
    if kind == SIGN:
        sign = _said(SlipSign(label), content, known)
        return replace(fmt, signs=(*fmt.signs, sign)), len(fmt.parts) + len(fmt.signs)  # type: ignore[arg-type]
    part = _said(SlipPart(kind, "" if kind == SENTENCE else label), content, known)
    place = min(after + 1, len(fmt.parts))
    return replace(fmt, parts=(*fmt.parts[:place], part, *fmt.parts[place:])), place  # type: ignore[arg-type]


def _text(part: SlipPart | SlipSign) -> str:
    return part.text if isinstance(part, SlipPart) else ""


def _said(part: SlipPart | SlipSign, content: str, known: Mapping[str, str]) -> SlipPart | SlipSign:
    names = {words: name for name, words in known.items()} | {name: name for name in known}
    content = content.strip()
    alone = _NAME.fullmatch(content)
    key = names.get(alone[1].strip(), "") if alone else ""
    if isinstance(part, SlipSign):
        if content and (not key or key in LISTS):
            raise Refused("签字格里只能印一项内容，如 {首问责任人}，或空着", code="content", field="content")
        return replace(part, key=key)
    if part.kind == LIST:
        if key not in LISTS:
            raise Refused("逐条的内容要从列表里选一项，如 {缺的材料（逐条）}", code="content", field="content")
        return replace(part, key=key)
    text = _NAME.sub(lambda found: "{" + names.get(found[1].strip(), found[1].strip()) + "}", content)
    if wrong := wrong_names(text, known):
        raise Refused(_spoken(wrong, known), code="content", field="content")
    if part.kind == LINE and key:
        return replace(part, key=key, text="")
    if not text and (part.kind == SENTENCE or not part.empty):
        raise Refused("没有内容：写上文字，或插入一项内容", code="missing", field="content")
    return replace(part, key="", text=text)


def _spoken(wrong: str, known: Mapping[str, str]) -> str:
    """A refusal for who reads the names of values as words."""
    before, mark, _ = wrong.partition("；可用：")
    return (
        f"{before}；可用：{'、'.join(words for name, words in known.items() if name not in LISTS)}" if mark else wrong
    )


def _with(fmt: RecordFormat, at: int, changed: SlipPart | SlipSign) -> RecordFormat:
    if isinstance(changed, SlipPart):
        return replace(fmt, parts=(*fmt.parts[:at], changed, *fmt.parts[at + 1 :]))
    place = at - len(fmt.parts)
    return replace(fmt, signs=(*fmt.signs[:place], changed, *fmt.signs[place + 1 :]))
