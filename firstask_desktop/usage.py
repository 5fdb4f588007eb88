"""The command line's own words in Chinese: usage, help and what is wrong with the words given."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from typing import NoReturn


def _listed(choices: str) -> str:
    return "、".join(choice.strip("'") for choice in choices.split(", "))


_SAID: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"argument ([^:]+): ", r"「\1」"),
    (r"the following arguments are required: ", "缺少："),
    (r"unrecognized arguments: ", "不认识的词："),
    (r"invalid choice: '?(.*?)'? \(choose from (.*)\)", lambda said: f"不能是「{said[1]}」，可用：{_listed(said[2])}"),
    (r"expected (one|at least one) argument", "后面缺少一个值"),
    (r"expected \d+ arguments?", "后面缺少值"),
    (r"ignored explicit argument '?(.*?)'?$", r"后面不带值，这里多了「\1」"),
    (r"not allowed with argument (.*)", r"不能与「\1」同时用"),
)


class _Layout(argparse.HelpFormatter):
    """Help as argparse lays it out, with the one word of its own in Chinese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The line that begins with 用法."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Usage(argparse.ArgumentParser):
    """An argument parser that speaks Chinese, takes no shortened options, and leaves with code 2 for wrong words."""

    def __init__(self, *, prog: str, description: str | None = None) -> None:
        super().__init__(
            prog=prog, description=description, formatter_class=_Layout, add_help=False, allow_abbrev=False
        )
        self._positionals.title = "依次写"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Usage and what is wrong."""
        for english, chinese in _SAID:
            message = re.sub(english, chinese, message)
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}：{message}\n")
