"""Rules about places say the same however the devices are spread over partitions."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.rules import START, Fixes, Happening, S, batch, engine, one, program, rule, told

from yiwang.base.alarms.model.gathered import Wanted, join

DEVICES = range(1, 9)
PLACES = {d: "north" if d <= 5 else "south" for d in DEVICES}
HIGH = {"threshold": {"property": "v", "value": 10}}
WET = {"threshold": {"property": "w", "value": 5}}
CONDITIONS = st.sampled_from(
    [
        {"quorum": {"of": HIGH, "at_least": 2}},
        {"quorum": {"of": {"in_a_row": {"of": HIGH, "times": 2}}, "at_least": 3}},
        {"all": [{"quorum": {"of": HIGH, "at_least": 2}}, {"quorum": {"of": WET}}]},
        {"any": [{"quorum": {"of": HIGH, "at_least": 4}}, WET]},
        {"quorum": {"of": {"no_data": {"seconds": 20}}, "at_least": 3}},
    ]
)


def about_places(when: Any, **more: Any) -> dict[str, Any]:
    return rule(one(when, **more), subject={"together": "area", "area_level": "district"})


@st.composite
def streams(draw: Any) -> list[tuple[int, int, float, float]]:
    """Readings of eight devices and two properties as they come in, now and then two at an instant."""
    clock, rows = 0.0, dict[tuple[int, int, float], float]()
    for _ in range(draw(st.integers(1, 60))):
        clock += draw(st.sampled_from([0, 0.2, 0.7, 1, 5, 30]))
        series = (draw(st.sampled_from(list(DEVICES))), draw(st.sampled_from([1, 1, 2])), clock)
        rows[series] = draw(st.sampled_from([0.0, 4.0, 6.0, 10.0, 12.0]))
    return [(*series, value) for series, value in rows.items()]


def by_second(rows: list[Any]) -> list[list[Any]]:
    seconds: dict[int, list[Any]] = {}
    for row in rows:
        seconds.setdefault(int(row[2]), []).append(row)
    return [seconds[second] for second in sorted(seconds)]


def whole(raw: Any, rows: list[Any]) -> list[Any]:
    made = engine(raw, DEVICES, places=PLACES)
    made.tick(START)
    out: list[Any] = []
    for part in by_second(rows):
        until = START + (int(part[0][2]) + 1) * S
        out += told(made.feed(batch(part))) + told(made.tick(until))
    return out


def spread(raw: Any, rows: list[Any], partitions: int, *, restart: bool) -> list[Any]:
    """Let each partition send what is wanted of it, and judge all of it in one place."""
    circles = [[d for d in DEVICES if d % partitions == no] for no in range(partitions)]
    wanted = [Wanted([program(raw, circle, {"v": 1, "w": 2}, PLACES)]) for circle in circles]
    made = engine(raw, DEVICES, places=PLACES)
    made.tick(START)
    out: list[Any] = []
    for part in by_second(rows):
        bodies = []
        for no in reversed(range(partitions)):
            mine = [row for row in part if row[0] % partitions == no]
            found = wanted[no].of(batch(mine)) if mine else None
            if found is not None:
                bodies.append(found[1])
        if restart:
            kept = made.remember()
            made = engine(raw, DEVICES, places=PLACES)
            made.recall(kept)
        until = START + (int(part[0][2]) + 1) * S
        out += told(made.feed(join(bodies)) if bodies else []) + told(made.tick(until))
    return out


@settings(max_examples=150, deadline=None)
@given(CONDITIONS, st.sampled_from([0, 3]), streams(), st.sampled_from([1, 2, 4]), st.booleans())
def test_partitions_change_nothing(
    when: Any, lasting: int, rows: list[Any], partitions: int, restart: Any
) -> None:
    raw = about_places(when, lasting=lasting)
    if restart and "no_data" in str(when):
        return  # nobody listened in between: that is no silence, see the engine's laws
    assert spread(raw, rows, partitions, restart=restart) == whole(raw, rows)


def test_only_what_is_looked_at_is_sent() -> None:
    wanted = Wanted([program(about_places(HIGH), (2, 4), {"v": 1}, PLACES)])
    given_ = batch([(2, 1, 0, 1), (2, 2, 0, 1), (3, 1, 0, 1), (900, 1, 0, 1)])
    given_.occurrences = (Happening(device=2, name="tamper", at=START),)
    given_.fixes = Fixes(
        device=np.array([2], np.int32),
        at=np.array([START]),
        lon=np.array([121.0]),
        lat=np.array([31.0]),
        speed=np.array([0.0]),
    )
    found = wanted.of(given_)
    assert found is not None
    sent = join([found[1]])
    assert (found[0], sent.device.tolist(), sent.prop.tolist(), len(sent)) == (1, [2], [1], 1)
    assert wanted.of(batch([(3, 1, 0, 1)])) is None
    everything = Wanted([program(about_places({"no_data": {"seconds": 9}}), (2, 4), {}, PLACES)])
    found = everything.of(given_)
    assert found is not None
    sent = join([found[1]])
    assert (found[0], sent.device.tolist(), len(sent.fixes.device), len(sent.occurrences)) == (
        4,
        [2, 2],
        1,
        1,
    )
