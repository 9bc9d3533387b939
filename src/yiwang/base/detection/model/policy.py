"""When a score is an alarm: threshold, refractory time and a budget of alarms."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.detection.model.bank import Bank, Field, Floats, Index

_Rows = Annotated[int, msgspec.Meta(ge=2, le=100_000)]
_Share = Annotated[float, msgspec.Meta(ge=0, le=1000)]
_Positive = Annotated[float, msgspec.Meta(gt=0)]


class DetectorParams(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every detector is told: when to begin to judge and when a score is an alarm.

    A score of at least ``threshold + budget · b`` is an alarm, where b counts this stream's alarms, each
    fading with e^(-rows / budget_rows); after an alarm ``refractory · learning`` rows are silent.
    The first ``learning`` rows are never judged.
    """

    threshold: _Positive
    learning: _Rows = 60
    refractory: _Share = 0.0
    budget: _Share = 0.0
    budget_rows: _Positive = 10_000.0


class Policy(Bank):
    """The alarms of a bank of streams. Its "score" is 1 for an alarm and 0 for none.

    State: 24 bytes per stream.
    """

    fields: ClassVar[dict[str, Field]] = {
        "rows": Field(0, "i8"),
        "silent_until": Field(0, "i8"),
        "spent": Field(),
    }

    def __init__(self, learning: NDArray[np.int64], params: DetectorParams) -> None:
        self.params = params
        self._fading = math.exp(-1.0 / params.budget_rows)
        super().__init__(learning)

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:  # noqa: ARG002 - counts rows only
        """Return 1 where the score in ``values`` is an alarm."""
        state, learning = self.state, self.learning[at]
        rows = state["rows"][at]
        spent = state["spent"][at] * self._fading
        limit = self.params.threshold + self.params.budget * spent
        with np.errstate(invalid="ignore"):
            alarm = (rows >= learning) & (rows >= state["silent_until"][at]) & (values >= limit)
        quiet = rows + 1 + np.floor(self.params.refractory * learning).astype(np.int64)
        state["silent_until"][at] = np.where(alarm, quiet, state["silent_until"][at])
        state["spent"][at] = spent + alarm
        state["rows"][at] = rows + 1
        return alarm.astype(np.float64)
