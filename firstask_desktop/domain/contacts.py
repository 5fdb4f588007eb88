"""What cannot be the name of a person or the content of a matter, and how personal values are shown masked."""

import re
import unicodedata
from typing import Literal

Field = Literal["name", "matter"]

_TRIALS = frozenset({"测试", "test", "abc", "asdf", "qwe", "qwer"})
_NOTHING = frozenset(
    {"无", "没", "没有", "暂无", "空", "不详", "不知道", "不清楚", "不明", "未知", "未填", "略", "同上", "如题"}
    | {"null", "none", "nil", "na", "no", "unknown"}
)
_NAMELESS = frozenset(
    {"无名", "无名氏", "无姓名", "没名字", "不留名", "未留名", "未留姓名", "某", "某某", "某某某", "某人"}
    | {"姓名", "名字", "来电人", "来访人", "有人", "路人", "他", "她", "本人", "我"}
)
_TITLES = frozenset(
    {"先生", "女士", "小姐", "太太", "男士", "老师", "师傅", "阿姨", "叔叔", "大爷", "大妈", "大哥", "大姐", "同志"}
    | {
        "老板",
        "客人",
        "宾客",
        "客户",
        "顾客",
        "业主",
        "住户",
        "租户",
        "访客",
        "群众",
        "市民",
        "居民",
        "办事人",
        "男",
        "女",
    }
    | {"mr", "mrs", "ms", "miss", "sir", "madam", "guest"}
)
_WITHHELD = frozenset({"匿名", "不愿提供", "不愿透露", "不肯说", "不愿说", "拒绝提供", "保密"})
_KINDS = frozenset({"咨询", "投诉", "报修", "求助", "建议", "意见", "举报", "其他", "有事", "问事", "问问", "办事"})
_SUBJECTS: dict[Field, str] = {"name": "姓名", "matter": "事项"}
_ADVICE: dict[Field, str] = {
    "name": "请填写姓名或称呼（如张先生），对方不留名时请选择原因",
    "matter": "请写明反映的是什么事",
}


def filler_reason(kind: Field, text: str) -> str | None:
    """Why `text` is only a filler for that field, as a sentence for the person typing; nothing when it will do.

    A name may be 张先生 or 李 but not 先生, 某某, 无 or 1; a matter must say something beyond its kind ([57]). Empty
    text is a filler too: what may stay empty is left so with a stated reason, which the caller knows.
    """
    core = _core(text)
    if not core:
        return f"{_SUBJECTS[kind]}没有写出文字，{_ADVICE[kind]}"
    if core in _TRIALS or core in _NOTHING or _is_noise(core):
        return f"「{text.strip()}」不是{_SUBJECTS[kind]}，{_ADVICE[kind]}"
    return _unnamed(core, text.strip()) if kind == "name" else _unsaid(core, text.strip())


def _unnamed(core: str, shown: str) -> str | None:
    if core in _TITLES:
        return f"只有「{shown}」认不出是谁，请补上姓氏（如张先生）"
    if core in _WITHHELD:
        return "对方不留姓名时请选择原因，不要填在姓名里"
    return f"「{shown}」不是姓名，{_ADVICE['name']}" if core in _NAMELESS else None


def _unsaid(core: str, shown: str) -> str | None:
    if len(core) == 1:
        return f"「{shown}」太短，{_ADVICE['matter']}"
    return f"「{shown}」没有说是什么事，{_ADVICE['matter']}" if core in _KINDS else None


def _core(text: str) -> str:
    """The letters and digits of `text`, full-width forms folded, lower case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _is_noise(core: str) -> bool:
    """Digits alone, one Latin letter, one letter held down: 1, 123, x, xx, aaaa, 啊啊啊."""
    if core.isdigit():
        return True
    if len(set(core)) > 1:
        return False
    return core.isascii() or len(core) > 2


def mask_phone(text: str) -> str:
    """A stored telephone with the digits that tell it apart covered: 138****1234, 0755-****1234, +1****2671.

    Of numbers too short for that only the last two digits stay. Text without digits comes back as it is.
    """
    landline = re.fullmatch(r"(0\d{2,3}-)\d{3,4}(\d{4})((?:-\d+)?)", text)
    if landline:
        return f"{landline[1]}****{landline[2]}{landline[3]}"
    digits = sum(char.isdigit() for char in text)
    if digits == 0:
        return text
    if digits < 7:
        return f"****{text[-2:]}" if digits > 2 else "****"
    mobile = re.fullmatch(r"(\d{3})\d{4}(\d{4})((?:-\d+)?)", text)
    if mobile:
        return f"{mobile[1]}****{mobile[2]}{mobile[3]}"
    return f"{text[:2]}****{text[-4:]}"


def mask_name(text: str) -> str:
    """A name with all but its first character covered: 张*, 欧**; at most three stars, so that length tells nothing."""
    name = text.strip()
    return name[:1] + "*" * min(len(name) - 1, 3) if name else ""
