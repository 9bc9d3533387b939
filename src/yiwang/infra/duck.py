"""The analytical engine of this process: DuckDB over files, loaded when it is first asked."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, Final

_MEMORY: Final = "512MB"
_lock = threading.Lock()
_engine: Any = None


def cursor() -> Any:
    """Return a connection to the one engine, with temporary tables of its own; close it after use."""
    global _engine  # noqa: PLW0603 - one per process: its memory is shared by all who ask
    with _lock:
        if _engine is None:
            import duckdb  # noqa: PLC0415 - 60 MB that most processes never need

            _engine = duckdb.connect(
                config={
                    "memory_limit": _MEMORY,
                    "threads": 2,
                    "autoinstall_known_extensions": "false",  # nothing is fetched at run time
                    "autoload_known_extensions": "false",
                }
            )
        return _engine.cursor()


def quoted(path: Path) -> str:
    """Return a path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def files(paths: list[Path]) -> str:
    """Return Parquet files as a table of SQL."""
    return f"read_parquet([{', '.join(quoted(path) for path in paths)}], hive_partitioning = false)"
