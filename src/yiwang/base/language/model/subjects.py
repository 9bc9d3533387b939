"""Whom a text is about 涉事主体: names by their endings, and one standard name for each.

A name ends with a word such as 有限公司 or 小区 and goes back over the words before it until one that no
name holds. Legal forms and areas before a name are left out of the comparison: 某区程明物业管理有限公司,
程明物业公司 and 程明物业 are one subject, called by the longest of them or as the city calls it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from yiwang.base.language.model import words as given
from yiwang.base.language.model.lexicon import PLACE, Known, Lexicon
from yiwang.base.language.model.records import Subject
from yiwang.kernel.segment import kind_of
from yiwang.kernel.worktime import Words

_LONGEST = 24  # characters of a name
_SHORTEST = 2  # characters before the ending
_MOST = 8
#: Parts of speech that no name holds: verbs, adverbs, prepositions, conjunctions, pronouns, particles, times.
_NO_NAME = frozenset(
    ("v", "ad", "d", "vd", "p", "c", "r", "u", "uj", "ul", "uz", "ug", "y", "e", "o", "zg", "t", "vi", "z")
)
_BREAKS = frozenset(given.split(given.BREAKS))
_BARE = frozenset(given.split(given.BARE))
_NAME = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbfA-Za-z0-9·]+")
#: Areas before a name: kept out of the standard name. 区 of 小区 and 社区 is none.
_AREA = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}省)?(?:[\u4e00-\u9fffA-Z]\d*[\u4e00-\u9fff]{0,3}市)?"
    r"(?:[\u4e00-\u9fffA-Z]\d*[\u4e00-\u9fff]{0,3}(?<![小社校园景矿])[区县])?"
    r"(?:[\u4e00-\u9fff]{2,4}(?:街道(?:办事处)?|镇|乡))?"
)
_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "分公司", "总公司", "公司", "集团")
_TRADES = given.split(
    "物业管理服务 物业管理 物业服务 房地产开发 置业 实业 投资 建设 发展 科技 商贸 管理 服务"
)


def standard(name: str) -> str:
    """Return ``name`` without the areas before it; the whole name if nothing else would be left."""
    rest = name[_AREA.match(name).end() :]  # type: ignore[union-attr]  # the pattern also meets nothing
    return rest if len(rest) > _SHORTEST else name


def core(name: str) -> str:
    """Return what makes a subject's name its own: no area, no legal form, no line of trade."""
    rest = standard(name)
    for form in _FORMS:
        if rest.endswith(form) and len(rest) > len(form) + 1:
            rest = rest.removesuffix(form)
            break
    if rest.endswith(("物业管理", "物业服务")):
        rest = rest[:-2]
    for trade in _TRADES:
        if rest.endswith(trade) and len(rest) >= len(trade) + _SHORTEST:
            return rest.removesuffix(trade)
    return rest


def mentions(tokens: Sequence[str], lexicon: Lexicon) -> list[tuple[str, str]]:
    """Return (name, kind) of what a text in words names, in order; places are of kind :data:`PLACE`."""
    found = []
    tails = lexicon.tails
    for at, token in enumerate(tokens):
        endings = tails.get(token[-1])
        if endings is None:
            continue
        ending = next((e for e in endings if token.endswith(e)), None)
        if ending is None:
            continue
        name = _name(tokens, at)
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        if lexicon.endings.get(following, PLACE) != PLACE:
            continue  # a longer name goes on: 锦绣花园 + 小区
        if lexicon.endings.get(following[:2], PLACE) != PLACE:
            name, ending = name + following[:2], following[:2]  # cut in the wrong place: 锦绣花园 + 小区业主
        kind = lexicon.endings[ending]
        least = 1 if kind == PLACE else _SHORTEST
        if len(name) - len(ending) >= least and name not in _BREAKS and name not in _BARE:
            found.append((name, kind))
    return found


def subjects(text: str, named: Sequence[tuple[str, str]], lexicon: Lexicon) -> tuple[Subject, ...]:
    """Return the subjects among what is ``named``, each once, those named most often first."""
    counted = Counter(name for name, kind in named if kind != PLACE)
    kinds = dict(named)
    for _, name in lexicon.known_names.find(text):
        counted[name] += 1
        kinds[name] = lexicon.known[name].kind
    return _standardised(counted, kinds, lexicon) if counted else ()


def _name(tokens: Sequence[str], at: int) -> str:
    """Return the name that ends with the word at ``at``."""
    name, start = tokens[at], at
    while start > 0:
        word = tokens[start - 1]
        if word in _BREAKS or len(name) + len(word) > _LONGEST or _NAME.fullmatch(word) is None:
            break
        if kind_of(word) in _NO_NAME:
            break
        start -= 1
        name = word + name
    return name


def _standardised(counted: dict[str, int], kinds: dict[str, str], lexicon: Lexicon) -> tuple[Subject, ...]:
    """Join the names that mean one subject."""
    groups: dict[str, list[str]] = {}
    for name in sorted(counted, key=lambda n: (-len(n), n)):
        known = lexicon.known.get(name) or lexicon.known.get(standard(name))
        own = known.name if known is not None else core(name)
        if known is None:
            own = next((held for held in groups if held == own or _same(held, own, groups[held])), own)
        groups.setdefault(own, []).append(name)
    found = [_subject(own, names, kinds, lexicon) for own, names in groups.items()]
    weight = {own: sum(counted[n] for n in names) for own, names in groups.items()}
    ranked = sorted(zip(groups, found, strict=True), key=lambda pair: -weight[pair[0]])
    return tuple(subject for _, subject in ranked[:_MOST])


def _same(held: str, own: str, names: Sequence[str]) -> bool:
    """Tell whether a shorter name is the beginning or the end of one that stands already."""
    return (len(own) > _SHORTEST and any(standard(n).startswith(own) for n in names)) or held.endswith(own)


def _subject(own: str, names: list[str], kinds: dict[str, str], lexicon: Lexicon) -> Subject:
    known = next((lexicon.known[n] for n in (own, *names) if n in lexicon.known), None)
    if known is None:
        known = Known(standard(names[0]), kinds[names[0]])
        told = lexicon.kinds.get(known.kind, Words(known.kind, known.kind))
        reason = Words(f"按名称结尾识别为{told.zh}", f"by the ending of its name: {told.en}")
    else:
        reason = Words("城市主体名录中的名称或别名", "a name or alias in the city's list of subjects")
    return Subject(known.name, known.kind, tuple(names), reason)
