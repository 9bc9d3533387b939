"""Whether a reply answers: to the point, complete, in own words, and with dates where it promises.

Four questions a supervisor would ask, each answered by plain rules that can be read here; nothing is
forbidden, the handler is warned before sending.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from yiwang.base.cases.model.words import words_of

#: Stock phrases: a reply that is little else says nothing.
STOCK: Final = (
    "您好", "您反映的问题已收悉", "已收悉", "感谢您的来电", "感谢您对我们工作的理解与支持",
    "感谢您对我们工作的关心", "感谢您的理解和支持", "感谢您的支持", "我们将高度重视", "高度重视",
    "已转交相关部门处理", "已转相关部门", "请您耐心等待", "敬请谅解", "如有疑问请致电", "欢迎继续监督",
    "现回复如下", "将进一步加强管理", "加强巡查", "举一反三", "祝您生活愉快", "特此回复", "收到您的留言",
    "尊敬的市民", "网友", "立即安排工作人员", "进行了调查核实", "现将有关情况回复如下",
)  # fmt: skip
_PROMISES: Final = (
    "将尽快", "尽快", "近期", "下一步", "后续", "争取", "计划", "即将", "择日", "适时", "尽早", "年内",
    "稍后",
)  # fmt: skip
_DATE: Final = re.compile(
    r"\d{4}年|\d{1,2}月(\d{1,2}日|底|初|中旬|上旬|下旬)|\d{1,2}[日号](前|之前|内)|\d+个?(工作日|天|日|小时|周|月)内"
    r"|\d{4}-\d{1,2}-\d{1,2}|本周|下周|今天|明天|月底前|年底前"
)
_DONE: Final = (
    "已", "完成", "修复", "清理", "处理", "拆除", "更换", "核实", "经查", "整改", "恢复", "查处", "处罚",
    "不属于", "依据", "根据", "规定", "不予",
)  # fmt: skip
#: Characters left without stock phrases below which a reply is a template; a whole answer is longer than
#: that; share of the demand's words that a reply to the point takes up.
_OWN, _WHOLE, _TAKEN_UP = 15, 20, 0.03
_FEWEST_WORDS: Final = 6


class Doubt(msgspec.Struct, frozen=True):
    """What may be wrong with a reply: a code and a sentence in both languages."""

    code: str
    zh: str
    en: str


_DOUBTS: Final = {
    "empty": Doubt("empty", "没有答复内容。", "There is no reply."),
    "template": Doubt(
        "template",
        "去掉套话后几乎没有内容，请写明查到什么、做了什么。",
        "Little is left without stock phrases: say what was found and done.",
    ),
    "off_topic": Doubt(
        "off_topic",
        "答复没有提到来件所说的事，请核对是否答非所问。",
        "The reply takes up nothing of what was reported: does it answer it?",
    ),
    "incomplete": Doubt(
        "incomplete",
        "没有写明结果（做了什么，或依据什么不能办）。",
        "It says neither what was done nor on which basis nothing can be.",
    ),
    "undated": Doubt(
        "undated", "有承诺但没有时间，请写明何时完成。", "It promises without a date: say by when."
    ),
}


def doubts(demand: str, reply: str) -> list[Doubt]:
    """Return what a supervisor would doubt about ``reply`` to ``demand``; an empty list for a sound one."""
    text = " ".join(reply.split())
    if not text:
        return [_DOUBTS["empty"]]
    own = text
    for phrase in sorted(STOCK, key=len, reverse=True):
        own = own.replace(phrase, "")
    own = re.sub(r"[\s，。！!、：:；;,.]+", "", own)
    found = []
    if len(own) < _OWN:
        found.append("template")
    asked, answered = set(words_of(demand)), set(words_of(text))
    if len(asked) >= _FEWEST_WORDS and len(asked & answered) < _TAKEN_UP * min(len(asked), 100):
        found.append("off_topic")
    if len(own) < _WHOLE or not any(word in own for word in _DONE):
        found.append("incomplete")
    if any(word in own for word in _PROMISES) and not _DATE.search(text):
        found.append("undated")
    return [_DOUBTS[code] for code in found]
