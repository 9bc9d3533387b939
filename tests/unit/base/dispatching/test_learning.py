"""A made-up city whose truth is known: what is learnt, what may go by itself, and why."""

import msgspec
import numpy as np
import pytest

from yiwang.base.algorithms.errors import ArtefactError
from yiwang.base.dispatching import api
from yiwang.base.dispatching.errors import TooFewExamplesError
from yiwang.base.dispatching.model.conformal import NEVER
from yiwang.entry.bench.histories import made_up


@pytest.fixture(scope="module")
def history() -> list[api.Example]:
    return made_up(12_000, odd=(0.03, 0.0))


@pytest.fixture(scope="module")
def trained(history: list[api.Example]) -> api.Trained:
    return api.train(history)


def test_it_finds_whose_it_is_and_keeps_the_limit(trained: api.Trained) -> None:
    found = trained.metrics
    assert found["first_right"] > 0.9
    assert found["automatic"] > 0.2
    low, _ = found["error_interval"]
    assert low <= 0.02
    assert found["calibration_error"] < 0.03


def test_words_decide_where_matter_and_place_do_not(trained: api.Trained, history: list[api.Example]) -> None:
    torn = [e for e in trained.later if e.asked.matter and int(e.asked.matter[1:]) % 3 == 2]
    without = [msgspec.structs.replace(e, asked=msgspec.structs.replace(e.asked, words=())) for e in torn]
    assert api.measure(trained.ranker, torn)["first_right"] > 0.85
    assert api.measure(trained.ranker, without)["first_right"] < 0.75


def test_chances_mean_what_they_say_and_stand_in_order(trained: api.Trained) -> None:
    for named in trained.ranker.rank([e.asked for e in trained.later[:200]]):
        chances = [one.chance for one in named]
        assert chances == sorted(chances, reverse=True)
        assert sum(chances) <= 1.001
        assert all(0 < c <= 1 for c in chances[:1])


def test_reasons_count_real_cases(trained: api.Trained, history: list[api.Example]) -> None:
    until = max(e.day for e in history)
    recent = [e for e in history if e.day > until - 90]
    seen = 0
    for example in recent[-50:]:
        ground = trained.ranker.ground(example.asked, example.unit)
        if ground is None:
            continue
        seen += 1
        alike = [
            e for e in recent if e.asked.matter == ground.matter and e.asked.path[ground.level] == ground.area
        ]
        assert ground.of == len(alike) >= 5
        assert ground.n == sum(e.unit == example.unit for e in alike)
        assert (ground.until - ground.since).days == 90
    assert seen > 20


def test_only_the_units_that_the_list_leaves(trained: api.Trained) -> None:
    asked = trained.later[0].asked
    [named] = trained.ranker.rank([msgspec.structs.replace(asked, allowed=("u1", "s3"))])
    assert {one.unit for one in named} <= {"u1", "s3"}
    assert named
    [nobody] = trained.ranker.rank([msgspec.structs.replace(asked, allowed=("u1", "a new unit"))])
    assert nobody == [], "a unit that has no history might be the right one"


def test_what_is_unknown_is_not_sure(trained: api.Trained) -> None:
    strange = [
        api.Asked(matter=None, klass=None, path=(), channel="", weekday=0, hour=0),
        api.Asked(matter="m?", klass="c?", path=("moon",) * 9, channel="?", weekday=6, hour=23, words=("😀",)),
        api.Asked(matter="m1", klass="c0", path=("city",), channel="grid", weekday=0, hour=0, words=("x" * 64,) * 600),
    ]  # fmt: skip
    limit = trained.ranker.threshold(0.02)
    assert limit < NEVER
    for named in trained.ranker.rank(strange):
        assert all(np.isfinite(one.score) for one in named)
    assert trained.ranker.rank(strange[:2])[0][0].score < limit
    assert trained.ranker.rank([]) == []


def test_an_artefact_gives_the_same_answers(trained: api.Trained) -> None:
    content = api.pack(trained.ranker)
    again = api.read(content)
    asked = [e.asked for e in trained.later[:100]]
    assert again.rank(asked) == trained.ranker.rank(asked)
    assert again.explain(asked[0], again.rank(asked[:1])[0]) == trained.ranker.explain(
        asked[0], trained.ranker.rank(asked[:1])[0]
    )
    assert again.threshold(0.02) == trained.ranker.threshold(0.02)
    assert api.pack(again) == content
    assert len(content) < 2_000_000


def test_a_limit_that_was_not_proved_is_not_used(trained: api.Trained) -> None:
    ranker = trained.ranker
    assert ranker.threshold(0.001) == NEVER
    assert ranker.threshold(0.025) == ranker.threshold(0.02)
    assert ranker.threshold(0.05) <= ranker.threshold(0.02)


def test_too_few_cases_teach_nothing(history: list[api.Example]) -> None:
    with pytest.raises(TooFewExamplesError):
        api.train(history[: api.FEWEST - 1])
    small = api.train(history[: api.FEWEST])
    assert small.metrics["sent"] == 0, "twenty cases prove no two per cent"


def test_garbage_is_refused_by_name(trained: api.Trained) -> None:
    from yiwang.base.algorithms.api import pack, unpack

    raw, arrays = unpack(api.pack(trained.ranker))
    about = msgspec.json.decode(raw)
    broken = [
        pack({"kind": "other"}, {}),
        pack(about | {"units": ["one"]}, arrays),
        pack(about | {"levels": {"matter": 9}}, arrays),
        pack(about, {name: a for name, a in arrays.items() if name != "knots"}),
        pack(about, arrays | {"weights": np.zeros(2)}),
    ]
    for content in broken:
        with pytest.raises(ArtefactError):
            api.read(content)


def test_rare_words_and_numbers_are_not_remembered(history: list[api.Example]) -> None:
    told = [
        msgspec.structs.replace(
            e, asked=msgspec.structs.replace(e.asked, words=(*e.asked.words, "13800138000", "王某" if i < 5 else "常用"))
        )
        for i, e in enumerate(history[:3_000])
    ]  # fmt: skip
    words = set(api.train(told).ranker.wording.words.names)
    assert "常用" in words
    assert not words & {"13800138000", "王某"}
