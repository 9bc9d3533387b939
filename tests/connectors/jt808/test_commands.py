"""Commands as frames to a terminal, and its answers as those of the command."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from tests.connectors.jt808.simulator import Simulator, place_body
from tests.support.patience import PATIENCE

from yiwang.base.actuation import api as actuation
from yiwang.base.sensing import api as sensing
from yiwang.connectors.jt808 import commands, messages
from yiwang.connectors.jt808.door import Door
from yiwang.connectors.jt808.system import System
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM
from yiwang.sdk.downlink import Courier

PHONE = "13912345678"
TERMINAL = sensing.ProductDraft(
    code="terminal",
    name="车载终端",
    model=sensing.ThingModel(
        position=True,
        functions=(
            sensing.Function(
                code="show_text",
                name="下发文字",
                input={"text": sensing.Parameter(name="文字", kind="text", low=1, high=200)},
            ),
            sensing.Function(code="locate", name="点名"),
            sensing.Function(code="restart", name="重启"),
            sensing.Function(code="open_lid", name="开箱盖"),
        ),
    ),
)


@pytest.mark.parametrize("new", [False, True])
async def test_a_terminal_is_told_and_its_answer_is_the_commands(database: Database, *, new: bool) -> None:
    async with database.work(SYSTEM) as work:
        await sensing.save_product(work, TERMINAL)
        draft = sensing.DeviceDraft(code=PHONE, product="terminal", name="车")
        await sensing.save_devices(work, [draft], state="in_service")
        _, secret = await sensing.create_key(work, "device", PHONE)
        made = {}
        for function, values in (
            ("show_text", {"text": "前方积水"}),
            ("restart", {}),
            ("locate", {}),
            ("open_lid", {}),
        ):
            wish = actuation.CommandDraft(device=PHONE, function=function, values=values, reason="汛期")
            made[function] = (await actuation.call(work, wish))[0].id

    async def state(function: str) -> tuple[str, str]:
        async with database.reading(SYSTEM) as work:
            found = await actuation.one(work, made[function])
        return found["state"], found["steps"][-1]["words"]

    door = Door(System(database))
    courier = door.courier = Courier(database, "jt808", reached=door.reached, offer=door.command)
    server = await asyncio.start_server(door.serve, "127.0.0.1", 0)
    terminal = Simulator(PHONE, new=new)
    try:
        await terminal.open(server.sockets[0].getsockname()[1])
        assert await terminal.authenticate(secret) == messages.OK
        await courier.step()
        text, restart, locate = [await terminal.answer() for _ in range(3)]
        assert [m.kind for m in (text, restart, locate)] == [0x8300, 0x8105, 0x8201]
        assert text.body.endswith("前方积水".encode("gbk"))
        await courier.step(everything=True)

        def answer(to: object, result: int) -> bytes:
            return to.serial.to_bytes(2, "big") + to.kind.to_bytes(2, "big") + bytes((result,))

        terminal.send(messages.TERMINAL_ANSWER, answer(text, 0))
        terminal.send(messages.TERMINAL_ANSWER, answer(restart, 3))
        place = place_body(datetime(2026, 3, 10, 9, tzinfo=UTC), 113.6, 34.7)
        terminal.send(commands.LOCATED, locate.serial.to_bytes(2, "big") + place)
        assert (await terminal.answer()).kind == messages.GENERAL_ANSWER, "stored as any position"
        async with asyncio.timeout(PATIENCE):
            while (await state("open_lid"))[0] == "waiting":
                await asyncio.sleep(0.02)
        assert terminal.waiting == [], "nothing was sent twice"
    finally:
        await terminal.close()
        door.stop()
        server.close()
    assert await state("show_text") == ("done", "")
    assert await state("restart") == ("failed", "终端不支持")
    assert await state("locate") == ("done", "")
    assert await state("open_lid") == ("failed", "JT/T 808 没有这个功能的消息")
