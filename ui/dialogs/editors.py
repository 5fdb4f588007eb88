"""From an `Ask` to its editor, and from the editor to the command's fields."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.moments import span
from firstask_desktop.domain.views import CaseFile
from firstask_desktop.errors import Refused
from ui.dialogs.asks import BEFORE_ARRIVAL, Ask, AskKind
from ui.dialogs.people_box import CaseBox, UnitBox, WhomBox, everybody, leading
from ui.dialogs.promise_box import PromiseBox, WallClock
from ui.dialogs.reason_box import ReasonBox
from ui.dialogs.staff_box import StaffBox
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.moment_edit import MomentEdit, Quick
from ui.widgets.suggest import Suggest, Suggestion

NOW = "0"
HEARD, NOT_HEARD = "yes", "no"
TICKED = "1"
HOUR = 60
MOST_MONEY = Decimal(10_000_000)


def words(text: str) -> str:
    """A word of the declared dialogs in the language of the window."""
    return QCoreApplication.translate("ActionDialog", text) if text else ""


def money(text: str, field: str) -> int:
    """Yuan as typed ("12", "12.50", "1,200 元") in fen; refuses what is no amount."""
    plain = text.replace(",", "").replace("，", "").replace("元", "").strip()
    if not plain:
        return 0
    try:
        yuan = Decimal(plain)
    except InvalidOperation:
        yuan = Decimal(-1)
    if not (yuan.is_finite() and 0 <= yuan < MOST_MONEY and yuan * 100 == int(yuan * 100)):
        raise Refused("金额请写成 12 或 12.50（元）", code="money", field=field)
    return int(yuan * 100)


class EditorMaker:
    """Makes the editors of one dialog about one case."""

    def __init__(self, desk: Desk, file: CaseFile, command: type) -> None:
        self._desk, self._file = desk, file
        self._carries = {each.name for each in fields(command)}
        self._wall = WallClock(desk)
        self._simple: dict[AskKind, Callable[[str], QWidget]] = {
            AskKind.PROMISE: self._promise,
            AskKind.JUST_NOW: self._just_now,
            AskKind.UNIT: self._unit,
            AskKind.CASE: self._case,
            AskKind.LINE_OF_CASE: self._line_of_case,
        }
        self._asked: dict[AskKind, Callable[[Ask, str], QWidget]] = {
            AskKind.LATER: self._later,
            AskKind.LINE: self._line,
            AskKind.MONEY: self._line,
            AskKind.TEXT: self._text,
            AskKind.STAFF: self._staff,
            AskKind.WAY: self._way,
            AskKind.ENUM: self._enum,
            AskKind.REASON: self._reason,
            AskKind.PERSON: self._person,
            AskKind.LEADER: self._leader,
            AskKind.WHOM: self._whom,
            AskKind.TICK: self._tick,
            AskKind.HEARD: self._heard,
        }

    def make(self, ask: Ask) -> QWidget:
        """The editor with what stands in it at first."""
        label = words(ask.label)
        simple = self._simple.get(ask.kind)
        return simple(label) if simple else self._asked[ask.kind](ask, label)

    def start(self, ask: Ask) -> str:
        """What stands in the field before anything is typed."""
        case, matter = self._file.case, self._file.matter
        carried = case.handler if case.handed_over else ""
        person = self._desk.house.person(carried) if carried else None
        ring = self._desk.cases.emergency(case.matter, case.title_text, True) if case.pressing else None
        known = {
            "words": case.words,
            "request": case.request or case.words,
            "name": case.name,
            "phone": case.phone,
            "name_reason": case.name_reason,
            "phone_reason": case.phone_reason,
            "whom": person.name if person else ring.whom if ring else case.name,
            "target_phone": person.phone if person else ring.number if ring else case.phone,
            "basis": matter.basis if matter else "",
            "told_rule": TICKED if case.told_rule else "",
            "told_procedure": TICKED if case.told_procedure else "",
        }
        return known.get(ask.start, ask.start)

    def _line(self, ask: Ask, label: str) -> QWidget:
        box = LineBox(label, words(ask.placeholder), 300)
        box.set_value(self.start(ask))
        return box

    def _text(self, ask: Ask, label: str) -> QWidget:
        box = TextBox(label, words(ask.placeholder), ask.lines)
        box.set_value(self.start(ask))
        return box

    def _staff(self, ask: Ask, label: str) -> QWidget:
        quotable = "quoted" in self._carries
        box = StaffBox(label, self._desk.house.phrases, words(ask.placeholder), ask.lines, quotable=quotable)
        box.set_value(self.start(ask))
        return box

    def _promise(self, label: str) -> QWidget:
        return PromiseBox(label, self._desk, confirms="outside_hours_confirmed" in self._carries)

    def _later(self, ask: Ask, label: str) -> QWidget:
        if ask.start != BEFORE_ARRIVAL or self._file.case.arrival_at is None:
            return MomentEdit(label, self._wall.now, self._wall.quick_promises())
        before = self._before_arrival(self._file.case.arrival_at)
        edit = MomentEdit(label, self._wall.now, before)
        edit.set_value(before[0].moment if before else None)
        return edit

    def _before_arrival(self, arrival: datetime) -> list[Quick]:
        """The house's minutes before the guest arrives, then twice that, and the hour before; only what is still to come."""
        usual = self._desk.house.limit("prepare_minutes") or HOUR
        known = dict.fromkeys((usual, 2 * usual, HOUR, HOUR // 2))
        moments = {minutes: arrival - timedelta(minutes=minutes) for minutes in known}
        return [
            Quick(words("到店前 %1").replace("%1", span(minutes)), at.astimezone(self._desk.clock.zone))
            for minutes, at in moments.items()
            if at > self._desk.clock.now()
        ]

    def _just_now(self, label: str) -> QWidget:
        edit = MomentEdit(label, self._wall.now, self._wall.just_now())
        edit.set_value(self._wall.just_now()[0].moment)
        return edit

    def _way(self, ask: Ask, label: str) -> QWidget:
        row = ChoiceRow(label, [Choice(word, word) for word in ask.options])
        row.set_value(ask.start)
        return row

    def _enum(self, ask: Ask, label: str) -> QWidget:
        members = list(ask.enum or ())
        letters = ask.letters or " " * len(members)
        choices = [
            Choice(member.value, str(getattr(member, "word", member.value)), letter.strip())
            for member, letter in zip(members, letters, strict=True)
        ]
        return ChoiceRow(label, choices)

    def _reason(self, ask: Ask, label: str) -> QWidget:
        usual = [choice.text for choice in self._desk.house.choices(ask.group)]
        box = ReasonBox(label, usual, words(ask.placeholder))
        box.set_value(self.start(ask))
        return box

    def _person(self, ask: Ask, label: str) -> QWidget:
        return Suggest(label, everybody(self._desk), words(ask.placeholder) or words("姓名、拼音首字母或部门"))

    def _leader(self, ask: Ask, label: str) -> QWidget:
        return Suggest(label, leading(self._desk), words(ask.placeholder) or words("主任或经理姓名"))

    def _whom(self, ask: Ask, label: str) -> QWidget:
        box = WhomBox(label, everybody(self._desk), words("姓名、拼音首字母或部门"))
        box.setText(self.start(ask))
        return box

    def _unit(self, label: str) -> QWidget:
        return UnitBox(label, self._desk)

    def _case(self, label: str) -> QWidget:
        return CaseBox(label, self._desk, self._file.case.id)

    def _line_of_case(self, label: str) -> QWidget:
        lines = [
            Suggestion(line.id, f"{line.at} {line.kind}", line.text.replace("\n", " "), line.actor)
            for line in self._file.timeline
        ]
        return Suggest(label, lines, words("按 ↓ 选一条记录"))

    def _heard(self, ask: Ask, label: str) -> QWidget:
        """Whether it was understood: nobody's answer until somebody asked ([52])."""
        return ChoiceRow(label, [Choice(HEARD, words("听明白"), "t"), Choice(NOT_HEARD, words("未听明白"), "w")])

    def _tick(self, ask: Ask, label: str) -> QWidget:
        box = QCheckBox(words(ask.placeholder))
        box.setAccessibleName(label or words(ask.placeholder).partition("(&")[0])
        box.setMinimumHeight(33)
        box.setChecked(self.start(ask) == TICKED)
        return box


def read(ask: Ask, editor: QWidget, now: datetime) -> dict[str, object]:
    """The command's fields an editor fills; refuses, at the field, what cannot be read."""
    if isinstance(editor, QCheckBox):
        return {ask.name: editor.isChecked()}
    if isinstance(editor, WhomBox):
        found: dict[str, object] = {ask.name: editor.text().strip()}
        return found | ({"person": editor.value()} if ask.name == "target" else {})
    if isinstance(editor, MomentEdit) and ask.kind is AskKind.JUST_NOW and editor.row.value() == NOW:
        return {ask.name: now}
    if ask.kind is AskKind.MONEY and isinstance(editor, LineBox):
        return {ask.name: money(editor.value(), ask.name)}
    try:
        value = editor.value()  # type: ignore[attr-defined]
    except Refused as unread:
        raise Refused(unread.message, code=unread.code, field=ask.name, clause=unread.clause) from None
    if ask.kind is AskKind.HEARD:
        return {ask.name: value == HEARD if value else None}
    if ask.enum is not None:
        return {ask.name: ask.enum(value) if value else None}
    more: dict[str, object] = editor.confirmations() if isinstance(editor, PromiseBox) else {}
    return {ask.name: value} | more
