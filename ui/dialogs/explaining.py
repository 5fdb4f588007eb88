"""解释: how to say that something cannot be done, takes time or lacks a paper, one key away ([83])."""

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from ui.dialogs.staff_box import StaffBox
from ui.widgets.choice_row import Choice, ChoiceRow

GROUP = "explanation"


class ExplainRow(ChoiceRow):
    """`ExplainRow(name, desk, into)`: choosing a template puts its sentence into `into`; what stood there stays.

    A template is a line 「不能办：…」 of the pick list: the word before the colon is the button.
    """

    def __init__(self, name: str, desk: Desk, into: StaffBox, parent: QWidget | None = None) -> None:
        self._into = into
        split = [choice.text.partition("：") for choice in desk.house.choices(GROUP)]
        self._texts = {label: text for label, _, text in split if text}
        super().__init__(name, [Choice(label, label, tip=text) for label, text in self._texts.items()], parent)
        self.chosen.connect(self._put)

    def any(self) -> bool:
        """Whether the house has templates."""
        return bool(self._texts)

    def _put(self, label: str) -> None:
        self._into.insert(self._texts[label])
