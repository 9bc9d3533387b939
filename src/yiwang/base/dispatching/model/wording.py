"""What words say about units: naive Bayes on the words that tell units apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from yiwang.base.dispatching.model.examples import Codes, Ints, Words

#: Words that a model remembers; fewer occurrences than the second might point at a person.
MOST, FEWEST = 4096, 20
#: How many words' worth of the city's mean a unit has before its own count.
_PRIOR: Final = 50.0


@dataclass(slots=True)
class Wording:
    """``says[w, u]`` = log P(w | u) / P(w)."""

    words: Codes
    says: NDArray[np.float32]

    def score(self, words: Words, cases: int) -> NDArray[np.float32]:
        """Return what the words of each case say of each unit, per square root of their number.

        Words of one text hang together; the sum would be surer than it may be.
        """
        found = np.zeros((cases, self.says.shape[1]), np.float32)
        length = np.diff(words.starts)
        row = np.repeat(np.arange(cases), length)
        np.add.at(found, row, self.says[words.ids])
        found /= np.sqrt(1 + length).astype(np.float32)[:, None]
        return found


def learn_words(words: Words, unit: Ints, names: Codes, units: int) -> Wording:
    """Return what the words of cases that ``unit`` handled say; numbers and rare words are left out."""
    row = np.repeat(unit, np.diff(words.starts))
    often = np.bincount(words.ids, minlength=len(names))
    told = np.array([not any(c.isdigit() for c in name) for name in names.names], bool)
    kept = np.flatnonzero((often >= FEWEST) & told) if len(names) else np.zeros(0, np.int64)
    place = np.full(len(names) + 1, -1, np.int64)
    place[kept] = np.arange(len(kept))
    inside = place[words.ids]
    pairs = np.bincount(inside[inside >= 0] * units + row[inside >= 0], minlength=len(kept) * units)
    counts = pairs.reshape(len(kept), units).astype(np.float64)
    if not len(kept):
        return Wording(Codes(), np.zeros((0, units), np.float32))
    overall = counts.sum(1) / counts.sum()
    given = (counts + _PRIOR * overall[:, None]) / (counts.sum(0) + _PRIOR)
    says = np.log(given / overall[:, None])
    telling = np.argsort(-(counts * says).sum(1), kind="stable")[:MOST]
    chosen = Codes(names.names[kept[i]] for i in telling)
    return Wording(chosen, says[telling].astype(np.float32))
