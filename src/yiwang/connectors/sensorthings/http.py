"""Routes: one address for everything below the root, as the standard has it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec
from fastapi import APIRouter, Request, Response

from yiwang.connectors.sensorthings import batch, options
from yiwang.connectors.sensorthings.batch import Told, Wish
from yiwang.connectors.sensorthings.errors import StaError, bad, missing
from yiwang.connectors.sensorthings.making import mapping
from yiwang.connectors.sensorthings.model import KINDS, Entity, steps
from yiwang.connectors.sensorthings.reading import Reader, Target
from yiwang.connectors.sensorthings.system import System
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.permissions import demand
from yiwang.kernel.refusals import UNREADABLE, refused
from yiwang.sdk import process, web
from yiwang.sdk.sensing import SEE_DEVICES, DeviceKeyError, recognise

ROOT: Final = "/sensorthings/v1.1"
_LARGEST: Final = 10_000_000
_SPECIFICATION: Final = "http://www.opengis.net/spec/iot_sensing/1.1/req/"
_PARTS: Final = (
    "datamodel",
    "resource-path",
    "request-data",
    "create-update-delete/deep-insert-status-code",
    "data-array",
)
_OVER_MQTT: Final = "create-observations-via-mqtt/observations-creation"
#: What is there in part, and what is missing of it.
_IN_PART: Final = {
    "create-update-delete/create-entity": "no FeaturesOfInterest and HistoricalLocations",
    "create-update-delete/link-to-existing-entities": "Things, Sensors, ObservedProperties; no Locations",
    "create-update-delete/deep-insert": "all but FeaturesOfInterest; Observations follow in their own commit",
    "create-update-delete/update-entity": "not Observations, HistoricalLocations and FeaturesOfInterest; not "
    "what the registry decides",
    "create-update-delete/update-entity-put": "as update-entity",
    "create-update-delete/delete-entity": "a Thing is a device scrapped; Observations go by retention",
    "create-update-delete/historical-location-auto-creation": "one HistoricalLocation",
    "batch-request/batch-request": "JSON of OData 4.01, not multipart; no atomicity groups",
}
router = APIRouter(prefix=ROOT, tags=["sensorthings"], include_in_schema=False)


def _base(request: Request) -> str:
    return (process.setting(request, "public_url") or str(request.base_url)).rstrip("/") + ROOT


def _json(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(body), status, headers, "application/json")


async def _system(request: Request) -> System:
    """Return the caller's view: of a person's session or token, or of a device's key."""
    header = request.headers.get("authorization", "")
    kind, _, secret = header.partition(" ")
    if kind.lower() == "basic":
        try:
            secret = base64.b64decode(secret, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            raise StaError(401, "the credentials cannot be read") from None
    elif not header:
        return System(web.database(request), await web.caller(request))
    secret = secret.strip()
    actor = await process.holder(request, secret)
    if actor is not None:
        return System(web.database(request), actor)
    try:
        return System(web.database(request), None, await recognise(web.database(request), secret))
    except DeviceKeyError:
        raise StaError(401, "the token or key is not valid") from None


def _refusal(error: YiwangError) -> StaError:
    status = 400 if error.status == 422 else error.status  # noqa: PLR2004 - the standard knows 400
    return StaError(status, error.sentence("en"))


async def _answered(request: Request, serve: Callable[[Request], Awaitable[Response]]) -> Response:
    try:
        return await serve(request)
    except StaError as error:
        told = error
    except UNREADABLE as error:
        told = _refusal(refused(error))
    except YiwangError as error:
        told = _refusal(error)
    return _json({"code": told.status, "type": "error", "message": told.message}, told.status)


@router.get("")
@router.get("/")
async def root(request: Request) -> Response:
    """List the sets of entities and what is conformed to."""

    async def serve(request: Request) -> Response:
        base = _base(request)
        parts = (*_PARTS, _OVER_MQTT) if process.setting(request, "mqtt_port") else _PARTS
        return _json(
            {
                "value": [{"name": kind, "url": f"{base}/{kind}"} for kind in KINDS],
                "serverSettings": {
                    "conformance": [_SPECIFICATION + part for part in parts],
                    "inPart": {_SPECIFICATION + part: why for part, why in _IN_PART.items()},
                },
            }
        )

    return await _answered(request, serve)


@router.get("/{path:path}")
async def get(request: Request, path: str) -> Response:
    """Return a set, an entity, or a property of one."""
    return await _one(request, Wish("get", path, request.url.query, None))


@router.post("/{path:path}")
async def post(request: Request, path: str) -> Response:
    """Make an entity, hand in observations, or ask for several things at once; answered after the commit."""
    if path.strip("/") == "$batch":
        return await _batch(request)
    return await _one(request, Wish("post", path, "", None))


@router.patch("/{path:path}")
async def patch(request: Request, path: str) -> Response:
    """Change what the body says of an entity."""
    return await _one(request, Wish("patch", path, "", None))


@router.put("/{path:path}")
async def put(request: Request, path: str) -> Response:
    """Replace what can be written of an entity."""
    return await _one(request, Wish("put", path, "", None))


@router.delete("/{path:path}")
async def delete(request: Request, path: str) -> Response:
    """Delete an entity."""
    return await _one(request, Wish("delete", path, "", None))


async def _one(request: Request, wish: Wish) -> Response:
    async def serve(request: Request) -> Response:
        system, base = await _system(request), _base(request)
        body = None if wish.method in {"get", "delete"} else await _body(request)
        told = await _SERVED[wish.method](system, base, wish._replace(body=body))
        if isinstance(told.body, str):
            return Response(told.body, media_type="text/plain; charset=utf-8")
        headers = {"location": told.location} if told.location else None
        return _json(told.body, told.status, headers)

    return await _answered(request, serve)


async def _batch(request: Request) -> Response:
    async def serve(request: Request) -> Response:
        system, base = await _system(request), _base(request)

        async def each(wish: Wish) -> Told:
            try:
                return await _SERVED[wish.method](system, base, wish)
            except UNREADABLE as error:
                raise _refusal(refused(error)) from error
            except YiwangError as error:
                raise _refusal(error) from error

        return _json(await batch.answer(await _body(request), base, each))

    return await _answered(request, serve)


async def _body(request: Request) -> Any:
    raw = await request.body()
    if len(raw) > _LARGEST:
        raise StaError(413, "the body is too large")
    if b"\\u0000" in raw:
        raise bad("a text has a NUL character")
    try:
        return msgspec.json.decode(raw)
    except UNREADABLE:
        raise bad("the body is no JSON") from None


async def _get(system: System, base: str, wish: Wish) -> Told:
    demand(system.actor, SEE_DEVICES)
    asked = options.read(wish.query)
    reader = Reader(system, base)
    async with system.viewing():
        target = await reader.find(steps(wish.path))
        await system.demand_reach(target.scope)
        found = await reader.answer(target, asked)
    return Told(200, str(found) if target.mark == "$value" else found)


async def _post(system: System, base: str, wish: Wish) -> Told:
    reader = Reader(system, base)
    if wish.path.strip("/") == "CreateObservations":
        return Told(201, await _create_observations(system, wish.body, base))
    async with system.viewing():
        target = await _place(reader, wish.path)
    if not isinstance(wish.body, dict):
        raise bad("the body is an object")
    if target.scope.kind == "Observations":
        made = await _observe(system, wish.body, target.entity)
    else:
        made = await system.create(target.scope.kind, wish.body, target.entity)
    return Told(201, await reader.render(made, options.Options()), f"{base}/{made.address}")


async def _change(system: System, base: str, wish: Wish) -> Told:
    if not isinstance(wish.body, dict):
        raise bad("the body is an object")
    entity = await _meant(system, base, wish)
    changed = await system.change(entity, wish.body, whole=wish.method == "put")
    return Told(200, await Reader(system, base).render(changed, options.Options()))


async def _delete(system: System, base: str, wish: Wish) -> Told:
    await system.delete(await _meant(system, base, wish))
    return Told(200)


async def _meant(system: System, base: str, wish: Wish) -> Entity:
    """Return the one entity that is to be changed or deleted."""
    demand(system.actor, SEE_DEVICES)
    async with system.viewing():
        target = await Reader(system, base).find(steps(wish.path))
    if not target.one or target.entity is None or target.property is not None or target.mark:
        raise StaError(405, "one entity is changed or deleted, no set and no property")
    return target.entity


_SERVED: Final = {"get": _get, "post": _post, "patch": _change, "put": _change, "delete": _delete}


async def _place(reader: Reader, path: str) -> Target:
    """Return the set that is posted to; ``entity`` is the one above it, if there is one."""
    parts = steps(path)
    last = parts[-1]
    if last.id is not None or last.name not in KINDS:
        raise missing(last.name)
    if len(parts) == 1:
        return await reader.find(parts)
    above = await reader.find(parts[:-1])
    if not above.one or above.entity is None or last.name not in KINDS[above.entity.kind][1].values():
        raise missing(path[:80])
    return Target(above.scope._replace(kind=last.name), one=False, entity=above.entity)


async def _observe(system: System, body: dict[str, Any], within: Entity | None) -> Entity:
    given = (
        within.id
        if within is not None
        else mapping(body.get("Datastream") or {}, "Datastream").get("@iot.id")
    )
    if not isinstance(given, int) or "result" not in body:
        raise bad("an Observation has a result and a Datastream")
    [made] = await system.observe([(given, body.get("phenomenonTime"), body["result"])])
    if made is None:
        raise StaError(403, "the key does not speak for this device")
    return made


async def _create_observations(system: System, body: Any, base: str) -> list[str]:
    """Take observations as data arrays; return a link or ``error`` for each, in their order."""
    if not isinstance(body, list):
        raise bad("the body is a list")
    several = []
    for group in body:
        match group:
            case {
                "Datastream": {"@iot.id": int() as stream},
                "components": list() as names,
                "dataArray": list() as rows,
            }:
                pass
            case _:
                raise bad("a group has Datastream, components and dataArray")
        if "result" not in names:
            raise bad("components name the result")
        for row in rows:
            if not isinstance(row, list) or len(row) != len(names):
                raise bad("a row has as many values as there are components")
            values = dict(zip(names, row, strict=True))
            several.append((stream, values.get("phenomenonTime"), values["result"]))
    return ["error" if made is None else f"{base}/{made.address}" for made in await system.observe(several)]
