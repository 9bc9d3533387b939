"""What a change is made of: the contribution of each part, exact to the last digit.

A sum changes by what its parts change by. A quotient changes because parts have other rates, and because
the parts have another weight in the whole: V = Σ wᵢ·rᵢ, and with the means of both periods (Bennet 1920)

    ΔV = Σ w̄ᵢ·Δrᵢ (rate) + Σ (r̄ᵢ - V̄)·Δwᵢ (mix).

Taking V̄ off changes no sum, since the weights always add up to one; it lets a part that grows weigh in by
how much it is better or worse than the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

#: Rounding of sums.
_NOTHING: Final = 1e-9


class Share(msgspec.Struct, frozen=True):
    """What a part gives to a change: because its own rate moved, and because its weight did."""

    rate: float
    mix: float = 0.0

    @property
    def total(self) -> float:
        """Return all it gives."""
        return self.rate + self.mix


class Quotient(msgspec.Struct, frozen=True):
    """Numerator and denominator of a part."""

    over: float = 0.0
    under: float = 0.0


def of_sums(then: Mapping[str, float], now: Mapping[str, float]) -> dict[str, Share]:
    """Return what each part of a sum gives to its change."""
    return {key: Share(now.get(key, 0.0) - then.get(key, 0.0)) for key in {**now, **then}}


def of_quotients(then: Mapping[str, Quotient], now: Mapping[str, Quotient]) -> dict[str, Share]:
    """Return what each part of a quotient gives to its change; both wholes must have something below."""
    before, after = _whole(then), _whole(now)
    middle = (before.over / before.under + after.over / after.under) / 2
    found = {}
    for key in {**now, **then}:
        a, b = then.get(key, Quotient()), now.get(key, Quotient())
        weight, weighed = a.under / before.under, b.under / after.under
        if (a.under == 0 and a.over != 0) or (b.under == 0 and b.over != 0):
            # counted on another day than what it is divided by: it has no rate, only what it gives
            direct = b.over / after.under - a.over / before.under
            found[key] = Share(0.0, direct - middle * (weighed - weight))
            continue
        rates = [q.over / q.under for q in (a, b) if q.under]
        if not rates:
            found[key] = Share(0.0)
            continue
        rate = (weight + weighed) / 2 * (rates[-1] - rates[0])
        found[key] = Share(rate, (sum(rates) / len(rates) - middle) * (weighed - weight))
    return found


def _whole(parts: Mapping[str, Quotient]) -> Quotient:
    return Quotient(sum(q.over for q in parts.values()), sum(q.under for q in parts.values()))


def rest(whole: Any, parts: Mapping[str, Quotient]) -> Quotient | None:
    """Return what the listed parts leave of a whole; ``None`` if that is nothing."""
    known = _whole(parts)
    left = Quotient(whole["numerator"] - known.over, whole["denominator"] - known.under)
    return None if abs(left.over) < _NOTHING and abs(left.under) < _NOTHING else left
