"""The built web pages: known files only, and the shell page for every address of the application."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI, Request, Response
from starlette.responses import FileResponse

from yiwang.kernel.errors import NotFoundError

mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("application/octet-stream", ".pmtiles")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/geo+json", ".geojson")

_NOT_BUILT = (
    "<!doctype html><meta charset=utf-8><title>Yiwang</title>"
    "<p>网页尚未构建，请运行 make web。The web pages are not built; run make web.</p>"
)
_HASHED = "assets/"  # the bundler puts a hash into these names
#: Addresses that belong to machines: an unknown one is an error there, not a page.
_MACHINES = ("api/", "open311/", "metrics")


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    etag: str
    cache: str
    kind: str


def _known(web: Path) -> dict[str, _File]:
    """Return all built files by address: a request can only name what is in here."""
    found = {}
    for path in web.rglob("*"):
        name = path.relative_to(web).as_posix()
        if path.is_file() and not name.startswith("."):
            etag = hashlib.sha256(path.read_bytes()).hexdigest()[:32]
            cache = "public, max-age=31536000, immutable" if name.startswith(_HASHED) else "no-cache"
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            found[name] = _File(path, f'"{etag}"', cache, kind)
    return found


def mount(app: FastAPI, web: Path) -> None:
    """Serve the files below ``web``, and its ``index.html`` for every page of the application."""
    files = _known(web)

    @app.api_route("/{address:path}", methods=["GET", "HEAD"], include_in_schema=False)
    async def page(request: Request, address: str) -> Response:
        file = files.get(address)
        if file is None:
            if address.startswith(_MACHINES) or "." in address.rsplit("/", 1)[-1]:
                raise NotFoundError(what_zh="地址", what_en="address", key=f"/{address}"[:200])
            file = files.get("index.html")
        if file is None:
            return Response(_NOT_BUILT, media_type="text/html")
        headers = {"etag": file.etag, "cache-control": file.cache}
        if file.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return FileResponse(file.path, headers=headers, media_type=file.kind)
