"""Restoring a backup into an empty installation.

Messages and cursors keep their numbers, and the sequence goes on behind them: what was not delivered is
delivered, nothing twice.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

import asyncpg

from yiwang.infra import migrate
from yiwang.infra.backup import quoted, tables_of, verify
from yiwang.infra.errors import BackupError

_CHUNK = 1 << 20
_DAY = re.compile(r"[0-9]{8}")
_PARTITIONED = """
SELECT relname::text FROM pg_class WHERE relkind = 'p' AND relnamespace = current_schema()::regnamespace
"""


async def read(
    url: str,
    file: Path,
    folders: dict[str, Path],
    order: Sequence[str],
    tell: Callable[[str], None],
) -> dict[str, Any]:
    """Restore ``file`` into the empty database at ``url`` and the empty ``folders``; return the manifest.

    ``order`` names tables so that referenced ones come first. All rows arrive in one transaction: a
    restore that fails leaves the installation empty. Raises ``backup_failed``.
    """
    manifest = verify(file)
    for place in folders.values():
        if place.is_dir() and any(place.iterdir()):
            raise BackupError(why_zh=f"{place} 不是空的", why_en=f"{place} is not empty")
    connection = await asyncpg.connect(url)
    try:
        await _must_be_empty(connection)
        await migrate.upgrade(url, manifest["schema"])
        with zipfile.ZipFile(file) as archive:
            async with connection.transaction():
                await _load(connection, archive, manifest, order, tell)
                for name, place in folders.items():
                    _extract(archive, manifest, name, place)
    finally:
        await connection.close()
    return manifest


async def _must_be_empty(connection: Any) -> None:
    for table in await tables_of(connection):
        if await connection.fetchval(f"SELECT EXISTS (SELECT 1 FROM {quoted(table)})"):
            raise BackupError(
                why_zh="目标中已有数据，只能恢复到空的目录或数据库",
                why_en="the target holds data already; restore into an empty folder or database",
            )


async def _load(
    connection: Any,
    archive: zipfile.ZipFile,
    manifest: dict[str, Any],
    order: Sequence[str],
    tell: Callable[[str], None],
) -> None:
    saved = {name.removeprefix("tables/") for name in manifest["entries"] if name.startswith("tables/")}
    await _make_days(connection, saved - set(await tables_of(connection)))
    if unknown := saved - set(await tables_of(connection)):
        raise BackupError(why_zh=f"有不认识的表 {unknown}", why_en=f"there are unknown tables {unknown}")
    for table in sorted(saved, key=lambda t: (order.index(t) if t in order else len(order), t)):
        tell(table)
        entry = manifest["entries"][f"tables/{table}"]
        with archive.open(f"tables/{table}") as source:
            status: str = await connection.copy_to_table(
                table, source=_chunks(source), columns=entry["columns"], format="text"
            )
        if int(status.rsplit(" ", 1)[-1]) != entry["rows"]:
            raise BackupError(why_zh=f"{table} 的行数不符", why_en=f"{table} has another number of rows")
    for name, value in manifest["sequences"].items():
        if value is not None:
            await connection.execute("SELECT setval($1::text::regclass, $2::bigint)", quoted(name), value)


async def _make_days(connection: Any, names: set[str]) -> None:
    """Make the partitions by day among ``names``: they are named after their table and their day."""
    parents = {row["relname"] for row in await connection.fetch(_PARTITIONED)}
    for name in sorted(names):
        parent, _, day = name.rpartition("_")
        if parent not in parents or not _DAY.fullmatch(day):
            continue
        first = datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC)
        last = first + timedelta(days=1)
        await connection.execute(
            f"CREATE TABLE {quoted(name)} PARTITION OF {quoted(parent)} "
            f"FOR VALUES FROM ('{first.isoformat()}') TO ('{last.isoformat()}')"
        )


async def _chunks(source: Any) -> AsyncIterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk


def _extract(archive: zipfile.ZipFile, manifest: dict[str, Any], name: str, place: Path) -> None:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for inner in manifest["entries"]:
        parts = PurePosixPath(inner).parts
        if parts[0] != name:
            continue
        if ".." in parts or inner.startswith("/"):
            raise BackupError(why_zh=f"不安全的名称 {inner}", why_en=f"unsafe name {inner}")
        target = place.joinpath(*parts[1:])
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with archive.open(inner) as source, target.open("wb") as out:
            target.chmod(0o600)
            while chunk := source.read(_CHUNK):
                out.write(chunk)
