"""What a slip may say of a case, by name: the words a company composes its own lines from."""

from collections.abc import Mapping

from firstask_desktop.domain.papers import PaperKind

SLIP_FORMATS: Mapping[str, PaperKind] = {
    "slip-receipt": PaperKind.RECEIPT,
    "slip-written": PaperKind.WRITTEN,
    "slip-materials": PaperKind.MATERIALS,
    "slip-declined": PaperKind.DECLINED,
    "slip-guide": PaperKind.HAND_OVER,
    "slip-hand-over": PaperKind.HAND_OVER,
    "slip-urging": PaperKind.URGING,
    "slip-record": PaperKind.RECORD,
}
"""The format each sheet is laid out by; who is taken along gets a guiding slip, others a hand-over slip."""

_EVERY: Mapping[str, str] = {
    "number": "编号",
    "registered_at": "登记时间",
    "contact": "接触时间和方式",
    "client": "客户和电话",
    "room": "房号/单位",
    "identity": "客户身份",
    "kind": "类别",
    "matter": "类别和事项",
    "title": "事项（一行）",
    "words": "客户原话",
    "request": "客户要求",
    "place": "接待地点",
    "first_asked": "首问责任人",
    "first_asked_phone": "首问责任人电话",
    "registrar": "代登记人",
    "verdict": "职责判定",
    "handler": "承办部门和承办人",
    "told": "已告知的办理部门",
    "promise": "承诺时间",
    "limit": "规定时限",
    "result": "处理结果",
    "answer": "答复",
    "answered": "答复时间和方式",
    "callback": "回访",
    "state": "现状态",
    "organisation": "单位名称",
    "centre": "中心名称",
    "centre_phone": "中心电话",
    "centre_address": "中心地址",
    "supervision_phone": "监督电话",
    "printed_at": "打印时间",
    "printed_by": "打印人",
}
_OWN: Mapping[PaperKind, Mapping[str, str]] = {
    PaperKind.MATERIALS: {
        "sheet_number": "第几张",
        "missing": "缺的材料（逐条）",
        "received": "已收的材料（逐条）",
        "deadline": "补齐时限",
        "contact_person": "联系人",
        "made_at": "告知时间",
        "made_by": "告知人",
        "why_again": "再次告知的原因",
        "came": "补来的材料（逐条）",
        "awaited": "核对后仍缺的材料（逐条）",
    },
    PaperKind.DECLINED: {
        "basis": "依据",
        "explanation": "说明",
        "options": "别的途径",
        "way": "解释方式",
        "heard": "是否听明白",
        "made_at": "说明时间",
        "made_by": "说明人",
    },
    PaperKind.HAND_OVER: {
        "department": "接手部门",
        "receiver": "接手人",
        "receiver_post": "接手人岗位",
        "receiver_phone": "接手人电话",
        "escort": "引导方式",
        "place_to": "房间/窗口",
        "receiver_role": "接手人身份（领导、经办）",
        "task": "交办事项",
        "giver": "交出人",
        "given_at": "交出时间",
        "accept_due": "签收期限",
        "accepted": "签收时间和方式",
        "readback": "复述",
        "own_duty": "本岗转出的原因和同意",
    },
    PaperKind.URGING: {
        "handler_name": "承办人姓名",
        "given_at": "交出时间",
        "accepted_at": "签收时间",
        "late_limit": "已过的规定时限",
        "late_promise": "已过的承诺时间",
        "progress": "最近进展",
        "urged": "已催办（逐条）",
    },
    PaperKind.RECORD: {
        "other_result": "处理结果（与答复不同时）",
        "pauses": "停表（逐条）",
        "way_gone": "经过（逐条）",
    },
    PaperKind.RECEIPT: {},
    PaperKind.WRITTEN: {
        "about": "事项名称",
        "card": "知识卡要点（逐条）",
        "conditions": "受理条件",
        "rule": "办理规定",
        "fee": "收费",
        "legal_limit": "法定时限",
        "procedure": "程序",
        "basis": "依据",
        "bring": "要带的材料（逐条）",
    },
}
LISTS = frozenset({"missing", "received", "came", "awaited", "urged", "pauses", "way_gone", "card", "bring"})
"""Values that are lines, for numbered lists."""


def slip_values(key: str) -> Mapping[str, str]:
    """What the slip of format `key` may say: name and what people call it; nothing for a format that is no slip."""
    kind = SLIP_FORMATS.get(key)
    return {**_EVERY, **_OWN[kind]} if kind else {}
