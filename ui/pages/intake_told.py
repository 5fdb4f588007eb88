"""What the form says when it was saved: the number, what stands open, and what can be done about it with one key."""

from PySide6.QtCore import QCoreApplication

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from ui.pages.intake_emergency import to_ring
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction

PRINT, COPY, SHOW = "print", "copy", "show"
AGAIN, OTHER = "explain_again", "other_person"


def _tr(words: str) -> str:
    return QCoreApplication.translate("IntakePanel", words)


def tell_saved(notice: Notice, desk: Desk, case: Case, on_spot: bool) -> None:
    """Say that it was registered or settled; what was not understood stays open and is explained once more ([56])."""
    if on_spot and not case.understood:
        _tell_again(notice, case)
        return
    when = desk.clock.when(case.promise_at) if case.promise_at else ""
    ring = to_ring(desk, case)
    parts = [_tr("立即电话 %1").replace("%1", ring) if ring else "", case.state.word]
    parts.append(_tr("承诺 %1").replace("%1", when) if when else "")
    printed = _tr("打印书面资料") if case.written else _tr("打印回执")
    actions = [
        NoticeAction(PRINT, printed, "Ctrl+P"),
        NoticeAction(COPY, _tr("复制回执"), "Ctrl+Shift+C"),
        NoticeAction(SHOW, _tr("打开"), "Ctrl+O"),
    ]
    words = _tr("当场办结 %1") if on_spot else _tr("已登记 %1")
    text = " · ".join(part for part in parts if part)
    notice.say(text, Tone.RED if ring else Tone.GREEN, words.replace("%1", case.number), actions)


def _tell_again(notice: Notice, case: Case) -> None:
    actions = [
        NoticeAction(AGAIN, _tr("再次解释"), "Alt+8"),
        NoticeAction(OTHER, _tr("换人解释"), "Alt+9"),
        NoticeAction(SHOW, _tr("打开"), "Ctrl+O"),
    ]
    words = _tr("未听明白 %1：没有结案").replace("%1", case.number)
    notice.say(_tr("再解释一次，或请另一位同事解释。"), Tone.AMBER, words, actions)
