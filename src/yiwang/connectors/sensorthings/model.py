"""Entities, their properties and how they hang together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from yiwang.connectors.sensorthings.errors import bad, missing
from yiwang.sdk.uplink.numbered import SHIFT, series

#: Sets of entities: name → (name of one, relations: name → set).
KINDS: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "Things": (
        "Thing",
        {
            "Locations": "Locations",
            "HistoricalLocations": "HistoricalLocations",
            "Datastreams": "Datastreams",
        },
    ),
    "Locations": ("Location", {"Things": "Things", "HistoricalLocations": "HistoricalLocations"}),
    "HistoricalLocations": ("HistoricalLocation", {"Thing": "Things", "Locations": "Locations"}),
    "Datastreams": (
        "Datastream",
        {
            "Thing": "Things",
            "Sensor": "Sensors",
            "ObservedProperty": "ObservedProperties",
            "Observations": "Observations",
        },
    ),
    "Sensors": ("Sensor", {"Datastreams": "Datastreams"}),
    "ObservedProperties": ("ObservedProperty", {"Datastreams": "Datastreams"}),
    "Observations": (
        "Observation",
        {"Datastream": "Datastreams", "FeatureOfInterest": "FeaturesOfInterest"},
    ),
    "FeaturesOfInterest": ("FeatureOfInterest", {"Observations": "Observations"}),
}
SINGULAR: Final = {one: many for many, (one, _) in KINDS.items()}


class Scope(NamedTuple):
    """Which entities of a set: of which device, property or product; one instant."""

    kind: str
    device: int | None = None
    prop: int | None = None
    product: int | None = None
    at: int | None = None


@dataclass(slots=True)
class Entity:
    """One entity: its place among devices, properties and products, and its own values."""

    kind: str
    id: int | str
    values: dict[str, Any]
    device: int | None = None
    prop: int | None = None
    product: int | None = None
    related: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Return where it is below the service's root."""
        return f"{self.kind}({self.id!r})" if isinstance(self.id, str) else f"{self.kind}({self.id})"


def datastream_id(device: int, prop: int) -> int:
    """Return the id of a datastream."""
    return series(device, prop)


def observation_id(device: int, prop: int, at: int) -> str:
    """Return the id of an observation: whose it is, and when, in microseconds."""
    return f"{device}-{prop}-{at}"


_OBSERVATION: Final = re.compile(r"(\d{1,10})-(\d{1,7})-(-?\d{1,17})")


#: Numbers of devices, and microseconds from 1970, lie below.
_MOST: Final = 1 << 31
_FURTHEST: Final = 7_000_000_000_000_000


def scope_of(kind: str, given: int | str) -> Scope:
    """Return the scope of one entity by its id."""
    if kind == "Observations":
        match = _OBSERVATION.fullmatch(str(given))
        if match is None:
            raise missing(f"{kind}({given})")
        device, prop, at = (int(part) for part in match.groups())
        if device >= _MOST or not -_FURTHEST < at < _FURTHEST:
            raise missing(f"{kind}({given})")
        return Scope(kind, device=device, prop=prop, at=at)
    most = SHIFT << 31 if kind == "Datastreams" else _MOST
    if not isinstance(given, int) or not 0 < given < most:
        raise missing(f"{kind}({given})"[:80])
    if kind == "Datastreams":
        return Scope(kind, device=given // SHIFT, prop=given % SHIFT)
    if kind == "Sensors":
        return Scope(kind, product=given)
    if kind == "ObservedProperties":
        return Scope(kind, prop=given)
    return Scope(kind, device=given)


def towards(entity: Entity, relation: str) -> Scope:
    """Return the scope of what ``relation`` leads to from ``entity``."""
    kind = KINDS[entity.kind][1].get(relation)
    if kind is None:
        raise bad(f"{entity.kind} have no {relation}")
    if kind == "Sensors":
        return Scope(kind, product=entity.product)
    if kind == "ObservedProperties":
        return Scope(kind, prop=entity.prop)
    return Scope(kind, device=entity.device, prop=entity.prop, product=entity.product)


class Step(NamedTuple):
    """A part of an address: a set or relation, perhaps with an id."""

    name: str
    id: int | str | None


_STEP: Final = re.compile(r"([A-Za-z]\w*|\$\w+)(?:\((?:(\d{1,18})|'((?:[^']|'')*)')\))?")


def steps(path: str) -> list[Step]:
    """Return the parts of an address."""
    found = []
    for part in path.strip("/").split("/"):
        match = _STEP.fullmatch(part)
        if match is None:
            raise missing(part[:80])
        name, number, text = match.groups()
        given: int | str | None = int(number) if number else None
        if text is not None:
            given = text.replace("''", "'")
        found.append(Step(name, given))
    return found
