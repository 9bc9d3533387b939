"""The table of routes answers as the framework's own order of trying would."""

from __future__ import annotations

import random
import re
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Match, Route

from yiwang.entry import bootstrap
from yiwang.entry.api.table import RouteTable

TABLE = RouteTable(bootstrap.routers())
PATHS = sorted({context.path for context in TABLE.contexts if context.path})
PARAMETER = re.compile(r"\{[^}]*\}")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
#: What stands where a parameter does: fits, does not fit, is empty, contains what paths are made of.
VALUES = ("1", "x", "0197c0de-0000-7000-8000-000000000001", "", "a/b", "沪001", "x.json", "reports", "\n")
ENDS = ("", "", "", "/", "\n", "/x", "//", ".json")


def scope(method: str, path: str) -> dict[str, Any]:
    return {"type": "http", "method": method, "path": path, "headers": [], "root_path": ""}


def by_trying(method: str, path: str) -> tuple[Match, Any, Any]:
    """Return what trying all routes in order finds: kind of match, route, parameters."""
    partial: tuple[Match, Any, Any] = (Match.NONE, None, None)
    for context in TABLE.contexts:
        match, found = context.matches(scope(method, path))
        if match is Match.FULL:
            return match, context.original_route, found["path_params"]
        if match is Match.PARTIAL and partial[0] is Match.NONE:
            partial = match, context.original_route, found["path_params"]
    return partial


def by_table(method: str, path: str) -> tuple[Match, Any, Any]:
    match, found = TABLE.matches(scope(method, path))
    return match, found.get("route"), found.get("path_params")


@st.composite
def addresses(draw: st.DrawFn) -> str:
    path = PARAMETER.sub(lambda _: draw(st.sampled_from(VALUES)), draw(st.sampled_from(PATHS)))
    parts = path.split("/")
    if draw(st.integers(0, 9)) == 0:
        parts[draw(st.integers(0, len(parts) - 1))] = draw(st.sampled_from(VALUES))
    return "/".join(parts) + draw(st.sampled_from(ENDS))


@given(st.sampled_from(METHODS), addresses())
def test_the_table_finds_what_trying_all_in_order_finds(method: str, path: str) -> None:
    assert by_table(method, path) == by_trying(method, path)


def test_every_route_is_found_by_its_own_address() -> None:
    choose = random.Random(1)
    for path in PATHS:
        address = PARAMETER.sub(lambda _: choose.choice(VALUES[:3]), path)
        assert by_table("GET", address) == by_trying("GET", address)
        assert by_table("GET", address)[0] is not Match.NONE


def client() -> httpx.AsyncClient:
    inner = APIRouter(prefix="/inner")

    @inner.get("/plain")
    async def plain(request: Request) -> Response:
        if request.query_params.get("fail"):
            raise KeyError("told to the handler of all")
        return Response(request.url.path)

    @inner.get("/{name}")
    async def named(name: str, n: int = 0) -> dict[str, Any]:
        return {"name": name, "n": n}

    @inner.put("/{key}")
    async def kept(key: UUID) -> dict[str, Any]:
        return {"key": str(key)}

    refused = APIRouter(prefix="/refused", dependencies=[Depends(_refuse)])

    @refused.get("/plain")
    async def never(request: Request) -> Response:
        return Response(request.url.path)

    outer = APIRouter(prefix="/outer")
    outer.include_router(inner)
    app = FastAPI(redirect_slashes=False)
    app.add_exception_handler(KeyError, lambda _, error: Response(str(error), 418))
    app.router.routes.append(RouteTable([outer, refused]))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


async def _refuse() -> None:
    raise KeyError("refused by a dependency")


async def test_routers_in_routers_answer_with_their_prefixes_and_parameters() -> None:
    async with client() as web:
        assert (await web.get("/outer/inner/plain")).text == "/outer/inner/plain"
        assert (await web.get("/outer/inner/x?n=3")).json() == {"name": "x", "n": 3}
        assert (await web.get("/outer/inner/x?n=three")).status_code == 422
        assert (await web.get("/outer/inner")).status_code == 404


async def test_another_method_is_answered_with_those_that_are_known() -> None:
    async with client() as web:
        answer = await web.delete("/outer/inner/plain")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
        assert (await web.put("/outer/inner/plain")).status_code == 422  # the other route of this address


async def test_what_an_endpoint_called_at_once_raises_is_answered_like_all() -> None:
    async with client() as web:
        assert (await web.get("/outer/inner/plain?fail=1")).status_code == 418


async def test_dependencies_of_a_router_are_never_passed_by() -> None:
    async with client() as web:
        assert (await web.get("/refused/plain")).status_code == 418


def test_other_kinds_of_routes_have_no_place_in_it() -> None:
    router = APIRouter()
    router.routes.append(Route("/x", Starlette()))
    with pytest.raises(TypeError, match="only plain routes"):
        RouteTable([router])
