from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.cases.model.replies import doubts

DEMAND = "人民路12号门口的路灯坏了一个星期，晚上走路看不见，孩子放学很危险"


def codes(reply, demand=DEMAND):
    return {doubt.code for doubt in doubts(demand, reply)}


def test_a_sound_reply_raises_no_doubt():
    assert (
        codes(
            "经查，人民路12号门口两盏路灯因电缆老化不亮，已于3月10日更换电缆，路灯已恢复正常，晚上复查无误。"
        )
        == set()
    )
    assert (
        codes(
            "该路灯属小区内部设施，根据物业服务合同由物业维修，不属于市政路灯维护范围，已告知物业3月15日前修好。"
        )
        == set()
    )


def test_nothing_and_stock_phrases_are_named():
    assert codes(" \n ") == {"empty"}
    assert "template" in codes("您好，您反映的问题已收悉，我们将高度重视，感谢您对我们工作的理解与支持！")


def test_a_reply_about_something_else_is_named():
    assert "off_topic" in codes("经查，该公司营业执照齐全，税务登记完整，未发现偷税漏税行为，已处理完毕。")


def test_a_promise_needs_a_date():
    late = "人民路12号门口的路灯已核实，电缆需要重新敷设，下一步将安排抢修恢复照明。"
    assert codes(late) == {"undated"}
    assert codes(late.replace("下一步", "下一步于5个工作日内")) == set()


def test_a_reply_without_a_result_is_incomplete():
    assert codes("人民路12号门口路灯的问题我们知道了，晚上走路看不见确实不方便。") == {"incomplete"}


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_was_written_is_judged_in_both_languages(demand, reply):
    for doubt in doubts(demand, reply):
        assert doubt.zh
        assert doubt.en
