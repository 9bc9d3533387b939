"""The system behind the protocol, reached through the sdk."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol

from yiwang.connectors.mqtt.gateway import Caller
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError
from yiwang.sdk.sensing import DeviceKeyError, KeyScope, products, recognise
from yiwang.sdk.uplink.numbered import observed, series_of
from yiwang.sdk.uplink.road import Road
from yiwang.sdk.uplink.said import NotYoursError, Said
from yiwang.sdk.uplink.topics import Route, answers, own_prefixes, route
from yiwang.sdk.work import Database

if TYPE_CHECKING:  # an edge node carries no commands
    from yiwang.sdk.downlink import Courier

_MOST_TOPICS: Final = 200_000
_LONGEST_SECRET: Final = 200


class Keys(Protocol):
    """Who may sign in, and what products are called."""

    async def recognise(self, secret: str) -> KeyScope:
        """Return for whom a key speaks; raises ``device_key_refused``."""
        ...

    async def product(self, number: int) -> str:
        """Return the code of a product."""
        ...


class _Held:
    """The keys and products of the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def recognise(self, secret: str) -> KeyScope:
        """Return for whom a key speaks."""
        return await recognise(self._database, secret)

    async def product(self, number: int) -> str:
        """Return the code of a product."""
        async with self._database.reading(SYSTEM) as work:
            return (await products(work.tx)).by_no[number].code


class System:
    """Devices, keys and the inbox, as the door sees them."""

    def __init__(self, of: Database | tuple[Keys, Road]) -> None:
        """Stand before a database; or, as at an edge node, before other keys and another road."""
        self._keys, self._road = of if isinstance(of, tuple) else (_Held(of), Road(of))
        self._routes: dict[str, Route | None] = {}
        #: Who takes answers to commands; nobody at an edge node.
        self.courier: Courier | None = None

    async def sign_in(self, client: str, user: str | None, password: bytes | None) -> Caller | None:
        """Return the device: its code is the user name, or the client id where the key is the user name."""
        try:
            code, secret = (user, password.decode()) if password else (client, user)
        except UnicodeDecodeError:
            return None
        if not code or not secret or len(secret) > _LONGEST_SECRET:
            return None
        try:
            scope = await self._keys.recognise(secret)
            ref = await self._road.device(code)
        except YiwangError as error:
            if error.status in {401, 404}:
                return None
            raise
        if not scope.covers(ref):
            return None
        product = await self._keys.product(ref.product)
        return Caller(code, own_prefixes(code, product), scope, secret)

    async def still_valid(self, caller: Caller) -> bool:
        """Tell whether the caller's key is still in force."""
        try:
            return await self._keys.recognise(caller.secret) == caller.scope
        except DeviceKeyError:
            return False

    def read_now(self, caller: Caller, topic: str, payload: bytes) -> tuple[Said, str | None] | None:
        """Return what the message says; raises ``topic_not_allowed`` and ``message_unreadable``."""
        if topic.startswith("v1.1/"):
            return None  # the series must be looked up
        routes = self._routes
        found = routes.get(topic)
        if found is None and topic not in routes:
            if len(routes) >= _MOST_TOPICS:
                routes.clear()
            found = routes[topic] = route(topic.split("/"))
        if found is None or not self._may_name(caller, found.device):
            raise NotYoursError(topic=topic[:100])
        return found.said(payload, found.device or caller.device, time.time_ns() // 1000), found.reply

    @staticmethod
    def _may_name(caller: Caller, device: str) -> bool:
        """Tell whether the caller may name ``device``; for those of others its key is looked at later."""
        return device in {"", caller.device} or (caller.scope is not None and caller.scope.scope != "device")

    async def read(self, caller: Caller, topic: str, payload: bytes) -> tuple[Said, str | None]:
        """Return what a message says whose topic names a series by its number."""
        numbers = series_of(topic)
        if numbers is None:
            raise NotYoursError(topic=topic[:100])
        name = await self._road.property_name(caller.device, *numbers)
        return observed(payload, caller.device, name, time.time_ns() // 1000), None

    async def answer(self, caller: Caller, payload: bytes) -> None:
        """Store what a device says of a command."""
        if self.courier is None:
            raise NotYoursError(topic=answers(caller.device)[:100])
        await self.courier.answer(payload, scope=caller.scope, sender=caller.device)

    async def store(
        self, said: Sequence[Said], scopes: Sequence[KeyScope | None]
    ) -> Sequence[YiwangError | None]:
        """Store what was said, durably."""
        return await self._road.store(said, scopes)
