import pytest
from tests.support.matters import CITY, DISTRICT, OTHER, matter, small_city
from tests.support.queries import counting

from yiwang.base.matters import api
from yiwang.base.matters.definition import MattersSection
from yiwang.base.matters.errors import MatterNotFoundError, MatterScopeError
from yiwang.infra.snapshots import forget_all
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError


@pytest.fixture(autouse=True)
async def city(database):
    await small_city(database)
    forget_all()


async def catalogue(database):
    forget_all()
    async with database.reading(SYSTEM) as work:
        return await api.catalogue(work.tx)


async def test_entries_know_their_class(database):
    found = (await catalogue(database)).leaf("matter:06010")
    assert (found.class_code, found.class_name, found.version) == ("06", "市容环境类", 1)


async def test_the_same_entry_again_makes_no_version(database):
    async with database.work(SYSTEM) as work:
        again = await api.save_matters(work, [matter("06028", "噪声扰民")])
        other = await api.save_matters(work, [matter("06028", "噪声扰民", urgency=2)])
    assert (again.unchanged, other.changed) == (1, 1)
    async with database.reading(SYSTEM) as work:
        assert [m.version for m in await api.matter_versions(work.tx, "matter:06028")] == [2, 1]
    assert (await catalogue(database)).leaf("matter:06028").urgency == 2


async def test_a_district_may_add_but_not_redefine(database):
    async with database.work(SYSTEM) as work:
        await api.save_matters(work, [matter("06900", "试点", scope_area=DISTRICT)])
    for area, code in ((DISTRICT, "06010"), (OTHER, "06900")):
        with pytest.raises(MatterScopeError):
            async with database.work(SYSTEM) as work:
                await api.save_matters(work, [matter(code, "另一个", scope_area=area)])
    found = await catalogue(database)
    assert found.leaf("matter:06900").scope_area == DISTRICT
    assert found.leaf("matter:06010").name == "暴露垃圾"


async def test_parents_must_exist_and_not_go_in_circles(database):
    loop = [matter("X1", "a", parent="X2"), matter("X2", "b", parent="X1")]
    for entries in ([matter("99001", "无上级")], loop):
        with pytest.raises(InvalidInputError):
            async with database.work(SYSTEM) as work:
                await api.save_matters(work, entries)


async def test_a_retired_matter_takes_no_new_cases(database):
    async with database.work(SYSTEM) as work:
        await api.set_matter_status(work, "matter:06028", api.Status.RETIRED)
        with pytest.raises(MatterNotFoundError):
            await api.set_matter_status(work, "matter:1", api.Status.RETIRED)
    found = await catalogue(database)
    assert found.leaf("matter:06028") is None
    assert found.get("matter:06028").status == "retired"


async def test_unmapped_codes_are_counted_until_they_are_mapped(database):
    async with database.work(SYSTEM) as work:
        for _ in range(3):
            await api.count_unmapped(work, "hotline", "A7", name="垃圾")
        await api.count_unmapped_many(work, [("hotline", "B1", "", 5), ("hotline", "A7", "", 1)])
    async with database.reading(SYSTEM) as work:
        listed = await api.unmapped(work.tx)
    assert [(u.code, u.count, u.name) for u in listed] == [("B1", 5, ""), ("A7", 4, "垃圾")]
    async with database.work(SYSTEM) as work:
        await api.map_code(work, "hotline", "A7", "matter:06010")
    assert (await catalogue(database)).foreign("hotline", "A7") == "matter:06010"
    async with database.reading(SYSTEM) as work:
        assert [u.code for u in await api.unmapped(work.tx, "hotline")] == ["B1"]


async def test_mappings_of_a_pack_inherit_and_are_checked(database):
    section = {
        "provenance": "test",
        "mappings": [
            {"source": "old", "codes": {"1": "matter:06010", "2": "matter:06028"}},
            {"source": "hotline", "extends": "old", "codes": {"2": "matter:01037"}},
        ],
    }
    async with database.work(SYSTEM) as work:
        await api.apply_section(work, MattersSection.model_validate(section), "p", "1.0.0")
    found = await catalogue(database)
    assert [found.foreign("hotline", c) for c in "12"] == ["matter:06010", "matter:01037"]
    section["mappings"] = [{"source": "bad", "codes": {"1": "matter:77777"}}]
    with pytest.raises(InvalidInputError):
        async with database.work(SYSTEM) as work:
            await api.apply_section(work, MattersSection.model_validate(section), "p", "1.0.1")


async def test_the_held_catalogue_costs_no_statement(database):
    await catalogue(database)
    async with database.reading(SYSTEM) as work:
        await api.catalogue(work.tx)
        with counting() as sent:
            found = await api.catalogue(work.tx)
            found.resolve("matter:06010", (CITY,), work.now.date())
    assert sent == []
