"""全部快捷键: every key of the window on one page; the keys of moves come from the flow table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.domain.flow import FLOW, Action
from ui.widgets.labels import plain


class KeyList(QDialog):
    """Three columns: anywhere, at the front desk, on a case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("全部快捷键"))
        self.setAccessibleName(self.tr("全部快捷键"))
        columns = QHBoxLayout()
        columns.setSpacing(34)
        moves = [(move.key, move.word) for move in FLOW if move.key and move.action is not Action.REGISTER]
        half = (len(moves) + 1) // 2
        for title, keys in (
            (self.tr("随处可用"), self._anywhere()),
            (self.tr("接待登记"), self._intake()),
            (self.tr("队列与事项（光标在行上）"), moves[:half]),
            (" ", moves[half:]),
        ):
            columns.addLayout(self._column(title, keys))
        close = QPushButton(self.tr("关闭  Esc"))
        close.clicked.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 18, 24, 16)
        rows.setSpacing(16)
        rows.addWidget(plain(self.tr("全部快捷键"), "title"))
        rows.addLayout(columns)
        rows.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.finished.connect(self.deleteLater)

    def _column(self, title: str, keys: list[tuple[str, str]]) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, (key, word) in enumerate(keys):
            grid.addWidget(plain(key, "strong"), row, 0)
            grid.addWidget(plain(word), row, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(plain(title, "muted"))
        column.addLayout(grid)
        column.addStretch(1)
        return column

    def _anywhere(self) -> list[tuple[str, str]]:
        return [
            ("F2", self.tr("来访，登记一件")),
            ("F3", self.tr("来电，登记一件")),
            ("Ctrl+K", self.tr("搜索")),
            ("Ctrl+1…9  Ctrl+,", self.tr("换页面，设置")),
            ("F6", self.tr("登记表与队列之间")),
            ("F8", self.tr("到提醒条")),
            ("F12", self.tr("锁屏 / 换人")),
            ("Alt+N Q D", self.tr("今日新增、待签收、今日到期")),
            ("Alt+X B C", self.tr("超期、失约、应回电")),
            ("? / F1", self.tr("这一页")),
            ("Esc", self.tr("关闭、返回、取消筛选")),
        ]

    def _intake(self) -> list[tuple[str, str]]:
        return [
            (self.tr("字母 / ← →"), self.tr("选受理方式、类别、判定")),
            ("Enter / Tab", self.tr("下一项")),
            ("↓", self.tr("空着时：说明原因、全部事项")),
            ("Ctrl+S", self.tr("登记")),
            ("Ctrl+D", self.tr("当场办结（先到答复栏）")),
            ("Ctrl+Enter", self.tr("标出的一种：登记，或当场办结")),
            ("Ctrl+Shift+Enter", self.tr("登记并转办")),
            ("Alt+1 2 3", self.tr("并入、再次来访、仍新建")),
            ("Alt+F / Alt+5", self.tr("填入标准答复 / 看全部往来")),
            ("Alt+R / Alt+J", self.tr("替换服务忌语 / 模板下一处空白")),
            ("F4 / F9", self.tr("礼貌用语 / 主管页：忌语记录")),
            ("F7 / Alt+S", self.tr("快速登记 / 接待步骤")),
            ("Alt+U / Alt+G", self.tr("紧急 / 更多项目")),
            ("Ctrl+P / Ctrl+O", self.tr("登记后：打印回执 / 打开")),
            ("Ctrl+P / Ctrl+U", self.tr("事项页：打印单据 / 加附件")),
        ]
