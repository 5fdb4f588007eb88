import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumber, is_valid_number

from firstask_desktop.errors import Refused
from firstask_desktop.services.telephones import TelephoneKind, normalise, tail_key

MOBILE, LANDLINE, EXTENSION = TelephoneKind.MOBILE, TelephoneKind.LANDLINE, TelephoneKind.EXTENSION
SERVICE, FOREIGN = TelephoneKind.SERVICE, TelephoneKind.FOREIGN

TAKEN = [
    ("13812341234", "13812341234", MOBILE),
    (" 138 1234 1234 ", "13812341234", MOBILE),
    ("138-1234-1234", "13812341234", MOBILE),
    ("138.1234.1234", "13812341234", MOBILE),
    ("138—1234—1234", "13812341234", MOBILE),
    ("+86 138 1234 1234", "13812341234", MOBILE),
    ("+86-13812341234", "13812341234", MOBILE),
    ("(+86)13812341234", "13812341234", MOBILE),
    ("0086 13812341234", "13812341234", MOBILE),
    ("8613812341234", "13812341234", MOBILE),
    ("86-13812341234", "13812341234", MOBILE),
    ("１３８１２３４１２３４", "13812341234", MOBILE),
    ("＋８６ 138１２３４1234", "13812341234", MOBILE),
    ("013812341234", "13812341234", MOBILE),
    ("手机：13812341234", "13812341234", MOBILE),
    ("Tel: 19912341234", "19912341234", MOBILE),
    ("\u200b13812341234\u202c", "13812341234", MOBILE),
    ("18888888888", "18888888888", MOBILE),
    ("13812341234-8012", "13812341234-8012", MOBILE),
    ("13812341234转8012", "13812341234-8012", MOBILE),
    ("0755-83351234", "0755-83351234", LANDLINE),
    ("0755 8335 1234", "0755-83351234", LANDLINE),
    ("(0755)83351234", "0755-83351234", LANDLINE),
    ("（0755）8335－1234", "0755-83351234", LANDLINE),
    ("075583351234", "0755-83351234", LANDLINE),
    ("+86 755 8335 1234", "0755-83351234", LANDLINE),
    ("+86 (0755) 8335-1234", "0755-83351234", LANDLINE),
    ("+86(755)83351234", "0755-83351234", LANDLINE),
    ("86-755-83351234", "0755-83351234", LANDLINE),
    ("0086-755-83351234", "0755-83351234", LANDLINE),
    ("0755-83351234-8012", "0755-83351234-8012", LANDLINE),
    ("0755-8335-1234-8012", "0755-83351234-8012", LANDLINE),
    ("0755-83351234转8012", "0755-83351234-8012", LANDLINE),
    ("0755-83351234 转 8012", "0755-83351234-8012", LANDLINE),
    ("0755-83351234 ext 8012", "0755-83351234-8012", LANDLINE),
    ("0755-83351234 Ext. 8012", "0755-83351234-8012", LANDLINE),
    ("0755-83351234x8012", "0755-83351234-8012", LANDLINE),
    ("0755-83351234分机号8012", "0755-83351234-8012", LANDLINE),
    ("075583351234,8012", "0755-83351234-8012", LANDLINE),
    ("+86 755 83351234-8012", "0755-83351234-8012", LANDLINE),
    ("0762-3388012", "0762-3388012", LANDLINE),
    ("0762-3388012-5", "0762-3388012-5", LANDLINE),
    ("010-65529988", "010-65529988", LANDLINE),
    ("00-86-10-65529988", "010-65529988", LANDLINE),
    ("+86 10 6552 9988", "010-65529988", LANDLINE),
    ("021-6552-9988", "021-65529988", LANDLINE),
    ("0755-88888888", "0755-88888888", LANDLINE),
    ("8012", "8012", EXTENSION),
    ("-8012", "8012", EXTENSION),
    ("—8012", "8012", EXTENSION),
    ("转8012", "8012", EXTENSION),
    ("分机 8012", "8012", EXTENSION),
    ("内线：8012", "8012", EXTENSION),
    ("ext 8012", "8012", EXTENSION),
    ("602", "602", EXTENSION),
    ("680123", "680123", EXTENSION),
    ("8888", "8888", EXTENSION),
    ("110", "110", SERVICE),
    ("119", "119", SERVICE),
    ("120", "120", SERVICE),
    ("12345", "12345", SERVICE),
    ("+86 12345", "12345", SERVICE),
    ("0755-12345", "0755-12345", SERVICE),
    ("95588", "95588", SERVICE),
    ("95588转1", "95588-1", SERVICE),
    ("110转12", "110-12", SERVICE),
    ("10086", "10086", SERVICE),
    ("400-810-8888", "4008108888", SERVICE),
    ("+86 400 810 8888", "4008108888", SERVICE),
    ("400 810 8888 转 3", "4008108888-3", SERVICE),
    ("800-810-8888", "8008108888", SERVICE),
    ("+1 415-555-2671", "+14155552671", FOREIGN),
    ("+1 (415) 555-2671", "+14155552671", FOREIGN),
    ("001 415 555 2671", "+14155552671", FOREIGN),
    ("+14155552671-12", "+14155552671-12", FOREIGN),
    ("+44 20 7946 0123", "+442079460123", FOREIGN),
    ("+852 2345 6789", "+85223456789", FOREIGN),
]

REFUSED = [
    ("", "请填写电话"),
    ("   ", "请填写电话"),
    ("11111111111", "同一个数字"),
    ("00000000000", "同一个数字"),
    ("88888888", "同一个数字"),
    ("1", "同一个数字"),
    ("000", "同一个数字"),
    ("1111", "同一个数字"),
    ("12345678901", "顺着数"),
    ("123456", "顺着数"),
    ("0123456789", "顺着数"),
    ("987654321", "顺着数"),
    ("1381234123", "应为 11 位，这里是 10 位"),
    ("138123412341", "应为 11 位，这里是 12 位"),
    ("+86 1381234123", "应为 11 位，这里是 10 位"),
    ("12012341234", "没有 12 开头"),
    ("22345678901", "位数不对，这里是 11 位"),
    ("0755-8335123", "应为 8 位，这里是 7 位"),
    ("010-8335123", "应为 8 位，这里是 7 位"),
    ("0762-33880123", "应为 7 位，这里是 8 位"),
    ("0755-12345678", "不会以 1 开头"),
    ("0123-83351234", "区号不对"),
    ("0755", "这里是 0 位"),
    ("83351234", "请在前面加上区号"),
    ("8335-1234-801", "请在前面加上区号"),
    ("12", "太短"),
    ("+86 8012", "位数不对，这里是 4 位"),
    ("0086 1234", "顺着数"),
    ("+86", "太短，只有 0 位"),
    ("-12", "分机号应为 3 至 6 位"),
    ("8012转12", "不能再转分机"),
    ("无", "「无」不是号码"),
    ("张13812341234", "「张」不是号码"),
    ("1381234l234", "「l」不是号码"),
    ("0755-83351234/35", "「/」不是号码"),
    ("13812341234/13912341234", "只填一个号码"),
    ("13812341234、0755-83351234", "只填一个号码"),
    ("+999 123456", "境外号码"),
    ("+1 415 555", "境外号码"),
    ("+", "不是电话号码"),
    ("--", "不是电话号码"),
    ("00转86-01065529988", "「转」不是号码"),
    ("=1+1", "「=」不是号码"),
]


@pytest.mark.parametrize(("typed", "stored", "kind"), TAKEN)
def test_a_number_as_typed_is_stored_in_its_one_shape(typed, stored, kind):
    telephone = normalise(typed)
    assert (telephone.text, telephone.kind) == (stored, kind)


@pytest.mark.parametrize(("typed", "stored", "kind"), TAKEN)
def test_what_is_stored_or_shown_reads_back_the_same(typed, stored, kind):
    telephone = normalise(typed)
    assert normalise(telephone.text) == telephone
    assert normalise(telephone.display) == telephone


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_what_is_no_number_is_refused_naming_what_is_wrong(typed, said):
    with pytest.raises(Refused) as refusal:
        normalise(typed)
    assert said in refusal.value.message
    assert (refusal.value.code, refusal.value.field, refusal.value.clause) == ("phone", "phone", "B7 [57]")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("83351234", "0755-83351234"),
        ("8335-1234", "0755-83351234"),
        ("83351234-801", "0755-83351234-801"),
        ("8335 1234 转 12", "0755-83351234-12"),
        ("8012", "8012"),
        ("12345", "12345"),
        ("010-65529988", "010-65529988"),
    ],
)
@pytest.mark.parametrize("area_code", ["0755", "755", "０７５５"])
def test_a_local_number_takes_the_centres_area_code(typed, stored, area_code):
    assert normalise(typed, area_code).text == stored


def test_a_local_number_of_the_wrong_length_for_the_area_is_refused():
    with pytest.raises(Refused, match="应为 8 位"):
        normalise("8335123", "0755")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("13812341234", "138 1234 1234"),
        ("0755-83351234-8012", "0755-83351234 转 8012"),
        ("-8012", "分机 8012"),
        ("4008108888", "400-810-8888"),
        ("+14155552671", "+1 415-555-2671"),
    ],
)
def test_a_number_is_shown_as_it_is_read_aloud(typed, shown):
    assert normalise(typed).display == shown


PREFIXES = ["+86", "86-", "0086", "+", "00", "0", "138", "0755", "010", "0762-", "+1", "852", "400"]
MIDDLES = ["8335", "1234", "1", "110", "95588", "3388012", "8012", "65529988", "-", "转", "x", "(", ")"]


@settings(max_examples=1000)
@given(
    st.lists(st.sampled_from(PREFIXES + MIDDLES), max_size=5).map("".join), st.sampled_from(["", "0755", "010", "0762"])
)
def test_reading_twice_changes_nothing_and_only_refusals_are_raised(typed, area_code):
    try:
        telephone = normalise(typed, area_code)
    except Refused as refusal:
        assert refusal.field == "phone"
    else:
        assert normalise(telephone.text, area_code) == telephone
        assert normalise(telephone.text) == normalise(telephone.display) == telephone


@given(st.text(max_size=20))
def test_hostile_text_is_refused_or_read_never_an_error(typed):
    try:
        assert normalise(typed).text.isascii()
    except Refused as refusal:
        assert refusal.code == "phone"


def test_the_tail_of_a_number_is_its_digits():
    assert tail_key("0755-83351234 转 ８０１２") == "0755833512348012"
    assert tail_key("不愿提供") == ""


def test_the_numbering_plans_are_not_loaded_for_a_mobile():
    code = (
        "import sys; from firstask_desktop.services.telephones import normalise; "
        "normalise('13812341234'); sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_landline_is_known_by_its_area_and_length_as_the_whole_plan_of_numbers_knows_it():
    chance = random.Random(57)
    areas = ["010", *(f"02{last}" for last in range(10)), *(f"0{middle}" for middle in range(300, 1000))]
    taken = 0
    for area in areas:
        for length in (7, 8):
            rest = f"{chance.randrange(2, 9)}{chance.randrange(10 ** (length - 1)):0{length - 1}d}"
            whole = PhoneNumber(country_code=86, national_number=int(area + rest))
            if is_valid_number(whole):
                taken += 1
                assert normalise(f"{area}-{rest}").text == f"{area}-{rest}"
            else:
                with pytest.raises(Refused):
                    normalise(f"{area}-{rest}")
    assert taken > 300
