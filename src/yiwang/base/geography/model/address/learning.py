"""A tagger of address parts that learns from annotated addresses: a conditional random field on numpy.

Weights of all features of a token are added up to a score per label, weights of neighbouring labels to a
score per pair; learning raises the probability of the labels that people gave (maximum likelihood, AdaGrad on
batches of addresses of one length, features left out at random). Lafferty et al. 2001; Duchi et al. 2011.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from yiwang.base.geography.model.address.features import Known, Parts, features
from yiwang.base.geography.model.address.tagging import OUTSIDE, Marked

_Floats = npt.NDArray[np.float32]
_Ints = npt.NDArray[np.int64]
_BATCH: Final = 24
_EPOCHS: Final = 10
_RATE, _STEADY = 0.1, 1e-3
_DROPPED: Final = 0.35
_SELDOM: Final = 2


@dataclass(frozen=True, slots=True)
class _Batch:
    """Addresses of one length: feature numbers of all tokens in a row, where each token's begin, labels."""

    ids: _Ints
    starts: _Ints
    counts: _Ints
    labels: _Ints  # shape (addresses, length)


class AddressTagger:
    """A learned tagger; immutable. ``weights`` (features, labels), ``pairs`` (labels, labels)."""

    def __init__(
        self,
        labels: Sequence[str],
        numbers: dict[str, int],
        weights: _Floats,
        pairs: _Floats,
        seen: Parts,
        areas: Known,
    ) -> None:
        self.labels = list(labels)
        self._numbers = numbers
        self._weights = weights
        self._pairs = pairs
        self._seen = seen
        self._areas = areas

    def tag(self, tokens: Sequence[str]) -> list[str]:
        """Return the likeliest labels of the tokens of one address; total."""
        if not tokens:
            return []
        known = self._numbers
        ids = [
            [number for one in told if (number := known.get(one)) is not None] or [0]
            for told in features(tokens, self._seen, self._areas)
        ]
        scores = np.stack([self._weights[one].sum(axis=0) for one in ids])
        best = scores[0]
        back = np.empty((len(tokens), len(self.labels)), dtype=np.int64)
        for at in range(1, len(tokens)):
            through = best[:, None] + self._pairs
            back[at] = through.argmax(axis=0)
            best = through.max(axis=0) + scores[at]
        path = [int(best.argmax())]
        for at in range(len(tokens) - 1, 0, -1):
            path.append(int(back[at, path[-1]]))
        return [self.labels[label] for label in reversed(path)]


def learn_addresses(
    marked: Sequence[Marked], areas: Known, *, epochs: int = _EPOCHS, seed: int = 1
) -> AddressTagger:
    """Return a tagger that has learned from annotated addresses; the same input gives the same tagger.

    ``areas`` are names of areas with their kinds, as another source of what is known. Needs about two
    minutes of one core and 1.1 GB for nine thousand addresses. Raises ``ValueError`` if there are none.
    """
    if not marked:
        raise ValueError("there is nothing to learn from")
    seen = Parts(marked)
    told = [features(one.tokens, seen, areas, one.labels) for one in marked]
    labels = sorted({OUTSIDE} | {label for one in marked for label in one.labels})
    counts = Counter(feature for one in told for token in one for feature in token)
    kept = ["b", *sorted(feature for feature, n in counts.items() if n >= _SELDOM and feature != "b")]
    numbers = {feature: at for at, feature in enumerate(kept)}
    batches = list(_batches(marked, told, numbers, labels))
    del told, counts
    random = np.random.default_rng(seed)
    field = _Field(len(kept), len(labels))
    for _ in range(epochs):
        for at in random.permutation(len(batches)):
            field.improve(batches[at], random)
    return AddressTagger(labels, numbers, field.weights, field.pairs, seen, areas)


def _batches(
    marked: Sequence[Marked], told: list[list[list[str]]], numbers: dict[str, int], labels: list[str]
) -> Iterator[_Batch]:
    number = {label: at for at, label in enumerate(labels)}
    by_length: dict[int, list[int]] = {}
    for at, one in enumerate(marked):
        by_length.setdefault(len(one.tokens), []).append(at)
    for same in by_length.values():
        for first in range(0, len(same), _BATCH):
            chosen = same[first : first + _BATCH]
            rows = [
                [numbers[feature] for feature in token if feature in numbers]
                for at in chosen
                for token in told[at]
            ]
            counts = np.array([len(row) for row in rows])
            yield _Batch(
                ids=np.array([number for row in rows for number in row]),
                starts=np.cumsum(counts) - counts,
                counts=counts,
                labels=np.array([[number[label] for label in marked[at].labels] for at in chosen]),
            )


class _Field:
    """The weights while they are learned."""

    def __init__(self, features: int, labels: int) -> None:
        self.weights: _Floats = np.zeros((features, labels), dtype=np.float32)
        self.pairs: _Floats = np.zeros((labels, labels), dtype=np.float32)
        self._moved: _Floats = np.full((features, labels), _STEADY, dtype=np.float32)
        self._moved_pairs: _Floats = np.full((labels, labels), _STEADY, dtype=np.float32)

    def improve(self, batch: _Batch, random: np.random.Generator) -> None:
        """Take one step on a batch."""
        counts = batch.counts
        kept = random.random(len(batch.ids), dtype=np.float32) >= _DROPPED
        kept[batch.starts] = True  # the bias is never left out, so no token is without features
        ids = batch.ids[kept]
        counts = np.add.reduceat(kept.astype(np.int64), batch.starts)
        starts = np.cumsum(counts) - counts
        scale = np.float32(1 / (1 - _DROPPED))
        scores = np.add.reduceat(self.weights[ids], starts, axis=0) * scale
        wrong, wrong_pairs = _wrong(scores, self.pairs, batch.labels)
        self._step(ids, counts, wrong * scale)
        self._moved_pairs += wrong_pairs**2
        self.pairs -= _RATE * wrong_pairs / np.sqrt(self._moved_pairs)

    def _step(self, ids: _Ints, counts: _Ints, wrong: _Floats) -> None:
        owner = np.repeat(np.arange(len(counts)), counts)
        order = np.argsort(ids, kind="stable")
        ids, owner = ids[order], owner[order]
        first = np.flatnonzero(np.diff(ids, prepend=-1))
        change = np.add.reduceat(wrong[owner], first, axis=0)
        touched = ids[first]
        moved = self._moved[touched] + change**2
        self._moved[touched] = moved
        self.weights[touched] -= _RATE * change / np.sqrt(moved)


def _wrong(scores: _Floats, pairs: _Floats, labels: _Ints) -> tuple[_Floats, _Floats]:
    """Return expected minus given labels per token, and per pair of neighbours, per address of the batch.

    ``scores`` has a row per token, address by address. Forward and backward sums are scaled at each step.
    """
    addresses, length = labels.shape
    shaped = scores.reshape(addresses, length, -1)
    local = np.exp(shaped - shaped.max(axis=2, keepdims=True))
    through = np.exp(pairs - pairs.max())
    ahead = np.empty_like(local)
    behind = np.empty_like(local)
    ahead[:, 0] = _scaled(local[:, 0])
    for at in range(1, length):
        ahead[:, at] = _scaled((ahead[:, at - 1] @ through) * local[:, at])
    behind[:, -1] = 1.0
    for at in range(length - 1, 0, -1):
        behind[:, at - 1] = _scaled((behind[:, at] * local[:, at]) @ through.T)
    each = _scaled(ahead * behind)
    size = scores.shape[1]
    pair = np.zeros((size, size), dtype=np.float32)
    for at in range(1, length):
        left, right = ahead[:, at - 1], behind[:, at] * local[:, at]
        norm = np.einsum("ai,ij,aj->a", left, through, right, optimize=True)
        pair += (left / norm[:, None]).T @ right * through
        np.add.at(pair, (labels[:, at - 1], labels[:, at]), -1.0)
    rows, places = np.indices(labels.shape)
    each[rows, places, labels] -= 1.0
    return each.reshape(-1, size) / addresses, pair / addresses


def _scaled(values: _Floats) -> _Floats:
    scaled: Any = values / values.sum(axis=-1, keepdims=True)
    return np.asarray(scaled, dtype=np.float32)
