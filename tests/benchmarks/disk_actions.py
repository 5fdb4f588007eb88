"""What a person does while the disk is bad: each begun in the real window on a good disk, ready to be sent off.

An action is prepared as far as the last key; `go` presses it, `kept` says whether what was typed still stands there, and
`made` whether it was done. Used by `bench_full_disk.py`.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import (
    Acceptance,
    Answer,
    Callback,
    FollowUp,
    HandOff,
    LedgerQuery,
    Merge,
    OnSpot,
    Progress,
    PromiseChange,
    Reasoned,
    Settlement,
)
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import CallbackResult, Ending, Verdict
from firstask_desktop.errors import Refused
from tests.desk_fixtures import registration
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, at
from ui.dialogs.draft_text import put_back
from ui.dialogs.perform import perform_action
from ui.main_window import MainWindow

WORDS = "半句话还没写完的说明"
Key = Qt.Key


@dataclass
class Attempt:
    """One action, ready to go."""

    go: Callable[[], object]
    kept: Callable[[], bool]
    made: Callable[[], bool]


@dataclass
class Room:
    """The window with 欧阳丽华 at it, her desk, the answers to its questions, and a folder for files on the bad disk."""

    window: MainWindow
    front: FrontDesk
    prompts: RecordingPrompts
    out: Path

    @property
    def desk(self) -> Any:
        """The window's desk."""
        return self.front.desk

    def grows(self) -> Callable[[], bool]:
        """Whether the journal has grown since now."""
        before = self.desk.upkeep.head()
        return lambda: self.desk.upkeep.head() != before

    def sit(self, name: str) -> None:
        """Somebody else sits down."""
        self.desk.session.sign_in(self.front.id(name))
        self.window.enter()


def _always() -> bool:
    return True


def _intake(room: Room, spot: OnSpot | None) -> Attempt:
    panel: Any = room.window.page("front").intake  # type: ignore[attr-defined]
    command = registration(room.desk, verdict=Verdict.OWN_POST if spot else Verdict.OTHER_DEPARTMENT,
                           kind="咨询" if spot else "报修", uncatalogued_reason="目录里没有", promise_at=at(15, 30))  # fmt: skip
    panel.form.words.setPlainText(WORDS)
    panel._register = lambda way: room.desk.cases.register(command, spot)
    made = room.grows()
    from ui.pages.intake_buttons import Way

    return Attempt(lambda: panel.save(Way.REGISTER), lambda: made() or panel.form.words.toPlainText() == WORDS, made)


def register(room: Room) -> Attempt:
    return _intake(room, None)


def on_the_spot(room: Room) -> Attempt:
    return _intake(room, OnSpot(answer="带收据到前台当天退", way="当面", understood=True, satisfied="满意"))


def _move(
    action: Action, prepare: Callable[[Room], tuple[Case, object]], who: str = "欧阳丽华"
) -> Callable[[Room], Attempt]:
    def begin(room: Room) -> Attempt:
        case, command = prepare(room)
        room.sit(who)
        dialog: Any = perform_action(room.window, room.desk, room.prompts, action, case.id, lambda _case: None)
        assert dialog is not None, f"{action}: {room.prompts.said}"
        for name in ("text", "task", "note", "reason", "readback"):
            if name in dialog.fields:
                put_back(dialog.fields[name].editor, WORDS)
        typed = dialog.typed()
        dialog.value = lambda: command
        made = room.grows()
        return Attempt(dialog.submit, lambda: made() or (dialog.isVisible() and dialog.typed() == typed), made)

    return begin


def _signed(room: Room) -> Case:
    case = room.front.handed()
    return room.front.of("曾国强").cases.perform(Action.ACCEPT, case.id, Acceptance(readback="上门查看外机排水管"))


def _settled(room: Room) -> Case:
    case = _signed(room)
    return room.front.of("曾国强").cases.perform(Action.SETTLE, case.id, Settlement(result="更换排水管，已不滴水"))


def _handing(room: Room) -> HandOff:
    return HandOff(receiver=room.front.id("曾国强"), task="上门查看外机排水管", promise_at=at(15, 30))


def _answer() -> Answer:
    return Answer(ending=Ending.SOLVED, text="外机排水管已更换，现在不滴水了", way="电话", at=at(9, 42))


def _answered(room: Room) -> Case:
    return room.desk.cases.perform(Action.ANSWER, _settled(room).id, _answer())


def visitor(room: Room) -> Attempt:
    room.window.go("waiting")
    _press(room, Key.Key_N)
    dialog: Any = QApplication.activeModalWidget()
    dialog.name.setText("单晓燕")
    dialog.phone.setText("13800138000")
    dialog.purpose.setPlainText("对停车费有意见")
    dialog.leader.set_value(room.front.id("郑文斌"))
    dialog.booked.choose("no")
    made = room.grows()
    return Attempt(dialog.submit, lambda: made() or (dialog.isVisible() and bool(dialog.purpose.toPlainText())), made)


def handover(room: Room) -> Attempt:
    room.front.ask()
    room.window.go("handover")
    _press(room, Key.Key_N)
    for line in room.desk.handover.current()[1]:
        room.desk.handover.confirm(line.id)
    _press(room, Key.Key_G)
    dialog: Any = QApplication.activeModalWidget()
    dialog.receiver.set_value(room.front.id("何静"))
    dialog.remark.setPlainText(WORDS)
    made = room.grows()
    return Attempt(dialog.submit, lambda: made() or (dialog.isVisible() and dialog.remark.toPlainText() == WORDS), made)


def _press(room: Room, key: Qt.Key) -> None:
    room.window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(QApplication.focusWidget() or room.window, key)
    QApplication.processEvents()


def export(room: Room) -> Attempt:
    room.front.ask()
    room.window.go("ledgers")
    files: Any = room.window.page("ledgers").files  # type: ignore[attr-defined]
    path = room.prompts.path = room.out / "台账.xlsx"
    return Attempt(lambda: files.export("kf-06-01", LedgerQuery()), _always, path.exists)


def pdf(room: Room) -> Attempt:
    from ui.dialogs.slip import CasePapersDialog

    dialog = CasePapersDialog(room.desk, room.prompts, room.front.ask().id, room.window)
    dialog.open()
    path = room.out / "回执.pdf"
    return Attempt(lambda: dialog.write_pdf(path), dialog.isVisible, path.exists)


def bring_in(room: Room) -> Attempt:
    from ui.dialogs.import_dialog import ImportDialog

    room.front.ask()
    path = room.out / "导入.xlsx"
    room.desk.ledgers.export("kf-06-01", LedgerQuery(), path)
    for line in (2, 3):
        room.desk.cases.perform(
            Action.PROGRESS, room.front.ask(room=f"3-1-60{line}").id, Progress(text="已联系厂家上门更换")
        )
    from openpyxl import load_workbook

    book = load_workbook(path)
    for cells in book.worksheets[0].iter_rows():
        for cell in cells:
            if cell.value == "3-1-602":
                cell.value = "9-9-909"
            elif isinstance(cell.value, str) and cell.value.startswith("A2611"):
                cell.value = ""
    book.save(path)
    room.prompts.path = path
    dialog = ImportDialog(room.desk, room.prompts, room.window.kit.memory, parent=room.window)
    dialog.open()
    _until_free(dialog)
    made = room.grows()

    def go() -> None:
        dialog.start()
        for _ in range(20):
            QApplication.processEvents()
        if room.prompts.open_questions:
            room.prompts.reply(True)
        _until_free(dialog)

    return Attempt(go, lambda: made() or (dialog.isVisible() and dialog.plan is not None), made)


def _until_free(dialog: Any) -> None:
    while dialog.work.busy:
        QApplication.processEvents()


def attach(room: Room) -> Attempt:
    case = room.front.ask()
    room.window.open_case(case.id)
    page: Any = room.window.stack.currentWidget()
    room.prompts.path = room.out.parent.parent / "签收单.png"
    room.prompts.path.write_bytes(b"\x89PNG a scanned slip")
    made = room.grows()
    return Attempt(page.facts.attachments.choose, _always, made)


def backup(room: Room) -> Attempt:
    room.sit("郑文斌")
    room.front.ask()
    room.window.go("settings")
    panel: Any = room.window.page("settings").show_part("backup")  # type: ignore[attr-defined]
    place = room.desk.backups.place
    before = len([*place.glob("firstask-*.db")]) if place.exists() else 0

    def go() -> None:
        panel.back_up()
        _until_free(panel)

    return Attempt(go, _always, lambda: place.exists() and len([*place.glob("firstask-*.db")]) > before)


def setting(room: Room) -> Attempt:
    room.sit("郑文斌")
    room.window.go("settings")
    room.window.page("settings").show_part("departments").add_new()  # type: ignore[attr-defined]
    dialog: Any = QApplication.activeModalWidget()
    dialog.fields["name"].editor.set_value("停车管理部")
    made = room.grows()
    return Attempt(dialog.submit, lambda: made() or (dialog.isVisible() and dialog.value().name == "停车管理部"), made)


def form_format(room: Room) -> Attempt:
    from ui.pages.format_columns import HEADING

    room.sit("郑文斌")
    room.window.go("settings")
    panel: Any = room.window.page("settings").show_part("formats")  # type: ignore[attr-defined]
    panel.grid.item(5, HEADING).setText("来客")
    path = room.desk.folder / "formats" / "kf-06-01.toml"
    return Attempt(panel.keep, lambda: panel.grid.item(5, HEADING).text() == "来客", path.exists)


def draft(room: Room) -> Attempt:
    panel: Any = room.window.page("front").intake  # type: ignore[attr-defined]
    panel.form.words.setPlainText(WORDS)
    key = f"draft:intake/{room.front.id('欧阳丽华')}"
    made: Callable[[], bool] = lambda: bool(room.desk._office.store.recall(key))  # noqa: E731
    return Attempt(panel._draft._timer.timeout.emit, lambda: panel.form.words.toPlainText() == WORDS, made)


def change_person(room: Room) -> Attempt:
    """Locked with half a sentence in the form; whoever comes back finds it."""
    room.window.page("front").intake.form.words.setPlainText(WORDS)  # type: ignore[attr-defined]
    key = f"draft:intake/{room.front.id('欧阳丽华')}"

    def go() -> None:
        room.window.lock()
        assert room.desk.actor is None
        while (open_ := QApplication.activeModalWidget()) is not None:
            assert isinstance(open_, QDialog)
            open_.done(0)
        with suppress(Refused):  # of a disk that is gone nobody can be read
            come_back()

    def come_back() -> None:
        room.desk.session.sign_in(room.front.id("欧阳丽华"))
        room.window.signed_in(room.desk.actor)

    def kept() -> bool:
        if room.desk.actor is None:
            come_back()
        return bool(room.window.page("front").intake.form.words.toPlainText() == WORDS)  # type: ignore[attr-defined]

    return Attempt(go, kept, lambda: bool(room.desk._office.store.recall(key)))


def half_minute(room: Room) -> Attempt:
    room.front.ask(promise_at=at(10, 30))
    room.front.clock.advance(hours=2)
    made = room.grows()
    return Attempt(room.window.tick, _always, made)


def seen(room: Room) -> Attempt:
    """Esc on a reminder."""
    room.front.ask(promise_at=at(10, 30))
    room.front.clock.advance(hours=2)
    room.window.reminders.poll()
    first = room.window.reminders.current()
    assert first is not None
    key = room.desk.reminders._kept((first.keys or (first.key,))[0])

    def go() -> None:
        try:
            QTest.keyClick(room.window.reminders, Key.Key_Escape)
        except Refused as refused:  # the event loop would have given it to the hook
            sys.excepthook(type(refused), refused, refused.__traceback__)

    return Attempt(go, _always, lambda: bool(room.desk._office.store.recall(key)))


def new_pin(room: Room) -> Attempt:
    """A person sets a PIN while signing in."""
    room.window.lock()
    dialog: Any = QApplication.activeModalWidget()
    dialog.new_pin.setText("280517")
    made = room.grows()
    return Attempt(dialog.submit, lambda: made() or (dialog.isVisible() and dialog.new_pin.text() == "280517"), made)


ACTIONS: dict[str, Callable[[Room], Attempt]] = {
    "登记": register,
    "当场答复": on_the_spot,
    "转办": _move(Action.HAND_OFF, lambda r: (r.front.ask(), _handing(r))),
    "签收": _move(Action.ACCEPT, lambda r: (r.front.handed(), Acceptance(readback="上门查看外机排水管")), "曾国强"),
    "报进展": _move(Action.PROGRESS, lambda r: (_signed(r), Progress(text="已联系厂家，明天上午更换"))),
    "跟踪": _move(Action.FOLLOW_UP, lambda r: (_signed(r), FollowUp(way="电话", text="客户知道了", next_at=at(14)))),
    "改承诺": _move(Action.PROMISE, lambda r: (_signed(r), PromiseChange(promise_at=at(16), reason="厂家缺货", told=True))),
    "答复": _move(Action.ANSWER, lambda r: (_settled(r), _answer())),
    "回访": _move(Action.CALLBACK, lambda r: (_answered(r), Callback(result=CallbackResult.SATISFIED, note="满意")), "周敏"),
    "作废": _move(Action.VOID, lambda r: (r.front.ask(), Reasoned(reason="重复登记了同一件事")), "郑文斌"),
    "合并": _move(Action.MERGE, lambda r: (r.front.ask(), Merge(into=r.front.ask().id, reason="同一件事"))),
    "接待室": visitor,
    "交班": handover,
    "导出": export,
    "存为 PDF": pdf,
    "导入": bring_in,
    "加附件": attach,
    "备份": backup,
    "改设置": setting,
    "存格式": form_format,
    "存草稿": draft,
    "锁屏换人": change_person,
    "半分钟": half_minute,
    "看过提醒": seen,
    "设 PIN 登录": new_pin,
}  # fmt: skip
"""By the name people give it."""
