"""What serves a dispatch: a model that fails says nothing, and the other is still heard."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from yiwang.base.algorithms import api as algorithms
from yiwang.base.dispatching import api
from yiwang.base.dispatching.model.ranker import Named

ASKED = api.Asked(matter="m1", klass=None, path=(), channel="phone", weekday=0, hour=9)


class Certain:
    def rank(self, asked):
        return [[Named("u1", 0.99, 0.99)] for _ in asked]

    def threshold(self, _):
        return 0.9


class Broken(Certain):
    def rank(self, _):
        raise RuntimeError("broken")


def opened(model) -> algorithms.Opened:
    card = algorithms.Card(
        title_zh="", title_en="", takes="", gives="", owner="", licence="", code_version="", data_version=""
    )
    at = datetime(2026, 3, 2, tzinfo=UTC)
    version = algorithms.Version(
        id=uuid4(), task="dispatch", scope="", number=1, stage="published", card=card, digest=b"", size=0,
        made_at=at, made_by="x", changed_at=at,
    )  # fmt: skip
    return algorithms.Opened(version, model)


def test_a_broken_model_is_logged_and_what_asked_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    broken = opened(Broken())
    assert api.Guide(algorithms.Serving(broken)).advise([ASKED]) == [None]
    assert f"model {broken.version.id} of dispatch failed on 1 cases" in caplog.text


def test_beside_a_broken_published_model_the_shadow_is_heard_and_decides_nothing() -> None:
    [advice] = api.Guide(algorithms.Serving(opened(Broken()), opened(Certain()))).advise([ASKED])
    assert advice is not None
    assert (advice.named, advice.sure, advice.shadow_unit) == ((), False, "u1")


def test_a_broken_shadow_takes_nothing_away() -> None:
    [advice] = api.Guide(algorithms.Serving(opened(Certain()), opened(Broken()))).advise([ASKED])
    assert advice is not None
    assert (advice.named[0].unit, advice.sure, advice.shadow_unit) == ("u1", True, None)
