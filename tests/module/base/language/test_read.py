"""Reading texts through the door and over the wire; packs change the words."""

import pytest
from prometheus_client import REGISTRY
from tests.support import world as w
from tests.support.web import application, client

from yiwang.base.language import api, http
from yiwang.base.language.definition import LanguageSection
from yiwang.base.language.errors import TooMuchTextError
from yiwang.base.language.model import road as inside


async def read(database, *texts):
    async with database.reading(w.DISPATCHER) as work:
        return await api.read(work.tx, texts)


async def test_the_catalogue_of_the_city_ranks_matters(database):
    await w.world(database)
    [found] = await read(database, "楼下垃圾没人清理，味道很大")
    assert found.matters[0].key == "matter:06010"
    assert found.matters[0].reason.zh.startswith("共有词")


async def test_a_pack_changes_the_words_for_everybody(database):
    [before] = await read(database, "小区封控了")
    assert before.tags == ()
    section = LanguageSection(tags={"epidemic": {"zh": "疫情", "en": "epidemic", "add": ["封控"]}})
    async with database.work(w.DISPATCHER) as work:
        await api.apply_section(work, section, "city", "1.0.0")
    [after] = await read(database, "小区封控了")
    assert [(t.code, t.name.zh) for t in after.tags] == [("epidemic", "疫情")]
    async with database.work(w.DISPATCHER) as work:
        await api.apply_section(work, LanguageSection(), "city", "1.0.1")
    assert (await read(database, "小区封控了"))[0].tags == ()


async def test_a_broken_step_is_counted(database, monkeypatch):
    def broken(*_):
        raise RuntimeError("broken")

    def counted():
        return REGISTRY.get_sample_value("yiwang_language_broken_total", {"step": "tone"}) or 0

    monkeypatch.setattr(inside.Road, "_tone", broken)
    before = counted()
    found = await read(database, "起火", "路灯不亮")
    assert [r.failed for r in found] == [("tone",)] * 2
    assert counted() == before + 2


def test_too_much_at_once_is_refused():
    api.check_amount(["字" * 300_000])
    with pytest.raises(TooMuchTextError):
        api.check_amount(["字"] * 201)
    with pytest.raises(TooMuchTextError):
        api.check_amount(["字" * 200_000, "字" * 200_000])


@pytest.fixture
async def door(database):
    await w.world(database)
    async with client(application(database, [http.router]), "dispatcher") as made:
        yield made


async def test_one_text_and_many_over_the_wire(door):
    told = await door.post(
        "/api/v1/language/read", json={"texts": ["我叫王小明，电话13812345678，再不解决就跳楼", "谢谢"]}
    )
    assert told.status_code == 200
    first, second = told.json()["items"]
    assert [t["code"] for t in first["tags"]] == ["threat"]
    assert first["tags"][0]["reason"] == {"zh": "出现：跳楼", "en": "found: 跳楼"}
    assert "13812345678" not in told.text
    assert "王小明" not in told.text
    assert second["feeling"]["kind"] == "positive"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"texts": []}',
        b'{"texts": "a"}',
        b'{"texts": [1]}',
        b'{"texts": ["a"], "x": 1}',
        b'{"texts": ["\xff"]}',
        b'{"texts": ["\\ud800"]}',
    ],
)
async def test_bad_bodies_are_refused(door, body):
    told = await door.post("/api/v1/language/read", content=body)
    assert told.status_code in {400, 422}, told.text


async def test_who_may_not_is_refused(door):
    told = await door.post(
        "/api/v1/language/read", json={"texts": ["a"]}, headers={"authorization": "Bearer handler"}
    )
    assert told.status_code == 403
