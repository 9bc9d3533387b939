"""The database: a pool of connections and the one way to open a transaction.

Only ``store`` modules write SQL; they receive a :class:`Tx`. Only edges (a request, a job step, a
command) open one, through :meth:`Database.work` or :meth:`Database.reading`; domain code never commits.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias, cast

import asyncpg
import msgspec

from yiwang.infra import outbox
from yiwang.infra.errors import DiskFullError
from yiwang.infra.snapshots import expire
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import UnavailableError
from yiwang.kernel.messages import Message
from yiwang.kernel.time import SystemTime, TimeSource

_CHUNK = 1 << 18

#: From so many rows on COPY is cheaper than one INSERT with an array per column.
COPY_FROM = 16

#: A row as the driver gives it: read by name, ``row["name"]``.
Row: TypeAlias = Any

#: Statements sent in the current context, when somebody counts (tests, benchmarks, ``Server-Timing``).
statement_tally: ContextVar[list[str] | None] = ContextVar("statement_tally", default=None)


_KEPT, _FRESH = ("SET plan_cache_mode = " + mode for mode in ("force_generic_plan", "force_custom_plan"))


#: Types from this number on belong to one database; those below are the same in all.
_OWN_TYPES = 16_384
_known_types: dict[frozenset[int], Any] = {}
#: Stands for the question's statement: with a name, for it did not displace the caller's nameless one.
_NOT_ASKED = SimpleNamespace(name="not asked")


class _Connection(asyncpg.Connection):  # type: ignore[misc]
    """A connection whose plans are kept: planning again and again cost a fifth of the database's time.

    A search asks for plans of its own (:meth:`Tx.fetch_planned`); what was set for it is taken back when
    the connection is given back. Nothing else of the session is ever changed after set-up.
    """

    plans_freshly = False

    async def _introspect_types(self, typeoids: Sequence[int], *more: Any) -> tuple[Any, Any]:
        """Ask the catalogue about types that every database knows once per process.

        The driver asks on each connection anew, for each kind of array on its own: some ten questions of
        2 ms before a fresh connection does any work.
        """
        wanted = frozenset(typeoids)
        if wanted in _known_types:
            return _known_types[wanted], _NOT_ASKED
        rows, statement = await super()._introspect_types(typeoids, *more)
        if max(wanted) < _OWN_TYPES:
            _known_types[wanted] = rows
        return rows, statement

    async def plan_freshly(self) -> None:
        """Plan each statement for its values until the connection is given back."""
        if not self.plans_freshly:
            await self.execute(_FRESH)
            self.plans_freshly = True

    def get_reset_query(self) -> str:
        freshly, self.plans_freshly = self.plans_freshly, False
        return _KEPT if freshly else ""


class Tx:
    """One open transaction (or an autocommit reader); the only thing through which SQL is sent."""

    __slots__ = ("_connection", "changed")

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        #: Reference data changed in this very transaction, with its own view of them once loaded.
        self.changed: dict[str, Any] = {}

    @staticmethod
    def _count(sql: str) -> None:
        tally = statement_tally.get()
        if tally is not None:
            tally.append(sql)

    async def fetch(self, sql: str, *args: Any) -> list[Row]:
        """Run ``sql`` and return all rows."""
        self._count(sql)
        return cast("list[Row]", await self._connection.fetch(sql, *args))

    async def fetch_planned(self, sql: str, *args: Any) -> list[Row]:
        """Run ``sql`` with a plan made for exactly these values.

        For searches whose best plan depends on how frequent the values are: a kept plan would be right
        for some and a thousand times too slow for others. Costs one more round trip, the first on a
        connection two.
        """
        self._count(sql)
        await self._connection.plan_freshly()
        statement = await self._connection.prepare(sql, name="")
        return cast("list[Row]", await statement.fetch(*args))

    async def fetchrow(self, sql: str, *args: Any) -> Row | None:
        """Run ``sql`` and return its first row, if any."""
        self._count(sql)
        return await self._connection.fetchrow(sql, *args)

    async def fetchval(self, sql: str, *args: Any) -> Any:
        """Run ``sql`` and return the first column of its first row."""
        self._count(sql)
        return await self._connection.fetchval(sql, *args)

    async def execute(self, sql: str, *args: Any) -> int:
        """Run ``sql`` and return the number of rows it touched."""
        self._count(sql)
        status: str = await self._connection.execute(sql, *args)
        last = status.rsplit(" ", 1)[-1]
        return int(last) if last.isdigit() else 0

    async def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run ``sql`` once per row in one round trip."""
        self._count(sql)
        await self._connection.executemany(sql, rows)

    async def copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Load ``rows`` into ``table`` with binary COPY."""
        self._count(f"COPY {table}")
        await self._connection.copy_records_to_table(table, columns=columns, records=rows)

    async def copy_text(self, table: str, columns: Sequence[str], text: bytes) -> None:
        r"""Load rows in COPY's text format (tabs, ``\N`` for null, backslash escapes) into ``table``."""
        self._count(f"COPY {table}")

        async def chunks() -> AsyncIterator[bytes]:
            for start in range(0, len(text), _CHUNK):
                yield text[start : start + _CHUNK]

        await self._connection.copy_to_table(table, source=chunks(), columns=columns, format="text")

    async def copy_binary(self, table: str, columns: Sequence[str], data: bytes) -> None:
        """Load rows in COPY's binary format (:mod:`yiwang.infra.copybinary`) into ``table``."""
        self._count(f"COPY {table}")
        await self._connection.copy_to_table(
            table, source=io.BytesIO(data), columns=columns, format="binary", timeout=600
        )

    async def copy_out(self, sql: str, *args: Any) -> bytes:
        """Return the rows of ``sql`` in COPY's binary format."""
        self._count(sql)
        found = io.BytesIO()
        await self._connection.copy_from_query(sql, *args, output=found, format="binary", timeout=600)
        return found.getvalue()

    async def copy_csv(self, target: Path, sql: str, *args: Any) -> None:
        r"""Write the rows of ``sql`` to the file ``target`` as CSV, ``\N`` for null, without holding them."""
        self._count(sql)
        await self._connection.copy_from_query(
            sql, *args, output=target, format="csv", null="\\N", timeout=600
        )

    async def execute_long(self, sql: str) -> None:
        """Run a statement of maintenance that may take very long."""
        self._count(sql)
        await self._connection.execute(sql, timeout=3600)

    def savepoint(self) -> contextlib.AbstractAsyncContextManager[Any]:
        """Open a nested transaction that can fail on its own."""
        self._count("SAVEPOINT")
        return cast("contextlib.AbstractAsyncContextManager[Any]", self._connection.transaction())

    def snapshot(self) -> contextlib.AbstractAsyncContextManager[Any]:
        """Let several questions see the same moment; inside a transaction each still sees its own."""
        if self._connection.is_in_transaction():
            return contextlib.nullcontext()
        return cast(
            "contextlib.AbstractAsyncContextManager[Any]",
            self._connection.transaction(isolation="repeatable_read", readonly=True),
        )

    def cursor(self, sql: str, *args: Any, prefetch: int = 1000) -> AsyncIterator[Row]:
        """Stream the rows of ``sql`` without holding them all in memory."""
        self._count(sql)
        return cast("AsyncIterator[Row]", self._connection.cursor(sql, *args, prefetch=prefetch).__aiter__())


@dataclass(slots=True)
class Work:
    """One unit of work: a transaction, who acts, when, and what will be announced if it commits."""

    tx: Tx
    actor: Actor
    now: datetime
    messages: list[Message] = field(default_factory=list)
    senders: dict[int, str] = field(default_factory=dict)

    def announce(self, *messages: Message) -> None:
        """Queue ``messages`` for the outbox; they are stored with the change or not at all."""
        self.messages.extend(messages)

    def beside(self, actor: Actor) -> Work:
        """Return a unit of work of another actor in the same transaction: many acts, one commit.

        What it announces must be handed over by :meth:`adopt`.
        """
        return Work(tx=self.tx, actor=actor, now=self.now)

    def adopt(self, other: Work) -> None:
        """Announce what ``other`` announced, as its actor's."""
        self.messages.extend(other.messages)
        self.senders.update((id(message), other.actor.key) for message in other.messages)


class Database:
    """A pool on one PostgreSQL database."""

    def __init__(self, pool: Any, time: TimeSource | None = None) -> None:
        self._pool = pool
        self.time: TimeSource = time or SystemTime()
        self.wake: outbox.Waker | None = None
        #: What must end before the connections do.
        self.closing: list[Callable[[], Awaitable[None]]] = []

    @classmethod
    async def open(cls, url: str, *, size: int = 10, time: TimeSource | None = None) -> Database:
        """Connect to ``url``; ``size`` is the largest number of connections of this process."""
        pool = await asyncpg.create_pool(
            url,
            min_size=1,
            max_size=size,
            init=_prepare_connection,
            connection_class=_Connection,
            max_inactive_connection_lifetime=300,
            command_timeout=120,
            server_settings={
                "application_name": "yiwang",
                "jit": "off",  # plans here are short; JIT costs more than it saves
                "timezone": "UTC",
                "plan_cache_mode": "force_generic_plan",
                "idle_in_transaction_session_timeout": "60s",
            },
        )
        return cls(pool, time)

    async def close(self) -> None:
        """Close all connections, waiting for those in use."""
        for end in self.closing:
            await end()
        if self.wake is not None:
            await self.wake.close()
        await self._pool.close()

    @contextlib.asynccontextmanager
    async def work(self, actor: Actor) -> AsyncIterator[Work]:
        """Open a read-write unit of work; it commits when the block ends without an error."""
        with _named_failures():
            async with self._pool.acquire() as connection, connection.transaction():
                work = Work(tx=Tx(connection), actor=actor, now=self.time.now())
                yield work
                senders = [work.senders.get(id(m), actor.key) for m in work.messages]
                await outbox.write(work.tx, work.messages, senders=senders, at=work.now)
            expire(work.tx.changed)
            if work.messages and self.wake is not None:
                self.wake.ring()

    @contextlib.asynccontextmanager
    async def reading(self, actor: Actor) -> AsyncIterator[Work]:
        """Borrow a connection for reading; each statement sees its own snapshot."""
        with _named_failures():
            async with self._pool.acquire() as connection:
                yield Work(tx=Tx(connection), actor=actor, now=self.time.now())

    @contextlib.asynccontextmanager
    async def raw(self) -> AsyncIterator[Any]:
        """Borrow the driver's own connection: for LISTEN and for maintenance in ``infra`` only."""
        async with self._pool.acquire() as connection:
            yield connection


async def _prepare_connection(connection: Any) -> None:
    await connection.set_type_codec(
        "jsonb", encoder=_encode_jsonb, decoder=_decode_jsonb, schema="pg_catalog", format="binary"
    )


def _encode_jsonb(value: Any) -> bytes:
    return b"\x01" + msgspec.json.encode(value)  # version byte of PostgreSQL's binary form


def _decode_jsonb(raw: bytes) -> Any:
    return msgspec.json.decode(memoryview(raw)[1:])


@contextlib.contextmanager
def _named_failures() -> Any:
    """Turn the failures of the database that an operator can mend into a named error."""
    try:
        yield
    except asyncpg.DiskFullError as error:
        raise DiskFullError(free_mb=0, reserve_mb=0) from error
    except (
        asyncpg.CannotConnectNowError,
        asyncpg.AdminShutdownError,
        asyncpg.ConnectionDoesNotExistError,
        asyncpg.TooManyConnectionsError,
        ConnectionRefusedError,
    ) as error:
        raise UnavailableError(
            why_zh="数据库暂时无法连接", why_en="the database cannot be reached"
        ) from error
    except (asyncpg.LockNotAvailableError, asyncpg.QueryCanceledError) as error:
        raise UnavailableError(why_zh="数据库繁忙", why_en="the database is busy") from error
    except asyncpg.InterfaceError as error:
        if "closed" not in str(error):
            raise
        # the connection went while its transaction was open: leaving the transaction says so in its own words
        raise UnavailableError(
            why_zh="数据库连接中断", why_en="the connection to the database broke"
        ) from error
