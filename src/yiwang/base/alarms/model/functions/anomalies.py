"""The condition that needs no limit in the value's unit: anomalies as the detectors find them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.alarms.errors import RuleInvalidError
from yiwang.base.alarms.model.arrays import FALSE, SECOND, TRUE, UNKNOWN, Bytes, Frame, Indices
from yiwang.base.alarms.model.functions.base import Leaf, OfProperty, Positive, Surroundings, functions
from yiwang.base.alarms.model.functions.statistics import local_time
from yiwang.base.detection.api import LARGEST, Watch

Detector = Literal[
    "cheap", "zscore", "ewma", "level_shift", "weekly", "record", "entropy", "nearest", "joint"
]

#: What the past of all members may be at most, in rows: 120 MB of memory and 35 MB of each checkpoint.
_MOST_ROWS: Final = 400_000


#: Those that keep a past, and those that read local time.
_HISTORIC: Final = ("nearest", "joint")
_ZONED: Final = ("cheap", "weekly", "joint")


class AnomalyParams(OfProperty, frozen=True, kw_only=True):
    """A reading that ``detector`` calls an anomaly; what is not given is as the detector has it.

    ``threshold`` in the detector's unit; ``learning`` readings are learned from first; after an anomaly the
    condition holds for ``refractory`` · ``learning`` readings; each makes the next one dearer by ``budget``.
    ``history``: so many readings of the past are compared by ``nearest`` and ``joint``.
    """

    detector: Detector = "cheap"
    threshold: Positive | None = None
    learning: Annotated[int, msgspec.Meta(ge=2, le=100_000)] | None = None
    refractory: Annotated[float, msgspec.Meta(ge=0, le=1000)] | None = None
    budget: Annotated[float, msgspec.Meta(ge=0, le=1000)] | None = None
    history: Annotated[int, msgspec.Meta(ge=200, le=20_000)] | None = None

    def __post_init__(self) -> None:
        if self.history is not None and self.detector not in _HISTORIC:
            raise RuleInvalidError(
                why_zh="history 只用于 nearest 和 joint", why_en="history is of nearest and joint only"
            )

    def given(self) -> dict[str, Any]:
        """Return what is said to the detector."""
        said = {
            name: getattr(self, name) for name in ("threshold", "learning", "refractory", "budget", "history")
        }
        found = {name: value for name, value in said.items() if value is not None}
        # Readings are told in local time, so the detector's own zone is none.
        return found | ({"zone": 0.0} if self.detector in _ZONED else {})


@functions.register("anomaly", zh="异常检测", en="anomaly", params=AnomalyParams)
class Anomaly(Leaf):
    """A detector without labels over each member; unknown while the member is learned.

    Memory as the detector's: 19.7 kB a member for ``cheap``; 1.1 MB, and 0.35 MB of each checkpoint, for
    ``nearest`` and ``joint`` with a history of 4,000, which also go through members one by one. So these
    watch 100 devices a rule at most, more with a shorter history. What is not a number is passed over. Local
    time that goes back, at the end of summer time, stands still for the detector.
    """

    params: AnomalyParams

    def __init__(self, params: AnomalyParams, size: int, around: Surroundings) -> None:
        super().__init__(params, size, around)
        self.watch = Watch(params.detector, params.given())
        if params.detector in _HISTORIC:
            most = _MOST_ROWS // getattr(self.watch.params, "history", _MOST_ROWS)
            if size > most:
                raise RuleInvalidError(
                    why_zh=f"{params.detector} 最多用于 {most} 台设备，实有 {size} 台",
                    why_en=f"{params.detector} can watch {most} devices at most, not {size}",
                )
        self.watch = Watch(params.detector, params.given(), streams=size)
        self.last = self.watch.last

    def state(self) -> dict[str, NDArray[Any]]:
        """Return the truth and the detector's columns."""
        return {"truth": self.truth} | (self.watch.columns() if self.watch.columnar else {})

    def bodies(self) -> list[bytes]:
        """Return the detector's memory of each member that it has seen, where that is more than columns."""
        if self.watch.columnar:
            return []
        return [self.watch.snapshot([i]) if seen else b"" for i, seen in enumerate(np.isfinite(self.last))]

    def embody(self, bodies: Mapping[int, bytes]) -> None:
        """Give the detector its memory of members back."""
        for member, body in bodies.items():
            self.watch.load([member], body)

    def take_over(self, other: Self, here: Indices, there: Indices) -> None:
        """Go on with the other's detector."""
        if not self.watch.columnar:
            self.watch.take_over(here, other.watch, there)

    def feed(self, frame: Frame) -> Bytes:
        """Return where a reading is an anomaly, or follows one within the silent readings."""
        out = np.full(len(frame), UNKNOWN, dtype=np.int8)
        times = local_time(frame.at, self.around.zone) / SECOND
        for turn in frame.rounds():
            chosen = turn[np.abs(frame.value[turn]) <= LARGEST]
            slot = frame.slot[chosen]
            early = self.watch.learning(slot)
            moments = np.maximum(times[chosen], self.last[slot])
            judged = self.watch.update(slot, frame.value[chosen], moments)
            holds = judged.alarms | self.watch.standing(slot)
            out[chosen] = np.where(early, UNKNOWN, np.where(holds, TRUE, FALSE))
        return out
