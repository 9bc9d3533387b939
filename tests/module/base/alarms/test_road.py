"""From a reading to a case and back, in one transaction each way."""

from __future__ import annotations

import contextlib

import pytest
from tests.support.sensors import readings, settle, started
from tests.support.watch import HIGH, level_rule, run_rule

from yiwang.base.alarms import api as alarms
from yiwang.base.alarms.usecases.acting import hear_cases, note_clearing
from yiwang.base.cases import api as cases
from yiwang.base.sensing import api as sensing
from yiwang.kernel.actor import SYSTEM


async def test_a_reading_over_the_limit_is_a_case_when_it_is_settled(station):
    await run_rule(station.database, level_rule())
    await station.say(("L1", 2.0), ("L2", 3.5))
    [alarm] = await station.alarms()
    assert (alarm.subject, alarm.level, alarm.value, alarm.stage) == ("L2", 2, 3.5, "in_case")
    [case] = await station.cases()
    assert alarm.case == case["number"]
    async with station.database.reading(SYSTEM) as work:
        [report] = await work.tx.fetch("SELECT source, external_id, channel, text FROM cases_report")
    assert (report["source"], report["external_id"]) == ("sensing", str(alarm.id))
    assert report["text"] == "水位 2 水位 3.5 米，黄色（Ⅲ级）"


async def test_what_goes_on_adds_to_the_alarm_and_makes_no_second_case(station):
    await run_rule(station.database, level_rule())
    for value in (3.5, 3.6, 3.7):
        await station.say(("L1", value))
    await station.tick(3)
    [alarm] = await station.alarms()
    assert (alarm.count, alarm.value) == (3, 3.7)
    await station.say(("L1", 1.0))
    await station.say(("L1", 3.1))
    [alarm] = await station.alarms()
    assert [value for _, value in alarm.recurrences] == [3.5, 3.1]
    assert len(await station.cases()) == 1


async def test_what_is_raised_and_clears_in_one_batch_is_a_case_that_knows_it_cleared(station):
    await run_rule(station.database, level_rule())
    no, at = station.no, station.at
    values = [(no["L1"], no["level"], at + n, value) for n, value in enumerate((2.0, 3.5, 3.6, 1.0))]
    station.pass_time(10)
    await sensing.inlet(station.database).append(readings(*values))
    await settle(station.settler)
    [alarm] = await station.alarms()
    assert (alarm.stage, alarm.value) == ("cleared", 3.5)
    [case] = await station.cases()
    assert alarm.case == case["number"]
    async with station.database.reading(SYSTEM) as work:
        told = await work.tx.fetch(
            "SELECT payload FROM infra_outbox WHERE kind = 'alarms.changed' ORDER BY seq"
        )
    cleared = [m for m in (row["payload"] for row in told) if m["action"] == "clear"]
    assert [m["case"] for m in cleared] == [case["number"]], "whoever notes it in the case can"


async def test_clearing_and_handling_close_the_alarm_and_the_next_is_a_new_one(station):
    await run_rule(station.database, level_rule())
    await station.say(("L1", 3.5))
    await station.say(("L1", 1.0))
    [alarm] = await station.alarms()
    assert alarm.stage == "cleared", "its case is not handled yet"
    async with station.database.work(SYSTEM) as work:
        await hear_cases(work, [(alarm.case, "closed")])
    [alarm] = await station.alarms()
    assert (alarm.stage, alarm.verdict) == ("closed", "true")
    await station.say(("L1", 3.5))
    first, second = await station.alarms()
    assert first.id != second.id
    assert second.stage == "in_case"


async def test_a_case_is_told_once_that_its_alarm_has_cleared(station):
    await run_rule(station.database, level_rule())
    await station.say(("L1", 3.5))
    await station.say(("L1", 1.0), after=600)
    [alarm] = await station.alarms()
    for _ in range(2):
        async with station.database.work(SYSTEM) as work:
            await note_clearing(work, alarm.id, alarm.case, "0123456789.clear")
    async with station.database.reading(SYSTEM) as work:
        lines = await cases.journal(work, alarm.case)
    assert [line["action"] for line in lines].count("comment") == 1


async def test_a_case_refused_as_a_false_alarm_counts_against_the_rule(station):
    await run_rule(station.database, level_rule())
    await station.say(("L1", 3.5))
    [alarm] = await station.alarms()
    async with station.database.work(SYSTEM) as work:
        await cases.act(work, alarm.case, "void", {"reason": "现场查看，系误报"})
    async with station.database.work(SYSTEM) as work:
        await hear_cases(work, [(alarm.case, "void")])
        await hear_cases(work, [(alarm.case, "void")])
    [alarm] = await station.alarms()
    assert (alarm.stage, alarm.verdict) == ("closed", "false")
    async with station.database.reading(SYSTEM) as work:
        [row] = await alarms.rules(work, None)
    assert (row["raised"], row["said_true"], row["said_false"]) == (1, 0, 1)
    for _ in range(3):
        await station.say(("L1", 3.5), after=700)
        await station.tick(3)
    assert len(await station.alarms()) == 1, "what was judged false stays quiet until it has cleared"


@pytest.mark.parametrize(
    ("written", "verdict"),
    [("现场查看，并非误报", None), ("已核实不是误报，移交他案", None), ("经查为虚警", "false")],
    ids=["by no means", "not", "nothing there"],
)
async def test_who_writes_that_it_was_no_false_alarm_does_not_judge_it_false(station, written, verdict):
    await run_rule(station.database, level_rule())
    await station.say(("L1", 3.5))
    [alarm] = await station.alarms()
    async with station.database.work(SYSTEM) as work:
        await cases.act(work, alarm.case, "void", {"reason": written})
    async with station.database.work(SYSTEM) as work:
        await hear_cases(work, [(alarm.case, "void")])
    [alarm] = await station.alarms()
    assert alarm.verdict == verdict


async def test_what_was_closed_while_it_goes_on_comes_back(station):
    await run_rule(station.database, level_rule())
    await station.say(("L1", 3.5))
    await station.act("close", *await station.alarms())
    await station.say(("L1", 3.5), after=60)
    await station.tick(3)
    assert len(await station.alarms()) == 1
    await station.say(("L1", 3.6), after=700)
    await station.tick(3)
    first, second = await station.alarms()
    assert (first.stage, second.active, second.value) == ("closed", True, 3.6)


async def test_the_row_is_what_the_journal_tells(station):
    await run_rule(station.database, level_rule())
    await station.say(("L1", 3.5), ("L2", 3.5))
    one, two = await station.alarms()
    await station.act("confirm", one, two)
    await station.act("assign", one, assignee="U-LAMPS")
    await station.say(("L1", 1.0))
    await station.say(("L1", 3.2))
    await station.act("close", two, verdict="false")
    async with station.database.reading(SYSTEM) as work:
        for alarm in await station.alarms():
            assert await alarms.rebuild(work, alarm.id) == alarm


async def test_a_restart_forgets_nothing_and_repeats_nothing(station):
    await run_rule(station.database, level_rule(when=HIGH, levels=[
        {"level": "yellow", "when": HIGH, "lasting": 60}
    ]))  # fmt: skip
    await station.say(("L1", 3.5))
    await station.settler.keep()
    await station.say(("L2", 3.5))
    station.settler = await started(station.database)  # as after kill -9: no checkpoint of the second reading
    await station.tick(30)
    await station.tick(29)
    assert [a.subject for a in await station.alarms()] == ["L1"], "60 s after its reading, with no other"
    await station.tick(1)
    assert [a.subject for a in await station.alarms()] == ["L1", "L2"]
    station.settler = await started(station.database)
    await station.tick(600)
    assert len(await station.alarms()) == 2
    await station.say(("L1", 1.0), ("L2", 1.0))
    assert [a.active for a in await station.alarms()] == [False, False]


async def test_a_failed_transaction_leaves_nothing_and_is_done_again(station, monkeypatch):
    await run_rule(station.database, level_rule())
    from yiwang.base.alarms.usecases import raising

    async def broken(*_):
        raise RuntimeError("lost")

    with monkeypatch.context() as patched:
        patched.setattr(raising, "make_reports", broken)
        with contextlib.suppress(RuntimeError):
            await station.say(("L1", 3.5))
    assert await station.alarms() == []
    station.settler = await started(station.database)
    while await station.settler.step():
        pass
    [alarm] = await station.alarms()
    assert alarm.stage == "in_case"
    assert len(await station.cases()) == 1


async def test_a_cleared_alarm_proposes_to_close_its_case_where_the_rule_says_so(station):
    report = {"at": "yellow", "when_cleared": "propose"}
    await run_rule(station.database, level_rule(report=report))
    await station.say(("L1", 3.5))
    await station.say(("L1", 1.0), after=600)
    [alarm] = await station.alarms()
    [before] = await station.cases()
    for _ in range(2):
        async with station.database.work(SYSTEM) as work:
            await note_clearing(work, alarm.id, alarm.case, "0123456789.clear")
    assert await station.cases() == [before], "nothing is closed by itself"
    async with station.database.reading(SYSTEM) as work:
        lines = await cases.journal(work, alarm.case)
        told = await work.tx.fetch("SELECT kind, subject FROM notify_notice WHERE kind = 'alarms.cleared'")
    assert "建议核查现场后办结" in str(lines[-1])
    assert [row["subject"] for row in told] == [alarm.case], "told once"
