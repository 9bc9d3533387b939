"""The tool that froze the thresholds counts alarms as the detectors do."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yiwang.base.detection.api import Watch, read_params
from yiwang.base.detection.model.policy import Policy
from yiwang.entry.bench.nab import Series
from yiwang.entry.bench.nab_score import Window, probation

SCRIPT = Path(__file__).parents[3] / "tools" / "nab_thresholds.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("nab_thresholds", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["nab_thresholds"] = module
    spec.loader.exec_module(module)
    return module


TOOL = load()


def some(rows: int, windows: tuple[Window, ...] = ()) -> Series:
    values = 20 + 5 * np.sin(np.arange(rows) / 7) + np.random.default_rng(2).normal(0, 0.3, rows)
    return Series("g/a.csv", np.arange(rows) * 300.0, values, windows)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1000), st.integers(50, 900), st.floats(0.3, 1.2))
def test_its_alarms_are_those_of_the_policy(seed: int, rows: int, threshold: float) -> None:
    scores = np.random.default_rng(seed).exponential(0.4, rows)
    params = read_params("joint", {"threshold": threshold})
    policy = Policy(np.array([probation(rows)]), params)
    at, time = np.array([0]), np.array([0.0])
    expected = [row for row in range(rows) if policy.score(at, scores[row : row + 1], time)[0]]
    assert TOOL.alarms(scores, threshold, params) == expected


def test_joint_is_the_mean_of_the_other_two(tmp_path: Path) -> None:
    one = some(600)
    found = TOOL.scored("as it is", [one], tmp_path)
    watch = Watch("joint", {"zone": 0.0, "learning": probation(600)})
    scores = [watch.update([0], [v], [t]).scores[0] for v, t in zip(one.values, one.times, strict=True)]
    np.testing.assert_array_equal(found["joint"][0], scores)
    again = TOOL.scored("as it is", [one], tmp_path)
    np.testing.assert_array_equal(again["nearest"][0], found["nearest"][0])


def test_copies_keep_what_is_labelled() -> None:
    one = some(1000, (Window(30, 60), Window(500, 549)))
    assert TOOL.later(one, 0.05).windows == (Window(450, 499),)
    assert TOOL.noisy(one, 0.1).values == pytest.approx(one.values, abs=3)
