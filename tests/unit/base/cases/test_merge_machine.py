"""Merging, un-merging and working several cases in any order loses no reporter and no relation."""

from datetime import timedelta
from types import SimpleNamespace

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.support import world as w
from tests.unit.base.cases.test_flow_machine import BODIES, FLOW, PATH, REFERENCE, START

from yiwang.base.cases.model.evolve import condensed, decode_facts, evolve
from yiwang.base.cases.model.state import CaseState, Place
from yiwang.base.cases.usecases import engine
from yiwang.base.cases.usecases.context import Ctx
from yiwang.base.cases.usecases.opening import begin
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.ids import new_id

NUMBERS = [f"9999010120260310{n:06d}0" for n in range(3)]
STEPS = ("sign", "feedback", "verify_pass", "call_back", "close", "suspend", "resume", "void", "send_back")


class MergeMachine(RuleBasedStateMachine):
    """Three cases, each with a report of its own."""

    @initialize()
    def open(self):
        self.now = START
        self.states, self.journals, self.own = {}, {}, {}
        for number in NUMBERS:
            report = new_id()
            clock = SimpleNamespace(time=SimpleNamespace(now=lambda: START))
            draft = w.draft(clock, report=report, place=Place(path=PATH, grade="A"))
            ctx = begin(SimpleNamespace(actor=SYSTEM), draft, number, REFERENCE)
            engine.advance(ctx)
            self.states[number], self.own[number] = ctx.state, report
            self.journals[number] = [(START, msgspec.to_builtins(condensed(ctx.facts)))]

    def context(self, number):
        copy = msgspec.json.decode(msgspec.json.encode(self.states[number]), type=CaseState)
        return Ctx(state=copy, actor=SYSTEM, now=self.now, flow=FLOW, reference=REFERENCE)

    def act(self, number, name, body, other=None):
        ctx = self.context(number)
        if other is not None:
            ctx.others[other] = self.context(other)
        action = FLOW.actions[name]
        if engine.refusal(ctx, action) is not None:
            return
        try:
            engine.perform(ctx, action, engine.read_body(action, body))
        except YiwangError:
            return
        for changed in (ctx, *ctx.others.values()):
            if changed.facts:
                self.states[changed.state.number] = changed.state
                self.journals[changed.state.number].append(
                    (self.now, msgspec.to_builtins(condensed(changed.facts)))
                )

    @rule(a=st.sampled_from(NUMBERS), b=st.sampled_from(NUMBERS))
    def merge(self, a, b):
        self.act(a, "merge", {"into": b}, b)

    @rule(a=st.sampled_from(NUMBERS))
    def unmerge(self, a):
        self.act(a, "unmerge", {}, self.states[a].merged_into)

    @rule(a=st.sampled_from(NUMBERS), name=st.sampled_from(STEPS))
    def work(self, a, name):
        self.act(a, name, BODIES.get(FLOW.actions[name].move.name, {}))

    @rule()
    def wait(self):
        self.now += timedelta(hours=3)

    @invariant()
    def relations_are_mutual_and_reporters_are_kept(self):
        for number, state in getattr(self, "states", {}).items():
            assert self.own[number] in state.reports
            assert (state.stage == "merged") == (state.merged_into is not None)
            if state.merged_into is not None:
                into = self.states[state.merged_into]
                assert number in into.merged
                assert self.own[number] in into.reports
            expected = {self.own[number]} | {self.own[m] for m in state.merged}
            assert set(state.reports) == expected

    @invariant()
    def journals_rebuild_the_cases(self):
        for number, journal in getattr(self, "journals", {}).items():
            told = None
            for at, data in journal:
                told = evolve(told, decode_facts(msgspec.json.decode(msgspec.json.encode(data))), at)
            assert told == self.states[number]


TestMergeMachine = MergeMachine.TestCase
TestMergeMachine.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
