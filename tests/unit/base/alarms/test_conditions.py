"""Each condition by example."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from tests.support.rules import START, Around, Happening, S, batch, engine, one, path, rule, run, told

from yiwang.base.alarms.errors import RuleInvalidError
from yiwang.base.alarms.model.arrays import Frame
from yiwang.base.alarms.model.functions.anomalies import Anomaly, AnomalyParams


def test_threshold_raises_and_clears() -> None:
    made = engine(rule(one({"threshold": {"property": "v", "op": ">=", "value": 10}})))
    assert run(made, [(0, 9), (1, 10), (2, 11), (3, 9)]) == [("raised", 2, 1), ("cleared", 0, 3)]


def test_not_a_number_neither_raises_nor_clears() -> None:
    made = engine(rule(one({"threshold": {"property": "v", "value": 10}})))
    assert run(made, [(0, np.nan), (1, 10), (2, np.nan), (3, 10)]) == [("raised", 2, 1)]


@pytest.mark.parametrize(("inside", "expected"), [(False, [1, 3]), (True, [0, 2])])
def test_range(*, inside: bool, expected: list[int]) -> None:
    made = engine(rule(one({"range": {"property": "v", "low": 0, "high": 5, "inside": inside}})))
    found = run(made, [(0, 0), (1, 5.1), (2, 5), (3, -1)])
    assert [at for kind, _, at in found if kind == "raised"] == expected


def test_hysteresis_keeps_between_and_works_downward() -> None:
    made = engine(rule(one({"hysteresis": {"property": "v", "raise_at": 10, "clear_at": 8}})))
    assert run(made, [(0, 9), (1, 10), (2, 9), (3, 9.9), (4, 8), (5, 9.9)]) == [
        ("raised", 2, 1),
        ("cleared", 0, 4),
    ]
    low = engine(rule(one({"hysteresis": {"property": "v", "raise_at": 20, "clear_at": 30}})))
    assert run(low, [(0, 25), (1, 20), (2, 25), (3, 30)]) == [("raised", 2, 1), ("cleared", 0, 3)]


def test_a_spike_inside_one_batch_raises_and_clears() -> None:
    made = engine(rule(one({"threshold": {"property": "v", "value": 10}})))
    out = made.feed(batch([(1, 1, 0, 1), (1, 1, 1, 12), (1, 1, 2, 1), (1, 1, 3, 13)]))
    assert [(k, at) for _, k, _, at in told(out)] == [("raised", 1), ("cleared", 2), ("raised", 3)]


def test_duration_is_never_shorter_than_said() -> None:
    made = engine(rule(one({"threshold": {"property": "v", "value": 10}}, lasting=60)))
    assert run(made, [(0, 11), (59.9, 11), (59.95, 1), (70, 11), (130, 11)]) == [("raised", 2, 130)]


def test_levels_go_up_and_down() -> None:
    levels = [
        one({"threshold": {"property": "v", "value": limit}}, level)
        for level, limit in (("blue", 1), ("yellow", 2), ("orange", 3), ("red", 4))
    ]
    made = engine(rule(*levels))
    assert run(made, [(0, 1), (1, 4), (2, 3), (3, 0)]) == [
        ("raised", 1, 0),
        ("level", 4, 1),
        ("level", 3, 2),
        ("cleared", 0, 3),
    ]


def test_an_own_clear_condition_and_its_duration() -> None:
    made = engine(
        rule(
            one(
                {"threshold": {"property": "v", "value": 10}},
                clear={"threshold": {"property": "v", "op": "<=", "value": 5}},
                clear_lasting=10,
            )
        )
    )
    assert run(made, [(0, 11), (1, 6), (2, 4), (8, 4), (9, 6), (10, 4), (19, 4), (20, 4)]) == [
        ("raised", 2, 0),
        ("cleared", 0, 20),
    ]


def test_rate_of_change() -> None:
    made = engine(rule(one({"rate": {"property": "v", "value": 5, "per": 60, "max_gap": 120}})))
    found = run(made, [(0, 0), (60, 4), (120, 10), (180, 10), (600, 99)])
    assert found == [("raised", 2, 120), ("cleared", 0, 180)]


def test_count_in_window_and_in_a_row() -> None:
    high = {"threshold": {"property": "v", "value": 10}}
    made = engine(rule(one({"count": {"of": high, "times": 3, "seconds": 10}})))
    assert run(made, [(0, 11), (6, 11), (8, 1), (11, 11), (12, 11), (30, 1)]) == [
        ("raised", 2, 12),
        ("cleared", 0, 30),
    ]
    row = engine(rule(one({"in_a_row": {"of": high, "times": 3}})))
    assert run(row, [(0, 11), (1, 11), (2, 1), (3, 11), (4, 11), (5, 11)]) == [("raised", 2, 5)]


def test_moving_mean_and_z() -> None:
    made = engine(rule(one({"moving": {"property": "v", "stat": "mean", "last": 3, "value": 10}})))
    assert run(made, [(0, 100), (1, 10), (2, 0), (3, 0), (4, 30)]) == [
        ("raised", 2, 2),
        ("cleared", 0, 3),
        ("raised", 2, 4),
    ]
    z = engine(rule(one({"moving": {"property": "v", "stat": "z", "last": 4, "value": 3}})))
    assert run(z, [(0, 1), (1, 2), (2, 1), (3, 2), (4, 1.5), (5, 9)]) == [("raised", 2, 5)]


def test_unusual_for_the_hour_of_the_week_learns() -> None:
    made = engine(rule(one({"unusual": {"property": "v", "times": 8, "at_least": 40, "smallest": 1}})))
    rng = np.random.default_rng(1)
    usual = [(float(i), 50 + float(rng.normal())) for i in range(200)]
    assert run(made, usual) == []
    assert run(made, [(200.0, 90.0)]) == [("raised", 2, 200)]
    other_hour = engine(rule(one({"unusual": {"property": "v", "times": 8, "at_least": 40}})))
    run(other_hour, usual)
    assert run(other_hour, [(7200.0, 90.0)]) == [], "another hour of the week is not known yet"


def test_an_anomaly_needs_no_limit_and_holds_while_silent() -> None:
    rng = np.random.default_rng(1)
    usual = [(60.0 * i, 50 + float(rng.normal())) for i in range(200)]
    raw = {"property": "v", "detector": "zscore", "learning": 100, "threshold": 8, "refractory": 0.02}
    made = engine(rule(one({"anomaly": raw})))
    assert run(made, [*usual[:50], (2990.0, 90.0), *usual[50:]]) == [], "learned from, not judged"
    assert run(
        made, [(12_000.0, 90.0), (12_060.0, np.nan), (12_120.0, 50.0), (12_180.0, 50.0), (12_240.0, 50.0)]
    ) == [
        ("raised", 2, 12_000),
        ("cleared", 0, 12_180),
    ]


def test_the_cheap_detector_is_a_condition_with_defaults() -> None:
    made = engine(rule(one({"anomaly": {"property": "v", "learning": 300}})))
    course = [(300.0 * i, 20 + 5 * float(np.sin(i / 46)) + float(np.sin(i * 1.7))) for i in range(1500)]
    calm = [kind for kind, _, at in run(made, course) if kind == "raised" and at > 1000 * 300]
    assert len(calm) <= 1
    found = run(made, [(300.0 * i, 90.0 + i % 7) for i in range(1500, 1560)])
    assert found[0][0] == "raised"


def test_the_hour_that_comes_twice_does_not_stop_a_detector() -> None:
    begin = int(datetime(2026, 10, 24, tzinfo=ZoneInfo("Europe/Berlin")).timestamp()) * S
    leaf = Anomaly(AnomalyParams(property="v", detector="weekly", learning=10), 1, _Berlin())
    for hour in range(72):
        at = np.array([begin + hour * 3600 * S], dtype=np.int64)
        leaf.feed(Frame.of(np.array([0]), at, np.array([20.0 + hour % 24]), int(at[0])))
    assert leaf.watch.columns()["policy.rows"][0] == 72


class _Berlin(Around):
    zone = "Europe/Berlin"


@pytest.mark.parametrize("wrong", [{"detector": "jolt"}, {"learning": 1}, {"threshold": 0}])
def test_an_anomaly_of_no_such_detector_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(RuleInvalidError):
        engine(rule(one({"anomaly": {"property": "v", **wrong}})))


def test_stuck() -> None:
    made = engine(rule(one({"stuck": {"property": "v", "seconds": 10, "tolerance": 0.1}})))
    assert run(made, [(0, 5), (5, 5.05), (10, 5), (11, 7)]) == [("raised", 2, 10), ("cleared", 0, 11)]


def test_no_data_counts_on_the_settlers_clock() -> None:
    made = engine(rule(one({"no_data": {"seconds": 60}})), devices=(1, 2))
    made.tick(START)
    made.feed(batch([(1, 1, 30, 0)], received=START + 30 * S))
    assert told(made.tick(START + 31 * S)) == []
    assert [(s, k) for s, k, _, _ in told(made.tick(START + 61 * S))] == [(1, "raised")]
    assert [(s, k) for s, k, _, _ in told(made.tick(START + 95 * S))] == [(0, "raised")]
    back = made.feed(batch([(2, 1, 99, 0)], received=START + 99 * S))
    assert [(s, k) for s, k, _, _ in told(back)] == [(1, "cleared")]


def test_geofence_has_a_margin_and_knows_who_left() -> None:
    inside, near, far = (121.005, 31.005), (121.0101, 31.005), (121.02, 31.005)
    enter = engine(rule(one({"fence": {"area": "zone", "margin": 30}})))
    out = enter.feed(path([(1, i, *p) for i, p in enumerate([far, inside, near, inside, far])]))
    assert [(k, at) for _, k, _, at in told(out)] == [("raised", 1), ("cleared", 4)]
    leave = engine(rule(one({"fence": {"area": "zone", "side": "outside"}})))
    assert told(leave.feed(path([(1, 0, *far)]))) == [], "who was never inside has not left"
    out = leave.feed(path([(1, 1, *inside), (1, 2, *far), (1, 3, *inside)]))
    assert [(k, at) for _, k, _, at in told(out)] == [("raised", 2), ("cleared", 3)]


def test_dwelling_in_a_fence_is_a_duration() -> None:
    made = engine(rule(one({"fence": {"area": "zone"}}, lasting=300)))
    inside, far = (121.005, 31.005), (121.02, 31.005)
    assert told(made.feed(path([(1, 0, *inside), (1, 299, *inside), (1, 299.5, *far)]))) == []
    out = made.feed(path([(1, 400, *inside), (1, 701, *inside)]))
    assert [(k, at) for _, k, _, at in told(out)] == [("raised", 700)]


def test_off_route_and_speed() -> None:
    line = [(121.0, 31.0), (121.1, 31.0)]
    made = engine(rule(one({"off_route": {"line": line, "within": 100}})))
    out = made.feed(path([(1, 0, 121.05, 31.0005), (1, 1, 121.05, 31.002), (1, 2, 121.06, 31.0)]))
    assert [(k, at) for _, k, _, at in told(out)] == [("raised", 1), ("cleared", 2)]
    fast = engine(rule(one({"speed": {"value": 60}})))
    out = fast.feed(path([(1, 0, 121.0, 31.0), (1, 10, 121.001, 31.0), (1, 20, 121.004, 31.0)]))
    assert [(k, at) for _, k, _, at in told(out)] == [("raised", 20)], "34 km/h, then 103"


def test_combinations_are_three_valued() -> None:
    a, b = ({"threshold": {"property": p, "value": 10}} for p in "vw")
    both = engine(rule(one({"all": [a, b]})))
    assert told(both.feed(batch([(1, 1, 0, 11)]))) == [], "w is not known yet"
    assert [k for _, k, _, _ in told(both.feed(batch([(1, 2, 1, 11)])))] == ["raised"]
    assert [k for _, k, _, _ in told(both.feed(batch([(1, 2, 2, 1)])))] == ["cleared"]
    either = engine(rule(one({"any": [a, {"not": b}]})))
    assert [k for _, k, _, _ in told(either.feed(batch([(1, 2, 1, 1)])))] == ["raised"]


def test_readings_of_two_properties_are_taken_in_order_of_time() -> None:
    a, b = ({"threshold": {"property": p, "value": 10}} for p in "vw")
    both = engine(rule(one({"all": [a, b]})))
    out = both.feed(batch([(1, 1, 0, 11), (1, 1, 10, 1), (1, 2, 5, 11), (1, 2, 12, 1)]))
    assert [(k, at) for _, k, _, at in told(out)] == [("raised", 5), ("cleared", 10)]


def test_quorum_in_a_place() -> None:
    smoke = {"threshold": {"property": "v", "value": 10}}
    raw = rule(
        one({"quorum": {"of": smoke, "at_least": 2}}),
        subject={"together": "area", "area_level": "grid"},
    )
    made = engine(raw, devices=(1, 2, 3, 4), places={1: "a", 2: "a", 3: "a", 4: "b"})
    out = made.feed(batch([(1, 1, 0, 11), (4, 1, 0, 11)]))
    assert told(out) == []
    assert told(made.feed(batch([(3, 1, 1, 11)]))) == [(0, "raised", 2, 1)]
    assert told(made.feed(batch([(3, 1, 2, 1)]))) == [], "device 2 has said nothing: it may still be two"
    assert told(made.feed(batch([(2, 1, 3, 1)]))) == [(0, "cleared", 0, 3)]


def test_schedule_begins_and_ends_without_a_reading() -> None:
    # START is a Friday, 08:00 UTC
    when = {
        "all": [{"threshold": {"property": "v", "value": 10}}, {"schedule": {"hours": [["09:00", "10:00"]]}}]
    }
    made = engine(rule(one(when, lasting=60)))
    made.tick(START)
    assert run(made, [(1, 11)]) == []
    assert told(made.tick(START + 3599 * S)) == []
    assert told(made.tick(START + 3600 * S)) == []
    assert [(k, at) for _, k, _, at in told(made.tick(START + 3661 * S))] == [("raised", 3660)]
    assert [k for _, k, _, _ in told(made.tick(START + 7200 * S))] == ["cleared"]


def test_what_a_device_says_has_happened() -> None:
    made = engine(rule(one({"occurrence": {"name": "opened", "until": ["closed"]}})))
    first = batch([])
    first.occurrences = (Happening(device=1, name="opened", at=START),)
    assert [k for _, k, _, _ in told(made.feed(first))] == ["raised"]
    first.occurrences = (Happening(device=1, name="closed", at=START + S),)
    assert [k for _, k, _, _ in told(made.feed(first))] == ["cleared"]


def test_a_calculation_period_draws_readings_together() -> None:
    high = {"threshold": {"property": "v", "value": 10}}
    made = engine(rule(one({"period": {"of": high, "seconds": 60, "take": "mean"}})))
    assert run(made, [(0, 100), (10, 0), (20, 0), (61, 0), (70, 5)]) == [("raised", 2, 61)], "mean 33"
    assert told(made.tick(START + 71 * S)) == []
    assert [k for _, k, _, _ in told(made.tick(START + 120 * S))] == ["cleared"], "mean 2.5, closed by time"


def test_lasting_inside_a_combination_ends_by_time() -> None:
    high = {"lasting": {"of": {"threshold": {"property": "v", "value": 10}}, "seconds": 30}}
    made = engine(rule(one({"all": [high, {"threshold": {"property": "w", "value": 1}}]})))
    made.feed(batch([(1, 1, 0, 11), (1, 2, 0, 5)]))
    assert told(made.tick(START + 29 * S)) == []
    assert [k for _, k, _, _ in told(made.tick(START + 30 * S))] == ["raised"]
