"""Filters of subscriptions: their form, what they match, and whose they may be."""

from __future__ import annotations

from collections.abc import Sequence

from yiwang.connectors.mqtt.codes import Broken, Reason


def check_filter(wanted: str) -> list[str]:
    """Return the levels of a filter; raises ``Broken`` for one that the standards do not know."""
    if not wanted:
        raise Broken(Reason.FILTER_INVALID, "an empty filter")
    levels = wanted.split("/")
    for n, level in enumerate(levels):
        if ("#" in level and (level != "#" or n != len(levels) - 1)) or ("+" in level and level != "+"):
            raise Broken(Reason.FILTER_INVALID, "a wildcard in the middle of a level")
    return levels


def within(levels: Sequence[str], prefixes: Sequence[str]) -> bool:
    """Tell whether a filter can only ever match topics that begin with one of ``prefixes``."""
    plain = "/".join(levels)
    first = min((plain.find(mark) for mark in "+#" if mark in plain), default=len(plain))
    return any(plain[:first].startswith(prefix) for prefix in prefixes)


def matches(levels: Sequence[str], topic: Sequence[str]) -> bool:
    """Tell whether a topic's levels match a filter's."""
    if topic[0].startswith("$") and levels[0] in {"+", "#"}:
        return False
    for n, level in enumerate(levels):
        if level == "#":
            return True
        if n >= len(topic) or level not in {"+", topic[n]}:
            return False
    return len(levels) == len(topic)
