"""Backup and restore of the whole state: database, signing keys, media objects.

A backup is one ZIP file: per table a COPY stream, the keys, the media objects, and ``manifest.json`` with
row counts and SHA-256 sums. It depends on neither the server's version nor its files, so it also moves an
installation between the embedded server and any other PostgreSQL.

The keys are read before the database's snapshot is taken: the copy of the ledger's head that lies beside
them must never be newer than the ledger that is saved.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import asyncpg

import yiwang
from yiwang.infra.errors import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
_CHUNK = 1 << 20

#: All tables with data, and their columns that can be written.
_TABLES = """
SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> 'alembic_version'
GROUP BY c.relname ORDER BY c.relname
"""
_SEQUENCES = "SELECT sequencename AS name, last_value FROM pg_sequences WHERE schemaname = 'public'"


def quoted(name: str) -> str:
    """Return ``name`` as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


async def tables_of(connection: Any) -> dict[str, list[str]]:
    """Return the tables of a database with their columns."""
    return {row["name"]: row["columns"] for row in await connection.fetch(_TABLES)}


class _Sum:
    """Writes to ``target`` and sums up what passes."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self._digest.update(data)
        self.size += len(data)
        self._target.write(data)

    def entry(self) -> dict[str, Any]:
        return {"bytes": self.size, "sha256": self._digest.hexdigest()}


async def write(
    url: str, folders: dict[str, Path], file: Path, tell: Callable[[str], None]
) -> dict[str, Any]:
    """Save the database at ``url`` and ``folders`` (name → place) to ``file``; return the manifest.

    Works while the system runs. The file appears under its name only when it is whole and was read back.
    Raises ``backup_failed``.
    """
    partial = _reserve(file)
    try:
        with os.fdopen(os.open(partial, os.O_RDWR), "w+b") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                manifest = await _fill(archive, url, folders, tell)
                archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
            out.flush()
            os.fsync(out.fileno())
        verify(partial)
        partial.rename(file)
    except OSError as error:
        raise BackupError(why_zh=str(error), why_en=str(error)) from error
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _reserve(file: Path) -> Path:
    """Make the empty file that becomes the backup, readable for its owner alone."""
    if file.exists():
        raise BackupError(why_zh=f"{file} 已存在", why_en=f"{file} exists already")
    partial = file.with_name(f"{file.name}.partial")
    try:
        os.close(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    except OSError as error:
        raise BackupError(why_zh=str(error), why_en=str(error)) from error
    return partial


async def _fill(
    archive: zipfile.ZipFile, url: str, folders: dict[str, Path], tell: Callable[[str], None]
) -> dict[str, Any]:
    entries: dict[str, dict[str, Any]] = {}
    small = {name: place for name, place in folders.items() if name == "keys"}
    for name, place in small.items():
        _add_folder(archive, entries, name, place)
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            manifest = await _describe(connection)
            for table, columns in (await tables_of(connection)).items():
                tell(table)
                entries[f"tables/{table}"] = await _copy_out(archive, connection, table, columns)
    finally:
        await connection.close()
    for name, place in folders.items():
        if name not in small:
            tell(name)
            _add_folder(archive, entries, name, place)
    return manifest | {"entries": entries}


async def _describe(connection: Any) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "yiwang": yiwang.__version__,
        "made_at": datetime.now(UTC).isoformat(),
        "postgres": await connection.fetchval("SHOW server_version"),
        "schema": await connection.fetchval("SELECT version_num FROM alembic_version"),
        "sequences": {row["name"]: row["last_value"] for row in await connection.fetch(_SEQUENCES)},
    }


async def _copy_out(
    archive: zipfile.ZipFile, connection: Any, table: str, columns: list[str]
) -> dict[str, Any]:
    with archive.open(f"tables/{table}", "w", force_zip64=True) as target:
        summed = _Sum(target)

        async def sink(data: bytes) -> None:
            summed.write(data)

        status: str = await connection.copy_from_table(table, columns=columns, output=sink, format="text")
    return summed.entry() | {"rows": int(status.rsplit(" ", 1)[-1]), "columns": columns}


def _add_folder(archive: zipfile.ZipFile, entries: dict[str, dict[str, Any]], name: str, place: Path) -> None:
    for path in sorted(place.rglob("*")):
        if path.is_file() and not path.name.endswith(".partial"):
            inner = f"{name}/{path.relative_to(place).as_posix()}"
            info = zipfile.ZipInfo(inner)  # stored as it is: media are compressed already
            try:
                with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
                    summed = _Sum(target)
                    while chunk := source.read(_CHUNK):
                        summed.write(chunk)
            except FileNotFoundError:
                continue  # erased in this moment: it is no longer part of the state
            entries[inner] = summed.entry()


def verify(file: Path) -> dict[str, Any]:
    """Read ``file`` whole, compare every sum, and return its manifest; raise ``backup_failed``."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
            if manifest.get("format") != FORMAT:
                raise BackupError(why_zh="不认识的备份格式", why_en="unknown format of backup")
            present = set(archive.namelist()) - {MANIFEST}
            if present != set(manifest["entries"]):
                raise BackupError(why_zh="备份不完整", why_en="parts are missing or foreign")
            for name, entry in manifest["entries"].items():
                with archive.open(name) as source:
                    digest = hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]
                if digest != entry["sha256"]:
                    raise BackupError(why_zh=f"{name} 已损坏", why_en=f"{name} is damaged")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, EOFError) as error:
        raise BackupError(
            why_zh=f"无法读取 {file}：{error}", why_en=f"cannot read {file}: {error}"
        ) from error
    return manifest
