"""The registry of devices from the command line: in from a table, listed, out again, and a key that works."""

from __future__ import annotations

import asyncio
import json
import subprocess
from pathlib import Path

from tests.support.installation import YIWANG, environment
from tests.support.sensors import LEVEL
from tests.support.server import fresh_database

from yiwang.base.sensing import api as sensing
from yiwang.infra import migrate
from yiwang.infra.database import Database
from yiwang.infra.snapshots import forget_all
from yiwang.kernel.actor import SYSTEM


async def test_devices_go_in_and_out_and_get_keys(server_url: str, tmp_path: Path) -> None:
    forget_all()
    async with fresh_database(server_url) as url:
        await migrate.upgrade(url)
        database = await Database.open(url, size=2)
        try:
            async with database.work(SYSTEM) as work:
                await sensing.save_product(work, LEVEL)
            given = environment() | {"YIWANG_DATA": str(tmp_path / "data"), "YIWANG_DATABASE_URL": url}

            async def device(*words: str, code: int = 0) -> str:
                done = await asyncio.to_thread(
                    subprocess.run,
                    [*YIWANG, "device", *words],
                    env=given,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert done.returncode == code, done.stderr
                return done.stdout

            table = tmp_path / "in.csv"
            table.write_text("code,product,name\nD1,water-level,一号\nD2,nothing,二号\nD3,water-level,三号\n")
            refused = json.loads(await device("import", str(table), "--json", code=1))
            assert (refused["saved"], [r["row"] for r in refused["refused"]]) == (2, [3])
            listed = json.loads(await device("list", "--product", "water-level", "--json"))
            assert ([d["code"] for d in listed["items"]], listed["count"]) == (["D1", "D3"], 2)
            out = tmp_path / "out.csv"
            await device("export", str(out))
            assert json.loads(await device("import", str(out), "--json"))["unchanged"] == 2
            secret = (await device("key", "D1")).strip()
            scope = await sensing.recognise(database, secret)
            assert scope.scope == "device"
            await device("key", "nobody", code=1)
        finally:
            await database.close()
    forget_all()
