"""Which route answers: the framework's own choice, found among few instead of tried among hundreds.

The framework tries route after route by regular expression, and routers inside routers once more for
every level: up to 3 ms for a late one. A route can only answer a path with as many segments as its own and
with its fixed beginning; those few are found by a look into a table and then tried in the framework's order
by the framework's own ``matches``, so that route, parameters, 404 and 405 stay what they were.

An endpoint that takes only the request and gives a response is called at once: the framework would build
two stacks of contexts and solve an empty set of dependencies for it.
"""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Final, get_type_hints

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

_Match = tuple[Match, Scope]
#: Number of segments (``None``: any from here on) and what stands before the first parameter.
_Key = tuple[int | None, str]
#: Where the chosen route waits between ``matches`` and ``handle``.
_CHOSEN: Final = "yiwang.route"


def _key(path: str) -> _Key:
    """Return where the route of ``path`` is looked for."""
    fixed, brace, rest = path.partition("{")
    if not brace:
        return path.count("/"), path
    fixed = fixed[: fixed.rindex("/") + 1]
    return (None if ":path}" in rest else path.count("/")), fixed


def _is_plain(context: RouteContext) -> bool:
    """Tell whether the endpoint takes the request, gives the response and asks the framework for nothing."""
    endpoint = context.endpoint
    if not inspect.iscoroutinefunction(endpoint) or context.dependant.dependencies:
        return False
    try:
        named = get_type_hints(endpoint)
    except NameError:  # written for the type checker only
        return False
    gives = named.pop("return", None)
    return list(named.values()) == [Request] and isinstance(gives, type) and issubclass(gives, Response)


def _directly(endpoint: Callable[[Request], Awaitable[Response]]) -> ASGIApp:
    """Return the endpoint as an application; failures go to the middleware that answers those of all."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        response = await endpoint(Request(scope, receive, send))
        await response(scope, receive, send)

    return answer


class _Leaf:
    """One route, as the framework made it."""

    __slots__ = ("_app", "_context", "_methods", "path")

    def __init__(self, context: RouteContext) -> None:
        if not isinstance(context.original_route, APIRoute) or context.path is None:
            raise TypeError(f"only plain routes have a place in the table, not {context.original_route!r}")
        self.path = context.path
        self._context = context
        self._methods = context.methods or set()
        self._app: ASGIApp = _directly(context.original_route.endpoint) if _is_plain(context) else context.app

    def matches(self, scope: Scope) -> _Match:
        match, found = self._context.matches(scope)
        return match, ({**found, "route": self._context.original_route} if found else found)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in self._methods:
            raise HTTPException(405, headers={"Allow": ", ".join(self._methods)})
        await self._app(scope, receive, send)


class RouteTable(BaseRoute):
    """All routes of many routers as one; stands where they would be included."""

    def __init__(self, routers: Sequence[APIRouter]) -> None:
        shell = FastAPI(openapi_url=None)
        for router in routers:
            shell.include_router(router)
        #: In order; for the description of the interface, too.
        self.contexts: list[RouteContext] = list(iter_route_contexts(shell.routes))
        self._leaves = [_Leaf(context) for context in self.contexts]
        self._table: dict[_Key, list[int]] = defaultdict(list)
        for place, leaf in enumerate(self._leaves):
            self._table[_key(leaf.path)].append(place)

    def matches(self, scope: Scope) -> _Match:
        """Return the first full match, else the first with another method, as the framework would."""
        partial: _Match = (Match.NONE, {})
        for leaf in self._likely(scope):
            match, found = leaf.matches(scope)
            if match is Match.FULL:
                return match, {**found, _CHOSEN: leaf}
            if match is Match.PARTIAL and partial[0] is Match.NONE:
                partial = match, {**found, _CHOSEN: leaf}
        return partial

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the route that matched."""
        await scope[_CHOSEN].handle(scope, receive, send)

    def _likely(self, scope: Scope) -> Iterator[_Leaf]:
        if scope["type"] != "http":
            return
        if scope.get("root_path"):
            yield from self._leaves
            return
        path = scope["path"].removesuffix("\n")  # where a regular expression's end matches, too
        count = path.count("/")
        places: list[int] = []
        end = len(path)
        while end > 0:
            places += self._table.get((count, path[:end]), ())
            places += self._table.get((None, path[:end]), ())
            end = path.rfind("/", 0, end - 1) + 1
        for place in sorted(places):
            yield self._leaves[place]
