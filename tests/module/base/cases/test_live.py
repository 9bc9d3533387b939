"""Old state + messages = fresh state, for every action of the flow, as the desk's lists see it."""

import os

import pytest
from tests.support import desk_story as story
from tests.support import world as w


@pytest.fixture
async def record(database):
    await w.world(database)
    return await story.live(database)


async def test_the_messages_of_an_act_say_what_the_fresh_row_says(record):
    for step in record:
        fresh, last = step["fresh"], step["messages"][-1]
        told = {key: last[key] for key in ("stage", "side", "version", "unit", "area", "due_at")}
        shown = {key: fresh[key] for key in ("stage", "side", "version", "due_at")} | {
            "unit": fresh["unit"] and fresh["unit"]["code"],
            "area": fresh["area"] and fresh["area"]["code"],
        }
        assert told == shown, step["action"]
        versions = [message["version"] for message in step["messages"]]
        assert versions == sorted(set(versions))
        assert step["before"] is None or versions[0] > step["before"]["version"]


async def test_every_action_of_the_flow_has_a_story(record):
    actions = w.flow_data()["actions"]
    # What the system does by itself comes with the act that makes it possible: one message for all of it.
    automatic = {action["id"] for action in actions if action.get("automatic")}
    assert automatic == {"accept", "file", "dispatch_by_rule", "dispatch_by_model"}
    through = [step for step in record if step["action"] == "classify"]
    assert [(step["before"]["stage"], step["fresh"]["stage"]) for step in through] == [("intake", "sign")]
    known = {action["id"] for action in actions} - automatic
    told = {step["action"] for step in record} | {m["action"] for step in record for m in step["messages"]}
    assert known - told == set()


async def test_the_page_is_held_to_this_very_record(record):
    text = story.keep(record)
    if os.environ.get("YIWANG_WRITE_STORY"):
        story.FIXTURE.write_text(text, "utf-8")
    assert story.FIXTURE.read_text("utf-8") == text, "write it anew: YIWANG_WRITE_STORY=1"
