"""The wall's counts: right at once, right after each act by message, right after what was silent."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from tests.support import wall_story as story
from tests.support import world as w
from tests.support.queries import counting
from tests.support.wall_state import advanced

from yiwang.base.wall import api as wall
from yiwang.base.wall.subscribers import LIVE, SUBSCRIBERS
from yiwang.infra.outbox import Delivery
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import NotFoundError


@pytest.fixture
async def city(database):
    await w.world(database)
    return database


#: What a message brings up to date; names and comparisons over weeks are read anew each minute.
LIVE_PARTS = ("seq", "live", "days", "important", "latest")


def parts(panels):
    found = {name: panels[name] for name in LIVE_PARTS}
    found["days"] = [d for d in panels["days"] if any(v for k, v in d.items() if k != "day")]
    return found


def kept(panels):
    return {name: panels[name] for name in (*LIVE_PARTS, "at", "area", "path", "matters")}


#: Whose counts are followed through the story: the city, a district, a grid, some matters, some in a grid.
FOLLOWED = (
    (None, ()),
    (w.DISTRICT, ()),
    (w.GRID, ()),
    (None, ("matter:06",)),
    (w.GRID, ("matter:06028", "matter:01037")),
)


async def test_old_state_and_messages_make_the_fresh_state_after_each_act(city):
    numbers = await story.opened(city)
    await story.count(city)
    chains, seen = {}, set()
    for case, who, action, body in story.STORY:
        before = {one: await story.shown(city, one[0], of=one[1]) for one in FOLLOWED}
        given = body | ({"into": numbers[int(body["into"])]} if "into" in body else {})
        await w.do(city, who, numbers[case], action, **given)
        await story.count(city)
        messages = await story.told(city, before[None, ()]["seq"])
        assert messages, action
        for one, old in before.items():
            fresh, state = await story.shown(city, one[0], of=one[1]), old
            for message in messages:
                state = advanced(state, message)
            assert parts(state) == parts(fresh), (action, one)
            seen.add(bool(fresh["live"]["late"] and fresh["important"]))
            chains.setdefault(one, {"start": kept(old), "steps": []})["steps"].append(
                {"action": action, "messages": messages, "after": kept(fresh)}
            )
    assert True in seen, "nothing was overdue, nothing important: the test is blind"
    record = [chains[one] for one in (FOLLOWED[0], FOLLOWED[2], FOLLOWED[3])]
    if os.environ.get("YIWANG_WRITE_STORY"):
        story.FIXTURE.write_text(story.keep(record))
    assert story.FIXTURE.read_text() == story.keep(record), "run this test with YIWANG_WRITE_STORY=1"


async def test_the_counts_are_those_of_the_cases(city):
    await story.opened(city)
    await story.count(city)
    panels = await story.shown(city)
    assert panels["live"]["n"] == 6
    assert sum(n for n, _ in panels["live"]["stage"].values()) == 6
    assert sum(panels["live"]["rungs"]) == 6
    assert panels["live"]["area"][w.DISTRICT][0] == 5
    assert panels["live"]["area"]["-"][0] == 1, "the case without a place is not forgotten"
    assert sum(day["opened"] for day in panels["days"]) == 6
    assert panels["names"]["unit"][w.CLEAN] == "环卫所"
    assert [p["code"] for p in (await story.shown(city, w.GRID))["path"]] == [
        w.CITY, w.DISTRICT, w.STREET, w.COMMUNITY, w.GRID,
    ]  # fmt: skip


async def test_counts_of_some_matters_are_those_of_their_cases_everywhere(city):
    await story.opened(city)
    await story.count(city)
    for area in (None, w.DISTRICT, w.COMMUNITY, w.GRID):
        whole = await story.shown(city, area)
        some = [await story.shown(city, area, of=(one,)) for one in ("matter:06", "matter:01037")]
        without = whole["live"]["matter"].get("-", [0, 0])[0]
        assert sum(one["live"]["n"] for one in some) + without == whole["live"]["n"]
        assert all(one["live"]["n"] for one in some), "the test is blind"
        assert sum(sum(one["live"]["rungs"]) for one in some) + without == whole["live"]["n"]
        opened = [sum(day["opened"] for day in one["days"]) for one in (*some, whole)]
        assert opened[0] + opened[1] + without == opened[2], area
        assert {key for one in some for key in one["live"]["matter"]} == set(whole["live"]["matter"]) - {"-"}
        assert [one["parts"] for one in some] == [{}, {}]
    only = await story.shown(city, of=("matter:01037",))
    assert set(only["moved"]) == {"matter:01037"}
    assert {one["matter"] for one in only["latest"]} == {"matter:01037"}
    async with city.reading(SYSTEM) as work:
        with pytest.raises(NotFoundError):
            await wall.panels(work, of=("matter:77",))


async def test_months_say_how_many_cases_were_opened_at_every_level(city):
    await story.opened(city)
    city.time.advance(timedelta(days=40))
    await w.opened(city)
    await story.count(city)
    async with city.reading(SYSTEM) as work:
        for area in (None, w.DISTRICT, w.STREET, w.COMMUNITY, w.GRID):
            found = await wall.months(work, area)
            assert [one["opened"] for one in found] == [6 if area is None else 5, 1], area
        assert len({one["month"] for one in found}) == 2
        assert [one["opened"] for one in await wall.months(work, of=("matter:06",))] == [4, 1]
        assert [one["opened"] for one in await wall.months(work, w.DISTRICT, ("matter:06",))] == [3, 1]


async def test_a_message_told_twice_counts_once(city):
    await story.opened(city)
    await story.count(city)
    before = await story.shown(city)
    async with city.work(SYSTEM) as work:
        await work.tx.execute("UPDATE infra_subscription SET seq = 0 WHERE name = 'wall.count'")
    await story.count(city)
    assert await story.shown(city) == before


async def test_cases_that_came_without_a_message_are_found_by_the_sweep(city):
    await story.opened(city)
    async with city.work(SYSTEM) as work:
        await work.tx.execute("DELETE FROM infra_outbox")
        while await wall.sweep(work, 4):
            pass
    swept = await story.shown(city)
    assert swept["live"]["n"] == 6
    async with city.work(SYSTEM) as work:
        await work.tx.execute("TRUNCATE wall_case, wall_day, wall_cell, wall_state")
    async with city.work(SYSTEM) as work:
        while await wall.sweep(work, 4):
            pass
    again = await story.shown(city)
    assert (again["live"], again["days"]) == (swept["live"], swept["days"])


async def test_counting_takes_the_same_statements_for_one_case_as_for_many(city):
    async def taken() -> int:
        with counting() as statements:
            await story.deliver(city, SUBSCRIBERS[0])
        return len([s for s in statements if "wall_" in s or "cases_" in s])

    await w.opened(city)
    await story.count(city)
    await w.opened(city)
    one = await taken()
    await story.count(city)
    for _ in range(5):
        await w.opened(city)
    assert await taken() == one


async def test_a_panel_set_takes_two_statements(city):
    await story.opened(city)
    await story.count(city)
    await story.shown(city)
    async with city.reading(SYSTEM) as work:
        with counting() as statements:
            await wall.panels(work, w.DISTRICT)
    assert len(statements) == 2


async def test_what_is_not_counted_yet_is_said(city):
    await story.opened(city)
    assert (await story.shown(city))["behind_since"] is not None
    await story.count(city)
    assert (await story.shown(city))["behind_since"] is None


async def test_who_has_an_area_sees_that_area_only(city):
    await story.opened(city)
    await story.count(city)
    leader = w.actor("leader", area=w.GRID)
    panels = await story.shown(city, None, leader)
    assert panels["live"]["n"] == 5
    assert all(w.GRID in item["path"] for item in panels["latest"])
    async with city.reading(leader) as work:
        with pytest.raises(NotFoundError):
            await wall.panels(work, w.DISTRICT)


def _delivery(payload):
    return Delivery(None, 1, "wall.counted", "1", "system", None, payload)


@pytest.mark.parametrize("role", ["leader", "dispatcher", "supervisor"])
def test_the_stream_tells_the_wall_s_roles(role):
    assert LIVE[0].visible(w.actor(role), _delivery({}))


@pytest.mark.parametrize("role", ["handler", "agent", "verifier", "admin", "security"])
def test_the_stream_tells_nobody_else(role):
    assert not LIVE[0].visible(w.actor(role), _delivery({}))


def test_the_stream_leaves_out_faces_of_other_areas_and_keeps_the_number():
    face = {"path": [w.CITY, w.DISTRICT]}
    there = w.actor("leader", area=w.DISTRICT)
    elsewhere = w.actor("leader", area="999902")
    data = {"seq": 7, "number": "1", "was": None, "now": face, "point": [1, 2]}
    assert LIVE[0].narrow(there, data) == data
    assert LIVE[0].narrow(elsewhere, data) == {"seq": 7, "was": None, "now": None}
