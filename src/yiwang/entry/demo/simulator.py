"""Lets the demo's devices speak: over HTTP as every device does, with a key of their gateway."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any, Final

from yiwang.base.sensing import api as sensing
from yiwang.entry.bench.wire import Connection
from yiwang.entry.demo import sensors, speaking
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM
from yiwang.packs.install import list_installed

log = logging.getLogger(__name__)

_LABEL: Final = "simulator"
_LIFE: Final = timedelta(days=2)
_AT_ONCE: Final = 2000
_EVERY: Final = timedelta(seconds=30)


class Simulator:
    """Speaks for the devices behind the simulated gateway."""

    def __init__(self, database: Database, address: str) -> None:
        self._database = database
        self._address = address
        self._key: str | None = None
        self._since: int | None = None
        self._places: dict[str, tuple[float, float]] = {}

    async def step(self) -> int:
        """Say what is due since the last time; return how many messages were taken in."""
        new = await sensors.ensure(self._database)
        now = self._database.time.now()
        if self._key is None and not await self._prepare():
            return 0
        if self._since is None:
            self._since = speaking.history(now) if new else int(now.timestamp()) - 30
        due = speaking.messages(self._places, self._since, int(now.timestamp()))
        for start in range(0, len(due), _AT_ONCE):
            await self._send(due[start : start + _AT_ONCE])
        self._since = int(now.timestamp())
        return len(due)

    async def _prepare(self) -> bool:
        async with self._database.work(SYSTEM) as work:
            wanted = sensing.DeviceFilter(gateway=sensors.GATEWAY)
            found = await sensing.find_devices(work.tx, wanted, "code", None, 1000)
            if not found:
                return False
            for row in await sensing.keys_of(work.tx, "gateway", sensors.GATEWAY):
                if row["label"] == _LABEL and row["revoked_at"] is None:
                    await sensing.revoke_key(work, row["id"])
            until = work.now + _LIFE
            _, self._key = await sensing.create_key(
                work, "gateway", sensors.GATEWAY, label=_LABEL, until=until
            )
        self._places = {d.code: (d.lon, d.lat) for d in found if d.lon is not None and d.lat is not None}
        return True

    async def _send(self, batch: list[dict[str, Any]]) -> None:
        connection = await Connection.open(self._address)
        try:
            answer = await connection.request("POST", "/api/v1/telemetry", token=self._key, body=batch)
        finally:
            connection.close()
        if answer.status == 401:  # noqa: PLR2004 - revoked or past its end: a new one next time
            self._key = None
        if answer.status != 200:  # noqa: PLR2004
            raise ConnectionError(f"the door of readings answered {answer.status}: {answer.body[:200]!r}")


def periodic(address: str) -> Periodic:
    """Return the job that lets the demo's devices speak to the server at ``address`` (http)."""
    held: list[Simulator] = []

    async def speak(database: Database) -> None:
        async with database.reading(SYSTEM) as work:
            if not await list_installed(work.tx):
                return
        if not held:
            held.append(Simulator(database, address))
        try:
            await held[0].step()
        except OSError as error:  # the server is coming up, or busy: what was not said is said next time
            log.info("the simulated devices wait: %s", error)

    return Periodic("demo.devices", _EVERY, speak)
