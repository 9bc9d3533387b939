"""One picture of sensing: status and values now and as of a moment, from both tiers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.support import city
from tests.support.http import client
from tests.support.sensors import readings, register, settle, started
from tests.support.workbook import first_sheet

from yiwang.base.sensing import api as sensing
from yiwang.kernel.actor import SYSTEM

T0 = 1_773_104_400.0


@pytest.fixture
async def api(database, tmp_path):
    sensing.use_folder(tmp_path / "observations")
    async with client(database, tmp_path) as made:
        yield made


def at(seconds: float) -> str:
    return datetime.fromtimestamp(T0 + seconds, UTC).isoformat()


async def said(database, settler, *rows):
    await sensing.inlet(database).append(readings(*rows))
    await settle(settler)
    await settler.keep()


async def picture(api, **asked):
    answer = await api.get("/api/v1/sensing/picture", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def values(api, **asked):
    answer = await api.get("/api/v1/latest", params=asked)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return {
        (d, p): (v, stale)
        for d, p, v, stale in zip(
            found["device"], found["property"], found["value"], found["stale"], strict=True
        )
    }


async def lived(database, time):
    """L1 speaks at 0 and 3000 s, L2 at 100 s; L3 is silent and goes to repair at 3600 s."""
    no = await register(database)
    settler = await started(database)
    level = no["level"]
    await said(database, settler, (no["L1"], level, T0 - 60, 1.0), (no["L2"], level, T0 - 50, 2.0))
    time.advance(timedelta(seconds=3600))
    await said(database, settler, (no["L1"], level, T0 + 3590, 3.0))
    async with database.work(SYSTEM) as work:
        await sensing.act(work, "L3", "repair", reason="进水")
    return settler, no


async def test_the_picture_says_what_is_in_service_online_and_fresh(api, database, time):
    await lived(database, time)
    await api.act_as("leader")
    now = await picture(api, product="water-level")
    assert now["code"] == ["L1", "L2", "L3"]
    assert now["state"] == ["in_service", "in_service", "repair"]
    assert now["status"][2] == "out"
    assert now["newest_at"] == [round((T0 + 3590) * 1000), round((T0 - 50) * 1000), None]
    assert sum(now["counts"].values()) == now["total"] == 3
    assert not now["capped"]


async def test_the_picture_of_a_moment_shows_what_was_so_then(api, database, time):
    await lived(database, time)
    await api.act_as("leader")
    then = await picture(api, product="water-level", at=at(60))
    assert then["state"] == ["in_service"] * 3
    assert then["status"] == ["online", "online", "offline"]
    assert then["newest_at"][:2] == [round((T0 - 60) * 1000), round((T0 - 50) * 1000)]
    assert (await picture(api, product="water-level", at=at(1800)))["status"] == ["offline"] * 3
    late = await picture(api, product="water-level", at=at(3600))
    assert late["status"] == ["online", "offline", "out"]
    assert (await picture(api, product="water-level", at=at(3600), online="true"))["code"] == ["L1"]
    assert (await picture(api, product="water-level", at=at(3600), state="repair"))["code"] == ["L3"]
    assert (await picture(api, product="water-level", at=at(-86_400)))["code"] == []
    assert await values(api, product="water-level", at=at(60)) == {
        ("L1", "level"): (1.0, False),
        ("L2", "level"): (2.0, False),
    }
    assert await values(api, product="water-level", at=at(3600)) == {
        ("L1", "level"): (3.0, False),
        ("L2", "level"): (2.0, True),
    }
    refused = await api.get("/api/v1/sensing/picture", params={"at": at(7200)})
    assert refused.json()["error"]["field"] == "at"


async def test_a_closed_day_is_looked_back_at_as_well(api, database, time):
    settler, no = await lived(database, time)
    await api.act_as("leader")
    before = await values(api, product="water-level", at=at(60))
    time.advance(timedelta(days=20))
    await said(database, settler, (no["L1"], no["level"], T0 + 20 * 86_400, 4.0))
    assert await sensing.close_day(database, date(2026, 3, 10)) > 0
    assert await values(api, product="water-level", at=at(60)) == before
    assert (await values(api, product="water-level"))["L1", "level"] == (4.0, True)


async def test_what_others_devices_say_is_not_told_with_a_moment_either(api, database, time):
    await lived(database, time)
    async with database.work(SYSTEM) as work:
        await city.build(work)
        await work.tx.execute("UPDATE sensing_device SET unit = 'C2' WHERE code = 'L1'")
    await api.act_as("handler", unit="D1")
    assert set(await values(api, product="water-level", at=at(60))) == {("L2", "level")}
    found = await picture(api, product="water-level")
    assert found["code"] == ["L1", "L2", "L3"]
    assert found["readable"] == [False, True, True]
    assert found["newest_at"] == [None, round((T0 - 50) * 1000), None]


async def test_what_is_shown_is_taken_away_as_a_table(api, database, time):
    await lived(database, time)
    await api.act_as("leader")
    plain = first_sheet((await api.get("/api/v1/devices/export", params={"product": "water-level"})).content)
    shown = first_sheet(
        (await api.get("/api/v1/devices/export", params={"product": "water-level", "values": True})).content
    )
    assert shown[0][: len(plain[0])] == plain[0]
    assert shown[1][-3:] == ("水位 3 m", "2026-03-10 09:59:50.000+08:00", "")
    assert shown[2][-3:] == ("水位 2 m", "2026-03-10 08:59:10.000+08:00", "水位 2 m")
    assert shown[3][-3:] == ("", "", "")
    then = {"product": "water-level", "values": True, "at": at(60)}
    assert first_sheet((await api.get("/api/v1/devices/export", params=then)).content)[1][-3] == "水位 1 m"


async def test_raw_readings_are_taken_away_with_names_and_units(api, database, time):
    settler, no = await lived(database, time)
    await said(
        database, settler, (no["L2"], no["door"], T0 + 3000, 1.0), (no["L2"], no["level"], T0 + 3001, -1.5)
    )
    await api.act_as("leader")
    asked = {"device": "L2", "from": at(-600)}
    rows = first_sheet((await api.get("/api/v1/observations/export", params=asked)).content)
    assert rows[1] == ("L2", "level", "水位", "2026-03-10 08:59:10.000+08:00", 2, "", "m")
    assert rows[2] == ("L2", "door", "箱门", "2026-03-10 09:50:00.000+08:00", 1, "开", "1")
    text = (await api.get("/api/v1/observations/export", params=asked | {"format": "csv"})).content
    assert text.decode("utf-8-sig").splitlines()[3] == "L2,level,水位,2026-03-10 09:50:01.000+08:00,-1.5,,m"
