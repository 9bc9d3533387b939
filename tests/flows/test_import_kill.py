"""An import that is killed goes on where it was: every row there once, none half."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
from pathlib import Path

import asyncpg
import pytest
from tests.support.installation import YIWANG, Installation, environment
from tests.support.patience import PATIENCE, wait_until

ROWS = 10_000  # five batches: killed after the first, stopped after another, and there are still some to come
MAPPING = """
source: town
timezone: Asia/Shanghai
fields: {external_id: id, reported_at: at, closed_at: done, due_at: due, text: text, unit: unit}
create_missing: [unit]
"""


def files(folder: Path) -> tuple[Path, Path]:
    table, mapping = folder / "cases.csv", folder / "map.yaml"
    lines = ["id,at,done,due,text,unit"]
    lines += [
        f"{i},2025-08-01,{'2025-08-03' if i % 3 else ''},{'2025-08-02' if i % 2 else '2025-08-04'},路灯{i}号不亮,路灯{i % 7}所"
        if i % 1000
        else f"{i},never,,,x,"
        for i in range(ROWS)
    ]
    table.write_text("\n".join(lines) + "\n", encoding="gb18030")
    mapping.write_text(MAPPING, encoding="utf-8")
    return table, mapping


def run(city: Installation, table: Path, mapping: Path) -> subprocess.Popen[bytes]:
    command = [
        *YIWANG,
        "import",
        "cases",
        str(table),
        "--mapping",
        str(mapping),
        "--data",
        str(city.data),
        "--json",
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())


async def read_so_far(address: str) -> int:
    """How many rows the unfinished import has settled."""
    connection = await asyncpg.connect(address)
    try:
        found = await connection.fetchval(
            "SELECT (counts ->> 'read')::int FROM cases_import WHERE finished_at IS NULL"
        )
    finally:
        await connection.close()
    return found or 0


@pytest.mark.slow
def test_killed_stopped_and_finished(tmp_path: Path) -> None:
    table, mapping = files(tmp_path)
    with Installation(tmp_path) as city:
        address = city.run("db", "url")
        for end in (signal.SIGKILL, signal.SIGINT):
            before = asyncio.run(read_so_far(address))
            process = run(city, table, mapping)

            def further(process: subprocess.Popen[bytes] = process, before: int = before) -> bool:
                assert process.poll() is None, process.communicate()
                return asyncio.run(read_so_far(address)) > before

            wait_until(further)
            process.send_signal(end)
            process.communicate(timeout=PATIENCE)
            assert asyncio.run(read_so_far(address)) < ROWS
        process = run(city, table, mapping)
        out, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        told = json.loads(out.splitlines()[-1])
        good = ROWS - ROWS // 1000
        assert (told["read"], told["accepted"], told["rejected"]) == (ROWS, good, ROWS // 1000)
        assert len(city.json("import", "list")["items"]) == 1
        rejects = Path(told["rejects"]).read_text(encoding="utf-8-sig").splitlines()
        assert [line.split(",")[0] for line in rejects[1:]] == [str(i + 2) for i in range(0, ROWS, 1000)]
        assert city.json("stats", "cases", "--by", "on_time")["total"] == good
        assert city.json("cases", "verify")["ok"]
