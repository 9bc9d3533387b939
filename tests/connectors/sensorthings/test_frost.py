"""An outside client drives the service: frost_sta_client (LGPL), in a Python of its own that CI makes."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from tests.support.installation import free_port
from tests.support.patience import PATIENCE
from tests.support.sensors import settle, started, stored

from yiwang.connectors.sensorthings.http import ROOT, router
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

HERE = Path(__file__).parent
PYTHON = Path(os.environ.get("YIWANG_TEST_FROST", HERE.parents[2] / ".ci" / "frost" / "bin" / "python"))

pytestmark = pytest.mark.skipif(
    not PYTHON.exists(),
    reason="no Python with frost_sta_client (.ci/run makes one): the outside client was NOT run",
)


async def test_frost_client_makes_and_finds(database: Database) -> None:
    app = FastAPI()
    app.include_router(router)
    app.state.database = database

    async def authenticate(_: Database, token: str) -> Any:
        return SYSTEM if token == "staff" else None

    app.state.authenticate = authenticate
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="off", ws="none"))
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(PATIENCE):
            while not server.started:
                await asyncio.sleep(0.02)
        done = await asyncio.create_subprocess_exec(
            str(PYTHON),
            str(HERE / "frost_driver.py"),
            f"http://127.0.0.1:{port}{ROOT}",
            "staff",
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        async with asyncio.timeout(120):
            out, err = await done.communicate()
    finally:
        server.should_exit = True
        await serving
    assert done.returncode == 0, err.decode()
    assert json.loads(out) == {
        "things": ["Station"], "left": ["by the sea"], "streams": ["Station level"], "unit": "m",
    }  # fmt: skip
    await settle(await started(database))
    assert [value for _, _, _, value in await stored(database)] == [1.5, 2.5, 3.5]
