"""Any sequence of acts by anybody keeps a case whole: a state machine over the shipped flow."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.support import world as w

from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.evolve import condensed, decode_facts, evolve
from yiwang.base.cases.model.state import OVER, CaseState, Place
from yiwang.base.cases.usecases import conditions, engine
from yiwang.base.cases.usecases.context import Ctx, Reference
from yiwang.base.cases.usecases.opening import begin
from yiwang.base.cases.usecases.reach import reach
from yiwang.base.cases.usecases.reminders import due_level
from yiwang.base.identity import api as identity
from yiwang.base.matters import api as matters
from yiwang.base.workflow import api as workflow
from yiwang.base.workflow.model import Flows, compile_calendar, compile_flow
from yiwang.kernel.actor import PUBLIC, Actor
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.ids import new_id
from yiwang.kernel.worktime import Limit, TimeUnit

assert conditions  # importing registers the conditions

START = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
FLOW = compile_flow(workflow.FlowDefinition.model_validate(w.flow_data()))
CALENDAR = compile_calendar(workflow.CalendarData.model_validate(w.CALENDAR))
UNITS = (w.CLEAN, w.LAMPS, w.WATER)
PATH = (w.CITY, w.DISTRICT, w.STREET, w.COMMUNITY, w.GRID)

ROLES = ("agent", "dispatcher", "handler", "verifier", "supervisor", "assessor", "leader")
PEOPLE = [PUBLIC, *(Actor(name=r, roles=frozenset({r})) for r in ROLES)]
PEOPLE += [Actor(name=f"h-{u}", roles=frozenset({"handler", "verifier"}), unit=u) for u in UNITS]


def matter(code: str, mode: str, *, evidence: bool = False) -> matters.Matter:
    return matters.Matter(
        key=f"matter:{code}",
        kind="matter",
        code=code,
        name=code,
        class_code=code[:2],
        class_name="类",
        dispatch_mode=mode,
        evidence_required=evidence,
    )


REFERENCE = Reference(
    flows=Flows({("standard", FLOW.version): FLOW}, {"standard": FLOW.version}),
    calendars={"standard": CALENDAR},
    catalogue=matters.Catalogue(
        [matter("06010", "auto"), matter("01037", "manual", evidence=True), matter("06028", "auto")],
        [
            matters.Responsibility(
                id=new_id(), matter="matter:06010", area=w.CITY, lead_unit=w.CLEAN, assist_units=(w.LAMPS,),
                limits={"handle": {"A": Limit(4, TimeUnit.WORK_HOUR)}}, valid_from=date(2026, 1, 1),
            )
        ],
    ),
    directory=identity.Directory([identity.Unit(code=u, name=u) for u in UNITS], [], []),
    place_at=lambda lon, lat: Place(lon=lon, lat=lat, path=PATH if lon < 121 else (), grade="A"),
)  # fmt: skip

REACH = reach(FLOW)

#: One sensible body per move; the machine also tries them at every wrong moment.
BODIES = {
    "refuse": {"reason": "不属受理范围"},
    "classify": {"matter": "matter:06010"},
    "locate": {"lon": 120.0, "lat": 30.0},
    "grade": {"urgency": 3},
    "request_check": {"unit": w.CLEAN},
    "report_check": {"confirmed": True, "result": "属实"},
    "answer": {"reply": "已告知"},
    "ask_reporter": {"question": "几楼"},
    "supplement": {"text": "三楼"},
    "comment": {"text": "备注"},
    "dispatch": {"unit": w.WATER},
    "withdraw": {"reason": "派错"},
    "send_back": {"reason": "非职责", "basis": "三定"},
    "judge_return": {"accepted": True, "liable": "dispatcher"},
    "transfer": {"unit": w.LAMPS, "reason": "转办"},
    "copy": {"units": [w.WATER]},
    "contact": {"result": "已联系"},
    "join": {"units": [w.LAMPS, w.WATER]},
    "complete": {"result": "完成"},
    "feedback": {"result": "已办"},
    "ask_extension": {"amount": 2, "reason": "雨天"},
    "decide_extension": {"approved": True},
    "halt": {"reason": "等待"},
    "fail": {"reason": "未解决"},
    "call_back": {"satisfaction": 2, "resolved": False},
    "redo": {"reason": "复发"},
    "rate": {"satisfaction": 4},
    "supervise": {"demand": "限期办结", "hours": 4},
    "answer_supervision": {"answer": "已办"},
    "consult": {"members": [w.CLEAN, w.WATER], "question": "归谁"},
    "speak": {"stance": "agree", "text": "同意"},
    "rule": {"lead": w.WATER, "assists": [w.CLEAN], "ruling": "水务牵头"},
    "void": {"reason": "重复测试"},
    "exclude": {"reason": "不可抗力"},
}
OTHER_CASE = {"merge", "unmerge", "split"}


class CaseMachine(RuleBasedStateMachine):
    """Acts at random, right and wrong, and checks after each that the case is whole."""

    @initialize(
        known=st.booleans(), placed=st.booleans(), contactable=st.booleans(), urgency=st.integers(1, 3)
    )
    def open(self, known, placed, contactable, urgency):
        self.now = START
        draft = w.draft(
            SimpleNamespace(time=SimpleNamespace(now=lambda: START)),
            matter="matter:06010" if known else None,
            place=Place(path=PATH, grade="A") if placed else Place(),
            contactable=contactable,
            urgency=urgency,
        )
        work = SimpleNamespace(actor=Actor(name="system", roles=frozenset({"system"})))
        ctx = begin(work, draft, "9" * 23, REFERENCE)
        engine.advance(ctx)
        assert lands({(FLOW.definition.initial, None)}, ctx, ()) == (ctx.state.stage, ctx.state.side)
        self.state = ctx.state
        self.journal = [(START, msgspec.to_builtins(condensed(ctx.facts)))]

    def context_view(self, who):
        """A context that only looks, on the state itself."""
        return Ctx(state=self.state, actor=who, now=self.now, flow=FLOW, reference=REFERENCE)

    def context(self, who):
        copy = msgspec.json.decode(msgspec.json.encode(self.state), type=CaseState)
        return Ctx(state=copy, actor=who, now=self.now, flow=FLOW, reference=REFERENCE)

    @rule(who=st.sampled_from(PEOPLE), name=st.sampled_from(sorted(FLOW.actions)), bare=st.booleans())
    def act(self, who, name, bare):
        action = FLOW.actions[name]
        if action.move.name in OTHER_CASE:
            return
        ctx = self.context(who)
        refused = engine.refusal(ctx, action)
        if refused is not None:
            assert ctx.facts == []
            return
        try:
            body = engine.read_body(action, {} if bare else BODIES.get(action.move.name, {}))
            engine.perform(ctx, action, body)
        except YiwangError as error:
            self.refused = error.code
            return
        if name == "verify_pass":
            assert who.key not in self.state.handlers
        # what past cases are held against allows whatever the engine does
        assert lands({(self.state.stage, self.state.side)}, ctx, [name]) == (ctx.state.stage, ctx.state.side)
        self.journal.append((self.now, msgspec.to_builtins(condensed(ctx.facts))))
        self.state = ctx.state

    @rule(data=st.data(), bare=st.booleans())
    def act_as_allowed(self, data, bare):
        """Random people at random acts rarely get far; this one always finds something allowed."""
        allowed = [
            (who, name)
            for name, action in FLOW.actions.items()
            if action.move.name not in OTHER_CASE and name not in {"void", "reject", "decline_filing"}
            for who in PEOPLE
            if engine.refusal(self.context_view(who), action) is None
        ]
        if allowed:
            who, name = data.draw(st.sampled_from(allowed))
            self.act(who=who, name=name, bare=bare)

    @rule(hours=st.sampled_from([0.2, 1, 5, 24, 80]))
    def wait(self, hours):
        self.now += timedelta(hours=hours)

    @rule()
    def remind(self):
        ctx = self.context(PUBLIC)
        for clock in list(ctx.state.clocks.values()):
            level = due_level(clock, ctx)
            if level is not None:
                ctx.emit(f.ClockSet(clock=msgspec.structs.replace(clock, fired=(*clock.fired, level))))
                assert due_level(ctx.state.clocks[clock.id], ctx) != level
        if ctx.facts:
            self.journal.append((self.now, msgspec.to_builtins(condensed(ctx.facts))))
            self.state = ctx.state

    @invariant()
    @precondition(lambda self: hasattr(self, "state"))
    def folding_the_journal_gives_the_case(self):
        told = None
        for at, data in self.journal:
            told = evolve(told, decode_facts(msgspec.json.decode(msgspec.json.encode(data))), at)
        assert told == self.state

    @invariant()
    @precondition(lambda self: hasattr(self, "state"))
    def a_case_that_is_over_waits_for_nobody(self):
        if self.state.stage in OVER:
            assert self.state.live_tasks() == []
            assert [c for c in self.state.clocks.values() if c.is_live] == []

    @invariant()
    @precondition(lambda self: hasattr(self, "state"))
    def a_case_with_a_unit_has_exactly_one_lead_task(self):
        if self.state.stage in {"sign", "handle"}:
            assert len(self.state.live_tasks("lead")) == 1
            assert self.state.live_tasks("lead")[0].unit == self.state.lead
        else:
            assert self.state.live_tasks("lead") == []

    @invariant()
    @precondition(lambda self: hasattr(self, "state"))
    def clocks_are_sound(self):
        live = [c for c in self.state.clocks.values() if c.is_live]
        kinds = [c.kind for c in live if c.task is None]
        assert len(kinds) == len(set(kinds))
        for clock in self.state.clocks.values():
            assert (clock.due_at is None) == (clock.status == "paused" or _ended_paused(clock))
            assert clock.is_live == (clock.stopped_at is None)
            for before, after in zip(clock.pauses, clock.pauses[1:], strict=False):
                assert before.end is not None
                assert before.end <= after.start
        if self.state.stage not in OVER:
            assert any(c.kind == "total" for c in live)


def lands(stands, ctx, done):
    """Return where the case came to be, if reach allows what was done and what followed by itself."""
    for name in [*done, *ctx.data.get("automatic", ())]:
        stands = set().union(*(REACH[name].get(stand, ()) for stand in stands))
    here = (ctx.state.stage, ctx.state.side)
    return here if here in stands else stands


def _ended_paused(clock):
    return bool(clock.pauses) and clock.pauses[-1].end is None


TestCaseMachine = CaseMachine.TestCase
TestCaseMachine.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.parametrize("name", sorted(FLOW.actions))
def test_every_action_says_its_body_as_a_schema(name):
    body = engine.BODIES[FLOW.actions[name].move.name]
    assert msgspec.json.schema(body)["$ref"]
