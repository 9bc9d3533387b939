"""Irregular handling: what each rule points at, and what it leaves alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from yiwang.base.cases.api import CaseState
from yiwang.base.insight.usecases.irregular import core, irregular

T0 = datetime(2026, 3, 2, 1, tzinfo=UTC)


def state(n: int, *, minutes: float = 120, matter: str = "matter:06010", **more: object) -> CaseState:
    """A case of one unit that was handled in some minutes."""
    fields: dict[str, object] = {
        "id": UUID(int=n),
        "number": f"C{n}",
        "flow": "standard",
        "flow_version": 1,
        "stage": "closed",
        "opened_at": T0,
        "source": "hotline",
        "channel": "hotline",
        "calendar": "standard",
        "matter": matter,
        "lead": "U1",
        "public_reply": UUID(int=1000 + n),
        "times": {"signed": T0, "feedback": T0 + timedelta(minutes=minutes)},
        "evidence": 1,
    }
    return CaseState(**(fields | more))  # type: ignore[arg-type]


def test_closed_without_the_evidence_that_its_matter_demands():
    states = [
        state(1),
        state(2, evidence=0),
        state(3, evidence=0, matter="matter:1"),
        state(4, stage="handle"),
    ]
    [found] = irregular(states, frozenset({"matter:06010"}), {})
    assert (found.kind, found.unit, found.numbers, found.of) == ("no_evidence", "U1", ("C2",), 2)


def test_handled_far_faster_than_the_matter_ever_is():
    usual = [state(n) for n in range(10)]
    [found] = irregular([*usual, state(90, minutes=3), state(91, minutes=30)], frozenset(), {})
    assert (found.kind, found.numbers, found.of) == ("too_fast", ("C90",), 12)
    assert irregular([*usual[:5], state(90, minutes=3)], frozenset(), {}) == []  # too few to know


def test_the_same_words_about_several_matters_are_a_template():
    several = [state(n, matter=f"matter:{n % 2}") for n in range(5)]
    replies = {UUID(int=1000 + n): f"您反映的{n}号问题，已经处理完毕。" for n in range(5)}
    [found] = irregular(several, frozenset(), replies)
    assert (found.kind, len(found.numbers), found.of) == ("template_reply", 5, 5)
    of_one = [state(n) for n in range(5)]
    assert irregular(of_one, frozenset(), replies) == []  # one matter may well have one answer
    assert core("已于11月3日 处理。") == core("已于 12 月 4 日处理")
