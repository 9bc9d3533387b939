"""The machine-readable description of the interface, made sound for every reader of OpenAPI."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

_LOCAL, _SHARED = "#/$defs/", "#/components/schemas/"


def install(app: FastAPI) -> None:
    """Let ``app`` describe itself with all definitions under ``components``.

    Bodies decoded on hot paths bring JSON schemas with definitions of their own (``$defs``), which mean
    the root of their own document; in OpenAPI that root is another one.
    """

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(title=app.title, version=app.version, routes=app.routes)
            shared = made.setdefault("components", {}).setdefault("schemas", {})
            made["paths"] = _hoisted(made["paths"], shared)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]


def _hoisted(node: Any, shared: dict[str, Any]) -> Any:
    """Return ``node`` with its local definitions moved to ``shared`` and references changed to match."""
    if isinstance(node, list):
        return [_hoisted(item, shared) for item in node]
    if not isinstance(node, dict):
        return node
    for name, schema in node.get("$defs", {}).items():
        shared.setdefault(name, _hoisted(schema, shared))
    found = {key: _hoisted(value, shared) for key, value in node.items() if key != "$defs"}
    reference = found.get("$ref")
    if isinstance(reference, str) and reference.startswith(_LOCAL):
        found["$ref"] = _SHARED + reference[len(_LOCAL) :]
    return found
