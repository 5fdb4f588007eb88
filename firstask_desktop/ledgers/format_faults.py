"""What the reader of TOML says of a fault, in the words of whoever wrote the file."""

_FAULTS = (
    ("Cannot overwrite a value", "同一个名称写了两次"),
    ("Duplicate inline table key", "大括号里同一个名称写了两次"),
    ("Cannot declare", "同一段写了两次"),
    ("Cannot redefine namespace", "同一段写了两次"),
    ("Cannot mutate immutable namespace", "这一段已经写完，不能再往里加"),
    ("Invalid value", "等号后面的值不对；文字要加英文引号"),
    ("Expected '=' after a key", "名称后面缺少等号"),
    ("Expected newline or end of document", "一行里多了内容；一行只写一项"),
    ("Invalid statement", "这一行不是“名称 = 值”"),
    ("Unclosed array", "方括号没有合上"),
    ("Unclosed inline table", "大括号没有合上"),
    ("Unterminated string", "引号没有合上"),
    ("Invalid initial character for a key part", "名称要用英文字母"),
    ("Illegal character '\\n'", "引号没有合上"),
    ("Illegal character", "有不能用的字符；引号里不能直接换行"),
    ("Found invalid character", "有不能用的字符"),
    ("Unescaped", "反斜杠要写成两个"),
    ("Invalid hex value", "反斜杠后面的编码不对"),
    ("Escaped character is not", "反斜杠后面的编码不对"),
    ("Invalid date or datetime", "没有这一天"),
    ("Expected ']", "段名的方括号没有合上"),
    ('Expected "', "引号没有合上"),
    ("Expected", "缺少符号"),
)


def fault_words(reason: str) -> str:
    """The reason in Chinese; one that is not known is said as it came."""
    return next((words for start, words in _FAULTS if reason.startswith(start)), reason)
