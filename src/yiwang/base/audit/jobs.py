"""Periodic work of the ledger."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.audit.usecases.seal import seal
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.infra.signing import keys


async def seal_journal(db: Database) -> None:
    """Seal what was committed since the last time and sign a checkpoint."""
    await seal(db, keys())


PERIODICS: tuple[Periodic, ...] = (Periodic("audit.seal", timedelta(seconds=1), seal_journal),)
