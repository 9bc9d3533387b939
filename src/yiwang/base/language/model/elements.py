"""The five elements 五要素 in a text: when, where, who, what, and which demand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yiwang.base.language.model import words as given
from yiwang.base.language.model.lexicon import PLACE
from yiwang.base.language.model.matching import WordSet
from yiwang.base.language.model.records import Element, Likely, Subject
from yiwang.kernel.worktime import Words

NAMES: dict[str, Words] = {
    "when": Words("时间", "when"),
    "where": Words("地点", "where"),
    "who": Words("主体", "who"),
    "what": Words("事项", "what"),
    "demand": Words("诉求", "demand"),
}
_WHEN = re.compile(
    r"(?:\d{4}|[一二〇零]{4}|今|去|前)年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?"
    r"|\d{4}年|\d{1,2}月(?:\d{1,2}[日号]|份|底|初)|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?<!\d)\d{1,2}[日号](?=[上下早晚中]|[，。,])"
    r"|(?:凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|半夜|深夜|夜间)(?:\d{1,2}|[一二三四五六七八九十]{1,3})?[点时]?"
    r"|(?<!\d)\d{1,2}[:：]\d{2}(?!\d)|(?:今|昨|前|当)[天日晚]|今早|今年|去年|前年|(?:这|上)个?(?:周|月|星期)"
    r"|每[天晚日周月年]|最近|近期|近日|近年来|这几[天日年月]|[一两二三四五六七八九十几\d多半]{1,6}个?(?:多)?(?:小时|天|周|星期|月|年)(?:前|多|来|了|以来)"
    r"|长期|一直以来|从\d"
)
#: Kinds of subjects that are places at the same time.
_PLACES = frozenset({PLACE, "estate", "school", "hospital", "site", "shop", "market", "station"})
_LONGEST = 40
_MOST = 3
_TELLING = 0.45  # a matter that is less likely says nothing
_SCANNED = 20_000  # characters in which elements are looked for: nobody says the place later
_DEMANDS = WordSet(given.split(given.DEMANDS))
_PEOPLE = WordSet(given.split(given.PEOPLE))
_END = re.compile(r"[。！？；!?;\n]")


def elements(
    text: str,
    named: Sequence[tuple[str, str]],
    subjects: Sequence[Subject],
    suggested: Sequence[Likely],
) -> tuple[Element, ...]:
    """Return the five elements in the order in which a person asks for them, found or missing."""
    text = text[:_SCANNED]
    found = {
        "when": _few(m[0] for m in _WHEN.finditer(text)),
        "where": _few(name for name, kind in named if kind in _PLACES),
        "who": _few(s.name for s in subjects) or _few(word for _, word in _PEOPLE.find(text)),
        "what": _few(s.name for s in suggested[:1] if s.score >= _TELLING),
        "demand": _few(_demands(text)),
    }
    return tuple(Element(code, name, found[code]) for code, name in NAMES.items())


def _few(words: Iterator[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in words:
        found[word] = None
        if len(found) == _MOST:
            break
    return tuple(found)


def _demands(text: str) -> Iterator[str]:
    """Yield what is asked for, to the end of its sentence."""
    reached = 0
    for at, _ in _DEMANDS.find(text):
        if at < reached:
            continue
        end = _END.search(text, at, at + _LONGEST)
        reached = end.start() if end is not None else min(at + _LONGEST, len(text))
        yield text[at:reached]
