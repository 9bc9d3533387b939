"""Which matter a text may be about: words in common, rare words weighing more."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from yiwang.base.matters.model.records import Kind, Matter, Suggestion
from yiwang.kernel.worktime import Words

if TYPE_CHECKING:
    import rjieba

_STOP = frozenset("的了在有是我你他她它这那和与及或就都也很被把请着过不没人处类等对从到上下")
_LONGEST = 2000
#: Things happen more often than assets are meant; with equal words the matter goes first.
_COMPONENT_SHARE = 0.8
_PHRASE_BONUS = 2.5
_SURE = 6.0
_COMMON = 20_000  # frequency given to words of the field, so that they are not split


@cache
def _jieba() -> rjieba.Jieba:
    """Return the segmenter that all catalogues of a process share.

    Its dictionary takes some 31 MB and 60 ms, so only a process that is asked for a suggestion pays them.
    The library makes one segmenter when it is imported; one of our own would be a second dictionary.
    Nobody else in the process cuts words, so the words of the field split nobody else's text.
    """
    import rjieba  # noqa: PLC0415 - see above

    return rjieba._DEFAULT_JIEBA  # noqa: SLF001 - the only name it has; its methods stand in the module


class Suggester:
    """An inverted index of the names and synonyms of leaves."""

    def __init__(self, leaves: Iterable[Matter]) -> None:
        self._leaves = list(leaves)
        self._jieba = _jieba()
        for leaf in self._leaves:
            for phrase in (leaf.name, *leaf.synonyms):
                self._jieba.add_word(phrase.removesuffix("异常"), _COMMON, None)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._phrases: dict[str, list[int]] = defaultdict(list)
        seen: dict[str, int] = defaultdict(int)
        bags: list[dict[str, float]] = []
        for index, leaf in enumerate(self._leaves):
            bag: dict[str, float] = {}
            for phrase in (leaf.name, *leaf.synonyms):
                self._phrases[phrase.removesuffix("异常")].append(index)
                for word in self.words(phrase):
                    bag[word] = max(bag.get(word, 0.0), 1.0 if phrase == leaf.name else 0.9)
            for word in bag:
                seen[word] += 1
            bags.append(bag)
        total = max(len(self._leaves), 1)
        for index, bag in enumerate(bags):
            for word, share in bag.items():
                weight = share * math.log(1 + total / seen[word]) * (1.0 if len(word) > 1 else 0.3)
                self._postings[word].append((index, weight))

    def words(self, text: str) -> set[str]:
        """Return the telling words of ``text``."""
        found = self._jieba.cut_for_search(text[:_LONGEST])
        return {w for w in found if w.isalnum() and (len(w) > 1 or w not in _STOP)}

    def suggest(self, text: str, limit: int) -> list[Suggestion]:
        """Return up to ``limit`` leaves, best first; scores lie between 0 and 1."""
        scores: dict[int, float] = defaultdict(float)
        hits: dict[int, list[str]] = defaultdict(list)
        for word in self.words(text):
            for index, weight in self._postings.get(word, ()):
                scores[index] += weight
                hits[index].append(word)
            for index in self._phrases.get(word, ()):
                scores[index] += _PHRASE_BONUS
        for index in list(scores):
            leaf = self._leaves[index]
            name = leaf.name.removesuffix("异常")
            if len(name) > 2 and name in text:  # noqa: PLR2004 - shorter names are single words already
                scores[index] += _PHRASE_BONUS
            if leaf.kind == Kind.COMPONENT:
                scores[index] *= _COMPONENT_SHARE
        best = sorted(scores, key=lambda i: (-scores[i], self._leaves[i].key))[:limit]
        return [
            Suggestion(self._leaves[i], round(scores[i] / (scores[i] + _SURE), 4), _why(hits[i]))
            for i in best
        ]


def _why(hits: list[str]) -> Words:
    shared = sorted(set(hits), key=lambda w: (-len(w), w))
    return Words(f"共有词：{'、'.join(shared)}", f"words in common: {', '.join(shared)}")
