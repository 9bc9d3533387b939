"""Values of indicators: of cases that were worked here, and of history with a published bulletin's numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support import world as w

from yiwang.base.indicators.errors import IndicatorNotFoundError, OutOfSightError, PeriodError
from yiwang.kernel.actor import SYSTEM


async def worked(database):
    """One case done well, one that first went to the wrong unit and was done twice, one that lies there."""
    good = (await w.opened(database)).number
    for who, action, body in (
        (w.HANDLER, "sign", {}),
        (w.HANDLER, "contact", {"result": "已联系"}),
        (w.HANDLER, "feedback", {"result": "已清理", "public_reply": "垃圾已清运"}),
        (w.VERIFIER, "verify_pass", {}),
        (w.AGENT, "call_back", {"satisfaction": 5, "resolved": True}),
        (w.DISPATCHER, "close", {}),
    ):
        database.time.advance(timedelta(minutes=10))
        await w.do(database, who, good, action, **body)
    astray = (await w.opened(database)).number
    await w.do(database, w.HANDLER, astray, "send_back", reason="非职责", basis="三定方案")
    await w.do(database, w.DISPATCHER, astray, "judge_return", accepted=True, liable="dispatcher")
    database.time.advance(timedelta(hours=2))
    await w.do(database, w.DISPATCHER, astray, "dispatch", unit=w.WATER)
    water = w.actor("handler", w.WATER)
    for action, body in (("sign", {}), ("feedback", {"result": "已清理", "public_reply": "已清运"})):
        await w.do(database, water, astray, action, **body)
    await w.do(database, w.VERIFIER, astray, "verify_fail", reason="未清理干净")
    await w.do(database, water, astray, "sign")
    await w.do(database, water, astray, "feedback", result="已清理", public_reply="已清运")
    await w.do(database, w.VERIFIER, astray, "verify_pass")
    await w.do(database, w.AGENT, astray, "call_back", satisfaction=3, resolved=True)
    await w.do(database, w.DISPATCHER, astray, "close")
    lying = (await w.opened(database)).number
    return good, astray, lying


async def test_the_standard_rates_of_worked_cases(city):
    good, astray, lying = await worked(city.database)
    await city.keep()
    expected = {
        "filing_rate": (3, 3),
        "rework_rate": (1, 3),
        "extension_rate": (0, 3),
        "dispatch_accuracy": (2, 3),
        "return_rate": (1, 3),
        "response_rate": (1, 3),
        "first_pass_rate": (1, 2),
        "resolution_rate": (2, 2),
        "satisfaction_rate": (1, 2),
    }
    for code, (over, under) in expected.items():
        found = await city.value(code)
        assert (found["numerator"], found["denominator"]) == (over, under), code
        assert found["value"] == over / under
        assert found["as_of"] == city.database.time.now()
        assert "reason" not in found
    assert (await city.value("time_to_owner_hours"))["value"] == pytest.approx(1, abs=0.01)
    assert await city.behind("dispatch_accuracy", "rest") == [astray]
    assert await city.behind("first_pass_rate", "numerator") == [good]
    assert lying in await city.behind("filing_rate", "denominator")


async def test_what_is_due_is_what_closing_is_divided_by(city):
    good, _, lying = await worked(city.database)
    city.database.time.advance(timedelta(days=30))
    await city.keep()
    found = await city.value("closing_rate")
    assert (found["numerator"], found["denominator"]) == (2, 3)
    assert await city.behind("closing_rate", "rest") == [lying]
    late = await city.value("overdue_rate")
    on_time = await city.value("on_time_rate")
    assert late["value"] == pytest.approx(1 - on_time["value"])
    assert good in await city.behind("on_time_rate", "numerator")


async def test_nothing_is_never_zero(city):
    await worked(city.database)
    await city.keep()
    empty = await city.value("closing_rate", channel="nobody")
    assert empty["value"] is None
    assert empty["reason"]["code"] == "zero_denominator"
    assert empty["light"] == "grey"
    for period in ("1999", "2031-05"):
        found = await city.value("filed_cases", period)
        assert (found["value"], found["reason"]["code"]) == (None, "no_data")


async def test_void_cases_leave_the_figures_and_late_ones_come_in(city):
    _, _, lying = await worked(city.database)
    await city.keep()
    before = await city.value("filed_cases")
    await w.do(city.database, w.DISPATCHER, lying, "void", reason="重复测试")
    await city.keep(roll=False)
    assert (await city.value("filed_cases"))["value"] == before["value"] - 1, (
        "from facts, before it is rolled up"
    )
    await city.keep()
    assert (await city.value("filed_cases"))["value"] == before["value"] - 1


async def test_parts_add_up_and_open_what_they_ask(city):
    await worked(city.database)
    await w.opened(city.database, place=w.cases.Place(address="某处", path=()), channel="app")
    await w.opened(city.database, matter="matter:01037")
    await city.keep()
    whole = (await city.value("reported_cases"))["value"]
    assert whole == 5
    for by in ("area", "time", "matter", "unit", "channel"):
        found = await city.drill("reported_cases", by)
        assert sum(part["value"] for part in found["parts"]) == whole, by
        for part in found["parts"]:
            if part["ask"] is not None:
                again = await city.value("reported_cases", **part["ask"])
                assert again["value"] == part["value"], (by, part)
    named = {part["key"]: part["name"] for part in (await city.drill("reported_cases", "area"))["parts"]}
    assert named == {w.DISTRICT: "一区", "-": None}
    below = await city.drill("reported_cases", "area", area=w.COMMUNITY)
    assert [(part["key"], part["value"]) for part in below["parts"]] == [(w.GRID, 4)]
    days = await city.drill("reported_cases", "time", grain="day")
    assert len(days["parts"]) >= 1


async def test_a_reader_sees_the_own_part(city):
    await worked(city.database)
    await w.opened(city.database, place=w.cases.Place(address="某处", path=()))
    await city.keep()
    in_area = w.actor("leader", area=w.DISTRICT)
    assert (await city.value("reported_cases", who=in_area))["value"] == 3
    with pytest.raises(OutOfSightError):
        await city.value("reported_cases", who=in_area, area=w.CITY)
    handler = w.actor("handler", w.WATER)
    assert (await city.value("closed_cases", who=handler))["value"] == 1
    with pytest.raises(OutOfSightError):
        await city.value("closed_cases", who=handler, unit=w.CLEAN)


async def test_wrong_questions_are_named(city):
    await city.keep()
    with pytest.raises(PeriodError):
        await city.value("closing_rate", "2026-13")
    with pytest.raises(IndicatorNotFoundError):
        await city.value("closing_rate", version=9)
    for unknown in ({"area": "123456"}, {"unit": "nobody"}):
        with pytest.raises(OutOfSightError):
            await city.value("closing_rate", **unknown)


async def test_a_unit_is_asked_for_by_code_or_name_even_when_it_is_no_more(city):
    await worked(city.database)
    async with city.database.work(SYSTEM) as work:
        await work.tx.execute(
            "UPDATE cases_case SET unit = 'GONE', version = version + 1 WHERE unit = $1", w.CLEAN
        )
    await city.keep()
    by_name = await city.value("closed_cases", unit="水务所")
    assert by_name["value"] == (await city.value("closed_cases", unit=w.WATER))["value"] == 1
    assert (await city.value("closed_cases", unit="GONE"))["value"] == 1


async def test_percentiles_and_distinct_counts_come_from_the_facts(city):
    await worked(city.database)
    await city.keep()
    assert (await city.value("closing_units"))["value"] == 2
    assert (await city.value("handle_hours_p90"))["value"] > 0
    assert (await city.value("handle_hours_p90", unit=w.LAMPS))["reason"]["code"] == "no_data"
    assert (await city.value("closed_cases_year", "2026-12-31"))["value"] == 2
