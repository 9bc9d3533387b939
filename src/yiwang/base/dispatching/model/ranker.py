"""The model that serves: what is known of a case → units with probabilities, and how sure is sure enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.dispatching.model.conformal import NEVER
from yiwang.base.dispatching.model.counts import CHAINS, Counts, keys
from yiwang.base.dispatching.model.examples import Asked, Table, Vocabulary, table
from yiwang.base.dispatching.model.grounds import Ground, Grounds
from yiwang.base.dispatching.model.wording import Wording

#: Units that are named for a case.
NAMED: Final = 5
#: Columns of what is weighed: the logarithm of each chain's chance, then the words.
FEATURES: Final = len(CHAINS) + 1
#: Cases weighed at once: so many times units times columns must fit into memory.
_BATCH: Final = 2_000
#: Added up chances that are all nought may still be divided by.
_NEVER_NOUGHT: Final = 1e-30


class Named(msgspec.Struct, frozen=True):
    """A unit, how likely it is right, and what the history says of it.

    ``score``: what thresholds look at; ``chance``: the share of cases with such a score that came true.
    """

    unit: str
    score: float
    chance: float
    ground: Ground | None = None
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Ranker:
    """A model of one city; immutable once it serves."""

    known: Vocabulary
    prior: NDArray[np.float32]
    chains: dict[str, list[Counts]]
    wording: Wording
    weights: NDArray[np.float32]
    grounds: Grounds
    knots: tuple[NDArray[np.float64], NDArray[np.float64]]
    thresholds: dict[float, float] = field(default_factory=dict)

    def features(self, cases: Table) -> NDArray[np.float32]:
        """Return what each chain and the words say of each unit: cases × units × columns."""
        found = np.empty((len(cases), len(self.known.units), FEATURES), np.float32)
        for column, (name, contexts) in enumerate(keys(cases).items()):
            chance = np.broadcast_to(self.prior, found.shape[:2])
            for counts, context in zip(self.chains[name], contexts, strict=True):
                chance = counts.over(chance, context)
            np.log(chance, out=found[:, :, column])
        found[:, :, -1] = self.wording.score(cases.words, len(cases))
        return found

    def chances(self, cases: Table) -> NDArray[np.float32]:
        """Return the probability of each unit for each case."""
        parts = []
        for first in range(0, len(cases), _BATCH):
            part = cases.part(slice(first, min(first + _BATCH, len(cases))))
            parts.append(softmax(self.features(part) @ self.weights))
        return np.concatenate(parts) if parts else np.zeros((0, len(self.known.units)), np.float32)

    def rank(self, asked: Sequence[Asked]) -> list[list[Named]]:
        """Return for each case the likeliest units with their chances, at most :data:`NAMED`.

        Where the responsibility list leaves only some units, the others have no chance. A unit that the model
        has never seen is not named; empty where none is left. Grounds are added by :meth:`explain`.
        """
        if not asked or not len(self.known.units):
            return [[] for _ in asked]
        chances = self.chances(table(asked, self.known))
        found: list[list[Named]] = []
        for one, chance in zip(asked, chances, strict=True):
            if one.allowed:
                left = [u for name in one.allowed if (u := self.known.units.get(name)) >= 0]
                if len(left) < len(one.allowed):
                    found.append([])
                    continue
                only = np.zeros_like(chance)
                only[left] = chance[left]
                chance = only / max(float(only.sum()), _NEVER_NOUGHT)  # noqa: PLW2901 - now sums up to 1
            best = np.argsort(-chance, kind="stable")[:NAMED]
            found.append(self._named([(self.known.units.names[u], float(chance[u])) for u in best]))
        return found

    def _named(self, scored: list[tuple[str, float]]) -> list[Named]:
        """Return units with chances: the first one's as its score came true, the others share the rest."""
        if not scored:
            return []
        first = scored[0][1]
        chance = float(np.interp(first, *self.knots))
        rest = (1 - chance) / max(1 - first, 1e-9)
        return [
            Named(unit, round(score, 6), round(chance if i == 0 else min(score * rest, chance), 4))
            for i, (unit, score) in enumerate(scored)
            if score > 0
        ]

    def explain(self, asked: Asked, named: Sequence[Named]) -> list[Named]:
        """Return ``named`` with what the history and the words say for each."""
        return [
            msgspec.structs.replace(
                one, ground=self.ground(asked, one.unit), words=self.telling(asked, one.unit)
            )
            for one in named
        ]

    def ground(self, asked: Asked, unit: str) -> Ground | None:
        """Return how often the unit handled the same matter here, ``None`` where there is no such history."""
        return self.grounds.of(asked, unit, self.known)

    def telling(self, asked: Asked, unit: str, most: int = 3) -> tuple[str, ...]:
        """Return the words of the case that speak most for the unit."""
        place = self.known.units.get(unit)
        if place < 0:
            return ()
        said = [(float(self.wording.says[w, place]), word) for word in asked.words
                if (w := self.wording.words.get(word)) >= 0]  # fmt: skip
        return tuple(word for value, word in sorted(said, reverse=True)[:most] if value > 1.0)

    def threshold(self, limit: float) -> float:
        """Return from which chance on the error stays within ``limit``: the next smaller that was proved."""
        proved = [one for one in self.thresholds if one <= limit * (1 + 1e-9)]
        return self.thresholds[max(proved)] if proved else NEVER


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows that sum up to 1."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    found: NDArray[np.float32] = powers / powers.sum(1, keepdims=True)
    return found
