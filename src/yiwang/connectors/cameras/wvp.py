"""A client of WVP's HTTP interface: lists, status, live and playback addresses. No SIP of our own."""

from __future__ import annotations

import asyncio
import hashlib
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from yiwang.connectors.cameras.errors import VideoAwayError

_TIMEOUT: Final = 20.0
_PAGE: Final = 200
_LARGEST: Final = 20_000_000
_UNAUTHORISED: Final = 401
_CHINA: Final = timezone(timedelta(hours=8))
#: Addresses of a stream in the order in which a page tries them.
FORMS: Final = ("ws_flv", "wss_flv", "flv", "https_flv", "hls", "https_hls", "rtc", "rtsp", "rtmp")


class Channel(msgspec.Struct, frozen=True):
    """A camera behind the platform: 20-digit ids of it and of the device that carries it."""

    device: str
    code: str
    name: str
    online: bool
    lon: float | None = None
    lat: float | None = None
    maker: str = ""


class Wvp:
    """One platform; signs in by itself, and again when its token has run out."""

    def __init__(self, url: str, user: str, password: str) -> None:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise ValueError("the address of the platform is http or https")
        self._url = url.rstrip("/")
        self._user = user
        self._password = hashlib.md5(
            password.encode(), usedforsecurity=False
        ).hexdigest()  # as it asks for it
        self._token = ""

    async def channels(self) -> list[Channel]:
        """Return all cameras of all devices."""
        found = []
        for device in await self._pages("/api/device/query/devices"):
            number = str(device.get("deviceId", ""))
            there = _on(device.get("onLine", device.get("online")))
            for channel in await self._pages(f"/api/device/query/devices/{quote(number, safe='')}/channels"):
                made = _channel(number, channel, there=there, maker=str(device.get("manufacturer") or ""))
                if made is not None:
                    found.append(made)
        return found

    async def live(self, device: str, channel: str) -> dict[str, str]:
        """Ask for the live stream; return its addresses by form."""
        return _addresses(
            await self._get(f"/api/play/start/{quote(device, safe='')}/{quote(channel, safe='')}")
        )

    async def playback(self, device: str, channel: str, start: datetime, end: datetime) -> dict[str, str]:
        """Ask for what was recorded from ``start`` to ``end``; return its addresses by form."""
        span = urlencode({"startTime": _time(start), "endTime": _time(end)})
        return _addresses(
            await self._get(f"/api/playback/start/{quote(device, safe='')}/{quote(channel, safe='')}?{span}")
        )

    async def _pages(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        page = 1
        while True:
            data = await self._get(f"{path}?page={page}&count={_PAGE}")
            several = data.get("list") if isinstance(data, dict) else None
            if not isinstance(several, list):
                raise VideoAwayError(why="a list is missing")
            found += [item for item in several if isinstance(item, dict)]
            if len(several) < _PAGE or len(found) >= int(data.get("total") or 0):
                return found
            page += 1

    async def _get(self, path: str) -> Any:
        for again in (True, False):
            if not self._token:
                await self._sign_in()
            try:
                return await self._ask(path, {"access-token": self._token})
            except _SignedOutError:
                self._token = ""
                if not again:
                    raise VideoAwayError(why="it refuses our account") from None
        raise AssertionError

    async def _sign_in(self) -> None:
        query = urlencode({"username": self._user, "password": self._password})
        try:
            data = await self._ask(f"/api/user/login?{query}", {})
        except _SignedOutError:
            raise VideoAwayError(why="it refuses our account") from None
        token = data.get("accessToken") if isinstance(data, dict) else None
        if not isinstance(token, str):
            raise VideoAwayError(why="no token")
        self._token = token

    async def _ask(self, path: str, headers: dict[str, str]) -> Any:
        def ask() -> tuple[int, bytes]:
            request = urllib.request.Request(self._url + path, headers=headers)  # noqa: S310 - checked above
            try:
                with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 - checked above
                    return answer.status, answer.read(_LARGEST)
            except urllib.error.HTTPError as error:
                return error.code, error.read(_LARGEST)

        try:
            status, body = await asyncio.to_thread(ask)
            found = msgspec.json.decode(body) if body else {}
        except (OSError, msgspec.DecodeError) as error:
            raise VideoAwayError(why=str(error)[:200]) from None
        code = found.get("code") if isinstance(found, dict) else None
        if _UNAUTHORISED in {status, code}:
            raise _SignedOutError
        if status >= 400 or code != 0:  # noqa: PLR2004 - errors of HTTP
            told = found.get("msg") if isinstance(found, dict) else None
            raise VideoAwayError(why=str(told or status)[:200])
        return found.get("data")


class _SignedOutError(Exception):
    pass


def _camera(device: str, channel: str) -> str:
    return f"/{quote(device, safe='')}/{quote(channel, safe='')}"


def _on(given: Any) -> bool:
    return given in {True, "ON", "on", "1", "true"}


def _channel(device: str, given: dict[str, Any], *, there: bool, maker: str) -> Channel | None:
    code = str(given.get("channelId") or given.get("gbDeviceId") or given.get("deviceId") or "")
    if not code.isdecimal() or len(code) != 20:  # noqa: PLR2004 - ids of GB/T 28181
        return None
    lon, lat = (_degrees(given.get(n) or given.get(f"gb{n.title()}")) for n in ("longitude", "latitude"))
    return Channel(
        device=device,
        code=code,
        name=str(given.get("name") or given.get("gbName") or code)[:100],
        online=there and _on(given.get("status", given.get("gbStatus"))),
        lon=lon if lat else None,
        lat=lat if lon else None,
        maker=maker,
    )


def _degrees(given: Any) -> float | None:
    try:
        found = float(given)
    except (TypeError, ValueError):
        return None
    return found if found and abs(found) <= 180 else None  # noqa: PLR2004 - degrees


def _addresses(data: Any) -> dict[str, str]:
    """Return the addresses of a stream; they are texts, or objects with ``url`` in newer versions."""
    if not isinstance(data, dict):
        raise VideoAwayError(why="a stream is missing")
    found = {}
    for form in FORMS:
        address = data.get(form)
        if isinstance(address, dict):
            address = address.get("url")
        if isinstance(address, str) and address:
            found[form] = address
    if not found:
        raise VideoAwayError(why="a stream without an address")
    return found


def _time(moment: datetime) -> str:
    return moment.astimezone(_CHINA).strftime("%Y-%m-%d %H:%M:%S")
