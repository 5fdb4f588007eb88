"""Long work that was begun before the desk was locked goes on behind the lock; who began it hears how it ended."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from firstask_desktop.domain.values import dataclass
from ui.backup_beat import BackupBeat
from ui.jobs import Job
from ui.prompts import Prompts


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended, for the person who began it."""

    person: str
    words: str
    well: bool


class JobsBehind(QObject):
    """`take(window, person)` keeps running jobs alive when their pages go; `tell(person)` says how they ended.

    A job that ends while its own person is at the desk is told at once, any other when they are back.
    """

    def __init__(self, prompts: Prompts, window: QWidget) -> None:
        super().__init__(window)
        self._prompts, self._window = prompts, window
        self._whose: dict[Job, str] = {}
        self._ended: list[Ended] = []
        self._here = ""

    def take(self, window: QWidget, person: str) -> None:
        """The jobs of pages and dialogs that are about to go."""
        self._here = ""
        for job in window.findChildren(Job):
            if job.running and job not in self._whose and not isinstance(job.parent(), BackupBeat):
                job.setParent(self)
                self._whose[job] = person
                job.finished.connect(self._finished)
                job.failed.connect(self._failed)
                job.bug.connect(self._bug)
                job.cancelled.connect(self._cancelled)

    def tell(self, person: str) -> None:
        """Somebody is back: say what ended meanwhile."""
        self._here = person
        mine = [one for one in self._ended if one.person == person]
        self._ended = [one for one in self._ended if one.person != person]
        for one in mine:
            say = self._prompts.tell if one.well else self._prompts.warn
            say(self._window, one.words)

    def _finished(self, _result: object) -> None:
        self._over(self.tr("锁屏期间做完了：%1"), "", True)

    def _failed(self, refusal: object) -> None:
        self._over(self.tr("锁屏期间没有做成：%1。%2"), str(refusal), False)

    def _bug(self, _trace: str) -> None:
        self._over(self.tr("锁屏期间没有做成：%1。%2"), self.tr("程序出错，见日志"), False)

    def _cancelled(self) -> None:
        self._over("", "", True)

    def _over(self, words: str, why: str, well: bool) -> None:
        job = self.sender()
        assert isinstance(job, Job)
        person = self._whose.pop(job)
        job.deleteLater()
        if words:
            what = job.words.removeprefix(self.tr("正在"))
            self._ended.append(Ended(person, words.replace("%1", what).replace("%2", why), well))
        if self._here:
            self.tell(self._here)
