"""The built web pages: known files only, and the shell page for every address of the application."""

from __future__ import annotations

import asyncio
import gzip
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
#: What becomes much smaller; fonts and pictures are compressed already.
_PACKED = ("text/", "image/svg+xml", "application/json", "application/manifest+json")
#: Addresses that belong to machines: an unknown one is an error there, not a page.
_MACHINES = ("api/", "open311/", "metrics")


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    digest: str
    cache: str
    kind: str


async def _packed(file: _File, kept: dict[Path, bytes]) -> bytes:
    """Return ``file`` compressed as well as can be: once, not for each visitor anew."""
    if file.path not in kept:
        kept[file.path] = await asyncio.to_thread(lambda: gzip.compress(file.path.read_bytes(), 9, mtime=0))
    return kept[file.path]


def _known(web: Path) -> dict[str, _File]:
    """Return all built files by address: a request can only name what is in here."""
    found = {}
    for path in web.rglob("*"):
        name = path.relative_to(web).as_posix()
        if path.is_file() and not name.startswith("."):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:32]
            cache = "public, max-age=31536000, immutable" if name.startswith(_HASHED) else "no-cache"
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            found[name] = _File(path, digest, cache, kind)
    return found


def mount(app: FastAPI, web: Path) -> None:
    """Serve the files below ``web``, and a page for every address of the application.

    ``index.html``, or that of its screen (``desk.html`` for ``/desk/…``, ``home.html`` for ``/``): the same
    page, which also names the files that the screen loads first.
    """
    files = _known(web)
    packed: dict[Path, bytes] = {}

    @app.api_route("/{address:path}", methods=["GET", "HEAD"], include_in_schema=False)
    async def page(request: Request, address: str) -> Response:
        file = files.get(address)
        if file is None:
            if address.startswith(_MACHINES) or "." in address.rsplit("/", 1)[-1]:
                raise NotFoundError(what_zh="地址", what_en="address", key=f"/{address}"[:200])
            screen = address.partition("/")[0] or "home"
            file = files.get(f"{screen}.html", files.get("index.html"))
        if file is None:
            return Response(_NOT_BUILT, media_type="text/html")
        small = file.kind.startswith(_PACKED) and "gzip" in request.headers.get("accept-encoding", "")
        etag = f'"{file.digest}-gz"' if small else f'"{file.digest}"'
        headers = {"etag": etag, "cache-control": file.cache, "vary": "accept-encoding"}
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if small:
            headers["content-encoding"] = "gzip"
            return Response(await _packed(file, packed), headers=headers, media_type=file.kind)
        return FileResponse(file.path, headers=headers, media_type=file.kind)
