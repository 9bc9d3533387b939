"""SQL of gateways at which rules run, and of what is behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from yiwang.infra.database import Row, Tx


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """A device behind a gateway, as the gateway must know it."""

    no: int
    code: str
    name: str
    product: int
    area: str | None
    state: str
    lon: float | None
    lat: float | None


async def behind(tx: Tx, gateway: int) -> list[Behind]:
    """Return the devices behind ``gateway`` that are not scrapped, by number."""
    names = ", ".join(Behind.__struct_fields__)
    rows = await tx.fetch(
        f"SELECT {names} FROM sensing_device WHERE gateway = $1 AND state <> 'scrapped' ORDER BY no", gateway
    )
    return [Behind(**dict(row)) for row in rows]


async def digests(tx: Tx, gateway: int) -> list[Row]:
    """Return the keys in force that speak for ``gateway``, for what is behind it, or its products."""
    return await tx.fetch(
        "WITH behind AS (SELECT no, product FROM sensing_device WHERE gateway = $1) "
        "SELECT digest, scope, subject, expires_at FROM sensing_key WHERE revoked_at IS NULL AND CASE scope "
        "WHEN 'product' THEN subject IN (SELECT product FROM behind) "
        "ELSE subject = $1 OR subject IN (SELECT no FROM behind) END ORDER BY id",
        gateway,
    )


async def put_behind(tx: Tx, gateway: int, devices: Sequence[int], revision: int, at: datetime) -> list[str]:
    """Let exactly ``devices`` speak through ``gateway``; return the codes of those that changed."""
    rows = await tx.fetch(
        "UPDATE sensing_device SET gateway = CASE WHEN no = ANY($2) THEN $1::int4 END, revision = $3, "
        "changed_at = $4 WHERE (no = ANY($2) AND gateway IS DISTINCT FROM $1) "
        "OR (gateway = $1 AND no <> ALL($2)) RETURNING code",
        gateway,
        list(devices),
        revision,
        at,
    )
    return sorted(row["code"] for row in rows)


async def judge(tx: Tx, gateway: str, revision: int, at: datetime, *, there: bool) -> None:
    """Say whether rules about the devices behind a gateway run at it."""
    await tx.execute(
        "UPDATE sensing_device SET judges = $2, revision = $3, changed_at = $4 WHERE code = $1",
        gateway,
        there,
        revision,
        at,
    )
