"""What stands at the head of a company's saved form, so that it can be read and changed by hand: which word means what."""

from firstask_desktop.domain.entry_fields import LIST_FIELDS
from firstask_desktop.domain.slip_words import slip_values
from firstask_desktop.ledgers.formats import RecordFormat

HEAD = (
    "{title}：本单位的格式，由「设置 - 记录格式」写成，也可以用记事本改。",
    "删去本文件，或在「记录格式」里按「恢复原样」，就用随程序的格式；写错了会指出哪一行，其间用随程序的。",
)
PAGE = (
    "  paper      纸张：{papers}",
    "  landscape  true 横放 | false 竖放",
    "  margins    页边距：左、右、上、下，毫米",
)
FOOTER = (
    "  counts     表下的一行数字：{received} 件数 | {open} 未结 | {due_today} 今日到期",
    "  signatures 表下的签字格",
)
COLUMNS = (
    "每个 [[column]] 是一列：",
    "  key        列名（英文，本文件内不重复；不要改原有的）",
    "  heading    表头文字",
    "  kind       text 文字 | date 日期 | time 时间 | datetime 日期时间 | integer 整数 | choice 选项 | person 人员",
    "  width      列宽（半角字符数）",
    '  required   "closed" 结案时必填（★） | "reason" 可空但须写明原因（☆） | "always" 录入时必填（★）',
    "  source     取值的名称；自己手填的列与 key 相同",
    "  fixed      每行都写的固定文字（不写 source 时用）",
    "  choices    选项",
    "  aliases    导入时也认得的表头",
    "  screen     false 不在屏幕的列表里，照样录入、打印、导出、导入",
)
ENTERED = (
    '  entry      怎样录入：自己的列可写 "line" 一行 | "text" 几行 | "list" 一行一个 | "tick" 勾选；"none" 不录入',
    "  hint       录入时格旁的提示",
)
BOXES = (
    "每个 [[section]] 是一栏，[[section.row]] 是栏内一行，boxes 是这一行的各格：",
    "  label      格前的文字",
    "  key        取值的名称（英文），签字格不写",
    "  kind       text 文字 | ticks 勾选（□/☑） | sign 签字",
    "  span       宽度，一行合计 24",
    "  lines      至少几行高",
    "  choices    勾选的各项",
    "  fixed      每张都印的固定文字（不写 key 时用）",
)
PARTS = (
    "每个 [[part]] 是单据上的一行，[[sign]] 是签字格：",
    "  kind       line 一行 | items 逐条 | text 一句话",
    "  label      格前的文字",
    "  key        印哪一项；text 把几项写在一起，如 {promise} 前给您答复",
    "  empty      没有内容时写什么；不写就不印这一行",
    "可以印的内容：",
)
PER_LINE = 4


def legend(fmt: RecordFormat) -> list[str]:
    """The comment lines at the head of the file, each with its #."""
    title = "".join(letter for letter in fmt.title if letter.isprintable())
    lines = [HEAD[0].replace("{title}", title), HEAD[1], ""]
    papers = "A4 | A5 | 80mm" if fmt.parts else "A4 | A3"
    lines += [line.replace("{papers}", papers) for line in PAGE]
    if fmt.columns:
        lines += [*FOOTER, *COLUMNS, *(ENTERED if fmt.key in LIST_FIELDS else ())]
    lines += BOXES if fmt.sections else ()
    if fmt.parts:
        named = [f"{name} {words}" for name, words in slip_values(fmt.key).items()]
        lines += [*PARTS, *("  " + " | ".join(named[at : at + PER_LINE]) for at in range(0, len(named), PER_LINE))]
    return [f"# {line}".rstrip() for line in lines]
