"""Observations of the past from files: taken once, gone on with after a break, refused rows with reasons."""

from __future__ import annotations

import csv
import json

import pytest
from tests.support.sensors import register, settle, started, stored

from yiwang.base.sensing import api as sensing
from yiwang.entry.cli import observations
from yiwang.kernel.errors import InvalidInputError

T0 = 1_773_104_400
LINES = [
    "device,property,at,value,unit",
    "L1,level,2025-03-10T09:00:00+08:00,150,cm",
    f"L1,level,{T0 * 1000 - 90_000_000},1.25,",
    f"L1,door,{T0 * 1000},open,",
    f"L1,level,{T0 * 1000 - 90_000_000},1.25,",
    f"L1,level,{T0 * 1000 - 90_000_000},1.5,",
    "nobody,level,2025-03-10T09:00:00Z,1,",
    "L1,colour,2025-03-10T09:00:00Z,1,",
    "L1,level,2025-03-10 09:00,1,",
    "L1,level,2025-03-10T09:00:00Z,1,Cel",
    "L1,level,2025-03-10T09:00:00Z,99,",
    "L1,level,2025-03-10T09:00:00Z,high,",
    "L1,level,2030-03-10T09:00:00Z,1,",
]


async def test_a_file_is_taken_once_and_says_what_it_refused(database, tmp_path):
    no = await register(database)
    settler = await started(database)
    file, rejects = tmp_path / "past.csv", tmp_path / "rejects.csv"
    file.write_text("\n".join(LINES), encoding="utf-8")
    counts = await observations.import_file(database, file, rejects)
    assert counts == {"rows": 12, "stored": 2, "sent": 1, "known": 1, "refused": 8}
    await settle(settler)
    level, door = no["level"], no["door"]
    assert await stored(database) == [
        (no["L1"], level, 1_741_568_400, 1.5), (no["L1"], level, T0 - 90_000, 1.25), (no["L1"], door, T0, 1.0)
    ]  # fmt: skip
    with rejects.open(encoding="utf-8") as source:
        told = [(int(row["row"]), row["en"]) for row in csv.DictReader(source)]
    assert min(told) == (5, "another value at the same instant")
    assert [row for row, _ in sorted(told)] == list(range(5, 13))
    again = await observations.import_file(database, file, rejects)
    assert (again["stored"], again["known"]) == (0, 3)
    await settle(settler)
    assert len(await stored(database)) == 3


async def test_a_broken_off_run_goes_on_where_it_was(database, tmp_path, monkeypatch):
    await register(database)
    monkeypatch.setattr(observations, "_BATCH", 10)
    file, rejects = tmp_path / "past.csv", tmp_path / "rejects.csv"
    rows = [f"L1,level,{(T0 - 900_000 - n) * 1000},{n % 9}" for n in range(35)]
    file.write_text("\n".join(["device,property,at,value", *rows]), encoding="utf-8")
    take, calls = sensing.take_past, []

    async def breaking(db, batch):
        calls.append(batch[0].number)
        if len(calls) == 3:
            raise ConnectionError
        return await take(db, batch)

    monkeypatch.setattr(sensing, "take_past", breaking)
    with pytest.raises(ConnectionError):
        await observations.import_file(database, file, rejects)
    assert json.loads((tmp_path / "past.csv.progress").read_text())["rows"] == 20
    counts = await observations.import_file(database, file, rejects)
    assert (calls, counts["stored"], counts["rows"]) == ([1, 11, 21, 21, 31], 15, 35)
    assert len(await stored(database)) == 35
    assert not (tmp_path / "past.csv.progress").exists()


async def test_a_file_without_the_needed_columns_is_refused(database, tmp_path):
    file = tmp_path / "past.csv"
    file.write_text("device,when\nL1,2", encoding="utf-8")
    with pytest.raises(InvalidInputError):
        await observations.import_file(database, file, tmp_path / "rejects.csv")
