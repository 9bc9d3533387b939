"""A log mined by columns says what walking through it step by step says."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.mining import api as mining
from yiwang.base.mining.errors import ActivityUnknownError, LogColumnsError
from yiwang.base.mining.model import variants as groups

ACTIVITIES = ["a", "b", "c", "d"]
PEOPLE = ["p", "q", "r"]
SECOND = 1_000_000

#: Steps as rows of (case, activity, second, who); ties and any order on purpose.
rows = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 9), st.integers(-1, 2)), max_size=60
)


def made(steps):
    columns = np.array(steps, np.int64).reshape(-1, 4).T
    return mining.make_log(
        [f"case {n}" for n in range(6)],
        ACTIVITIES,
        columns[0],
        columns[1],
        columns[2] * SECOND,
        resources=PEOPLE,
        resource=columns[3],
    )


def walked(steps):
    """Return case → its steps (activity, second, who), ordered by time, then place."""
    cases = defaultdict(list)
    for case, activity, second, who in steps:
        cases[f"case {case}"].append((ACTIVITIES[activity], second, PEOPLE[who] if who >= 0 else None))
    return {case: sorted(found, key=lambda step: step[1]) for case, found in cases.items()}


def log_of(**cases):
    """Return a log with one step a minute: ``x="a:p b c"`` is a case with an ``a`` by ``p``, a ``b``, a ``c``."""
    steps = []
    for number, path in enumerate(cases.values()):
        for minute, step in enumerate(path.split()):
            activity, _, who = step.partition(":")
            steps.append((number, ACTIVITIES.index(activity), minute * 60, PEOPLE.index(who) if who else -1))
    return made(steps)


def named(log, places):
    return [log.cases[i] for i in places.tolist()]


@given(rows)
def test_arcs_and_their_times(steps):
    gaps = defaultdict(list)
    for path in walked(steps).values():
        for one, other in pairwise(path):
            gaps[one[0], other[0]].append(other[1] - one[1])
    graph = mining.draw(made(steps))
    assert {(arc.source, arc.target): arc.times.n for arc in graph.arcs} == {
        k: len(v) for k, v in gaps.items()
    }
    for arc in graph.arcs:
        wanted = gaps[arc.source, arc.target]
        assert arc.times.mean == pytest.approx(statistics.mean(wanted))
        assert arc.times.median == pytest.approx(statistics.median(wanted))
        assert (arc.times.least, arc.times.most) == (min(wanted), max(wanted))
        assert arc.times.total == pytest.approx(sum(wanted))
        assert arc.times.p95 == pytest.approx(float(np.quantile(wanted, 0.95)))
        spread = statistics.stdev(wanted) if len(wanted) > 1 else 0.0
        assert arc.times.deviation == pytest.approx(spread, abs=1e-9)


@given(rows)
def test_beginnings_endings_variants(steps):
    paths = walked(steps)
    log = made(steps)
    graph = mining.draw(log)
    assert graph.starts == Counter(path[0][0] for path in paths.values())
    assert graph.ends == Counter(path[-1][0] for path in paths.values())
    assert graph.cases == len(paths)
    found = mining.variants(log)
    wanted = Counter(tuple(step[0] for step in path) for path in paths.values())
    assert {found.path(n): count for n, count in enumerate(found.counts.tolist())} == wanted
    assert found.paths() == [found.path(n) for n in range(len(found))]
    assert found.counts.tolist() == sorted(found.counts.tolist(), reverse=True)
    for n in range(len(found)):
        assert all(tuple(s[0] for s in paths[case]) == found.path(n) for case in found.cases(n))


@given(rows)
def test_handovers_ping_pong_and_rework(steps):
    paths = walked(steps)
    hand, ping, again = Counter(), Counter(), Counter()
    for path in paths.values():
        hand.update(
            (one[2], other[2]) for one, other in pairwise(path) if one[2] and other[2] and one[2] != other[2]
        )
        people = [step[2] for step in path if step[2]]
        turns = [p for i, p in enumerate(people) if not i or p != people[i - 1]]
        ping.update((a, b) for a, b, c in zip(turns, turns[1:], turns[2:], strict=False) if a == c)
        again.update({name: n - 1 for name, n in Counter(step[0] for step in path).items() if n > 1})
    log = made(steps)
    assert {(h.source, h.target): h.times.n for h in mining.handovers(log)} == hand
    assert {(p.one, p.other): p.turns for p in mining.ping_pong(log)} == ping
    assert {r.activity: r.again for r in mining.rework(log)} == again


@given(rows)
def test_rules_hold_case_by_case(steps):
    paths, log = walked(steps), made(steps)
    names = {case: [step[0] for step in path] for case, path in paths.items()}
    said = {
        mining.Rule("begins", "a"): lambda p: p[0] == "a",
        mining.Rule("ends", "b"): lambda p: p[-1] == "b",
        mining.Rule("needs", "c"): lambda p: "c" in p,
        mining.Rule("never", "d"): lambda p: "d" not in p,
        mining.Rule("at_most", "a", number=1): lambda p: p.count("a") <= 1,
        mining.Rule("after", "a", "b"): lambda p: "b" not in p or "a" in p[: p.index("b")],
        mining.Rule("followed", "a", "b"): lambda p: "a" not in p or "b" in p[len(p) - p[::-1].index("a") :],
    }
    for breach in mining.check(log, said):
        wanted = [case for case in log.cases if not said[breach.rule](names[case])]
        assert named(log, breach.cases) == wanted, breach.rule
    within, apart = mining.Rule("within", "a", "b", number=2), mining.Rule("not_same", "a", "b")
    late, same = mining.check(log, [within, apart])
    assert named(log, late.cases) == [case for case in log.cases if not _in_time(paths[case], 2)]
    assert named(log, same.cases) == [
        case for case in log.cases if _people(paths[case], "a") & _people(paths[case], "b")
    ]


def _in_time(path, seconds):
    for place, (activity, second, _) in enumerate(path):
        if activity == "a":
            following = next((s for s in path[place + 1 :] if s[0] == "b"), None)
            if following is None or following[1] - second > seconds:
                return False
    return True


def _people(path, activity):
    return {step[2] for step in path if step[0] == activity and step[2]}


def test_only_the_steps_that_the_flow_allows():
    log = log_of(x="a b c", y="a c", z="b c")
    rule = mining.allowed([("a", "b"), ("b", "c")], ["a"], ["c"])
    assert named(log, mining.check(log, [rule])[0].cases) == ["case 1", "case 2"]


def test_steps_of_one_instant_keep_their_order_or_take_that_of_the_journal():
    columns = (np.zeros(3, np.int64), np.array([2, 0, 1]), np.zeros(3, np.int64))
    as_given = mining.make_log(["x"], ACTIVITIES, *columns)
    assert mining.variants(as_given).path(0) == ("c", "a", "b")
    by_journal = mining.make_log(["x"], ACTIVITIES, *columns, seq=np.array([3, 1, 2]))
    assert mining.variants(by_journal).path(0) == ("a", "b", "c")


def test_extra_steps_and_extremes_name_their_cases():
    plain = {f"x{n}": "a b c" for n in range(5)}
    log = log_of(**plain, odd="a d " + "b " * 40 + "c")
    [extra] = mining.extra_steps(log, at_most=0.2)
    assert (extra.activity, named(log, extra.cases)) == ("d", ["case 5"])
    assert extra.longer == (41 - 2 + 0) * 60 + 120 - 60
    assert named(log, mining.extremes(log)) == ["case 5"]
    slowest = mining.slow(mining.draw(log))[0]
    assert (slowest.source, slowest.target) == ("b", "b")


def test_picked_cases_are_a_log_of_their_own():
    log = log_of(x="a b", y="b c", z="a c d")
    part = mining.pick(log, np.array([0, 2]))
    assert part.cases == ["case 0", "case 2"]
    assert {(arc.source, arc.target) for arc in mining.draw(part).arcs} == {
        ("a", "b"),
        ("a", "c"),
        ("c", "d"),
    }


def test_an_empty_log_has_nothing_to_say():
    log = made([])
    graph = mining.draw(log)
    assert (graph.cases, graph.arcs, graph.durations) == (0, (), None)
    assert len(mining.variants(log)) == 0
    assert not [*mining.handovers(log), *mining.ping_pong(log), *mining.rework(log), *mining.extra_steps(log)]
    assert not len(mining.extremes(log))
    breaches = mining.check(log, [mining.Rule("within", "a", "b", number=1), mining.allowed([], [], [])])
    assert [len(b.cases) for b in breaches] == [0, 0]


def test_columns_that_do_not_belong_together_are_refused():
    one = np.zeros(1, np.int64)
    with pytest.raises(LogColumnsError, match="activity"):
        mining.make_log(["x"], ["a"], one, np.zeros(2, np.int64), one)
    with pytest.raises(LogColumnsError, match="without a name"):
        mining.make_log(["x"], ["a"], one, one + 1, one)
    log = log_of(x="a b")
    with pytest.raises(LogColumnsError, match="not complete"):
        mining.check(log, [mining.Rule("after", "a")])
    with pytest.raises(ActivityUnknownError, match="'e'"):
        mining.check(log, [mining.Rule("needs", "e")], strict=True)


def test_a_hash_that_mistakes_cases_for_each_other_is_found_out(monkeypatch):
    real = groups._hashes
    monkeypatch.setattr(
        groups, "_hashes", lambda log, seed: real(log, seed) if seed else np.zeros(len(log.cases), np.uint64)
    )
    assert len(mining.variants(log_of(x="a b", y="b a", z="a b"))) == 2
