"""The system behind the protocol, reached through the sdk: devices as Things, properties as Datastreams."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from yiwang.connectors.sensorthings.changing import Changer
from yiwang.connectors.sensorthings.errors import StaError
from yiwang.connectors.sensorthings.model import Entity, Scope
from yiwang.connectors.sensorthings.showing import (
    datastream,
    observation,
    observed_property,
    place,
    sensor,
    thing,
)
from yiwang.sdk.sensing import (
    Device,
    DeviceFilter,
    ObservationFilter,
    Product,
    Products,
    count_devices,
    faces,
    find_devices,
    meter,
    observations,
    products,
    within_reach,
)
from yiwang.sdk.work import Work

_PAGE: Final = 500
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_BEGIN: Final = datetime(2000, 1, 1, tzinfo=UTC)
#: The newest observations are looked for in spans that grow so.
_SPANS: Final = tuple(timedelta(hours=h) for h in (1, 24, 24 * 30, 24 * 366, 24 * 366 * 30))


class System(Changer):
    """One request's view of the system, on one connection while it looks."""

    _work: Work | None = None

    @contextlib.asynccontextmanager
    async def viewing(self) -> AsyncIterator[None]:
        """Look at everything within, as of one moment."""
        async with self._database.reading(self.who) as work:
            self._work = work
            self._used: set[str] = set()
            try:
                yield
                if self._used:
                    await meter(work, DeviceFilter(codes=tuple(self._used)))
            finally:
                self._work = None

    def _viewing(self) -> Work:
        assert self._work is not None, "view first"
        return self._work

    async def entities(
        self, scope: Scope, *, start: datetime | None = None, end: datetime | None = None, down: bool = False
    ) -> AsyncIterator[Entity]:
        """Yield the entities of a scope."""
        work = self._viewing()
        known = await products(work.tx)
        if scope.kind in {"Sensors", "ObservedProperties"}:
            for entity in _definitions(scope, known):
                yield entity
            return
        async for device in self._devices(work, scope, known):
            product = known.by_code[device.product]
            if scope.kind == "Observations":
                async for entity in _observations(work, scope, device, product, (start, end), down=down):
                    yield entity
                continue
            for entity in _of_device(scope, device, product):
                yield entity

    async def _devices(self, work: Work, scope: Scope, known: Products) -> AsyncIterator[Device]:
        wanted = _wanted(scope, known)
        if wanted is None:
            return
        if scope.kind == "Observations":  # what is there, everybody finds; what it says, not
            wanted = await within_reach(work, work.actor, wanted)
        after = 0 if scope.device is None else scope.device - 1
        while True:
            limit = _PAGE if scope.device is None else 1
            found = await find_devices(work.tx, wanted, "number", [str(after), after], limit)
            for device in await faces(work, work.actor, found):
                if scope.device in {None, device.no} and device.state != "scrapped":
                    if scope.kind == "Observations":
                        self._used.add(device.code)
                    yield device
            if len(found) < limit or scope.device is not None:
                return
            after = found[-1].no

    async def count(self, scope: Scope) -> int | None:
        """Return how many Things there are; other sets are counted by looking at them."""
        if scope.kind != "Things" or scope.device is not None or scope.product is not None:
            return None
        tx, gone = self._viewing().tx, DeviceFilter(state="scrapped")
        return await count_devices(tx, DeviceFilter()) - await count_devices(tx, gone)

    async def demand_reach(self, scope: Scope) -> None:
        """Raise a refusal if observations of one device are asked for that the caller may not see."""
        if scope.kind != "Observations" or scope.device is None:
            return
        work, before = self._viewing(), scope.device - 1
        found = await find_devices(work.tx, DeviceFilter(), "number", [str(before), before], 1)
        for shown in await faces(work, work.actor, found):
            if shown.no == scope.device and not shown.readable:
                raise StaError(403, f"{shown.code} belongs to {shown.unit or 'another area'}: ask to use it")


def _wanted(scope: Scope, known: Products) -> DeviceFilter | None:
    """Return which devices a scope can mean; ``None``: none."""
    product = scope.product
    if scope.prop is not None:
        if scope.prop not in known.props:
            return None
        product = known.props[scope.prop][0].no
    if product is None:
        return DeviceFilter()
    return DeviceFilter(product=known.by_no[product].code) if product in known.by_no else None


def _definitions(scope: Scope, known: Products) -> list[Entity]:
    found = []
    for product in sorted(known.by_no.values(), key=lambda p: p.no):
        if scope.kind == "Sensors" and scope.product in {None, product.no}:
            found.append(sensor(product))
        if scope.kind == "ObservedProperties":
            found += [
                observed_property(product, spec)
                for spec in product.draft.model.properties
                if scope.prop in {None, product.props[spec.code]}
            ]
    return sorted(found, key=lambda e: int(e.id))


def _of_device(scope: Scope, device: Device, product: Product) -> list[Entity]:
    if scope.kind == "Things":
        return [thing(device)]
    if scope.kind == "Datastreams":
        return [
            datastream(device, product, spec)
            for spec in product.draft.model.properties
            if scope.prop in {None, product.props[spec.code]}
        ]
    if device.lon is None or device.lat is None:
        return []
    return [place(scope.kind, device)]


async def _observations(
    work: Work,
    scope: Scope,
    device: Device,
    product: Product,
    span: tuple[datetime | None, datetime | None],
    *,
    down: bool,
) -> AsyncIterator[Entity]:
    codes = tuple(code for code, no in product.props.items() if scope.prop in {None, no})
    if not codes:
        return
    start, end = span[0] or _BEGIN, span[1] or work.now + timedelta(days=1)
    if scope.at is not None:
        start = _EPOCH + timedelta(microseconds=scope.at)
        end = start + timedelta(microseconds=1)
    for first, last in _spans(start, end) if down else [(start, end)]:
        wanted = ObservationFilter(
            devices=DeviceFilter(codes=(device.code,)), properties=codes, start=first, end=last
        )
        found = [o async for o in _pages(work, wanted, device, product)] if down else None
        if found is not None:
            for entity in reversed(found):
                yield entity
            continue
        async for entity in _pages(work, wanted, device, product):
            yield entity


def _spans(start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """Cut a span so that its newest end comes first, in small pieces."""
    found, last = [], end
    for length in _SPANS:
        first = max(start, end - length)
        if first < last:
            found.append((first, last))
        last = first
    if start < last:
        found.append((start, last))
    return found


async def _pages(
    work: Work, wanted: ObservationFilter, device: Device, product: Product
) -> AsyncIterator[Entity]:
    after: Sequence[Any] | None = None
    while True:
        page = await observations(work, wanted, after, _PAGE)
        for code, at, value in zip(page.property, page.at, page.value, strict=True):
            moment = _EPOCH + timedelta(microseconds=round(at * 1000))
            yield observation(device.no, product.props[code], moment, value)
        if page.next is None:
            return
        after = page.next
