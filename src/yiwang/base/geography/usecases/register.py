"""The register of standard addresses: bringing lists of them into force."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.geography import store
from yiwang.base.geography.model.address.register import AddressDraft, settle
from yiwang.infra.database import Work
from yiwang.kernel.rows import ChangeSummary, RowsRefusedError


async def save_addresses(
    work: Work, drafts: Sequence[AddressDraft], *, complete: bool = False
) -> ChangeSummary:
    """Bring the register to what ``drafts`` say; see :func:`yiwang.base.geography.api.save_addresses`."""
    await store.lock(work.tx)
    tree = await store.AREAS.get(work.tx)
    settled, problems = await asyncio.to_thread(settle, drafts, tree)
    if problems:
        raise RowsRefusedError(problems)
    codes = [one.code for one in settled]
    held = {
        row["code"]: tuple(row.values())
        for row in await store.addresses(work.tx, None if complete else codes)
    }
    rows = [msgspec.structs.astuple(one) for one in settled]
    fresh = [row for row in rows if held.get(row[0]) != row]
    gone = sorted(set(held) - set(codes)) if complete else []
    created = sum(row[0] not in held for row in fresh)
    summary = ChangeSummary(
        created=created,
        changed=len(fresh) - created,
        unchanged=len(rows) - len(fresh),
        retired=len(gone),
    )
    if fresh or gone:
        await store.write_addresses(work.tx, fresh, gone, work.now, work.actor.key)
        counts = {"created": created, "changed": summary.changed, "retired": len(gone)}
        await audit.record(work, "addresses.change", "address", "", counts)
    return summary
