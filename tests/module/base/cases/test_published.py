"""What the public sees without a receipt: open channels in full, everything else bare."""

import asyncio
from datetime import timedelta

import pytest
from tests.support import world as w
from tests.support.patience import PATIENCE
from tests.support.queries import counting

from yiwang.base.cases import api
from yiwang.base.cases.errors import CaseNotFoundError
from yiwang.base.cases.model.report import ReporterInput, ReportInput
from yiwang.base.cases.subscribers import SUBSCRIBERS
from yiwang.base.cases.usecases.published import masked_text
from yiwang.infra.delivery import deliver
from yiwang.infra.objects import use_objects
from yiwang.kernel.actor import PUBLIC, SYSTEM
from yiwang.kernel.errors import ForbiddenError, InvalidInputError, NotFoundError

PREPARE = next(s for s in SUBSCRIBERS if s.name == "cases.prepare")
OPEN = ("open311",)


@pytest.fixture(autouse=True)
async def city(database, tmp_path):
    use_objects(tmp_path / "media", 1_000_000)
    await w.world(database)
    async with database.work(SYSTEM) as work:
        await work.tx.execute("INSERT INTO infra_subscription (name, seq) VALUES ('cases.prepare', 0)")


async def received(database, channel, text="路灯不亮，联系13812345678", matter="01037", **more):
    report = ReportInput(
        source=channel, text=text, lon=w.HERE[0] + 0.0001234, lat=w.HERE[1], matter=matter,
        address="人民路12号301室", reporter=ReporterInput(name="王小明", phone="13812345678"), **more,
    )  # fmt: skip
    answer = await api.intake(database).receive(report, SYSTEM)
    number = None
    async with asyncio.timeout(PATIENCE):
        while number is None:  # transactions of other tests on the same server may come before
            await deliver(database, PREPARE)
            async with database.reading(PUBLIC) as work:
                known, number = await api.case_of_report(work, answer.id)
            assert known
    return answer.id, number


async def find(database, **wanted):
    async with database.reading(PUBLIC) as work:
        return await api.find_published(work, api.PublishedFilter(channels=OPEN, **wanted))


async def test_an_open_channel_is_shown_with_its_words_and_masked_contacts(database):
    _, number = await received(database, "open311")
    (case,) = await find(database, numbers=(number,))
    assert case.text == "路灯不亮，联系138****5678"
    assert (case.address, case.matter, case.over) == ("人民路12号301室", "matter:01037", False)
    assert (case.lon, case.lat) == (120.0051234, 30.005)
    assert case.unit == "路灯所"
    assert "王小明" not in str(case)


async def test_other_channels_show_neither_words_nor_the_exact_place(database):
    _, number = await received(database, "hotline")
    (case,) = await find(database, numbers=(number,))
    assert (case.text, case.reply, case.media) == ("", "", ())
    assert case.address == "云津市一区一街道"
    assert (case.lon, case.lat) == (120.005, 30.005)
    assert case.matter == "matter:01037"


async def test_filters(database):
    _, first = await received(database, "open311")
    database.time.advance(timedelta(days=2))
    _, second = await received(database, "open311", matter="06010", text="垃圾")
    now = database.time.now()
    assert [c.number for c in await find(database)] == [second, first]
    assert [c.number for c in await find(database, start=now - timedelta(days=1))] == [second]
    assert [c.number for c in await find(database, end=now - timedelta(days=1))] == [first]
    assert [c.number for c in await find(database, matters=("matter:06010",))] == [second]
    assert [c.number for c in await find(database, over=False, limit=1, skip=1)] == [first]
    assert await find(database, over=True) == []
    await w.do(database, w.DISPATCHER, second, "void", reason="误报")
    (case,) = await find(database, over=True)
    assert (case.number, case.over, case.updated_at) == (second, True, now)
    assert [c.number for c in await find(database, touched=True, start=now - timedelta(hours=1))] == [second]


async def test_the_list_takes_one_statement_at_any_size(database):
    counts = []
    for _ in range(2):
        for n in range(3):
            await received(database, "open311", text=f"路灯不亮 {n}", external_id=f"{len(counts)}-{n}")
        await find(database)
        with counting() as statements:
            await find(database)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 3


async def test_public_words_of_open_channels_only(database):
    _, number = await received(database, "open311")
    _, hidden = await received(database, "hotline", text="别的事情", matter="06010")
    for one in (number, hidden):
        await w.do(database, w.AGENT, one, "comment", text="已派人，电话010-12345678", public=True)
        await w.do(database, w.AGENT, one, "comment", text="内部意见", public=False)
    now = database.time.now()
    window = (now - timedelta(days=1), now)
    async with database.reading(PUBLIC) as work:
        found = await api.published_notes(work, OPEN, window, None, 100)
        assert [(n.number, n.text, n.over) for n in found] == [(number, "已派人，电话010****5678", False)]
        assert await api.published_notes(work, OPEN, window, [hidden], 100) == []
        assert await api.published_notes(work, OPEN, (now - timedelta(days=2), window[0]), None, 100) == []


async def test_files_follow_their_case(database):
    async def pieces():
        yield b"%PDF-1.7 evidence"

    file, stored = await api.upload(database, w.AGENT, pieces(), name="../../etc/pass\x00wd.pdf")
    other = w.actor("agent", name="other")
    async with database.reading(w.AGENT) as work:
        assert (await api.seen_file(work, file)).digest == stored.digest
        assert await api.published_file(work, file, OPEN) is None
        assert await work.tx.fetchval("SELECT name FROM cases_media") == "passwd.pdf"
    async with database.reading(other) as work:
        with pytest.raises(NotFoundError):
            await api.seen_file(work, file)
    await received(database, "open311", media=[file])
    async with database.reading(other) as work:
        assert (await api.seen_file(work, file)).media_type == "application/pdf"
        assert (await api.published_file(work, file, OPEN)) is not None
        assert await api.published_file(work, file, ("web",)) is None
    elsewhere = w.actor("agent", area="110101")
    async with database.reading(elsewhere) as work:
        with pytest.raises(CaseNotFoundError):
            await api.seen_file(work, file)


async def test_bad_uploads(database):
    async def pieces():
        yield b"%PDF-1.7"

    with pytest.raises(InvalidInputError):
        await api.upload(database, w.AGENT, pieces(), name="x", role="avatar")
    with pytest.raises(ForbiddenError):
        await api.upload(database, w.actor("auditor"), pieces(), name="x")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13812345678。", "电话138****5678。"),
        ("+86 13812345678", "+86****5678"),
        ("身份证11010519491231002X", "身份证110***********002X"),
        ("a.b@c.cn 来信", "***@*** 来信"),
        ("座机028-87654321转1", "座机028****4321转1"),
        ("编号123456789012345678901", "编号123456789012345678901"),
        ("东经104.13812345678", "东经104.13812345678"),
        ("12 元 3 天", "12 元 3 天"),
    ],
)
def test_contacts_in_words_are_masked(text, masked):
    assert masked_text(text) == masked
