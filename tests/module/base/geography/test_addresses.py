import pytest
from tests.support.world import COMMUNITY, GRID, HERE, build

from yiwang.base.geography import api
from yiwang.infra import snapshots
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.rows import RowsRefusedError

LON, LAT = HERE


@pytest.fixture
async def city(database):
    """The small city of the tests."""
    async with database.work(SYSTEM) as work:
        await build(work)


def draft(code, name, lon=LON, lat=LAT, **more):
    return api.AddressDraft(code=code, name=name, lon=str(lon), lat=str(lat), row=2, **more)


async def save(database, *drafts, **how):
    async with database.work(SYSTEM) as work:
        return await api.save_addresses(work, drafts, **how)


async def resolve(database, text):
    snapshots.forget_all()
    async with database.reading(SYSTEM) as work:
        return api.resolve(await api.gazetteer(work.tx), text)


async def test_a_register_is_brought_into_force_and_found(city, database):
    drafts = [
        draft("R1", "云津市一区科创路１号", aliases="火炬路"),
        draft("R9", "科创路九号", LON + 0.0008),
        draft("B3", "阳光花园3幢"),
        draft("P", "市民中心", area=COMMUNITY),
    ]
    summary = await save(database, *drafts)
    assert (summary.created, summary.changed) == (4, 0)
    first = (await resolve(database, "火炬路1号有积水"))[0]
    assert (first.code, first.area, first.kind) == ("R1", GRID, "address")
    between = (await resolve(database, "科创路五号"))[0]
    assert (between.kind, LON < between.lon < LON + 0.0008) == ("between", True)
    assert (await resolve(database, "阳光花园三栋楼道"))[0].code == "B3"
    assert (await resolve(database, "市民中心对面"))[0].kind == "address"


async def test_the_same_again_changes_nothing_and_a_complete_list_removes_the_rest(city, database):
    await save(database, draft("R1", "科创路1号"), draft("R2", "科创路2号"))
    again = await save(database, draft("R1", "科创路1号"), draft("R2", "科创路22号"))
    assert (again.created, again.changed, again.unchanged) == (0, 1, 1)
    complete = await save(database, draft("R2", "科创路22号"), complete=True)
    assert (complete.unchanged, complete.retired) == (1, 1)
    async with database.reading(SYSTEM) as work:
        assert [row["code"] for row in await api.addresses(work.tx)] == ["R2"]
    assert (await resolve(database, "科创路22号"))[0].code == "R2"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (draft("R1", "科创路1号", "abc"), "应为度数"),
        (draft("R1", "科创路1号", "nan"), "应为度数"),
        (draft("R1", "科创路1号", 181.0), "应为度数"),
        (draft("R1", "科创路1号", 0.0, 0.0), "应为度数"),
        (draft("R1", "科创路1号", 10.0, 10.0), "不在任何区域内"),
        (draft("R1", "科创路1号", area="999999"), "没有这个区域"),
        (draft("R1", "科创路1号", LON + 0.15, area=COMMUNITY), "坐标不在该区域内"),
        (draft("编码", "科创路1号"), "半角字符"),
        (draft("R1", "1号"), "没有道路"),
    ],
)
async def test_what_is_wrong_is_refused_by_name_and_nothing_is_kept(city, database, wrong, says):
    with pytest.raises(RowsRefusedError) as refused:
        await save(database, draft("R0", "科创路0号"), wrong)
    assert says in refused.value.problems[0].zh
    async with database.reading(SYSTEM) as work:
        assert await api.addresses(work.tx) == []


async def test_a_code_given_twice_is_refused(city, database):
    with pytest.raises(RowsRefusedError):
        await save(database, draft("R1", "科创路1号"), draft("R1", "科创路2号"))
