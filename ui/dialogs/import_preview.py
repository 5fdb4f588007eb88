"""The preview of a file on its way in: sheet and headings, which column is what, every row with its verdict."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.importing import RowVerdict, RowView
from ui.dialogs.import_columns import ColumnList, FieldChoice
from ui.dialogs.import_parts import ALL, Plan, TableHead, VerdictFilter
from ui.dialogs.import_rows import LEAST, MOST, ImportRows, ImportTable
from ui.widgets.labels import KeyHints

COLUMNS_WIDTH = 350
PLACE_ON_PAGE = "seq_on_page"
"""Our own registers number each page anew: nobody needs to look at that."""


class ImportPreview(QWidget):
    """`show_plan(plan)`. `judge_asked()` after columns changed, `read_asked(sheet, line, double)` for another table,
    `mended()` after a cell or row changed, `alike(source, old, new, others)` when other rows have the same trouble.

    While `busy` is set nothing in it changes the plan but the columns.
    """

    judge_asked = Signal()
    read_asked = Signal(str, int, bool)
    mended = Signal()
    alike = Signal(str, str, str, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.plan: Plan | None = None
        self.busy = False
        self.head = TableHead()
        self.columns = ColumnList()
        self.rows = ImportRows(self)
        self.table = ImportTable(self.rows, self._words)
        self.filter = VerdictFilter(self.tr("按结果筛选"))
        self._lay_out()
        self.head.moved.connect(self._head_moved)
        self.columns.assigned.connect(self._assigned)
        self.columns.filled.connect(self._filled)
        self.rows.mended.connect(self._mended)
        self.table.left_out.connect(self._left_out)
        self.filter.chosen.connect(self._filtered)

    def _lay_out(self) -> None:
        right = QWidget()
        body = QVBoxLayout(right)
        body.setContentsMargins(8, 0, 0, 0)
        body.setSpacing(6)
        hints = (
            ("Enter", self.tr("修改这一格")),
            ("Delete", self.tr("不导入这一行，再按恢复")),
            ("F6", self.tr("在列与行之间切换")),
        )
        body.addWidget(self.filter)
        body.addWidget(self.table, 1)
        body.addWidget(KeyHints(hints))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.columns)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([COLUMNS_WIDTH, 3 * COLUMNS_WIDTH])
        split.setChildrenCollapsible(False)
        row = QHBoxLayout()
        row.addWidget(split)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.head)
        rows.addLayout(row, 1)

    # ------------------------------------------------------------ showing

    def begin(self, plan: Plan) -> None:
        """A file was opened: the cursor goes where something is missing, else to the rows."""
        self.filter.set_value(ALL)
        self.show_plan(plan)
        if plan.missing:
            self.columns.go_to(("value", plan.missing[0]))
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_plan(self, plan: Plan | None) -> None:
        """Everything about the plan as it stands now; the cursor stays where it was."""
        self.plan = plan
        if plan is None:
            self.rows.clear()
            return
        self._target = self._desk.imports.target(plan.key)
        table, spot = plan.table, self.columns.spot()
        sheets = tuple(each.name for each in table.sheets)
        self.head.show_table(table.path.name, sheets, table.sheet, plan.heading_line, table.double)
        samples = [plan.samples(column) for column in range(len(plan.headings))]
        self.columns.show_columns(plan.headings, samples, plan.places, plan.fixed, self.fields())
        self.columns.go_to(spot)
        self.show_rows()

    def show_rows(self, verdict: RowVerdict | None = None) -> None:
        """The rows of the chosen verdict, or of this one."""
        plan = self.plan
        if plan is None:
            return
        if verdict is not None:
            self.filter.set_value(verdict.value)
        self.filter.show_counts(plan.counts())
        told = (plan.places.keys() | plan.fixed.keys()) - {PLACE_ON_PAGE}
        shown = [each for each in self._target.fmt.columns if each.key in told]
        fields = [(each.source, each.heading, round(min(max(each.width * 8.2 + 18, LEAST), MOST))) for each in shown]
        self.rows.show_rows(self._view, plan.places_of(self.filter.verdict()), fields)

    def missing_words(self) -> str:
        """The headings that every row needs and nothing gives."""
        heads = {each.key: each.heading for each in self.fields()}
        return "、".join(heads[key] for key in self.plan.missing) if self.plan is not None else ""

    def fields(self) -> list[FieldChoice]:
        """What a column can be, with the words the house knows for it."""
        plan, house = self.plan, self._desk.house
        if plan is None:
            return []
        offered = {
            "channel": [choice.text for choice in house.channels()],
            "kind": [choice.text for choice in house.kinds()],
            "department": [each.name for each in house.departments()],
            "post": [each.name for each in house.posts()],
            "matter": [each.name for each in house.matters()],
        }
        offered |= dict.fromkeys(("giver", "receiver"), offered["post"])
        offered |= {key: [each.name for each in house.people()] for key in ("first_asked", "handler")}
        return [
            FieldChoice(each.key, each.heading, each.key in plan.needed, tuple(offered.get(each.key, ())))
            for each in self._desk.imports.format(plan.key).columns
        ]

    def other_side(self) -> None:
        """From the rows to the columns and back."""
        if self.table.hasFocus():
            kind = "value" if self.columns.values else "column"
            self.columns.go_to((kind, next(iter(self.columns.values or self.columns.boxes), "")))
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _view(self, place: int) -> RowView:
        assert self.plan is not None
        shown: RowView = self.plan.view(self._target, place)
        return shown

    def _words(self, source: str) -> list[str]:
        return list(next((each.words for each in self.fields() if each.key == source), ()))

    # ------------------------------------------------------------ what a person says

    def _head_moved(self) -> None:
        if self.plan is None or self.busy:
            return
        sheet = self.head.sheet.currentText()
        same = sheet == self.plan.table.sheet
        self.read_asked.emit(sheet, self.head.first_line() if same else 0, same and self.head.double.isChecked())

    def _assigned(self, column: int, key: str) -> None:
        if self.plan is not None:
            self.plan.assign(column, key)
            self.judge_asked.emit()

    def _filled(self, key: str, text: str) -> None:
        if self.plan is not None and self.plan.fixed.get(key, "") != text.strip():
            self.plan.fill(key, text)
            self.judge_asked.emit()

    def _mended(self, place: int, source: str, text: str) -> None:
        if self.plan is None or self.busy:
            return
        before = self._view(place)
        others = self.plan.as_bad_as(place) if before.finding.field == source else 0
        self._desk.imports.mend(self.plan, place, source, text)
        self._recount()
        old = before.cells.get(source, "")
        if others > 0 and old and self.plan.finding(place).verdict is not RowVerdict.BAD:
            self.alike.emit(source, old, text, others)

    def _left_out(self, place: int) -> None:
        if self.plan is not None and not self.busy and place >= 0:
            out = self.plan.finding(place).verdict is not RowVerdict.LEFT
            self._desk.imports.leave_out(self.plan, place, out)
            self._recount()

    def _filtered(self, _value: str) -> None:
        if not self.busy:
            self.show_rows()

    def _recount(self) -> None:
        if self.plan is not None:
            self.rows.refresh()
            self.filter.show_counts(self.plan.counts())
            self.mended.emit()
