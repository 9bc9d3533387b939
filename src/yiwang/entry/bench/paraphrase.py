"""Saying a complaint again in other words, as a second caller would: the recipe of injected duplicates.

What another person tells of the same thing is shorter or longer, in another order, with other common words,
other greetings and slips of the pen. Each step has a rate; the random source is the caller's, so that a run
can be repeated.
"""

from __future__ import annotations

import re
from random import Random
from typing import Final

#: Words that people use for one another; the first found of a pair may become the second, and back.
SYNONYMS: Final[tuple[tuple[str, str], ...]] = (
    ("小区", "社区"), ("业主", "住户"), ("物业公司", "物业"), ("领导", "同志"), ("居民", "老百姓"),
    ("反映", "投诉"), ("解决", "处理"), ("严重", "厉害"), ("影响", "干扰"), ("希望", "请求"),
    ("相关部门", "有关单位"), ("政府", "政府部门"), ("多次", "好几次"), ("没有", "没"), ("非常", "特别"),
    ("目前", "现在"), ("因为", "由于"), ("但是", "可是"), ("噪音", "噪声"), ("施工", "干活"),
    ("晚上", "夜里"), ("每天", "天天"), ("车辆", "车子"), ("停车", "泊车"), ("道路", "马路"),
    ("孩子", "小孩"), ("学校", "校方"), ("开发商", "地产公司"), ("房子", "住房"), ("垃圾", "废物"),
    ("至今", "到现在"), ("请问", "想问"), ("尽快", "赶快"), ("无法", "不能"), ("导致", "造成"),
    ("附近", "旁边"), ("已经", "早已"), ("问题", "情况"), ("收费", "要钱"), ("违规", "违反规定"),
)  # fmt: skip
_FILLERS: Final = ("的", "了", "都", "也", "就", "还", "很", "我们", "请", "并", "而且", "一直")
_OPENINGS: Final = ("", "您好，", "尊敬的领导：", "你好，想反映一下，", "再次投诉：", "我也是这里的，")
_CLOSINGS: Final = ("", "请尽快处理！", "谢谢。", "盼复。", "麻烦派人来看看。")
_ENDS: Final = re.compile(r"(?<=[。！？!?；;\n])")

KEPT_SHARE: Final = (0.4, 0.9)
SHUFFLED, SYNONYM, DROPPED, SLIP = 0.3, 0.6, 0.15, 0.01


def paraphrase(text: str, random: Random) -> str:
    """Return ``text`` as somebody else would say it.

    Between 40 and 90 % of the sentences are kept, in another order three times in ten; each known synonym
    is taken six times in ten; 15 % of the fillers are left out; one character in a hundred is lost or
    swapped with its neighbour; greetings are others.
    """
    sentences = [s.strip() for s in _ENDS.split(text) if s.strip()] or [text]
    kept = max(1, round(len(sentences) * random.uniform(*KEPT_SHARE)))
    order = sorted(random.sample(range(len(sentences)), kept))
    if random.random() < SHUFFLED:
        random.shuffle(order)
    said = "".join(sentences[at] for at in order)
    for one, other in SYNONYMS:
        if random.random() < SYNONYM:
            said = said.replace(one, other) if one in said else said.replace(other, one)
    for filler in _FILLERS:
        said = re.sub(filler, lambda m: "" if random.random() < DROPPED else m[0], said)
    return random.choice(_OPENINGS) + _slips(said, random) + random.choice(_CLOSINGS)


def _slips(text: str, random: Random) -> str:
    letters = list(text)
    for at in range(len(letters) - 1):
        chance = random.random()
        if chance < SLIP / 2:
            letters[at] = ""
        elif chance < SLIP:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)
