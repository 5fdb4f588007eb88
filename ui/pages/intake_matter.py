"""The matter in the intake form: found by word, keyword or pinyin; says who handles it, by when and with what."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.moments import span
from firstask_desktop.domain.people import Matter
from ui.theme import Tone
from ui.widgets.labels import plain, tip
from ui.widgets.notice import Notice
from ui.widgets.suggest import Suggest, Suggestion

LINE, HOUR = 24, 60
GLIMPSE = 18
"""How much is shown of the standard answer of a matter that is only likely; the picked one's stands in the answer's box."""
MOST_NAMED = 2
TOLD = ("told_rule", "told_procedure", "told_limit")


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


class MatterBox(QWidget):
    """`value()` is the matter's id; below it a quiet panel with owner, limit and materials, and the three ticks [77].

    While nothing is picked the panel tells the same of the matter that the requester's words speak of: who is on duty for
    it and the standard answer ([34]).
    """

    edited = Signal()
    picked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = ""
        self.box = Suggest(self.tr("事项"), (), self._usual(), find=self._find)
        self.facts = Notice()
        self.told = ToldTicks()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        for part in (self.box, self.facts, self.told):
            rows.addWidget(part)
        self.setFocusProxy(self.box)
        self.setAccessibleName(self.tr("事项"))
        self.box.edited.connect(self._edited)
        self.box.picked.connect(self._picked)
        self.told.ticked.connect(self._tell)
        self._show(None)

    def value(self) -> str:
        """The picked matter's id."""
        return self.box.value()

    def text(self) -> str:
        """What stands in the box."""
        return self.box.text().strip()

    def set_value(self, value: str, text: str = "") -> None:
        """Show a matter, or words that were not picked, without telling."""
        matter = self._desk.house.matter(value) if value else None
        self.box.show_picked(self._suggestion(matter) if matter else None)
        if matter is None and text:
            self.box.setText(text)
        self._show(matter)

    def matter(self) -> Matter | None:
        """The picked matter."""
        return self._desk.house.matter(self.value()) if self.value() else None

    def hear(self, words: str) -> None:
        """What the requester said: ↓ in the empty box then offers the matters those words speak of first.

        A suggestion only, never applied by itself ([34]).
        """
        self._words = words
        likely = self._likely()
        hint = self.tr("可能是「%1」，↓ 选定").replace("%1", likely[0].name) if likely else self._usual()
        self.box.setPlaceholderText(hint)
        if not self.value():
            self._describe(likely[0] if likely else None, likely=True)

    def _limit(self, matter: Matter) -> str:
        """The limit in working time: minutes, or hours of which a day has only the open ones."""
        minutes = matter.limit_minutes
        if self._desk.house.centre.always_open or minutes < HOUR:
            return span(minutes)
        return self.tr("%1 个工作小时").replace("%1", f"{minutes / HOUR:.1f}".removesuffix(".0"))

    def _usual(self) -> str:
        return self.tr("关键词或拼音首字母，Enter 选定，↓ 全部")

    def _likely(self) -> list[Matter]:
        return self._desk.house.find_matters(self._words) if len(self._words) > 1 else []

    def _find(self, typed: str) -> list[Suggestion]:
        house = self._desk.house
        if typed:
            return [self._suggestion(matter) for matter in house.find_matters(typed)]
        likely = self._likely()
        return [
            self._suggestion(matter) for matter in [*likely, *(one for one in house.matters() if one not in likely)]
        ]

    def _suggestion(self, matter: Matter) -> Suggestion:
        department = self._desk.house.department_name(matter.department)
        return Suggestion(matter.id, matter.name, f"{department} · {matter.kind}")

    def _edited(self) -> None:
        if not self.value():
            self._show(None)
        self.edited.emit()

    def _picked(self, matter_id: str) -> None:
        matter = self._desk.house.matter(matter_id)
        self._show(matter)
        self.picked.emit(matter)

    def _tell(self) -> None:
        self.edited.emit()

    def _show(self, matter: Matter | None) -> None:
        self.told.setVisible(matter is not None)
        self._describe(matter)
        if matter is None:
            self.told.set_told(())
            return
        rule = "　".join(part for part in (matter.conditions, matter.rule) if part)
        self.told.explain((rule, matter.procedure, self.tr("时限 %1").replace("%1", self._limit(matter))))

    def _describe(self, matter: Matter | None, *, likely: bool = False) -> None:
        """Whose it is, who of them is on duty, by when, with what, and how it is usually answered."""
        if matter is None:
            self.facts.say("")
            return
        house = self._desk.house
        who = f"{house.department_name(matter.department)} · {house.post_name(matter.post)}"
        limit = self.tr("时限 %1").replace("%1", self._limit(matter))
        parts = [who, limit, *([self.tr("可当场办")] if matter.instant else [])]
        lines = [self._on_duty(matter)]
        if likely:
            parts = [self.tr("可能是「%1」").replace("%1", matter.name), who]
            lines.append(self.tr("答复：%1").replace("%1", _short(matter.answer, GLIMPSE)) if matter.answer else "")
        else:
            needs = _short("、".join(matter.materials), LINE)
            contact, legal = house.contact_of(matter), matter.legal_limit
            aside = (
                self.tr("找 %1").replace("%1", contact) if contact and contact not in lines[0] else "",
                matter.fee,
                self.tr("法定 %1").replace("%1", legal) if legal else "",
            )
            lines.append(self.tr("要带：%1").replace("%1", needs) if needs else "")
            lines.append(" · ".join(part for part in aside if part))
        self.facts.say("\n".join(filter(None, lines)), Tone.ACCENT, " · ".join(parts))
        self.facts.setToolTip(tip(matter.answer))

    def _on_duty(self, matter: Matter) -> str:
        """Who takes it now: the first two on duty with their telephones, else that nobody is."""
        owners = self._desk.cases.owners(matter.id) if self._desk.actor is not None else []
        here = [one for one in owners if one.duty.reachable]
        if not here:
            return self.tr("此刻无人当班") if owners else ""
        names = "、".join(f"{one.person.name} {one.phone}".strip() for one in here[:MOST_NAMED])
        return self.tr("当班：%1").replace("%1", names)


class ToldTicks(QWidget):
    """已告知 规定 / 程序 / 时限: with the cursor on one, what is to be told stands below it, to be read out ([77])."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = (self.tr("规定"), self.tr("程序"), self.tr("时限"))
        self.boxes = {name: QCheckBox(word) for name, word in zip(TOLD, words, strict=True)}
        self.card = plain("", "small", wrap=True)
        self._texts: dict[str, str] = {}
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(plain(self.tr("已告知"), "muted"))
        for box in self.boxes.values():
            box.setAccessibleName(self.tr("已告知%1").replace("%1", box.text()))
            box.clicked.connect(self._tick)
            box.installEventFilter(self)
            row.addWidget(box)
        row.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2, 0, 0, 0)
        rows.setSpacing(3)
        rows.addLayout(row)
        rows.addWidget(self.card)
        self.card.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The words of the tick one stands on; they go with the cursor."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QCheckBox):
            text = self._texts.get(watched.text(), "")
            self.card.setText(f"{watched.text()}：{text}" if text else "")
            self.card.setVisible(bool(text))
        elif event.type() == QEvent.Type.FocusOut:
            self.card.hide()
        return super().eventFilter(watched, event)

    def told(self) -> dict[str, bool]:
        """Which of the three were told."""
        return {name: box.isChecked() for name, box in self.boxes.items()}

    def set_told(self, names: tuple[str, ...]) -> None:
        """Tick these without telling."""
        for name, box in self.boxes.items():
            box.setChecked(name in names)

    def explain(self, texts: tuple[str, str, str]) -> None:
        """Say what there is to tell: rule, procedure, limit."""
        for box, text in zip(self.boxes.values(), texts, strict=True):
            self._texts[box.text()] = text
            box.setToolTip(tip(text))

    def _tick(self) -> None:
        self.ticked.emit()
