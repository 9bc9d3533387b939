"""Which kinds of cases one matter holds: groups of texts that share words, and the words telling them apart.

Spherical k-means on TF-IDF of telling words, from several fixed starts; how many groups there are is what
separates them best (simplified silhouette: nearness to the own middle less that to the next one).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from yiwang.kernel.segment import cut, kind_of
from yiwang.kernel.text import fold

_Floats = NDArray[np.float64]

#: Parts of speech that say what a case is about; names of places and people do not.
_TELLING: Final = ("n", "v", "a", "i", "l", "t")
_NAMES: Final = ("nr", "ns", "nt", "nz")
_MOST_GROUPS: Final = 6
_STARTS: Final = 6
_ROUNDS: Final = 30
_MOST_WORDS: Final = 400
#: A word counts if at least so many texts have it, and at most this share of them.
_LEAST_TEXTS: Final = 4
_COMMON: Final = 0.5
#: A word is the matter's own if so many times the share of its texts has it as of texts about anything else.
_OWN: Final = 2.0
#: A word tells a group if this share of its texts has it, and so many times the share of the others.
_SHARE, _TIMES = 0.08, 3.0
_WORDS: Final = 8
_LONGEST: Final = 5000


def groups(
    texts: Sequence[str], barred: Collection[str] = (), least: int = 10, others: Sequence[str] = ()
) -> list[tuple[str, ...]]:
    """Return the words of each group of ``texts``, the largest group first; none if they are of one kind.

    ``barred`` words (of places, of the matter itself) tell nothing, and neither do ways of speaking: words
    that ``others``, texts about anything else, have about as often. A group has ``least`` texts or more.
    """
    bags = [_telling(text, frozenset(barred)) for text in texts]
    counted = Counter(word for bag in bags for word in bag)
    spoken = Counter(word for text in others for word in _telling(text, frozenset()))
    kept = [
        word
        for word, n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        if _LEAST_TEXTS <= n <= _COMMON * len(texts)
        and n / len(texts) >= _OWN * (spoken[word] + 1) / (len(others) + 1 if others else math.inf)
    ][:_MOST_WORDS]
    has = np.array([[word in bag for word in kept] for bag in bags], np.bool_).reshape(len(texts), len(kept))
    has = has[has.any(axis=1)]
    if len(kept) < 2 or len(has) < 2 * least:  # noqa: PLR2004 - two groups at least
        return []
    rows = has * np.log(len(has) / has.sum(axis=0).clip(1))
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True).clip(1e-9)
    best: tuple[float, NDArray[np.intp]] | None = None
    for k in range(2, min(_MOST_GROUPS, len(has) // least) + 1):
        of, apart = _clustered(rows, k)
        if best is None or apart > best[0]:
            best = apart, of
    return [] if best is None else _told(has, best[1], kept, least)


def _telling(text: str, barred: frozenset[str]) -> frozenset[str]:
    return frozenset(
        word
        for word in cut(fold(text[:_LONGEST]))
        if len(word) > 1
        and word.isalpha()
        and word not in barred
        and (kind := kind_of(word)).startswith(_TELLING)
        and kind not in _NAMES
    )


def _clustered(rows: _Floats, k: int) -> tuple[NDArray[np.intp], float]:
    """Return the best of several runs: which group each row is of, and how far apart the groups are."""
    found: tuple[float, NDArray[np.intp], float] | None = None
    for start in range(_STARTS):
        middles = _begin(rows, k, np.random.default_rng(start))
        of = np.full(len(rows), -1)
        for _ in range(_ROUNDS):
            near = rows @ middles.T
            now = near.argmax(axis=1)
            if (now == of).all():
                break
            of = now
            for group in range(k):
                if (mine := of == group).any():
                    middle = rows[mine].sum(axis=0)
                    middles[group] = middle / max(float(np.linalg.norm(middle)), 1e-9)
        near = np.sort(rows @ middles.T, axis=1)
        tight = float(near[:, -1].sum())
        if found is None or tight > found[0]:
            found = tight, of, float((near[:, -1] - near[:, -2]).mean())
    assert found is not None
    return found[1], found[2]


def _begin(rows: _Floats, k: int, rng: np.random.Generator) -> _Floats:
    """Return starting middles: one by chance, each next by chance among those far from all before."""
    chosen = [int(rng.integers(len(rows)))]
    while len(chosen) < k:
        far = (1 - (rows @ rows[chosen].T).max(axis=1)).clip(0)
        chosen.append(int(rng.choice(len(rows), p=far / far.sum())) if far.sum() else chosen[0])
    return rows[chosen].copy()


def _told(
    has: NDArray[np.bool_], of: NDArray[np.intp], kept: Sequence[str], least: int
) -> list[tuple[str, ...]]:
    """Return the words that tell each group from all others; a word tells one group only."""
    sizes = [(int((of == group).sum()), group) for group in np.unique(of).tolist()]
    found: list[tuple[str, ...]] = []
    taken: set[int] = set()
    for size, group in sorted(sizes, reverse=True):
        mine = of == group
        inside = has[mine].mean(axis=0)
        outside = (has[~mine].sum(axis=0) + 0.5) / (int((~mine).sum()) + 1)
        weight = inside * np.log((inside + 1e-9) / outside)
        telling = [
            i
            for i in np.argsort(-weight, kind="stable").tolist()
            if i not in taken and inside[i] >= _SHARE and inside[i] >= _TIMES * outside[i]
        ][:_WORDS]
        taken.update(telling)
        if size >= least and telling:
            found.append(tuple(kept[i] for i in telling))
    return found
