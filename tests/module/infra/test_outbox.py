"""The outbox over a real database: whoever writes in whatever order, no message is skipped."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence

import asyncpg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from tests.support.notes import Noted, announce, collector, subscribe, subscriber
from tests.support.patience import PATIENCE

from yiwang.infra import outbox
from yiwang.infra.database import Database, Tx, Work
from yiwang.infra.delivery import HandlerError, deliver, deliver_singly
from yiwang.infra.outbox import Delivery
from yiwang.kernel.actor import SYSTEM


async def test_a_message_of_an_early_number_and_a_late_commit_is_not_skipped(
    database: Database, database_url: str
) -> None:
    seen: list[int] = []
    await subscribe(database)
    slow = await Database.open(database_url, size=1, time=database.time)
    try:
        async with slow.work(SYSTEM) as work:
            await outbox.write(work.tx, [Noted(n=1)], senders=[SYSTEM.key], at=work.now)
            await announce(database, Noted(n=2))
            await deliver(database, subscriber(collector(seen)))
            assert seen == []  # 2 is committed, but who wrote 1 still runs
            await announce(database, Noted(n=3))
            await deliver(database, subscriber(collector(seen)))
            assert seen == []
        while (await deliver(database, subscriber(collector(seen)))).handled:
            pass
    finally:
        await slow.close()
    assert seen == [1, 2, 3]


async def test_a_long_transaction_that_has_said_nothing_yet_holds_nobody_up(
    database: Database, database_url: str
) -> None:
    seen: list[int] = []
    await subscribe(database)
    long = await Database.open(database_url, size=1, time=database.time)
    try:
        async with long.work(SYSTEM) as work:
            await work.tx.execute("INSERT INTO infra_revision (name, revision) VALUES ('import', 1)")
            work.announce(Noted(n=2))
            await announce(database, Noted(n=1))
            await deliver(database, subscriber(collector(seen)))
            assert seen == [1]
        await deliver(database, subscriber(collector(seen)))
    finally:
        await long.close()
    assert seen == [1, 2]


async def test_a_writer_that_gives_up_leaves_no_mark(database: Database, database_url: str) -> None:
    seen: list[int] = []
    await subscribe(database)
    await announce(database, Noted(n=1))
    with contextlib.suppress(ZeroDivisionError):
        async with database.work(SYSTEM) as work:
            await outbox.write(work.tx, [Noted(n=2)], senders=[SYSTEM.key], at=work.now)
            raise ZeroDivisionError
    await announce(database, Noted(n=3))
    while (await deliver(database, subscriber(collector(seen)))).handled:
        pass
    assert seen == [1, 3]


@pytest.mark.parametrize("last", [2**31 - 3, 2**31, 5 * 2**31 - 2])
async def test_marks_are_right_where_their_numbers_begin_anew(
    database: Database, database_url: str, last: int
) -> None:
    """A mark has 31 bits of a number that has more."""
    await subscribe(database)
    async with database.work(SYSTEM) as work:
        await work.tx.execute("SELECT setval('infra_outbox_seq_seq', $1)", last)
    slow = await Database.open(database_url, size=1, time=database.time)
    try:
        async with slow.work(SYSTEM) as work:
            await outbox.write(work.tx, [Noted(n=1)], senders=[SYSTEM.key], at=work.now)
            for n in range(2, 7):
                await announce(database, Noted(n=n))
            async with database.reading(SYSTEM) as reading:
                assert await outbox.horizon(reading.tx) == last
        async with database.reading(SYSTEM) as reading:
            assert await outbox.horizon(reading.tx) == last + 6
    finally:
        await slow.close()


class OutboxMachine(RuleBasedStateMachine):
    """Writers that begin, write, commit and roll back in any order; a worker that may crash anywhere."""

    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.open: dict[int, tuple[asyncpg.Connection, object, list[int]]] = {}
        self.committed: set[int] = set()
        self.next = 0
        self.effects: list[int] = []
        self.poison: set[int] = set()

    @initialize()
    def fresh(self) -> None:
        async def go() -> Database:
            database = await Database.open(self.url, size=3)
            async with database.raw() as connection:
                await connection.execute(
                    "TRUNCATE infra_outbox, infra_subscription, infra_parked, infra_revision"
                )
            await subscribe(database)
            return database

        self.database = self.runner.run(go())

    async def _handle(self, work: Work, batch: Sequence[Delivery]) -> None:
        for delivery in batch:
            # the effect is stored in the worker's transaction, as a real subscriber does
            await work.tx.execute(
                "INSERT INTO infra_revision (name, revision) VALUES ($1, 1)", str(delivery.payload["n"])
            )
            if delivery.payload["n"] in self.poison:
                raise ValueError("poison")

    @rule(poison=st.booleans(), amount=st.integers(1, 3), writer=st.integers(0, 2))
    def write(self, *, poison: bool, amount: int, writer: int) -> None:
        async def go() -> None:
            if writer not in self.open:
                connection = await asyncpg.connect(self.url)
                await prepare(connection)
                transaction = connection.transaction()
                await transaction.start()
                self.open[writer] = (connection, transaction, [])
            connection, _, mine = self.open[writer]
            numbers = list(range(self.next, self.next + amount))
            self.next += amount
            mine.extend(numbers)
            if poison:
                self.poison.add(numbers[0])
            messages = [Noted(n=n) for n in numbers]
            senders = [SYSTEM.key] * len(messages)
            await outbox.write(Tx(connection), messages, senders=senders, at=self.database.time.now())

        self.runner.run(go())

    @rule(writer=st.integers(0, 2), commit=st.booleans())
    def end(self, *, writer: int, commit: bool) -> None:
        if writer not in self.open:
            return
        connection, transaction, mine = self.open.pop(writer)

        async def go() -> None:
            await (transaction.commit() if commit else transaction.rollback())  # type: ignore[attr-defined]
            await connection.close()

        self.runner.run(go())
        if commit:
            self.committed.update(mine)

    @rule(batch=st.integers(1, 4))
    def work(self, batch: int) -> None:
        self.runner.run(self._step(batch))

    async def _step(self, batch: int) -> int:
        mine = subscriber(self._handle, batch)
        try:
            return (await deliver(self.database, mine)).handled
        except HandlerError as error:
            await deliver_singly(self.database, mine, len(error.batch))
            return 1

    @rule()
    def crash_between_effect_and_commit(self) -> None:
        async def dies(work: Work, batch: Sequence[Delivery]) -> None:
            await self._handle(work, [d for d in batch if d.payload["n"] not in self.poison])
            raise asyncio.CancelledError

        async def go() -> None:
            with contextlib.suppress(asyncio.CancelledError):
                await deliver(self.database, subscriber(dies))

        self.runner.run(go())

    def teardown(self) -> None:
        async def go() -> tuple[set[int], set[int]]:
            for connection, transaction, _ in self.open.values():
                await transaction.rollback()  # type: ignore[attr-defined]
                await connection.close()
            async with asyncio.timeout(PATIENCE):
                while await self._behind():
                    await self._step(3)
            async with self.database.reading(SYSTEM) as work:
                done = await work.tx.fetch("SELECT name FROM infra_revision")
                aside = await work.tx.fetch("SELECT payload FROM infra_parked")
            await self.database.close()
            return {int(r["name"]) for r in done}, {r["payload"]["n"] for r in aside}

        if hasattr(self, "database"):
            done, aside = self.runner.run(go())
            assert done == self.committed - self.poison
            assert aside == self.committed & self.poison
        self.runner.close()

    async def _behind(self) -> bool:
        async with self.database.reading(SYSTEM) as work:
            return bool(
                await work.tx.fetchval(
                    "SELECT EXISTS (SELECT 1 FROM infra_outbox o, infra_subscription s WHERE o.seq > s.seq)"
                )
            )


async def prepare(connection: asyncpg.Connection) -> None:
    from yiwang.infra.database import _prepare_connection

    await _prepare_connection(connection)


def test_no_message_is_delivered_zero_times(database_url: str) -> None:
    OutboxMachine.url = database_url
    run_state_machine_as_test(
        OutboxMachine,
        settings=settings(
            max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
