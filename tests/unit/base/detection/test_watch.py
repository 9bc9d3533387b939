"""What every detector promises: refusals by name, silence while learning, snapshots that change nothing."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yiwang.base.detection import errors
from yiwang.base.detection.api import Stream, Watch, detectors, read_params

NAMES = sorted(item.name for item in detectors)
#: What a detector must be told because no default is right.
NEEDED = {"rate": {"threshold": 10.0}, "stuck": {"threshold": 3600.0}}
SMALL = {"nearest": {"history": 200}, "joint": {"history": 200}}
HOUR = 3600.0


def params(name: str, **more: object) -> dict[str, object]:
    return NEEDED.get(name, {}) | SMALL.get(name, {}) | more


def daily(rows: int, seed: int = 7, noise: float = 0.3) -> np.ndarray:
    """Values with a daily course, one an hour."""
    hours = np.arange(rows)
    return 20 + 5 * np.sin(2 * np.pi * hours / 24) + np.random.default_rng(seed).normal(0, noise, rows)


def run(watch: Watch, values, start: int = 0, times=None) -> tuple[np.ndarray, np.ndarray]:
    found = [
        watch.update([0], [value], [(start + row) * HOUR if times is None else times[row]])
        for row, value in enumerate(values)
    ]
    return np.array([f.scores[0] for f in found]), np.array([f.alarms[0] for f in found])


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_snapshot_gives_the_same_future(name: str, data: st.DataObject) -> None:
    value = st.floats(-1e6, 1e6) | st.sampled_from([0.0, 1.0, 20.0])
    shape = data.draw(st.sampled_from(["daily", "any"]))
    total = 420
    if shape == "daily":
        values = daily(total, data.draw(st.integers(0, 99)))
    else:
        values = np.resize(data.draw(st.lists(value, min_size=3, max_size=60)), total)
    cut = data.draw(st.integers(0, total - 60))
    whole = Watch(name, params(name, learning=40))
    run(whole, values[:cut])
    again = Watch.restored(whole.snapshot())
    assert again.snapshot() == whole.snapshot()
    before, after = run(whole, values[cut:], cut), run(again, values[cut:], cut)
    np.testing.assert_array_equal(before[0], after[0])
    np.testing.assert_array_equal(before[1], after[1])


@pytest.mark.parametrize("name", NAMES)
def test_many_streams_at_once_are_judged_as_each_alone(name: str) -> None:
    rows, many = 300, 3
    series = np.stack([daily(rows, seed, noise) for seed, noise in ((1, 0.1), (2, 1.0), (3, 3.0))])
    series[1, 200:] += 40
    together = Watch(name, params(name, learning=60), streams=many)
    scores = np.array(
        [together.update(range(many), series[:, row], [row * HOUR] * many).scores for row in range(rows)]
    ).T
    for stream in range(many):
        alone, _ = run(Watch(name, params(name, learning=60)), series[stream])
        np.testing.assert_allclose(scores[stream], alone, rtol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_may_hold_a_stream_several_times(name: str) -> None:
    rows = 160
    values = np.stack([daily(rows, 4), daily(rows, 5, 2.0)])
    times = np.arange(rows) * HOUR
    one, other = (Watch(name, params(name, learning=30), streams=2) for _ in range(2))
    stepwise = np.array([one.update([0, 1], values[:, row], [times[row]] * 2).scores for row in range(rows)])
    mixed = np.random.default_rng(1).permutation(np.repeat([0, 1], rows))
    turn = np.where(mixed == 0, np.cumsum(mixed == 0), np.cumsum(mixed == 1)) - 1
    found = other.update(mixed, values[mixed, turn], times[turn]).scores
    np.testing.assert_allclose(found, stepwise[turn, mixed], rtol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_memory_does_not_grow_with_the_stream(name: str) -> None:
    watch = Watch(name, params(name, learning=60))
    run(watch, daily(700))
    before = len(watch.snapshot())
    run(watch, daily(700), 700)
    assert abs(len(watch.snapshot()) - before) < 64, "numbers may take a byte more, the state may not grow"


@pytest.mark.parametrize(
    ("name", "kilobytes"), [("weekly", 19.5), ("cheap", 20), ("entropy", 0.4), ("ewma", 0.15)]
)
def test_a_stream_takes_no_more_than_its_docstring_says(name: str, kilobytes: float) -> None:
    one, many = (len(Watch(name, params(name), streams=streams).snapshot()) for streams in (1, 101))
    assert (many - one) / 100 / 1000 < kilobytes


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("level", [0.0, -3.5, 1e9])
def test_a_constant_series_never_alarms(name: str, level: float) -> None:
    rows = 400
    held = params(name, learning=60)
    if name == "stuck":
        held["threshold"] = rows * HOUR
    scores, alarms = run(Watch(name, held), np.full(rows, level))
    assert not alarms.any()
    assert np.isfinite(scores[300:]).all()


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"rate", "stuck"}))
def test_a_plain_outbreak_after_a_daily_course_is_an_alarm(name: str) -> None:
    values = daily(1200, noise=0.2)
    values[900:960] = 80 + np.arange(60)
    _, alarms = run(Watch(name, params(name, learning=300, threshold=2.0)), values)
    assert alarms[900:960].any()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 1e200])
def test_what_is_no_number_is_refused_by_name_and_changes_nothing(name: str, bad: float) -> None:
    watch = Watch(name, params(name), streams=2)
    watch.update([0, 1], [1.0, 2.0], [0.0, 0.0])
    before = watch.snapshot()
    with pytest.raises(errors.ValueNotFiniteError) as refused:
        watch.update([0, 1], [3.0, bad], [HOUR, HOUR])
    assert refused.value.details["position"] == 1
    assert watch.snapshot() == before


@pytest.mark.parametrize("streams", [[0, 1], [1, 0, 1]])
def test_time_going_back_is_refused_by_name_and_changes_nothing(streams: list[int]) -> None:
    watch = Watch("cheap", streams=2)
    watch.update([0, 1], [1.0, 2.0], [HOUR, HOUR])
    before = watch.snapshot()
    times = [HOUR, HOUR - 1] if len(streams) == 2 else [3 * HOUR, HOUR, 2 * HOUR]
    with pytest.raises(errors.TimeWentBackError) as refused:
        watch.update(streams, [1.0] * len(streams), times)
    assert refused.value.details["position"] == len(streams) - 1
    assert watch.snapshot() == before


def test_the_same_instant_twice_is_taken() -> None:
    stream = Stream("rate", {"threshold": 1.0})
    stream.update(1.0, 0.0)
    assert stream.update(5.0, 60.0) == (4.0, True)
    assert stream.update(9.0, 60.0) == (None, False)


@pytest.mark.parametrize(
    ("streams", "values", "times"),
    [([2], [1.0], [0.0]), ([-1], [1.0], [0.0]), ([0, 1], [1.0], [0.0]), ([[0]], [[1.0]], [[0.0]])],
)
def test_a_batch_of_the_wrong_form_is_refused(streams, values, times) -> None:
    with pytest.raises(errors.StreamIndexError):
        Watch("zscore", streams=2).update(streams, values, times)


def test_an_empty_batch_is_fine() -> None:
    assert len(Watch("cheap", streams=2).update([], [], []).scores) == 0


@pytest.mark.parametrize("name", ["cheap", "nearest", "joint"])
def test_a_gap_in_time_is_taken_and_judging_goes_on(name: str) -> None:
    values = daily(800)
    times = np.arange(800) * HOUR
    times[500:] += 1000 * HOUR
    scores, _ = run(Watch(name, params(name, learning=200)), values, times=times)
    assert np.isfinite(scores[500:]).all()


@pytest.mark.parametrize("name", NAMES)
def test_streams_move_from_one_watch_to_another_and_begin_anew(name: str) -> None:
    one, other = (
        Watch(name, params(name, learning=40), streams=3),
        Watch(name, params(name, learning=40), streams=2),
    )
    values = np.stack([daily(220, seed) for seed in range(3)])
    for row in range(120):
        one.update(range(3), values[:, row], [row * HOUR] * 3)
        other.update([0], [5.0], [row * HOUR])
    other.load([1], one.snapshot([2]))
    one.reset([0])
    fresh = Watch(name, params(name, learning=40))
    for row in range(120, 220):
        time = [row * HOUR]
        expected = one.update(range(3), values[:, row], time * 3).scores
        np.testing.assert_array_equal(other.update([1], [values[2, row]], time).scores[0], expected[2])
        np.testing.assert_allclose(
            fresh.update([0], [values[0, row]], time).scores[0], expected[0], rtol=1e-12
        )


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"nearest", "joint"}))
def test_the_state_may_be_kept_as_columns(name: str) -> None:
    one, other = (
        Watch(name, params(name, learning=40), streams=2),
        Watch(name, params(name, learning=40), streams=1),
    )
    values = np.stack([daily(220, seed) for seed in range(2)])
    for row in range(150):
        one.update([0, 1], values[:, row], [row * HOUR] * 2)
    kept = {key: column[1:].copy() for key, column in one.columns().items()}
    for key, column in other.columns().items():
        column[:] = kept[key]
    for row in range(150, 220):
        expected = one.update([0, 1], values[:, row], [row * HOUR] * 2).scores[1]
        np.testing.assert_allclose(
            other.update([0], [values[1, row]], [row * HOUR]).scores[0], expected, rtol=1e-12
        )


@pytest.mark.parametrize("name", ["nearest", "joint"])
def test_what_is_no_set_of_columns_says_so(name: str) -> None:
    with pytest.raises(TypeError, match="columns"):
        Watch(name).columns()


def test_a_stream_is_learning_and_an_alarm_stands_as_long_as_was_said() -> None:
    watch = Watch("record", {"learning": 10, "refractory": 0.3})
    assert watch.learning([0]).tolist() == [True]
    run(watch, [1.0, 2.0] * 5)
    assert watch.learning([0]).tolist() == [False]
    found = [
        (watch.update([0], [9.0], [(10 + row) * HOUR]).alarms[0], watch.standing([0])[0]) for row in range(5)
    ]
    assert found == [(True, True), (False, True), (False, True), (False, False), (False, False)]


def test_a_state_goes_to_another_threshold_but_not_to_other_parameters() -> None:
    told = Watch("zscore", {"window": 20}).snapshot()
    Watch("zscore", {"window": 20, "threshold": 9.0, "budget": 1.0}).load([0], told)
    for name, other, at in (
        ("zscore", {"window": 21}, [0]),
        ("ewma", {}, [0]),
        ("zscore", {"window": 20}, [0, 1]),
    ):
        with pytest.raises(errors.SnapshotError):
            Watch(name, other, streams=2).load(at, told)
    with pytest.raises(errors.StreamIndexError):
        Watch("zscore", {"window": 20}).load([1], told)
    with pytest.raises(errors.StreamIndexError):
        Watch("zscore", {"window": 20}, streams=2).reset([1, 1])


@pytest.mark.parametrize("name", NAMES)
def test_streams_may_be_added(name: str) -> None:
    values = daily(200)
    grown = Watch(name, params(name, learning=40))
    run(grown, values[:100])
    grown.grow(3)
    fresh = Watch(name, params(name, learning=40))
    found = [grown.update([0, 2], [values[100 + r], values[r]], [(100 + r) * HOUR] * 2) for r in range(100)]
    expected, _ = run(fresh, values[:100], 100)
    np.testing.assert_allclose([f.scores[1] for f in found], expected, rtol=1e-12)
    with pytest.raises(errors.StreamIndexError):
        grown.grow(1)


@pytest.mark.parametrize(
    "damage",
    [
        lambda s: s[:-9],
        lambda s: b"",
        lambda s: b"\xc1",
        lambda s: s.replace(b"cheap", b"joint"),
        lambda s: b"\x80",
    ],
    ids=["cut", "empty", "no msgpack", "other detector", "nothing in it"],
)
def test_a_damaged_snapshot_is_refused_by_name(damage) -> None:
    with pytest.raises(errors.SnapshotError):
        Watch.restored(damage(Watch("cheap").snapshot()))


def test_streams_begin_anew_when_their_snapshot_is_damaged() -> None:
    told = msgspec.msgpack.decode(Watch("cheap", streams=2).snapshot())
    told["policy"]["state"]["spent"][1] = [3]
    watch, fresh = Watch("cheap", streams=2), Watch("cheap", streams=2)
    watch.update([0, 1], [1.0, 2.0], [HOUR, HOUR])
    with pytest.raises(errors.SnapshotError):
        watch.load([0, 1], msgspec.msgpack.encode(told))
    assert watch.snapshot() == fresh.snapshot()


def test_names_and_parameters_are_refused_by_name() -> None:
    with pytest.raises(errors.DetectorUnknownError):
        Watch("crystal_ball")
    with pytest.raises(errors.DetectorParamsError) as refused:
        read_params("zscore", {"window": 1})
    assert refused.value.field == "window"
    with pytest.raises(errors.DetectorParamsError):
        read_params("rate", {})
    with pytest.raises(errors.DetectorParamsError):
        read_params("cheap", {"treshold": 1})


@pytest.mark.parametrize("item", list(detectors), ids=lambda item: item.name)
def test_every_detector_says_what_it_is(item) -> None:
    assert item.zh
    assert item.en
    assert item.zh != item.en
    assert (item.params.__doc__ or "").startswith("Of `")
