"""Which rows of a ledger: period, kind, person, only what is still open."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.errors import Refused
from ui.pages import ledger_period
from ui.theme import repolish
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.labels import plain
from ui.widgets.suggest import Suggest, Suggestion

EVERY_KIND = "every"
DAY_WIDTH = 118
PERSON_WIDTH = 190


class LedgerFilters(QWidget):
    """`query()` gives the filters as the desk takes them and refuses days it cannot read; `changed()` on every edit."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._of_matters = True
        self.period = ChoiceRow(self.tr("期间"), self._periods())
        self.period.set_value(ledger_period.MONTH)
        self.first = LineBox(self.tr("起始日期"), self.tr("起 2026-11-01"), 20)
        self.last = LineBox(self.tr("截止日期"), self.tr("止 2026-11-30"), 20)
        self.kind = ChoiceRow(self.tr("类别"), ())
        self.person = Suggest(self.tr("人员"), self._people(), self.tr("首问或承办人，空为全部"))
        self.open_only = QCheckBox(self.tr("只看未结"))
        self.wrong = plain("", "refusal")
        self._lay_out()
        self.offer_kinds(False)
        self.period.chosen.connect(self._period_chosen)
        for signal in (self.first.edited, self.last.edited, self.kind.chosen, self.person.picked):
            signal.connect(self._tell)
        self.person.edited.connect(self._person_edited)
        self.open_only.toggled.connect(self._tell)
        self._show_days()

    def _periods(self) -> list[Choice]:
        words = (
            (ledger_period.TODAY, self.tr("今天")),
            (ledger_period.YESTERDAY, self.tr("昨天")),
            (ledger_period.WEEK, self.tr("本周")),
            (ledger_period.MONTH, self.tr("本月")),
            (ledger_period.LAST_MONTH, self.tr("上月")),
            (ledger_period.CUSTOM, self.tr("自定…")),
        )
        return [Choice(key, word, str(place)) for place, (key, word) in enumerate(words, 1)]

    def _people(self) -> list[Suggestion]:
        house = self._desk.house
        people = house.people(all=True)
        return [Suggestion(p.id, p.name, house.department_name(p.department), p.initials) for p in people]

    def _lay_out(self) -> None:
        upper, lower = self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        for box in (self.first, self.last):
            box.setFixedWidth(DAY_WIDTH)
        self.person.setFixedWidth(PERSON_WIDTH)
        self.period.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for part in (self.period, self.first, self.last, self.wrong):
            upper.addWidget(part)
        upper.addStretch(1)
        lower.addWidget(self.kind, 1)
        lower.addWidget(self.person)
        lower.addWidget(self.open_only)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for row in (upper, lower):
            row.setSpacing(8)
            rows.addLayout(row)

    def offer_kinds(self, complaints: bool, *, of_matters: bool = True) -> None:
        """Offer every kind, or those that have a complaint record; none where the rows are not matters."""
        self.kind.setVisible(of_matters)
        beside = self._lower if of_matters else self._upper
        for part in (self.person, self.open_only):
            beside.addWidget(part)
        self._of_matters = of_matters
        self.open_only.setText(self.tr("只看未结") if of_matters else self.tr("只看未了"))
        kinds = [kind for kind in self._desk.house.kinds() if kind.complaint or not complaints]
        every = Choice(EVERY_KIND, self.tr("全部"), "0")
        self.kind.set_choices([every, *(Choice(kind.text, kind.text, kind.letter) for kind in kinds)])
        if not self.kind.value():
            self.kind.set_value(EVERY_KIND)

    def today(self) -> date:
        """The centre's date."""
        return self._desk.clock.now().astimezone(self._desk.clock.zone).date()

    def days(self) -> tuple[date | None, date | None]:
        """First and last day, None for no bound; typed days that make no period are refused."""
        if self.period.value() != ledger_period.CUSTOM:
            return ledger_period.span(self.period.value(), self.today())
        first = ledger_period.read_day(self.first.value(), self.today())
        last = ledger_period.read_day(self.last.value(), self.today())
        if first and last and first > last:
            raise Refused(self.tr("起始日期晚于截止日期"), code="days", field="last")
        return first, last

    def query(self) -> LedgerQuery:
        """The filters as the desk takes them."""
        first, last = self.days()
        kind = self.kind.value() if self._of_matters else ""
        return LedgerQuery(
            first_day=first, last_day=last, kinds=() if kind in ("", EVERY_KIND) else (kind,),
            person=self.person.value(), open_only=self.open_only.isChecked(),
        )  # fmt: skip

    def narrowed(self) -> bool:
        """Whether anything but the period narrows the rows."""
        kind = self.kind.value() if self._of_matters else ""
        return bool(self.person.value()) or self.open_only.isChecked() or kind not in ("", EVERY_KIND)

    def refuse(self, words: str) -> None:
        """Say what cannot be read, beside the days; empty takes it away."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        for box in (self.first, self.last):
            box.setProperty("refused", bool(words))
            box.setAccessibleDescription(words)
            repolish(box)

    def _period_chosen(self, key: str) -> None:
        self._show_days()
        if key == ledger_period.CUSTOM:
            self.first.setFocus()
        self._tell()

    def _show_days(self) -> None:
        custom = self.period.value() == ledger_period.CUSTOM
        self.first.setVisible(custom)
        self.last.setVisible(custom)
        self.refuse("")

    def _person_edited(self) -> None:
        if not self.person.text():
            self._tell()

    def _tell(self) -> None:
        self.changed.emit()
