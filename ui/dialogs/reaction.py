"""客户意见: what the requester says to an explanation; who does not accept it is heard by somebody above (M4.7 [83])."""

from PySide6.QtCore import QObject

from firstask_desktop.domain.answering import accepted
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.people_box import leading
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.suggest import Suggest

REACTION, ESCALATED = "reaction", "escalate_to"


class ReactionAsked(QObject):
    """`ReactionAsked(dialog)` adds 客户意见 and, once it is not accepted, 上报给 under the dialog's other fields."""

    def __init__(self, dialog: CaseDialog, *, required: bool = True) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        usual = [choice.text for choice in dialog.desk.house.choices("reaction")]
        self.box = ChoiceRow(self.tr("客户意见"), [Choice(text, text) for text in usual])
        self.escalate = Suggest(self.tr("上报给"), leading(dialog.desk), self.tr("主任或经理姓名"))
        dialog.add(Field(self.tr("客户意见"), self.box, name=REACTION, required=required))
        dialog.add(Field(self.tr("上报给"), self.escalate, name=ESCALATED, required=True)).hide()
        self.box.chosen.connect(self.arrange)

    def show(self, asked: bool) -> None:
        """Ask it or not: nobody objects to what was not said."""
        self._dialog.fields[REACTION].setVisible(asked)
        if not asked:
            self.box.set_value("")
        self.arrange()

    def arrange(self) -> None:
        """Who does not accept it must be heard by somebody above."""
        said = self.box.value()
        self._dialog.fields[ESCALATED].setVisible(bool(said) and not accepted(said))
        self._dialog.fit_soon()
