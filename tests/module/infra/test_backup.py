"""Backup and restore: the whole state, on another server too, and no message lost or doubled by it."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import asyncpg
import pytest
from tests.support.server import fresh_database

from yiwang.entry import bootstrap
from yiwang.infra import backup, migrate, restore
from yiwang.infra.database import Database, Work
from yiwang.infra.delivery import deliver
from yiwang.infra.errors import BackupError
from yiwang.infra.outbox import Delivery, Subscriber
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.messages import Message


class Kept(Message, frozen=True, kw_only=True):
    kind: ClassVar[str] = "test.kept"
    n: int

    @property
    def key(self) -> str:
        return str(self.n)


def listener(seen: list[int], name: str) -> Subscriber:
    async def handle(work: Work, batch: Sequence[Delivery]) -> None:
        seen.extend(d.payload["n"] for d in batch)

    return Subscriber(name, frozenset({Kept.kind}), handle, 2)


def order() -> list[str]:
    return [table.name for table in bootstrap.schema()[0].sorted_tables]


def quiet(_: str) -> None:
    pass


async def fill(url: str) -> None:
    """An installation in the middle of its work: one message was pruned, two were never committed."""
    await migrate.upgrade(url)
    connection = await asyncpg.connect(url)
    await connection.execute(
        """INSERT INTO infra_outbox (id, kind, version, key, actor, at, payload)
        SELECT gen_random_uuid(), 'test.kept', 1, n::text, 'x', now(), jsonb_build_object('n', n)
        FROM generate_series(1, 9) AS n"""
    )
    await connection.execute("DELETE FROM infra_outbox WHERE seq IN (1, 5, 9)")
    for name, passed in [("slow", 3), ("quick", 8)]:
        await connection.execute("INSERT INTO infra_subscription (name, seq) VALUES ($1, $2)", name, passed)
    await connection.execute("INSERT INTO infra_subscription (name, seq) VALUES ('new', 0)")
    await connection.execute("INSERT INTO infra_revision VALUES ('生僻字𠮷\t\\N\n', 3)")
    await connection.close()


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    found = {name: tmp_path / "source" / name for name in ("keys", "media")}
    for place in found.values():
        (place / "ab").mkdir(parents=True)
        (place / "ab" / "one").write_bytes(b"\x00\x01" * 5000)
    return found


async def test_an_installation_moves_to_the_oldest_server_and_back(
    server_url: str, postgres15_url: str, folders: dict[str, Path], tmp_path: Path
) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    there = {name: tmp_path / "there" / name for name in folders}
    async with fresh_database(server_url) as url, fresh_database(postgres15_url) as old:
        await fill(url)
        manifest = await backup.write(url, folders, first, quiet)
        assert manifest["entries"]["tables/infra_outbox"]["rows"] == 6
        assert (first.stat().st_mode & 0o777) == 0o600
        await restore.read(old, first, there, order(), quiet)
        await backup.write(old, there, second, quiet)
        connection = await asyncpg.connect(old)
        assert await connection.fetchval("SELECT name FROM infra_revision") == "生僻字𠮷\t\\N\n"
        await connection.close()
    assert (there["media"] / "ab" / "one").read_bytes() == b"\x00\x01" * 5000
    async with fresh_database(server_url) as back:
        again = await restore.read(back, second, {n: tmp_path / "back" / n for n in folders}, order(), quiet)
    assert again["entries"] == manifest["entries"]


async def test_messages_go_on_where_they_were(
    server_url: str, folders: dict[str, Path], tmp_path: Path
) -> None:
    async with fresh_database(server_url) as url, fresh_database(server_url) as target:
        await fill(url)
        await backup.write(url, folders, tmp_path / "b.zip", quiet)
        there = {name: tmp_path / "there" / name for name in folders}
        await restore.read(target, tmp_path / "b.zip", there, order(), quiet)
        database = await Database.open(target, size=2)
        try:
            async with database.work(SYSTEM) as work:
                work.announce(Kept(n=10))
            seen: dict[str, list[int]] = {"slow": [], "quick": [], "new": []}
            for name, numbers in seen.items():
                while (await deliver(database, listener(numbers, name))).handled:
                    pass
        finally:
            await database.close()
    assert seen == {"slow": [4, 6, 7, 8, 10], "quick": [10], "new": [2, 3, 4, 6, 7, 8, 10]}


async def test_only_an_empty_target_is_filled(
    server_url: str, folders: dict[str, Path], tmp_path: Path
) -> None:
    file = tmp_path / "b.zip"
    async with fresh_database(server_url) as url:
        await fill(url)
        await backup.write(url, folders, file, quiet)
        empty = {name: tmp_path / "there" / name for name in folders}
        with pytest.raises(BackupError, match="holds data already"):
            await restore.read(url, file, empty, order(), quiet)
        with pytest.raises(BackupError, match="exists already"):
            await backup.write(url, folders, file, quiet)
    async with fresh_database(server_url) as url:
        with pytest.raises(BackupError, match="is not empty"):
            await restore.read(url, file, folders, order(), quiet)


async def test_a_damaged_backup_is_refused_and_leaves_nothing(
    server_url: str, folders: dict[str, Path], tmp_path: Path
) -> None:
    file = tmp_path / "b.zip"
    async with fresh_database(server_url) as url:
        await fill(url)
        await backup.write(url, folders, file, quiet)
    whole = file.read_bytes()
    spoilt = bytearray(whole)
    spoilt[5_000] ^= 0xFF  # inside the first file, whose bytes nothing compresses
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(b"test.kept", b"test.lost") if name.endswith("outbox") else text)
    for content in (bytes(spoilt), whole[:-500], b"", changed.read_bytes()):
        file.write_bytes(content)
        async with fresh_database(server_url) as url:
            with pytest.raises(BackupError):
                await restore.read(url, file, {"media": tmp_path / "none"}, order(), quiet)
            connection = await asyncpg.connect(url)
            assert await connection.fetchval("SELECT to_regclass('infra_outbox')") is None
            await connection.close()
    assert not (tmp_path / "none").exists()


async def test_days_of_masses_come_back_in_their_partitions(server_url, tmp_path):
    async with fresh_database(server_url) as first, fresh_database(server_url) as second:
        await migrate.upgrade(first)
        connection = await asyncpg.connect(first)
        await connection.execute(
            "CREATE TABLE sensing_observation_20260310 PARTITION OF sensing_observation "
            "FOR VALUES FROM ('2026-03-10 00:00+00') TO ('2026-03-11 00:00+00')"
        )
        await connection.execute(
            "INSERT INTO sensing_observation (at, value, device, prop) VALUES ('2026-03-10 23:59:59+00', 1.5, 1, 2)"
        )
        await connection.close()
        await backup.write(first, {}, tmp_path / "b.zip", quiet)
        await restore.read(second, tmp_path / "b.zip", {}, order(), quiet)
        connection = await asyncpg.connect(second)
        [row] = await connection.fetch(
            "SELECT tableoid::regclass::text AS part, value FROM sensing_observation"
        )
        await connection.close()
    assert (row["part"], row["value"]) == ("sensing_observation_20260310", 1.5)
