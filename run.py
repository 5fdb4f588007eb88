#!/usr/bin/env python3
"""首问台 from a fresh checkout: `python3 run.py` opens the program, `python3 run.py test` runs every check.

Standard library only. It makes `.venv` from `requirements.lock`, sees to what Qt needs from the system, then hands
over to the program. `test`, `bench [NAME]` and `build` are its own words, all others the program's. Once set up, a
start costs one small file read.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what meets the older Python
    sys.exit(f"首问台需要 Python 3.11 或更新的版本，这里是 {sys.version.split()[0]}。请用新版本运行：python3.11 run.py")

from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "ready.txt"

# Debian's package and the shared library that Qt loads from it: to paint at all, and for a screen and a printer.
OFFSCREEN = (
    ("libglib2.0-0", "libgthread-2.0.so.0"),
    ("libgl1", "libGL.so.1"),
    ("libegl1", "libEGL.so.1"),
    ("libdbus-1-3", "libdbus-1.so.3"),
    ("libfontconfig1", "libfontconfig.so.1"),
    ("libxkbcommon0", "libxkbcommon.so.0"),
)
WINDOW = (
    ("libxcb-cursor0", "libxcb-cursor.so.0"),
    ("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    ("libxcb-icccm4", "libxcb-icccm.so.4"),
    ("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    ("libxcb-shape0", "libxcb-shape.so.0"),
    ("libcups2", "libcups.so.2"),
)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
CHINESE_FONTS = ("notosanscjk", "notosanssc", "sourcehan", "wqy", "msyh", "simhei", "simsun", "uming", "fallback")

# How much of the system a word needs; the stamp remembers the most that was seen in place.
NOTHING, PAINTING, SCREEN = range(3)
CHECKS = (
    ("代码规范 ruff check", ["-m", "ruff", "check", "."]),
    ("代码排版 ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("类型 mypy --strict", ["-m", "mypy"]),
    ("谁可引用谁 import-linter", ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]),
    ("核心测试（禁止 PySide6）", ["-m", "pytest", "-q", "-p", "no:pytest-qt", "tests/core"]),
    ("界面、约定与装配测试", ["-m", "pytest", "-q", "--ignore=tests/core"]),
)


class SetUpError(Exception):
    """What is missing, and the one command that brings it, in a sentence for the person at the terminal."""


def main(words: Sequence[str]) -> int:
    """Set up what is missing, then do what `words` say; the exit code of what was run, 2 for what cannot be meant."""
    word = words[0] if words else ""
    window = opens_window(words)
    if window and not has_screen():
        say("没有可用的显示器（DISPLAY 与 WAYLAND_DISPLAY 都未设置），窗口打不开。")
        say("可以用虚拟显示器：xvfb-run -a python3 run.py（先装好 xvfb：apt-get install xvfb xauth）")
        return 2
    if word in {"test", "build"} and len(words) > 1:
        say(f"用法：python3 run.py {word}（后面不再跟别的词）")
        return 2
    painting = word in {"test", "bench", "build", "screenshots"}
    try:
        prepare(SCREEN if window else PAINTING if painting else NOTHING)
        if word == "build":
            from_system(build_needs())
    except SetUpError as error:
        say(str(error))
        return 1
    if painting and not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if word in {"test", "build"}:
        return check() if word == "test" else build()
    return bench(words[1:]) if word == "bench" else hand_over(["-m", "firstask_desktop", *words])


def opens_window(words: Sequence[str]) -> bool:
    """Whether `words` open the program's window: none at all, options only, or the demonstration unless only filled."""
    if {"-h", "--help", "--version", "--self-check", "--fill-only"} & set(words):
        return False
    return not words or words[0] == "demo" or words[0].startswith("-")


def has_screen() -> bool:
    """Whether Qt will find a screen, or was told which platform to use instead."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def hand_over(arguments: Sequence[str]) -> int:
    """Become the program: same terminal, same folder, same exit code."""
    command = [str(PYTHON), *arguments]
    if os.name == "posix":
        os.execv(command[0], command)
    return call(command)


def call(command: Sequence[str], folder: Path | None = None, *, quiet: bool = False) -> int:
    """Run `command` and wait for its exit code. `quiet` drops what it prints, but for its errors."""
    import subprocess

    return subprocess.call(command, cwd=folder, stdout=subprocess.DEVNULL if quiet else None)


def prepare(level: int) -> None:
    """Bring environment and system to what `level` needs; with nothing to do it reads one file."""
    kept = STAMP.read_text("utf-8").split("\n") if STAMP.exists() else ["", "", "0"]
    if kept[0] == locked_file() and PYTHON.exists() and int(kept[2]) >= level:
        return
    import hashlib

    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    seen = max(int(kept[2]), prepare_system(level))
    if kept[1] != digest or not PYTHON.exists() or not kept[0].endswith(str(PYTHON.resolve())):
        install_packages()
    STAMP.write_text(f"{locked_file()}\n{digest}\n{seen}\n", "utf-8")


def locked_file() -> str:
    """What tells at a glance that neither the lock file nor the Python of `.venv` was exchanged."""
    return f"{LOCK.stat().st_size} {LOCK.stat().st_mtime_ns} {PYTHON.resolve()}"


def install_packages() -> None:
    """Make `.venv` and install exactly the locked files into it; pip's own settings (proxy, mirror) hold."""
    from importlib.util import find_spec

    say("正在准备运行环境 .venv，第一次需要几分钟……")
    bare = [] if find_spec("ensurepip") else ["--without-pip"]
    made_by = VENV / "pyvenv.cfg"
    other_python = made_by.exists() and f"version = {sys.version.split()[0]}\n" not in made_by.read_text("utf-8")
    if call([sys.executable, "-m", "venv", *bare, *(["--clear"] if other_python else []), str(VENV)]):
        raise SetUpError(f"建立 {VENV} 失败，原因见上面几行。")
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)] if bare else [str(PYTHON), "-m", "pip"]
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--require-hashes"]
    if call([*pip, "install", *options, "-r", str(LOCK)]):
        raise SetUpError("安装所需的包没有成功，原因见上面几行。网络恢复后再运行一次即可，已装好的不会重装。")
    site = next(VENV.glob("Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"))
    (site / "firstask.pth").write_text(os.path.relpath(ROOT, site) + "\n", "utf-8")
    # Without this PySide6 unpacks and compiles some modules of its own at every start: a quarter of a bare window's.
    call([str(PYTHON), "-c", "import os; os.environ['SBK_EMBED'] = '0'; import shiboken6"], quiet=True)


def prepare_system(level: int) -> int:
    """Install what Python and Qt need from the system where this may be done, else stop when `level` needs it.

    The answer is the level now in place. Everything lacking is named in one command.
    """
    from importlib.util import find_spec

    if not sys.platform.startswith("linux"):
        return SCREEN
    setting_up = [] if find_spec("ensurepip") or find_spec("pip") else ["python3-venv"]
    if apt_get() is not None:
        level = SCREEN
    painting = [*missing(OFFSCREEN), *chinese_font()] if level >= PAINTING else []
    from_system([*setting_up, *painting, *(missing(WINDOW) if level >= SCREEN else [])])
    return level


def missing(libraries: Sequence[tuple[str, str]]) -> list[str]:
    """The packages whose library the system's loader does not find."""
    import ctypes

    lacking = []
    for package, library in libraries:
        try:
            ctypes.CDLL(library)
        except OSError:
            lacking.append(package)
    return lacking


def chinese_font() -> list[str]:
    """The package that brings a Chinese font, unless one lies where fontconfig looks."""
    fonts = (path for folder in FONT_FOLDERS for path in Path(folder).expanduser().rglob("*.[to]t[fc]"))
    known = any(word in path.name.lower().replace("-", "") for path in fonts for word in CHINESE_FONTS)
    return [] if known else ["fonts-noto-cjk"]


def build_needs() -> list[str]:
    """Debian's packages that freezing needs: Python as a shared library, and objdump."""
    import shutil
    import sysconfig

    if not sys.platform.startswith("linux"):
        return []
    library = f"libpython{sys.version_info[0]}.{sys.version_info[1]}.so.1.0"
    beside = Path(sysconfig.get_config_var("LIBDIR") or "/usr/lib") / library
    lacking = [] if beside.exists() else missing([(library.partition(".so")[0], library)])
    return lacking if shutil.which("objdump") else [*lacking, "binutils"]


def apt_get() -> list[str] | None:
    """How to call apt-get here, or None where it is not there or not allowed."""
    import shutil

    if not shutil.which("apt-get"):
        return None
    if sys.platform != "win32" and os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") and not call(["sudo", "-n", "true"], quiet=True):
        return ["sudo", "-n", "apt-get"]
    return None


def from_system(packages: Sequence[str]) -> None:
    """Install Debian `packages`, or stop with the one command that does; nothing to install is no work."""
    if not packages:
        return
    by_hand = f"请运行一次：sudo apt-get install -y {' '.join(packages)}（其他系统请安装同名的组件），然后重试。"
    tool = apt_get()
    if tool is None:
        raise SetUpError(f"系统缺少 {len(packages)} 个组件。{by_hand}")
    say(f"正在安装系统组件：{' '.join(packages)}")
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    call([*tool, "update", "-qq"], quiet=True)
    if call([*tool, "install", "-y", "-qq", "--no-install-recommends", *packages], quiet=True):
        raise SetUpError(f"系统组件没有装上。{by_hand}")


def check() -> int:
    """Run every check, two at a time, and print them in one order; the tests' own closing line comes last."""
    from concurrent.futures import ThreadPoolExecutor

    say("正在检查，最多三分钟……")
    failed = []
    with ThreadPoolExecutor(max_workers=2) as lanes:
        slowest_first = {name: lanes.submit(run_check, command) for name, command in reversed(CHECKS)}
        for name, command in CHECKS:
            code, seconds, printed = slowest_first[name].result()
            failed += [name] if code else []
            say(f"== {name}：{'未通过' if code else '通过'}，{seconds:.1f} 秒")
            if name == CHECKS[-1][0] and failed:
                say(f"== 未通过的检查：{'、'.join(failed)}")
            if code or "pytest" in command:
                say(printed.rstrip())
    return 1 if failed else 0


def run_check(command: Sequence[str]) -> tuple[int, float, str]:
    """One check in its own process: exit code, seconds, what it printed."""
    import subprocess
    import time

    environment = {**os.environ, "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}
    if "tests/core" in command:
        environment["FIRSTASK_WITHOUT_QT"] = "1"
    began = time.monotonic()
    process = subprocess.Popen(
        [str(PYTHON), *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    printed = process.communicate()[0].decode("utf-8", "replace")
    return process.returncode, time.monotonic() - began, printed


def bench(words: Sequence[str]) -> int:
    """Run the measurement `words` name, or all of them, and keep what they print in `.readme/measurements`.

    An unknown name is answered with the known ones.
    """
    folder = ROOT / "tests" / "benchmarks"
    known = [path.stem.removeprefix("bench_") for path in sorted(folder.glob("bench_*.py"))]
    if words and words[0] not in known:
        say(f"没有名为 {words[0]} 的测量。可用：{'、'.join(known) or '（还没有）'}")
        return 2
    chosen = {words[0]: list(words[1:])} if words else {name: [] for name in known}
    codes = [call([str(PYTHON), str(folder / "keep.py"), name, *rest]) for name, rest in chosen.items()]
    return max(codes, default=0)


def build() -> int:
    """Freeze the program into dist/firstask and prove that the frozen folder starts and checks itself."""
    folders = ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build")]
    frozen = [str(PYTHON), "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *folders, str(ROOT / "build.spec")]
    if call(frozen, ROOT):
        say("打包没有成功，原因见上面几行。")
        return 1
    program = ROOT / "dist" / "firstask" / ("firstask-cli.exe" if os.name == "nt" else "firstask")
    code = call([str(program), "--self-check"])
    say(f"打包完成：{program.parent}" if code == 0 else f"打好的程序自检未通过：{program}")
    return code


def say(sentence: str) -> None:
    """One line to the person at the terminal, whatever encoding it has."""
    print(sentence.encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8"), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
