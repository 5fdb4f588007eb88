"""What people type as a telephone, brought into the one shape it is stored, searched and printed in (B7 [57])."""

import re
import unicodedata
from enum import StrEnum
from functools import cache
from typing import Any

from firstask_desktop.domain.patterns import pattern
from firstask_desktop.domain.values import dataclass
from firstask_desktop.errors import Refused

_MOBILE = pattern(r"1[3-9]\d{9}")
_SERVICE = pattern(r"11[0-9]|12[0-2]|10[0-1]\d{2}|11\d{3}|123\d{2}|116114|9[56]\d{3,4}|950\d{5}|[48]00[1-9]\d{6}")
_LOCAL = pattern(r"[2-8]\d{6,7}")
_AREA = pattern(r"010|02\d|0[3-9]\d{2}")
_PLAIN = pattern(rf"(?:{_AREA.pattern})-{_LOCAL.pattern}", re.ASCII)
"""A landline as it is stored and printed: nothing about it has to be found out."""
_BEFORE_EXTENSION = pattern(r"(.*?)-?(?:转|轉|分机号?|内线|extension|ext\.?|x|#|,|;)[-:]?(\d{1,6})$", re.IGNORECASE)
_AFTER_DASH = pattern(r"(.*[^-])-(\d{1,6})")
_WHOLE_THEN_EXTENSION = pattern(
    rf"({_MOBILE.pattern}|(?:(?:{_AREA.pattern})-?)?(?:{_LOCAL.pattern}|{_SERVICE.pattern}))-(\d{{1,6}})"
)
_LABEL = pattern(r"^(?:联系电话|电话号码|手机号码?|电话|手机|座机|固话|号码|tel|phone|mobile)[.:]?", re.IGNORECASE)
_DASHES = pattern("[\u2010-\u2015\u2212\u2500\u30fc\u4e00\uff0d_~]+")
_INVISIBLE = pattern("[\\s\u200b-\u200f\u202a-\u202e\u2060\ufeff.·]+")
_ASCENDING, _DESCENDING = "01234567890123456789", "98765432109876543210"
_HOTLINE = "12345"


class TelephoneKind(StrEnum):
    """What sort of number it is."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    EXTENSION = "extension"
    SERVICE = "service"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number as stored (`text`), as read aloud on screen and paper (`display`), and its kind."""

    text: str
    display: str
    kind: TelephoneKind


def tail_key(text: str) -> str:
    """Only the digits of `text`, by which a telephone is found from its end."""
    if text.isascii() and text.isdecimal():
        return text
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())


def normalise(text: str, area_code: str = "") -> Telephone:
    """Read `text` as one telephone; `area_code` is the centre's own, for local numbers written without one.

    Taken: mainland mobiles and landlines however they are spaced, with +86 or an extension (-8012, 转8012), internal
    extensions of 3 to 6 digits, public service numbers, and foreign numbers with + or 00. Refused, saying what is
    wrong: fillers, wrong lengths, two numbers at once, local numbers while no area code is known (B7 [57]).
    """
    if _PLAIN.fullmatch(text):
        _refuse_fillers(digits := text.replace("-", ""))
        return _with_area(digits)
    folded = unicodedata.normalize("NFKC", text).strip()
    if not folded:
        raise _refusal("请填写电话；对方没有留电话时请选择原因")
    if len(re.findall(r"\d{7,}", folded)) > 1 and re.search(r"[/、,;，；或和|]", folded):
        raise _refusal("这里只填一个号码，其余的请写在备注里")
    written = _tidied(folded)
    _refuse_strange(written, text.strip())
    _refuse_fillers(tail_key(written))
    main, extension = _split(written)
    if not main:
        return _internal(extension)
    return _extended(_read(main, area_code), extension)


def _tidied(folded: str) -> str:
    """Without label, blanks, dots and brackets; every sort of dash as one hyphen."""
    plain = "".join(tail_key(char) or char for char in _DASHES.sub("-", _INVISIBLE.sub("", folded)))
    plain = _LABEL.sub("", plain).replace("(", "").replace(")", "-")
    return re.sub(r"^(\+|00)-", r"\1", re.sub("-+", "-", plain).rstrip("-"))


def _refuse_strange(written: str, shown: str) -> None:
    rest = _BEFORE_EXTENSION.sub(r"\1\2", written)
    strange = "".join(dict.fromkeys(re.sub(r"[\d+-]", "", rest)))
    if strange:
        raise _refusal(f"「{shown}」里的「{strange}」不是号码，请只填电话")
    if "+" in rest[1:] or not re.search(r"\d", rest):
        raise _refusal(f"「{shown}」不是电话号码")


def _refuse_fillers(digits: str) -> None:
    """Refuse what is only keys held down or counted along; 8888 is a likely enough extension."""
    same = len(set(digits)) == 1
    if same and (len(digits) > 6 or digits[0] in "01" or len(digits) < 3):
        raise _refusal(f"「{digits}」全是同一个数字，不是真实号码；对方没有留电话时请选择原因")
    rising = len(digits) >= 3 and digits[0] in "01" and digits in _ASCENDING and digits != _HOTLINE
    falling = len(digits) >= 6 and digits in _DESCENDING
    if rising or falling:
        raise _refusal(f"「{digits}」是顺着数的数字，不是真实号码；对方没有留电话时请选择原因")


def _split(written: str) -> tuple[str, str]:
    """The number and the extension after it; one of them may be missing."""
    for shape in (_BEFORE_EXTENSION, _WHOLE_THEN_EXTENSION):
        found = shape.fullmatch(written)
        if found:
            return found[1].strip("-"), found[2]
    if written.startswith("-") and len(tail_key(written)) <= 6:
        return "", tail_key(written)
    found = _AFTER_DASH.fullmatch(written)
    if found and not _is_whole(written) and _is_whole(found[1]):
        return found[1], found[2]
    return written, ""


def _is_whole(written: str) -> bool:
    """Whether these digits, taken together, make one number; dashes may be only grouping (138-1234-1234)."""
    if written.startswith("+"):
        return _is_foreign_or_home(written)
    digits = _home(written)
    whole = any(shape.fullmatch(digits) for shape in (_MOBILE, _SERVICE, _LOCAL))
    return whole or _landline(digits) is not None


def _is_foreign_or_home(written: str) -> bool:
    if written.startswith("+86"):
        return _is_whole(_home(written))
    return _foreign(written) is not None


def _home(written: str) -> str:
    """The digits as dialled within the mainland: no 86 in front, the 0 of the area code in place."""
    country = re.match(r"(?:\+|00)86-?|86-|86(?=1[3-9]\d{9}$)", written)
    digits = tail_key(written[country.end() :] if country else written)
    if _MOBILE.fullmatch(digits[1:]) and digits[0] == "0":
        return digits[1:]
    if country is None or len(digits) < 9 or digits.startswith("0"):
        return digits
    meant_mobile = digits.startswith("1") and not digits.startswith("10")
    return digits if meant_mobile or _SERVICE.fullmatch(digits) else "0" + digits


def _read(main: str, area_code: str) -> Telephone:
    digits = _home(main)
    if re.match(r"(?:\+|00)(?!86)", main):
        return _abroad(main)
    _refuse_fillers(digits)
    if _MOBILE.fullmatch(digits):
        return Telephone(digits, f"{digits[:3]} {digits[3:7]} {digits[7:]}", TelephoneKind.MOBILE)
    if _SERVICE.fullmatch(digits):
        display = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else digits
        return Telephone(digits, display, TelephoneKind.SERVICE)
    if digits.startswith("0"):
        return _with_area(digits)
    if 3 <= len(digits) <= 6 and digits == tail_key(main):
        return _internal(digits)
    if _LOCAL.fullmatch(digits):
        return _local(digits, area_code)
    raise _refusal(_what_is_wrong(digits))


def _local(digits: str, area_code: str) -> Telephone:
    area = tail_key(area_code)
    if not area:
        raise _refusal(f"「{digits}」是本地号码，请在前面加上区号，如 0755-{digits}；也可在设置里填写本单位的区号")
    return _with_area(f"{'' if area.startswith('0') else '0'}{area}{digits}")


def _with_area(digits: str) -> Telephone:
    area = _AREA.match(digits)
    if area is None:
        raise _refusal(f"「{digits}」前面的区号不对")
    rest = digits[area.end() :]
    if re.fullmatch(r"123\d{2}|9[56]\d{3,4}", rest):
        return Telephone(f"{area[0]}-{rest}", f"{area[0]}-{rest}", TelephoneKind.SERVICE)
    number = _landline(digits)
    if number is None:
        raise _refusal(_what_is_wrong_after(area[0], rest))
    return Telephone(number, number, TelephoneKind.LANDLINE)


def _landline(digits: str) -> str | None:
    """`0755-83351234`, when that area has numbers of this length."""
    area = _AREA.match(digits)
    if area is None or not _LOCAL.fullmatch(digits[area.end() :]):
        return None
    return f"{area[0]}-{digits[area.end() :]}" if _is_landline(digits[1:]) or _is_given_out(digits) else None


@cache
def _landlines() -> re.Pattern[str]:
    """The mainland's landlines by area and length, as the plan of numbers has them."""
    import phonenumbers

    plan: Any = phonenumbers.PhoneMetadata.metadata_for_region("CN")
    return re.compile(plan.fixed_line.national_number_pattern)


def _is_landline(national: str) -> bool:
    return _landlines().fullmatch(national) is not None


def _is_given_out(digits: str) -> bool:
    """Whether the plan has the number as anything at all; asking everything of it takes thirty times as long."""
    import phonenumbers

    return phonenumbers.is_valid_number(phonenumbers.PhoneNumber(country_code=86, national_number=int(digits)))


def _what_is_wrong_after(area: str, rest: str) -> str:
    if rest[:1] in ("0", "1"):
        return f"区号 {area} 后面的号码不会以 {rest[0]} 开头"
    lengths = [str(length) for length in (7, 8) if _landline(area + f"{rest:2<8}"[:length])] or ["7 或 8"]
    return f"区号 {area} 后面的号码应为 {lengths[-1]} 位，这里是 {len(rest)} 位"


def _what_is_wrong(digits: str) -> str:
    if digits.startswith("1") and len(digits) >= 7:
        if len(digits) == 11:
            return f"「{digits}」不是手机号：没有 {digits[:2]} 开头的手机号段"
        return f"手机号应为 11 位，这里是 {len(digits)} 位"
    if len(digits) < 3:
        return f"号码太短，只有 {len(digits)} 位"
    return f"号码位数不对，这里是 {len(digits)} 位（手机 11 位，固定电话为区号加 7 或 8 位，分机 3 至 6 位）"


def _foreign(written: str) -> tuple[str, str] | None:
    """The number as stored and as displayed, when the country has numbers like it."""
    import phonenumbers

    try:
        number = phonenumbers.parse("+" + tail_key(re.sub(r"^00", "", written)), None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    display = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), display


def _abroad(main: str) -> Telephone:
    number = _foreign(main)
    if number is None:
        raise _refusal(f"「{main}」不是有效的境外号码，请核对国家（地区）代码和位数")
    return Telephone(*number, TelephoneKind.FOREIGN)


def _internal(digits: str) -> Telephone:
    if _SERVICE.fullmatch(digits):
        return Telephone(digits, digits, TelephoneKind.SERVICE)
    if not 3 <= len(digits) <= 6 or digits.startswith("0"):
        raise _refusal(f"分机号应为 3 至 6 位且不以 0 开头，这里是「{digits}」")
    return Telephone(digits, f"分机 {digits}", TelephoneKind.EXTENSION)


def _extended(telephone: Telephone, extension: str) -> Telephone:
    if not extension:
        return telephone
    if telephone.kind is TelephoneKind.EXTENSION:
        raise _refusal(f"「{telephone.text}」是分机号，不能再转分机 {extension}")
    return Telephone(f"{telephone.text}-{extension}", f"{telephone.display} 转 {extension}", telephone.kind)


def _refusal(message: str) -> Refused:
    return Refused(message, code="phone", field="phone", clause="B7 [57]")
