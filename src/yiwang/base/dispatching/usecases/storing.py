"""Models of dispatch as artefacts of the registry."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.algorithms import api as algorithms
from yiwang.base.algorithms.errors import ArtefactError
from yiwang.base.dispatching.model.conformal import NEVER
from yiwang.base.dispatching.model.counts import Counts
from yiwang.base.dispatching.model.examples import Asked, Codes, Vocabulary
from yiwang.base.dispatching.model.grounds import Grounds
from yiwang.base.dispatching.model.ranker import Ranker
from yiwang.base.dispatching.model.wording import Wording

#: What an artefact calls itself.
KIND: Final = "dispatch/1"
_TRIAL: Final = Asked(matter=None, klass=None, path=(), channel="", weekday=0, hour=0)


class About(msgspec.Struct, frozen=True, kw_only=True):
    """The part of an artefact that is not numbers; ``thresholds``: limit of error → score, none for never."""

    kind: str = KIND
    units: list[str]
    matters: list[str]
    classes: list[str]
    areas: list[str]
    channels: list[str]
    words: list[str]
    levels: dict[str, int]
    thresholds: dict[str, float | None] = {}
    since: float = 0.0
    until: float = 0.0


def pack(ranker: Ranker) -> bytes:
    """Return the artefact of a model."""
    arrays: dict[str, NDArray[Any]] = {
        "prior": ranker.prior,
        "weights": ranker.weights,
        "says": ranker.wording.says,
        "knots": np.stack(ranker.knots),
    }
    for name, levels in ranker.chains.items():
        for i, counts in enumerate(levels):
            arrays |= counts.arrays(f"{name}.{i}")
    known = ranker.known
    about = About(
        units=known.units.names,
        matters=known.matters.names,
        classes=known.classes.names,
        areas=known.areas.names,
        channels=known.channels.names,
        words=ranker.wording.words.names,
        levels={name: len(levels) for name, levels in ranker.chains.items()},
        thresholds={f"{k:g}": None if v == NEVER else v for k, v in ranker.thresholds.items()},
        since=ranker.grounds.since,
        until=ranker.grounds.until,
    )
    return algorithms.pack(about, arrays | ranker.grounds.counts.arrays("grounds"))


def read(content: bytes) -> Ranker:
    """Return the model of an artefact; raises ``algorithm_artefact`` for what does not fit together."""
    raw, arrays = algorithms.unpack(content)
    try:
        about = msgspec.json.decode(raw, type=About)
        if about.kind != KIND:
            raise ArtefactError(why_zh="不是分拨模型", why_en="it is no model of dispatch")
        made = _made(about, arrays)
        made.rank([_TRIAL])
    except (msgspec.DecodeError, KeyError, ValueError, IndexError, TypeError) as error:
        raise ArtefactError(why_zh="内容不完整", why_en=f"its parts do not fit together ({error})") from error
    return made


def _made(about: About, arrays: dict[str, NDArray[Any]]) -> Ranker:
    words = Codes(about.words)
    return Ranker(
        known=Vocabulary(
            Codes(about.units),
            Codes(about.matters),
            Codes(about.classes),
            Codes(about.areas),
            Codes(about.channels),
            words,
        ),
        prior=arrays["prior"].astype(np.float32),
        chains={
            name: [Counts.read(arrays, f"{name}.{i}") for i in range(levels)]
            for name, levels in about.levels.items()
        },
        wording=Wording(words, arrays["says"].astype(np.float32)),
        weights=arrays["weights"].astype(np.float32),
        grounds=Grounds(Counts.read(arrays, "grounds"), about.since, about.until),
        knots=(arrays["knots"][0].astype(np.float64), arrays["knots"][1].astype(np.float64)),
        thresholds={float(k): NEVER if v is None else v for k, v in about.thresholds.items()},
    )
