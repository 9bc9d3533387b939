"""Snapshots of reference data: shared when committed, private before."""

import pytest
from tests.support.queries import counting

from yiwang.base.geography import api as geography
from yiwang.infra.snapshots import registry, warm
from yiwang.kernel.actor import SYSTEM


class UndoError(Exception):
    pass


async def names(database):
    for snapshot in registry:
        snapshot.age()
    async with database.reading(SYSTEM) as work:
        return [a.name for a in (await geography.areas(work.tx)).all()]


async def save(work, name):
    await geography.save_areas(work, [geography.AreaDraft(code="990100", name=name)])


async def test_a_transaction_sees_its_own_change_and_others_only_after_the_commit(database):
    assert await names(database) == []
    async with database.work(SYSTEM) as work:
        await save(work, "甲")
        assert [a.name for a in (await geography.areas(work.tx)).all()] == ["甲"]
        await save(work, "乙")
        assert [a.name for a in (await geography.areas(work.tx)).all()] == ["乙"]
        assert await names(database) == []
    assert await names(database) == ["乙"]


async def test_what_was_rolled_back_is_never_shared(database):
    async def undone():
        async with database.work(SYSTEM) as work:
            await save(work, "幻影")
            await geography.areas(work.tx)
            raise UndoError

    with pytest.raises(UndoError):
        await undone()
    async with database.work(SYSTEM) as work:  # gets the revision that the undone change had
        await save(work, "真实")
    assert await names(database) == ["真实"]


async def test_this_process_sees_a_committed_change_at_once(database):
    async def seen():
        async with database.reading(SYSTEM) as work:
            return [a.name for a in (await geography.areas(work.tx)).all()]

    assert await seen() == []
    async with database.work(SYSTEM) as work:
        await save(work, "甲")
    assert await seen() == ["甲"]


async def test_a_change_under_way_never_leaves_others_with_the_old_state(database):
    from yiwang.base.identity import api as identity

    assert await names(database) == []
    async with database.work(SYSTEM) as work:
        await save(work, "甲")
        for snapshot in registry:
            snapshot.age()
        await identity.directory(work.tx)  # looks at revisions inside the changing transaction
        async with database.reading(SYSTEM) as other:
            assert (await geography.areas(other.tx)).all() == []
    assert await names(database) == ["甲"]


async def test_all_can_be_loaded_at_the_start_also_on_an_empty_database(database):
    async with database.reading(SYSTEM) as work:
        await warm(work.tx)
        with counting() as statements:
            await geography.areas(work.tx)
    assert statements == []
