"""Registries of named, typed functions that packs may call by name.

A pack never carries code. Where it must say "this guard" or "that move", it names a function that a
base module registered here under that name, with parameters of a declared type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

F = TypeVar("F", bound=Callable[..., Any])


class NoParams(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The parameters of a function that takes none."""


@dataclass(frozen=True, slots=True)
class Named(Generic[F]):
    """A registered function: its name, sentences for people, and the type of its parameters."""

    name: str
    zh: str
    en: str
    params: type[msgspec.Struct]
    call: F


class Registry(Generic[F]):
    """Named functions of one kind; a name is given once."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._items: dict[str, Named[F]] = {}

    def register(
        self, name: str, *, zh: str, en: str, params: type[msgspec.Struct] = NoParams
    ) -> Callable[[F], F]:
        """Register the decorated function as ``name``; a second one of that name is a bug."""

        def add(function: F) -> F:
            if name in self._items:
                raise ValueError(f"{self.kind} {name!r} is registered twice")
            self._items[name] = Named(name, zh, en, params, function)
            return function

        return add

    def get(self, name: str) -> Named[F]:
        """Return the function called ``name``; ``KeyError`` if there is none."""
        return self._items[name]

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __iter__(self) -> Iterator[Named[F]]:
        return iter(self._items.values())


#: Conditions of flows: ``call(view, params) -> bool``; the view is the acting module's own.
conditions: Registry[Callable[[Any, Any], bool]] = Registry("condition")

#: Moves of flows: what an action does; ``params`` is unused, the body type lives with the move.
moves: Registry[Callable[..., Any]] = Registry("move")
