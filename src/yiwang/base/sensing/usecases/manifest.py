"""What other readers of the folder of observations need: which files count, and what the numbers mean.

A replaced file stays an hour for those who are reading it, and a day may have a raw and a coarse file: who
reads the whole folder counts values twice. ``current.json`` names the files that count;
``names/devices.parquet`` says which device a number is.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import numpy as np

from yiwang.base.sensing.store import archive as noted
from yiwang.base.sensing.store.products import PRODUCTS, Products
from yiwang.base.sensing.usecases import archive
from yiwang.infra.database import Database, Row
from yiwang.kernel.actor import SYSTEM

CURRENT: Final = "current.json"
NAMES: Final = "names/devices.parquet"


async def publish(database: Database) -> None:
    """Write which files count now; the names of devices only when the registry has changed."""
    folder = archive.folder()
    async with database.reading(SYSTEM) as work:
        rows = await noted.closed(work.tx, date.min, date.max)
        products = await PRODUCTS.get(work.tx)
        revision = await noted.revision(work.tx)
        there = await asyncio.to_thread(_written, folder)
        fresh = there.get("registry") == revision and (folder / NAMES).exists()
        names = None if fresh or not rows else await noted.names(work.tx)
    if not rows and not there:
        return
    said = _said(rows, products, revision)
    if names is not None:
        await asyncio.to_thread(_write_names, folder, *names)
    if said != there:
        await asyncio.to_thread(_write, folder, said)


def _said(rows: Sequence[Row], products: Products, revision: int) -> dict[str, Any]:
    specs = {
        no: next((p for p in product.draft.model.properties if p.code == code), None)
        for no, (product, code) in products.props.items()
    }
    return {
        "registry": revision,
        "files": [
            {"day": row["day"].isoformat(), "path": row["path"], "coarse": row["coarse"], "rows": row["n"]}
            for row in rows
        ],
        "properties": [
            {"prop": no, "product": product.code, "property": code, "unit": spec.unit if spec else ""}
            for no, (product, code) in sorted(products.props.items())
            for spec in (specs[no],)
        ],
    }


def _written(folder: Path) -> dict[str, Any]:
    """Return what was written last; nothing, if it cannot be read."""
    try:
        found = json.loads((folder / CURRENT).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(folder: Path, said: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{CURRENT}.{uuid4().hex}.partial"
    with partial.open("w") as file:
        json.dump(said, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / CURRENT)


def _write_names(folder: Path, numbers: Sequence[int], codes: Sequence[str]) -> None:
    (folder / NAMES).parent.mkdir(parents=True, exist_ok=True)
    columns = {"device": np.array(numbers, np.int32), "code": np.array(codes, dtype=object)}
    archive.write_table(folder / NAMES, columns)
