"""Rate limits by address: token buckets in the memory of one process.

Each web process counts for itself, so an installation with n processes lets up to n times the rate
through; that is the price for a limit that costs no database at all.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable

from yiwang.kernel.errors import TooManyRequestsError

_MOST = 50_000  # addresses remembered; the longest unseen is forgotten first
_V6_SITE = 64  # bits: who has one IPv6 address has 2**64 of them


class Throttle:
    """Lets each address make ``burst`` requests at once and ``per_hour`` on the long run."""

    def __init__(self, *, burst: int, per_hour: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = float(burst)
        self._rate = per_hour / 3600
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> None:
        """Count a request of ``address``; raises ``too_many_requests`` with the seconds to wait."""
        key = site(address)
        now = self._clock()
        left, at = self._buckets.get(key, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._rate)
        if left < 1:
            raise TooManyRequestsError(seconds=math.ceil((1 - left) / self._rate))
        self._buckets[key] = (left - 1, now)
        self._buckets.move_to_end(key)
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)


def site(address: str) -> str:
    """Return what counts as one sender: an IPv4 address, or the /64 network of an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, _V6_SITE), strict=False))
