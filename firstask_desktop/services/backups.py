"""`desk.backups`: copies made by themselves, kept in a ring at two places, and the way back (QUALITY, Trust)."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from firstask_desktop.domain.backups import Backup, Made, surplus
from firstask_desktop.domain.clock import Clock, local
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import Role
from firstask_desktop.errors import Refused
from firstask_desktop.services.indexing import case_terms
from firstask_desktop.services.office import Office
from firstask_desktop.services.opening import STAGED
from firstask_desktop.services.people import Session
from firstask_desktop.services.upkeep import LAST, LAST_HEAD, Upkeep
from firstask_desktop.storage import backup, restoring

Report = Callable[[int, int], None]
PLACE, ASIDE = "backups", "set-aside"
COMPANIONS = ("attachments", "formats")
"""What lies beside the data file and belongs to it; kept once by content or small."""
EVERY = timedelta(minutes=30)
NAG = timedelta(days=1)
_NAME = re.compile(r"firstask-.+-(\d{8}-\d{6})\.db")
_SECOND, _SECOND_AT = "second_backup_place", "second_backup_at"


class Backups:
    """Makes backups when they are due, thins them out, proves one and readies it to take the register's place."""

    def __init__(self, office: Office, session: Session, folder: Path) -> None:
        self._office = office
        self._session = session
        self._folder = folder
        self._upkeep = Upkeep(office)

    # -- questions --------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Path:
        """Where backups go by themselves: beside the data file."""
        return self._folder / PLACE

    def second(self) -> Path | None:
        """The second place, on another disk or a USB stick; None while none was named on this computer."""
        kept = self._office.store.recall(_SECOND)
        return Path(kept) if kept else None

    def due(self) -> bool:
        """Whether the journal has grown since the last backup, and that was half an hour ago or more."""
        store = self._office.store
        last = store.recall(LAST)
        return self.changed() and (not last or abs(self._now() - datetime.fromisoformat(last)) >= EVERY)

    def changed(self) -> bool:
        """Whether anything was written since the last backup."""
        return str(self._office.store.head()[0]) != (self._office.store.recall(LAST_HEAD) or "0")

    def kept(self) -> list[Backup]:
        """Every backup at both places, newest first."""
        second = self.second()
        found = [*_backups(self.place), *(_backups(second, second=True) if second else ())]
        return sorted(found, key=_newest_first)

    def nag(self) -> str:
        """What to tell a manager about the second place: not named, or not reached for a day; empty when all is well."""
        second = self.second()
        if second is None:
            return "请在「设置 · 备份」指定第二备份位置（U 盘或另一块磁盘）"
        at = self._office.store.recall(_SECOND_AT)
        if not at or self._now() - datetime.fromisoformat(at) >= NAG:
            return f"第二备份位置「{second}」一天没有备份成，请接上 U 盘或另选"
        return ""

    # -- making -----------------------------------------------------------------------------------------------------

    def make(self) -> Made:
        """Write a backup that was checked, bring it to the second place, thin both out.

        Refused when the first place cannot be written; trouble at the second place is told in the answer.
        """
        path, now = self._upkeep.back_up(self.place), self._now()
        _thin_out(self.place, now)
        return Made(path, self._to_second(path, now))

    def copy_to(self, folder: Path) -> Path:
        """Write one backup that was checked, with attachments and formats, into a folder somebody names."""
        path = self._upkeep.back_up(folder)
        bring_companions(self._folder, folder)
        return path

    def _to_second(self, path: Path, now: datetime) -> str:
        second = self.second()
        if second is None:
            return ""
        try:
            if not second.is_dir():
                raise Refused(f"第二备份位置「{second}」不在：没有接上，或已移走。", code="backup_unwritten")
            backup.second(path, second / path.name)
            bring_companions(self._folder, second)
        except Refused as refusal:
            return refusal.message
        self._office.store.remember(_SECOND_AT, now.isoformat())
        _thin_out(second, now)
        return ""

    def set_second(self, folder: Path | None) -> None:
        """Name the second place, or none. Refused inside the data folder, and where nothing can be written."""
        self._manager("指定备份位置")
        if folder is None:
            self._office.store.remember(_SECOND, "")
            self._office.store.remember(_SECOND_AT, "")
            return
        place, own = folder.resolve(), self._folder.resolve()
        if place == own or own in place.parents:
            raise Refused("第二备份位置要在数据文件夹之外，最好是 U 盘或另一块磁盘", code="same_place", field="second")
        probe = place / "firstask.probe"
        try:
            probe.write_bytes(b"1")
            probe.unlink()
        except OSError as error:
            raise Refused(f"「{place}」写不进去，请另选一个文件夹", code="unwritable", field="second") from error
        self._office.store.remember(_SECOND, str(place))
        self._office.store.remember(_SECOND_AT, "")

    # -- the way back -----------------------------------------------------------------------------------------------

    def ready(self, path: Path, report: Report | None = None) -> int:
        """Prove a backup and ready it: it takes the register's place when the program is next opened.

        The present register is then set aside, never deleted. The answer is how many journal lines the backup holds.
        Only a manager may; a backup that does not verify is refused.
        """
        self._manager("恢复备份")
        return stage(self._folder, path, self._office.clock, report)

    def readied(self) -> bool:
        """Whether a backup waits to take the register's place."""
        return (self._folder / STAGED).exists()

    def call_off(self) -> None:
        """Stay with the present register after all."""
        self._manager("恢复备份")
        restoring.forget(self._folder / STAGED)

    # -- parts ------------------------------------------------------------------------------------------------------

    def _manager(self, what: str) -> Person:
        actor = self._session.actor()
        if actor.role is not Role.MANAGER:
            raise Refused(f"「{what}」只能由经理来做", code="manager", clause="M3.1 [62]")
        return actor

    def _now(self) -> datetime:
        return local(self._office.clock.now(), self._office.zone)


def stage(folder: Path, path: Path, clock: Clock, report: Report | None = None) -> int:
    """Prove a backup and ready it in a data folder, with what lies beside it; how many journal lines it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    findings = restoring.prove(path, folder / STAGED, clock, case_terms, report)
    if path.parent.resolve() != (folder / PLACE).resolve():
        bring_companions(path.parent, folder)
    return findings.lines


def take_over(register: Path, now: datetime) -> None:
    """Exchange the register for the backup that was readied; refused while another window has it open.

    The register of before lies in `set-aside`, named by the moment (UTC).
    """
    staged = register.with_name(STAGED)
    restoring.exchange(register, staged, register.with_name(ASIDE) / f"firstask-{now:%Y%m%d-%H%M%S}.db")


def before_newer(register: Path, now: datetime) -> None:
    """Before a newer program changes the file's shape, the file as it was is kept beside the backups."""
    backup.keep_before(register, register.with_name(PLACE) / f"before-upgrade-{now:%Y%m%d-%H%M%S}.db")


def bring_companions(source: Path, target: Path) -> None:
    """Copy attachments and formats that the target lacks or has in an older state; nothing there is removed."""
    try:
        for name in COMPANIONS:
            for path in sorted((source / name).glob("*")):
                there = target / name / path.name
                if path.is_file() and not path.name.endswith(".partial") and not _same(path, there):
                    backup.second(path, there)
    except OSError as error:
        raise Refused(f"附件没有全部备份到「{target}」：读写出错", code="backup_unwritten") from error


def _same(path: Path, there: Path) -> bool:
    return (
        there.exists() and there.stat().st_size == path.stat().st_size and there.stat().st_mtime >= path.stat().st_mtime
    )


def _backups(place: Path, *, second: bool = False) -> Iterator[Backup]:
    try:
        for path in place.glob("firstask-*.db"):
            named = _NAME.fullmatch(path.name)
            if named:
                yield Backup(path, datetime.fromisoformat(named[1].replace("-", "T")), path.stat().st_size, second)
    except OSError:  # a stick that is not there has no backups to show; `nag` says so
        return


def _newest_first(one: Backup) -> tuple[float, bool]:
    return -one.at.timestamp(), one.second


def _thin_out(place: Path, now: datetime) -> None:
    """Remove what the ring no longer keeps; what cannot be removed now is tried again next time."""
    found = list(_backups(place))
    gone = surplus((one.at for one in found), now)
    for one in found:
        if one.at in gone:
            with suppress(OSError):
                one.path.unlink()
