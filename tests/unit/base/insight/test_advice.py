"""Advice about a matter follows from what is more frequent there by more than chance."""

from __future__ import annotations

from yiwang.base.insight.usecases.advice import advise
from yiwang.base.insight.usecases.effect import MatterRow


def row(matter, n, **more):
    return MatterRow(matter, cases=n, closed=n, **more)


def numbers(matter, n):
    return [f"{matter}{i}" for i in range(n)]


def advised(*rows):
    of_case = [(number, r.matter) for r in rows for number in numbers(r.matter, r.cases)]
    return {key: (set(a.notable), list(a.advice)) for key, a in advise(rows, of_case).items()}


def test_what_is_notable_and_what_follows():
    found = advised(
        row("a", 60, returned=numbers("a", 30), several=numbers("a", 40)),
        row("b", 60, overdue=numbers("b", 30), spent=4.5, limit=5.0),
        row("c", 60, overdue=numbers("c", 2), spent=1.0, limit=5.0),
        row("d", 60, redone=numbers("d", 25), overdue=numbers("d", 2), spent=4.0, limit=5.0),
    )
    assert found["a"] == ({"returned", "several_units"}, ["clarify", "split"])
    assert found["b"] == ({"overdue"}, ["staff_or_lengthen"])
    assert found["c"] == (set(), ["shorten"])
    assert found["d"] == ({"redone"}, ["standard"])


def test_a_few_cases_prove_nothing():
    found = advised(row("a", 3, returned=numbers("a", 2)), row("b", 100, returned=numbers("b", 20)))
    assert found == {"a": (set(), []), "b": (set(), [])}


def test_often_late_though_mostly_quick_is_a_reason_to_look():
    found = advised(row("a", 50, overdue=numbers("a", 25), spent=1.0, limit=5.0), row("b", 200))
    assert found["a"] == ({"overdue"}, ["look"])


def test_more_cases_may_be_late_than_are_closed():
    late = MatterRow("a", cases=30, closed=20, overdue=numbers("a", 25), spent=1.0, limit=5.0)
    assert advised(late, row("b", 50))["a"] == ({"overdue"}, ["look"])
