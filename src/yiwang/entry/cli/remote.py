"""A small client of a running server, for commands that are given ``--url``; standard library only."""

from __future__ import annotations

import contextlib
import http.client
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click
import msgspec

from yiwang.kernel.errors import YiwangError

F = TypeVar("F", bound=Callable[..., Any])
_PIECE = 1 << 18
_PATIENCE = 600.0


class NeedsDataError(YiwangError):
    """The command works on the data folder itself and cannot be asked of a server."""

    code = "needs_data"
    status = 400
    zh = "命令“{command}”直接处理数据目录（{why_zh}），不能通过 --url 执行：请在服务器上使用 --data。"
    en = "{command!r} works on the data folder itself ({why_en}); run it on the server with --data."


class RemoteError(YiwangError):
    """What a server answered instead of doing what it was asked."""

    def __init__(self, error: dict[str, Any]) -> None:
        self._wire = error
        super().__init__(field=error.get("field"))

    def sentence(self, language: str) -> str:
        """Return the server's own sentence."""
        message = self._wire.get("message") or {}
        return str(message.get(language) or message.get("en") or self._wire)

    def as_dict(self) -> dict[str, Any]:
        """Return the error as the server sent it."""
        return self._wire


def url_option(function: F) -> F:
    """Add ``--url``: a running server, asked with the token in ``YIWANG_TOKEN``."""
    text = "Address of a running server (token in YIWANG_TOKEN) instead of --data."
    return click.option("--url", envvar="YIWANG_URL", help=text)(function)


def local_only(why_zh: str, why_en: str) -> Callable[[F], F]:
    """Let a command know ``--url`` only to refuse it by name, saying why it needs the data folder."""

    def refuse(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
        if value is not None:
            raise NeedsDataError(
                command=ctx.command_path.partition(" ")[2], why_zh=why_zh, why_en=why_en, field="url"
            )

    text = f"Refused: {why_en}; use --data on the server."
    return click.option("--url", callback=refuse, expose_value=False, help=text)


def pause(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


class Server:
    """A running server, asked over HTTP or HTTPS with the bearer token in ``YIWANG_TOKEN``."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise RemoteError(_unreachable(url, "not an http(s) address"))
        self._kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._host, self._port, self._base = parts.hostname, parts.port, parts.path.rstrip("/")
        self._url = url

    def get(self, path: str) -> Any:
        """Return the JSON answer of a GET; raises :class:`RemoteError`."""
        return self._json("GET", path, None, {})

    def post(self, path: str, body: Any = None) -> Any:
        """Return the JSON answer of a POST with a JSON body; raises :class:`RemoteError`."""
        raw = b"" if body is None else msgspec.json.encode(body)
        return self._json("POST", path, raw, {"content-type": "application/json"})

    def upload(self, path: str, fields: dict[str, str], files: dict[str, Path]) -> Any:
        """Send a form with files, streamed from disk, and return the JSON answer."""
        boundary = f"yiwang-{secrets.token_hex(12)}"
        heads: list[tuple[bytes, Path | None]] = []
        for name, value in fields.items():
            heads.append((_head(boundary, name, None) + value.encode() + b"\r\n", None))
        for name, file in files.items():
            heads.append((_head(boundary, name, file.name), file))
        tail = f"--{boundary}--\r\n".encode()
        size = len(tail) + sum(len(h) + (f.stat().st_size + 2 if f else 0) for h, f in heads)
        headers = {
            "content-type": f"multipart/form-data; boundary={boundary}",
            "content-length": str(size),
        }
        return self._json("POST", path, _pieces(heads, tail), headers)

    def download(self, path: str, target: Path) -> bool:
        """Write the answer of a GET to ``target``; ``False`` where there is nothing (404)."""
        connection, response = self._ask("GET", path, None, {})
        try:
            if response.status == http.HTTPStatus.NOT_FOUND:
                return False
            _check(response)
            with target.open("wb") as out:
                shutil.copyfileobj(response, out, _PIECE)
        finally:
            connection.close()
        return True

    def _json(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        connection, response = self._ask(method, path, body, headers)
        try:
            _check(response)
            return msgspec.json.decode(response.read())
        finally:
            connection.close()

    def _ask(
        self, method: str, path: str, body: Any, headers: dict[str, str]
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        token = os.environ.get("YIWANG_TOKEN")
        if token:
            headers = {**headers, "authorization": f"Bearer {token}"}
        connection = self._kind(self._host, self._port, timeout=_PATIENCE)
        try:
            # a refused upload breaks the pipe: the server answered before it had read everything
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, self._base + path, body=body, headers=headers)
            return connection, connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise RemoteError(_unreachable(self._url, str(error) or type(error).__name__)) from error


def _head(boundary: str, name: str, file: str | None) -> bytes:
    shown = "" if file is None else f'; filename="{file.replace(chr(34), "%22")}"'
    kind = "" if file is None else "content-type: application/octet-stream\r\n"
    return (f'--{boundary}\r\ncontent-disposition: form-data; name="{name}"{shown}\r\n{kind}\r\n').encode()


def _pieces(heads: list[tuple[bytes, Path | None]], tail: bytes) -> Iterator[bytes]:
    for head, file in heads:
        yield head
        if file is not None:
            with file.open("rb") as source:
                while piece := source.read(_PIECE):
                    yield piece
            yield b"\r\n"
    yield tail


def _check(response: http.client.HTTPResponse) -> None:
    if response.status < http.HTTPStatus.BAD_REQUEST:
        return
    raw = response.read(1 << 20)
    try:
        error = msgspec.json.decode(raw)["error"]
    except (msgspec.DecodeError, KeyError, TypeError):
        sentence = f"HTTP {response.status}"
        error = {
            "code": "remote",
            "message": {"zh": f"服务器回答 {sentence}", "en": f"the server says {sentence}"},
        }
    raise RemoteError(error)


def _unreachable(url: str, why: str) -> dict[str, Any]:
    return {
        "code": "remote_unreachable",
        "message": {"zh": f"无法连接 {url}：{why}", "en": f"{url} cannot be reached: {why}"},
    }
