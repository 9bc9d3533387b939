"""Facts folded from the journal are those of the published view: today's, and those of then."""

from __future__ import annotations

from itertools import islice

import pytest
from tests.module.base.indicators.test_history import bring, bulletin
from tests.module.base.indicators.test_values import worked
from tests.support import world as w

from yiwang.base.cases import api
from yiwang.kernel.actor import SYSTEM


async def told(database, versions=None):
    """The facts by id as the view has them, and as the journals tell them (at ``versions``, or now)."""
    async with database.reading(SYSTEM) as work:
        rows = await work.tx.fetch("SELECT * FROM cases_facts_v1")
        view = {row["id"]: dict(row) for row in rows}
        wanted = versions or {key: row["version"] for key, row in view.items()}
        found = {}
        async for batch in api.past_facts(work.tx, wanted):
            found |= {row["id"]: row for row in batch}
    return view, found


@pytest.mark.parametrize("imported", [False, True])
async def test_the_journal_tells_the_same_facts_as_the_view(database, tmp_path, imported):
    await w.world(database)
    if imported:
        await bring(database, tmp_path, islice(bulletin(), 900, 920))
    else:
        await worked(database)
    view, found = await told(database)
    assert len(view) == (20 if imported else 3)
    assert found == view


async def test_what_came_later_is_not_in_facts_of_then(database):
    await w.world(database)
    good, astray, lying = await worked(database)
    then, _ = await told(database)
    for number in (good, astray):
        await w.do(database, w.LEADER, number, "exclude", reason="不可抗力")
    await w.do(database, w.HANDLER, lying, "sign")
    await w.do(database, w.HANDLER, lying, "feedback", result="已清理", public_reply="已清运")
    versions = {key: row["version"] for key, row in then.items()}
    view, found = await told(database, versions)
    assert found == then
    assert view != then
    assert (await told(database, dict.fromkeys(versions, 99)))[1] == {}
