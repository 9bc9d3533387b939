"""Which matter a text may be about: words in common, rare words weighing more."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from heapq import nlargest
from operator import itemgetter

from yiwang.base.matters.model.records import Kind, Matter, Suggestion
from yiwang.kernel.segment import cut_for_search, keep_whole
from yiwang.kernel.worktime import Words

_STOP = frozenset("的了在有是我你他她它这那和与及或就都也很被把请着过不没人处类等对从到上下")
_LONGEST = 2000
#: Things happen more often than assets are meant; with equal words the matter goes first.
_COMPONENT_SHARE = 0.8
_PHRASE_BONUS = 2.5
_SURE = 6.0
_ONE_WORD = 2  # characters: shorter names are single words already
_PROMISING = 24  # leaves by shared words that are weighed more closely
_LEAST = 0.7  # of its score keeps a leaf that meets next to nothing of its phrases


class Suggester:
    """An inverted index of the names and synonyms of leaves.

    A leaf's score is the weight of the words it shares with a text, rare words weighing more, and the more so
    the more of one of its phrases is met: 安全 alone does not make an 安全岛.
    """

    def __init__(self, leaves: Iterable[Matter]) -> None:
        self._leaves = list(leaves)
        told = [[p.removesuffix("异常") for p in (leaf.name, *leaf.synonyms)] for leaf in self._leaves]
        keep_whole(phrase for phrases in told for phrase in phrases)
        self._weights: dict[str, float] = {}
        self._phrases: dict[str, list[int]] = defaultdict(list)
        self._bags: list[list[tuple[float, frozenset[str]]]] = []
        seen: Counter[str] = Counter()
        for index, phrases in enumerate(told):
            bags = [frozenset(_telling(phrase)) for phrase in phrases]
            seen.update({word for bag in bags for word in bag})
            self._bags.append([(1.0 if i == 0 else 0.9, bag) for i, bag in enumerate(bags) if bag])
            for phrase in phrases:
                self._phrases[phrase].append(index)
        total = max(len(self._leaves), 1)
        for word, n in seen.items():
            self._weights[word] = math.log(1 + total / n) * (1.0 if len(word) > 1 else 0.3)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for index, shares in enumerate(self._bags):
            words = {w: max(share for share, bag in shares if w in bag) for _, bag in shares for w in bag}
            for word, share in words.items():
                self._postings[word].append((index, share * self._weights[word]))
        self._whole = [
            [(bag, sum(self._weights[w] for w in bag)) for _, bag in shares] for shares in self._bags
        ]
        self._names = [phrases[0] if len(phrases[0]) > _ONE_WORD else None for phrases in told]

    def suggest(self, text: str, limit: int) -> list[Suggestion]:
        """Return up to ``limit`` leaves, best first; scores lie between 0 and 1."""
        words = self._postings.keys() & cut_for_search(text[:_LONGEST])
        scores: dict[int, float] = defaultdict(float)
        for word in words:
            for index, weight in self._postings[word]:
                scores[index] += weight
            for index in self._phrases.get(word, ()):
                scores[index] += _PHRASE_BONUS
        promising = nlargest(max(_PROMISING, limit), scores.items(), key=itemgetter(1))
        final = {index: self._weighed(index, score, words, text) for index, score in promising}
        best = sorted(final, key=lambda i: (-final[i], self._leaves[i].key))[:limit]
        return [
            Suggestion(self._leaves[i], round(final[i] / (final[i] + _SURE), 4), self._why(i, words))
            for i in best
        ]

    def _weighed(self, index: int, score: float, words: set[str], text: str) -> float:
        """Return the score of a leaf by how much of its best phrase the text holds."""
        name, weights = self._names[index], self._weights
        if name is not None and name in text:
            score += _PHRASE_BONUS
        covered = 0.0
        for bag, whole in self._whole[index]:
            met = bag & words
            if met:
                covered = max(covered, sum([weights[w] for w in met]) / whole)
        score *= _LEAST + (1 - _LEAST) * covered
        return score * _COMPONENT_SHARE if self._leaves[index].kind == Kind.COMPONENT else score

    def _why(self, index: int, words: set[str]) -> Words:
        hits = {word for _, bag in self._bags[index] for word in bag if word in words}
        shared = sorted(hits, key=lambda w: (-len(w), w))
        return Words(f"共有词：{'、'.join(shared)}", f"words in common: {', '.join(shared)}")


def _telling(phrase: str) -> set[str]:
    """Return the telling words of a phrase."""
    return {w for w in cut_for_search(phrase) if w.isalnum() and (len(w) > 1 or w not in _STOP)}
