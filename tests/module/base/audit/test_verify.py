"""Every way of falsifying the journal with raw SQL, and that it is found and named."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
import pytest_asyncio
from tests.support.journal import chained, sealed, store

from yiwang.base.audit import api
from yiwang.base.audit.model.canonical import digest
from yiwang.base.audit.model.journal import entry_hash
from yiwang.base.audit.model.merkle import leaf_hash
from yiwang.base.audit.usecases.seal import HEAD
from yiwang.base.audit.usecases.verify import Verdict, Verifier
from yiwang.infra.database import Database
from yiwang.infra.signing import Keyring
from yiwang.kernel.actor import SYSTEM, Actor


class Ledger:
    """Three subjects of ten entries, sealed in three steps, then free to be tampered with."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self.database = database
        self.keyring = keyring
        self.subjects = sorted(uuid4() for _ in range(3))

    async def fill(self) -> None:
        for subject in self.subjects:
            await store(self.database, chained(subject, 10))
            await sealed(self.database, self.keyring, 10)

    async def tamper(self, *statements: str, args: tuple[object, ...] = ()) -> None:
        async with self.database.raw() as connection, connection.transaction():
            await connection.execute("SET LOCAL session_replication_role = replica")
            for statement in statements:
                await connection.execute(statement, *args)

    async def verdict(self) -> Verdict:
        async with self.database.reading(SYSTEM) as work:
            verifier = Verifier(work.tx, self.keyring.public_keys(), self.keyring.kept(HEAD))
            return await verifier.run()

    async def position(self, subject: UUID, seq: int) -> int:
        async with self.database.raw() as connection:
            return await connection.fetchval(
                "SELECT position FROM audit_journal WHERE subject = $1 AND seq = $2", subject, seq
            )


@pytest_asyncio.fixture
async def ledger(database: Database, tmp_path: Path) -> AsyncIterator[Ledger]:
    made = Ledger(database, Keyring(tmp_path / "keys"))
    await made.fill()
    yield made


def named(verdict: Verdict) -> set[tuple[str, UUID | None, int | None]]:
    return {(p.kind, p.subject, p.seq) for p in verdict.problems}


async def test_an_untouched_ledger_is_whole(ledger: Ledger) -> None:
    await store(ledger.database, chained(uuid4(), 4))  # committed, not sealed yet
    verdict = await ledger.verdict()
    assert verdict.problems == []
    assert verdict.ok
    assert (verdict.entries, verdict.sealed, verdict.unsealed, verdict.checkpoints) == (34, 30, 4, 3)


async def test_an_empty_ledger_is_whole(database: Database, tmp_path: Path) -> None:
    async with database.reading(SYSTEM) as work:
        assert (await Verifier(work.tx, []).run()).ok


@pytest.mark.parametrize(
    "change",
    [
        "data = '{\"n\": 99}'",
        "at = at + interval '1 microsecond'",
        "actor = 'person:other'",
        "action = 'other'",
        "origin = NULL",
        "target = 'closed'",
        "stream = 'other'",
        "prev = decode(repeat('00', 32), 'hex')",
        "hash = decode(repeat('00', 32), 'hex')",
        "actor_mark = decode(repeat('00', 32), 'hex')",
        "algorithm = 'sm3'",
        "data = '{\"n\": 1e300}'",
    ],
)
async def test_a_changed_field_is_named(ledger: Ledger, change: str) -> None:
    subject = ledger.subjects[1]
    await ledger.tamper(f"UPDATE audit_journal SET {change} WHERE subject = '{subject}' AND seq = 4")
    verdict = await ledger.verdict()
    assert not verdict.ok
    assert ("changed", subject, 4) in named(verdict)
    assert verdict.first is not None
    assert verdict.first.position == await ledger.position(subject, 4)


async def test_a_changed_name_is_named(ledger: Ledger) -> None:
    subject = ledger.subjects[0]
    await ledger.tamper(
        f"UPDATE audit_journal SET actor_name = '李四' WHERE subject = '{subject}' AND seq = 2"
    )
    assert named(await ledger.verdict()) == {("name", subject, 2)}


@pytest.mark.parametrize("seq", [1, 5, 10])
async def test_a_deleted_row_is_named(ledger: Ledger, seq: int) -> None:
    subject = ledger.subjects[2]
    await ledger.tamper(f"DELETE FROM audit_journal WHERE subject = '{subject}' AND seq = {seq}")
    verdict = await ledger.verdict()
    assert named(verdict) == {("missing", subject, seq)}
    assert verdict.first is not None
    assert verdict.first.position == 20 + seq
    assert verdict.first.leaf == 20 + seq - 1


async def test_every_deleted_row_is_named(ledger: Ledger) -> None:
    subject = ledger.subjects[1]
    await ledger.tamper(f"DELETE FROM audit_journal WHERE subject = '{subject}'")
    assert named(await ledger.verdict()) == {("missing", subject, seq) for seq in range(1, 11)}


async def test_swapped_rows_are_named(ledger: Ledger) -> None:
    subject = ledger.subjects[0]
    await ledger.tamper(
        "ALTER TABLE audit_journal ALTER COLUMN position DROP IDENTITY",
        *[
            f"UPDATE audit_journal SET position = {new} WHERE position = {old}"
            for old, new in [(3, -1), (4, 3), (-1, 4)]
        ],
        "ALTER TABLE audit_journal ALTER COLUMN position ADD GENERATED ALWAYS AS IDENTITY (START WITH 31)",
    )
    assert named(await ledger.verdict()) == {("reordered", subject, 3), ("reordered", subject, 4)}


async def test_swapped_contents_are_named(ledger: Ledger) -> None:
    subject = ledger.subjects[0]
    await ledger.tamper(
        f"""UPDATE audit_journal a SET data = b.data FROM audit_journal b
        WHERE a.subject = b.subject AND a.subject = '{subject}' AND a.seq IN (3, 4) AND b.seq = 7 - a.seq"""
    )
    assert named(await ledger.verdict()) == {("changed", subject, 3), ("changed", subject, 4)}


async def test_a_rehashed_chain_still_differs_from_the_tree(ledger: Ledger) -> None:
    subject = ledger.subjects[1]
    async with ledger.database.reading(SYSTEM) as work:
        entries = await api.history(work.tx, subject)
    prev = entries[6].hash
    for entry in entries[7:]:
        forged = msgspec.structs.replace(entry, data={"n": -entry.seq}, prev=prev)
        prev = entry_hash(forged)
        await ledger.tamper(
            "UPDATE audit_journal SET data = $1, prev = $2, hash = $3 WHERE position = $4",
            args=(forged.data, forged.prev, prev, entry.position),
        )
    assert named(await ledger.verdict()) == {("changed", subject, seq) for seq in (8, 9, 10)}


async def test_an_inserted_row_among_sealed_ones_is_named(ledger: Ledger) -> None:
    subject = ledger.subjects[1]
    await ledger.tamper(f"DELETE FROM audit_journal WHERE subject = '{subject}' AND seq = 10")
    forged = uuid4()
    await store(ledger.database, chained(forged, 1))
    await ledger.tamper(
        "ALTER TABLE audit_journal ALTER COLUMN position DROP IDENTITY",
        f"UPDATE audit_journal SET position = 0, xact = 0 WHERE subject = '{forged}'",
        "ALTER TABLE audit_journal ALTER COLUMN position ADD GENERATED ALWAYS AS IDENTITY (START WITH 40)",
    )
    assert named(await ledger.verdict()) == {("missing", subject, 10), ("inserted", forged, 1)}


async def test_a_tail_cut_after_its_checkpoint_is_found(ledger: Ledger) -> None:
    await ledger.tamper(f"DELETE FROM audit_journal WHERE subject = '{ledger.subjects[2]}'")
    assert {p.kind for p in (await ledger.verdict()).problems} == {"missing"}
    await ledger.tamper(
        "DELETE FROM audit_checkpoint WHERE size > 20",
        "UPDATE audit_log SET size = 20, position = 20",
        "UPDATE audit_tile SET hashes = substr(hashes, 1, 640), manifest = substr(manifest, 1, 560), high = 20",
    )
    verdict = await ledger.verdict()  # the database agrees with itself; the checkpoint kept outside does not
    assert [p.kind for p in verdict.problems] == ["truncated"]
    await ledger.tamper(
        "INSERT INTO audit_checkpoint SELECT 30, root, at, note FROM audit_checkpoint WHERE size = 20"
    )
    assert {p.kind for p in (await ledger.verdict()).problems} >= {"truncated"}


async def test_a_forged_checkpoint_is_found(ledger: Ledger, tmp_path: Path) -> None:
    async with ledger.database.raw() as connection:
        row = await connection.fetchrow("SELECT * FROM audit_checkpoint WHERE size = 20")
    text = row["note"].partition("\n\n")[0] + "\n"
    stranger = Keyring(tmp_path / "stranger").signer()
    await ledger.tamper("UPDATE audit_checkpoint SET note = $1 WHERE size = 20", args=(stranger.sign(text),))
    assert [(p.kind, p.leaf) for p in (await ledger.verdict()).problems] == [("signature", 20)]
    await ledger.tamper(
        "UPDATE audit_checkpoint SET note = $1, root = $2 WHERE size = 20", args=(row["note"], b"x" * 32)
    )
    assert [(p.kind, p.leaf) for p in (await ledger.verdict()).problems] == [("signature", 20)]


async def test_a_changed_row_with_its_tile_breaks_the_signed_root(ledger: Ledger) -> None:
    subject = ledger.subjects[1]
    async with ledger.database.reading(SYSTEM) as work:
        entry = (await api.history(work.tx, subject))[9]
    forged = msgspec.structs.replace(entry, data={"n": 0})
    forged = msgspec.structs.replace(forged, hash=entry_hash(forged))
    await ledger.tamper(
        "UPDATE audit_journal SET data = $1, hash = $2 WHERE position = $3",
        args=(forged.data, forged.hash, entry.position),
    )
    await ledger.tamper(
        "UPDATE audit_tile SET hashes = overlay(hashes placing $1 from 609 for 32) WHERE level = 0",
        args=(leaf_hash(digest("sha256"), forged.hash),),
    )
    problems = (await ledger.verdict()).problems
    assert [(p.kind, p.leaf) for p in problems] == [("checkpoint", 10), ("checkpoint", 20)]
    assert "10 to 19" in problems[0].why


async def test_lost_tiles_are_found(ledger: Ledger) -> None:
    await ledger.tamper("DELETE FROM audit_tile")
    kinds = {p.kind for p in (await ledger.verdict()).problems}
    assert kinds == {"truncated", "checkpoint"}


async def test_a_changed_node_above_the_leaves_is_found(ledger: Ledger) -> None:
    await store(ledger.database, chained(uuid4(), 500))
    await sealed(ledger.database, ledger.keyring, 500)
    assert (await ledger.verdict()).ok
    await ledger.tamper("UPDATE audit_tile SET hashes = decode(repeat('00', 64), 'hex') WHERE level = 1")
    assert {p.kind for p in (await ledger.verdict()).problems} == {"tile"}


async def test_an_erased_name_is_fine_only_when_the_act_is_on_record(ledger: Ledger) -> None:
    person = Actor(name="赵六", roles=frozenset({"handler"}), person=uuid4())
    subject = uuid4()
    await store(ledger.database, chained(subject, 2, actor=person))
    await sealed(ledger.database, ledger.keyring, 2)
    async with ledger.database.raw() as connection:
        await connection.execute(
            "UPDATE audit_journal SET actor_name = NULL, actor_salt = NULL WHERE subject = $1", subject
        )
    assert named(await ledger.verdict()) == {("erased", subject, 1)}
