"""Signs of working for the score: what is one, and what is not."""

from __future__ import annotations

from datetime import datetime, timedelta

from yiwang.base.assessment.model.gaming import Act, Trace, signs

BEGIN = datetime.fromisoformat("2026-03-02T01:00:00+00:00")


def at(minutes):
    return BEGIN + timedelta(minutes=minutes)


def trace(number, *acts, opened=0, key="U", matter="m", area="a"):
    made = (
        Act(at(opened), "system", "open"),
        *(Act(at(opened + m), who, what, yes) for m, who, what, yes in acts),
    )
    return Trace(number=number, key=key, matter=matter, area=area, acts=made)


def found(*traces):
    return [(sign.kind, sign.key, sign.cases) for sign in signs(traces)]


def test_three_alike_within_half_an_hour_are_perhaps_one():
    some = [trace(str(n), opened=n * 10) for n in range(3)]
    assert found(*some) == [("splitting", "U", ("0", "1", "2"))]
    assert found(*some[:2]) == []
    assert found(*some[:2], trace("9", opened=40)) == []
    assert found(*some[:2], trace("9", opened=20, matter="other"), trace("8", opened=20, key="V")) == []
    assert found(*some[:2], trace("9", opened=20, area=None)) == []


def test_what_was_closed_and_soon_done_again_is_listed():
    early = trace("1", (10, "p", "close", None), (100, "q", "redo", None))
    late = trace("2", (10, "p", "close", None), (60 * 24 * 40, "q", "redo", None), opened=99)
    assert found(early, late) == [("close_reopen", "U", ("1",))]


def test_stopping_again_and_again_is_listed():
    stops = [(n, "p", what, None) for n, what in enumerate(("suspend", "ask_extension", "shelve"))]
    assert found(trace("1", *stops), trace("2", *stops[:2], opened=99)) == [
        ("serial_suspension", "U", ("1",))
    ]


def test_many_exclusions_by_one_hand_on_one_day_are_listed_with_that_hand():
    def many(n, *, yes=True):
        return [trace(f"{i}", (5, "p", "exclude", yes), opened=40 * i) for i in range(n)]

    assert found(*many(4)) == []
    assert found(*many(5, yes=False)) == []
    (sign,) = signs(many(5))
    assert (sign.kind, sign.actor, len(sign.cases)) == ("mass_exclusion", "p", 5)
