"""What serves a dispatch now: the published model, the one in shadow, and whether it may act by itself."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from yiwang.base.algorithms import api as algorithms
from yiwang.base.dispatching.model.conformal import NEVER
from yiwang.base.dispatching.model.examples import Asked
from yiwang.base.dispatching.model.ranker import Named, Ranker
from yiwang.infra.database import Tx

_log = logging.getLogger(__name__)
TASK: Final = "dispatch"
#: Share of wrong automatic dispatches that a city puts up with unless it says otherwise.
LIMIT: Final = 0.02
#: Setting of a version: 1 while it only suggests, because it was wrong too often.
SUGGEST_ONLY: Final = "suggest_only"


@dataclass(frozen=True, slots=True)
class Advice:
    """What the models say of one case: ranked units, and whether the first may be given the case unasked.

    ``shadow_unit`` is what the model in shadow would have said; nothing follows from it.
    """

    asked: Asked
    named: tuple[Named, ...]
    model: UUID
    sure: bool
    shadow: UUID | None = None
    shadow_unit: str | None = None
    shadow_score: float | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """The models of this moment; empty where a city has none."""

    serving: algorithms.Serving

    @property
    def speaks(self) -> bool:
        """Tell whether any model is there to be asked."""
        return self.serving.published is not None or self.serving.shadow is not None

    def advise(self, asked: Sequence[Asked]) -> list[Advice | None]:
        """Return what the models say of each case; nothing where no model knows a unit for it."""
        opened, shadow = self.serving.published, self.serving.shadow
        if opened is None and shadow is None:
            return [None] * len(asked)
        ranked = _ranked(opened, asked)
        beside = _ranked(shadow, asked)
        line = NEVER if opened is None or self.only_suggests else opened.model.threshold(self.limit)
        found: list[Advice | None] = []
        for one, named, other in zip(asked, ranked, beside, strict=True):
            speaker = opened or shadow
            if speaker is None or not (named or other):
                found.append(None)
                continue
            found.append(
                Advice(
                    asked=one,
                    named=tuple(named),
                    model=speaker.version.id,
                    sure=bool(named) and named[0].score >= line,
                    shadow=shadow.version.id if shadow is not None and other else None,
                    shadow_unit=other[0].unit if other else None,
                    shadow_score=other[0].score if other else None,
                )
            )
        return found

    def explained(self, advice: Advice) -> list[Named]:
        """Return the named units with what the history and the words say for each."""
        opened = self.serving.published
        if opened is None:
            return list(advice.named)
        ranker: Ranker = opened.model
        return ranker.explain(advice.asked, advice.named)

    @property
    def limit(self) -> float:
        """Return the limit of error that the city has set."""
        opened = self.serving.published
        return LIMIT if opened is None else opened.version.card.settings.get("limit", LIMIT)

    @property
    def only_suggests(self) -> bool:
        """Tell whether the published model was told to keep to suggestions."""
        opened = self.serving.published
        return opened is not None and opened.version.card.settings.get(SUGGEST_ONLY, 0) >= 1


#: A city without models.
NOBODY: Final = Guide(algorithms.Serving())


def _ranked(opened: algorithms.Opened | None, asked: Sequence[Asked]) -> list[list[Named]]:
    """Return what a model says; one that fails says nothing, and what asked goes on without it."""
    if opened is None:
        return [[] for _ in asked]
    ranker: Ranker = opened.model
    try:
        return ranker.rank(asked)
    except Exception:  # noqa: BLE001 - intake goes on, whatever a model does
        _log.exception("model %s of dispatch failed on %d cases", opened.version.id, len(asked))
        return [[] for _ in asked]


async def guide(tx: Tx) -> Guide:
    """Return what serves a dispatch now; no SQL while it is fresh."""
    return Guide(await algorithms.serving(tx, TASK))
