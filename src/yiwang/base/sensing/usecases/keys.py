"""Keys of devices and gateways: made once, shown once, recognised in microseconds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from yiwang.base.audit import api as audit
from yiwang.base.sensing.errors import DeviceKeyError
from yiwang.base.sensing.model.device import KeyScope
from yiwang.base.sensing.store import devices
from yiwang.base.sensing.store import keys as store
from yiwang.base.sensing.store.products import PRODUCTS
from yiwang.infra.database import Database, Row, Tx, Work
from yiwang.infra.snapshots import Snapshot, bump
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError, NotFoundError
from yiwang.kernel.ids import new_id, new_secret

_PREFIX: Final = "yd_"
_HINT: Final = 8
_MOST_HELD: Final = 100_000
_NOTED_EVERY: Final = timedelta(hours=1)


@dataclass(slots=True)
class _Known:
    id: UUID
    scope: KeyScope
    expires_at: datetime | None
    noted_at: datetime


class _Held:
    """What this process knows of keys since one was last revoked anywhere."""

    def __init__(self) -> None:
        self.known: dict[str, _Known | None] = {}


async def _empty(_: Tx) -> _Held:
    return _Held()


#: Every revocation bumps this revision, which empties the cache of every process within 0.9 s.
KEYS: Snapshot[_Held] = Snapshot("sensing.keys", _empty, max_age=0.9)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


async def create_key(
    work: Work, scope: str, subject: str, *, label: str = "", until: datetime | None = None
) -> tuple[UUID, str]:
    """Make a key for a device, gateway or product; see ``api.create_key``."""
    number = await _number(work.tx, scope, subject)
    key, secret = new_id(), _PREFIX + new_secret(32)
    made = (work.actor.key, work.now, until)
    await store.insert(work.tx, key, _digest(secret), secret[:_HINT], (scope, number), label, made)
    await audit.record(work, "sensing.key_create", scope, subject, {"key": str(key), "label": label})
    return key, secret


async def _number(tx: Tx, scope: str, subject: str) -> int:
    if scope == "product":
        product = (await PRODUCTS.get(tx)).by_code.get(subject)
        if product is None:
            raise NotFoundError(what_zh="产品", what_en="product", key=subject)
        return product.no
    if scope not in {"device", "gateway"}:
        raise InvalidInputError(
            field="scope",
            why_zh="应为 device、product 或 gateway",
            why_en="must be device, product or gateway",
        )
    found = (await devices.refs(tx, [subject])).get(subject)
    if found is None:
        raise NotFoundError(what_zh="设备", what_en="device", key=subject)
    return found.no


async def keys_of(tx: Tx, scope: str, subject: str) -> list[Row]:
    """Return the keys of a subject, without anything secret."""
    return await store.of_subject(tx, scope, await _number(tx, scope, subject))


async def revoke_key(work: Work, key: UUID) -> None:
    """Revoke a key; it ends within a second in every process."""
    row = await store.revoke(work.tx, key, work.now)
    if row is None:
        raise NotFoundError(what_zh="密钥", what_en="key", key=str(key))
    await bump(work.tx, KEYS.name)
    await audit.record(work, "sensing.key_revoke", "key", key, {"scope": row["scope"]})


async def recognise(database: Database, secret: str) -> KeyScope:
    """Return for whom the key ``secret`` speaks; raises ``device_key_refused``."""
    held = KEYS.held()
    if held is None:
        async with database.reading(SYSTEM) as work:
            held = await KEYS.get(work.tx)
    now = database.time.now()
    if secret in held.known:
        known = held.known[secret]
    else:
        known = await _look_up(database, secret, now)
        if len(held.known) >= _MOST_HELD:
            held.known.clear()
        held.known[secret] = known
    if known is None or (known.expires_at is not None and now >= known.expires_at):
        raise DeviceKeyError
    if now - known.noted_at >= _NOTED_EVERY:
        known.noted_at = now
        async with database.work(SYSTEM) as work:
            await store.note_use(work.tx, known.id, now)
    return known.scope


async def _look_up(database: Database, secret: str, now: datetime) -> _Known | None:
    async with database.reading(SYSTEM) as work:
        row = await store.find(work.tx, _digest(secret))
    if row is None:
        return None
    scope = KeyScope(row["scope"], row["subject"])
    return _Known(row["id"], scope, row["expires_at"], now - 2 * _NOTED_EVERY)
