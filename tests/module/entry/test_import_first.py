"""Files may be the first thing that an installation meets, before it was ever served."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from tests.support.installation import YIWANG, environment
from tests.support.server import fresh_database

MAPPING = """
source: town
timezone: Asia/Shanghai
fields: {external_id: id, reported_at: at, text: text}
"""


def bring(kind: str, folder: Path, url: str) -> dict[str, Any]:
    table, mapping = folder / f"{kind}.csv", folder / "map.yaml"
    table.write_text("id,at,text\n1,2025-08-01 08:00,人民路路灯不亮\n", encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    command = ["import", kind, str(table), "--mapping", str(mapping), "--data", str(folder / "new"), "--json"]
    done = subprocess.run(
        [*YIWANG, *command],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env=environment() | {"YIWANG_DATABASE_URL": url},
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize("kind", ["cases", "reports"])
async def test_a_new_folder_takes_a_file_before_it_was_ever_served(
    kind: str, server_url: str, tmp_path: Path
) -> None:
    async with fresh_database(server_url) as url:
        told = bring(kind, tmp_path, url)
        assert (told["read"], told["accepted"], told["rejected"]) == (1, 1, 0), told
        connection = await asyncpg.connect(url)
        try:
            assert await connection.fetchval("SELECT array_agg(flow) FROM cases_case") == ["standard"]
        finally:
            await connection.close()
