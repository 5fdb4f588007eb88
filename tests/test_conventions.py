"""The rules of the house that no linter knows, read from the syntax tree, and each check tried on a planted fault."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("firstask_desktop", "ui", "resources")
TOP = {
    *ROOMS, "tests", "run.py", "build.spec", "pyproject.toml", "requirements.lock", "README.md", "CHANGELOG.md",
    "LICENSE",
}  # fmt: skip
LONGEST_FILE, LONGEST_FUNCTION = 320, 60
VAGUE_NAME = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|commons?)$")
# Written in pieces so that this file itself names no address.
REGISTRIES = re.compile(
    "|".join(["pypi" r"\.org", "python" r"hosted\.", "npm" r"js\.", "crates" r"\.io", "simple" r"/[\w-]+/$"])
)
MACHINE_PATH = re.compile(r"(?<![\w.$}~])/(?:work|root|home|tmp|Users)/\w|\b[A-Z]:\\+Users\\")
TEXT = {".py", ".md", ".toml", ".lock", ".spec", ".qss", ".svg", ".ts", ".txt", ".json", ".cfg", ".yml", ".yaml", ""}

Findings = Iterator[str]


def at(node: ast.AST, what: str) -> str:
    return f"{getattr(node, 'lineno', 0)}: {what}"


def calls(tree: ast.AST, *methods: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            yield node


def closures_in_connect(source: str) -> Findings:
    """A lambda or partial in `connect` keeps its dialog alive (DESIGN 6.2)."""
    for call in calls(ast.parse(source), "connect"):
        for given in call.args:
            made = ast.unparse(given.func) if isinstance(given, ast.Call) else ""
            if isinstance(given, ast.Lambda) or made in {"partial", "functools.partial", "partialmethod"}:
                yield at(call, "connect takes a bound method, never a lambda or partial")


def texts_that_cannot_be_translated(source: str) -> Findings:
    """`tr` finds only what stands in the source word for word."""
    for call in calls(ast.parse(source), "tr"):
        if call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp | ast.Call):
            yield at(call, "tr takes a plain text; format what it answers")


def nested_event_loops(source: str) -> Findings:
    """A dialog is opened, never executed: only the application has an event loop."""
    for call in calls(ast.parse(source), "exec", "exec_"):
        assert isinstance(call.func, ast.Attribute)
        owner = ast.unparse(call.func.value).rpartition(".")[2].lower()
        if owner not in {"app", "application", "qapplication", "qapp"}:
            yield at(call, "open() and a signal instead of exec()")


def pages_taken_off_a_stack(source: str) -> Findings:
    """`QStackedWidget.removeWidget` gives the page to Python, whose garbage collection then deletes it at any moment,
    in the middle of its own key press too: hide it and let Qt delete it later."""
    for call in calls(ast.parse(source), "removeWidget"):
        assert isinstance(call.func, ast.Attribute)
        if "stack" in ast.unparse(call.func.value).rpartition(".")[2].lower():
            yield at(call, "hide() and deleteLater(), not removeWidget(): Python would own the page")


def message_boxes(source: str) -> Findings:
    """Only ui/prompts.py asks in boxes, so that a test can answer in its place."""
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
        names += [node.attr] if isinstance(node, ast.Attribute) else []
        if {"QMessageBox", "QFileDialog", "QInputDialog"} & set(names):
            yield at(node, "message boxes and file dialogs belong to ui/prompts.py")


def excuses_missing(source: str) -> Findings:
    """Who catches everything says why, on the same line, unless it is only to tidy up and pass on."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.ExceptHandler) or ast.unparse(node.body[-1]) == "raise":
            continue
        caught = ast.unparse(node.type) if node.type else "everything"
        reason = re.sub(r"noqa(:\s*[A-Z0-9, ]+)?|type: ignore(\[.*?\])?", "", lines[node.lineno - 1].partition("#")[2])
        if re.search(r"\b(everything|Exception|BaseException)\b", caught) and len(re.findall(r"\w+", reason)) < 3:
            yield at(node, f"except {caught} without its reason on the line")


def long_files(source: str) -> Findings:
    length = len(source.splitlines())
    if length > LONGEST_FILE:
        yield f"1: {length} lines, at most {LONGEST_FILE}"


def long_functions(source: str) -> Findings:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield at(node, f"{node.name} has {length} lines, at most {LONGEST_FUNCTION}")


def global_statements(source: str) -> Findings:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Global):
            yield at(node, f"global {', '.join(node.names)}")


def foreign_to_the_domain(source: str) -> Findings:
    """The domain is pure: the standard library, itself, and the words for refusals and changes."""
    own = ("firstask_desktop.domain", "firstask_desktop.errors", "firstask_desktop.events")
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
        for name in names:
            if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith(own):
                yield at(node, f"the domain imports {name}")


def addresses(text: str) -> Findings:
    """No registry and no path of somebody's machine: the checkout works anywhere."""
    for number, line in enumerate(text.splitlines(), 1):
        if REGISTRIES.search(line) or MACHINE_PATH.search(line):
            yield f"{number}: {line.strip()[:80]}"


EVERYWHERE: tuple[Callable[[str], Findings], ...] = (
    closures_in_connect, texts_that_cannot_be_translated, excuses_missing,
    long_files, long_functions, global_statements,
)  # fmt: skip


@cache
def files() -> tuple[Path, ...]:
    """What is or will be in the repository; without git, everything but what tools leave behind."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        left_behind = {".venv", ".git", "build", "dist", "__pycache__"}
        found = [path for path in ROOT.rglob("*") if not left_behind & set(path.relative_to(ROOT).parts)]
    return tuple(path for path in found if path.is_file())


def sources(*rooms: str) -> list[Path]:
    found = [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).as_posix().startswith(rooms)]
    assert found, f"no sources under {rooms}: the check would pass by seeing nothing"
    return found


def nothing_in(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


def faults(paths: list[Path], *checks: Callable[[str], Findings]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{finding}"
        for path in paths
        for check in checks
        for finding in check(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("check", EVERYWHERE, ids=lambda check: check.__name__)
def test_the_program_keeps_the_rules(check: Callable[[str], Findings]) -> None:
    nothing_in(faults([*sources(*(f"{room}/" for room in ROOMS)), ROOT / "run.py"], check))


def test_no_dialog_runs_its_own_event_loop() -> None:
    nothing_in(faults(sources("ui/"), nested_event_loops))


def test_no_page_is_given_to_the_garbage_collection() -> None:
    nothing_in(faults(sources("ui/"), pages_taken_off_a_stack))


def test_only_prompts_asks_in_boxes() -> None:
    asking = {ROOT / "ui/prompts.py", ROOT / "ui/prompt_boxes.py"}
    nothing_in(faults([path for path in sources("ui/") if path not in asking], message_boxes))


def test_the_domain_is_standard_library_only() -> None:
    nothing_in(faults(sources("firstask_desktop/domain/"), foreign_to_the_domain))


def test_no_file_names_a_registry_or_a_machine() -> None:
    nothing_in(faults([path for path in files() if path.suffix in TEXT], addresses))


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [
        path for path in sources("firstask_desktop/", "ui/", "resources/", "tests/") if VAGUE_NAME.search(path.stem)
    ]


def test_the_top_of_the_house_is_the_fixed_layout() -> None:
    top = {path.relative_to(ROOT).parts[0] for path in files()}
    assert not {name for name in top if not name.startswith(".")} - TOP


def test_the_tests_mirror_the_rooms_without_shadowing_them() -> None:
    assert not (ROOT / "tests/ui").exists()
    assert not list((ROOT / "tests").rglob("__init__.py"))


PLANTED = (
    (closures_in_connect, "self.save.clicked.connect(lambda: self.store())", "self.save.clicked.connect(self.store)"),
    (closures_in_connect, "bell.rang.connect(functools.partial(note, 1))", "bell.rang.connect(self.note)"),
    (texts_that_cannot_be_translated, "self.tr(f'{count} 件')", "self.tr('%1 件').replace('%1', count)"),
    (texts_that_cannot_be_translated, "self.tr('%s 件' % count)", "self.tr('件')"),
    (texts_that_cannot_be_translated, "self.tr('{} 件'.format(count))", "self.tr('{} 件').format(count)"),
    (nested_event_loops, "HandOffDialog(self).exec()", "application.exec()"),
    (nested_event_loops, "self.menu.exec_(point)", "self.menu.popup(point)"),
    (pages_taken_off_a_stack, "self.stack.removeWidget(page)", "page.hide()\nself.row.removeWidget(page)"),
    (message_boxes, "from PySide6.QtWidgets import QMessageBox", "from PySide6.QtWidgets import QLabel"),
    (message_boxes, "name = QtWidgets.QFileDialog.getSaveFileName()", "name = prompts.save_as()"),
    (excuses_missing, "try:\n    go()\nexcept Exception:\n    pass", "try:\n    go()\nexcept OSError:\n    pass"),
    (excuses_missing, "try:\n    go()\nexcept:  # noqa: E722\n    pass",
     "try:\n    go()\nexcept Exception:  # a broken reader must not stop the desk\n    pass"),
    (excuses_missing, "try:\n    go()\nexcept (OSError, BaseException):\n    pass",
     "try:\n    go()\nexcept BaseException:\n    tidy()\n    raise"),
    (long_files, "x = 1\n" * (LONGEST_FILE + 1), "x = 1\n" * LONGEST_FILE),
    (long_functions, "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION, "def f():\n" + "    x = 1\n" * 59),
    (global_statements, "def f():\n    global desk\n    desk = 1", "desk = 1"),
    (foreign_to_the_domain, "import peewee", "import datetime"),
    (foreign_to_the_domain, "from firstask_desktop.storage import store", "from firstask_desktop.domain import case"),
    (addresses, "index = 'https://py" "pi.org/simple'", "index = 'https://example.org'"),
    (addresses, "data = '/ho" "me/lin/register.xlsx'", "data = '/usr/share/fonts'"),
    (addresses, "data = 'C:\\\\Us" "ers\\\\lin'", "data = 'C:/Program Files'"),
)  # fmt: skip


@pytest.mark.parametrize(("check", "fault", "sound"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_the_check_finds_the_planted_fault_and_nothing_else(
    check: Callable[[str], Findings], fault: str, sound: str
) -> None:
    assert list(check(fault))
    assert not list(check(sound))


def test_a_name_that_says_nothing_is_seen() -> None:
    assert VAGUE_NAME.search("text_utils")
    assert VAGUE_NAME.search("helpers")
    assert not VAGUE_NAME.search("handoff")
