"""The library of samples: blind labels of two, a third who settles, frozen versions, erasing."""

import pytest
from tests.support.delivery import prepare_all
from tests.support.world import HERE, actor, world

from yiwang.base.algorithms import api as algorithms
from yiwang.base.algorithms.errors import NothingServesError
from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter
from yiwang.base.cases.messages import ReportErased
from yiwang.base.cases.model.report import ReporterInput, ReportInput
from yiwang.base.samples import api
from yiwang.base.samples.errors import SampleDoneError, SampleNotFoundError, SampleSetError
from yiwang.base.samples.subscribers import SUBSCRIBERS
from yiwang.infra.outbox import Delivery
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import ForbiddenError
from yiwang.kernel.ids import new_id

ADMIN = actor("admin", name="admin")
ONE, TWO, THREE = (actor("agent", name=name) for name in ("one", "two", "three"))
CHIEF = actor("supervisor", name="chief")
SET = api.SampleSet(
    name="市容还是照明",
    labels=(api.Label(code="clean", name="市容环境"), api.Label(code="lamp", name="路灯")),
)
CSV = "文本,标签\n路灯坏了请打电话13812345678,路灯\n垃圾没人清,clean\n垃圾没人清,\n,路灯\n".encode()


@pytest.fixture
async def library(database):
    await world(database)
    async with database.work(ADMIN) as work:
        await api.save_set(work, "demo", SET)
    return database


async def fill(database, content=CSV, name="a.csv"):
    async with database.work(ADMIN) as work:
        return await api.take_file(work, "demo", name, content)


async def label(database, who, code, *, settles=False):
    async with database.work(who) as work:
        found = (await api.next_text(work, "demo", settles=settles))["item"]
        await api.judge(work, found["id"], code, settles=settles)
        return found


async def freeze(database):
    async with database.work(ADMIN) as work:
        return await api.freeze(work, "demo")


async def detail(database):
    async with database.reading(ADMIN) as work:
        return await api.detail(work.tx, "demo")


async def test_texts_of_a_file_are_masked_and_each_is_taken_once(library):
    found = await fill(library)
    assert (found.read, found.added, found.known, found.empty) == (4, 2, 1, 1)
    assert (await fill(library)).added == 0
    async with library.reading(SYSTEM) as work:
        rows = await work.tx.fetch("SELECT text, given FROM samples_item")
    assert "13812345678" not in str(rows)
    assert {row["given"] for row in rows} == {"lamp", "clean"}


async def test_two_label_blindly_and_a_third_settles(library):
    await fill(library)
    first = await label(library, ONE, "lamp")
    assert set(first) == {"id", "text"}  # neither what was given nor what others chose
    second = await label(library, ONE, "clean")
    async with library.work(ONE) as work:
        assert (await api.next_text(work, "demo", settles=False)) == {"item": None, "left": 0}
        with pytest.raises(SampleDoneError):
            await api.judge(work, first["id"], "clean", settles=False)
    assert (await label(library, TWO, "lamp"))["id"] in {first["id"], second["id"]}
    await label(library, TWO, "lamp")
    async with library.work(THREE) as work:
        with pytest.raises(SampleDoneError):  # both have two labels
            await api.judge(work, first["id"], "lamp", settles=False)
        with pytest.raises(ForbiddenError):
            await api.judge(work, second["id"], "clean", settles=True)
    found = await detail(library)
    assert {n: found["counts"][n] for n in ("agreed", "open", "usable")} == {
        "agreed": 1, "open": 1, "usable": 1
    }  # fmt: skip
    assert (found["agreement"]["n"], found["agreement"]["equal"]) == (2, 0.5)
    assert (await label(library, CHIEF, "clean", settles=True))["id"] == second["id"]
    async with library.work(ONE) as work:
        with pytest.raises(SampleDoneError):  # settled: first labels stay
            await api.undo(work, second["id"])
    counts = (await detail(library))["counts"]
    assert (counts["settled"], counts["usable"], counts["as_given"]) == (1, 2, 2)


async def test_nobody_settles_a_difference_of_their_own(library):
    await fill(library)
    await label(library, ONE, "lamp")
    found = await label(library, CHIEF, "clean")
    async with library.work(CHIEF) as work:
        assert (await api.next_text(work, "demo", settles=True))["item"] is None
        with pytest.raises(SampleDoneError):
            await api.judge(work, found["id"], "lamp", settles=True)


async def test_a_label_can_be_taken_back_and_unknown_ones_are_refused(library):
    await fill(library)
    found = await label(library, ONE, "lamp")
    async with library.work(TWO) as work:
        with pytest.raises(SampleDoneError):
            await api.undo(work, found["id"])
        with pytest.raises(SampleSetError):
            await api.judge(work, found["id"], "other", settles=False)
        with pytest.raises(SampleNotFoundError):
            await api.judge(work, new_id(), "lamp", settles=False)
    async with library.work(ONE) as work:
        await api.undo(work, found["id"])
        assert (await api.next_text(work, "demo", settles=False))["left"] == 2


async def test_a_label_in_use_stays_and_a_set_without_labels_freezes_nothing(library):
    await fill(library)
    with pytest.raises(SampleSetError):
        await freeze(library)
    await label(library, ONE, "lamp")
    other = api.SampleSet(name="x", labels=(SET.labels[0], api.Label(code="z", name="z")))
    with pytest.raises(SampleSetError):
        async with library.work(ADMIN) as work:
            await api.save_set(work, "demo", other)


async def closed_report(database, text):
    async with database.work(SYSTEM) as work:
        await work.tx.execute(
            "INSERT INTO infra_subscription (name, seq) VALUES ('cases.prepare', 0) ON CONFLICT DO NOTHING"
        )
    one = ReportInput(
        source="hotline",
        text=text,
        lon=HERE[0],
        lat=HERE[1],
        matter="01037",
        reporter=ReporterInput(name="王", phone="13812345678"),
    )
    await cases.intake(database).receive(one, SYSTEM)
    await prepare_all(database)
    async with database.work(SYSTEM) as work:
        await work.tx.execute("UPDATE cases_case SET stage = 'closed'")
        return await work.tx.fetchval("SELECT id FROM cases_report")


async def test_erasing_a_report_takes_its_text_out_of_sets_and_frozen_versions(library):
    report = await closed_report(library, "路灯不亮，请回电13987654321")
    async with library.work(ADMIN) as work:
        found = await api.collect(work, "demo", CaseFilter(), 100)
    assert (found.added, found.known) == (1, 0)
    await fill(library)
    for who in (ONE, TWO):
        for _ in range(3):
            await label(library, who, "lamp")
    frozen = await freeze(library)
    assert frozen["texts"] == 3
    async with library.work(actor("security")) as work:
        await cases.erase_report(work, report, basis="本人要求")
    async with library.reading(SYSTEM) as work:
        told = await work.tx.fetchrow(
            "SELECT id, seq, kind, key, actor, at, payload FROM infra_outbox WHERE kind = $1",
            ReportErased.kind,
        )
    (subscriber,) = SUBSCRIBERS
    for _ in range(2):  # at least once
        async with library.work(SYSTEM) as work:
            await subscriber.handle(work, [Delivery(**told)])
    async with library.work(ADMIN) as work:
        assert await api.check(work.tx, "demo", 1)  # what was frozen can still be proved
        exported = (await api.export(work, "demo", 1, as_excel=False)).decode()
    assert exported.count("\n") == 3  # the head and two texts
    assert "不亮" not in exported
    found = await detail(library)
    assert (found["versions"][0]["texts"], found["versions"][0]["erased"], found["counts"]["texts"]) == (
        3,
        1,
        2,
    )
    async with library.reading(SYSTEM) as work:
        for table in ("samples_item", "samples_judgement", "samples_kept", "samples_version"):
            assert "不亮" not in str(await work.tx.fetch(f"SELECT * FROM {table}"))


async def test_texts_of_other_areas_are_not_shown(library):
    await closed_report(library, "路灯不亮")
    async with library.work(ADMIN) as work:
        await api.collect(work, "demo", CaseFilter(), 10)
    async with library.work(actor("agent", name="far", area="999902")) as work:
        assert (await api.next_text(work, "demo", settles=False))["item"] is None
    found = await label(library, ONE, "lamp")
    async with library.work(actor("agent", name="far", area="999902")) as work:
        with pytest.raises(SampleNotFoundError):
            await api.judge(work, found["id"], "lamp", settles=False)
    await label(library, TWO, "lamp")
    await freeze(library)
    async with library.work(actor("admin", name="far", area="999902")) as work:
        assert "路灯" not in (await api.export(work, "demo", 1, as_excel=False)).decode().split("\n", 1)[1]
    async with library.work(ADMIN) as work:
        assert "不亮" in (await api.export(work, "demo", 1, as_excel=False)).decode()


async def test_a_version_is_learnt_from_published_and_asked(library):
    lines = [f"{n}号路灯不亮,路灯" for n in range(25)] + [f"{n}号楼垃圾没人清,clean" for n in range(25)]
    await fill(library, ("text,label\n" + "\n".join(lines)).encode())
    async with library.work(ADMIN) as work:
        await work.tx.execute(
            "INSERT INTO samples_judgement (item, who, label, settles, at) "
            "SELECT id, w, given, false, now() FROM samples_item, unnest(ARRAY['person:1', 'person:2']) AS w"
        )
    await freeze(library)
    made = await api.learn(library, "demo")
    assert made["stage"] == "shadow"
    assert made["card"]["data_version"].startswith("samples demo@1 ")
    assert made["card"]["metrics"]["accuracy"] == 1.0
    async with library.work(ADMIN) as work:
        with pytest.raises(NothingServesError):
            await api.sort(work, "demo", ["路灯"])
        await algorithms.promote(work, made["id"], "publish")
    async with library.work(ADMIN) as work:
        found = await api.sort(work, "demo", ["东门路灯又不亮了", "楼下垃圾成堆"])
    assert [one[0]["label"] for one in found["items"]] == ["lamp", "clean"]
    with pytest.raises(SampleSetError):
        await api.learn(library, "demo", 9)
