"""Routes of imports: hand a file in, see how far it is, fetch the rejected rows, take it back."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Mapping as Headers
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse
from starlette.datastructures import UploadFile

from yiwang.connectors.tabular import runner
from yiwang.connectors.tabular.mapping import parse
from yiwang.connectors.tabular.yamlfile import LARGEST
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import InvalidInputError, NotFoundError, TooManyRequestsError, YiwangError
from yiwang.kernel.ids import new_id
from yiwang.kernel.permissions import demand
from yiwang.sdk import cases, process
from yiwang.sdk.web import caller, database, json

log = logging.getLogger(__name__)
router = APIRouter(prefix="/api/v1/imports", tags=["imports"])

KINDS: Final = ("reports", "cases")
#: Rows per transaction while the process also answers others: short steps keep it responsive.
_BATCH: Final = 250
_MOST: Final = 4
_LONGEST_NAME: Final = 200
_DAY: Final = 86_400
_KEPT_UPLOAD: Final = 2 * _DAY
_KEPT_REJECTS: Final = 30 * _DAY

_running: dict[UUID, asyncio.Task[None]] = {}
_asked_to_stop: set[UUID] = set()


async def stop() -> None:
    """Let the imports of this process end after their batch; the same file handed in again goes on."""
    _asked_to_stop.update(_running)
    await asyncio.gather(*_running.values())


_FORM: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file", "mapping", "kind"],
                    "properties": {
                        "kind": {"type": "string", "enum": list(KINDS)},
                        "mapping": {"type": "string", "format": "binary", "description": "YAML"},
                        "file": {"type": "string", "format": "binary"},
                    },
                }
            }
        },
    }
}


@router.post("", summary="Import a file of reports or of cases", status_code=202, openapi_extra=_FORM)
async def start(request: Request) -> Response:
    """Check mapping and file, answer with the import's record, and import in the background.

    The same file with the same mapping again goes on where an unfinished import stopped; a finished one
    is run again and finds duplicates only.
    """
    actor = await caller(request)
    demand(actor, cases.IMPORT)
    if len(_running) >= _MOST:
        raise TooManyRequestsError(seconds=30)
    folder = _folder(request)
    await asyncio.to_thread(_tidy, folder)
    async with request.form(max_files=2, max_fields=4, max_part_size=LARGEST) as form:
        kind, mapping, file = form.get("kind"), form.get("mapping"), form.get("file")
        if not isinstance(kind, str) or kind not in KINDS:
            raise _asked("kind", "应为 reports 或 cases", "it is `reports` or `cases`")
        if mapping is None:
            raise _asked("mapping", "缺少映射文件", "the mapping file is missing")
        rules = parse(mapping.encode() if isinstance(mapping, str) else await mapping.read(LARGEST + 1))
        if not isinstance(file, UploadFile):
            raise _asked("file", "缺少要导入的文件", "the file to import is missing")
        name = Path((file.filename or "file").replace("\\", "/")).name[:_LONGEST_NAME] or "file"
        stored = folder / f"{new_id()}.upload"
        await asyncio.to_thread(_keep, file.file, stored)
    job = runner.Job(stored, name, kind, rules, lambda found: folder / f"{found}.rejects.csv", _BATCH)
    try:
        run = await runner.prepare(database(request), actor, job)
    except BaseException:
        stored.unlink(missing_ok=True)
        raise
    if run.id in _running:
        await run.close()
        stored.unlink(missing_ok=True)
    else:
        _running[run.id] = asyncio.create_task(_finish(run, stored), name=f"import-{run.id}")
    async with database(request).reading(actor) as work:
        record = await cases.find_import(work.tx, run.id)
    return json(shown(record, work.now), 202)


def _asked(field: str, zh: str, en: str) -> InvalidInputError:
    return InvalidInputError(field=field, why_zh=zh, why_en=en)


def _folder(request: Request) -> Path:
    folder = Path(process.setting(request, "data", Path("var"))) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _tidy(folder: Path) -> None:
    """Delete what killed runs left, and rejected rows nobody will mend any more: they name people."""
    for file in folder.iterdir():
        kept = _KEPT_UPLOAD if file.suffix == ".upload" else _KEPT_REJECTS
        if time.time() - file.stat().st_mtime > kept:
            file.unlink(missing_ok=True)


def _keep(source: BinaryIO, target: Path) -> None:
    with target.open("xb") as out:
        shutil.copyfileobj(source, out, 1 << 20)


async def _finish(run: runner.Run, stored: Path) -> None:
    """Run to the end; the record tells what became of it, the rejected rows stay for those who ask."""
    try:
        await run.go(stop=lambda: run.id in _asked_to_stop)
    except YiwangError:
        pass  # the record holds it
    except Exception:  # recorded with its trace; the record tells that it failed
        log.exception("import %s failed", run.id)
        await run.note(YiwangError())
    finally:
        _running.pop(run.id, None)
        _asked_to_stop.discard(run.id)
        await asyncio.to_thread(stored.unlink, missing_ok=True)


def shown(record: cases.Import, now: datetime) -> dict[str, Any]:
    """Return the wire form of an import at the instant ``now``."""
    counts = record.counts
    return {
        "id": record.id,
        "kind": record.kind,
        "source": record.source,
        "file": record.file,
        "state": record.state(now),
        "started_at": record.started_at,
        "updated_at": counts.updated_at,
        "finished_at": record.finished_at,
        "undone_at": record.undone_at,
        "share": counts.share,
        "read": counts.read,
        "accepted": counts.accepted,
        "duplicates": counts.duplicates,
        "rejected": counts.rejected,
        "changed": counts.changed,
        "withdrawn": counts.withdrawn,
        "failure": counts.failure,
    }


@router.get("", summary="The newest imports")
async def list_imports(request: Request, limit: Annotated[int, Query(ge=1, le=500)] = 100) -> Response:
    """Return the newest imports first."""
    actor = await _seer(request)
    async with database(request).reading(actor) as work:
        records = await cases.newest_imports(work.tx, limit)
    return json({"items": [shown(record, work.now) for record in records]})


@router.get("/{import_id}", summary="How far an import is")
async def show(request: Request, import_id: UUID) -> Response:
    """Return one import."""
    actor = await _seer(request)
    async with database(request).reading(actor) as work:
        return json(shown(await cases.find_import(work.tx, import_id), work.now))


async def _seer(request: Request) -> Actor:
    actor = await caller(request)
    demand(actor, cases.IMPORT)
    return actor


@router.get("/{import_id}/rejects", summary="The rows that were not taken, as CSV")
async def rejects(request: Request, import_id: UUID) -> Response:
    """Return the rejected rows with their reasons; 404 when there are none."""
    await _seer(request)
    file = _folder(request) / f"{import_id}.rejects.csv"
    if not file.is_file():
        raise NotFoundError(what_zh="被拒绝的行", what_en="rejected rows", key=str(import_id))
    headers: Headers[str, str] = {"x-content-type-options": "nosniff"}
    return FileResponse(file, 200, headers, "text/csv; charset=utf-8", filename=f"{import_id}.rejects.csv")


@router.post("/{import_id}/undo", summary="Take an import back")
async def undo(request: Request, import_id: UUID) -> Response:
    """Make all cases of the import void and withdraw its reports, unless somebody worked on them."""
    actor = await _seer(request)
    record = await runner.undo(database(request), actor, import_id)
    (_folder(request) / f"{import_id}.rejects.csv").unlink(missing_ok=True)
    return json(shown(record, database(request).time.now()))
