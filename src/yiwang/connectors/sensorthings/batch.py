"""``$batch``: several requests in one, as JSON (OData 4.01); each is answered as if it came alone."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from yiwang.connectors.sensorthings.errors import StaError, bad

MOST: Final = 200
METHODS: Final = ("get", "post", "patch", "put", "delete")
_REFERENCE: Final = re.compile(r"\$([A-Za-z0-9_.-]{1,64})(?=/|\?|$)")
_DEEPEST: Final = 20


class Wish(NamedTuple):
    """One request: method, path below the root, query, body."""

    method: str
    path: str
    query: str
    body: Any


class Told(NamedTuple):
    """Its answer."""

    status: int
    body: Any = None
    location: str | None = None


async def answer(raw: Any, base: str, serve: Callable[[Wish], Awaitable[Told]]) -> dict[str, Any]:
    """Return the answers to a batch in its order; a later request may name what an earlier one made.

    ``$<id>`` at the beginning of an address, and as an ``@iot.id``, is what the request ``<id>`` made.
    """
    match raw:
        case {"requests": list() as several} if len(several) <= MOST:
            pass
        case {"requests": list()}:
            raise StaError(413, f"at most {MOST} requests at once")
        case _:
            raise bad("a batch has requests")
    made: dict[str, str] = {}
    told = []
    for number, one in enumerate(several):
        if not isinstance(one, dict):
            raise bad("a request of a batch is an object")
        name = str(one.get("id", number))
        try:
            found = await serve(_wish(one, base, made))
        except StaError as error:
            found = Told(error.status, {"code": error.status, "type": "error", "message": error.message})
        if found.location is not None:
            made[name] = found.location.removeprefix(base).strip("/")
        response: dict[str, Any] = {"id": name, "status": found.status}
        if found.location is not None:
            response["location"] = found.location
        if found.body is not None:
            response["body"] = found.body
        told.append(response)
    return {"responses": told}


def _wish(one: Mapping[str, Any], base: str, made: Mapping[str, str]) -> Wish:
    if one.get("atomicityGroup") is not None:
        raise StaError(501, "groups that happen as a whole or not at all are not offered")
    method, url = str(one.get("method", "")).lower(), one.get("url")
    if method not in METHODS or not isinstance(url, str):
        raise bad(f"a request has a url and a method of {', '.join(METHODS)}")
    url = url.removeprefix(base).lstrip("/")
    match = _REFERENCE.match(url)
    if match is not None and match[1] in made:
        url = made[match[1]] + url[match.end() :]
    path, _, query = url.partition("?")
    if path.strip("/") == "$batch":
        raise bad("a batch holds no batch")
    return Wish(method, unquote(path), query, _resolved(one.get("body"), made, 0))


def _resolved(found: Any, made: Mapping[str, str], depth: int) -> Any:
    """Return a body in which ids that stand for what was made are ids."""
    if depth > _DEEPEST:
        raise bad("the body is too deep")
    if isinstance(found, list):
        return [_resolved(item, made, depth + 1) for item in found]
    if not isinstance(found, dict):
        return found
    return {
        name: _id(value, made) if name == "@iot.id" else _resolved(value, made, depth + 1)
        for name, value in found.items()
    }


def _id(value: Any, made: Mapping[str, str]) -> Any:
    if not isinstance(value, str) or not value.startswith("$") or value[1:] not in made:
        return value
    inner = made[value[1:]].rpartition("(")[2].rstrip(")")
    return int(inner) if inner.isdecimal() else inner.strip("'")
