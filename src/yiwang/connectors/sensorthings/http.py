"""Routes: one address for everything below the root, as the standard has it."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Final

import msgspec
from fastapi import APIRouter, Request, Response

from yiwang.connectors.sensorthings import options
from yiwang.connectors.sensorthings.errors import StaError, bad, missing
from yiwang.connectors.sensorthings.model import KINDS, Entity, steps
from yiwang.connectors.sensorthings.reading import Reader, Target
from yiwang.connectors.sensorthings.system import System
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.permissions import demand
from yiwang.sdk import process, web
from yiwang.sdk.sensing import SEE_DEVICES, DeviceKeyError, recognise

ROOT: Final = "/sensorthings/v1.1"
_LARGEST: Final = 10_000_000
_SPECIFICATION: Final = "http://www.opengis.net/spec/iot_sensing/1.1/req/"
_PARTS: Final = (
    "datamodel",
    "resource-path",
    "request-data",
    "create-update-delete/create-entity",
    "data-array",
)
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


async def _answered(request: Request, serve: Any) -> Response:
    try:
        found = await serve(request)
    except StaError as error:
        return _json({"code": error.status, "type": "error", "message": error.message}, error.status)
    except YiwangError as error:
        status = 400 if error.status == 422 else error.status  # noqa: PLR2004 - the standard knows 400
        return _json({"code": status, "type": "error", "message": error.sentence("en")}, status)
    assert isinstance(found, Response)
    return found


@router.get("")
@router.get("/")
async def root(request: Request) -> Response:
    """List the sets of entities and what is conformed to."""

    async def serve(request: Request) -> Response:
        base = _base(request)
        return _json(
            {
                "value": [{"name": kind, "url": f"{base}/{kind}"} for kind in KINDS],
                "serverSettings": {"conformance": [_SPECIFICATION + part for part in _PARTS]},
            }
        )

    return await _answered(request, serve)


@router.get("/{path:path}")
async def get(request: Request, path: str) -> Response:
    """Return a set, an entity, or a property of one."""

    async def serve(request: Request) -> Response:
        system = await _system(request)
        demand(system.actor, SEE_DEVICES)
        asked = options.read(request.url.query)
        reader = Reader(system, _base(request))
        async with system.viewing():
            target = await reader.find(steps(path))
            await system.demand_reach(target.scope)
            found = await reader.answer(target, asked)
        if target.mark == "$value":
            return Response(str(found), media_type="text/plain; charset=utf-8")
        return _json(found)

    return await _answered(request, serve)


@router.post("/{path:path}")
async def post(request: Request, path: str) -> Response:
    """Make an entity, or hand in observations; answered after the commit."""

    async def serve(request: Request) -> Response:
        system = await _system(request)
        raw = await request.body()
        if len(raw) > _LARGEST:
            raise StaError(413, "the body is too large")
        try:
            body = msgspec.json.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise bad("the body is no JSON") from None
        reader = Reader(system, _base(request))
        if path.strip("/") == "CreateObservations":
            return _json(await _create_observations(system, body, _base(request)), 201)
        async with system.viewing():
            target = await _place(reader, path)
        if not isinstance(body, dict):
            raise bad("the body is an object")
        kind = target.scope.kind
        within = target.entity
        if kind == "Observations":
            made = await _observe(system, body, within)
        else:
            made = await system.create(kind, body, within)
        location = f"{_base(request)}/{made.address}"
        shown = await reader.render(made, options.Options())
        return _json(shown, 201, {"location": location})

    return await _answered(request, serve)


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
    given = within.id if within is not None else (body.get("Datastream") or {}).get("@iot.id")
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
