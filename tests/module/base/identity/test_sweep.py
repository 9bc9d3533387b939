"""What ended long ago is deleted; what lives stays."""

from datetime import timedelta

from yiwang.base.identity import api
from yiwang.base.identity.jobs import sweep
from yiwang.kernel.actor import SYSTEM


async def test_sweeping_keeps_tokens_and_live_sessions(database, time):
    async with database.work(SYSTEM) as work:
        await api.save_accounts(work, [api.AccountDraft(name="zhang", roles=("agent",))])
        await api.redeem_link(work, await api.make_link(work, "zhang"))
        token = await api.create_token(work, role="agent")
    time.advance(timedelta(days=31))
    async with database.work(SYSTEM) as work:
        live = await api.redeem_link(work, await api.make_link(work, "zhang"))
    await sweep(database)
    await sweep(database)
    assert await api.authenticate(database, token)
    assert await api.authenticate(database, live)
    async with database.raw() as connection:
        rows = await connection.fetch("SELECT kind FROM identity_credential ORDER BY kind")
    assert [r["kind"] for r in rows] == ["link", "session", "token"]
