"""Picking a person, somebody to ask, a unit outside the house or another case."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.people import External, Person
from firstask_desktop.domain.states import Role
from ui.widgets.labels import plain
from ui.widgets.suggest import Suggest, Suggestion


def suggested(desk: Desk, person: Person) -> Suggestion:
    """A person as the lists show them: name, department and post; found by pinyin initials and staff number too."""
    place = [desk.house.department_name(person.department), desk.house.post_name(person.post), person.phone]
    return Suggestion(
        person.id, person.name, " · ".join(part for part in place if part), f"{person.initials} {person.staff_no}"
    )


def everybody(desk: Desk) -> list[Suggestion]:
    """Every person who can be named; shared accounts never can ([73])."""
    return [suggested(desk, person) for person in desk.house.people() if not person.shared]


def leading(desk: Desk) -> list[Suggestion]:
    """主任 and 经理 in service: who consents, and to whom is reported."""
    return [suggested(desk, one) for one in desk.house.people() if one.role is not Role.STAFF and not one.shared]


class WhomBox(Suggest):
    """Somebody to ask: a colleague from the list, or anybody by name. `text()` is the name, `value()` the colleague."""

    def draft(self) -> str:
        """What stands there."""
        return f"{self.value()}\t{self.text()}"

    def restore(self, kept: str) -> None:
        """Put a draft back without telling."""
        picked, _, words = kept.partition("\t")
        self.set_value(picked)
        if not self.value():
            self.setText(words)


class UnitBox(QWidget):
    """`UnitBox(name, desk)`: a unit outside the house ([55]) with its address below, as the directory has it now.

    `told(phone)` when a unit is picked. An entry nobody checked for too long says 号码可能已变; a unit that is not in
    the directory says so, for then one has to tell how it was found.
    """

    edited = Signal()
    told = Signal(str)

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName(name)
        self.box = Suggest(name, (), self.tr("名称或职能，如：供水、户籍；通讯录里没有的可直接写"), self._find)
        self.about = plain("", "small", wrap=True)
        self.setFocusProxy(self.box)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        rows.addWidget(self.box)
        rows.addWidget(self.about)
        self.box.picked.connect(self._picked)
        self.box.edited.connect(self._typed)
        self._describe()

    def value(self) -> str:
        """The unit's name."""
        return self.box.text().strip()

    def set_value(self, value: str) -> None:
        """Show a unit without telling."""
        self.box.setText(value)
        self._describe()

    def unit(self) -> External | None:
        """The unit of the directory that stands there."""
        named = self.value()
        return next((unit for unit in self._desk.house.externals() if unit.name == named), None)

    def _find(self, typed: str) -> Sequence[Suggestion]:
        units = self._desk.house.externals()
        shown = [Suggestion(unit.id, unit.name, unit.phone, " ".join(unit.keywords)) for unit in units]
        return [one for one in shown if one.answers(typed)]

    def _picked(self, _unit_id: str) -> None:
        self._describe()
        unit = self.unit()
        self.told.emit(unit.phone if unit else "")

    def _typed(self) -> None:
        self._describe()
        self.edited.emit()

    def _describe(self) -> None:
        unit = self.unit()
        parts = [unit.address, unit.hours] if unit else []
        if unit and self._desk.house.may_have_changed(unit):
            checked = f"{unit.updated:%Y-%m-%d}" if unit.updated else self.tr("从未")
            parts.append(self.tr("%1 核对，号码可能已变").replace("%1", checked))
        elif unit is None and self.value():
            parts.append(self.tr("通讯录里没有，请写明怎样查到的"))
        self.about.setText(" · ".join(part for part in parts if part))
        self.about.setVisible(bool(self.about.text()))


class CaseBox(Suggest):
    """`CaseBox(name, desk, case_id)`: another case, found as the search finds it; never `case_id` itself."""

    def __init__(self, name: str, desk: Desk, case_id: str, parent: QWidget | None = None) -> None:
        self._desk, self._case_id = desk, case_id
        self._seen: dict[str, Suggestion] = {}
        super().__init__(name, (), self.tr("编号、电话尾号、房号、姓名或内容"), self._search_cases, parent)

    def _search_cases(self, typed: str) -> Sequence[Suggestion]:
        if not typed.strip():
            return ()
        rows = self._desk.search.find(typed).rows
        found = [
            Suggestion(row.id, row.number, f"{row.requester} · {row.matter}") for row in rows if row.id != self._case_id
        ]
        self._seen.update((one.id, one) for one in found)
        return found

    def set_value(self, value: str) -> None:
        """Pick a case by its id without telling."""
        row = self._desk.queue.row(value) if value and value not in self._seen else None
        if row is not None:
            self._seen[value] = Suggestion(row.id, row.number, f"{row.requester} · {row.matter}")
        self.show_picked(self._seen.get(value))
