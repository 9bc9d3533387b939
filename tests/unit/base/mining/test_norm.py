"""Cases walked through what a flow allows: one wrong step is one deviation, of the right kind."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.mining import api as mining


def states(*names):
    return frozenset(names)


#: new → open → done → shut, a way back from done to open, a note that may be made while open.
NORM = mining.Norm(
    initial=states("new"),
    steps={
        "take": {"new": states("open")},
        "note": {"open": states("open")},
        "finish": {"open": states("done", "shut")},
        "again": {"done": states("open")},
        "close": {"done": states("shut")},
    },
    rank={"new": 0, "open": 1, "done": 2, "shut": 3},
    seen={"@done": states("done"), "@shut": states("shut")},
)


def log_of(*paths):
    names = sorted({name for path in paths for name in path.split()})
    steps = [(n, names.index(name)) for n, path in enumerate(paths) for name in path.split()]
    columns = np.array(steps, np.int64).reshape(-1, 2).T
    return mining.make_log(
        [f"case {n}" for n in range(len(paths))], names, columns[0], columns[1], np.arange(len(steps))
    )


def found(*paths, norm=NORM):
    answer = mining.conform(log_of(*paths), norm)
    return answer, [(d.kind, d.before, d.step, d.missing, d.cases.tolist()) for d in answer.deviations]


def test_what_the_flow_allows_fits_however_often_it_goes_round():
    answer, deviations = found("take note finish close", "take finish again note note finish", "take")
    assert (answer.fitness, deviations) == (1.0, [])


def test_each_kind_of_deviation_is_named_with_its_cases():
    _, deviations = found(
        "take close", "close take finish", "take finish @shut take", "take dance finish", "take close"
    )
    assert deviations == [
        ("skipped", "take", "close", ("finish",), [0, 4]),
        ("early", "", "close", ("take", "finish"), [1]),
        ("late", "close", "take", (), [1]),
        ("late", "finish", "take", (), [2]),
        ("unknown", "take", "dance", (), [3]),
    ]


def test_a_step_that_led_elsewhere_is_seen_and_counted_once():
    _, deviations = found("take @shut", "take finish @done close @shut", "close @done")
    assert deviations == [
        ("skipped", "", "close", ("take", "finish"), [2]),
        ("skipped", "take", "take", ("finish",), [0]),
    ]


def test_what_happens_by_itself_may_be_missing():
    silent = mining.Norm(NORM.initial, NORM.steps, NORM.rank, frozenset({"take"}))
    answer, deviations = found("finish close", "take finish", norm=silent)
    assert (answer.fitness, deviations) == (1.0, [])


@given(st.lists(st.lists(st.sampled_from(["take", "note", "finish", "again", "close", "dance"]), max_size=8)))
def test_a_case_fits_exactly_if_the_flow_allows_its_path(paths):
    paths = [path for path in paths if path]

    def allowed(path):
        now = NORM.initial
        for name in path:
            now = NORM.after(now, name)
        return bool(now)

    answer, _ = found(*map(" ".join, paths))
    assert answer.fitting.tolist() == [allowed(path) for path in paths]
