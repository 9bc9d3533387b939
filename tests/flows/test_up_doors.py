"""``yiwang up`` opens doors for devices only where the settings say so."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from tests.connectors.mqtt.support import Raw
from tests.support.installation import Installation, free_port
from tests.support.patience import until

pytestmark = pytest.mark.slow


async def test_a_door_that_is_set_is_open_and_asks_for_a_key(tmp_path: Path) -> None:
    city = Installation(tmp_path, "--workers", "1")
    port = free_port()
    settings = tmp_path / "city.toml"
    settings.write_text(f"mqtt_port = {port}\n")
    city._options = (*city._options, "--config", str(settings))
    with city:
        [_] = city.children("ingest")

        async def opened() -> Raw | None:
            with contextlib.suppress(OSError):
                return await Raw.open(port)
            return None

        client = await until(opened)
        async with client:
            assert (await client.connect(4, user="admin", key=b"admin"))[1] == 4
        city.stop()
        city._options = ("--workers", "1")
        city.start()
        assert city.children("ingest") == []
