"""Notices on a real database: who gets them, what is read, what is never told twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support.messages import announced
from tests.support.queries import counting
from tests.support.web import actor_of, application, client

from yiwang.base.notify import api, http
from yiwang.base.notify.messages import NoticesSent
from yiwang.base.notify.store import notices as store
from yiwang.base.notify.subscribers import LIVE
from yiwang.kernel.actor import SYSTEM

api.register("test.told", zh="案件 {number}", en="Case {number}")
DISTRICT = ("9", "91")


def about(number, target, period="1", kind="test.told"):
    return api.NoticeDraft(target=target, kind=kind, subject=number, period=period, params={"number": number})


async def send(database, *drafts):
    async with database.work(SYSTEM) as work:
        return await api.send(work, drafts)


async def seen(database, token, **asked):
    async with database.reading(actor_of(token)) as work:
        items, _ = await api.inbox(work, **asked)
    return [item.subject for item in items]


async def left(database, token):
    async with database.reading(actor_of(token)) as work:
        return (await api.unread(work)).unread


async def read(database, token, ids):
    async with database.work(actor_of(token)) as work:
        return (await api.mark_read(work, ids)).unread


async def test_everybody_finds_what_is_for_them_and_nothing_else(database):
    targets = {
        "unit": api.Target(unit="U"),
        "handlers": api.Target(unit="U", role="handler"),
        "everywhere": api.Target(role="dispatcher"),
        "district": api.Target(role="dispatcher", path=DISTRICT),
        "li": api.Target(person=actor_of("leader~li").person),
    }
    await send(database, *(about(name, target) for name, target in targets.items()))
    tokens = [
        "handler@U",
        "leader@U",
        "handler@V",
        "dispatcher",
        "dispatcher#91",
        "dispatcher#92",
        "leader~li",
    ]
    tokens += ["dispatcher+handler@U#9", "handler"]
    for token in tokens:
        actor = actor_of(token)
        expected = {name for name, t in targets.items() if api.is_for(actor, t.audience, t.within, t.path)}
        assert set(await seen(database, token)) == expected, token
        assert await left(database, token) == len(expected), token
    assert set(await seen(database, "dispatcher#92")) == {"everywhere"}
    assert set(await seen(database, "handler@U")) == {"unit", "handlers"}


async def test_what_was_sent_is_not_sent_again_within_its_period(database):
    target = api.Target(unit="U")
    one, twice = about("1", target), about("1", target)
    assert await send(database, one, twice) == 1
    assert await send(database, one, about("1", target, "2"), about("2", target)) == 2
    async with database.reading(SYSTEM) as work:
        told = await work.tx.fetch("SELECT payload FROM infra_outbox ORDER BY seq")
    assert [m["payload"]["count"] for m in told] == [1, 2]
    assert await send(database, one) == 0
    async with database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT count(*) FROM infra_outbox") == 2, "nobody is told of nothing"


async def test_reading_is_each_readers_own(database):
    await send(database, *(about(str(n), api.Target(unit="U")) for n in range(3)))
    async with database.reading(actor_of("handler@U~a")) as work:
        items, _ = await api.inbox(work)
    assert await read(database, "handler@U~a", [items[0].id, uuid4()]) == 2
    assert await seen(database, "handler@U~a", unread=True) == [i.subject for i in items[1:]]
    assert await seen(database, "handler@U~a", unread=False) == [items[0].subject]
    assert await left(database, "handler@U~b") == 3
    assert await read(database, "handler@V~c", [i.id for i in items]) == 0
    async with database.reading(SYSTEM) as work:
        readers = await work.tx.fetch("SELECT DISTINCT reader FROM notify_read")
    assert [r["reader"] for r in readers] == [actor_of("handler@U~a").key], "only what one may see is read"


async def test_reading_all_never_swallows_what_is_committed_later(database, time):
    await send(database, about("old", api.Target(unit="U")))
    time.advance(timedelta(hours=1))
    await send(database, about("new", api.Target(unit="U")))
    assert await read(database, "handler@U", None) == 0
    assert await seen(database, "handler@U", unread=True) == []
    assert set(await seen(database, "handler@U", unread=False)) == {"old", "new"}
    # a transaction that began a minute before the reading and commits now
    time.advance(-timedelta(minutes=1))
    await send(database, about("late", api.Target(unit="U")))
    time.advance(timedelta(hours=1))
    assert await seen(database, "handler@U", unread=True) == ["late"]
    assert await left(database, "handler@U") == 1
    assert await read(database, "handler@U", None) == 0
    assert await left(database, "handler@U~other") == 3


async def test_the_list_pages_over_all_audiences_without_gap_or_double(database, time):
    who = "dispatcher+handler@U"
    for n in range(5):
        await send(
            database,
            about(f"u{n}", api.Target(unit="U")),
            about(f"d{n}", api.Target(role="dispatcher")),
        )
        if n % 2:
            time.advance(timedelta(seconds=1))
    async with client(application(database, [http.router]), who) as web:
        found, cursor = [], None
        while True:
            asked = {"limit": 3} | ({"cursor": cursor} if cursor else {})
            page = (await web.get("/api/v1/notifications", params=asked)).json()
            found += [item["subject"] for item in page["items"]]
            cursor = page["next"]
            assert page["unread"] == 10
            if cursor is None:
                break
    assert sorted(found) == sorted([f"u{n}" for n in range(5)] + [f"d{n}" for n in range(5)])
    assert {s[1] for s in found[:2]} == {"4"}


async def test_over_http_one_reads_and_marks_ones_own(database):
    await send(database, *(about(str(n), api.Target(unit="U", role="handler")) for n in range(2)))
    app = application(database, [http.router])
    async with client(app, "handler@U") as web:
        body = (await web.get("/api/v1/notifications", params={"unread": True})).json()
        assert body["items"][0]["text"]["zh"].startswith("案件 ")
        assert body["items"][0]["read_at"] is None
        one = body["items"][0]["id"]
        assert (await web.post("/api/v1/notifications/read", json={"ids": [one]})).json()["unread"] == 1
        assert (await web.get("/api/v1/notifications/count")).json() == {"unread": 1, "capped": False}
        assert (await web.post("/api/v1/notifications/read", json={"all": True})).json()["unread"] == 0
        for wrong in ({}, {"ids": [one], "all": True}, {"all": False}, {"ids": ["x"]}, {"ids": [], "who": 1}):
            answer = await web.post("/api/v1/notifications/read", json=wrong)
            assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_input"), wrong
        for cursor in ("x", "WzEsMl0", "WyIyMDI2LTAzLTEwVDAxOjAwOjAwIiwiNzU0Il0"):
            answer = await web.get("/api/v1/notifications", params={"cursor": cursor})
            assert answer.status_code == 422, cursor
    async with client(app) as nobody:
        assert (await nobody.get("/api/v1/notifications")).status_code == 401


async def test_thousands_of_notices_cost_one_insert_one_message_and_one_count(database):
    drafts = [about(str(n), api.Target(unit="U")) for n in range(1000)]
    with counting() as statements:
        await send(database, *drafts)
    assert len(statements) == 2, statements
    async with database.reading(actor_of("handler@U")) as work:
        with counting() as statements:
            found = await api.unread(work)
    assert len(statements) == 1
    assert (found.unread, found.capped) == (store.MOST_COUNTED, True)


async def test_the_live_stream_says_only_that_there_is_something(database):
    await send(
        database,
        about("1", api.Target(unit="U", role="handler")),
        about("2", api.Target(role="supervisor", path=DISTRICT)),
    )
    [told] = await announced(database, frozenset({NoticesSent.kind}))
    [view] = LIVE
    for token, sees in [
        ("handler@U", True), ("handler@V", False), ("supervisor#91", True), ("supervisor#92", False), ("leader@U", False),
    ]:  # fmt: skip
        assert view.visible(actor_of(token), told) is sees, token
    assert view.render(told) == {"at": told.at}
    assert isinstance(told.decode(), NoticesSent)


async def test_words_that_are_not_of_the_catalogue_are_refused(database):
    with pytest.raises(LookupError):
        await send(database, about("1", api.Target(unit="U"), kind="test.unknown"))
    with pytest.raises(ValueError, match="short text"):
        await send(database, about("长" * 81, api.Target(unit="U")))


async def test_old_notices_go_with_what_was_read_of_them(database, time):
    await send(database, about("1", api.Target(unit="U")))
    async with database.reading(actor_of("handler@U")) as work:
        items, _ = await api.inbox(work)
    await read(database, "handler@U", [items[0].id])
    time.advance(timedelta(days=29))
    await send(database, about("2", api.Target(unit="U")))
    time.advance(timedelta(days=2))
    async with database.work(SYSTEM) as work:
        assert not await api.sweep(work)
        assert await work.tx.fetchval("SELECT count(*) FROM notify_read") == 0
    assert await seen(database, "handler@U") == ["2"]
