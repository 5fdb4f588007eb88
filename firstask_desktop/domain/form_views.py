"""How the editor of record formats shows a column and a page: what stands there, and what can be chosen instead."""

from dataclasses import dataclass

from firstask_desktop.domain.entry_fields import NOT_ASKED

DEMANDS = {"": "可空", "closed": "★ 结案时必填", "reason": "☆ 空须写原因", "always": "★ 录入必填"}
ENTRIES = {
    "": "—", NOT_ASKED: "不录入", "line": "一行", "text": "几行", "list": "一行一个", "tick": "勾选", "money": "金额",
    "limit": "时限", "department": "选部门", "post": "选岗位", "person": "选人", "matter": "选事项", "case-kind": "选类别",
    "role": "选权限", "standing": "选在岗情况", "shown": "只显示",
}  # fmt: skip
SHOWN = {True: "显示", False: "不显示"}


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column as the editor shows it, in words; a tuple of words is what can be chosen, empty where nothing can be."""

    key: str
    heading: str
    width: float
    demand: str
    demands: tuple[str, ...]
    entry: str
    entries: tuple[str, ...]
    choices: str
    offers: bool
    hint: str
    hinted: bool
    screen: str
    content: str


@dataclass(frozen=True, slots=True)
class PageView:
    """The page of a form as the editor shows it; `counted` and `signed` tell whether such lines belong to the form."""

    margins: tuple[str, str, str, str]
    points: str
    sheet: str
    counts: str
    counted: bool
    signatures: str
    signed: bool
