"""Versions of models: stages, exactly one published, rolling back, who and when, what serves."""

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.http import client

from yiwang.base.algorithms import api
from yiwang.base.algorithms.errors import AlgorithmActError, ArtefactError
from yiwang.base.algorithms.model import version as model
from yiwang.base.audit import api as audit
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError

CARD = api.Card(
    title_zh="试", title_en="trial", takes="a", gives="b", owner="o", licence="l", code_version="1",
    data_version="d", metrics={"share": 0.5}, settings={"limit": 0.02},
)  # fmt: skip


def opener(content: bytes) -> list[int]:
    about, arrays = api.unpack(content)
    if msgspec.json.decode(about) != {"kind": "trial"}:
        raise ArtefactError(why_zh="不是", why_en="not this kind")
    return [int(x) for x in arrays["x"]]


@pytest.fixture(autouse=True)
def trial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_tasks", dict(model._tasks))
    api.declare(api.Task("trial", "试验", "trial", opener, {"limit": (0.001, 0.5)}))


def artefact(n: int, kind: str = "trial") -> bytes:
    return api.pack({"kind": kind}, {"x": np.array([n])})


async def made(database: Database, n: int) -> api.Version:
    async with database.work(SYSTEM) as work:
        return await api.register(work, "trial", CARD, artefact(n))


async def moved(database: Database, version: api.Version, act: Any) -> api.Version:
    async with database.work(SYSTEM) as work:
        return await api.promote(work, version.id, act)


async def served(database: Database) -> tuple[Any, Any]:
    async with database.reading(SYSTEM) as work:
        found = await api.serving(work.tx, "trial")
    return tuple(x.model[0] if x else None for x in (found.published, found.shadow))  # type: ignore[return-value]


async def test_a_version_goes_its_way_and_one_is_published(database: Database) -> None:
    one, two = await made(database, 1), await made(database, 2)
    assert (one.number, one.stage, two.number) == (1, "checked", 2)
    assert await served(database) == (None, None)
    await moved(database, one, "publish")
    await moved(database, two, "shadow")
    assert await served(database) == (1, 2)
    await moved(database, two, "publish")
    assert await served(database) == (2, None)
    async with database.work(SYSTEM) as work:
        back = await api.roll_back(work, "trial", reason="worse")
    assert back.id == one.id
    assert await served(database) == (1, None)
    async with database.reading(SYSTEM) as work:
        listed = {v["number"]: v["stage"] for v in await api.find(work.tx, "trial")}
        page = await api.detail(work.tx, one.id)
        trail = await audit.trail(work.tx, audit.TrailFilter())
    assert listed == {1: "published", 2: "retired"}
    assert [s["action"] for s in page["steps"]] == ["register", "check", "publish", "retire", "publish"]
    assert page["steps"][-1]["reason"] == "worse"
    acts = [entry.action for entry in trail]
    assert acts[0] == "algorithm.publish"
    assert acts.count("algorithm.register") == 2


async def test_what_does_not_open_is_never_more_than_uploaded(database: Database) -> None:
    async with database.work(SYSTEM) as work:
        bad = await api.register(work, "trial", CARD, artefact(1, "other"))
        worse = await api.register(work, "trial", CARD, b"nothing")
    assert (bad.stage, worse.stage) == ("uploaded", "uploaded")
    with pytest.raises(AlgorithmActError):
        await moved(database, bad, "publish")
    with pytest.raises(ArtefactError):
        await moved(database, bad, "check")


async def test_a_model_that_no_longer_opens_stops_nobody(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    one = await made(database, 1)
    await moved(database, one, "publish")

    def refuses(content: bytes) -> Any:
        raise ArtefactError(why_zh="不可用", why_en="cannot be used")

    api.declare(api.Task("trial", "试验", "trial", refuses, {}))
    async with database.reading(SYSTEM) as work:
        found = await api.serving(work.tx, "trial")
    assert (found.published, found.failed) == (None, (one.id,))
    assert f"model {one.id} of trial does not open" in caplog.text


async def test_settings_stay_within_what_the_task_allows(database: Database) -> None:
    one = await made(database, 1)
    async with database.work(SYSTEM) as work:
        tuned = await api.tune(work, one.id, {"limit": 0.05})
    assert tuned.card.settings == {"limit": 0.05}
    for wrong in ({"limit": 0.9}, {"limit": float("nan")}, {"other": 1.0}):
        with pytest.raises(InvalidInputError):
            async with database.work(SYSTEM) as work:
                await api.tune(work, one.id, wrong)


async def test_counts_add_up_by_day(database: Database) -> None:
    one = await made(database, 1)
    async with database.work(SYSTEM) as work:
        await api.record(work, one.id, calls=3, acted=2)
        await api.record(work, one.id, right=1, wrong=1)
        page = await api.detail(work.tx, one.id)
    [day] = page["days"]
    assert (day["calls"], day["acted"], day["right"], day["wrong"]) == (3, 2, 1, 1)


@given(acts=st.lists(st.sampled_from(["check", "shadow", "publish", "retire"]), max_size=12))
def test_every_way_through_the_stages_is_a_known_one(acts: list[Any]) -> None:
    """Whatever is tried: the stage is one of the five, and only what was checked can serve."""
    version = api.Version(
        id=model.UUID(int=1), task="trial", scope="", number=1, stage="uploaded", card=CARD, digest=b"",
        size=0, made_at=None, made_by="", changed_at=None,  # type: ignore[arg-type]
    )  # fmt: skip
    checked = False
    for act in acts:
        offered = act in model.offered(version)
        try:
            stage = model.next_stage(version, act)
        except AlgorithmActError:
            assert not offered
            continue
        assert offered
        checked = checked or act == "check"
        version = msgspec.structs.replace(version, stage=stage)
        assert stage in api.STAGES
        assert stage not in {"shadow", "published"} or checked


async def test_rights_over_http(database: Database, tmp_path: Any) -> None:
    one = await made(database, 1)
    async with client(database, tmp_path) as asking:
        path = f"/api/v1/models/{one.id}"
        await asking.act_as("handler")
        assert (await asking.get("/api/v1/models")).status_code == 403
        await asking.act_as("dispatcher")
        assert (await asking.get(path)).json()["number"] == 1
        assert (await asking.post(f"{path}/acts", json={"action": "publish"})).status_code == 403
        await asking.act_as("supervisor")
        assert (await asking.post(f"{path}/acts", json={"action": "publish"})).json()["stage"] == "published"
        again = await asking.post(f"{path}/acts", json={"action": "publish"})
        assert (again.status_code, again.json()["error"]["code"]) == (409, "algorithm_act")
        nothing = await asking.post("/api/v1/models/roll-back", json={"task": "trial"})
        assert nothing.json()["error"]["code"] == "algorithm_act"
        tuned = await asking.post(f"{path}/acts", json={"action": "tune", "settings": {"limit": 0.01}})
        assert tuned.json()["card"]["settings"] == {"limit": 0.01}
        lost = await asking.get("/api/v1/models/00000000-0000-7000-8000-000000000000")
        assert lost.json()["error"]["code"] == "algorithm_not_found"
        assert "made_by" not in lost.json()
