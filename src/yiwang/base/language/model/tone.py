"""Tags, urgency and feeling of a text, from the words of the lexicon."""

from __future__ import annotations

from collections.abc import Iterable

from yiwang.base.language.model import words as given
from yiwang.base.language.model.context import DENIED, QUOTED, denied, quotations, quoted
from yiwang.base.language.model.lexicon import Hit, Lexicon
from yiwang.base.language.model.records import Feeling, Passed, Tag, Urgency
from yiwang.kernel.worktime import Words

_CALM = 0.15  # feelings nearer to nought than this are neutral
_PULL = 2.0  # how much evidence a strong feeling needs
_SHOWN = 8
_STRONG = given.split(given.STRONG)
_LEVELS = {2: Words("紧急", "urgent"), 3: Words("特急", "very urgent")}
_FEELINGS = {
    "negative": Words("负面", "negative"),
    "neutral": Words("中性", "neutral"),
    "positive": Words("正面", "positive"),
}


def tone(text: str, lexicon: Lexicon) -> tuple[tuple[Tag, ...], tuple[Passed, ...], Urgency, Feeling]:
    """Return tags, words that do not count and why, urgency and feeling."""
    counting: dict[str, dict[str, None]] = {}
    passed: dict[tuple[str, str], Passed] = {}
    good: list[tuple[str, float]] = []
    bad: list[tuple[str, float]] = []
    stretches = quotations(text)
    for hit in lexicon.hits(text):
        is_denied = denied(text, hit.at)
        reason = DENIED if is_denied else QUOTED if quoted(stretches, hit.at) else None
        for role in lexicon.roles[hit.word]:
            if role in {"good", "bad"}:
                if reason is not QUOTED:
                    _feel(role, hit, text, good, bad, is_denied=is_denied)
            elif reason is None:
                counting.setdefault(role, {})[hit.word] = None
            elif role.startswith("tag:"):
                passed[role, hit.word] = Passed(role[4:], hit.word, reason)
    left_out = tuple(p for (role, word), p in passed.items() if word not in counting.get(role, ()))
    return _tags(counting, lexicon), left_out, _urgency(counting), _feeling(good, bad)


def _feel(
    role: str,
    hit: Hit,
    text: str,
    good: list[tuple[str, float]],
    bad: list[tuple[str, float]],
    *,
    is_denied: bool,
) -> None:
    weight = 1.5 if text.endswith(_STRONG, max(0, hit.at - 3), hit.at) else 1.0
    if not is_denied:
        (good if role == "good" else bad).append((hit.word, weight))
    elif role == "good":  # 不满意 is bad, 没有污染 is nothing
        bad.append((f"不{hit.word}", weight))


def _list(words: Iterable[str]) -> tuple[str, str]:
    """Return words as a sentence lists them in Chinese and in English."""
    shown = list(words)[:_SHOWN]
    return "、".join(shown), ", ".join(shown)


def _tags(counting: dict[str, dict[str, None]], lexicon: Lexicon) -> tuple[Tag, ...]:
    found = []
    for code, name in lexicon.tags.items():
        words = counting.get(f"tag:{code}")
        if words:
            zh, en = _list(words)
            found.append(Tag(code, name, tuple(words), Words(f"出现：{zh}", f"found: {en}")))
    return tuple(found)


def _urgency(counting: dict[str, dict[str, None]]) -> Urgency:
    for level, name in sorted(_LEVELS.items(), reverse=True):
        words = counting.get(f"urgent:{level}")
        if words:
            zh, en = _list(words)
            return Urgency(level, tuple(words), Words(f"{name.zh}：出现{zh}", f"{name.en}: found {en}"))
    return Urgency(1, (), Words("未见紧急用语", "no urgent words"))


def _feeling(good: list[tuple[str, float]], bad: list[tuple[str, float]]) -> Feeling:
    pro, con = sum(w for _, w in good), sum(w for _, w in bad)
    if not good and not bad:
        return Feeling(0.0, "neutral", (), Words("未见情绪用语", "no words of feeling"))
    value = round((pro - con) / (pro + con + _PULL), 3)
    kind = "negative" if value < -_CALM else "positive" if value > _CALM else "neutral"
    words = tuple(dict.fromkeys(w for w, _ in (*bad, *good)))[:_SHOWN]
    zh, en = _list(words)
    name = _FEELINGS[kind]
    return Feeling(value, kind, words, Words(f"{name.zh}：{zh}", f"{name.en}: {en}"))
