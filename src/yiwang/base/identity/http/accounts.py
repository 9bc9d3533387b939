"""Accounts, tokens and one-time links: the security administrator's work."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.identity import api
from yiwang.base.identity.schemas import AccountBody, Code, TokenBody
from yiwang.infra import web
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import ForbiddenError, InvalidInputError
from yiwang.kernel.permissions import demand
from yiwang.kernel.text import fold

router = APIRouter()

Limit = Annotated[int, Query(ge=1, le=500)]


async def _manager(request: Request) -> Actor:
    actor = await web.caller(request)
    demand(actor, api.MANAGE_ACCOUNTS)
    return actor


@router.get("/accounts")
async def list_accounts(
    request: Request,
    q: Annotated[str, Query(max_length=64)] = "",
    limit: Limit = 100,
    cursor: str | None = None,
) -> Response:
    """List accounts by name (roles security and auditor)."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ACCOUNTS)
    after = str(web.Cursor.decode(cursor, 1)[0]) if cursor else ""
    async with web.database(request).reading(actor) as work:
        found = await api.accounts(work.tx, after=after, limit=limit + 1, q=fold(q))
    following = web.Cursor.encode([found[limit - 1].name]) if len(found) > limit else None
    return web.json({"items": found[:limit], "next": following})


@router.put("/accounts/{name}")
async def put_account(request: Request, name: Code, body: AccountBody) -> Response:
    """Create an account or change its roles and scope (role security); it gets no password."""
    actor = await _manager(request)
    draft = api.AccountDraft(
        name=name, roles=tuple(body.roles), person=body.person, unit=body.unit, area=body.area
    )
    async with web.database(request).work(actor) as work:
        summary = await api.save_accounts(work, [draft])
        account = await api.account(work.tx, name)
    return web.json(account, status=201 if summary.created else 200)


@router.post("/accounts/{name}/link", status_code=201)
async def make_link(request: Request, name: Code) -> Response:
    """Make a one-time sign-in link for an account (role security); shown only now."""
    actor = await _manager(request)
    async with web.database(request).work(actor) as work:
        secret = await api.make_link(work, name)
    return web.json({"link": secret}, status=201, headers={"cache-control": "no-store"})


@router.post("/accounts/{name}/{change}", status_code=204)
async def change_account(
    request: Request, name: Code, change: Annotated[str, Path(max_length=20)]
) -> Response:
    """Disable or enable an account, or take back its lock after failed sign-ins (role security)."""
    actor = await _manager(request)
    steps = {"disable": api.disable_account, "enable": api.enable_account, "unlock": api.unlock_account}
    if change not in steps:
        raise InvalidInputError(
            field="change", why_zh=f"可用操作：{'、'.join(steps)}", why_en=f"use one of {', '.join(steps)}"
        )
    async with web.database(request).work(actor) as work:
        await steps[change](work, name)
    return Response(status_code=204)


@router.get("/tokens")
async def list_tokens(
    request: Request, limit: Limit = 100, cursor: str | None = None, kind: str = "token"
) -> Response:
    """List live tokens or (``kind=session``) sessions, oldest first; never their secrets."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ACCOUNTS)
    if kind not in {"token", "session"}:
        raise InvalidInputError(field="kind", why_zh="应为 token 或 session", why_en="token or session")
    after = UUID(int=0)
    if cursor:
        try:
            after = UUID(str(web.Cursor.decode(cursor, 1)[0]))
        except ValueError:
            raise InvalidInputError(
                field="cursor", why_zh="翻页标记无效", why_en="not a valid cursor"
            ) from None
    async with web.database(request).reading(actor) as work:
        found: list[dict[str, Any]] = await api.credentials(work, kind, after=after, limit=limit + 1)
    following = web.Cursor.encode([str(found[limit - 1]["id"])]) if len(found) > limit else None
    return web.json({"items": found[:limit], "next": following})


@router.post("/tokens", status_code=201)
async def create_token(request: Request, body: TokenBody) -> Response:
    """Create a bearer token with one role (role security); shown only now."""
    actor = await _manager(request)
    if body.role in api.SEPARATED:
        raise ForbiddenError(
            why_zh="三员的令牌只能在服务器上用命令行签发",
            why_en="tokens of the three administrators are made on the server's command line only",
        )
    async with web.database(request).work(actor) as work:
        token = await api.create_token(
            work,
            role=body.role,
            unit=body.unit,
            area=body.area,
            person=body.person,
            label=body.label,
            life=timedelta(days=body.days),
        )
    return web.json({"token": token}, status=201, headers={"cache-control": "no-store"})


@router.delete("/tokens/{key}", status_code=204)
async def revoke(request: Request, key: UUID) -> Response:
    """Revoke a token or session by its id (role security); it ends within a second everywhere."""
    actor = await _manager(request)
    async with web.database(request).work(actor) as work:
        await api.revoke(work, key)
    return Response(status_code=204)
