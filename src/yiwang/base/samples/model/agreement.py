"""How well people agree: Krippendorff's alpha, Cohen's kappa, the share of equal labels.

Alpha for nominal data, two values a unit: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011),
section C. Kappa: J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological
Measurement 20 (1960). The interval is a percentile bootstrap over texts (B. Efron, 1979).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]
_DRAWS: Final = 1000
_SEED: Final = 20260101
_SHOWN: Final = 10
SOURCES: Final = {
    "alpha": "Krippendorff 2011, Computing Krippendorff's Alpha-Reliability",
    "kappa": "Cohen 1960, Educational and Psychological Measurement 20, 37–46",
}


def table(pairs: Mapping[tuple[str, str], int]) -> Counts:
    """Return counts of (first label, second label) as a square table."""
    labels = sorted({label for pair in pairs for label in pair})
    made = np.zeros((len(labels), len(labels)))
    for (one, other), n in pairs.items():
        made[labels.index(one), labels.index(other)] += n
    return made


def alpha(counts: Counts) -> float | None:
    """Return Krippendorff's alpha; ``None`` where nothing varies, so nothing can be told."""
    both = counts + counts.T
    each = both.sum(axis=0)
    n = each.sum()
    differ = both.sum() - np.trace(both)
    expected = n * n - (each**2).sum()
    return None if expected <= 0 else float(1 - (n - 1) * differ / expected)


def kappa(counts: Counts) -> float | None:
    """Return Cohen's kappa of two persons; ``None`` where chance alone would make them agree."""
    n = counts.sum()
    if n == 0:
        return None
    chance = float((counts.sum(axis=0) * counts.sum(axis=1)).sum() / n**2)
    return None if chance >= 1 else float((np.trace(counts) / n - chance) / (1 - chance))


def interval(counts: Counts) -> tuple[float, float] | None:
    """Return where alpha lies with 95 % confidence, texts drawn anew; always the same answer."""
    n = int(counts.sum())
    if n < 2:  # noqa: PLR2004 - one text has no spread
        return None
    drawn = np.random.default_rng(_SEED).multinomial(n, (counts / n).ravel(), size=_DRAWS)
    found = [a for one in drawn if (a := alpha(one.reshape(counts.shape).astype(float))) is not None]
    return (float(np.quantile(found, 0.025)), float(np.quantile(found, 0.975))) if found else None


def agreement(rows: Iterable[tuple[str, str, str, str, int]]) -> dict[str, Any]:
    """Return the figures of judged texts: rows are (person, other person, label, other label, texts)."""
    every: dict[tuple[str, str], int] = defaultdict(int)
    persons: dict[tuple[str, str], dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    for who, other, label, theirs, n in rows:
        every[label, theirs] += n
        persons[who, other][label, theirs] += n
    counts = table(every)
    n = int(counts.sum())
    between = interval(counts)
    return {
        "n": n,
        "equal": round(float(np.trace(counts)) / n, 4) if n else None,
        "alpha": _rounded(alpha(counts)),
        "alpha_interval": None if between is None else [round(end, 4) for end in between],
        "pairs": [
            {"who": list(who), "n": sum(found.values()), "kappa": _rounded(kappa(table(found)))}
            for who, found in sorted(persons.items(), key=lambda one: -sum(one[1].values()))
        ],
        "confused": [
            {"labels": list(pair), "n": n}
            for pair, n in sorted(_unordered(every).items(), key=lambda one: (-one[1], one[0]))[:_SHOWN]
        ],
        "sources": SOURCES,
    }


def _unordered(pairs: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (one, other), n in pairs.items():
        if one != other:
            found[min(one, other), max(one, other)] += n
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
