"""Secrets become actors, and stop doing so when they are revoked, idle or over."""

from datetime import timedelta

import pytest

from yiwang.base.identity import api
from yiwang.infra.database import statement_tally
from yiwang.infra.snapshots import forget_all
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError, NotFoundError


async def make_token(database, **kwargs):
    async with database.work(SYSTEM) as work:
        return await api.create_token(work, **kwargs)


async def test_a_token_stands_for_its_role_and_scope(database):
    async with database.work(SYSTEM) as work:
        await api.save_units(work, [api.UnitDraft(code="U1", name="一号单位")])
        await api.save_persons(work, [api.PersonDraft(code="P1", name="王小明", unit="U1")])
    token = await make_token(database, role="handler", person="P1")
    actor = await api.authenticate(database, token)
    assert actor is not None
    assert (actor.roles, actor.unit) == (frozenset({"handler"}), "U1")
    assert actor.key.startswith("person:")
    assert "王" not in actor.name  # the name goes into journals, which are never erased


async def test_tokens_without_a_person_are_told_apart(database):
    first, second = [await make_token(database, role="verifier") for _ in range(2)]
    keys = {(await api.authenticate(database, t)).key for t in (first, second)}
    assert len(keys) == 2


async def test_the_secret_itself_is_nowhere_stored(database):
    token = await make_token(database, role="agent")
    async with database.raw() as connection:
        rows = await connection.fetch("SELECT row_to_json(c)::text AS t FROM identity_credential c")
    assert token not in rows[0]["t"]
    assert token.removeprefix("yw_") not in rows[0]["t"]


@pytest.mark.parametrize("secret", ["", "yw_", "yw_" + "x" * 43, "\ud800", "a" * 10_000, "' OR 1=1 --"])
async def test_an_unknown_secret_is_nobody(database, secret):
    assert await api.authenticate(database, secret) is None


async def test_the_hot_path_sends_no_sql(database):
    token = await make_token(database, role="agent")
    assert await api.authenticate(database, token)
    tally = []
    mark = statement_tally.set(tally)
    try:
        for _ in range(50):
            assert await api.authenticate(database, token)
    finally:
        statement_tally.reset(mark)
    assert tally == []


async def test_a_revoked_token_is_refused_after_the_next_look(database):
    token = await make_token(database, role="agent")
    assert await api.authenticate(database, token)
    async with database.work(SYSTEM) as work:
        await api.sign_out(work, token)
    age_snapshots()
    assert await api.authenticate(database, token) is None


async def test_a_token_ends(database, time):
    token = await make_token(database, role="agent", life=timedelta(days=1))
    assert await api.authenticate(database, token)
    time.advance(timedelta(days=1))
    assert await api.authenticate(database, token) is None


async def test_use_is_noted_to_the_minute(database, time):
    token = await make_token(database, role="agent")

    async def noted():
        async with database.raw() as connection:
            return await connection.fetchval("SELECT used_at FROM identity_credential")

    created = await noted()
    time.advance(timedelta(seconds=59))
    await api.authenticate(database, token)
    assert await noted() == created
    time.advance(timedelta(seconds=2))
    await api.authenticate(database, token)
    assert await noted() == time.now()


async def test_a_session_ends_after_idle_minutes_and_at_the_latest_after_its_life(database, time):
    async with database.work(SYSTEM) as work:
        await api.save_accounts(work, [api.AccountDraft(name="zhang", roles=("agent",))])
        idle = await api.redeem_link(work, await api.make_link(work, "zhang"))
        busy = await api.redeem_link(work, await api.make_link(work, "zhang"))
    for _ in range(24):  # twelve hours in steps below the idle limit
        assert await api.authenticate(database, busy)
        time.advance(timedelta(minutes=29, seconds=59))
        forget_all()  # as another process would see it
    assert await api.authenticate(database, idle) is None
    assert await api.authenticate(database, busy)
    time.advance(timedelta(minutes=1))
    assert await api.authenticate(database, busy) is None


async def test_wrong_scope_is_refused_by_name(database):
    with pytest.raises(InvalidInputError):
        await make_token(database, role="emperor")
    for field in ("unit", "area", "person"):
        with pytest.raises(NotFoundError) as caught:
            await make_token(database, role="handler", **{field: "nowhere"})
        assert caught.value.field == field


def age_snapshots():
    """Make the next use look at the revision, as if a second had passed."""
    from yiwang.infra.snapshots import registry

    for snapshot in registry:
        snapshot._checked = 0.0
