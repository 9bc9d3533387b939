"""A sign on its way to people, and what tells whether it was told before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec

KINDS: Final = {
    "burst": ("突发增多", "sudden rise"),
    "hot": ("热点话题", "hot topic"),
    "group": ("群体诉求", "many people, one thing"),
    "again": ("重复诉求人", "the same caller again"),
    "unsolved": ("久拖未决", "long unsolved"),
    "sensitive": ("敏感事件", "sensitive case"),
    "key_area": ("重点区域", "key area"),
}
#: Signs of topics: a topic has no name of its own, so that of two that share a case one is enough.
TOPICAL: Final = frozenset({"hot", "group"})


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A sign: what it is about (``object``), in which period, how large, in words, and its cases."""

    kind: str
    object: str
    period: str
    at: datetime
    matter: str | None
    path: tuple[str, ...]
    size: float
    words: dict[str, str]
    numbers: tuple[str, ...]
    cases: int


class Told:
    """What was told: a sign is told once per object and period, one of a topic once per case of it."""

    def __init__(self) -> None:
        self._keys: set[tuple[str, str, str]] = set()
        self._numbers: dict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, kind: str, about: str, period: str, numbers: Iterable[str]) -> None:
        """Remember that a sign was told."""
        self._keys.add((kind, about, period))
        if kind in TOPICAL:
            self._numbers[kind, period].update(numbers)

    def fresh(self, seen: Sequence[Seen]) -> list[Seen]:
        """Return those that were not told, and remember them."""
        found = []
        for one in seen:
            if (one.kind, one.object, one.period) in self._keys or not self._numbers[
                one.kind, one.period
            ].isdisjoint(one.numbers):
                continue
            self.add(one.kind, one.object, one.period, one.numbers)
            found.append(one)
        return found
