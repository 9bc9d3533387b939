"""The life of a warning: whatever is tried in whatever order, nobody approves the own words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from yiwang.base.warning.model.template import Template, fill
from yiwang.base.warning.model.warning import (
    Content,
    PublicWarning,
    Receiver,
    check,
    check_content,
    evolve,
)
from yiwang.kernel.errors import InvalidInputError, YiwangError
from yiwang.kernel.ids import new_id

NOW = datetime(2026, 3, 10, tzinfo=UTC)
PEOPLE = st.sampled_from(["person:1", "person:2", "person:3"])
LEVELS = st.sampled_from(["blue", "yellow", "orange", "red"])


def content(level: Any = "yellow", hours: float = 6) -> Content:
    return Content(
        level=level,
        title="暴雨",
        text="请注意",
        areas=("9999",),
        valid_from=NOW,
        valid_until=NOW + timedelta(hours=hours),
        receivers=(Receiver(kind="unit", code="U"),),
    )


class Life(RuleBasedStateMachine):
    """Acts of three people; a reference of who wrote and who approved what is in force."""

    @initialize(who=PEOPLE, level=LEVELS)
    def begin(self, who: str, level: str) -> None:
        made = PublicWarning(id=new_id(), number="YJ1", author=who, proposed=content(level), proposed_by=who)
        self.lines: list[tuple[str, str, dict[str, Any]]] = []
        self.wrote, self.approved = who, ""
        self.state: PublicWarning | None = None
        self.take("draft", who, {"warning": msgspec.to_builtins(made)})

    def take(self, action: str, who: str, data: dict[str, Any]) -> None:
        data = msgspec.json.decode(msgspec.json.encode(data))
        self.lines.append((action, who, data))
        self.state = evolve(self.state, action, NOW, who, data)

    def attempt(self, action: str, who: str, reason: str | None = None, **data: Any) -> bool:
        assert self.state is not None
        try:
            check(self.state, action, who, NOW, reason)
        except YiwangError:
            return False
        self.take(action, who, data | ({} if reason is None else {"reason": reason}))
        return True

    @rule(who=PEOPLE, level=LEVELS)
    def revise(self, who: str, level: str) -> None:
        if self.attempt("revise", who, content=msgspec.to_builtins(content(level))):
            self.wrote, self.approved = who, ""

    @rule(who=PEOPLE)
    def approve(self, who: str) -> None:
        if self.attempt("approve", who):
            assert who != self.wrote
            self.approved = who

    @rule(who=PEOPLE)
    def publish(self, who: str) -> None:
        assert self.state is not None
        wanted, edition = self.state.proposed, self.state.edition
        if self.attempt("publish", who):
            assert self.approved
            assert self.approved != self.wrote
            assert (self.state.content, self.state.edition) == (wanted, edition + 1)
            self.approved = ""

    @rule(
        who=PEOPLE,
        act=st.sampled_from(["refuse", "withdraw", "lift"]),
        reason=st.sampled_from([None, "", "错"]),
    )
    def end(self, who: str, act: str, reason: str | None) -> None:
        if self.attempt(act, who, reason):
            assert reason == "错"
            if act == "refuse":
                self.approved = ""

    @rule()
    def expire(self) -> None:
        assert self.state is not None
        if self.state.stage == "published":
            self.take("expire", "role:system", {})

    @invariant()
    def it_is_what_the_journal_tells(self) -> None:
        if not getattr(self, "lines", None):
            return
        folded: PublicWarning | None = None
        for action, who, data in self.lines:
            folded = evolve(folded, action, NOW, who, data)
        assert folded == self.state
        assert folded is not None
        assert folded.version == len(self.lines)

    @invariant()
    def what_is_over_stays_over(self) -> None:
        state = getattr(self, "state", None)
        if state is None or state.ended is None:
            return
        for act in ("revise", "approve", "publish", "lift", "withdraw"):
            with pytest.raises(YiwangError):
                check(state, act, "person:9", NOW, "错")


TestLife = Life.TestCase


def test_what_a_change_is_called_follows_the_level() -> None:
    state = PublicWarning(id=new_id(), number="1", author="a", content=content("yellow"), edition=1)
    found = {
        level: msgspec.structs.replace(state, proposed=content(level)).change
        for level in ("blue", "yellow", "red")
    }
    assert found == {"blue": "downgrade", "yellow": "update", "red": "upgrade"}
    assert state.change == "publish"


def test_a_warning_must_end_in_the_future_and_within_a_month() -> None:
    check_content(content(), NOW)
    for bad in (content(hours=-1), content(hours=24 * 31)):
        with pytest.raises(YiwangError):
            check_content(bad, NOW)
    with pytest.raises(YiwangError):
        check_content(content(hours=1), NOW + timedelta(hours=2))


def test_templates_are_filled_in_one_pass_and_know_their_fields() -> None:
    assert fill("{area}{level}：{value}", {"area": "{level}", "level": "红色"}) == "{level}红色：{value}"
    with pytest.raises(InvalidInputError, match="nothing"):
        Template(code="t", title="{nothing}", text="x")
