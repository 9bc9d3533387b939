"""Making entities: Things become devices, their Datastreams properties of the device's product."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from yiwang.connectors.sensorthings import showing
from yiwang.connectors.sensorthings.errors import StaError, bad, missing
from yiwang.connectors.sensorthings.model import Entity, datastream_id, scope_of
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.ids import new_id
from yiwang.kernel.permissions import demand
from yiwang.sdk.sensing import (
    CHANGE_DEVICES,
    CHANGE_PRODUCTS,
    Device,
    DeviceDraft,
    DeviceFilter,
    KeyScope,
    Product,
    ProductDraft,
    Property,
    ThingModel,
    device,
    find_devices,
    products,
    save_devices,
    save_product,
)
from yiwang.sdk.uplink.road import Road
from yiwang.sdk.uplink.said import Said
from yiwang.sdk.work import Database, Work

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(2190, 1, 1, tzinfo=UTC)
_SLUG: Final = re.compile(r"[^A-Za-z0-9_.-]+")
_UNITS: Final = {"°C": "Cel", "℃": "Cel", "degC": "Cel", "": "1", "m3/s": "m3/s", "percent": "%"}
#: Properties that were made without a Datastream wait in this product until one names them.
_SHELF: Final = "observed-properties"
_MOST: Final = 10_000


def slug(name: str) -> str:
    """Return a code for a name."""
    found = _SLUG.sub("-", name).strip("-.")[:50]
    if found and found[0].isalpha():
        return found
    return "p-" + (found or hashlib.sha256(name.encode()).hexdigest()[:12])


class Creator:
    """The writing half of a request's view of the system."""

    def __init__(self, database: Database, actor: Actor | None, scope: KeyScope | None = None) -> None:
        self._database = database
        self._who = actor
        self._scope = scope
        self._later: list[Said] = []

    @property
    def actor(self) -> Actor:
        """Return the person who asks; raises a refusal for a device's key."""
        if self._who is None:
            raise StaError(401, "a token of a person is needed; a device's key hands in observations only")
        return self._who

    @property
    def who(self) -> Actor:
        """Return as whom things are looked up: a device's key sees only what it hands in for."""
        return self._who or SYSTEM

    async def create(self, kind: str, body: dict[str, Any], within: Entity | None) -> Entity:
        """Make an entity; what it needs is made with it, in one transaction.

        Observations that come within a Datastream are checked with it and stored when it is there.
        """
        demand(self.actor, CHANGE_DEVICES)
        self._later = []
        made = await self._made(kind, body, within)
        if self._later:
            for refused in await Road(self._database).store(self._later, [None] * len(self._later)):
                if refused is not None:
                    raise refused
        return made

    async def _made(self, kind: str, body: dict[str, Any], within: Entity | None) -> Entity:
        async with self._database.work(self.actor) as work:
            match kind:
                case "Things":
                    return await self._thing(work, body)
                case "Locations":
                    return await self._location(work, body, within)
                case "Datastreams":
                    owner = await self._of(work, _link(body, "Thing", within, "Things"))
                    return await self._datastream(work, owner, body)
                case "Sensors":
                    demand(self.actor, CHANGE_PRODUCTS)
                    return showing.sensor(await save_product(work, _product(text(body, "name"), body)))
                case "ObservedProperties":
                    return await self._on_shelf(work, body)
        raise bad(
            f"{kind} are not made by themselves here: a device has one place, and its history is its life"
        )

    async def _thing(self, work: Work, body: dict[str, Any]) -> Entity:
        given = mapping(body.get("properties", {}), "properties")
        code = str(given.get("code") or f"sta-{new_id().hex[-12:]}")
        streams = listed(body.get("Datastreams", []), "Datastreams")
        product = given.get("product")
        if product is None:
            demand(self.actor, CHANGE_PRODUCTS)
            sensor = mapping(streams[0].get("Sensor", {}), "Sensor") if streams else {}
            if "@iot.id" in sensor:
                product = await _linked(work, sensor["@iot.id"])
            else:
                name = str(sensor.get("name") or text(body, "name"))
                own = _product(name, sensor, code=f"sta-{slug(code)}"[:60])
                product = (await save_product(work, own)).code
        places = listed(body.get("Locations", []), "Locations")
        lon, lat = point(places[0]) if places else (None, None)
        draft = msgspec.convert(
            {
                "code": code, "product": product, "name": text(body, "name")[:100], "lon": lon, "lat": lat,
                "address": str(body.get("description", ""))[:200], "attributes": plain(given),
            },
            DeviceDraft,
        )  # fmt: skip
        _, problems = await save_devices(work, [draft], state="in_service")
        if problems:
            raise problems[0][1]
        made = await device(work.tx, code)
        if made.state == "scrapped":
            raise StaError(409, f"the device {code} was scrapped and does not come back")
        for stream in streams:
            await self._datastream(work, made, stream)
        return showing.thing(made)

    async def _location(self, work: Work, body: dict[str, Any], within: Entity | None) -> Entity:
        things = listed(body.get("Things", []), "Things")
        number = within.device if within is not None else None
        if number is None and things:
            number = scope_of("Things", things[0].get("@iot.id", 0)).device
        if number is None:
            raise bad("a Location belongs to a Thing: post it to Things(…)/Locations")
        was = await self._of(work, number)
        lon, lat = point(body)
        address = str(body.get("name", was.address))[:200]
        draft = draft_of(was, lon=lon, lat=lat, area=None, address=address)
        _, problems = await save_devices(work, [draft])
        if problems:
            raise problems[0][1]
        return showing.place("Locations", await device(work.tx, was.code))

    async def _datastream(self, work: Work, owner: Device, body: dict[str, Any]) -> Entity:
        known = await products(work.tx)
        product = known.by_code.get(owner.product)
        if product is None or owner.product.startswith("sta-"):
            product = await save_product(work, known.by_code[owner.product].draft) if product else None
        assert product is not None
        code, name, unit = self._observed(body, known.props)
        spec = next((p for p in product.draft.model.properties if p.code == code), None)
        if spec is None:
            demand(self.actor, CHANGE_PRODUCTS)
            spec = Property(code=code, name=name[:100], unit=unit)
            product = await save_product(work, _with(product.draft, spec))
        elif spec.unit != unit:
            raise StaError(409, f"the property {code} is measured in {spec.unit}, not {unit}")
        for one in listed(body.get("Observations", []), "Observations"):
            self._later.append(
                _said(owner.code, code, one.get("phenomenonTime"), one.get("result"), work.now)
            )
        return showing.datastream(owner, product, spec)

    @staticmethod
    def _observed(body: dict[str, Any], known: Mapping[int, tuple[Product, str]]) -> tuple[str, str, str]:
        """Return code, name and unit of what a Datastream measures."""
        given = mapping(body.get("ObservedProperty", {}), "ObservedProperty")
        if "@iot.id" in given:
            number = given["@iot.id"]
            if number not in known:
                raise missing(f"ObservedProperties({number})")
            code = known[number][1]
            name = code
        else:
            name = text(given, "name")
            code = slug(name)
        measure = mapping(body.get("unitOfMeasurement", {}), "unitOfMeasurement")
        symbol = str(measure.get("symbol") or "1")
        return code, name, _UNITS.get(symbol, symbol)

    async def _on_shelf(self, work: Work, body: dict[str, Any]) -> Entity:
        demand(self.actor, CHANGE_PRODUCTS)
        name = text(body, "name")
        shelf = (await products(work.tx)).by_code.get(_SHELF)
        draft = shelf.draft if shelf is not None else ProductDraft(code=_SHELF, name="观测属性")
        spec = Property(code=slug(name), name=name[:100])
        if all(p.code != spec.code for p in draft.model.properties):
            draft = _with(draft, spec)
        made = await save_product(work, draft)
        return showing.observed_property(made, spec)

    async def _of(self, work: Work, number: int) -> Device:
        found = await find_devices(work.tx, DeviceFilter(), "number", [str(number - 1), number - 1], 1)
        if not found or found[0].no != number or found[0].state == "scrapped":
            raise missing(f"Things({number})")
        return found[0]

    async def observe(self, several: Sequence[tuple[int, Any, Any]]) -> list[Entity | None]:
        """Store observations; return after the commit."""
        if len(several) > _MOST:
            raise StaError(413, f"at most {_MOST} observations at once")
        if self._scope is None:
            demand(self.actor, CHANGE_DEVICES)
        said, made = [], []
        places: dict[int, tuple[Device, str, int] | None] = {}
        async with self._database.reading(self.who) as work:
            known = await products(work.tx)
            for stream in {stream for stream, _, _ in several}:
                places[stream] = await self._place(work, stream, known.props)
            now = work.now
        for stream, time, result in several:
            place = places[stream]
            if place is None:
                raise missing(f"Datastreams({stream})")
            owner, code, number = place
            one = _said(owner.code, code, time, result, now)
            said.append(one)
            at = _EPOCH + timedelta(microseconds=one.at[0])
            value = float(result) if not isinstance(result, str) else float("nan")
            made.append(showing.observation(owner.no, number, at, value))
        verdicts = await Road(self._database).store(said, [self._scope] * len(said))
        return [None if refused else entity for refused, entity in zip(verdicts, made, strict=True)]

    async def _place(
        self, work: Work, stream: int, props: Mapping[int, tuple[Product, str]]
    ) -> tuple[Device, str, int] | None:
        scope = scope_of("Datastreams", stream)
        if scope.prop is None or scope.prop not in props or scope.device is None:
            return None
        product, code = props[scope.prop]
        owner = await self._of(work, scope.device)
        good = owner.product == product.code and stream == datastream_id(owner.no, scope.prop)
        return (owner, code, scope.prop) if good else None


def _said(device: str, code: str, time: Any, result: Any, now: datetime) -> Said:
    micros = (_moment(time, now) - _EPOCH) // timedelta(microseconds=1)
    if not isinstance(result, int | float | bool | str):
        raise bad("a result is a number, a truth value, or a member's code")
    return Said(device, [micros], {code: [result]})


async def _linked(work: Work, number: Any) -> str:
    """Return the code of the product that a Sensor stands for."""
    known = await products(work.tx)
    if not isinstance(number, int) or number not in known.by_no:
        raise missing(f"Sensors({number})")
    return known.by_no[number].code


def draft_of(was: Device, **fields: Any) -> DeviceDraft:
    """Return what was asked for of a device, with ``fields`` changed."""
    values = {name: getattr(was, name) for name in DeviceDraft.__struct_fields__} | fields
    return msgspec.convert(values, DeviceDraft)


def plain(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return which properties of a Thing are attributes of the device: plain, and no facts of it."""
    own = showing.OWN
    return {k: v for k, v in given.items() if isinstance(v, str | int | float | bool) and k not in own}


def _product(name: str, body: Mapping[str, Any], *, code: str | None = None) -> ProductDraft:
    return ProductDraft(
        code=code or slug(name),
        name=name[:100],
        maker=str(body.get("description", ""))[:200],
        model=ThingModel(),
    )


def _with(draft: ProductDraft, spec: Property) -> ProductDraft:
    model = msgspec.structs.replace(draft.model, properties=(*draft.model.properties, spec))
    return msgspec.structs.replace(draft, model=model)


def _link(body: dict[str, Any], name: str, within: Entity | None, kind: str) -> int:
    if within is not None and within.kind == kind and within.device is not None:
        return within.device
    given = mapping(body.get(name, {}), name).get("@iot.id")
    if not isinstance(given, int):
        raise bad(f"{name} is missing")
    return scope_of(kind, given).device or 0


def text(body: Mapping[str, Any], name: str) -> str:
    """Return a word that must be there."""
    found = body.get(name)
    if not isinstance(found, str) or not found.strip():
        raise bad(f"{name} is missing")
    return found


def mapping(found: Any, name: str) -> dict[str, Any]:
    """Return an object; refuse what is none."""
    if not isinstance(found, dict):
        raise bad(f"{name} is an object")
    return found


def listed(found: Any, name: str) -> list[dict[str, Any]]:
    """Return a list of objects; refuse what is none."""
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise bad(f"{name} is a list of objects")
    return found


def point(body: Mapping[str, Any]) -> tuple[float, float]:
    """Return longitude and latitude of a GeoJSON point."""
    match body.get("location"):
        case {"type": "Point", "coordinates": [int() | float() as lon, int() | float() as lat, *_]}:
            return float(lon), float(lat)
        case {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [int() | float() as lon, int() | float() as lat, *_],
            },
        }:
            return float(lon), float(lat)
    raise bad("location is a GeoJSON Point")


def _moment(given: Any, now: datetime) -> datetime:
    if given is None:
        return now
    try:
        found = datetime.fromisoformat(str(given).split("/")[0])
    except ValueError:
        raise bad("phenomenonTime is ISO 8601") from None
    if found.tzinfo is None:
        raise bad("phenomenonTime has no zone")
    if not _FIRST < found < _LAST:
        raise bad("phenomenonTime is out of range")
    return found
