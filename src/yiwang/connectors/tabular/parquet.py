"""Parquet as a stream of rows, read by DuckDB in batches within a fixed memory limit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from yiwang.connectors.tabular.errors import FileRefusedError
from yiwang.connectors.tabular.table import MOST_COLUMNS, BadRow, Cell, Row, Table, clean_header

_BATCH: Final = 1_000
_MEMORY: Final = "512MB"
_GLOB: Final = frozenset("*?[]{}")


def open_parquet(path: Path) -> Table:
    """Open a Parquet file; raises ``file_refused`` when it is damaged."""
    import duckdb  # noqa: PLC0415 - 22 MB that most processes never need

    holder: tempfile.TemporaryDirectory[str] | None = None
    if _GLOB & set(str(path)):
        # DuckDB would take the name for a pattern over many files
        holder = tempfile.TemporaryDirectory(prefix="yiwang-")
        link = Path(holder.name) / "table.parquet"
        link.symlink_to(path.resolve())
        path = link
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": 1,
            "memory_limit": _MEMORY,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )

    def close() -> None:
        connection.close()
        if holder is not None:
            holder.cleanup()

    try:
        count = connection.execute(
            "SELECT coalesce(sum(num_rows), 0) FROM parquet_file_metadata(?)", [str(path)]
        ).fetchone()
        result = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        columns = clean_header([d[0] for d in result.description or ()])
    except duckdb.Error as error:
        close()
        raise _damaged(error) from error
    if not columns or len(columns) > MOST_COLUMNS:
        close()
        raise FileRefusedError(
            field="file", why_zh="列数不合要求", why_en="it has no columns or too many of them"
        )
    progress = _Progress(int(count[0]) if count else 0)
    return Table(
        columns=columns,
        rows=_rows(result, progress),
        kind="parquet",
        share=progress.share,
        close=close,
    )


class _Progress:
    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0

    def share(self) -> float:
        """Return the share of rows read."""
        return min(1.0, self.done / self.total) if self.total else 0.0


def _damaged(error: Exception) -> FileRefusedError:
    first = str(error).splitlines()[0].split("'", maxsplit=1)[0][:120]
    return FileRefusedError(
        field="file",
        why_zh="Parquet 文件已损坏或不受支持",
        why_en=f"the Parquet file is damaged or not supported ({first.strip()})",
    )


def _rows(result: Any, progress: _Progress) -> Iterator[Row | BadRow]:
    import duckdb  # noqa: PLC0415 - see open_parquet

    number = 1
    while True:
        try:
            batch = result.fetchmany(_BATCH)
        except duckdb.Error as error:
            raise _damaged(error) from error
        if not batch:
            return
        for values in batch:
            number += 1
            yield Row(number, [_value(v) for v in values])
        progress.done += len(batch)


def _value(value: Any) -> Cell:
    if value is None or isinstance(value, str | int | float | bool | datetime | date):
        return value
    if isinstance(value, bytes | bytearray):
        return bytes(value).decode("utf-8", "surrogateescape")
    if isinstance(value, list | tuple | dict):
        return msgspec.json.encode(value, enc_hook=str).decode()
    return str(value)
