"""Signing in and out, who am I, and the password."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from yiwang.base.identity import api
from yiwang.base.identity.schemas import PasswordBody, SessionBody
from yiwang.infra import web
from yiwang.infra.database import Work
from yiwang.kernel.actor import PUBLIC, Actor
from yiwang.kernel.errors import UnauthenticatedError

router = APIRouter()


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


async def _me(work: Work, actor: Actor) -> dict[str, Any]:
    directory = await api.directory(work.tx)
    person = directory.person(actor.person) if actor.person else None
    unit = directory.unit(actor.unit) if actor.unit else None
    account = await api.account_by_id(work.tx, actor.account) if actor.account else None
    return {
        "name": (person.name if person and person.name else actor.name),
        "account": account.name if account else None,
        "roles": sorted(actor.roles),
        "unit": {"code": unit.code, "name": unit.name} if unit else None,
        "area": actor.area,
        "person": (
            {"id": person.id, "code": person.code, "name": person.name, "posts": person.posts}
            if person
            else None
        ),
        "password": {
            "set": account.has_password if account else False,
            "expired": api.password_is_old(account, work.now) if account else False,
        },
    }


@router.post("/session")
async def sign_in(request: Request, body: SessionBody) -> Response:
    """Open a session by one-time link or by name and password; sets the session cookie."""
    db = web.database(request)
    if body.link is not None:
        async with db.work(PUBLIC) as work:
            secret = await api.redeem_link(work, body.link)
    else:
        secret = await api.sign_in(db, body.name or "", body.password or "", _address(request))
    actor = await api.authenticate(db, secret)
    if actor is None:
        raise UnauthenticatedError
    async with db.reading(actor) as work:
        response = web.json(await _me(work, actor), status=201)
    response.set_cookie(
        web.SESSION_COOKIE,
        secret,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
    return response


@router.delete("/session", status_code=204)
async def sign_out(request: Request) -> Response:
    """Close the session; a token sent instead of a cookie is left as it is."""
    actor = await web.caller(request)
    found = web.credential(request)
    if found is not None and found[1]:
        async with web.database(request).work(actor) as work:
            await api.sign_out(work, found[0])
    response = Response(status_code=204)
    response.delete_cookie(web.SESSION_COOKIE, path="/", httponly=True, samesite="strict")
    return response


@router.get("/me")
async def me(request: Request) -> Response:
    """Tell who the caller is: name, roles, unit, area, person."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        return web.json(await _me(work, actor))


@router.post("/account/password", status_code=204)
async def change_password(request: Request, body: PasswordBody) -> Response:
    """Set one's own password; ends the account's other sessions."""
    await web.caller(request)
    db = web.database(request)
    found = web.credential(request)
    who = await api.presented(db, found[0]) if found else None
    if who is None or found is None:
        raise UnauthenticatedError
    await api.change_password(db, who, body.current, body.new, found[0])
    return Response(status_code=204)
