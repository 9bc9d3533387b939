"""The machine-readable description of the interface, made sound for every reader of OpenAPI."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import RouteContext
from starlette.routing import BaseRoute

from yiwang.entry.api.table import RouteTable

_LOCAL, _SHARED = "#/$defs/", "#/components/schemas/"


def install(app: FastAPI) -> None:
    """Let ``app`` describe itself with all definitions under ``components``.

    Bodies decoded on hot paths bring JSON schemas with definitions of their own (``$defs``), which mean
    the root of their own document; in OpenAPI that root is another one.
    """

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(title=app.title, version=app.version, routes=_listed(app))
            shared = made.setdefault("components", {}).setdefault("schemas", {})
            made["paths"] = _hoisted(made["paths"], shared)
            _explain_failures(made["paths"], shared)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]


def _listed(app: FastAPI) -> list[BaseRoute | RouteContext]:
    found: list[BaseRoute | RouteContext] = []
    for route in app.routes:
        found += route.contexts if isinstance(route, RouteTable) else [route]
    return found


def _explain_failures(paths: dict[str, Any], shared: dict[str, Any]) -> None:
    """Say at every operation what a failure looks like: the same named error everywhere.

    Open311 answers in forms of its own, which its standard describes.
    """
    text = {"type": "string"}
    message = {"type": "object", "properties": {"zh": text, "en": text}, "required": ["zh", "en"]}
    error = {
        "type": "object",
        "properties": {"code": text, "message": message, "field": text},
        "required": ["code", "message"],
    }
    shared["Failure"] = {"type": "object", "properties": {"error": error}, "required": ["error"]}
    named = {
        "description": "A named error; nothing was stored",
        "content": {"application/json": {"schema": {"$ref": f"{_SHARED}Failure"}}},
    }
    other = {"description": "An error in the form of GeoReport v2; nothing was stored", "content": {}}
    for path, operations in paths.items():
        for operation in operations.values():
            answers = operation["responses"]
            answers.pop("422", None)  # the framework's own form, which is never sent
            answers.setdefault("4XX", other if path.startswith("/open311") else named)
            answers.setdefault("5XX", other if path.startswith("/open311") else named)
    shared.pop("HTTPValidationError", None)
    shared.pop("ValidationError", None)


def _hoisted(node: Any, shared: dict[str, Any]) -> Any:
    """Return ``node`` with its local definitions moved to ``shared`` and references changed to match."""
    if isinstance(node, list):
        return [_hoisted(item, shared) for item in node]
    if isinstance(node, str) and node.startswith(_LOCAL):  # also what a tag of a union stands for
        return _SHARED + node[len(_LOCAL) :]
    if not isinstance(node, dict):
        return node
    for name, schema in node.get("$defs", {}).items():
        shared.setdefault(name, _hoisted(schema, shared))
    return {key: _hoisted(value, shared) for key, value in node.items() if key != "$defs"}
