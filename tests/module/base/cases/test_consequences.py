"""Before an act is confirmed it is told what it will do, and whether it can be taken back."""

import pytest
from tests.support import world as w

from yiwang.base.cases import api as cases


@pytest.fixture
async def city(database):
    await w.world(database)
    return database


async def _offers(city, who, number):
    async with city.reading(who) as work:
        return {offer["action"]: offer for offer in await cases.actions(work, number)}


async def test_the_effect_names_the_stage_that_the_case_then_reaches(city):
    number = (await w.opened(city, matter="matter:06028")).number
    offers = await _offers(city, w.DISPATCHER, number)
    assert "「待签收」" in offers["dispatch"]["effect"]["zh"]
    assert "签收时限" in offers["dispatch"]["effect"]["zh"]
    assert "“To sign”" in offers["dispatch"]["effect"]["en"]
    case = await w.do(city, w.DISPATCHER, number, "dispatch", unit=w.LAMPS)
    assert case.stage == "sign"
    offers = await _offers(city, w.SUPERVISOR, number)
    assert "处置时限" in offers["suspend"]["effect"]["zh"]
    assert offers["supervise"]["effect"]["zh"]


async def test_every_allowed_action_says_something_and_a_refused_one_says_why_instead(city):
    number = (await w.opened(city)).number
    for who in (w.HANDLER, w.DISPATCHER, w.SUPERVISOR, w.LEADER, w.AGENT):
        for offer in (await _offers(city, who, number)).values():
            told = offer["effect"] if offer["allowed"] else offer["reason"]
            assert told["zh"]
            assert told["en"]
            assert (offer["effect"] is None) is not offer["allowed"]


@pytest.mark.parametrize(
    ("action", "body", "undo", "words", "stage"),
    [
        ("dispatch", {"unit": w.LAMPS}, "withdraw", {"reason": "误派"}, "dispatch"),
        ("suspend", {"reason": "需要跨部门协调", "plan": "等材料"}, "resume", {}, "sign"),
    ],
)
async def test_what_can_be_undone_is_undone_by_the_named_action(city, action, body, undo, words, stage):
    matter = "matter:06028" if action == "dispatch" else "matter:06010"
    case = await w.opened(city, matter=matter)
    offers = await _offers(city, w.DISPATCHER, case.number)
    assert offers[action]["undo"] == undo
    await w.do(city, w.DISPATCHER, case.number, action, **body)
    back = await w.do(city, w.DISPATCHER, case.number, undo, **words)
    assert (back.stage, back.side) == (stage, None)


async def test_what_the_actor_could_not_take_back_offers_no_undo(city):
    number = (await w.opened(city)).number
    offers = await _offers(city, w.HANDLER, number)
    assert offers["sign"]["undo"] is None
