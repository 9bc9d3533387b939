"""Changing and deleting entities. What was observed stays as it is; a deleted Thing is a device scrapped."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from yiwang.connectors.sensorthings import showing
from yiwang.connectors.sensorthings.errors import StaError, bad, missing
from yiwang.connectors.sensorthings.making import Creator, draft_of, mapping, plain, point, text
from yiwang.connectors.sensorthings.model import KINDS, Entity
from yiwang.kernel.permissions import demand
from yiwang.sdk.sensing import (
    CHANGE_DEVICES,
    CHANGE_PRODUCTS,
    Device,
    DeviceDraft,
    DeviceFilter,
    Product,
    ProductDraft,
    Property,
    act,
    count_devices,
    device,
    faces,
    products,
    save_devices,
    save_product,
)
from yiwang.sdk.work import Work

#: What of each set may be written; the rest of what is shown follows from it, or is the registry's.
WRITABLE: Final = {
    "Things": {"name", "description", "properties"},
    "Locations": {"name", "location", "encodingType"},
    "Datastreams": {"name", "description"},
    "Sensors": {"name", "description"},
    "ObservedProperties": {"description"},
}
#: What PUT must give.
_NEEDED: Final = {
    "Things": ("name", "description"),
    "Locations": ("name", "location"),
    "Datastreams": ("name", "description"),
    "Sensors": ("name", "description"),
    "ObservedProperties": ("description",),
}
_REASON: Final = "SensorThings DELETE"


class Changer(Creator):
    """The changing half of a request's view of the system."""

    async def change(self, entity: Entity, body: dict[str, Any], *, whole: bool) -> Entity:
        """Change what ``body`` says of ``entity``; ``whole``: it says everything that can be written."""
        demand(self.actor, CHANGE_DEVICES)
        kind = entity.kind
        if kind not in WRITABLE:
            raise StaError(405, f"{kind} do not change: what was observed and where a device was stays")
        if whole and (lacking := [name for name in _NEEDED[kind] if name not in body]):
            raise bad(f"PUT gives the whole entity: {lacking[0]} is missing")
        _only_writable(entity, body)
        async with self._database.work(self.actor) as work:
            match kind:
                case "Things":
                    return await self._change_thing(work, entity, body, whole=whole)
                case "Locations":
                    return await self._change_place(work, entity, body)
                case _:
                    return await self._change_product(work, entity, body)

    async def delete(self, entity: Entity) -> None:
        """Delete ``entity``, if it is not what others hang on."""
        demand(self.actor, CHANGE_DEVICES)
        async with self._database.work(self.actor) as work:
            match entity.kind:
                case "Things":
                    was = await self._mine(work, entity)
                    await act(work, was.code, "scrap", reason=_REASON)
                case "Locations":
                    was = await self._mine(work, entity)
                    await self._save(work, draft_of(was, lon=None, lat=None, area=None))
                case "Datastreams" | "ObservedProperties":
                    await self._drop(work, entity)
                case "Sensors":
                    raise StaError(409, "a product stays: devices, versions and observations refer to it")
                case kind:
                    raise StaError(405, f"{kind} are not deleted: retention lets them go")

    async def _mine(self, work: Work, entity: Entity) -> Device:
        """Return the device of ``entity``, if the caller may see what it says."""
        assert entity.device is not None
        [shown] = await faces(work, self.actor, [await self._of(work, entity.device)])
        if not shown.readable:
            raise StaError(403, f"{shown.code} belongs to {shown.unit or 'another area'}")
        return shown

    async def _save(self, work: Work, draft: DeviceDraft) -> Device:
        _, problems = await save_devices(work, [draft])
        if problems:
            raise problems[0][1]
        return await device(work.tx, draft.code)

    async def _change_thing(self, work: Work, entity: Entity, body: dict[str, Any], *, whole: bool) -> Entity:
        was = await self._mine(work, entity)
        fields: dict[str, Any] = {}
        if "name" in body:
            fields["name"] = text(body, "name")[:100]
        if "description" in body:
            fields["address"] = str(body["description"])[:200]
        if "properties" in body or whole:
            given = mapping(body.get("properties", {}), "properties")
            shown = showing.thing(was).values["properties"]
            for name in showing.OWN & set(given):
                if given[name] != shown.get(name):
                    raise StaError(409, f"properties/{name} is the registry's and not changed here")
            fields["attributes"] = plain(given)
        return showing.thing(await self._save(work, draft_of(was, **fields)))

    async def _change_place(self, work: Work, entity: Entity, body: dict[str, Any]) -> Entity:
        was = await self._mine(work, entity)
        fields: dict[str, Any] = {}
        if "name" in body:
            fields["address"] = text(body, "name")[:200]
        if "location" in body:
            fields["lon"], fields["lat"] = point(body)
            fields["area"] = None
        return showing.place("Locations", await self._save(work, draft_of(was, **fields)))

    async def _change_product(self, work: Work, entity: Entity, body: dict[str, Any]) -> Entity:
        """Change the names of a product or of one of its properties, for all devices of the product."""
        demand(self.actor, CHANGE_PRODUCTS)
        product, spec = await _meant(work, entity)
        words = {name: text(body, name)[:100] for name in ("name", "description") if name in body}
        draft = product.draft
        if spec is None:
            names = {
                "name": words.get("name", draft.name),
                "name_en": words.get("description", draft.name_en),
            }
            made = await save_product(work, msgspec.structs.replace(draft, **names))
            return showing.sensor(made)
        if entity.kind == "ObservedProperties":
            changed = msgspec.structs.replace(spec, name=words.get("description", spec.name))
            made = await save_product(work, _with(draft, spec, changed))
            return showing.observed_property(made, changed)
        owner = await self._mine(work, entity)
        name = words.get("name", spec.name).removeprefix(owner.name).strip() or spec.name
        changed = msgspec.structs.replace(spec, name=name, name_en=words.get("description", spec.name_en))
        made = await save_product(work, _with(draft, spec, changed))
        return showing.datastream(owner, made, changed)

    async def _drop(self, work: Work, entity: Entity) -> None:
        """Take a property out of a product that no other device has."""
        demand(self.actor, CHANGE_PRODUCTS)
        product, spec = await _meant(work, entity)
        assert spec is not None
        if entity.kind == "Datastreams":
            await self._mine(work, entity)
        least = 1 if entity.kind == "Datastreams" else 0
        if await count_devices(work.tx, DeviceFilter(product=product.code)) > least:
            raise StaError(409, f"devices of the product {product.code} have it: change the product")
        await save_product(work, _with(product.draft, spec, None))


async def _meant(work: Work, entity: Entity) -> tuple[Product, Property | None]:
    """Return the product that an entity stands for, and the property if it is one."""
    known = await products(work.tx)
    if entity.kind == "Sensors":
        found = known.by_no.get(entity.product or 0)
        if found is None:
            raise missing(entity.address)
        return found, None
    if entity.prop not in known.props:
        raise missing(entity.address)
    product, code = known.props[entity.prop]
    spec = next((p for p in product.draft.model.properties if p.code == code), None)
    if spec is None:
        raise missing(entity.address)
    return product, spec


def _with(draft: ProductDraft, spec: Property, changed: Property | None) -> ProductDraft:
    """Return ``draft`` with ``changed`` in place of ``spec``; ``None``: without it."""
    others = [changed if p.code == spec.code else p for p in draft.model.properties]
    model = msgspec.structs.replace(draft.model, properties=tuple(p for p in others if p is not None))
    return msgspec.structs.replace(draft, model=model)


def _only_writable(entity: Entity, body: dict[str, Any]) -> None:
    """Refuse what cannot be written, unless it says what is so already; links and ids are let pass."""
    relations = {*KINDS[entity.kind][1]}
    for name, given in body.items():
        known = name in WRITABLE[entity.kind] or name.startswith("@") or "@iot." in name or name == "id"
        if known or (name in entity.values and entity.values[name] == given):
            continue
        if name in relations:
            raise StaError(409, f"{name} of {entity.kind} is not linked anew here")
        raise StaError(409, f"{name} follows from others and is not changed")
