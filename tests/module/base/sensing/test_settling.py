"""From parcels to observations: what is stored, what is kept apart, and what a crash may not change."""

from __future__ import annotations

import itertools
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.sensors import doubted, readings, register, settle, started, stored

from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

T0 = 1_773_104_400.0  # the manual clock's start


async def test_a_reading_is_stored_once_and_is_the_latest(database, time):
    no = await register(database)
    settler = await started(database)
    inlet = sensing.inlet(database)
    await inlet.append(readings((no["L1"], no["level"], T0 - 5, 1.5), (no["L1"], no["level"], T0 - 4, 1.6)))
    await inlet.append(readings((no["L1"], no["level"], T0 - 5, 1.5)))
    await settle(settler)
    await inlet.append(readings((no["L1"], no["level"], T0 - 4, 1.6), (no["L1"], no["level"], T0 - 9, 1.1)))
    await settle(settler)
    level = no["level"]
    assert await stored(database) == [
        (no["L1"], level, T0 - 9, 1.1), (no["L1"], level, T0 - 5, 1.5), (no["L1"], level, T0 - 4, 1.6)
    ]  # fmt: skip
    time.advance(timedelta(seconds=2))
    await settler.tick()
    async with database.reading(SYSTEM) as work:
        [row] = await work.tx.fetch("SELECT * FROM sensing_latest")
        [cursor] = await work.tx.fetch("SELECT * FROM sensing_cursor")
    assert (row["value"], row["at"].timestamp()) == (1.6, T0 - 4)
    assert (cursor["readings"], cursor["duplicates"], cursor["doubtful"]) == (5, 2, 0)


async def test_what_is_doubtful_is_kept_apart_with_its_reason(database):
    no = await register(database)
    level, flow = no["level"], no["flow"]
    async with database.work(SYSTEM) as work:
        await sensing.act(work, "L3", "suspend", reason="test")
    settler = await started(database)
    await sensing.inlet(database).append(
        readings(
            (no["L1"], level, T0 - 86_500, 1), (no["L1"], level, T0 + 400, 2), (no["L1"], level, T0, 31),
            (no["L1"], -level, T0, 3), (no["L1"], 0, T0, 4), (no["T1"], level, T0, 5), (9999, level, T0, 6),
            (no["L3"], level, T0, 7), (no["L1"], level, T0, float("nan")),
            (no["L2"], level, T0, 8), (no["L2"], level, T0, 9),
            (no["L2"], flow, T0, 1), (no["L2"], flow, T0 + 1, 9), (no["L2"], flow, T0 + 2, 1.5),
        )
    )  # fmt: skip
    await settle(settler)
    apart = await doubted(database)
    assert [(value, reason) for _, value, reason in apart if not np.isnan(value)] == [
        (1, "LATE"), (2, "FUTURE"), (31, "OUT_OF_RANGE"), (3, "WRONG_UNIT"), (4, "UNKNOWN_PROPERTY"),
        (5, "UNKNOWN_PROPERTY"), (6, "UNKNOWN_DEVICE"), (7, "NOT_IN_SERVICE"), (9, "CONFLICT"), (9, "TOO_FAST"),
    ]  # fmt: skip
    assert [reason for _, value, reason in apart if np.isnan(value)] == ["NOT_A_NUMBER"]
    assert {row[3] for row in await stored(database)} == {8, 1, 1.5}


async def test_a_value_that_never_changes_is_stuck_until_it_does(database, time):
    no = await register(database)
    settler = await started(database)
    key = no["L1"], no["flow"]
    for hour in range(4):
        time.advance(timedelta(minutes=40))
        await sensing.inlet(database).append(readings((*key, T0 + hour * 2400, 1.25)))
        await settle(settler)
    await sensing.inlet(database).append(readings((*key, T0 + 9600, 1.3)))
    await settle(settler)
    assert [(round(r[2] - T0), r[3]) for r in await stored(database)] == [
        (0, 1.25),
        (2400, 1.25),
        (9600, 1.3),
    ]
    assert [r for *_, r in await doubted(database)] == ["STUCK", "STUCK"]


async def test_positions_and_happenings_are_stored_once(database):
    no = await register(database)
    settler = await started(database)
    fixes = sensing.Fixes(
        device=np.array([no["T1"]] * 3, np.int32),
        at=np.array([T0 * 1e6, (T0 - 5) * 1e6, T0 * 1e6]).astype(np.int64),
        lon=np.array([113.0, 112.9, 113.0]),
        lat=np.array([28.0, 28.1, 95.0]),
        speed=np.array([30.0, np.nan, 1.0]),
        heading=np.array([90.0, np.nan, 1.0]),
    )
    told = sensing.Occurrence(device=no["L1"], name="tamper", at=int(T0 * 1e6), data={"force": 3})
    for _ in range(2):
        await sensing.inlet(database).append(readings(fixes=fixes, occurrences=(told,)))
        await settle(settler)
    await settler.keep()
    async with database.reading(SYSTEM) as work:
        track = await work.tx.fetch("SELECT * FROM sensing_track ORDER BY at")
        [place] = await work.tx.fetch("SELECT * FROM sensing_place")
        [happened] = await work.tx.fetch("SELECT * FROM sensing_occurrence")
    assert [row["lon"] for row in track] == [112.9, 113.0]
    assert (place["lon"], place["speed"]) == (113.0, 30.0)
    assert happened["data"] == {"force": 3}
    assert [reason for *_, reason in await doubted(database)] == ["OUT_OF_RANGE"] * 2


async def test_a_device_that_is_not_heard_is_offline_and_comes_back(database, time):
    no = await register(database)
    settler = await started(database)
    await sensing.inlet(database).append(readings((no["L1"], no["level"], T0, 1)))
    await settle(settler)
    async with database.reading(SYSTEM) as work:
        assert (await sensing.device(work.tx, "L1")).online
    time.advance(timedelta(seconds=601))
    await settler.tick()
    async with database.reading(SYSTEM) as work:
        found = await sensing.device(work.tx, "L1")
        told = await work.tx.fetch(
            "SELECT payload FROM infra_outbox WHERE kind = 'sensing.state' ORDER BY seq"
        )
    assert not found.online
    assert [(m["payload"]["devices"], m["payload"]["online"]) for m in told] == [
        (["L1"], True),
        (["L1"], False),
    ]


async def test_a_full_inbox_says_so_and_stores_nothing(database):
    no = await register(database)
    settler = await started(database)
    inlet = sensing.inlet(database)
    inlet.room = 3
    rows = [(no["L1"], no["level"], T0 - n, 1.0) for n in range(4)]
    await inlet.append(readings(*rows))
    with pytest.raises(sensing.InboxFullError):
        await inlet.append(readings((no["L2"], no["level"], T0, 2.0)))
    await settle(settler)
    await inlet.append(readings((no["L3"], no["level"], T0, 2.0)))
    await settle(settler)
    assert {row[0] for row in await stored(database)} == {no["L1"], no["L3"]}


async def test_a_forecast_may_lie_days_ahead_and_a_letter_months_behind(database):
    spec = sensing.Property(
        code="rain", name="雨量", unit="mm", late_s=200 * 86_400.0, future_s=10 * 86_400.0
    )
    async with database.work(SYSTEM) as work:
        product = sensing.ProductDraft(
            code="forecast", name="预报", model=sensing.ThingModel(properties=(spec,))
        )
        prop = (await sensing.save_product(work, product)).props["rain"]
        await sensing.save_devices(
            work, [sensing.DeviceDraft(code="F1", product="forecast", name="预报")], state="in_service"
        )
    settler = await started(database)
    rows = [(1, prop, T0 + days * 86_400, float(days)) for days in (-201, -199, 9, 11)]
    await sensing.inlet(database).append(readings(*rows))
    await settle(settler)
    assert [row[3] for row in await stored(database)] == [-199, 9]
    assert [reason for *_, reason in await doubted(database)] == ["LATE", "FUTURE"]


class _Counter:
    """An observer that adds up what it sees, to show that nothing is seen twice or lost."""

    def __init__(self) -> None:
        self.total = 0.0
        self.seen: list[float] = []

    async def restore(self, work, checkpoint):
        self.total = 0.0 if checkpoint is None else float(checkpoint)

    async def observe(self, work, batch):
        self.total += float(batch.value.sum())
        assert (np.lexsort((batch.at, batch.prop, batch.device)) == np.arange(len(batch.at))).all()

    async def tick(self, work):
        pass

    def remember(self):
        return str(self.total).encode()


@pytest.fixture
def counters():
    made: list[_Counter] = []

    def make(database: Database, partition: int) -> _Counter:
        made.append(_Counter())
        return made[-1]

    sensing.use_observers([make])
    yield made
    sensing.use_observers([])


async def test_an_observer_that_fails_takes_the_transaction_with_it(database, counters, monkeypatch):
    no = await register(database)
    settler = await started(database)

    async def fail(work, batch):
        raise ValueError("rule")

    monkeypatch.setattr(counters[-1], "observe", fail)
    await sensing.inlet(database).append(readings((no["L1"], no["level"], T0, 1)))
    with pytest.raises(ValueError, match="rule"):
        await settler.step()
    assert await stored(database) == []
    await settler.start()
    await settle(settler)
    assert (len(await stored(database)), counters[-1].total) == (1, 1.0)


async def test_a_second_settler_notices_that_it_is_not_alone(database):
    no = await register(database)
    settler = await started(database)
    await sensing.inlet(database).append(readings((no["L1"], no["level"], T0, 1)))
    async with database.work(SYSTEM) as work:
        await work.tx.execute("UPDATE sensing_cursor SET settled = 1")
    with pytest.raises(sensing.SettlerSupersededError):
        await settler.step()
    assert await stored(database) == []


async def test_a_series_filled_behind_the_settlers_back_does_not_stop_it(database):
    no = await register(database)
    settler = await started(database)
    await sensing.inlet(database).append(readings((no["L1"], no["level"], T0 - 9, 1)))
    await settle(settler)
    async with database.work(SYSTEM) as work:
        await work.tx.execute(
            "INSERT INTO sensing_observation SELECT at + interval '9 s', 7, device, prop FROM sensing_observation"
        )
    await sensing.inlet(database).append(readings((no["L1"], no["level"], T0, 1)))
    with pytest.raises(Exception, match="duplicate key"):
        await settler.step()
    await settler.start()
    settler.careful = True
    await settle(settler)
    assert [row[3] for row in await stored(database)] == [1, 7]
    assert [reason for *_, reason in await doubted(database)] == ["CONFLICT"]


_ROW = st.tuples(st.integers(1, 3), st.sampled_from(["level", "battery"]), st.integers(0, 12))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=st.lists(_ROW, min_size=1, max_size=30),
    cuts=st.lists(st.integers(0, 30), max_size=5),
    again=st.lists(st.integers(0, 29), max_size=10),
    data=st.data(),
)
async def test_order_repetition_splitting_and_crashes_do_not_change_what_is_stored(
    database, time, counters, rows, cuts, again, data
):
    """The value follows from device, property and instant, so repetitions agree."""
    async with database.raw() as connection:
        await connection.execute(
            "TRUNCATE sensing_observation, sensing_inbox, sensing_settled, sensing_cursor, sensing_partition, "
            "sensing_latest, sensing_checkpoint, sensing_doubtful, sensing_device, sensing_device_life, "
            "sensing_registry, sensing_product, sensing_property, sensing_product_version RESTART IDENTITY"
        )
    from yiwang.infra.snapshots import forget_all

    forget_all()
    sensing.inlet(database)._partitions = 0
    no = await register(database)
    full = [(no[f"L{d}"], no[p], T0 - t, float(d * 1 + t % 3)) for d, p, t in rows]
    sent = data.draw(st.permutations(full + [full[i % len(full)] for i in again]))
    settler = await started(database)
    places = sorted({min(c, len(sent)) for c in cuts} | {0, len(sent)})
    for start, end in itertools.pairwise(places):
        await sensing.inlet(database).append(readings(*sent[start:end]))
        match data.draw(st.sampled_from(["settle", "wait", "keep", "tick", "crash"])):
            case "settle":
                await settle(settler)
            case "keep":
                await settle(settler)
                await settler.keep()
            case "tick":
                await settle(settler)
                await settler.tick()
            case "crash":  # what was remembered since the last checkpoint is gone
                await settle(settler)
                settler = await started(database)
        time.advance(timedelta(milliseconds=data.draw(st.sampled_from([0, 400, 1100]))))
    settler = await started(database)
    await settle(settler)
    assert await stored(database) == sorted(set(full))
    assert await doubted(database) == []
    assert counters[-1].total == pytest.approx(sum(row[3] for row in set(full)))
    await settler.keep()
    async with database.reading(SYSTEM) as work:
        assert await work.tx.fetchval("SELECT count(*) FROM sensing_inbox") == 0
        newest = await work.tx.fetch("SELECT device, prop, at FROM sensing_latest ORDER BY device, prop")
    last = {key: max(r[2] for r in full if r[:2] == key) for key in {r[:2] for r in full}}
    assert {(r["device"], r["prop"]): r["at"].timestamp() for r in newest} == last
