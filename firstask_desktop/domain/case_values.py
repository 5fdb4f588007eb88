"""What a company's own columns and boxes may show of a matter: `case.identity`, `case.state` …, in the words of people."""

from collections.abc import Mapping

CASE_VALUES: Mapping[str, tuple[str, str]] = {
    "case.matter": ("事项目录", "text"),
    "case.state": ("状态", "text"),
    "case.identity": ("客户身份", "text"),
    "case.organisation": ("单位名称", "text"),
    "case.request": ("诉求", "text"),
    "case.contact_place": ("接待地点", "text"),
    "case.registered_at": ("登记时间", "datetime"),
    "case.registrar": ("登记人", "person"),
    "case.carrier": ("跟踪人", "person"),
    "case.helpers": ("协办人", "text"),
    "case.limit_at": ("规定时限", "datetime"),
    "case.promise_changes": ("改承诺次数", "integer"),
    "case.broken_promises": ("失约次数", "integer"),
    "case.returns": ("退回次数", "integer"),
    "case.attempts": ("联系次数", "integer"),
    "case.redo_count": ("重办次数", "integer"),
    "case.minutes_taken": ("办理分钟", "integer"),
    "case.answer": ("答复内容", "text"),
    "case.answered_by": ("答复人", "person"),
    "case.closed_at": ("结案时间", "datetime"),
    "case.closed_by": ("结案人", "person"),
    "case.booking_no": ("订单号", "text"),
}
"""Source → what it is called and what kind of value it is."""
