"""The system behind the protocol, reached through the sdk."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from yiwang.connectors.jt808.gateway import NO_SUCH_TERMINAL, REGISTERED, TERMINAL_TAKEN, Terminal
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import NotFoundError, YiwangError
from yiwang.sdk.sensing import DeviceKeyError, create_key, keys_of, recognise
from yiwang.sdk.uplink.road import Road
from yiwang.sdk.uplink.said import Said
from yiwang.sdk.work import Database

_log = logging.getLogger(__name__)


class System:
    """Devices, keys and the inbox, as the door sees them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._road = Road(database)

    def now(self) -> datetime:
        """Return the current time."""
        return self._database.time.now()

    async def enrol(self, phone: str) -> tuple[int, str]:
        """Give a registered device that has no key in force its first one."""
        try:
            async with self._database.work(SYSTEM) as work:
                known = await keys_of(work.tx, "device", phone)
                if any(key["revoked_at"] is None for key in known):
                    return TERMINAL_TAKEN, ""
                _, secret = await create_key(work, "device", phone, label="JT/T 808")
        except NotFoundError:
            _log.warning("a terminal with the unknown number %s wants to register", phone[:20])
            return NO_SUCH_TERMINAL, ""
        return REGISTERED, secret

    async def sign_in(self, phone: str, code: str) -> Terminal | None:
        """Return the terminal, if ``code`` is a key that covers its device."""
        try:
            scope = await recognise(self._database, code)
            ref = await self._road.device(phone)
        except (DeviceKeyError, NotFoundError):
            return None
        if not scope.covers(ref):
            return None
        return Terminal(phone, await self._road.properties(phone), code)

    async def still_valid(self, terminal: Terminal) -> bool:
        """Tell whether the terminal's key is in force (held in the process)."""
        try:
            await recognise(self._database, terminal.secret)
        except DeviceKeyError:
            return False
        return True

    async def store(self, said: Sequence[Said]) -> Sequence[YiwangError | None]:
        """Store what was said, durably."""
        return await self._road.store(said)
