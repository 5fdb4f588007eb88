"""Which behaviour is proved by which test, and whether it passed: `pytest --behaviour-table PATH` writes it as Markdown.

A test says what it proves: `@pytest.mark.behaviour(18)` or `@pytest.mark.behaviour(57, 75)`. The numbers and clauses are
those of the behaviour list that goes with the source document; a number nobody proves stays out of the table.
"""

from collections import defaultdict
from pathlib import Path

import pytest

_SPANS = (
    ("G0", 3), ("G1", 1), ("G2", 1), ("G3", 1), ("G4", 2), ("G5", 1), ("W1", 1), ("W2", 2), ("W3", 2), ("W4", 1),
    ("P1", 1), ("P2", 1), ("P3", 2), ("P4", 1), ("P5", 2), ("H1", 1), ("H2", 1), ("H3", 2), ("H4", 1), ("H5", 1),
    ("H6", 2), ("H7", 2), ("H8", 2), ("H9", 3), ("H10", 4), ("H11", 2), ("H12", 3), ("B1", 3), ("B2", 3),
    ("B3", 1), ("B4", 1), ("B5", 1), ("B6", 1), ("B7", 2), ("B8", 1), ("M1", 1), ("M2", 1), ("M3.1", 1),
    ("M3.2", 1), ("M3.3", 1), ("M4.1", 1), ("M4.2", 1), ("M4.3", 1), ("M4.4", 5), ("M4.5", 4), ("M4.6", 4),
    ("M4.7", 3), ("M4.8", 3), ("M4.9", 3), ("M4.10", 2), ("M4.11", 2), ("M5.1", 1), ("M5.2", 1), ("M5.3", 1),
)  # fmt: skip
"""How many behaviours each clause has, in their order."""
CLAUSES = [clause for clause, count in _SPANS for _ in range(count)]
MARKER = "behaviour(*numbers): the numbered behaviours this test proves"
OPTION = "--behaviour-table"


class BehaviourTable:
    """Listens to a run and keeps, for every behaviour, its tests and how they ended."""

    def __init__(self) -> None:
        self.numbers: dict[str, tuple[int, ...]] = {}
        self.outcomes: dict[str, str] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note what each test says it proves; a number outside the list is a mistake in the test."""
        for item in items:
            found = {number for mark in item.iter_markers("behaviour") for number in mark.args}
            strangers = [number for number in found if not isinstance(number, int) or not 1 <= number <= len(CLAUSES)]
            if strangers:
                raise pytest.UsageError(f"{item.nodeid}: no such behaviour: {strangers}")
            if found:
                self.numbers[item.nodeid] = tuple(sorted(found))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the worst of set-up, call and tear-down."""
        if report.nodeid in self.numbers and (report.outcome != "passed" or report.nodeid not in self.outcomes):
            self.outcomes[report.nodeid] = report.outcome

    def lines(self) -> list[str]:
        """The table: one line a behaviour, tests that differ only in their parameters named once."""
        tests: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for nodeid, outcome in self.outcomes.items():
            for number in self.numbers[nodeid]:
                tests[number][nodeid.partition("[")[0]].append(outcome)
        table = ["| 行为 | 条款 | 由哪些测试证明 | 结果 |", "| --- | --- | --- | --- |"]
        for number, names in sorted(tests.items()):
            shown = "<br>".join(f"`{name.partition('::')[0]}` {name.partition('::')[2]}" for name in sorted(names))
            table.append(f"| [{number}] | {CLAUSES[number - 1]} | {shown} | {_verdict(list(names.values()))} |")
        return table


def _verdict(outcomes: list[list[str]]) -> str:
    flat = [outcome for each in outcomes for outcome in each]
    if "failed" in flat:
        return f"未通过（{flat.count('failed')}/{len(flat)}）"
    passed = flat.count("passed")
    return f"通过 {passed}" if passed == len(flat) else f"通过 {passed}，跳过 {len(flat) - passed}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(OPTION, metavar="PATH", help="write which behaviour was proved by which test to this file")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", MARKER)
    if config.getoption(OPTION, default=None):
        config.pluginmanager.register(BehaviourTable(), "behaviour-table")


def pytest_sessionfinish(session: pytest.Session) -> None:
    table = session.config.pluginmanager.get_plugin("behaviour-table")
    if isinstance(table, BehaviourTable):
        text = "\n".join(table.lines()) + "\n"
        Path(session.config.getoption(OPTION)).write_text(text, encoding="utf-8")
