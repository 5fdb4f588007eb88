"""A format file as text: values by name, each complaint with the line it stands on."""

import re
import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.format_faults import fault_words

_HEADING = re.compile(r"^\s*\[\[?[\w\s.\"']+\]")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


class FormatText:
    """One table of a TOML file. Every question about a value is answered or refused naming file, line and reason."""

    def __init__(self, name: str, text: str, values: dict[str, Any] | None = None, start: int = 1) -> None:
        self._name = name
        self._lines = text.rstrip("\n").split("\n")
        self._text = text
        self._start = start
        self._values = self._parsed() if values is None else values

    def _parsed(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            place = _PLACE.search(str(error))
            reason = fault_words(_PLACE.sub("", str(error)))
            line = int(place[1]) if place and place[1] else max(1, len(self._lines))
            column = f"第 {place[2]} 列附近" if place and place[2] else ""
            raise self.complaint(line, f"{column}写法不对（{reason}）") from error
        except (RecursionError, ValueError) as error:
            reason = "括号套得太深" if isinstance(error, RecursionError) else "数字太长"
            raise self.complaint(self._longest_line(), f"写法不对（{reason}）") from error

    def _longest_line(self) -> int:
        """The line of what is too deep or too long to be read: the longest one."""
        return max(range(len(self._lines)), key=lambda at: len(self._lines[at]), default=0) + 1

    def complaint(self, line: int, reason: str) -> Refused:
        """The refusal to raise when `line` is wrong."""
        return Refused(f"格式文件 {self._name} 第 {line} 行有误：{reason}", code="broken-format", field="format")

    def only(self, known: Sequence[str]) -> None:
        """Refuse a word that nobody reads: what was misspelt would do nothing, and nobody would be told."""
        for key in self._values:
            if key not in known:
                close = get_close_matches(key, known, 1)
                meant = f"，是不是 {close[0]}？" if close else f"，可用：{'、'.join(known)}"
                raise self.complaint(self.line_of(key), f"“{key}”不认得{meant}")

    def line_of(self, key: str) -> int:
        """The line where this table says `key`; the table's own first line when it does not."""
        word = rf"[\"']?{re.escape(key)}[\"']?"
        said = re.compile(rf"^\s*{word}\s*(?:=|\.)|[{{,]\s*{word}\s*=")
        for index in range(self._start - 1, len(self._lines)):
            if _HEADING.match(self._lines[index]) and index > self._start - 1:
                break
            if said.search(self._lines[index]):
                return index + 1
        heading = re.compile(rf"^\s*\[+\s*(?:[\w.]+\.)?{word}\s*[\].]")
        after = range(self._start - 1, len(self._lines))
        return next((index + 1 for index in after if heading.match(self._lines[index])), self._start)

    def string(self, key: str, *, required: bool = False) -> str:
        """The text called `key`, "" when absent; refused when it is required and empty or is no text."""
        value = self._values.get(key, "")
        if not isinstance(value, str):
            raise self.complaint(self.line_of(key), f"{key} 要写成加引号的文字")
        if required and not value.strip():
            raise self.complaint(self.line_of(key), f"缺少 {key}")
        return value

    def one_of(self, key: str, allowed: Sequence[str], default: str) -> str:
        """The word called `key`, which must be one of `allowed`."""
        value = self.string(key) or default
        if value not in allowed:
            words = "、".join(word for word in allowed if word)
            raise self.complaint(self.line_of(key), f"{key} 写的“{value}”不认得，可用：{words}")
        return value

    def number(self, key: str, default: float, *, least: float, most: float) -> float:
        """The number called `key` between `least` and `most`."""
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.complaint(self.line_of(key), f"{key} 要写 {least:g} 到 {most:g} 之间的数")
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.complaint(self.line_of(key), f"{key} 要写 true 或 false")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when absent."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self.complaint(self.line_of(key), f'{key} 要写成一列加引号的文字，如 ["甲", "乙"]')
        return tuple(value)

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of numbers, empty when absent."""
        value = self._values.get(key, [])
        good = isinstance(value, list) and all(type(entry) in (int, float) for entry in value)
        if not good:
            raise self.complaint(self.line_of(key), f"{key} 要写成一列数，如 [8, 8, 12, 12]")
        return tuple(float(entry) for entry in value)

    def table(self, key: str) -> "FormatText":
        """The sub-table called `key`, an empty one when absent."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self.complaint(self.line_of(key), f"{key} 要写成 [{key}] 一段")
        return FormatText(self._name, self._text, value, self._heading_line(key, 0))

    def tables(self, key: str) -> list["FormatText"]:
        """The list of sub-tables called `key`, in order."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.complaint(self.line_of(key), f"{key} 要写成 [[{key}]] 一段一段")
        return [
            FormatText(self._name, self._text, entry, self._heading_line(key, index))
            for index, entry in enumerate(value)
        ]

    def _heading_line(self, key: str, index: int) -> int:
        """The line at which the `index`-th sub-table called `key` begins, written out or between braces."""
        at = self.line_of(key)
        if re.match(rf"^\s*{re.escape(key)}\s*=", self._lines[at - 1] if at <= len(self._lines) else ""):
            for number in range(at, len(self._lines) + 1):
                index -= self._lines[number - 1].count("{")
                if index < 0:
                    return number
        heading = re.compile(rf"^\s*\[+\s*(?:\w+\.)?{re.escape(key)}\s*\]+|^\s*{re.escape(key)}\s*=")
        found = [number for number, line in enumerate(self._lines, start=1) if heading.match(line)]
        later = [number for number in found if number >= self._start]
        return later[index] if index < len(later) else self._start
