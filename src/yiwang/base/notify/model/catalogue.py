"""The catalogue of what can be told 提醒模板: every kind once, in two languages, with its parameters.

Modules register the kinds they send when they are loaded. A notice stores the kind and the parameters
only, so that no words of people can slip into it and both languages stay available.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass

#: How much a notice presses: ``info`` to know, ``warn`` to act on soon, ``urgent`` to act on now.
LEVELS = ("info", "warn", "urgent")
#: Longest value of a parameter: numbers, dates and names of things, never sentences.
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of notice or text message; ``{name}`` in the texts stands for a parameter."""

    kind: str
    level: str
    zh: str
    en: str
    names: frozenset[str]

    def check(self, params: Mapping[str, str]) -> None:
        """Raise ``ValueError`` unless ``params`` are exactly those of the template, short, on one line."""
        if params.keys() != self.names:
            raise ValueError(f"{self.kind} takes {sorted(self.names)}, not {sorted(params)}")
        for name, value in params.items():
            if len(value) > LONGEST or not value.isprintable():
                raise ValueError(f"{self.kind}: {name} is no short text on one line")

    def render(self, params: Mapping[str, str]) -> dict[str, str]:
        """Return ``{zh, en}``; a parameter that an older notice lacks shows as nothing."""
        known = dict.fromkeys(self.names, "") | dict(params)
        return {"zh": self.zh.format_map(known), "en": self.en.format_map(known)}


_registry: dict[str, Template] = {}


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def register(kind: str, *, level: str = "info", zh: str, en: str) -> Template:
    """Add a kind to the catalogue and return it; the same again changes nothing.

    Raises ``ValueError`` for an unknown level, or a kind registered in different words.
    """
    if level not in LEVELS:
        raise ValueError(f"unknown level {level!r} of {kind!r}")
    made = Template(kind, level, zh, en, frozenset(_names(zh) | _names(en)))
    if _registry.setdefault(kind, made) != made:
        raise ValueError(f"the notice {kind!r} is registered twice")
    return made


def template(kind: str) -> Template:
    """Return the template of ``kind``; raises ``LookupError``."""
    return _registry[kind]


def words(kind: str, params: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a stored notice; a kind that no module knows any more shows its name."""
    found = _registry.get(kind)
    return {"zh": kind, "en": kind} if found is None else found.render(params)
