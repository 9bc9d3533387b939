"""Root causes 根因: which properties of cases go with an outcome more often than chance would have it.

Each value of each factor is tested against all other cases in a 2 × 2 table: Pearson's chi-square (one
degree of freedom, no continuity correction) where all expected counts are at least 5 (Cochran 1954), else
Fisher's exact test (two-sided: the sum of all tables with the same margins that are no more likely). The
p-values of all tests are corrected together for the false discovery rate (Benjamini and Hochberg 1995). The
size of an effect is the risk ratio with its 95 % interval (Katz 1978, half a case added to each cell where
one is empty) and phi. An association is a reason to look, not a proof of a cause.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from yiwang.base.mining.model.log import Bools, Longs

_LEAST_EXPECTED: Final = 5.0
_Z: Final = 1.959963984540054
#: Tables that are as likely as the one seen, up to rounding.
_ALIKE: Final = 1 + 1e-7


@dataclass(frozen=True, slots=True)
class Cause:
    """``value`` of ``factor``: ``hits`` of ``n`` cases have the outcome, ``other_hits`` of ``others``."""

    factor: str
    value: str
    n: int
    hits: int
    others: int
    other_hits: int
    test: Literal["chi_square", "fisher"]
    p: float
    q: float
    """The p-value corrected for all tests of the question."""
    ratio: float
    low: float
    high: float
    phi: float
    cases: Longs
    """The places of the cases with both, rising."""


def causes(outcome: Bools, factors: Mapping[str, Sequence[str | None]], *, least: int = 5) -> list[Cause]:
    """Return the values that ``least`` cases have, by corrected p-value; unknown ones are no value."""
    found: list[Cause] = []
    for factor, values in factors.items():
        named = np.array(["" if v is None else v for v in values], object)
        known = np.array([v is not None for v in values], np.bool_)
        distinct = {v for v in values if v is not None}
        if len(distinct) <= 1:
            continue  # nothing to compare with
        for value in sorted(distinct):
            chosen = known & (named == value)
            n, others = int(chosen.sum()), int((known & ~chosen).sum())
            if n >= least and others >= least:
                hits = int((chosen & outcome).sum())
                other_hits = int((known & ~chosen & outcome).sum())
                found.append(_tested(factor, value, (hits, n, other_hits, others), chosen & outcome))
    corrected = benjamini_hochberg([c.p for c in found])
    out = [_with_q(cause, q) for cause, q in zip(found, corrected, strict=True)]
    return sorted(out, key=lambda c: (c.q, c.p, -c.ratio, c.factor, c.value))


def _with_q(cause: Cause, q: float) -> Cause:
    fields = {name: getattr(cause, name) for name in Cause.__slots__}
    return Cause(**(fields | {"q": q}))


def _tested(factor: str, value: str, table: tuple[int, int, int, int], both: Bools) -> Cause:
    hits, n, other_hits, others = table
    a, b, c, d = hits, n - hits, other_hits, others - other_hits
    test: Literal["chi_square", "fisher"]
    if _least_expected(a, b, c, d) >= _LEAST_EXPECTED:
        test, p = "chi_square", chi_square(a, b, c, d)
    else:
        test, p = "fisher", fisher(a, b, c, d)
    ratio, low, high = risk_ratio(a, b, c, d)
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    phi = (a * d - b * c) / math.sqrt(margins) if margins else 0.0
    places = np.flatnonzero(both).astype(np.int64)
    return Cause(factor, value, n, hits, others, other_hits, test, p, p, ratio, low, high, phi, places)


def _least_expected(a: int, b: int, c: int, d: int) -> float:
    total = a + b + c + d
    return min((a + b), (c + d)) * min((a + c), (b + d)) / total if total else 0.0


def chi_square(a: int, b: int, c: int, d: int) -> float:
    """Return the p-value of Pearson's chi-square of a 2 × 2 table; 1 where a margin is empty."""
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if not margins:
        return 1.0
    statistic = (a + b + c + d) * (a * d - b * c) ** 2 / margins
    return math.erfc(math.sqrt(statistic / 2))


def fisher(a: int, b: int, c: int, d: int) -> float:
    """Return the two-sided p-value of Fisher's exact test of a 2 × 2 table."""
    row, column, total = a + b, a + c, a + b + c + d
    low, high = max(0, row + column - total), min(row, column)
    seen = _log_table(a, row, column, total)
    likely = [_log_table(k, row, column, total) for k in range(low, high + 1)]
    limit = seen + math.log(_ALIKE)
    return min(1.0, sum(math.exp(one) for one in likely if one <= limit))


def _log_table(k: int, row: int, column: int, total: int) -> float:
    return _log_choose(column, k) + _log_choose(total - column, row - k) - _log_choose(total, row)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def risk_ratio(a: int, b: int, c: int, d: int) -> tuple[float, float, float]:
    """Return how much more often the outcome is in the first row than in the second, with 95 % bounds."""
    half = 0.5 if 0 in (a, b, c, d) else 0.0
    e, f, g, h = a + half, b + half, c + half, d + half
    ratio = (e / (e + f)) / (g / (g + h))
    spread = _Z * math.sqrt(max(1 / e - 1 / (e + f) + 1 / g - 1 / (g + h), 0.0))
    return ratio, ratio * math.exp(-spread), ratio * math.exp(spread)


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """Return p-values corrected for the false discovery rate, in the order given."""
    if not p:
        return []
    given = np.asarray(p, np.float64)
    order = np.argsort(given)
    ranked = given[order] * len(given) / np.arange(1, len(given) + 1)
    rising = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1.0)
    out = np.empty_like(given)
    out[order] = rising
    return [float(q) for q in out]


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927); (0, 1) of nothing."""
    if not n:
        return 0.0, 1.0
    share, z2 = hits / n, _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)
