"""Indicators of history brought in from a file: a published bulletin's numbers, and what a file does not tell."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.support import world as w

from yiwang.connectors.tabular import runner
from yiwang.connectors.tabular.mapping import parse

IMPORTER = w.actor("admin", name="importer")
FILED, DUE, CLOSED, ON_TIME = 996, 972, 911, 737
_LAST, _LATER = (datetime.fromisoformat(at) for at in ("2016-12-31 23:30", "2017-01-03 12:00"))
FIELDS = {
    "external_id": "id", "reported_at": "at", "text": "text", "accepted_at": "accepted", "filed_at": "filed",
    "due_at": "due", "closed_at": "closed", "unit": "unit", "dispatched_at": "sent", "redone_count": "redone",
}  # fmt: skip


def mapping(*left_out):
    lines = [f"  {target}: {column}" for target, column in FIELDS.items() if target not in left_out]
    return parse(
        "\n".join(
            ["source: town", "timezone: Asia/Shanghai", "fields:", *lines, "create_missing: [unit]"]
        ).encode()
    )


def bulletin():
    """996 filed in December 2016 by the city's clock, 972 of them due in it, 911 of these closed, 737 in time."""
    begin = datetime.fromisoformat("2016-12-01 00:05")  # still November in UTC
    for n in range(FILED):
        filed = begin + timedelta(minutes=40 * n)
        due = _LAST if n < DUE else _LATER
        closed = ""
        if n < CLOSED:
            closed = due - timedelta(minutes=1) if n < ON_TIME else due + timedelta(hours=30)
            closed = f"{closed:%Y-%m-%d %H:%M}"
        sent = filed + timedelta(minutes=6)
        times = [f"{at:%Y-%m-%d %H:%M}" for at in (filed, filed, due, sent)]
        yield ",".join(
            [str(n), times[0], "x", times[0], times[1], times[2], closed, "甲所", times[3], str(n % 2)]
        )


async def bring(database, folder, lines, *left_out):
    file = folder / f"history{len(left_out)}.csv"
    file.write_text("id,at,text,accepted,filed,due,closed,unit,sent,redone\n" + "\n".join(lines) + "\n")
    job = runner.Job(file, file.name, "cases", mapping(*left_out), lambda _: folder / "rejects.csv", 1000)
    told = await runner.run(database, IMPORTER, job)
    assert told.counts.rejected == 0
    return told


async def test_a_published_month_comes_out_as_printed(city, tmp_path):
    told = await bring(city.database, tmp_path, bulletin())
    await city.keep()
    filed = await city.value("filed_cases", "2016-12")
    assert filed["value"] == FILED, "a period is in the city's time"
    closing, on_time = [await city.value(code, "2016-12") for code in ("closing_rate", "on_time_rate")]
    assert (closing["numerator"], closing["denominator"]) == (CLOSED, DUE)
    assert (on_time["numerator"], on_time["denominator"]) == (ON_TIME, DUE)
    assert [f"{one['value']:.2%}" for one in (closing, on_time)] == ["93.72%", "75.82%"]
    assert (await city.value("filing_rate", "2016-12"))["value"] == 1
    assert (await city.value("mean_dispatch_minutes", "2016-12"))["value"] == 6
    assert (await city.value("time_to_owner_hours", "2016"))["value"] == 0.1
    assert len(await city.behind("closing_rate", "rest", "2016-12")) == DUE - CLOSED
    for code in ("response_rate", "extension_rate", "return_rate", "rework_rate", "mean_handle_hours"):
        found = await city.value(code, "2016-12")
        assert (found["value"], found["reason"]["code"]) == (None, "missing"), code
    await runner.undo(city.database, IMPORTER, told.id)
    await city.keep()
    gone = await city.value("filed_cases", "2016-12")
    assert (gone["value"], gone["reason"]["code"]) == (None, "no_data"), (
        "what was taken back is counted no more"
    )


async def test_what_a_file_does_not_tell_is_not_zero(city, tmp_path):
    lines = list(bulletin())[:10]
    await bring(city.database, tmp_path, lines, "redone_count", "accepted_at", "filed_at")
    await city.keep()
    for code in (
        "first_pass_rate",
        "filing_rate",
        "mean_dispatch_minutes",
        "filed_cases",
        "supervised_cases",
    ):
        found = await city.value(code, "2016")
        assert (found["value"], found["reason"]["code"]) == (None, "missing"), code
    assert (await city.value("closing_rate", "2016-12"))["value"] == 1


async def test_what_has_not_come_to_pass_is_zero(city, tmp_path):
    begun = ["1,2016-12-01 08:00,x,2016-12-01 08:00,,2016-12-05 08:00,,甲所,,"]
    await bring(city.database, tmp_path, begun)
    await city.keep()
    assert (await city.value("closed_cases", "2016"))["value"] == 0
    assert (await city.value("closing_rate", "2016"))["value"] == 0
