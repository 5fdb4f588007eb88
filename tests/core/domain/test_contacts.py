import pytest

from firstask_desktop.domain.contacts import filler_reason, mask_name, mask_phone

NAMELESS = "无 没有 不详 某某 1 １ xx XX x 先生 业主 。 --- 测试 匿名 13812341234 N/A 啊啊啊 无。 Mr. aaa"


@pytest.mark.parametrize("name", ["", "  ", " 女士 ", *NAMELESS.split()])
def test_what_is_no_name_is_refused_in_a_sentence(name):
    reason = filler_reason("name", name)
    assert reason
    assert reason.isprintable()


@pytest.mark.parametrize(
    "name",
    ["张三", "张先生", "李", "丽丽", "欧阳修", "买买提·艾力", "Li Na", "John Smith", "吴先生", "毋丘俭", "张某", "Al"],
)
def test_names_as_people_give_them_are_taken(name):
    assert filler_reason("name", name) is None


@pytest.mark.parametrize(
    "text", ["无", "1", "。", "", "？？", "没有", "同上", "123", "咨询", "投诉", "有事", "嗯", "aaa", "测试"]
)
def test_what_says_nothing_is_no_matter(text):
    assert filler_reason("matter", text)


@pytest.mark.parametrize(
    "text", ["漏水", "困梯", "咨询落户", "空调不冷", "1302 没有热水", "wifi 连不上", "没有热水", "无热水"]
)
def test_short_but_real_matters_are_taken(text):
    assert filler_reason("matter", text) is None


def test_the_reason_says_what_is_wrong_and_what_to_do():
    assert "先生" in filler_reason("name", "先生")
    assert "姓氏" in filler_reason("name", "先生")
    assert "选择原因" in filler_reason("name", "匿名")
    assert "什么事" in filler_reason("matter", "咨询")


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812341234", "138****1234"),
        ("13812341234-8012", "138****1234-8012"),
        ("0755-83351234", "0755-****1234"),
        ("010-65529988-801", "010-****9988-801"),
        ("+14155552671", "+1****2671"),
        ("8012", "****12"),
        ("12", "****"),
        ("138 1234 1234", "13****1234"),
        ("", ""),
        ("不愿提供", "不愿提供"),
    ],
)
def test_a_masked_phone_cannot_be_dialled(phone, masked):
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三", "张*"), ("张三丰", "张**"), ("John Smith", "J***"), ("张", "张"), (" 张三 ", "张*"), ("", "")],
)
def test_a_masked_name_keeps_its_first_character(name, masked):
    assert mask_name(name) == masked
