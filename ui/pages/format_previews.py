"""What a form being edited would look like: the page of a register or form, the sheet of a slip, the entry form of a list."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.papers import Paper
from firstask_desktop.domain.printed import Printed
from ui.pages.format_grid import Draft
from ui.pages.settings_editors import entry_of, make_editor
from ui.pages.settings_fields import Kind
from ui.paper import CSS, add_mark, face, layout, page_html
from ui.register_print import RegisterPrint
from ui.widgets.field import Field
from ui.widgets.labels import plain

PAGE_WIDTH, SHEET_WIDTH, FORM_LABEL = 470, 420, 92


class PagePicture(QScrollArea):
    """The first page of what would be printed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.page = QLabel()
        self.page.setAccessibleName(name)
        self.page.setFrameShape(QLabel.Shape.Box)
        self.setWidget(self.page)
        self.setMinimumWidth(PAGE_WIDTH + 24)

    def show_page(self, printed: Printed) -> None:
        """Draw it anew; the place one looked at stays."""
        at = self.verticalScrollBar().value()
        self.page.setPixmap(QPixmap.fromImage(RegisterPrint((printed,)).picture(PAGE_WIDTH)))
        self.page.adjustSize()
        self.verticalScrollBar().setValue(at)


class SlipSheet(QTextBrowser):
    """A slip as it would be printed for the newest matter it fits, its margins to the scale of the paper."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setStyleSheet("QTextBrowser { background: #ffffff; color: #000000; }")
        self.document().setDefaultStyleSheet(CSS)
        self.setFixedWidth(SHEET_WIDTH)

    def show_paper(self, paper: Paper | None) -> None:
        """Set it anew; without a matter it says so."""
        if paper is None:
            self.setPlainText(self.tr("还没有事项可以预览"))
            return
        self.document().setDefaultFont(face(paper, paper.size))
        add_mark(self.document(), paper.mark)
        self.setHtml(page_html(paper, paper.size))
        page = layout(paper, paper.size)
        dots = SHEET_WIDTH / max(page.fullRect(QPageLayout.Unit.Millimeter).width(), 1)
        edges, frame = page.margins(QPageLayout.Unit.Millimeter), self.document().rootFrame()
        room = frame.frameFormat()
        room.setLeftMargin(edges.left() * dots)
        room.setRightMargin(edges.right() * dots)
        room.setTopMargin(edges.top() * dots)
        room.setBottomMargin(edges.bottom() * dots)
        frame.setFrameFormat(room)


class EntryPreview(QScrollArea):
    """The entry form that a list would have: to be looked at, not to be typed into."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fields: list[Field] = []
        self._called: dict[str, Field] = {}

    def look_at(self, label: str) -> None:
        """The field that is called so is in sight."""
        field = self._called.get(label)
        if field is not None:
            self.ensureWidgetVisible(field, 0, 24)

    def show_draft(self, draft: Draft) -> None:
        """The fields as the draft declares them."""
        inside = QWidget()
        inside.setObjectName("scrolled")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(8, 8, 8, 8)
        rows.setSpacing(6)
        self.fields, self._called = [], {}
        for asked in self._desk.forms.entries_in(draft):
            entry = entry_of(asked)
            if entry.fixed:
                rows.addWidget(plain(entry.label, "muted"))
                continue
            editor = make_editor(entry, self._desk)
            editor.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            editor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            ticked = entry.kind is Kind.TICK
            label, required = "" if ticked else entry.label, entry.required and not ticked
            field = Field(label, editor, name=entry.name, required=required, hint=entry.hint, label_width=FORM_LABEL)
            self.fields.append(field)
            self._called[entry.label] = field
            rows.addWidget(field)
        rows.addStretch(1)
        self.setWidget(inside)
        inside.resize(self.viewport().width(), inside.sizeHint().height())
        rows.activate()
