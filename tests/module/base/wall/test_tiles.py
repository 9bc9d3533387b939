"""Tiles: counts that add up, bounds that hold, nothing of others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.support import wall_story as story
from tests.support import world as w
from tests.support.vector_tile import read

from yiwang.base.cases import api as cases
from yiwang.base.wall import api as wall
from yiwang.base.wall.model.cells import place, unmorton, up
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError, NotFoundError

ZOOMS = range(7, 15)


def at(zoom: int) -> tuple[int, int, int]:
    return (zoom, *unmorton(up(place(*w.HERE), zoom)))


@pytest.fixture
async def city(database):
    await w.world(database)
    for _ in range(4):
        await w.opened(database)
    database.time.advance(timedelta(days=70))
    away = cases.Place(lon=w.HERE[0] + 0.004, lat=w.HERE[1], address="远处", path=(w.CITY, w.DISTRICT))
    await w.opened(database, place=away)
    await story.count(database)
    return database


def total(tile):
    return sum(f["n"] for f in tile)


@pytest.mark.parametrize("zoom", ZOOMS)
async def test_every_zoom_shows_every_case_once(city, zoom):
    async with city.reading(SYSTEM) as work:
        history = read(await wall.history_tile(work, *at(zoom)))["history"]
        live = read(await wall.live_tile(work, *at(zoom)))["live"]
    assert total(history) == 5
    assert total(live) == 5
    assert sum(f["late"] for f in live) == 4
    assert all(0 <= x <= 4096 and 0 <= y <= 4096 for f in history + live for x, y in f["at"])


async def test_a_close_look_shows_each_case_with_its_number(city):
    async with city.reading(SYSTEM) as work:
        live = read(await wall.live_tile(work, *at(14)))["live"]
    assert len({f["number"] for f in live}) == 5
    assert {f["stage"] for f in live} == {"sign"}


@pytest.mark.parametrize("zoom", [10, 14])
async def test_time_narrows_what_is_shown(city, zoom):
    today = city.time.now().date()
    async with city.reading(SYSTEM) as work:
        week = (today - timedelta(days=7), today)
        quarter = (today - timedelta(days=90), today)
        past = (today - timedelta(days=90), today - timedelta(days=63))
        assert total(read(await wall.history_tile(work, *at(zoom), days=week))["history"]) == 1
        assert total(read(await wall.history_tile(work, *at(zoom), days=quarter))["history"]) == 5
        assert total(read(await wall.history_tile(work, *at(zoom), days=past))["history"]) == 4
        with pytest.raises(InvalidInputError):
            await wall.history_tile(work, *at(zoom), days=(today, today - timedelta(days=1)))


@pytest.mark.parametrize("zoom", [7, 12, 14])
async def test_a_map_of_some_matters_shows_these_only(city, zoom):
    await w.opened(city, matter="matter:01037")
    await story.count(city)
    async with city.reading(SYSTEM) as work:
        for of, n in ((("matter:01037",), 1), (("matter:06",), 5), (("matter:06", "matter:01037"), 6)):
            assert total(read(await wall.live_tile(work, *at(zoom), of=of))["live"]) == n
            assert total(read(await wall.history_tile(work, *at(zoom), of=of))["history"]) == n
        with pytest.raises(NotFoundError):
            await wall.live_tile(work, *at(zoom), of=("matter:77",))


@pytest.mark.parametrize("zoom", [9, 14])
async def test_a_month_is_shown_from_its_first_day_to_its_last(city, zoom):
    async with city.reading(SYSTEM) as work:
        shown = []
        for one in await wall.months(work):
            first = date.fromisoformat(f"{one['month']}-01")
            last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
            shown.append(total(read(await wall.history_tile(work, *at(zoom), days=(first, last)))["history"]))
            assert shown[-1] == one["opened"]
    assert shown == [4, 1]


async def test_who_has_an_area_sees_that_area_only(city):
    async with city.reading(w.actor("leader", area=w.GRID)) as work:
        assert total(read(await wall.live_tile(work, *at(14)))["live"]) == 4
        everything = read(await wall.history_tile(work, *at(14)))["history"]
    assert total(everything) == 5, "both places lie in the grid's square"
    async with city.reading(w.actor("leader", area="999902")) as work:
        assert read(await wall.history_tile(work, *at(10))) == {}
        assert read(await wall.live_tile(work, *at(10))) == {}


@pytest.mark.parametrize("tile", [(6, 0, 0), (15, 0, 0), (8, 256, 0)])
async def test_tiles_that_there_are_not_are_refused(city, tile):
    async with city.reading(SYSTEM) as work:
        with pytest.raises(NotFoundError):
            await wall.history_tile(work, *tile)


async def test_a_case_that_moves_is_counted_at_its_new_place_only(city):
    found = await w.opened(city, matter=None)
    await story.count(city)
    await w.do(city, w.DISPATCHER, found.number, "locate", lon=w.HERE[0] + 0.05, lat=w.HERE[1])
    await story.count(city)
    async with city.reading(SYSTEM) as work:
        assert total(read(await wall.history_tile(work, *at(7)))["history"]) == 6
        assert total(read(await wall.history_tile(work, *at(13)))["history"]) == 5
