"""A sorter that has learnt: what its examples taught, put into weights, without the examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yiwang.base.language.model.classes import (
    SHARP,
    SHARP_BAYES,
    Floats,
    Sorter,
    grams_of,
    log_chances,
    matrix,
    plain,
    words_of,
)

Weights = NDArray[np.float32]


class View(NamedTuple):
    """One way to look at a text: features by their place, how rare each is, weights of both machines."""

    places: dict[str, int]
    rarity: Floats
    linear: Weights  # features × classes; the last row is the border
    bayes: Weights  # features × classes


class Sorting:
    """Chances of classes; equal to the sorter it was made of, and as small as its features."""

    def __init__(self, classes: Sequence[str], grams: View, words: View) -> None:
        self.classes = tuple(classes)
        self.grams = grams
        self.words = words

    def chances(self, texts: Sequence[str]) -> Floats:
        """Return a row of chances per text, in the order of ``classes``."""
        shown = [plain(text) for text in texts]
        found = np.zeros((len(shown), len(self.classes)))
        for view, cut in ((self.grams, grams_of), (self.words, words_of)):
            rows = matrix([cut(text) for text in shown], view.places, view.rarity)
            found += log_chances(SHARP * (rows @ view.linear[:-1] + view.linear[-1]).astype(np.float64))
            found += log_chances(SHARP_BAYES * (rows @ view.bayes).astype(np.float64))
        return np.exp(log_chances(found / 4))


def settle(sorter: Sorter) -> Sorting:
    """Return what a sorter has learnt from all its examples."""
    grams, words = (View(*parts) for parts in sorter.taught())
    return Sorting(sorter.classes, grams, words)
