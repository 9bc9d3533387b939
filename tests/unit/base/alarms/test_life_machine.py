"""The life of an alarm as a machine: whatever people, rules and cases do, in any order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from yiwang.base.alarms.errors import AlarmActError
from yiwang.base.alarms.model.alarm import STAGES, Alarm, check, evolve, flaps, is_over
from yiwang.kernel.ids import new_id

NOW = datetime(2026, 3, 10, 1, tzinfo=UTC)
ORDER = list(STAGES)


def fresh() -> Alarm:
    return Alarm(
        id=new_id(), fingerprint="f", rule="r", rule_version=1, subject="L1", device=1, name="水位 1", labels={},
        level=2, peak=2, value=3.5, area="a", path=("c", "a"), unit=None, lon=None, lat=None,
        raised_at=NOW, last_at=NOW, recurrences=((NOW, 3.5),),
    )  # fmt: skip


class Life(RuleBasedStateMachine):
    """Folds what happens and keeps the journal beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.journal: list[tuple[str, datetime, dict[str, Any]]] = []

    @initialize()
    def begin(self) -> None:
        import msgspec

        first = fresh()
        self.journal = [("raise", self.now, {"alarm": msgspec.to_builtins(first)})]
        self.alarm = evolve(None, "raise", self.now, self.journal[0][2])
        assert self.alarm == first

    def do(self, action: str, **data: Any) -> None:
        self.now += timedelta(seconds=30)
        self.before = self.alarm
        self.journal.append((action, self.now, data))
        self.alarm = evolve(self.alarm, action, self.now, data)
        if action != "close" and is_over(self.alarm):
            self.journal.append(("close", self.now, {}))
            self.alarm = evolve(self.alarm, "close", self.now, {})

    @precondition(lambda self: self.alarm.closed_at is None and self.alarm.active)
    @rule(flapping=st.booleans())
    def clears(self, *, flapping: bool) -> None:
        settles = (self.now + timedelta(minutes=5)).isoformat() if flapping else None
        self.do("clear", at=self.now.isoformat(), settles_at=settles)

    @precondition(lambda self: self.alarm.settles_at is not None and self.alarm.closed_at is None)
    @rule()
    def settles(self) -> None:
        self.do("clear", at=self.now.isoformat(), settles_at=None)
        assert self.alarm.cleared_at is not None

    @precondition(lambda self: self.alarm.closed_at is None and not self.alarm.active)
    @rule(level=st.integers(1, 4))
    def comes_again(self, level: int) -> None:
        flapping = flaps(self.alarm, self.now, 4, 900)
        count = self.alarm.count
        self.do("recur", at=self.now.isoformat(), value=4.0, level=level, flapping=flapping)
        assert (self.alarm.count, self.alarm.cleared_at) == (count + 1, None)

    @precondition(lambda self: self.alarm.closed_at is None and self.alarm.active)
    @rule(level=st.integers(1, 4))
    def changes_level(self, level: int) -> None:
        self.do("level", level=level)
        assert self.alarm.peak >= level

    @precondition(lambda self: self.alarm.closed_at is None)
    @rule(why=st.sampled_from([None, "silence:1", "mute:night"]))
    def is_hushed(self, why: str | None) -> None:
        self.do("hush", why=why)

    @rule(
        action=st.sampled_from(["confirm", "assign", "comment", "handle", "verdict", "close", "nonsense"]),
        verdict=st.sampled_from([None, "true", "false"]),
    )
    def somebody_acts(self, action: str, verdict: str | None) -> None:
        data = {"assignee": "U1", "text": "x", **({"verdict": verdict} if verdict else {})}
        try:
            check(self.alarm, action, data)
        except AlarmActError:
            assert (
                self.alarm.closed_at is not None
                or action == "nonsense"
                or (action == "verdict" and verdict is None)
                or (action == "confirm" and self.alarm.confirmed_at)
                or (action == "handle" and self.alarm.handled_at)
            )
            return
        self.do(action, **data)

    @precondition(lambda self: self.alarm.closed_at is None and self.alarm.report is None)
    @rule()
    def becomes_a_report(self) -> None:
        self.do("report", report=str(new_id()), case="C1")
        assert self.alarm.stage in ("in_case", "handled", "cleared", "closed")

    @invariant()
    def the_journal_is_the_truth(self) -> None:
        state: Alarm | None = None
        for action, at, data in self.journal:
            state = evolve(state, action, at, data)
        assert state == getattr(self, "alarm", None) or not self.journal

    @invariant()
    def it_makes_sense(self) -> None:
        alarm = getattr(self, "alarm", None)
        if alarm is None:
            return
        assert alarm.version == len(self.journal)
        assert alarm.peak >= alarm.level
        assert len(alarm.recurrences) <= 20
        assert not (alarm.active and alarm.cleared_at is not None)
        assert alarm.stage in ORDER
        assert not is_over(alarm), "what is over is closed"

    @invariant()
    def closed_is_for_ever(self) -> None:
        before = getattr(self, "before", None)
        if before is not None and before.closed_at is not None:
            assert self.alarm.closed_at == before.closed_at
            assert self.alarm.stage == "closed"


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@pytest.mark.parametrize(("times", "expected"), [(1, False), (2, True)])
def test_flapping_is_so_many_raises_within_the_window(times: int, expected: Any) -> None:
    alarm = fresh()
    for i in range(times):
        at = NOW + timedelta(seconds=60 * (i + 1))
        alarm = evolve(alarm, "clear", at, {"at": at.isoformat(), "settles_at": None})
        found = flaps(alarm, at, 4, 900)
        alarm = evolve(
            alarm, "recur", at, {"at": at.isoformat(), "value": 1.0, "level": 2, "flapping": found}
        )
    assert alarm.flapping is expected
