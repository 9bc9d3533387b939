"""Who acts in the demo: the persons of the overlay, as callers."""

from __future__ import annotations

from numpy.random import Generator

from yiwang.base.identity import api as identity
from yiwang.kernel.actor import SYSTEM, Actor


class Staff:
    """The people of the city by role and unit."""

    def __init__(self, directory: identity.Directory, rng: Generator) -> None:
        self._rng = rng
        self._by_role: dict[str, list[Actor]] = {}
        self._handlers: dict[str, list[Actor]] = {}
        for person in directory.persons():
            posts = [p for code in person.posts if (p := directory.post(code)) is not None]
            roles = frozenset(role for post in posts for role in post.roles)
            actor = Actor(name=person.code, roles=roles, person=person.id, unit=person.unit)
            for role in roles:
                self._by_role.setdefault(role, []).append(actor)
            if "handler" in roles:
                self._handlers.setdefault(person.unit, []).append(actor)

    def any(self, role: str) -> Actor:
        """Return somebody who holds ``role``."""
        holders = self._by_role.get(role)
        return holders[int(self._rng.integers(len(holders)))] if holders else SYSTEM

    def handler(self, unit: str | None) -> Actor:
        """Return a handler of ``unit``; of a unit without people, the system."""
        holders = self._handlers.get(unit or "")
        return holders[int(self._rng.integers(len(holders)))] if holders else SYSTEM
