import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from yiwang.base.cases import api as cases
from yiwang.base.matters import api as matters
from yiwang.entry.demo import pictures
from yiwang.entry.demo.seed import seed
from yiwang.infra import objects
from yiwang.infra.snapshots import forget_all
from yiwang.kernel.actor import SYSTEM


@pytest.fixture(autouse=True)
def media(tmp_path):
    """Pictures of the demo go into a folder of the test."""
    objects.use_objects(tmp_path / "media", 5_000_000)


@pytest.fixture
async def lived(database, time):
    time.set(datetime(2026, 3, 30, 7, 0, tzinfo=UTC))
    return await seed(database, cases_wanted=60, days=5)


async def test_the_demo_lives_through_its_weeks_once(database, time, lived):
    assert database.time is time
    assert sum(lived.values()) >= 55
    assert len(lived) >= 4
    async with database.raw() as connection:
        rows = await connection.fetch("SELECT opened_at, stage FROM cases_case")
        refused = await connection.fetchval("SELECT count(*) FROM infra_parked")
    assert refused == 0
    assert all(row["opened_at"] <= time.now() for row in rows)
    assert len({row["opened_at"].date() for row in rows}) >= 4
    forget_all()
    assert sum((await seed(database, cases_wanted=60, days=5)).values()) == 0
    async with database.raw() as connection:
        assert await connection.fetchval("SELECT count(*) FROM cases_case") == len(rows)


async def test_some_cases_have_pictures_of_before_and_after(database, lived):
    assert lived
    forget_all()
    async with database.reading(SYSTEM) as work:
        found = await cases.find_cases(work, cases.CaseFilter(limit=200))
        pages = [await cases.detail(work, str(item["number"])) for item in found.items]
    before = [page for page in pages if page["reports"][0]["media"]]
    after = [page for page in before if any(file["kind"] == "after" for file in page["media"])]
    assert len(before) > len(after) > 0


@pytest.mark.parametrize("kind", pictures.KINDS)
def test_pictures_are_the_same_each_time_and_differ_after_the_work(kind):
    before = pictures.picture(kind, 3, after=False)
    pictures.picture.cache_clear()
    assert before == pictures.picture(kind, 3, after=False)
    assert before != pictures.picture(kind, 3, after=True)
    image = Image.open(io.BytesIO(before))
    assert (image.format, image.size) == ("JPEG", pictures.SIZE)
    red, green, _ = image.getpixel((40, 24))  # in a stroke of the mark
    assert red > green + 60


async def test_every_case_equals_its_journal(database, lived):
    assert lived
    async with database.reading(SYSTEM) as work:
        assert [found async for found in cases.differences(work.tx)] == []


async def test_common_matters_have_a_responsible_unit_in_every_district(database, lived):
    assert lived
    forget_all()
    async with database.reading(SYSTEM) as work:
        catalogue = await matters.catalogue(work.tx)
        gaps = await matters.gaps(work.tx, work.now.date())
    assert len(gaps) < 3 * len(catalogue.leaves())
    assert not any(g.matter == "matter:06010" for g in gaps)


async def test_some_cases_wait_for_a_dispatcher_with_candidates_and_reasons(database, time):
    time.set(datetime(2026, 3, 30, 7, 0, tzinfo=UTC))
    forget_all()
    assert (await seed(database, cases_wanted=120, days=2))["dispatch"] > 0
    forget_all()
    async with database.reading(SYSTEM) as work:
        found = await cases.find_cases(work, cases.CaseFilter(stages=("dispatch",)))
        pages = [await cases.detail(work, str(item["number"])) for item in found.items]
    undecided = [page for page in pages if len(page["candidates"]) > 1]
    assert undecided
    assert "区（9999" in undecided[0]["candidates"][0]["reason"].zh
