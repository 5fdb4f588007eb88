"""准备任务 of a case: what must be ready before the guest arrives, each ticked off with its digit ([29])."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import Prepared
from firstask_desktop.domain.desk_life import Task
from firstask_desktop.domain.flow import Action, check, relations
from firstask_desktop.errors import Refused
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.labels import StateTag, plain

MOST_KEYS = 9


class TaskList(QWidget):
    """`show_tasks(case, tasks)`; `press("1")` or the button asks whether it is done, then writes it down."""

    done = Signal(object)

    def __init__(self, desk: Desk, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._prompts = desk, prompts
        self._case: Case | None = None
        self._asked: Task | None = None
        self.undone: tuple[Task, ...] = ()
        self.buttons: list[QPushButton] = []
        self.setAccessibleName(self.tr("准备任务"))
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)

    def show_tasks(self, case: Case, tasks: Sequence[Task]) -> None:
        """Show these, the earliest due first; done ones stay below with who did them."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._case, self.buttons = case, []
        when = self._desk.clock.when
        self.undone = tuple(sorted((one for one in tasks if one.done_at is None), key=_due))
        for place, task in enumerate(self.undone, start=1):
            self._rows.addWidget(self._open_row(place, task, when))
        for task in (one for one in tasks if one.done_at is not None):
            done = self.tr("完成 %1 %2").replace("%1", when(task.done_at))
            self._rows.addWidget(self._row(task.text, done.replace("%2", self._desk.house.name(task.done_by)), None))

    def _open_row(self, place: int, task: Task, when: Callable[[datetime | None], str]) -> QWidget:
        late = task.due_at is not None and task.due_at < self._desk.clock.now()
        due = self.tr("%1 前").replace("%1", when(task.due_at)) if task.due_at else ""
        about = " · ".join(part for part in (self._desk.house.name(task.owner), due) if part)
        button = QPushButton(self.tr("完成  %1").replace("%1", str(place)) if place <= MOST_KEYS else self.tr("完成"))
        button.setAccessibleName(self.tr("完成：%1").replace("%1", task.text))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("task", task.id)
        button.clicked.connect(self._clicked)
        self.buttons.append(button)
        return self._row(task.text, about, button, late=late)

    def _row(self, text: str, about: str, button: QPushButton | None, *, late: bool = False) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(plain(text, "strong" if button else "muted", wrap=True))
        words.addWidget(plain(about, "small", wrap=True))
        row.addLayout(words, 1)
        if late:
            row.addWidget(StateTag(self.tr("已过时"), Tone.RED))
        if button is not None:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def press(self, digit: str) -> bool:
        """The task with this digit; False when no undone task has it."""
        if not digit.isdecimal() or not 1 <= int(digit) <= min(len(self.undone), MOST_KEYS):
            return False
        self._ask(self.undone[int(digit) - 1])
        return True

    def _clicked(self) -> None:
        button = self.sender()
        wanted = str(button.property("task")) if isinstance(button, QPushButton) else ""
        for task in self.undone:
            if task.id == wanted:
                self._ask(task)

    def _ask(self, task: Task) -> None:
        """Asked first, so that a slip of the finger does not say that something is ready."""
        actor, case = self._desk.actor, self._case
        if actor is None or case is None:
            return
        try:
            check(Action.TASK_DONE, case, relations(case, actor))
        except Refused as refused:
            self._prompts.warn(self, str(refused))
            return
        self._asked = task
        said = self.tr("「%1」已经做好？").replace("%1", task.text)
        self._prompts.ask(self, said, self.tr("做好了"), self.tr("还没有"), self._answered)

    def _answered(self, yes: bool) -> None:
        task, self._asked = self._asked, None
        if not yes or task is None:
            return
        try:
            case = self._desk.cases.perform(Action.TASK_DONE, task.case_id, Prepared(task_id=task.id))
        except Refused as refused:
            self._prompts.warn(self, str(refused))
            return
        self.done.emit(case)


def _due(task: Task) -> str:
    return task.due_at.isoformat() if task.due_at else "9"
