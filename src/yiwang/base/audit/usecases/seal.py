"""Seal committed journal entries into the Merkle tree and sign what it then is.

Order: by ``(xact, position)``, read only below the oldest running transaction, so that an entry whose
transaction commits late is never skipped and the order never depends on when the sealer ran.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from yiwang.base.audit.errors import LedgerDamagedError
from yiwang.base.audit.model import merkle
from yiwang.base.audit.model.canonical import digest
from yiwang.base.audit.model.journal import default_digest
from yiwang.base.audit.model.ledger import Checkpoint, Leaf, checkpoint_text
from yiwang.base.audit.store import ledger as store
from yiwang.infra.database import Database, Row, Work
from yiwang.infra.signing import Keyring
from yiwang.kernel.actor import SYSTEM

BATCH: Final = 16_384
#: Name under which the newest checkpoint is also kept beside the keys, outside the database.
HEAD: Final = "ledger-head"


async def seal(db: Database, keyring: Keyring, *, batch: int = BATCH) -> int:
    """Seal everything that is committed, in short transactions; return the number of new leaves.

    Two sealers never work at once: the second finds the log locked and does nothing. Raises
    ``ledger_damaged`` when the stored tree is not whole and ``signing_key`` without a usable key.
    """
    total = 0
    while True:
        async with db.work(SYSTEM) as work:
            sealed, note, more = await _seal_batch(work, keyring, batch)
        if note:
            keyring.keep(HEAD, note)
        total += sealed
        if not more:
            return total


async def _seal_batch(work: Work, keyring: Keyring, batch: int) -> tuple[int, str, bool]:
    signer = keyring.signer()
    if await store.get_log(work.tx) is None:
        await store.create_log(work.tx, f"{signer.public.name}/ledger", default_digest())
    log = await store.lock_log(work.tx)
    if log is None:
        return 0, "", False
    cursor, floor = (log["xact"], log["position"]), log["floor"]
    # A database restored into a younger server counts transactions anew, from below our cursor.
    younger = await store.next_xact(work.tx) <= cursor[0]
    rows = await store.pending(work.tx, cursor, floor, all_committed=younger, limit=batch)
    if not rows:
        if younger:
            await store.advance(work.tx, log["size"], (0, 0), await store.highest_sealed(work.tx))
        return 0, "", younger
    size, root = await _grow(work, log, rows)
    await store.advance(work.tx, size, (rows[-1]["xact"], rows[-1]["position"]), floor)
    unsigned = Checkpoint(origin=log["origin"], size=size, root=root, at=work.now, algorithm=log["algorithm"])
    note = signer.sign(checkpoint_text(unsigned))
    await store.put_key(work.tx, signer.public.name, signer.public.line(), work.now)
    await store.put_checkpoint(work.tx, unsigned, note)
    return len(rows), note, younger or len(rows) == batch


async def _grow(work: Work, log: Row, rows: Sequence[Row]) -> tuple[int, bytes]:
    """Append ``rows`` as leaves, store the touched tiles, and return the new size and root."""
    size: int = log["size"]
    hasher = digest(log["algorithm"])
    wanted = merkle.Edge.tail_tiles(size)
    tails = await store.tiles(work.tx, wanted)
    for tile in wanted:
        width = (size >> (merkle.TILE_HEIGHT * tile[0])) % merkle.TILE
        if len(tails.get(tile, b"")) != width * merkle.HASH:
            raise LedgerDamagedError(
                why_zh=f"节点块 {tile} 缺失或长度不符", why_en=f"tile {tile} is missing or of wrong length"
            )
    edge = merkle.Edge(hasher, size, {tile[0]: hashes for tile, hashes in tails.items()})
    changed = edge.extend(merkle.leaf_hash(hasher, row["hash"]) for row in rows)
    manifests: defaultdict[int, list[Leaf]] = defaultdict(list)
    if size % merkle.TILE:
        number = size // merkle.TILE
        manifests[number] = await store.manifest(work.tx, number)
    for index, row in enumerate(rows, size):
        manifests[index // merkle.TILE].append(Leaf(row["position"], row["subject"], row["seq"]))
    await store.put_tiles(work.tx, changed, manifests)
    return edge.size, edge.root()
