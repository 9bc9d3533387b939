"""A running application without a socket, and callers of every role."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid5

import httpx
from fastapi import APIRouter, FastAPI

from yiwang.entry.api import failures
from yiwang.infra.database import Database
from yiwang.kernel.actor import Actor

_SPACE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


def actor_of(token: str) -> Actor:
    """``dispatcher``, ``handler@U1``, ``agent#410102``, ``verifier@U1#410102~li`` (who) give an actor."""
    rest, _, person = token.partition("~")
    rest, _, area = rest.partition("#")
    roles, _, unit = rest.partition("@")
    return Actor(
        name=person or roles,
        roles=frozenset(roles.split("+")),
        account=uuid5(_SPACE, token),
        person=uuid5(_SPACE, person) if person else None,
        unit=unit or None,
        area=area or None,
    )


def application(database: Database, routers: Iterable[APIRouter]) -> FastAPI:
    """Return an application with ``routers`` in which a bearer token names its actor."""

    async def authenticate(_database: Database, token: str) -> Actor | None:
        return None if token == "nobody" else actor_of(token)

    app = FastAPI()
    app.state.database = database
    app.state.authenticate = authenticate
    failures.install(app)
    for router in routers:
        app.include_router(router)
    return app


def client(app: FastAPI, token: str | None = None, address: str = "192.0.2.1") -> httpx.AsyncClient:
    """Return a client of ``app`` that calls as ``token``."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    transport = httpx.ASGITransport(app=app, client=(address, 50000))
    return httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers)
