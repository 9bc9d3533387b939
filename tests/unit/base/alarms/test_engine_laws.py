"""What must hold for every rule and every stream of readings."""

from __future__ import annotations

import itertools
import math
import zlib
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.rules import START, S, batch, engine, one, rule, told

VALUES = st.sampled_from([0.0, 4.0, 5.0, 8.0, 9.0, 10.0, 11.0, 20.0, math.nan])
V: dict[str, Any] = {"property": "v"}
W = {"threshold": {"property": "w", "value": 5}}
HIGH = {"threshold": {**V, "value": 10}}

CONDITIONS = st.sampled_from(
    [
        HIGH,
        {"range": {**V, "low": 5, "high": 9}},
        {"hysteresis": {**V, "raise_at": 10, "clear_at": 8}},
        {"rate": {**V, "value": 3, "per": 10, "max_gap": 60}},
        {"stuck": {**V, "seconds": 20, "tolerance": 1}},
        {"count": {"of": HIGH, "times": 2, "seconds": 30}},
        {"in_a_row": {"of": HIGH, "times": 2}},
        {"lasting": {"of": HIGH, "seconds": 15}},
        {"period": {"of": HIGH, "seconds": 30, "take": "max"}},
        {"moving": {**V, "stat": "mean", "last": 3, "value": 9}},
        {"moving": {**V, "stat": "z", "last": 3, "value": 2}},
        {"unusual": {**V, "times": 3, "at_least": 4, "smallest": 1}},
        {"anomaly": {**V, "detector": "zscore", "learning": 3, "threshold": 2, "refractory": 1}},
        {"anomaly": {**V, "learning": 4, "threshold": 0.1}},
        {"all": [HIGH, W]},
        {"any": [HIGH, {"not": W}]},
    ]
)
LASTING = st.sampled_from([0, 0, 10, 25])


@st.composite
def rules(draw: Any) -> dict[str, Any]:
    levels = []
    for level in draw(st.sampled_from([("blue",), ("yellow",), ("blue", "red")])):
        clear = draw(st.sampled_from([None, None, {"threshold": {**V, "op": "<=", "value": 5}}]))
        levels.append(
            one(
                draw(CONDITIONS),
                level,
                lasting=draw(LASTING),
                clear_lasting=draw(LASTING),
                **({} if clear is None else {"clear": clear}),
            )
        )
    return rule(*levels, stale_after=draw(st.sampled_from([None, 40])))


@st.composite
def streams(draw: Any) -> list[tuple[int, int, float, float]]:
    """Readings of three devices and two properties; times rise in each series."""
    rows: list[tuple[int, int, float, float]] = []
    clock = 0
    for _ in range(draw(st.integers(1, 40))):
        clock += draw(st.sampled_from([1, 3, 10, 10, 50]))
        rows.append((draw(st.integers(1, 3)), draw(st.sampled_from([1, 1, 2])), float(clock), draw(VALUES)))
    return rows


def everything(raw: Any, pieces: list[list[Any]], *, restart: bool = False) -> tuple[list[Any], list[Any]]:
    """Feed the pieces; return signals by subject, and what is counted at the end."""
    made = engine(raw, devices=(1, 2, 3))
    made.tick(START)
    out: list[Any] = []
    for piece in pieces:
        if restart:
            kept = made.remember()
            made = engine(raw, devices=(1, 2, 3))
            made.recall(kept)
        out += told(made.feed(batch(piece, received=START)))
    machine = made.programs["r"].machine
    counted = [(int(c), int(t)) for c, t in zip(machine.count, machine.top, strict=True) if t]
    return sorted(out, key=lambda s: (s[0], s[3])), counted


def cut(rows: list[Any], places: list[int]) -> list[list[Any]]:
    bounds = [0, *sorted({p % (len(rows) + 1) for p in places}), len(rows)]
    return [rows[a:b] for a, b in itertools.pairwise(bounds) if b > a]


@settings(max_examples=120, deadline=None)
@given(rules(), streams(), st.lists(st.integers(0, 40), max_size=6))
def test_cutting_a_batch_anywhere_changes_nothing(raw: Any, rows: list[Any], places: list[int]) -> None:
    assert everything(raw, cut(rows, places)) == everything(raw, [rows])


@settings(max_examples=80, deadline=None)
@given(rules(), streams(), st.lists(st.integers(0, 40), max_size=6))
def test_a_restart_changes_nothing(raw: Any, rows: list[Any], places: list[int]) -> None:
    assert everything(raw, cut(rows, places), restart=True) == everything(raw, [rows])


def reference(
    rows: list[tuple[float, float]], lasting: float, clear_lasting: float
) -> list[tuple[str, float]]:
    """A rule "≥ 10 for ``lasting``, cleared by < 10 for ``clear_lasting``", one reading after another."""
    out: list[tuple[str, float]] = []
    state, since = "idle", 0.0
    for at, value in rows:
        if state == "pending" and at - since >= lasting:
            state = "active"
            out.append(("raised", since + lasting))
        if math.isnan(value):
            state = {"pending": "idle", "clearing": "active"}.get(state, state)
            continue
        high = value >= 10
        if state == "idle" and high:
            state, since = "pending", at
        elif state == "pending" and not high:
            state = "idle"
        elif state == "active" and not high:
            state, since = "clearing", at
        elif state == "clearing" and high:
            state = "active"
        if state == "pending" and at - since >= lasting:
            state = "active"
            out.append(("raised", at))
        if state == "clearing" and at - since >= clear_lasting:
            state = "idle"
            out.append(("cleared", at))
    return out


@settings(max_examples=120, deadline=None)
@given(streams(), LASTING, LASTING)
def test_the_engine_agrees_with_one_reading_after_another(
    rows: list[Any], lasting: float, clear: float
) -> None:
    made = engine(rule(one(HIGH, lasting=lasting, clear_lasting=clear)), devices=(1, 2, 3))
    found = told(made.feed(batch(rows)))
    for device in (1, 2, 3):
        mine = [(at, value) for d, p, at, value in rows if (d, p) == (device, 1)]
        assert [(k, at) for s, k, _, at in found if s == device - 1] == reference(mine, lasting, clear)


@settings(max_examples=100, deadline=None)
@given(rules(), streams(), st.lists(st.integers(1, 10_000), min_size=1, max_size=5))
def test_missing_data_never_clear(raw: Any, rows: list[Any], waits: list[int]) -> None:
    raw = {**raw, "levels": [level for level in raw["levels"] if "period" not in level["when"]]}
    if not raw["levels"]:
        return
    made = engine(raw, devices=(1, 2, 3))
    made.tick(START)
    made.feed(batch(rows, received=START))
    now = START
    for wait in waits:
        now += wait * S
        before = made.programs["r"].machine.top.copy()
        assert [s for s in made.tick(now) if s.rank < s.before] == []
        assert (made.programs["r"].machine.top >= before).all()


def test_a_clock_that_runs_backwards_stands_still() -> None:
    made = engine(rule(one(HIGH, lasting=60)))
    made.tick(START)
    made.feed(batch([(1, 1, 0, 11)], received=START))
    assert made.tick(START - 3600 * S) == []
    assert made.tick(START + 59 * S) == []
    assert [s.kind for s in made.tick(START + 60 * S)] == ["raised"]


def test_a_wrong_device_clock_does_not_shorten_a_duration() -> None:
    made = engine(rule(one(HIGH, lasting=60)))
    made.tick(START + 7200 * S)
    made.feed(batch([(1, 1, 0, 11)], received=START + 7200 * S))
    assert made.tick(START + 7259 * S) == [], "the device is two hours behind; it said so just now"
    assert [s.kind for s in made.tick(START + 7260 * S)] == ["raised"]


def test_nobody_is_silent_who_waits_in_the_inbox() -> None:
    made = engine(rule(one({"no_data": {"seconds": 60}})))
    made.tick(START)
    made.feed(batch([(1, 1, 0, 1)], received=START))
    kept = made.remember()
    again = engine(rule(one({"no_data": {"seconds": 60}})))
    again.recall(kept)
    assert again.tick(START + 7200 * S) == [], "nobody listened for two hours"
    again.feed(batch([(1, 1, 100, 1)], received=START + 100 * S))
    assert again.tick(START + 7201 * S) == [], "what came in before is still being settled"


def test_a_stale_reading_is_unknown_and_raises_nothing() -> None:
    made = engine(rule(one(HIGH, lasting=60), stale_after=30))
    made.tick(START)
    made.feed(batch([(1, 1, 0, 11)], received=START))
    assert made.tick(START + 200 * S) == []
    assert told(made.feed(batch([(1, 1, 100, 11)], received=START + 100 * S))) == []
    out = [made.feed(batch([(1, 1, t, 11)], received=START + t * S)) for t in (120, 140, 159, 160)]
    assert [k for part in out for _, k, _, _ in told(part)] == ["raised"]


def test_devices_that_join_keep_what_others_remember() -> None:
    made = engine(rule(one(HIGH, lasting=60)), devices=(5,))
    made.feed(batch([(5, 1, 0, 11)]))
    from tests.support.rules import program

    made.put(program(rule(one(HIGH, lasting=60)), (2, 5, 9), {"v": 1}))
    assert told(made.feed(batch([(5, 1, 60, 11), (9, 1, 60, 11)]))) == [(1, "raised", 2, 60)]


def test_memory_per_rule_and_device_is_small() -> None:
    made = engine(rule(one(HIGH, lasting=60)), devices=range(1, 1001))
    program = made.programs["r"]
    columns = [*program.machine.columns().values(), program.held, *program.leaves[0].state().values()]
    assert sum(c.nbytes for c in columns) / 1000 <= 60
    assert np.isfinite(len(made.remember()))


def test_memory_of_another_version_is_left_and_said(caplog: pytest.LogCaptureFixture) -> None:
    raw = rule(one(HIGH, lasting=30))
    made = engine(raw)
    made.feed(batch([(1, 1, 0, 11.0)]))
    other = zlib.compress(
        msgspec.msgpack.encode({"format": 2, "now": 0, "programs": {"r": {"subjects": [1]}}})
    )
    again = engine(raw)
    again.recall(other)
    assert "another version" in caplog.text
    again.recall(made.remember())
    assert told(again.tick(START + 31 * S)) == [(0, "raised", 2, 30.0)]
