"""Facts as files: made anew for months that changed, for DuckDB here and for programs elsewhere."""

from __future__ import annotations

from typing import Any, Final

from yiwang.base.indicators.store import files
from yiwang.base.indicators.usecases.keeping import hold
from yiwang.infra.database import Database, Work
from yiwang.kernel.actor import SYSTEM

#: A file is followed by another when so many of its facts changed.
_CHANGED: Final = 5000
#: Smaller cities are answered by the database at once.
_WORTH: Final = 200_000


async def is_worth(work: Work) -> bool:
    """Tell whether there are so many facts that files of them answer faster."""
    return await files.about(work.tx) >= _WORTH


async def export(database: Database, *, most: int = _CHANGED) -> dict[str, Any]:
    """Write files of the months that have none, or of which more than ``most`` facts changed.

    Each month is a transaction. Returns ``{folder, months, rows, files, facts}``: written now, and all.
    """
    async with database.work(SYSTEM) as work:
        await hold(work)
        months = await files.wanted(work.tx, most)
    rows = 0
    for month in months:
        async with database.work(SYSTEM) as work:
            await hold(work)
            rows += await files.write(work.tx, month, work.now)
    async with database.reading(SYSTEM) as work:
        await files.sweep(work.tx)
        found = await files.known(work.tx)
    return {
        "folder": str(files.folder()), "months": len(months), "rows": rows, "files": len(found.files),
        "facts": sum(file.rows for file in found.files),
    }  # fmt: skip
