"""Routes of edge nodes: for people, and for the nodes themselves."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from yiwang.base.edges import api
from yiwang.base.edges.schemas import EdgeDevicesBody, EdgeRevokeBody
from yiwang.base.sensing import api as sensing
from yiwang.infra import web
from yiwang.infra.throttle import Throttle
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import UnauthenticatedError
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1", tags=["edge nodes"])

#: Tries of one-time keys per address: nobody guesses 192 bits, and nobody may keep the database busy trying.
_tries = Throttle(burst=20, per_hour=200)
_Code = Annotated[str, Path(max_length=64)]


@router.get("/edge-nodes", summary="Edge nodes")
async def get_nodes(request: Request) -> Response:
    """Return ``{items}``: stage, last contact, what waits, versions, devices and rules of each."""
    actor = await web.caller(request)
    demand(actor, sensing.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.nodes(work)})


@router.post(
    "/edge-nodes",
    status_code=201,
    summary="Register an edge node",
    openapi_extra=web.body_of(api.NodeDraft),
)
async def post_node(request: Request) -> Response:
    """Return ``{code, key}``; the one-time key is shown this once and good for a day."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE)
    draft = await web.read(request, api.NodeDraft)
    async with web.database(request).work(actor) as work:
        key = await api.register(work, draft)
    return web.json({"code": draft.code, "key": key}, 201)


@router.put(
    "/edge-nodes/{code}/devices",
    summary="Devices behind an edge node",
    openapi_extra=web.body_of(EdgeDevicesBody),
)
async def put_devices(request: Request, code: _Code) -> Response:
    """Return ``{devices}``: how many there are now."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE)
    body = await web.read(request, EdgeDevicesBody)
    async with web.database(request).work(actor) as work:
        return web.json({"devices": await api.set_devices(work, code, body.devices)})


@router.post("/edge-nodes/{code}/key", status_code=201, summary="Another one-time key")
async def post_key(request: Request, code: _Code) -> Response:
    """Return ``{code, key}``: to enrol a node again."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE)
    async with web.database(request).work(actor) as work:
        key = await api.new_key(work, code)
    return web.json({"code": code, "key": key}, 201)


@router.post(
    "/edge-nodes/{code}/revoke",
    status_code=204,
    summary="Revoke an edge node",
    openapi_extra=web.body_of(EdgeRevokeBody),
)
async def post_revoke(request: Request, code: _Code) -> Response:
    """End what the node may do; rules of its devices run here again."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE)
    body = await web.read(request, EdgeRevokeBody)
    async with web.database(request).work(actor) as work:
        await api.revoke(work, code, body.reason)
    return Response(status_code=204)


@router.post("/edge/enrol", summary="A node takes up its work", openapi_extra=web.body_of(api.Enrol))
async def post_enrol(request: Request) -> Response:
    """Return ``{code, name, secret}`` for a one-time key, which ends by it."""
    _tries.take(request.client.host if request.client else "")
    asked = await web.read(request, api.Enrol)
    async with web.database(request).work(SYSTEM) as work:
        return web.json(await api.enrol(work, asked))


@router.post("/edge/beat", summary="A node says how it is", openapi_extra=web.body_of(api.Beat))
async def post_beat(request: Request) -> Response:
    """Return ``{taken, bundle}``; ``bundle`` where the node has not the newest one."""
    secret = _secret(request)
    database = web.database(request)
    node = await api.recognise(database, secret)
    beat = await web.read(request, api.Beat)
    answer = await api.hear(database, node, secret, beat)
    return web.json(answer)


@router.post("/edge/journal", summary="A node hands in its journal", openapi_extra=web.body_of(api.Sent))
async def post_journal(request: Request) -> Response:
    """Return ``{taken}`` after the commit; entries that were taken before count once."""
    secret = _secret(request)
    database = web.database(request)
    node = await api.recognise(database, secret)
    return web.json(await api.take(database, node, secret, await web.read(request, api.Sent)))


def _secret(request: Request) -> str:
    found = web.credential(request)
    if found is None or found[1]:
        raise UnauthenticatedError
    return found[0]
