"""Answers: addresses and options against the gateway, entities to JSON."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from yiwang.connectors.sensorthings.errors import StaError, bad, missing
from yiwang.connectors.sensorthings.evaluate import holds, value
from yiwang.connectors.sensorthings.gateway import Gateway
from yiwang.connectors.sensorthings.grammar import Call, Literal, Negation, Node, Operation, Path
from yiwang.connectors.sensorthings.model import (
    KINDS,
    SINGULAR,
    Entity,
    Scope,
    Step,
    scope_of,
    towards,
)
from yiwang.connectors.sensorthings.options import PAGE, Options

#: So many entities are looked at for one question; who asks for more narrows it.
MOST_LOOKED_AT: Final = 50_000
_TIMES: Final = {("phenomenonTime",), ("resultTime",)}
_FIRST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(2190, 1, 1, tzinfo=UTC)
_IDS: Final = {("id",), ("@iot.id",)}
_COMPONENTS: Final = ("id", "phenomenonTime", "result", "resultTime")


@dataclass(slots=True)
class Target:
    """What an address leads to: a set or one entity, perhaps one of its properties."""

    scope: Scope
    one: bool
    entity: Entity | None = None
    property: str | None = None
    mark: str = ""
    path: str = ""


class Reader:
    """Answers one request."""

    def __init__(self, gateway: Gateway, base: str) -> None:
        self._gateway = gateway
        self._base = base

    async def find(self, steps: list[Step]) -> Target:
        """Follow an address; raises a refusal where it leads nowhere."""
        first = steps[0]
        if first.name not in KINDS:
            raise missing(first.name)
        target = Target(Scope(first.name), one=False)
        await self._enter(target, first)
        for step in steps[1:]:
            if target.mark or (target.property is not None and step.name != "$value"):
                raise missing(step.name)
            if step.name in {"$ref", "$value"}:
                target.mark = step.name
            elif not target.one:
                raise bad(f"{step.name} of a whole set")
            else:
                await self._follow(target, step)
        if target.one and target.entity is None:
            target.entity = await self.one(target.scope)
        target.path = "/".join(_written(step) for step in steps)
        return target

    async def _enter(self, target: Target, step: Step) -> None:
        if step.id is not None:
            narrowed = scope_of(target.scope.kind, step.id)
            for asked, given in zip(target.scope[1:], narrowed[1:], strict=True):
                if asked is not None and given is not None and asked != given:
                    raise missing(f"{step.name}({step.id})")
            pairs = zip(target.scope[1:], narrowed[1:], strict=True)
            merged = [given if given is not None else asked for asked, given in pairs]
            target.scope, target.one = Scope(target.scope.kind, *merged), True

    async def _follow(self, target: Target, step: Step) -> None:
        entity = target.entity or await self.one(target.scope)
        relations = KINDS[entity.kind][1]
        if step.name not in relations:
            if step.name not in entity.values and step.name not in {"id", "@iot.id"}:
                raise missing(step.name)
            target.entity, target.property = entity, step.name
            return
        target.scope, target.entity = towards(entity, step.name), None
        target.one = step.name in SINGULAR
        await self._enter(target, step)

    async def one(self, scope: Scope) -> Entity:
        """Return the one entity of a scope."""
        async for entity in self._gateway.entities(scope):
            return entity
        raise missing(scope.kind)

    async def answer(self, target: Target, options: Options) -> Any:
        """Return the JSON of what was asked for."""
        if target.property is not None:
            assert target.entity is not None
            found = _json(target.entity.values.get(target.property, target.entity.id))
            return found if target.mark == "$value" else {target.property: found}
        if target.one:
            assert target.entity is not None
            if target.mark:
                return {"@iot.selfLink": f"{self._base}/{target.entity.address}"}
            return await self.render(target.entity, options)
        return await self.page(target.scope, options, f"{self._base}/{target.path}", links=bool(target.mark))

    async def page(
        self, scope: Scope, options: Options, address: str, *, links: bool = False
    ) -> dict[str, Any]:
        """Return a page of a set."""
        top = PAGE if options.top is None else options.top
        entities, total = await self._matching(scope, options, options.skip + top + 1)
        shown = entities[options.skip : options.skip + top]
        body: dict[str, Any] = {}
        if options.count:
            body["@iot.count"] = total
        if len(entities) > options.skip + top:
            body["@iot.nextLink"] = _next(address, options, top)
        if links:
            body["value"] = [{"@iot.selfLink": f"{self._base}/{e.address}"} for e in shown]
        elif options.array and scope.kind == "Observations":
            body["value"] = self._arrays(shown)
        else:
            body["value"] = [await self.render(entity, options) for entity in shown]
        return body

    async def _matching(self, scope: Scope, options: Options, wanted: int) -> tuple[list[Entity], int]:
        """Return at least the first ``wanted`` entities that match, and how many do if that was asked."""
        scope = _narrowed(scope, options.filter)
        natural, down = _natural(scope, options.order)
        total: int | None = None
        if options.count and options.filter is None:
            total = await self._gateway.count(scope)
        down = down and natural
        everything = not natural or (options.count and total is None)
        found: list[Entity] = []
        looked = 0
        start, end = bounds(options.filter) if scope.kind == "Observations" else (None, None)
        paths = _relations(scope.kind, options)
        stream: AsyncIterator[Entity] = self._gateway.entities(scope, start=start, end=end, down=down)
        async for entity in stream:
            looked += 1
            if looked > MOST_LOOKED_AT:
                raise bad(f"more than {MOST_LOOKED_AT} entities would have to be looked at: ask for less")
            for path in paths:
                await self._load(entity, path)
            if options.filter is None or holds(options.filter, functools.partial(look, entity)):
                found.append(entity)
                if not everything and len(found) >= wanted:
                    break
        if not natural:
            for node, backward in reversed(options.order):
                found.sort(key=functools.partial(_place, node), reverse=backward)
        return found, len(found) if total is None else total

    async def _load(self, entity: Entity, path: tuple[str, ...]) -> None:
        """Fetch the related entities that a path leads through."""
        at = entity
        for name in path:
            if name not in KINDS[at.kind][1]:
                return
            if name not in at.related:
                at.related[name] = await self.one(towards(at, name))
            at = at.related[name]

    async def render(self, entity: Entity, options: Options) -> dict[str, Any]:
        """Return the JSON of an entity."""
        address = f"{self._base}/{entity.address}"
        wanted = set(options.select)
        body: dict[str, Any] = {}
        if not wanted or wanted & {"id", "@iot.id"}:
            body["@iot.id"] = entity.id
        if not wanted:
            body["@iot.selfLink"] = address
        body |= {name: _json(v) for name, v in entity.values.items() if not wanted or name in wanted}
        relations = KINDS[entity.kind][1]
        for name in relations:
            if name in options.expand:
                await self._expand(body, entity, name, options.expand[name], f"{address}/{name}")
            elif not wanted or name in wanted:
                body[f"{name}@iot.navigationLink"] = f"{address}/{name}"
        if unknown := set(options.expand) - set(relations):
            raise bad(f"{entity.kind} have no {min(unknown)}")
        return body

    async def _expand(
        self, body: dict[str, Any], entity: Entity, name: str, options: Options, address: str
    ) -> None:
        scope = towards(entity, name)
        if name in SINGULAR:
            try:
                body[name] = await self.render(await self.one(scope), options)
            except Exception as error:
                if getattr(error, "status", 0) != 404:  # noqa: PLR2004 - not there: a device without a place
                    raise
                body[name] = None
            return
        found = await self.page(scope, options, address)
        body[name] = found.pop("value")
        body |= {f"{name}{key}": value for key, value in found.items()}

    def _arrays(self, entities: list[Entity]) -> list[dict[str, Any]]:
        grouped: dict[str, list[Any]] = {}
        for entity in entities:
            stream = (
                self._base + "/Datastreams" + f"({(entity.device or 0) * (1 << 20) + (entity.prop or 0)})"
            )
            row = [entity.id if c == "id" else _json(entity.values[c]) for c in _COMPONENTS]
            grouped.setdefault(stream, []).append(row)
        return [
            {
                "Datastream@iot.navigationLink": stream,
                "components": list(_COMPONENTS),
                "dataArray@iot.count": len(rows),
                "dataArray": rows,
            }
            for stream, rows in grouped.items()
        ]


def look(entity: Entity, names: tuple[str, ...]) -> Any:
    """Return a property of an entity or of one that was loaded with it; ``None`` where there is none."""
    if names in _IDS:
        return entity.id
    if names[0] in entity.related:
        return look(entity.related[names[0]], names[1:]) if len(names) > 1 else None
    found: Any = entity.values.get(names[0])
    for name in names[1:]:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def bounds(node: Node | None) -> tuple[datetime | None, datetime | None]:
    """Return the span of time outside which a filter can never hold."""
    match node:
        case Operation("and", left, right):
            (a, b), (c, d) = bounds(left), bounds(right)
            starts, ends = [x for x in (a, c) if x is not None], [x for x in (b, d) if x is not None]
            return max(starts, default=None), min(ends, default=None)
        case Operation(operator, Path(names), Literal(datetime() as given)) if names in _TIMES:
            moment = min(max(given, _FIRST), _LAST)  # what lies beyond is nowhere, and no database can say it
            after = moment + timedelta(microseconds=1)
            return {
                "gt": (moment, None), "ge": (moment, None), "lt": (None, after), "le": (None, after),
                "eq": (moment, after),
            }.get(operator, (None, None))  # fmt: skip
    return None, None


def _narrowed(scope: Scope, node: Node | None) -> Scope:
    """Return the scope of the one entity that a filter by id can hold for."""
    match node:
        case Operation("and", left, right):
            return _narrowed(_narrowed(scope, left), right)
        case Operation("eq", Path(names), Literal(int() | str() as given)) if names in _IDS:
            try:
                found = scope_of(scope.kind, given)
            except StaError:
                return scope
            pairs = zip(scope[1:], found[1:], strict=True)
            return Scope(scope.kind, *(a if a is not None else b for a, b in pairs))
    return scope


def _relations(kind: str, options: Options) -> list[tuple[str, ...]]:
    """Return the paths of a question that lead through related entities."""
    nodes = [node for node, _ in options.order] + ([options.filter] if options.filter is not None else [])
    found: list[tuple[str, ...]] = []
    while nodes:
        match nodes.pop():
            case Path(names) if len(names) > 1 and names[0] in KINDS[kind][1]:
                if names[0] not in SINGULAR:
                    raise bad(f"{names[0]} are many: ask for them and expand")
                found.append(names[:-1])
            case Call(_, arguments):
                nodes += arguments
            case Operation(_, left, right):
                nodes += (left, right)
            case Negation(inner):
                nodes.append(inner)
    return found


def _natural(scope: Scope, order: list[tuple[Node, bool]]) -> tuple[bool, bool]:
    """Tell whether entities come in this order by themselves, and whether it is downward."""
    if not order:
        return True, False
    node, down = order[0]
    if not isinstance(node, Path) or len(order) > 1:
        return False, False
    if scope.kind == "Observations":
        return scope.device is not None and node.names in _TIMES, down
    return node.names in _IDS and not down, False


def _place(node: Node, entity: Entity) -> tuple[int, Any]:
    return _key(value(node, functools.partial(look, entity)))


def _key(found: Any) -> tuple[int, Any]:
    """Return what sorts values of several kinds."""
    if found is None:
        return 0, 0
    if isinstance(found, bool | int | float):
        return 1, found
    return (2, found.timestamp()) if isinstance(found, datetime) else (3, str(found))


def _json(found: Any) -> Any:
    if isinstance(found, datetime):
        return found.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return found


def _written(step: Step) -> str:
    if step.id is None:
        return step.name
    return f"{step.name}({step.id!r})" if isinstance(step.id, str) else f"{step.name}({step.id})"


def _next(address: str, options: Options, top: int) -> str:
    pairs = [(k, v) for k, v in options.raw if k not in {"$skip", "$top"}]
    pairs += [("$top", str(top)), ("$skip", str(options.skip + top))]
    return address + "?" + "&".join(f"{k}={quote(v)}" for k, v in pairs)
