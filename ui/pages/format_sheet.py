"""The page of a form: margins, type, the line of counts and who signs below it, the sheet's name; the page itself beside."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.form_views import PageView
from firstask_desktop.errors import Refused
from ui.pages.format_grid import Draft, DraftPart
from ui.pages.format_previews import PagePicture, SlipSheet
from ui.pages.intake_fields import Pick
from ui.widgets.boxes import LineBox
from ui.widgets.field import Field
from ui.widgets.labels import plain

LABEL = 92


class SheetPart(DraftPart):
    """Every change is seen on the page at once; what cannot be is said below its field, and what was typed stays."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        sides = (self.tr("左边距"), self.tr("右边距"), self.tr("上边距"), self.tr("下边距"))
        self.margins = [LineBox(name, "", 6) for name in sides]
        self.points = LineBox(self.tr("字号"), "", 6)
        self.sheet = LineBox(self.tr("工作表名"), "", 60)
        self.counts = LineBox(self.tr("表下数字"), self.tr("如：共 {件数} 件 · 未结 {未结} 件"), 200)
        self.signatures = LineBox(self.tr("签字格"), self.tr("用顿号隔开，如：交班人、接班人"), 200)
        self.numbers = Pick(self.tr("可以插入的数字"), [(word, word) for word in desk.forms.pages.counts()])
        self.insert = QPushButton(self.tr("插入"))
        self.picture, self.slip = PagePicture(self.tr("预览")), SlipSheet(self.tr("预览"))
        self.fields = {f"margin{at}": Field(name, box, name=f"margin{at}", label_width=LABEL)
                       for at, (name, box) in enumerate(zip(sides, self.margins, strict=True))}  # fmt: skip
        self.fields |= {
            "points": Field(self.tr("字号（磅）"), self.points, name="points", label_width=LABEL),
            "sheet": Field(
                self.tr("工作表名"), self.sheet, name="sheet", label_width=LABEL, hint=self.tr("Excel 里这一页的名称")
            ),
            "counts": Field(
                self.tr("表下数字"), self.counts, name="counts", label_width=LABEL, hint=self.tr("留空就不印这一行")
            ),
            "signatures": Field(
                self.tr("签字格"), self.signatures, name="signatures", label_width=LABEL,
                hint=self.tr("用顿号隔开；留空就没有签字格"),
            ),
        }  # fmt: skip
        self._lay_out()
        for name, field in self.fields.items():
            field.editor.setObjectName(name)
            field.editor.edited.connect(self._typed)  # type: ignore[attr-defined]
        self.insert.clicked.connect(self._insert)
        self.setFocusProxy(self.margins[0])

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(plain(self.tr("页边距，毫米"), "muted"))
        for pair in (("margin0", "margin1"), ("margin2", "margin3"), ("points", "sheet")):
            line = QHBoxLayout()
            line.setSpacing(12)
            for name in pair:
                line.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
            left.addLayout(line)
        self._below = plain(self.tr("表下"), "muted")
        left.addWidget(self._below)
        left.addWidget(self.fields["counts"])
        adding = QHBoxLayout()
        adding.setSpacing(8)
        adding.addSpacing(LABEL + 10)
        self._adding = plain(self.tr("可以插入"), "muted")
        for part in (self._adding, self.numbers, self.insert):
            adding.addWidget(part)
        adding.addStretch(1)
        left.addLayout(adding)
        left.addWidget(self.fields["signatures"])
        left.addStretch(1)
        self._seen = QStackedWidget()
        self._seen.addWidget(self.picture)
        self._seen.addWidget(self.slip)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        both.addLayout(left, 1)
        both.addWidget(self._seen)

    @property
    def wrong(self) -> bool:
        """Whether something typed cannot be."""
        return any(field.refusal for field in self.fields.values())

    def show_draft(self, draft: Draft) -> None:
        """The draft's page as it stands."""
        self.draft = draft
        view = self.desk.forms.pages.view(draft)
        texts = (*view.margins, view.points, view.sheet, view.counts, view.signatures)
        boxes = (*self.margins, self.points, self.sheet, self.counts, self.signatures)
        for box, text in zip(boxes, texts, strict=True):
            if box.value() != text:
                box.set_value(text)
        for field in self.fields.values():
            field.clear()
        self.fields["sheet"].setVisible(not draft.parts)
        for part in (self._below, self.fields["counts"], self._adding, self.numbers, self.insert):
            part.setVisible(view.counted)
        self.fields["signatures"].setVisible(view.signed)
        self._show_page()

    def _show_page(self) -> None:
        if self.draft.parts:
            self._seen.setCurrentWidget(self.slip)
            self.slip.show_paper(self.desk.forms.lines.preview(self.draft))
        else:
            self._seen.setCurrentWidget(self.picture)
            self.picture.show_page(self.desk.forms.pages.preview(self.draft))

    def _view(self) -> PageView:
        left, right, top, bottom = (box.value() for box in self.margins)
        seen = self.desk.forms.pages.view(self.draft)
        return PageView(
            (left, right, top, bottom), self.points.value(), self.sheet.value(), self.counts.value(), seen.counted,
            self.signatures.value(), seen.signed,
        )  # fmt: skip

    def _typed(self) -> None:
        self._take(self.sender().objectName())

    def _take(self, what: str) -> None:
        for field in self.fields.values():
            field.clear()
        try:
            draft = self.desk.forms.pages.changed(self.draft, self._view())
        except Refused as refusal:
            self.fields[refusal.field].refuse(refusal.message)
            return
        self.draft = draft
        self._show_page()
        self.step = what
        self.changed.emit(draft)

    def _insert(self) -> None:
        self.counts.insert("{" + self.numbers.value() + "}")
        self.counts.setFocus()
        self._take("counts")
