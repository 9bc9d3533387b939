"""What happens next to a case of the demo: a plausible choice at each stage.

Shares and delays are inventions that give the lists, charts and deadlines of the demo something of every
kind; they are not statistics of any city.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from numpy.random import Generator

from yiwang.base.cases import api as cases
from yiwang.entry.city.texts import Author, Sighting
from yiwang.entry.demo.staff import Staff
from yiwang.kernel.actor import Actor

_CONTENT = 3  # of five
_AHEAD = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Step:
    """An action: after how many working hours or ``at`` what instant, by whom, which, with what body."""

    after: float
    actor: Actor
    action: str
    body: dict[str, Any]
    at: datetime | None = None


@dataclass(slots=True)
class Story:
    """A case on its way. ``stop`` is a stage or side state in which it is left for people to try."""

    sighting: Sighting
    number: str
    state: cases.CaseState | None = None
    stop: str | None = None
    refused: int = 0
    done: set[str] = field(default_factory=set)
    #: The drawing its report came with: kind and number; the feedback brings the one after the work.
    picture: tuple[str, int] | None = None

    def once(self, what: str) -> bool:
        """Tell whether ``what`` is told of for the first time."""
        if what in self.done:
            return False
        self.done.add(what)
        return True


class Plot:
    """Chooses the next step of a story."""

    def __init__(self, staff: Staff, author: Author, rng: Generator, fallback: Callable[[str], str]) -> None:
        self._staff = staff
        self._author = author
        self._rng = rng
        self._fallback = fallback
        self._now = datetime.min.replace(tzinfo=UTC)
        self._stages: dict[str, Callable[[Story, cases.CaseState], Step | None]] = {
            "intake": self._intake,
            "check": self._check,
            "filing": self._filing,
            "dispatch": self._dispatch,
            "sign": self._sign,
            "handle": self._handle,
            "review": self._review,
            "verify": self._verify,
            "callback": self._callback,
            "closing": self._closing,
            "closed": self._closed,
            "rated": self._rated,
        }

    def next(self, story: Story, now: datetime) -> Step | None:
        """Return the next step after ``now``, or ``None`` where the story rests."""
        self._now = now
        state = story.state
        if state is None or story.stop in (state.stage, state.side or ""):
            return None
        if state.side is not None:
            return self._aside(state)
        chosen = self._stages.get(state.stage)
        return None if chosen is None else chosen(story, state)

    def _luck(self, share: float) -> bool:
        return bool(self._rng.random() < share)

    def _hours(self, typical: float, spread: float = 0.6) -> float:
        return float(typical * self._rng.lognormal(0, spread))

    def _step(self, after: float, role: str, action: str, /, **body: Any) -> Step:
        return Step(self._hours(after), self._staff.any(role), action, body)

    def _by_unit(self, after: float, unit: str | None, action: str, /, **body: Any) -> Step:
        return Step(self._hours(after), self._staff.handler(unit), action, body)

    def _intake(self, story: Story, state: cases.CaseState) -> Step | None:
        if story.once("declined") and self._luck(0.25):
            return self._step(
                0.3, "agent", "reject", reason="不属于受理范围", reply="已向来电人说明办理渠道。"
            )
        if not state.place.path:
            lon, lat = self._author.somewhere()
            return self._step(0.3, "agent", "locate", lon=lon, lat=lat)
        if state.matter is None:
            key = f"matter:{self._author.some_matter()}"
            return self._step(0.2, "agent", "classify", matter=key)
        return self._step(0.2, "agent", "accept")

    def _check(self, story: Story, state: cases.CaseState) -> Step | None:
        del story, state
        confirmed = self._luck(0.85)
        result = "现场核实情况属实。" if confirmed else "到场未发现所反映问题。"
        return self._step(1.0, "verifier", "report_check", confirmed=confirmed, result=result)

    def _filing(self, story: Story, state: cases.CaseState) -> Step | None:
        del state
        if story.once("weighed") and self._luck(0.2):
            return self._step(0.4, "dispatcher", "decline_filing", reason="不符合立案条件")
        return self._step(0.3, "dispatcher", "file")

    def _dispatch(self, story: Story, state: cases.CaseState) -> Step | None:
        del story
        unit = self._fallback(state.place.path[1] if len(state.place.path) > 1 else "")
        return self._step(0.5, "dispatcher", "dispatch", unit=unit, demand="请按权责清单核实处置。")

    def _sign(self, story: Story, state: cases.CaseState) -> Step | None:
        if story.once("signing") and self._luck(0.05):
            basis = self._author.pick("returns")
            return self._by_unit(0.8, state.lead, "send_back", reason="非本单位职责", basis=basis)
        return self._by_unit(0.6, state.lead, "sign")

    def _handle(self, story: Story, state: cases.CaseState) -> Step | None:
        if state.contactable and story.once("contacted") and self._luck(0.95):
            return self._by_unit(0.3, state.lead, "contact", result="已与来电人联系，说明处置安排。")
        if story.once("weighed in hand"):
            incident = self._incident(state)
            if incident is not None:
                return incident
        joint = next(iter(state.live_tasks("assist", "countersign", "whistle")), None)
        if joint is not None:
            if joint.status == "open":
                return self._by_unit(0.6, joint.unit, "sign", task=str(joint.id))
            return self._by_unit(2, joint.unit, "complete", task=str(joint.id), result="已配合处置完毕。")
        if any(e.status == "asked" for e in state.extensions.values()):
            return self._step(1, "leader", "decide_extension", approved=self._luck(0.8))
        reply = self._author.reply(story.sighting.address)
        body = {"result": reply, "public_reply": reply, "resolved": True}
        return Step(1, self._staff.handler(state.lead), "feedback", body, at=self._done_at(state))

    def _incident(self, state: cases.CaseState) -> Step | None:
        """Return what comes between signing and feedback in one case of five."""
        luck = self._rng.random()
        clock = state.clock("handle")
        if luck < 0.05 and (clock is None or clock.due_at is None or clock.due_at < self._now + _AHEAD):  # noqa: PLR2004
            return None  # too late to ask for more time
        told: tuple[tuple[float, Callable[[], Step]], ...] = (
            (
                0.05,
                lambda: self._by_unit(1, state.lead, "ask_extension", amount=8, reason="需协调施工窗口期"),
            ),
            (0.08, lambda: self._step(2, "supervisor", "suspend", reason="等待产权单位确认")),
            (0.13, lambda: self._step(2, "agent", "urge", comment="来电人再次来电催办。")),
            (0.15, lambda: self._step(3, "supervisor", "supervise", demand="请于今日内反馈进展。", hours=8)),
            (0.20, lambda: self._by_unit(0.5, state.lead, "comment", text="已安排人员现场查看。")),
        )
        return next((make() for below, make in told if luck < below), None)

    def _done_at(self, state: cases.CaseState) -> datetime | None:
        """Return when handling is done: mostly inside the limit, one case in ten beyond it."""
        clock = state.clock("handle")
        if clock is None or clock.due_at is None:
            return None
        left = max(clock.due_at - self._now, timedelta(0))
        if self._luck(0.1):
            return clock.due_at + (clock.due_at - clock.started_at) * self._rng.uniform(0.1, 0.8)
        return self._now + left * self._rng.uniform(0.25, 0.9) + timedelta(minutes=self._rng.uniform(1, 15))

    def _review(self, story: Story, state: cases.CaseState) -> Step | None:
        del state
        if story.once("reviewed") and self._luck(0.08):
            return self._step(0.5, "dispatcher", "fail_review", reason="反馈内容不完整")
        return self._step(0.4, "dispatcher", "pass_review", comment="反馈完整。")

    def _verify(self, story: Story, state: cases.CaseState) -> Step | None:
        del state
        if story.once("verified") and self._luck(0.07):
            rework = self._author.pick("rework")
            return self._step(1.5, "verifier", "verify_fail", reason="现场未达结案标准", comment=rework)
        return self._step(1.2, "verifier", "verify_pass", method="on_site", comment="现场核查，问题已解决。")

    def _callback(self, story: Story, state: cases.CaseState) -> Step | None:
        del state
        if story.once("rung") and self._luck(0.15):
            return self._step(1, "agent", "call_back", reached=False)
        marks = [5, 5, 5, 4, 4, 4, 3, 3] if "redo" in story.done or self._luck(0.94) else [1, 2]
        mark = int(self._rng.choice(marks))
        satisfied = mark >= _CONTENT
        return self._step(1.5, "agent", "call_back", reached=True, resolved=satisfied, satisfaction=mark)

    def _closing(self, story: Story, state: cases.CaseState) -> Step | None:
        del story, state
        return self._step(0.5, "dispatcher", "close", comment="符合结案条件。")

    def _closed(self, story: Story, state: cases.CaseState) -> Step | None:
        if state.contactable and story.once("asked to rate") and self._luck(0.3):
            return self._step(5, "agent", "rate", satisfaction=int(self._rng.choice([5, 5, 4, 4, 3, 2])))
        return self._step(40, "assessor", "archive")

    def _rated(self, story: Story, state: cases.CaseState) -> Step | None:
        del story, state
        return self._step(40, "assessor", "archive")

    def _aside(self, state: cases.CaseState) -> Step | None:
        if state.side == "disputed":
            accepted = self._luck(0.6)
            liable = "dispatcher" if accepted else "unit"
            return self._step(1, "dispatcher", "judge_return", accepted=accepted, liable=liable)
        if state.side in ("suspended", "shelved"):
            return self._step(10, "supervisor", "resume", comment="条件具备，恢复处置。")
        if state.side == "waiting":
            return self._step(4, "agent", "supplement", text="来电人补充了具体位置。")
        return None
