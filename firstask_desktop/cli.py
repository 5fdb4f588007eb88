"""The same program without a window: export, import, back up, verify, rebuild, demo data. Exit code 2 for wrong words."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from time import monotonic

from firstask_desktop import __version__
from firstask_desktop.desk import DATA_FILE, Desk, check_register, open_desk, ready_backup
from firstask_desktop.domain.commands import FirstStart, LedgerQuery
from firstask_desktop.errors import Refused
from firstask_desktop.settings import data_folder, demo_folder
from firstask_desktop.usage import Usage

SCENES = ("hotel", "property", "office")
_OF_SCENES = "hotel 酒店、property 物业、office 机关"


def parser() -> Usage:
    """The words and options of the command line."""
    top = Usage(prog="firstask", description="首问台：首问责任制接待登记程序。不带命令时打开窗口。")
    top.add_argument("--version", action="version", version=f"首问台 {__version__}", help="显示版本")
    top.add_argument("--data", dest="window", metavar="文件夹", help="不带命令时：打开这个数据文件夹")
    words = top.add_subparsers(dest="word", metavar="命令", required=True, prog="firstask")
    demo = words.add_parser("demo", help="建立一份两周的演示数据并打开")
    demo.add_argument(
        "--scene", choices=SCENES, metavar="场景", default="property", help=f"{_OF_SCENES}，默认 property"
    )
    demo.add_argument("--fill-only", action="store_true", help="只建立数据，不打开窗口")
    for name, text in (("export", "导出台账到 Excel"), ("import", "从 Excel 导入台账")):
        word = words.add_parser(name, help=text)
        word.add_argument(
            "format", metavar="格式", help="如 kf-06-01、kf-06-01-short、kf-06-05、kf-06-05-list、things-kept"
        )
        word.add_argument("file", metavar="文件", type=Path, help="Excel 工作簿，如 台账.xlsx")
        if name == "export":
            word.add_argument("--from", dest="first", type=_day, metavar="日期", help="起始日期，如 2026-11-01")
            word.add_argument("--to", dest="last", type=_day, metavar="日期", help="截止日期（含）")
        else:
            word.add_argument(
                "--scene", choices=SCENES, metavar="场景", default="office", help=f"新数据的场景：{_OF_SCENES}"
            )
    for name, text in (("verify", "核对日志与各表是否一致"), ("rebuild", "由日志重建各表")):
        word = words.add_parser(name, help=text)
        if name == "verify":
            word.add_argument("--against", metavar="文件", type=Path, help="逐行核对一份导出过的台账")
    backup = words.add_parser("backup", help="做一份经校验的备份")
    backup.add_argument("folder", metavar="文件夹", type=Path, help="备份放在哪里")
    restore = words.add_parser("restore", help="用一份备份换下现在的数据（现在的数据移到 set-aside，不删除）")
    restore.add_argument("file", metavar="备份", type=Path, help="备份文件，如 firstask-A-20261123-094200.db")
    shots = words.add_parser("screenshots", help="给每个页面截图")
    shots.add_argument("folder", metavar="文件夹", type=Path, help="截图放在哪里")
    for word in words.choices.values():
        word.add_argument("--data", metavar="文件夹", help="数据文件夹（默认：本用户的数据文件夹）")
    return top


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期应为 2026-11-23 的样子，这里是「{text}」") from None


def run(arguments: Sequence[str]) -> int:
    """Run one command; 0 when it did what was asked, 1 when it was refused or found faults."""
    top = parser()
    options = top.parse_args(list(arguments))
    if options.window is not None:
        top.error("--data 请写在命令之后")
    first, last = getattr(options, "first", None), getattr(options, "last", None)
    if first and last and last < first:
        top.error(f"截止日期 {last} 早于起始日期 {first}")
    try:
        return _COMMANDS[options.word](options)
    except Refused as refusal:
        print(refusal.message, file=sys.stderr)
        return 1


def fill_demo(options: argparse.Namespace) -> Path:
    """Make the demonstration fortnight if its folder is empty; its folder."""
    from firstask_desktop.desk import fill_demo as fill

    folder = data_folder(options.data) if options.data else demo_folder() / options.scene
    fill(folder, options.scene, _progress("演示数据"))
    return folder


def _demo(options: argparse.Namespace) -> int:
    print(f"演示数据：{fill_demo(options)}")
    return 0


def _existing(options: argparse.Namespace) -> Desk:
    """The desk on a folder that already holds data; nothing is created where there is none."""
    folder = data_folder(options.data)
    if not (folder / DATA_FILE).exists():
        raise Refused(f"这个文件夹里没有首问台的数据：{folder}", code="no_data")
    return open_desk(folder)


def opened(options: argparse.Namespace) -> Desk:
    """The desk on a folder that was set up, with whoever was there last."""
    desk = _existing(options)
    if not desk.house.ready:
        desk.close()
        raise Refused("这个数据文件夹还没有设置过，请先打开程序完成首次设置", code="not_ready")
    people = desk.house.people()
    desk.session.resume(desk.session.last_person() or people[0].id)
    return desk


def _name_broken(desk: Desk) -> None:
    """Name the company's formats that cannot be used; what is asked for is done with the shipped ones."""
    wrong = desk.forms.complaints()
    for complaint in wrong:
        print(complaint, file=sys.stderr)
    if wrong:
        print("这些格式现在用随程序的", file=sys.stderr)


def _export(options: argparse.Namespace) -> int:
    desk = opened(options)
    _name_broken(desk)
    query = LedgerQuery(first_day=options.first, last_day=options.last)
    path = (
        options.file
        if options.file.suffix.lower() in (".xlsx", ".csv")
        else options.file.with_name(f"{options.file.name}.xlsx")
    )
    written = desk.ledgers.export(options.format, query, path, _progress("导出"))
    print(f"已导出 {written.rows} 件：{written.path}")
    desk.close()
    return 0


def _import(options: argparse.Namespace) -> int:
    folder = data_folder(options.data)
    if not (folder / DATA_FILE).exists():
        check_register(folder, options.format, options.file)
    began = monotonic()
    desk = open_desk(folder)
    if desk.house.ready:
        desk.session.resume(desk.session.last_person() or desk.house.people()[0].id)
    else:
        desk.house.set_up(
            FirstStart(scene=options.scene, centre=options.file.stem[:20] or "本中心", counter="A", person="台账导入员")
        )
        print(f"新建数据文件夹：{folder}（{desk.house.scene.title}，柜台 A；名称可在设置中修改）")
    _name_broken(desk)
    result = desk.ledgers.import_register(options.format, options.file, _progress("导入"))
    for line, reason in result.refused:
        print(f"第 {line} 行未导入：{reason}", file=sys.stderr)
    counts = f"新登记 {result.made} 件，已有 {result.known} 件，未导入 {len(result.refused)} 行"
    print(f"读入 {result.read} 行：{counts}，用时 {monotonic() - began:.1f} 秒")
    desk.close()
    return 0


def _verify(options: argparse.Namespace) -> int:
    desk = _existing(options)
    if options.against is not None:
        return _against(desk, options.against)
    return _told(desk, desk.upkeep.verify(_progress("核对")), "核对")


def _against(desk: Desk, path: Path) -> int:
    _name_broken(desk)
    try:
        check = desk.ledgers.against(path, _progress("核对"))
    finally:
        desk.close()
    for row in check.rows:
        why = f"　{row.words}" if row.cells else ""
        print(f"{row.number}{f' 第 {row.line} 行' if row.line else ''}　{row.verdict.word}{why}")
    for fault in check.faults:
        print(fault, file=sys.stderr)
    print(check.summary)
    return 0 if check.sound else 1


def _rebuild(options: argparse.Namespace) -> int:
    desk = _existing(options)
    return _told(desk, desk.upkeep.rebuild(_progress("重建")), "重建")


def _told(desk: Desk, findings: object, word: str) -> int:
    faults: list[str] = getattr(findings, "faults", [])
    for fault in faults:
        print(fault, file=sys.stderr)
    lines = getattr(findings, "lines", 0)
    print(
        f"{word}完成：日志 {lines} 行，{'一致' if not faults else f'发现 {len(faults)} 处不符'}。封账码 {desk.upkeep.head()}"
    )
    desk.close()
    return 1 if faults else 0


def _backup(options: argparse.Namespace) -> int:
    desk = _existing(options)
    print(f"已备份（已校验）：{desk.backups.copy_to(options.folder)}")
    desk.close()
    return 0


def _restore(options: argparse.Namespace) -> int:
    folder = data_folder(options.data)
    lines = ready_backup(folder, options.file, _progress("核对备份"))
    print(f"已恢复：日志 {lines} 行，核对一致。原来的数据在 {folder / 'set-aside'}")
    return 0


def _progress(word: str) -> Callable[[int, int], None]:
    """A progress line on a terminal; silent when the output is a file."""

    def report(done: int, total: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done >= total else ""
            print(f"\r{word} {done}/{total}", end=end, file=sys.stderr, flush=True)

    return report


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": _demo,
    "export": _export,
    "import": _import,
    "verify": _verify,
    "rebuild": _rebuild,
    "backup": _backup,
    "restore": _restore,
}
