"""Limits by grade with another: an urgent grade never gets more time because an ordinary one does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.proposals.usecases.applying import retimed
from yiwang.kernel.worktime import Limit, TimeUnit

DAY, HOUR = TimeUnit.WORK_DAY, TimeUnit.WORK_HOUR
limits = st.builds(Limit, st.integers(1, 9), st.sampled_from([DAY, HOUR]))


def test_examples():
    grades = {"A": Limit(2, DAY), "B": Limit(5, DAY), "C": Limit(4, HOUR)}
    assert retimed(grades, Limit(3, DAY)) == grades | {"B": Limit(3, DAY)}
    assert retimed(grades, Limit(8, DAY)) == grades | {"B": Limit(8, DAY)}
    assert retimed({}, Limit(3, DAY)) == {"*": Limit(3, DAY)}


@given(st.dictionaries(st.sampled_from("ABC"), limits, min_size=1), limits)
def test_only_what_is_of_the_unit_changes_and_nothing_short_gets_longer_beside_a_longer_one(grades, wanted):
    made = retimed(grades, wanted)
    assert made.keys() == grades.keys()
    for grade, old in grades.items():
        if old.unit != wanted.unit:
            assert made[grade] == old
        elif made[grade].amount > old.amount:
            assert old.amount == max(o.amount for o in grades.values() if o.unit == wanted.unit)
