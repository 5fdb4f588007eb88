"""Desk: the one object a view or the command line is given. Commands and questions, grouped by noun.

A noun is made, and its module imported, when it is first asked for: the window is painted before most are needed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop.domain.clock import Clock, SystemClock
from firstask_desktop.domain.people import Person
from firstask_desktop.errors import Refused
from firstask_desktop.events import Bulletin
from firstask_desktop.services.house import House
from firstask_desktop.services.office import Office
from firstask_desktop.services.opening import open_office
from firstask_desktop.services.people import Session
from firstask_desktop.services.queue import Drafts, Queue, Search
from firstask_desktop.services.timing import Timing

if TYPE_CHECKING:
    from firstask_desktop.services.attachments import Attachments
    from firstask_desktop.services.backups import Backups
    from firstask_desktop.services.cases import Cases
    from firstask_desktop.services.chart import Chart
    from firstask_desktop.services.form_files import FormFiles
    from firstask_desktop.services.handover import ShiftHandover
    from firstask_desktop.services.house_mark import HouseMark
    from firstask_desktop.services.import_desk import Imports
    from firstask_desktop.services.measures import Measures
    from firstask_desktop.services.month_report import MonthReports
    from firstask_desktop.services.printing import Prints
    from firstask_desktop.services.registers import Registers
    from firstask_desktop.services.reminders import Reminders
    from firstask_desktop.services.rosters import Rosters
    from firstask_desktop.services.service_map import ServiceMap
    from firstask_desktop.services.spoken import SpokenPhrases
    from firstask_desktop.services.upkeep import Upkeep
    from firstask_desktop.services.waiting import WaitingRoom

DATA_FILE = "firstask.db"


class Desk:
    """An office with somebody signed in. `as_person` gives the same office to another person."""

    def __init__(self, office: Office, person_id: str = "", folder: Path | None = None) -> None:
        self._office = office
        self.folder = folder or Path(office.path).parent
        self.session = Session(office, person_id)
        self.clock = Timing(office)
        self.house = House(office, self.session)
        self.queue = Queue(office, self.session)
        self.search = Search(office, self.session)
        self.drafts = Drafts(office)

    @cached_property
    def cases(self) -> Cases:
        """The cases: registering, every move, questions about one."""
        from firstask_desktop.services.cases import Cases

        return Cases(self._office, self.session)

    @cached_property
    def ledgers(self) -> Registers:
        """The registers, on screen and as files."""
        from firstask_desktop.services.registers import Registers

        return Registers(self._office, self.session, self.folder)

    @cached_property
    def attachments(self) -> Attachments:
        """Files that lie with a case."""
        from firstask_desktop.services.attachments import Attachments

        return Attachments(self._office, self.session, self.folder)

    @cached_property
    def imports(self) -> Imports:
        """Registers and lists somebody else made, on their way in."""
        from firstask_desktop.services.import_desk import Imports

        return Imports(self._office, self.session, self.house, self.folder)

    @cached_property
    def waiting(self) -> WaitingRoom:
        """接待室: visitors from arriving to leaving."""
        from firstask_desktop.services.waiting import WaitingRoom

        return WaitingRoom(self._office, self.session)

    @cached_property
    def handover(self) -> ShiftHandover:
        """交接班."""
        from firstask_desktop.services.handover import ShiftHandover

        return ShiftHandover(self._office, self.session)

    @cached_property
    def reminders(self) -> Reminders:
        """What is due now for the person at the desk."""
        from firstask_desktop.services.reminders import Reminders

        return Reminders(self._office, self.session)

    @cached_property
    def rosters(self) -> Rosters:
        """Who is on duty when."""
        from firstask_desktop.services.rosters import Rosters

        return Rosters(self._office, self.session)

    @cached_property
    def measures(self) -> Measures:
        """Counts and rates of the centre."""
        from firstask_desktop.services.measures import Measures

        return Measures(self._office, self.session)

    @cached_property
    def spoken(self) -> SpokenPhrases:
        """Forbidden phrases heard in person or let pass as quotations."""
        from firstask_desktop.services.spoken import SpokenPhrases

        return SpokenPhrases(self._office, self.session)

    @cached_property
    def forms(self) -> FormFiles:
        """The company's own record formats."""
        from firstask_desktop.services.form_files import FormFiles

        return FormFiles(self._office, self.session, self.folder)

    @cached_property
    def mark(self) -> HouseMark:
        """The organisation's mark."""
        from firstask_desktop.services.house_mark import HouseMark

        return HouseMark(self._office, self.house)

    @cached_property
    def prints(self) -> Prints:
        """Registers and forms as they go on paper."""
        from firstask_desktop.services.printing import Prints

        return Prints(self._office, self.session, self.folder)

    @cached_property
    def reports(self) -> MonthReports:
        """The month in figures."""
        from firstask_desktop.services.month_report import MonthReports

        return MonthReports(self._office, self.session)

    @cached_property
    def chart(self) -> Chart:
        """《首问责任制操作流程图》 with the cases standing on it."""
        from firstask_desktop.services.chart import Chart

        return Chart(self._office, self.session)

    @cached_property
    def map(self) -> ServiceMap:
        """Who hands what to whom, and where that is broken ([33])."""
        from firstask_desktop.services.service_map import ServiceMap

        return ServiceMap(self._office)

    @cached_property
    def upkeep(self) -> Upkeep:
        """Checks, backups, the sweep for broken promises."""
        from firstask_desktop.services.upkeep import Upkeep

        return Upkeep(self._office)

    @cached_property
    def backups(self) -> Backups:
        """Copies made by themselves, and the way back."""
        from firstask_desktop.services.backups import Backups

        return Backups(self._office, self.session, self.folder)

    @property
    def bulletin(self) -> Bulletin:
        """Tells of every committed command."""
        return self._office.bulletin

    @property
    def actor(self) -> Person | None:
        """Who is signed in."""
        return self.session.person

    @property
    def counter(self) -> str:
        """This installation's short code (柜台代码)."""
        return self._office.store.counter

    def as_person(self, person_id: str) -> Desk:
        """The same office with another person signed in."""
        return Desk(self._office, person_id, self.folder)

    def fork(self) -> Desk:
        """The same person on a connection of their own, for a worker thread; this desk's own connection is not touched."""
        return Desk(Office(self._office.store.fork()), self.session.person_id, self.folder)

    def close(self) -> None:
        """Close the data file."""
        self._office.close()


def open_desk(folder: Path, clock: Clock | None = None) -> Desk:
    """Open (or begin) the data file in a folder; one begun by an earlier program is given what scenes gained since."""
    folder.mkdir(parents=True, exist_ok=True)
    desk = Desk(open_office(folder / DATA_FILE, clock or SystemClock()), folder=folder)
    try:
        desk.house.catch_up()
    except Refused as refusal:  # a full or read-only disk: everything works without, and the next opening tries again
        logging.getLogger(__name__).warning("the scene's new lists were not added: %s", refusal.code)
    return desk


def stage_backup(folder: Path, backup: Path, report: Callable[[int, int], None] | None = None) -> int:
    """Prove a backup and ready it in `folder`, where it takes over at the next opening; its journal's lines.

    For a computer that holds no register yet, on any thread: where there is one, `desk.backups` asks for a manager.
    """
    from firstask_desktop.services import backups

    return backups.stage(folder, backup, SystemClock(), report)


def ready_backup(folder: Path, backup: Path, report: Callable[[int, int], None] | None = None) -> int:
    """Prove a backup and put it in the place of the register in `folder`, which is set aside; its journal's lines.

    For whoever stands at the computer itself with its files: the window asks for a manager.
    """
    from firstask_desktop.services import backups

    lines = stage_backup(folder, backup, report)
    backups.take_over(folder / DATA_FILE, SystemClock().now())
    return lines


def check_register(folder: Path, key: str, path: Path) -> None:
    """Refuse a workbook that holds no such register, before a data file is begun in `folder` for it."""
    from firstask_desktop.services import registers

    registers.check_register(folder, key, path)


def fill_demo(folder: Path, scene: str, report: Callable[[int, int], None] | None = None) -> None:
    """Fill an empty folder with a believable fortnight; a folder that already holds the demonstration is kept."""
    from firstask_desktop.services import demo

    if not demo.is_demonstration(folder / DATA_FILE):
        demo.fill(folder, scene, report=report)
