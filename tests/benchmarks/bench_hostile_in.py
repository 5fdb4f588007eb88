"""Some four hundred hostile workbooks, each read through the real import dialog: hangs, crashes, memory, gaps of the event
loop, rows without a reason, imports by halves. The same files then go to openpyxl and python-calamine directly, in a process
that may be lost: a control that finds nothing would prove nothing.

`python tests/benchmarks/bench_hostile_in.py [EVERY [WORDS]]`: every file, or every n-th, or only those whose name holds WORDS.
"""

import contextlib
import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))
PATIENCE, CONTROL_PATIENCE, MOST_MB, MOST_GAP_MS = 240.0, 15.0, 300.0, 100.0
CONTROL_MEMORY = 3 * 1024**3

# -- the control: the libraries as they come, in a process that may be lost


def _peak() -> float:
    """The most this process held since its own program began, in MB; what `getrusage` tells includes its parent's."""
    words = Path("/proc/self/status").read_text(encoding="ascii").split()
    return int(words[words.index("VmHWM:") + 1]) / 1024


def control(name: str) -> None:
    """Read one path a line with a library directly."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (CONTROL_MEMORY, CONTROL_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(json.dumps({"ready": True}), flush=True)
    for path in sys.stdin:
        told: dict[str, Any] = {"raised": ""}
        try:
            _by_openpyxl(path.strip()) if name == "openpyxl" else _by_calamine(path.strip())
        except Exception as error:  # noqa: BLE001 - whatever it raises is its answer
            told["raised"] = type(error).__name__
        print(json.dumps(told | {"peak": _peak()}), flush=True)


def _by_openpyxl(path: str) -> None:
    from openpyxl import load_workbook

    for sheet in load_workbook(path).worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass


def _by_calamine(path: str) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        for _ in book.get_sheet_by_name(name).iter_rows():
            pass


# -- in the process that counts


class Worker:
    """A process that answers a path with a line; when it dies or keeps silent too long it is begun anew."""

    def __init__(self, *words: str, patience: float) -> None:
        self._words, self._patience = words, patience
        self._child: subprocess.Popen[str] | None = None
        self.ready: dict[str, Any] = {}

    def ask(self, path: Path) -> dict[str, Any]:
        """Its answer, or {"lost": "hang"} or {"lost": "crash"}."""
        child = self._child or self._begin()
        assert child.stdin is not None and child.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(f"{path}\n")
            child.stdin.flush()
        ready, _, _ = select.select([child.stdout], [], [], self._patience)
        line = child.stdout.readline() if ready else ""
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        code = child.poll()
        self.end()
        return {"lost": "crash" if ready else "hang", "code": code}

    def _begin(self) -> "subprocess.Popen[str]":
        self._child = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve()), *self._words], cwd=HOUSE, text=True, stderr=subprocess.DEVNULL,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
        assert self._child.stdout is not None
        self.ready = json.loads(self._child.stdout.readline())
        return self._child

    def end(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None


def main(every: int = 1, words: str = "") -> int:
    """Print what was found in the window and in the control; 1 when a promise is broken or the control finds nothing."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        ours = Worker("window", place, patience=PATIENCE)
        others = {name: Worker("control", name, patience=CONTROL_PATIENCE) for name in ("openpyxl", "calamine")}
        found: dict[str, list[dict[str, Any]]] = {"首问台": [], **{name: [] for name in others}}
        for name, path in _files(folder, every, words):
            told = ours.ask(path)
            found["首问台"].append(told)
            _say(name, told)
            for other, worker in others.items():
                answer = worker.ask(path)
                found[other].append(answer)
                if answer.get("peak", 0) > MOST_MB:
                    worker.end()
            path.unlink()
        for worker in (ours, *others.values()):
            worker.end()
    wrong = _summary(found)
    print(f"- an event loop with nothing to do stood still {ours.ready.get('idle', 0):.0f} ms at the longest")
    return wrong


def _files(folder: Path, every: int, words: str) -> Iterator[tuple[str, Path]]:
    from tests.hostile_books import hostile_books

    for place, (name, make) in enumerate(hostile_books()):
        if place % every == 0 and words in name:
            path = folder / f"来件{place}.xlsx"
            path.write_bytes(make())
            yield name, path


def _wrong(told: dict[str, Any]) -> str:
    """What is wrong with an answer, if anything."""
    if "lost" in told:
        return str(told["lost"])
    faults = {
        "bug": bool(told["bugs"]),
        "row without a reason": bool(told.get("dumb")),
        "imported by halves": told["halves"],
        "no words": not told["seen"] and "来件" not in told["words"],
        "memory": told["both"] > MOST_MB,
        "gap": told["work"] > MOST_GAP_MS,
    }
    return ", ".join(name for name, is_so in faults.items() if is_so)


def _say(name: str, told: dict[str, Any]) -> None:
    print(
        f"{_wrong(told) or 'well':12} {told.get('seconds', 0):6.1f} s {told.get('work', 0):5.0f} ms"
        f" {told.get('parent', 0):4.0f}+{told.get('child', 0):.0f} MB  {name}: {told.get('words', '')}"
        f" {told.get('counts', '')} {told.get('reasons', '')}{''.join(told.get('bugs', ()))[-600:]}",
        file=sys.stderr,
        flush=True,
    )


def _summary(found: dict[str, list[dict[str, Any]]]) -> int:
    ours = found.pop("首问台")
    wrong = [fault for told in ours if (fault := _wrong(told))]
    lived = [told for told in ours if "lost" not in told]
    lost = {how: sum(told.get("lost") == how for told in ours) for how in ("hang", "crash")}
    most = {key: max(told[key] for told in lived) for key in ("gap", "work", "both", "child", "parent", "seconds")}
    shown = [told for told in lived if told["seen"]]
    print(f"| {len(ours)} hostile workbooks | hangs | crashes | most memory, MB | with anything else wrong |")
    print("|---|---|---|---|---|")
    broken = f"{len(wrong)}{': ' * bool(wrong)}{', '.join(sorted(set(wrong)))}"
    print(f"| through the import dialog | {lost['hang']} | {lost['crash']} | {most['both']:.0f} | {broken} |")
    hurt = 0
    for name, answers in found.items():
        hangs, crashes = (sum(t.get("lost") == how for t in answers) for how in ("hang", "crash"))
        large = sum(t.get("peak", 0) > MOST_MB for t in answers)
        hurt += hangs + crashes + large
        raised = sum(bool(told.get("raised")) for told in answers)
        peak = max(told.get("peak", 0) for told in answers)
        print(
            f"| control: {name} alone | {hangs} | {crashes} | {peak:.0f}, over {MOST_MB:.0f}: {large} | {raised} exceptions |"
        )
    print()
    print(
        f"- {len(lived) - len(shown)} refused with a sentence, {len(shown)} shown, {sum(t['made'] for t in lived)} rows imported"
    )
    print(
        f"- between two wakings of the event loop at most {most['work']:.0f} ms computed ({most['gap']:.0f} by the clock)"
    )
    print(
        f"- longest wait for an answer {most['seconds']:.1f} s; a control counts as hanging after {CONTROL_PATIENCE:.0f} s"
    )
    print(f"- memory: reading {most['child']:.0f} MB, growth of the program {most['parent']:.0f} MB")
    return 1 if wrong or not hurt else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["window", folder]:
            from hostile_window import window

            window(folder)
        case ["control", library]:
            control(library)
        case [*words]:
            sys.exit(main(int(words[0]) if words else 1, words[1] if len(words) > 1 else ""))
