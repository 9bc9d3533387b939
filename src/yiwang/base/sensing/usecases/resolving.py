"""From names to numbers: devices and properties, held in the process and renewed when they change."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from yiwang.base.sensing.model.device import DeviceRef
from yiwang.base.sensing.model.product import Product, Property
from yiwang.base.sensing.model.units import conversion
from yiwang.base.sensing.store import devices as store
from yiwang.base.sensing.store.products import PRODUCTS, Products
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

_MOST_HELD: Final = 200_000
_MOST_CHANGED: Final = 5_000
_LOOK: Final = 1.0


@dataclass(slots=True)
class Prop:
    """A property as doors see it: its number, and how values become numbers in its unit."""

    no: int
    spec: Property
    members: Mapping[str, int]

    def number(self, value: Any) -> float | None:
        """Return what is stored for ``value`` in the property's own unit; ``None``: it is none."""
        if isinstance(value, bool):
            return float(value) if self.spec.kind in {"boolean", "integer", "number"} else None
        if isinstance(value, int | float):
            return float(value)
        found = self.members.get(value)
        return None if found is None else float(found)

    def way_from(self, unit: str | None) -> tuple[float, float] | None:
        """Return factor and offset from ``unit``; ``None``: it measures something else."""
        return (1.0, 0.0) if unit is None else conversion(unit, self.spec.unit)


class Directory:
    """Names of one process: devices by code with a bound on how many, all products."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._refs: dict[str, DeviceRef] = {}
        self._revision = -1
        self._looked = -_LOOK
        self._products: Products | None = None
        self._props: dict[int, dict[str, Prop]] = {}

    async def refs(self, codes: Sequence[str]) -> dict[str, DeviceRef]:
        """Return the devices among ``codes``; a change is seen within a second."""
        await self._look()
        held = self._refs
        found = {code: held[code] for code in codes if code in held}
        missing = [code for code in dict.fromkeys(codes) if code not in held]
        if missing:
            async with self._database.reading(SYSTEM) as work:
                fresh = await store.refs(work.tx, missing)
            if len(held) + len(fresh) > _MOST_HELD:
                held.clear()
            held.update(fresh)
            found |= fresh
        return found

    def props(self, product: int) -> dict[str, Prop]:
        """Return the properties of a product by code (those of its present version)."""
        made = self._props.get(product)
        if made is None:
            assert self._products is not None, "look first"
            known = self._products.by_no.get(product)
            made = self._props[product] = {} if known is None else props_of(known)
        return made

    async def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked < _LOOK and self._products is not None and PRODUCTS.held() is self._products:
            return
        async with self._database.reading(SYSTEM) as work:
            products = await PRODUCTS.get(work.tx)
            revision, changed = await store.changed_since(work.tx, self._revision, _MOST_CHANGED)
        if products is not self._products:
            self._products, self._props = products, {}
        if self._revision < 0 or len(changed) == _MOST_CHANGED:
            self._refs.clear()
        for code in changed:
            self._refs.pop(code, None)
        self._revision, self._looked = revision, now


def props_of(product: Product) -> dict[str, Prop]:
    """Return the properties of ``product`` by code."""
    return {
        spec.code: Prop(product.props[spec.code], spec, {m.code: m.value for m in spec.members})
        for spec in product.draft.model.properties
    }


_directories: WeakKeyDictionary[Database, Directory] = WeakKeyDictionary()


def directory(database: Database) -> Directory:
    """Return the names of ``database`` in this process."""
    found = _directories.get(database)
    if found is None:
        found = _directories[database] = Directory(database)
    return found
