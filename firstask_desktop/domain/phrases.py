"""What staff may not write to a requester, and what is no answer and no progress (`M4.7`, `[6]`, `[58]`, `[81]`).

Nothing here ever looks at the requester's own words: callers pass staff-side fields only, and inside those a quotation
is recognised as one and left as it stands.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from firstask_desktop.domain.patterns import pattern
from firstask_desktop.domain.scene import Exempt, Forbidden
from firstask_desktop.domain.values import dataclass

_QUOTATION = pattern(r"「[^「」]*」|『[^『』]*』|“[^“”]*”|\"[^\"]*\"")
_LEAD_IN = pattern(
    r"(?:这个|那个)?(?:我们|咱们|本人|我|这边|这里)?(?:这边|这里)?(?:也|都|真的?|实在|确实|又|可|就|是)*$"
)
_BLANK = pattern(r"…{2,}|[_＿﹍]{2,}")
_PARTICLE = pattern(r"^(?:的|了|啊|呀|呢|吧|哦|哈|啦|嘛)+(?=$|\W)")

_OFFICE = r"(?:部门?|科室?|处|组|室|单位|中心|公司|大堂|前台|同事|同志|领导|经理|主任|师傅)"
_PASSED_ON = pattern(
    rf"(?:我)?(?:们)?已?经?(?:帮您|给您)?(?:转给?|转交|转办|移交|交给?|反馈给?|上报给?|报给?|通知)"
    rf"(?:相关|有关)?(?:.{{0,8}}{_OFFICE})?(?:人员)?(?:去)?(?:处理|办理|跟进|解决|落实)?了?"
)
_EMPTY_WORDS = pattern(
    "尽快|稍后|马上|耐心|您好|你好|帮您|给您|我们|已经|正在|请|先|会|都|已|正|再|我|您|你|"
    "登记|记录|记下|受理|安排|上报|反馈|跟进|跟踪|处理|办理|协调|联系|知道|知悉|收到|了解|答复|回复|回电|"
    "等待|等候|等等|等|通知|消息|结果|办结|完成|完毕|解决|同上|同前|如上|如前|见上|没有|暂无|无|略|好的?|嗯|哦|"
    "待定|待|另行|视情况而定|谢谢|不客气|再见|中|了|啦|吧|过|办|说|看"
)
_EMPTY_ALONE = pattern("可以|不可以|不?行|不能|是的?|正常|ok|none|na|test|测试|不[详祥]|其[他它]|再议")
_EXCUSE = pattern(
    r"(?:不属于?|不是|非|不在|不归|不由|不关)(?:本|我们?|咱们?|这边|该)?"
    r"(?:中心|部门|科室?|局|单位|公司|酒店|物业|岗位?|窗口|处|人)?(?:的)?"
    r"(?:职责|管理范围|职权|管辖|本职|负责|工作范围|职能|管(?![道线理网]))"
)
_GONE = re.compile(
    r"(?:没有?|未|不)(?:再|能)?(?:过)?来(?:[了过访电办取]|$|\W)|不(?:再)?(?:需要|要|办)了|超时|逾期|过期|自动(?:关闭|结案|办结)|联系不上|无人(?:应答|接听)|"
    r"(?:没有?|未|无)(?:再)?(?:回音|回复|回应|联系)"
)
_CLOSING = re.compile(
    "故|现|遂|就|予以|自行|结案|关闭|办结|归档|作结|处理|完毕|了|不再|跟踪|跟进|"
    "客户|宾客|业主|来访人|本人|对方|多次|已|一直|至今|系统"
)
_REST = 2
"""Characters beside 「客户未再来，结案」 that still say nothing."""
_NO_PROGRESS = "请写明做了什么、下一步何时（[6]）"


@dataclass(frozen=True, slots=True)
class Hit:
    """A forbidden phrase at `text[start:end]`; `quoted` when it stands inside quotation marks."""

    start: int
    end: int
    phrase: str
    replacement: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class _Folded:
    """Text as the ear hears it: full-width, case, blanks and invisible characters gone; `places` lead back."""

    letters: str
    places: tuple[int, ...]

    def find(self, phrase: str) -> Iterator[tuple[int, int]]:
        """Every occurrence, overlapping ones too, as a span of the original text."""
        at = self.letters.find(phrase)
        while at >= 0:
            yield self.places[at], self.places[at + len(phrase) - 1] + 1
            at = self.letters.find(phrase, at + 1)


def _fold(text: str) -> _Folded:
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isspace() or unicodedata.category(character) in {"Cf", "Cc"}:
            continue
        for letter in unicodedata.normalize("NFKC", character).casefold():
            if not letter.isspace():
                letters.append(letter)
                places.append(place)
    return _Folded("".join(letters), tuple(places))


class PhraseBook:
    """Finds the scene's forbidden phrases in what staff wrote, with the polite sentence for each (`M4.7`, `[81]`)."""

    def __init__(self, forbidden: Iterable[Forbidden], exempt: Iterable[Exempt] = ()) -> None:
        self._phrases = {key: item for item in forbidden if (key := _fold(item.phrase).letters)}
        words = {_fold(word).letters for item in exempt for word in item.words}
        self._innocent = {word for word in words if word} - set(self._phrases)

    def hits(self, text: str) -> list[Hit]:
        """The forbidden phrases in `text` from left to right; of overlapping ones the longest is told."""
        folded = _fold(text)
        found = [(start, end, key) for key in self._phrases for start, end in folded.find(key)]
        if not found:
            return []
        innocent = [span for word in self._innocent for span in folded.find(word)]
        quotations = [quotation.span() for quotation in _QUOTATION.finditer(text)]
        chosen: list[Hit] = []
        for start, end, key in sorted(found, key=lambda one: (-len(one[2]), one[0])):
            taken = any(start < hit.end and hit.start < end for hit in chosen)
            if taken or _inside(start, end, innocent):
                continue
            item = self._phrases[key]
            chosen.append(Hit(start, end, item.phrase, item.replacement, _inside(start, end, quotations)))
        return sorted(chosen, key=lambda hit: hit.start)

    def replace(self, text: str, hit: Hit) -> str:
        """`text` with the polite sentence in place of `hit`, its 我们也 before and 的啊 after it; quotations stay.

        Raises ValueError when `text` no longer holds the phrase there, for it was edited since.
        """
        if _fold(text[hit.start : hit.end]).letters != _fold(hit.phrase).letters:
            raise ValueError("这段文字已改动，请重新检查用语")
        if hit.quoted:
            return text
        before, after = text[: hit.start], text[hit.end :]
        lead_in = _LEAD_IN.search(before)
        before = before[: lead_in.start()] if lead_in else before
        after = _PARTICLE.sub("", after)
        return _joined(_joined(before, hit.replacement), after)


def blanks(text: str) -> list[tuple[int, int]]:
    """Where a template was left unfilled: each 「……」 or ＿＿ outside quotation marks, as spans from left to right ([83])."""
    quotations = [quotation.span() for quotation in _QUOTATION.finditer(text)]
    return [found.span() for found in _BLANK.finditer(text) if not _inside(*found.span(), quotations)]


def _inside(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(left <= start and end <= right for left, right in spans)


def _joined(left: str, right: str) -> str:
    """Both pieces with a comma between them where words would touch."""
    words_touch = left[-1:].isalnum() and right[:1].isalnum()
    return f"{left}，{right}" if words_touch else left + right


def _clauses(text: str) -> list[str]:
    """The text's clauses without punctuation, blanks and case."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    pieces = re.split(r"[^\w\s]+|_+|\n+", plain)
    return [clause for piece in pieces if (clause := re.sub(r"\s+", "", piece))]


def _hollow(clauses: list[str]) -> bool:
    return all(
        _EMPTY_ALONE.fullmatch(clause) or not _EMPTY_WORDS.sub("", clause) or _PASSED_ON.fullmatch(clause)
        for clause in clauses
    )


def not_an_answer(text: str) -> str | None:
    """Why `text` is no answer to a requester, in Chinese, or None when it may stand as one (`B7`, `[58]`).

    An answer says what was done, or what holds and why. 「已转」 or 「等通知」 alone is none, whatever surrounds it.
    """
    clauses = _clauses(text)
    if not clauses:
        return "请写明答复内容（[58]）"
    if len(set("".join(clauses))) < 2:
        return "答复过于简单，请写明答复了什么（[58]）"
    if any(map(_GONE.search, clauses)) and all(len(_CLOSING.sub("", _GONE.sub("", one))) <= _REST for one in clauses):
        return f"只写「{text.strip()[:20]}」不算明确答复，请写明结果、依据或办法（[58]）"
    if _hollow(clauses):
        return f"只写「{text.strip()[:20]}」不算明确答复，请写明结果、依据或办法（[58]）"
    return None


def not_my_duty(text: str) -> str:
    """The words of `text` that put it on somebody else's duty (非本人职责, 不归我们管), "" for none (`M4.8`, `[84]`).

    What stands in quotation marks was said by somebody else.
    """
    found = _EXCUSE.search(re.sub(r"\s+", "", _QUOTATION.sub("", text)))
    return found.group() if found else ""


def gone_away(text: str) -> str:
    """The words of `text` that say the requester stayed away or time passed (客户未再来, 超时), "" for none ([65]).

    Neither ends a matter: it is solved, or clearly answered.
    """
    found = _GONE.search(re.sub(r"\s+", "", _QUOTATION.sub("", text)))
    return found.group() if found else ""


def not_progress(text: str, previous: str | None) -> str | None:
    """Why `text` reports no progress, in Chinese, or None: empty, hollow, or the same as the previous one (`[6]`)."""
    clauses = _clauses(text)
    if len(set("".join(clauses))) < 2 or _hollow(clauses):
        return _NO_PROGRESS
    if previous is not None and "".join(clauses) == "".join(_clauses(previous)):
        return f"与上一次进展相同。{_NO_PROGRESS}"
    return None
