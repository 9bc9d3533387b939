"""The pages are built against a committed description of the server; it must not drift from the server."""

from __future__ import annotations

import json
from pathlib import Path

from yiwang.entry import bootstrap

_COMMITTED = Path(__file__).parents[2] / "web/openapi.json"


def _served() -> set[str]:
    from fastapi import FastAPI

    app = FastAPI()
    for router in bootstrap.routers():
        app.include_router(router)
    return _addresses(app.openapi())


def _addresses(description: dict) -> set[str]:
    return {
        f"{method.upper()} {path}"
        for path, methods in description["paths"].items()
        for method in methods
        if path.startswith("/api/v1/")
    }


def test_the_pages_know_every_address_and_no_more() -> None:
    committed = _addresses(json.loads(_COMMITTED.read_text()))
    served = _served()
    beyond = {a for a in committed if a.split("/")[3] in {"health", "ready", "live", "admin"}}
    assert committed - beyond == served, "run `npm run api` in web"
