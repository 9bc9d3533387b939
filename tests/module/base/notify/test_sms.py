"""Text messages on a real database and a real folder."""

import json
import stat
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from yiwang.base.notify import api, jobs
from yiwang.base.notify.model.sms import BATCH, LEASE, PAUSES
from yiwang.infra.errors import SettingsError
from yiwang.infra.settings import load
from yiwang.kernel.actor import SYSTEM

api.register("test.sms", zh="编号 {number}", en="Number {number}")
PHONE = "13812345678"


@pytest.fixture
def folder(tmp_path):
    """A spool that is switched on for one test."""
    api.use_spool(tmp_path / "outbox-sms")
    yield tmp_path / "outbox-sms"
    api.use_spool(None)


class Refusing:
    """A gateway that takes nothing, or breaks."""

    def __init__(self, why=None):
        self.given, self.why = [], why

    async def deliver(self, messages):
        self.given.append(messages)
        if self.why is None:
            raise ConnectionRefusedError("no line")
        return [self.why] * len(messages)


@pytest.fixture
def gateway():
    """Set a gateway for one test."""
    yield api.use_gateway
    api.use_gateway(None)


def sms(key="1", number=PHONE, **more):
    return api.SmsDraft(number=number, kind="test.sms", key=(key,), params={"number": key}, **more)


async def queue(database, *drafts):
    async with database.work(SYSTEM) as work:
        return await api.send_sms(work, drafts)


async def rows(database):
    async with database.reading(SYSTEM) as work:
        return await work.tx.fetch("SELECT * FROM notify_sms ORDER BY at, id")


def spooled(folder):
    return sorted((json.loads(f.read_bytes()) for f in folder.glob("*.json")), key=lambda m: m["text"]["zh"])


async def test_without_a_gateway_no_number_is_copied(database):
    assert await queue(database, sms()) == 0
    assert await rows(database) == []
    assert await api.send_due(database) == 0


async def test_a_message_becomes_a_private_file_and_the_number_is_erased(database, folder):
    assert await queue(database, sms(number="138 1234-5678"), sms("2", "不便透露")) == 1
    await jobs.send_sms(database)
    [message] = spooled(folder)
    assert (message["to"], message["text"]["zh"], message["urgent"]) == (PHONE, "编号 1", False)
    [file] = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    [row] = await rows(database)
    assert (row["state"], row["number"], row["masked"]) == ("sent", None, "138****5678")
    assert PHONE not in str(dict(row))
    assert await queue(database, sms()) == 0, "the same message is not sent again"


async def test_nobody_is_woken_except_for_what_is_urgent(database, folder, time):
    time.set(datetime(2026, 3, 10, 14, 0, tzinfo=UTC))  # 22:00 in the city
    await queue(database, sms("calm"), sms("fire", urgent=True))
    await jobs.send_sms(database)
    assert [m["text"]["zh"] for m in spooled(folder)] == ["编号 fire"]
    time.set(datetime(2026, 3, 10, 23, 29, tzinfo=UTC))
    await jobs.send_sms(database)
    assert len(spooled(folder)) == 1
    time.set(datetime(2026, 3, 10, 23, 30, tzinfo=UTC))  # 07:30
    await jobs.send_sms(database)
    assert len(spooled(folder)) == 2


async def test_one_number_gets_few_messages_a_day(database, folder, time):
    await queue(database, *(sms(str(n)) for n in range(api.DAILY_CAP + 2)), sms("x", "13900000000"))
    await jobs.send_sms(database)
    assert len(spooled(folder)) == api.DAILY_CAP + 1
    time.advance(timedelta(hours=3))
    await queue(database, sms("later", "138-1234-5678"))
    await jobs.send_sms(database)
    assert len(spooled(folder)) == api.DAILY_CAP + 1
    time.set(datetime(2026, 3, 10, 23, 30, tzinfo=UTC))
    await jobs.sweep(database)
    await jobs.send_sms(database)
    assert len(spooled(folder)) == api.DAILY_CAP + 4
    async with database.reading(SYSTEM) as work:
        days = await work.tx.fetch("SELECT day FROM notify_day")
    assert [d["day"].isoformat() for d in days] == ["2026-03-11"], "yesterday's salt is gone"


async def test_what_the_gateway_refuses_is_tried_again_and_then_fails_without_the_number(
    database, gateway, time
):
    refusing = Refusing(f"cannot reach {PHONE}")
    gateway(refusing)
    await queue(database, sms())
    for pause in (timedelta(0), *PAUSES):
        time.advance(pause - timedelta(seconds=1) if pause else pause)
        if pause:
            assert await api.send_due(database) == 0, "not before the pause is over"
            time.advance(timedelta(seconds=1))
        assert await api.send_due(database) == 1
    [row] = await rows(database)
    assert (row["state"], row["number"], row["attempts"]) == ("failed", None, len(PAUSES) + 1)
    assert row["error"] == "cannot reach 138****5678"
    assert len({m.id for batch in refusing.given for m in batch}) == 1
    time.advance(timedelta(days=1))
    assert await api.send_due(database) == 0


async def test_a_broken_line_loses_nothing(database, gateway, folder, time):
    gateway(Refusing())
    await queue(database, sms())
    assert await api.send_due(database) == 1
    [row] = await rows(database)
    assert (row["state"], row["number"]) == ("queued", PHONE)
    assert "no line" in row["error"]
    time.advance(PAUSES[0])
    api.use_spool(folder)
    await jobs.send_sms(database)
    assert len(spooled(folder)) == 1


async def test_after_a_crash_between_file_and_commit_the_same_file_is_written_again(
    database, folder, time, monkeypatch
):
    from yiwang.base.notify.usecases import sms as usecase

    async def crash(*_args):
        raise SystemExit

    await queue(database, sms())
    with monkeypatch.context() as patch:
        patch.setattr(usecase.store, "settle", crash)
        with pytest.raises(SystemExit):
            await api.send_due(database)
    [first] = spooled(folder)
    assert await api.send_due(database) == 0, "the lease holds"
    time.advance(LEASE)
    assert await api.send_due(database) == 1
    assert spooled(folder) == [first]
    assert [r["state"] for r in await rows(database)] == ["sent"]


async def test_a_full_disk_is_a_refusal(database, folder):
    folder.mkdir()
    folder.chmod(0o700)
    await queue(database, sms())
    [row] = await rows(database)
    (folder / f"{row['id']}.json").mkdir()  # a file cannot take a folder's name
    assert await api.send_due(database) == 1
    [row] = await rows(database)
    assert (row["state"], bool(row["error"])) == ("queued", True)
    assert [p.suffix for p in folder.iterdir()] == [".json"], "nothing half-made stays"


async def test_a_number_can_be_taken_back_while_it_waits(database, folder):
    report = uuid4()
    await queue(database, sms("1", ref=report), sms("2", ref=uuid4()))
    async with database.work(SYSTEM) as work:
        assert await api.forget(work, [report]) == 1
    await jobs.send_sms(database)
    assert [m["text"]["zh"] for m in spooled(folder)] == ["编号 2"]
    assert {(r["state"], r["number"], r["error"]) for r in await rows(database)} == {
        ("failed", None, "erased"),
        ("sent", None, None),
    }


async def test_what_waited_too_long_is_not_sent_and_old_rows_go(database, folder, time):
    await queue(database, sms())
    api.use_spool(None)
    time.advance(timedelta(hours=49))
    await jobs.sweep(database)
    [row] = await rows(database)
    assert (row["state"], row["number"], row["error"]) == ("failed", None, "expired")
    time.advance(timedelta(days=90))
    await jobs.sweep(database)
    assert await rows(database) == []


async def test_a_flood_leaves_in_small_batches_urgent_ones_first(database, gateway):
    taken = Refusing("later")
    gateway(taken)
    drafts = [sms(str(n), f"139{n:08d}") for n in range(BATCH + 10)]
    await queue(database, *drafts, sms("fire", urgent=True))
    await jobs.send_sms(database)
    assert [len(batch) for batch in taken.given] == [BATCH, 11]
    assert taken.given[0][0].urgent
    async with database.reading(SYSTEM) as work:
        assert await api.sms_counts(work) == {"queued": BATCH + 11, "sent": 0, "failed": 0}


def test_messages_leave_only_if_the_settings_say_so(tmp_path):
    assert load(environment={}, data=tmp_path).sms_folder is None
    on = load(environment={"YIWANG_SMS_GATEWAY": "spool"}, data=tmp_path)
    assert on.sms_folder == tmp_path / "outbox-sms"
    with pytest.raises(SettingsError):
        load(environment={"YIWANG_SMS_GATEWAY": "modem"}, data=tmp_path)
