"""Cameras against a local server that speaks the platform's interface."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.support.sensors import settle, started

from yiwang.base.sensing import api as sensing
from yiwang.connectors.cameras import registry
from yiwang.connectors.cameras.errors import VideoAwayError
from yiwang.connectors.cameras.service import look
from yiwang.connectors.cameras.wvp import Wvp
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

NVR = "34020000001180000001"
CAMERA = "34020000001320000001"
OTHER = "34020000001320000002"


class Platform:
    """Answers as WVP does; signs us out when a test says so."""

    def __init__(self) -> None:
        self.signed_in = 0
        self.token = "t0"
        self.asked: list[str] = []
        self.broken = ""
        self.online = True

    def answer(self, path: str, headers: dict[str, str]) -> tuple[int, Any]:
        address = urlsplit(path)
        query = {k: v[0] for k, v in parse_qs(address.query).items()}
        self.asked.append(path)
        if self.broken:
            return 200, self.broken
        if address.path == "/api/user/login":
            if query["password"] != hashlib.md5(b"secret").hexdigest():
                return 200, {"code": 100, "msg": "用户名或密码错误"}
            self.signed_in += 1
            self.token = f"t{self.signed_in}"
            return 200, {"code": 0, "data": {"accessToken": self.token}}
        if headers.get("access-token") != self.token:
            return 401, {"code": 401, "msg": "请登录后重新请求"}
        return 200, {"code": 0, "msg": "成功", "data": self._data(address.path, query)}

    def _data(self, path: str, query: dict[str, str]) -> Any:
        if path == "/api/device/query/devices":
            return {"total": 1, "list": [{"deviceId": NVR, "onLine": self.online, "manufacturer": "M"}]}
        if path == f"/api/device/query/devices/{NVR}/channels":
            return {
                "total": 3,
                "list": [
                    {
                        "channelId": CAMERA,
                        "name": "路口",
                        "status": True,
                        "longitude": 121.5,
                        "latitude": 31.2,
                    },
                    {"gbDeviceId": OTHER, "gbName": "广场", "gbStatus": "OFF"},
                    {"channelId": "group", "name": "业务分组"},
                ],
            }
        kind = path.split("/")[2]
        return {"app": "rtp", "flv": f"http://media/{kind}.flv", "hls": {"url": f"http://media/{kind}.m3u8"}}


@contextlib.asynccontextmanager
async def serving(platform: Platform) -> AsyncIterator[Wvp]:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.split("\r\n")
        headers = {k.lower(): v for k, v in (line.split(": ", 1) for line in lines if ": " in line)}
        status, body = platform.answer(first.split()[1], headers)
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        writer.write(
            b"HTTP/1.1 %d x\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % (status, len(data)) + data
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield Wvp(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", "yiwang", "secret")
    finally:
        server.close()


async def online(database: Database) -> dict[str, float]:
    """The newest status of each camera."""
    async with database.reading(SYSTEM) as work:
        rows = await work.tx.fetch(
            "SELECT d.code, o.value FROM sensing_observation o JOIN sensing_device d ON d.no = o.device ORDER BY o.at"
        )
    return {row["code"]: row["value"] for row in rows}


async def test_cameras_are_devices_with_status(database: Database) -> None:
    platform = Platform()
    async with serving(platform) as client:
        await look(database, client)
        async with database.work(SYSTEM) as work:
            camera = await sensing.device(work.tx, CAMERA)
            draft = sensing.DeviceDraft(
                code=CAMERA, product=camera.product, name="人民路口", lon=camera.lon, lat=camera.lat,
                attributes=camera.attributes | {"note": "x"},
            )  # fmt: skip
            await sensing.save_devices(work, [draft])
        await look(database, client)
    assert (camera.product, camera.name, camera.lon, camera.state) == (
        "camera-gb28181",
        "路口",
        121.5,
        "in_service",
    )
    async with database.reading(SYSTEM) as work:
        after = await sensing.device(work.tx, CAMERA)
    assert (after.name, after.attributes["note"], after.attributes["gb28181_device"]) == (
        "人民路口",
        "x",
        NVR,
    )
    await settle(await started(database))
    assert await online(database) == {CAMERA: 1.0, OTHER: 0.0}


async def test_live_and_playback() -> None:
    platform = Platform()
    async with serving(platform) as client:
        assert await client.live(NVR, CAMERA) == {
            "flv": "http://media/play.flv",
            "hls": "http://media/play.m3u8",
        }
        platform.token = "gone"
        span = datetime(2026, 3, 10, 1, tzinfo=UTC), datetime(2026, 3, 10, 2, tzinfo=UTC)
        assert "flv" in await client.playback(NVR, CAMERA, *span)
        assert platform.signed_in == 2
        assert "startTime=2026-03-10+09%3A00%3A00" in platform.asked[-1]


@pytest.mark.parametrize(
    "answer", ["{", "[]", '{"code": 1, "msg": "x"}', '{"code": 0}', '{"code": 0, "data": {}}']
)
async def test_a_platform_that_talks_nonsense_is_named(answer: str) -> None:
    platform = Platform()
    async with serving(platform) as client:
        await client.live(NVR, CAMERA)
        platform.broken = answer
        with pytest.raises(VideoAwayError):
            await client.live(NVR, CAMERA)


async def test_a_platform_that_refuses_us_or_is_away_is_named() -> None:
    platform = Platform()
    async with serving(platform) as client:
        url = client._url
        with pytest.raises(VideoAwayError):
            await Wvp(url, "yiwang", "wrong").channels()
    with pytest.raises(VideoAwayError):
        await Wvp(url, "yiwang", "secret").channels()


async def test_stream_cameras_are_knocked_at(database: Database) -> None:
    server = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    await registry.ensure_products(database)
    async with database.work(SYSTEM) as work:
        drafts = [
            sensing.DeviceDraft(
                code=code,
                product="camera-stream",
                name=code,
                attributes={"live_rtsp": f"rtsp://127.0.0.1:{p}/1"},
            )
            for code, p in (("S1", port), ("S2", 1))
        ]
        await sensing.save_devices(work, drafts, state="in_service")
    await look(database, None)
    server.close()
    await settle(await started(database))
    assert await online(database) == {"S1": 1.0, "S2": 0.0}
