"""The condition that needs no limit in the value's unit: anomalies as the detectors find them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.alarms.model.arrays import FALSE, SECOND, TRUE, UNKNOWN, Bytes, Frame
from yiwang.base.alarms.model.functions.base import Leaf, OfProperty, Positive, Surroundings, functions
from yiwang.base.alarms.model.functions.statistics import local_time
from yiwang.base.detection.api import LARGEST, Watch

Detector = Literal["cheap", "zscore", "ewma", "level_shift", "weekly", "record", "entropy"]


class AnomalyParams(OfProperty, frozen=True, kw_only=True):
    """A reading that ``detector`` calls an anomaly; what is not given is as the detector has it.

    ``threshold`` in the detector's unit; ``learning`` readings are learned from first; after an anomaly the
    condition holds for ``refractory`` · ``learning`` readings; each makes the next one dearer by ``budget``.
    """

    detector: Detector = "cheap"
    threshold: Positive | None = None
    learning: Annotated[int, msgspec.Meta(ge=2, le=100_000)] | None = None
    refractory: Annotated[float, msgspec.Meta(ge=0, le=1000)] | None = None
    budget: Annotated[float, msgspec.Meta(ge=0, le=1000)] | None = None

    def given(self) -> dict[str, Any]:
        """Return what is said to the detector."""
        said = {name: getattr(self, name) for name in ("threshold", "learning", "refractory", "budget")}
        found = {name: value for name, value in said.items() if value is not None}
        # Readings are told in local time, so the detector's own zone is none.
        return found | ({"zone": 0.0} if self.detector in ("cheap", "weekly") else {})


@functions.register("anomaly", zh="异常检测", en="anomaly", params=AnomalyParams)
class Anomaly(Leaf):
    """A detector without labels over each member; unknown while the member is learned.

    Memory as the detector's: 19.7 kB a member for ``cheap``. What is not a number is passed over. Local time
    that goes back, at the end of summer time, stands still for the detector.
    """

    params: AnomalyParams

    def __init__(self, params: AnomalyParams, size: int, around: Surroundings) -> None:
        super().__init__(params, size, around)
        self.watch = Watch(params.detector, params.given(), streams=size)
        self.last = self.watch.columns()["last"]

    def state(self) -> dict[str, NDArray[Any]]:
        """Return the truth and the detector's columns."""
        return {"truth": self.truth, **self.watch.columns()}

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
