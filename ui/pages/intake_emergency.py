"""立即电话: while an emergency is being typed, whom to ring now stands above everything else ([67])."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from ui.pages.intake_form import IntakeForm
from ui.theme import Tone
from ui.widgets.notice import Notice

PAUSE = 250
"""Milliseconds after the last key press before the words are listened to."""


class EmergencyNotice(Notice):
    """`EmergencyNotice(desk, form)`: red while the matter, the words or Alt+U speak of an emergency."""

    def __init__(self, desk: Desk, form: IntakeForm, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk, self._form = desk, form
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        for name in ("words", "matter"):
            form.fields[name].edited.connect(self._pause.start)
        form.matter.picked.connect(self.look)
        form.urgent.toggled.connect(self.look)

    def look(self, *_what: object) -> None:
        """Say whom to ring, or nothing."""
        form = self._form
        urgent = form.urgent.isChecked()
        facts = (form.matter.value(), form.words.value(), urgent)
        found = self._desk.cases.emergency(*facts) if any(facts) else None
        if found is None:
            self.say("")
            return
        later = (
            self.tr("先登记，联系方式和地点可以后补。")
            if urgent
            else self.tr("按 Alt+U 标紧急，联系方式和地点可以后补。")
        )
        title = self.tr("立即电话：%1").replace("%1", found.words)
        self.say("　".join(filter(None, (found.matter, found.rule, later))), Tone.RED, title)


def to_ring(desk: Desk, case: Case) -> str:
    """Whom to ring about the emergency that was just registered; "" for anything else."""
    if not case.pressing:
        return ""
    found = desk.cases.emergency(case.matter, case.title_text, True)
    return found.words if found else ""
