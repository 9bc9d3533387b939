"""The simple detectors: one idea each, in units that people can set a limit in."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from yiwang.base.detection.model.bank import UNJUDGED, Bank, Field, Floats, Index

#: A value that moved although nothing ever moved before is so many standard deviations away.
HIGHEST = 100.0


def _in_deviations(off: Floats, variance: Floats) -> Floats:
    """Return ``|off|`` in standard deviations, at most 100; without any spread 0 or 100."""
    size = np.abs(off)
    spread = np.sqrt(np.maximum(variance, 0.0))
    ratio = np.divide(size, spread, out=np.where(size > 0, HIGHEST, 0.0), where=spread > 0)
    bounded: Floats = np.minimum(ratio, HIGHEST)
    return bounded


class ZScore(Bank):
    """Standard deviations from the mean of the last ``window`` values.

    ``|x - mean| / s`` over the window before x; computed afresh each time, so that a spike that left the
    window leaves nothing behind. Source: Shewhart 1931. State: 8·window + 8 bytes per stream.
    """

    def __init__(self, learning: NDArray[np.int64], *, window: int = 120) -> None:
        self.window = window
        super().__init__(learning)

    def columns(self) -> dict[str, Field]:
        """Return the window and how many rows were seen."""
        return {"rows": Field(0, "i8"), "recent": Field(UNJUDGED, "f8", (self.window,))}

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:  # noqa: ARG002 - order is all it needs
        """Return the distances; ``nan`` until two values are known."""
        rows, recent = self.state["rows"][at], self.state["recent"][at]
        used = np.minimum(rows, self.window)
        known = used >= 2  # noqa: PLR2004 - a spread needs two
        number = np.maximum(used, 1)
        # Sums that pass over empty places take three times as long; most windows have none.
        add = np.nansum if len(used) and used.min() < self.window else np.sum
        mean = add(recent, axis=1) / number
        recent -= mean[:, None]
        variance = add(recent * recent, axis=1) / number
        scores = np.where(known, _in_deviations(values - mean, variance), UNJUDGED)
        self.state["recent"][at, rows % self.window] = values
        self.state["rows"][at] = rows + 1
        return scores


class Ewma(Bank):
    """Standard deviations of the residual from an exponentially weighted mean.

    ``|x - level| / s``, level and s² (of the residuals) weighted with ``max(alpha, 1/n)``.
    Source: Roberts 1959. State: 24 bytes per stream.
    """

    fields: ClassVar[dict[str, Field]] = {"level": Field(), "variance": Field(), "rows": Field(0, "i8")}

    def __init__(self, learning: NDArray[np.int64], *, alpha: float = 0.05) -> None:
        self.alpha = alpha
        super().__init__(learning)

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:  # noqa: ARG002 - order is all it needs
        """Return the distances; ``nan`` until two values are known."""
        state = self.state
        rows, off = state["rows"][at], values - state["level"][at]
        scores = np.where(rows >= 2, _in_deviations(off, state["variance"][at]), UNJUDGED)  # noqa: PLR2004
        weight = np.maximum(self.alpha, 1.0 / (rows + 1))
        state["level"][at] += weight * off
        later = np.maximum(self.alpha, 1.0 / np.maximum(rows, 1))
        state["variance"][at] += np.where(rows > 0, later * (off * off - state["variance"][at]), 0.0)
        state["rows"][at] = rows + 1
        return scores


class LevelShift(Bank):
    """How far the mean of the last ``short`` values is from all before them, in standard deviations.

    ``|mean(last short) - m| / s``, m and s² of the values that left the short window, weighted with
    ``1/min(n, memory)``. Source: two-window comparison of means, as in Basseville & Nikiforov 1993 (ch. 2).
    State: 8·short + 24 bytes per stream.
    """

    def __init__(self, learning: NDArray[np.int64], *, short: int = 50, memory: int = 4000) -> None:
        self.short, self.memory = short, memory
        super().__init__(learning)

    def columns(self) -> dict[str, Field]:
        """Return the short window, and the moments of what came before it."""
        return {
            "rows": Field(0, "i8"),
            "mean": Field(),
            "variance": Field(),
            "recent": Field(0, "f8", (self.short,)),
        }

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:  # noqa: ARG002 - order is all it needs
        """Return the distances; ``nan`` until both windows have values enough."""
        state, short = self.state, self.short
        rows = state["rows"][at]
        slot = rows % short
        leaving, before = state["recent"][at, slot], np.maximum(rows - short + 1, 0)
        weight = np.where(before > 0, 1.0 / np.minimum(np.maximum(before, 1), self.memory), 0.0)
        off = leaving - state["mean"][at]
        state["mean"][at] += weight * off
        state["variance"][at] = (1.0 - weight) * (state["variance"][at] + weight * off * off)
        state["recent"][at, slot] = values
        state["rows"][at] = rows + 1
        shift = state["recent"][at].mean(axis=1) - state["mean"][at]
        return np.where(before >= short, _in_deviations(shift, state["variance"][at]), UNJUDGED)


class Rate(Bank):
    """How fast the value changes: ``|x - previous| / (t - previous t)``, per ``per`` seconds.

    Two values of one instant have no rate. Source: elementary. State: 16 bytes per stream.
    """

    fields: ClassVar[dict[str, Field]] = {"value": Field(UNJUDGED), "time": Field(UNJUDGED)}

    def __init__(self, learning: NDArray[np.int64], *, per: float = 60.0) -> None:
        self.per = per
        super().__init__(learning)

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:
        """Return the rates; ``nan`` for the first value and for the second of one instant."""
        passed = times - self.state["time"][at]
        change = np.abs(values - self.state["value"][at])
        rates = np.full(len(at), UNJUDGED)
        np.divide(change * self.per, passed, out=rates, where=passed > 0)
        self.state["value"][at], self.state["time"][at] = values, times
        return rates


class Stuck(Bank):
    """For how many seconds the value has not moved by more than ``tolerance`` from where it stands.

    Source: the persistence test of quality control in metering. Missing values do not move: whether data come
    at all is another rule. State: 16 bytes per stream.
    """

    fields: ClassVar[dict[str, Field]] = {"value": Field(UNJUDGED), "since": Field(UNJUDGED)}

    def __init__(self, learning: NDArray[np.int64], *, tolerance: float = 0.0) -> None:
        self.tolerance = tolerance
        super().__init__(learning)

    def score(self, at: Index, values: Floats, times: Floats) -> Floats:
        """Return the seconds; 0 when the value has just moved."""
        stays = np.abs(values - self.state["value"][at]) <= self.tolerance
        since = np.where(stays, self.state["since"][at], times)
        self.state["value"][at] = np.where(stays, self.state["value"][at], values)
        self.state["since"][at] = since
        return times - since
