"""The door in front of the real system: enrolment, keys, positions."""

from __future__ import annotations

from tests.support.sensors import register

from yiwang.base.sensing import api as sensing
from yiwang.connectors.jt808.gateway import NO_SUCH_TERMINAL, REGISTERED, TERMINAL_TAKEN
from yiwang.connectors.jt808.system import System
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM


async def test_a_device_gets_one_key_by_registering(database: Database) -> None:
    await register(database)
    system = System(database)
    assert await system.enrol("13900000000") == (NO_SUCH_TERMINAL, "")
    result, code = await system.enrol("T1")
    assert result == REGISTERED
    assert await system.enrol("T1") == (TERMINAL_TAKEN, "")
    terminal = await system.sign_in("T1", code)
    assert terminal is not None
    assert await system.sign_in("L1", code) is None
    assert await system.sign_in("T1", "wrong") is None
    assert await system.still_valid(terminal)
    async with database.work(SYSTEM) as work:
        [key] = await sensing.keys_of(work.tx, "device", "T1")
        await sensing.revoke_key(work, key["id"])
    result, _ = await system.enrol("T1")
    assert result == REGISTERED
