"""Sorting texts into classes from few examples, the names of a catalogue and many texts without a class.

A text is looked at in two ways, as runs of one to three characters and as words, each weighed by how rare it
is in many texts of the same kind. Each view is judged by two machines and the four chances are multiplied: a
linear one with squared hinge loss, solved by Newton's steps in the space of examples (Chapelle, Training a
Support Vector Machine in the Primal, 2007), and complement naive Bayes (Rennie et al., 2003). The catalogue's
names are further examples.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yiwang.base.language.model.normal import bounded, normalise
from yiwang.kernel.segment import cut

Floats = NDArray[np.float64]
Matrix = NDArray[np.float32]

_LEAST = 3  # texts that a run of characters or a word occurs in, at least
_SMOOTH = 0.3
_STEPS = 30
_LONGEST = 4000
#: Signs that stand for a place or person whose name was taken away: they tell nothing of the matter.
_HIDDEN = re.compile(r"[A-Z]\d*(?=[市区县])[市区县]|<\w+>")
#: How sharp the chances of each view are before they are multiplied: linear machines, naive Bayes.
SHARP, SHARP_BAYES = 2.0, 5.0


class Learnt(NamedTuple):
    """What is known of words before any example is seen."""

    grams: dict[str, int]
    gram_weights: Floats
    words: dict[str, int]
    word_weights: Floats


def plain(text: str) -> str:
    """Return what of a text is looked at."""
    return _HIDDEN.sub(" ", normalise(bounded(text)[0]))[:_LONGEST]


def grams_of(text: str) -> list[str]:
    """Return all runs of one to three characters."""
    return [text[i : i + n] for n in (1, 2, 3) for i in range(len(text) - n + 1)]


def words_of(text: str) -> list[str]:
    """Return the words of two characters and more that are no numbers."""
    return [w for w in cut(text) if len(w) > 1 and not w.isdigit()]


def _frequent(many: Iterable[list[str]], least: int) -> tuple[dict[str, int], Floats]:
    """Return the features that occur in ``least`` texts, the most frequent first, and their weights."""
    counts: Counter[str] = Counter()
    total = 0
    for features in many:
        total += 1
        counts.update(set(features))
    kept = sorted((f for f, n in counts.items() if n >= least), key=lambda f: (-counts[f], f))
    weights = np.log((1 + total) / (1 + np.array([counts[f] for f in kept], dtype=np.float64))) + 1
    return {f: i for i, f in enumerate(kept)}, weights


def matrix(many: Sequence[list[str]], places: dict[str, int], weights: Floats) -> Matrix:
    """Return texts as rows of length one: damped counts of features times their weights."""
    made = np.zeros((len(many), len(weights)), dtype=np.float32)
    for place, features in enumerate(many):
        at, times = np.unique([places[f] for f in features if f in places], return_counts=True)
        if len(at):
            at = at.astype(np.int64)
            shares = (1 + np.log(times)) * weights[at]
            made[place, at] = shares / np.linalg.norm(shares)
    return made


def prepare(texts: Sequence[str]) -> Learnt:
    """Return what many texts teach without a class: how rare each word is."""
    shown = [plain(text) for text in texts]
    cuts = [words_of(text) for text in shown]
    grams, gram_weights = _frequent((grams_of(text) for text in shown), _LEAST)
    words, word_weights = _frequent(cuts, _LEAST)
    return Learnt(grams, gram_weights, words, word_weights)


class _Views(NamedTuple):
    grams: Matrix
    words: Matrix


class Sorter:
    """Sorts texts into classes; keeps its examples (:mod:`.sorting` does without)."""

    def __init__(
        self,
        learnt: Learnt,
        texts: Sequence[str],
        labels: Sequence[str],
        names: Sequence[tuple[str, str]],
    ) -> None:
        self.classes = tuple(sorted(set(labels)))
        self._learnt = learnt
        told = [(text, label) for text, label in names if label in self.classes]
        self._own = len(texts)
        self._grams = [grams_of(plain(text)) for text in texts] + [grams_of(plain(text)) for text, _ in told]
        self._words = [words_of(plain(text)) for text in texts] + [words_of(plain(text)) for text, _ in told]
        self._labels = np.array(
            [self.classes.index(c) for c in (*labels, *(label for _, label in told))], dtype=np.int64
        )
        # only what occurs in an example can tell anything about it
        known = {f for features in self._grams for f in features if f in learnt.grams}
        self._gram_places = {f: i for i, f in enumerate(sorted(known))}
        self._gram_weights = learnt.gram_weights[[learnt.grams[f] for f in sorted(known)]]
        known = {f for features in self._words for f in features if f in learnt.words}
        self._word_places = {f: i for i, f in enumerate(sorted(known))}
        self._word_weights = learnt.word_weights[[learnt.words[f] for f in sorted(known)]]
        self._views = self._seen(self._grams, self._words)

    def _seen(self, grams: Sequence[list[str]], words: Sequence[list[str]]) -> _Views:
        return _Views(
            matrix(grams, self._gram_places, self._gram_weights),
            matrix(words, self._word_places, self._word_weights),
        )

    def chances(self, texts: Sequence[str], weight: float = 1.0) -> Floats:
        """Return a row of chances per text; ``weight`` is that of a name against an example."""
        shown = [plain(text) for text in texts]
        asked = self._seen([grams_of(text) for text in shown], [words_of(text) for text in shown])
        return self._judged(asked, np.arange(len(self._labels)), weight)

    def without(self, left: NDArray[np.int64], weight: float = 1.0) -> Floats:
        """Return the chances of the examples ``left`` when learnt from all others."""
        rest = np.setdiff1d(np.arange(len(self._labels)), left)
        return self._judged(_Views(*(view[left] for view in self._views)), rest, weight)

    def _judged(self, asked: _Views, use: NDArray[np.int64], weight: float) -> Floats:
        labels = self._labels[use]
        weights = np.where(use < self._own, 1.0, weight)
        costs = weights * _balance(labels, len(self.classes))
        found = np.zeros((len(asked.grams), len(self.classes)))
        for view, rows in zip(self._views, asked, strict=True):
            held = view[use]
            shares = _machine(held @ held.T, labels, costs, len(self.classes))
            found += log_chances(SHARP * ((rows @ held.T + 1.0) @ shares))
            found += log_chances(SHARP_BAYES * (rows @ _bayes(held, labels, weights)))
        return np.exp(log_chances(found / (2 * len(asked))))

    def taught(self, weight: float = 1.0) -> list[tuple[dict[str, int], Floats, Matrix, Matrix]]:
        """Return per view what all examples taught: features, their rarity, weights of both machines.

        The last row of the first weights is the constant feature.
        """
        weights = np.where(np.arange(len(self._labels)) < self._own, 1.0, weight)
        costs = weights * _balance(self._labels, len(self.classes))
        found = []
        for held, places, rarity in (
            (self._views.grams, self._gram_places, self._gram_weights),
            (self._views.words, self._word_places, self._word_weights),
        ):
            shares = _machine(held @ held.T, self._labels, costs, len(self.classes))
            linear = np.vstack([held.T @ shares, shares.sum(axis=0)]).astype(np.float32)
            found.append((places, rarity, linear, _bayes(held, self._labels, weights).astype(np.float32)))
        return found

    @property
    def own(self) -> NDArray[np.int64]:
        """Classes of the examples (not of the names), by number."""
        return self._labels[: self._own]


def _balance(labels: NDArray[np.int64], classes: int) -> Floats:
    """Return a cost per example that makes all classes weigh the same."""
    counts = np.bincount(labels, minlength=classes)
    cost: Floats = (len(labels) / (classes * np.maximum(counts, 1)))[labels]
    return cost


def _machine(among: Matrix, labels: NDArray[np.int64], costs: Floats, classes: int) -> Floats:
    """Return the share of each example in the margin of each class against all others.

    A text's margins are its products with the examples, plus one for the constant feature, times the shares.
    """
    square = among.astype(np.float64) + 1.0  # the 1 is a constant feature: where the border lies
    wholly = square.copy()
    wholly[np.diag_indices(len(labels))] += 1 / (2 * costs)
    sides = np.where(labels[:, None] == np.arange(classes), 1.0, -1.0)
    shares = np.linalg.solve(wholly, sides)  # the first step is the same matrix for all classes
    for c in range(classes):
        side, inside = sides[:, c], np.ones(len(labels), dtype=bool)
        for _ in range(_STEPS):
            now = side * (square @ shares[:, c]) < 1
            if (now == inside).all():
                break
            inside, at = now, np.flatnonzero(now)
            shares[:, c] = 0.0
            shares[at, c] = np.linalg.solve(wholly[np.ix_(at, at)], side[at])
    return shares.astype(np.float64, copy=False)


def _bayes(held: Matrix, labels: NDArray[np.int64], weights: Floats) -> Floats:
    """Return how little each feature fits what is not of a class (complement naive Bayes)."""
    classes = int(labels.max()) + 1
    weighed = held * weights[:, None].astype(np.float32)
    sums = np.stack([weighed[labels == c].sum(axis=0) for c in range(classes)]).astype(np.float64)
    others = sums.sum(axis=0) - sums + _SMOOTH
    found: Floats = -np.log(others / others.sum(axis=1, keepdims=True)).T
    return found


def log_chances(scores: Floats) -> Floats:
    """Return logarithms of chances that add up to one in each row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
