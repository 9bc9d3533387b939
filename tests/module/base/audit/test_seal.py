from __future__ import annotations

import base64
from pathlib import Path
from uuid import uuid4

import pytest
from tests.support.journal import chained, sealed, store

from yiwang.base.audit import api
from yiwang.base.audit.errors import LedgerDamagedError
from yiwang.base.audit.model import merkle
from yiwang.base.audit.model.canonical import digest
from yiwang.base.audit.model.ledger import parse_checkpoint
from yiwang.base.audit.usecases import prove
from yiwang.base.audit.usecases.seal import HEAD, seal
from yiwang.infra.database import Database, statement_tally
from yiwang.infra.signing import Keyring, open_note
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError

sha = digest("sha256")


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys")


async def leaves(database: Database) -> list[bytes]:
    async with database.raw() as connection:
        rows = await connection.fetch("SELECT hash FROM audit_journal ORDER BY xact, position")
    return [merkle.leaf_hash(sha, row["hash"]) for row in rows]


def root_of(hashes: list[bytes]) -> bytes:
    edge = merkle.Edge(sha, 0, {})
    edge.extend(hashes)
    return edge.root()


async def test_every_entry_gets_a_proof_that_fits_the_signed_root(
    database: Database, keyring: Keyring
) -> None:
    subjects = [uuid4() for _ in range(40)]
    for subject in subjects:
        await store(database, chained(subject, 7))
    await sealed(database, keyring, 280, batch=100)
    assert await seal(database, keyring) == 0
    async with database.reading(SYSTEM) as work:
        for subject in subjects:
            found = await prove.proof(work.tx, subject, 7)
            assert found is not None
            text, key = open_note(found["checkpoint"], keyring.public_keys())
            checkpoint = parse_checkpoint(text)
            assert key == keyring.signer().public
            assert checkpoint.size == found["size"] == 280
            leaf = merkle.leaf_hash(sha, base64.b64decode(found["entry"]))
            path = [base64.b64decode(step) for step in found["path"]]
            assert merkle.root_from_path(sha, found["leaf"], 280, leaf, path) == checkpoint.root
        assert await prove.proof(work.tx, uuid4(), 1) is None
    assert root_of(await leaves(database)) == checkpoint.root
    kept = keyring.kept(HEAD)
    assert kept == found["checkpoint"]


async def test_a_late_commit_is_sealed_after_those_it_came_before(
    database: Database, keyring: Keyring
) -> None:
    early, late = uuid4(), uuid4()
    async with database.work(SYSTEM) as slow:
        await api.append(slow.tx, chained(early, 1))  # takes the lower position, commits last
        await store(database, chained(late, 1))
        assert await seal(database, keyring) == 0  # a running transaction may still come before
    await sealed(database, keyring, 2)
    async with database.reading(SYSTEM) as work:
        first = await prove.proof(work.tx, early, 1)
        second = await prove.proof(work.tx, late, 1)
    assert first is not None
    assert second is not None
    assert (first["leaf"], second["leaf"]) == (0, 1)


async def test_growth_is_consistent(database: Database, keyring: Keyring) -> None:
    sizes, roots = [], []
    for count in (3, 250, 5, 300):
        await store(database, chained(uuid4(), count))
        await sealed(database, keyring, count)
        async with database.raw() as connection:
            row = await connection.fetchrow(
                "SELECT size, root FROM audit_checkpoint ORDER BY size DESC LIMIT 1"
            )
        sizes.append(row["size"])
        roots.append(row["root"])
    assert sizes == [3, 253, 258, 558]
    async with database.reading(SYSTEM) as work:
        for i, old in enumerate(sizes):
            for j in range(i, len(sizes)):
                proof = await prove.consistency(work.tx, old, sizes[j])
                path = [base64.b64decode(step) for step in proof["path"]]
                assert merkle.is_consistent(sha, old, sizes[j], (roots[i], roots[j]), path)
        with pytest.raises(InvalidInputError):
            await prove.consistency(work.tx, 1, 559)


async def test_a_proof_takes_few_statements_at_any_size(database: Database, keyring: Keyring) -> None:
    subject = uuid4()
    await store(database, chained(subject, 1))
    counts = []
    for more in (0, 600):
        if more:
            await store(database, chained(uuid4(), more))
        await sealed(database, keyring, more or 1)
        statement_tally.set(tally := [])
        async with database.reading(SYSTEM) as work:
            assert await prove.proof(work.tx, subject, 1) is not None
        statement_tally.set(None)
        counts.append(len(tally))
    assert counts[1] <= 5


async def test_a_damaged_edge_stops_sealing(database: Database, keyring: Keyring) -> None:
    await store(database, chained(uuid4(), 3))
    await sealed(database, keyring, 3)
    async with database.raw() as connection:
        await connection.execute("DELETE FROM audit_tile")
    await store(database, chained(uuid4(), 1))
    with pytest.raises(LedgerDamagedError):
        await sealed(database, keyring, 1)


async def test_a_restore_into_a_younger_server_skips_nothing(database: Database, keyring: Keyring) -> None:
    old, unsealed, fresh = uuid4(), uuid4(), uuid4()
    await store(database, chained(old, 2))
    await sealed(database, keyring, 2)
    await store(database, chained(unsealed, 2))
    async with database.raw() as connection:  # as if the rows came from a server with far more transactions
        await connection.execute("ALTER TABLE audit_journal DISABLE TRIGGER USER")
        await connection.execute("UPDATE audit_journal SET xact = xact + 1000000000000")
        await connection.execute("ALTER TABLE audit_journal ENABLE TRIGGER USER")
        await connection.execute("UPDATE audit_log SET xact = xact + 1000000000000")
    await store(database, chained(fresh, 2))
    await sealed(database, keyring, 4)
    async with database.reading(SYSTEM) as work:
        found = [await prove.proof(work.tx, subject, 2) for subject in (old, unsealed, fresh)]
    assert [proof["leaf"] for proof in found if proof] == [1, 3, 5]


async def test_sm3_tree(database: Database, keyring: Keyring) -> None:
    try:
        api.use_digest("sm3")
        await store(database, chained(uuid4(), 3))
        await sealed(database, keyring, 3)
    finally:
        api.use_digest("sha256")
    async with database.raw() as connection:
        row = await connection.fetchrow("SELECT c.root, l.algorithm FROM audit_checkpoint c, audit_log l")
        hashes = [
            r["hash"] for r in await connection.fetch("SELECT hash FROM audit_journal ORDER BY position")
        ]
    sm3 = digest("sm3")
    edge = merkle.Edge(sm3, 0, {})
    edge.extend(merkle.leaf_hash(sm3, value) for value in hashes)
    assert (row["algorithm"], row["root"]) == ("sm3", edge.root())


async def test_rotation_keeps_old_checkpoints_valid(database: Database, keyring: Keyring) -> None:
    await store(database, chained(uuid4(), 1))
    await sealed(database, keyring, 1)
    before = keyring.signer().public
    keyring.rotate()
    await store(database, chained(uuid4(), 1))
    await sealed(database, keyring, 1)
    async with database.raw() as connection:
        notes = [r["note"] for r in await connection.fetch("SELECT note FROM audit_checkpoint ORDER BY size")]
    signed_by = [open_note(note, keyring.public_keys())[1] for note in notes]
    assert signed_by == [before, keyring.signer().public]
    assert signed_by[0] != signed_by[1]
