"""Every door under payloads nobody would send: a named refusal, what is good is stored, nothing stands still.

One road leads from MQTT, NATS, SensorThings and JT/T 808 to the inbox. What it cannot store it must refuse by
itself: otherwise a message that comes again and again would hold up all others.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import logging
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.connectors.jt808.simulator import Simulator, place_body
from tests.support import http
from tests.support.hostile import INSIDE
from tests.support.sensors import TRUCK, register, settle, started, stored

from yiwang.base.sensing import api as sensing
from yiwang.connectors.jt808 import messages
from yiwang.connectors.jt808.door import Door
from yiwang.connectors.jt808.system import System as Terminals
from yiwang.connectors.sensorthings.http import ROOT
from yiwang.connectors.sensorthings.http import router as sensorthings
from yiwang.entry.cli.observations import import_file
from yiwang.infra import tabular
from yiwang.infra.database import Database
from yiwang.infra.snapshots import forget_all
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError
from yiwang.sdk.uplink.road import Road
from yiwang.sdk.uplink.said import Happening, Said, UnreadableError
from yiwang.sdk.uplink.topics import route

T0_MS = 1_773_104_400_000
few = settings(
    max_examples=4, phases=[Phase.generate], deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip

NASTY = st.sampled_from(
    [
        "\0", "a\0b", "", "x" * 300, "NaN", "Infinity", "-0", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-14:00",
        "2026-02-30T00:00:00Z", "open", "'; DROP TABLE sensing_device;--", "é水😀", 2**63, -(2**70), 10**400, 1e308, -1e308,
        5e-324, 0, -1, True, None, T0_MS, T0_MS * 1000, {"a\0": "b"}, {"deep": []}, [], {}, [[[[[]]]]],
    ]
)  # fmt: skip
NAMES = st.sampled_from(
    [
        "level", "battery", "flow", "door", "nothing", "L1", "T1", "a\0b", "", "at", "ts", "time", "value", "values",
        "times", "property", "position", "happened", "name", "data", "lon", "lat", "params", "properties", "device",
        "timestamp", "unit", "speed", "id",
    ]
)  # fmt: skip
JSON = st.recursive(
    NASTY | st.floats(allow_nan=False, allow_infinity=False) | st.integers(T0_MS - 10**6, T0_MS + 10**6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)
#: Right in form, odd in content: these get far.
SHAPED = st.one_of(
    st.fixed_dictionaries({"values": st.dictionaries(NAMES, NASTY, max_size=3)}, optional={"at": NASTY, "unit": NASTY}),
    st.fixed_dictionaries({"name": st.sampled_from(["tamper", "a\0b", "x" * 200]), "data": st.dictionaries(NAMES, JSON, max_size=2)}),
    st.fixed_dictionaries({"happened": st.fixed_dictionaries({"name": NAMES, "data": st.dictionaries(NAMES, JSON, max_size=2)})}),
    st.fixed_dictionaries({"position": st.fixed_dictionaries({"lon": st.floats(allow_nan=False, allow_infinity=False), "lat": st.sampled_from([0, 1e300, -91])})}),
    st.fixed_dictionaries({"property": NAMES, "times": st.lists(NASTY, max_size=3), "values": st.lists(NASTY, max_size=3)}),
    st.fixed_dictionaries({"params": st.dictionaries(NAMES, NASTY | st.fixed_dictionaries({"value": NASTY, "time": NASTY}), max_size=3)}),
)  # fmt: skip
TOPICS = (
    "yiwang/v1/L1/readings", "yiwang/v1/L1/occurrences", "/water-level/L1/properties/report",
    "/water-level/L1/event/tamper", "/sys/water-level/L1/thing/event/property/post",
    "/sys/water-level/L1/thing/event/property/batch/post", "/sys/water-level/L1/thing/event/tamper/post",
    "v1/devices/me/telemetry", "yiwang/v1/a\0b/readings", "yiwang/v1/nobody/readings",
)  # fmt: skip


def written(value: Any) -> bytes:
    """JSON as a device writes it: with numbers of any size."""
    return json.dumps(value, allow_nan=False).encode("utf-8", "surrogatepass")


def read_all(payloads: list[tuple[str, bytes]]) -> list[Said]:
    """What the readers of topics make of payloads; what they cannot read they must say."""
    found = []
    for topic, payload in payloads:
        way = route(topic.split("/"))
        if way is None:
            continue
        with contextlib.suppress(UnreadableError):
            found.append(way.said(payload, way.device or "L1", T0_MS * 1000))
    return found


@few
@given(
    payloads=st.lists(
        st.tuples(st.sampled_from(TOPICS), (SHAPED | JSON).map(written) | st.binary(max_size=40)),
        min_size=20,
        max_size=40,
    )
)
async def test_no_message_holds_up_the_road(database: Database, payloads: list[tuple[str, bytes]]) -> None:
    await empty(database)
    await register(database)
    settler = await started(database)
    good = Said("L1", [T0_MS * 1000 - 1000], {"level": [1.25]})
    said = [*read_all(payloads), good]
    verdicts = await Road(database).store(said)
    assert all(v is None or isinstance(v, YiwangError) for v in verdicts)
    assert verdicts[-1] is None
    await settle(settler)
    await settler.keep()
    assert 1.25 in {row[3] for row in await stored(database)}


async def empty(database: Database) -> None:
    """A fresh registry and an empty inbox for each example."""
    async with database.raw() as connection:
        names = await connection.fetchval(
            "SELECT string_agg(relname, ', ') FROM pg_class "
            "WHERE relname LIKE 'sensing_%' AND relkind IN ('r', 'p') AND NOT relispartition"
        )
        await connection.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    forget_all()
    async with database.work(SYSTEM) as work:
        await sensing.ensure_partitions(work)


async def test_an_occurrence_that_cannot_be_kept_is_refused_alone(database: Database) -> None:
    await register(database)
    deep: Any = {}
    for _ in range(3000):
        deep = {"a": deep}
    said = [
        Said("L1", happenings=[messages_of("tamper", {"x": "a\0b"})]),
        Said("L2", happenings=[messages_of("tamper", {"x": "y" * 70_000})]),
        Said("L2", happenings=[messages_of("a\0b", {})]),
        Said("L2", happenings=[messages_of("tamper", deep)]),
        Said("L3", [T0_MS * 1000], {"level": [2.5]}),
    ]
    verdicts = await Road(database).store(said)
    assert [v.code if v else None for v in verdicts] == [*["invalid_input"] * 4, None]
    settler = await started(database)
    await settle(settler)
    assert [row[3] for row in await stored(database)] == [2.5]


def messages_of(name: str, data: dict[str, Any]) -> Any:
    return Happening(name, T0_MS * 1000, data)


@pytest.fixture
async def api(database: Database, tmp_path: Path) -> AsyncIterator[http.Client]:
    await register(database)
    async with http.client(database, tmp_path) as made:
        async with database.work(SYSTEM) as work:
            made.key = (await sensing.create_key(work, "product", "water-level"))[1]  # type: ignore[attr-defined]
        yield made


@few
@given(
    bodies=st.lists(
        (SHAPED | JSON).map(lambda v: {"device": "L1"} | v if isinstance(v, dict) else v).map(written)
        | st.binary(max_size=40),
        min_size=15,
        max_size=15,
    )
)
async def test_http_answers_everything_by_name(
    database: Database, api: http.Client, bodies: list[bytes]
) -> None:
    headers = {"authorization": f"Bearer {api.key}"}  # type: ignore[attr-defined]
    for body in bodies:
        answer = await api.post("/api/v1/telemetry", content=body, headers=headers)
        assert answer.status_code in {200, 413, 422}, (body, answer.text)
        if answer.status_code != 200:
            assert answer.json()["error"]["code"] != "internal"
            assert not any(word in answer.text for word in INSIDE)
    await settle(await started(database))


KEYS = st.sampled_from(
    [
        "name", "description", "properties", "code", "product", "Locations", "location", "type", "coordinates", "Datastreams",
        "Datastream", "Things", "Thing", "ObservedProperty", "Sensor", "unitOfMeasurement", "symbol", "@iot.id", "result",
        "phenomenonTime", "resultTime", "Observations", "components", "dataArray", "requests", "id", "method", "url", "body",
    ]
)  # fmt: skip
ENTITY = st.dictionaries(
    KEYS,
    st.recursive(
        NASTY | st.sampled_from(["Point", 1, 2**51, "Things(1)", "get", "patch"]),
        lambda i: st.lists(i, max_size=3) | st.dictionaries(KEYS, i, max_size=4),
        max_leaves=8,
    ),
    max_size=5,
)
PLACES = (
    "Things", "Things(1)", "Things(2251799813685246)", "Datastreams", "Datastreams(1048577)", "Things(1)/Locations", "Locations(1)",
    "Observations", "Datastreams(1048577)/Observations", "Observations('9999999999-1-99999999999999999')",
    "Observations('1-1--99999999999999999')", "Sensors", "Sensors(1)", "ObservedProperties(1)", "CreateObservations", "$batch",
    "Nothing", "%00", "Things('%00')",
)  # fmt: skip
QUERIES = (
    "", "$filter=phenomenonTime ge 0001-01-01T00:00:00%2B14:00", "$filter=resultTime le 9999-12-31T23:59:59.999999-14:00",
    "$filter=name eq 'a%00b'", "$filter=@iot.id eq 99999999999999999", "$orderby=resultTime desc", "$top=999999999",
    "$filter=properties/x eq 1 and st_within(location, geography'POINT (1 1)')",
)  # fmt: skip


@few
@given(
    asked=st.lists(
        st.tuples(
            st.sampled_from(["GET", "POST", "PATCH", "PUT", "DELETE"]),
            st.sampled_from(PLACES),
            st.sampled_from(QUERIES),
            ENTITY.map(written) | st.binary(max_size=20),
        ),
        min_size=20,
        max_size=20,
    )
)
async def test_sensorthings_answers_everything_by_name(
    database: Database, asked: list[tuple[str, str, str, bytes]]
) -> None:
    await empty(database)
    await register(database)
    app = FastAPI()
    app.include_router(sensorthings)
    app.state.database = database

    async def everybody(_: Database, token: str) -> Any:
        return SYSTEM

    app.state.authenticate = everybody
    headers = {"authorization": "Bearer x"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://t" + ROOT, headers=headers
    ) as client:
        for method, place, query, body in asked:
            answer = await client.request(
                method, f"/{place}?{query}", content=b"" if method in {"GET", "DELETE"} else body
            )
            assert answer.status_code < 500 or answer.status_code == 501, (method, place, body, answer.text)
            if answer.status_code >= 400 and answer.headers["content-type"] == "application/json":
                assert answer.json()
    await settle(await started(database))


@few
@given(
    frames=st.lists(
        st.tuples(
            st.sampled_from([0x0100, 0x0102, 0x0200, 0x0704, 0x0002, 0x0003, 0x0004, 0x0900]),
            st.binary(max_size=60),
            st.integers(0, 400),
            st.booleans(),
        ),
        min_size=25,
        max_size=25,
    )
)
async def test_terminals_are_answered_whatever_they_send(
    database: Database, caplog: pytest.LogCaptureFixture, frames: list[tuple[int, bytes, int, bool]]
) -> None:
    await empty(database)
    async with database.work(SYSTEM) as work:
        await sensing.save_product(work, TRUCK)
        draft = sensing.DeviceDraft(code="13912345678", product="truck", name="渣土车")
        await sensing.save_devices(work, [draft], state="in_service")
        key = (await sensing.create_key(work, "device", "13912345678"))[1]
    door = Door(Terminals(database))
    server = await asyncio.start_server(door.serve, "127.0.0.1", 0)
    truck = Simulator("13912345678", new=False)
    place = place_body(datetime(2026, 3, 10, 1, tzinfo=UTC), 121.5, 31.25)
    try:
        with caplog.at_level(logging.ERROR):
            await truck.open(server.sockets[0].getsockname()[1])
            assert await truck.authenticate(key) == messages.OK
            for kind, noise, cut, mixed in frames:
                body = (place[: cut % 29] + noise) if mixed else noise
                truck.send(kind, body)
            truck.send(messages.HEARTBEAT, b"")
            while (await truck.answer()).body[:4] != truck.serial.to_bytes(2, "big") + b"\0\2":
                pass  # answers to what came before; the connection lives
            assert await truck.authenticate(key) == messages.OK
            assert (await truck.ask(messages.POSITION, place))[-1] == messages.OK
            await truck.close()
        assert not caplog.records
    finally:
        server.close()
        door.stop()
    await settle(await started(database))


CELLS = st.sampled_from(
    ["L1", "L 1", "a\0b", "", "level", "battery", "²", "--5", "-", "1_000", "1e309", "nan", "2026-03-10T09:00:00+08:00", "1773104400000", "9" * 5000, "0001-01-01T00:00:00+14:00", "m", "cm", "'", '"', "\r", "=1+1", "水", "water-level", "113.1", "-91", "999"]
)  # fmt: skip
TABLE = st.lists(st.lists(CELLS, max_size=6), max_size=12)


@few
@given(rows=TABLE, noise=st.binary(max_size=30), place=st.integers(0, 10_000))
async def test_tables_of_devices_are_read_or_refused(
    database: Database, rows: list[list[str]], noise: bytes, place: int
) -> None:
    await empty(database)
    await register(database)
    head = ["编码*", "产品编码*", "名称*", "经度", "纬度", "标签"]
    clean = [[cell.replace("\0", "") for cell in row] for row in rows]
    book = tabular.write_excel("x", [head, *clean])
    damaged = book[: place % len(book)] + noise + book[place % len(book) + len(noise) :]
    plain = "\n".join(",".join(row) for row in [head, *rows]).encode()
    for content in (book, damaged, book[: place % len(book)], plain, noise, b"PK\3\4" + noise, bombed(book)):
        try:
            found = tabular.read_table("x", content)
        except YiwangError:
            continue
        with contextlib.suppress(YiwangError):
            async with database.work(SYSTEM) as work:
                await sensing.import_devices(work, found)


def bombed(book: bytes) -> bytes:
    """The workbook with a part whose compressed bytes are broken."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            target.writestr(item.filename, source.read(item))
    made = bytearray(out.getvalue())
    with zipfile.ZipFile(io.BytesIO(bytes(made))) as source:
        at = source.getinfo("xl/worksheets/sheet1.xml").header_offset + 30 + len("xl/worksheets/sheet1.xml")
    made[at : at + 8] = b"\xff" * 8
    return bytes(made)


@few
@given(rows=TABLE, noise=st.binary(max_size=20))
async def test_files_of_the_past_are_read_or_refused(
    database: Database, tmp_path: Path, rows: list[list[str]], noise: bytes
) -> None:
    await empty(database)
    await register(database)
    good = ["L1,level,2026-03-10T00:00:00Z,1.5,m", "L1,level,2020-03-10T00:00:00Z,2.5,m"]
    text = "\n".join(["device,property,at,value,unit", *good, *(",".join(row) for row in rows)]).encode()
    file = tmp_path / "past.csv"
    for content in (text, noise, text + noise):
        for old in tmp_path.glob("past.csv*"):
            old.unlink()
        file.write_bytes(content)
        with contextlib.suppress(YiwangError):
            await import_file(database, file, tmp_path / "past.csv.rejects.csv")
    settler = await started(database)
    await settle(settler)
    assert {2.5, 1.5} <= {row[3] for row in await stored(database)}
