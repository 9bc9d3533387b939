"""Reading signs, and closing them with what they turned out to be."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from yiwang.base.audit import api as audit
from yiwang.base.geography import api as geography
from yiwang.base.matters import api as matters
from yiwang.base.signs import store
from yiwang.base.signs.errors import SignClosedError, SignNotFoundError
from yiwang.base.signs.messages import SignsChanged
from yiwang.base.signs.model.telling import KINDS
from yiwang.base.signs.usecases.look import STREAM
from yiwang.infra.database import Row, Work

RESULTS: Final = ("confirmed", "false", "known")
_MOST: Final = 500
_SHOWN: Final = (
    "id",
    "kind",
    "period",
    "at",
    "size",
    "words",
    "numbers",
    "cases",
    "closed_at",
    "result",
    "remark",
)


async def close(work: Work, sign: UUID, result: str, remark: str) -> None:
    """Close a sign: confirmed, false, or known before. Raises ``sign_not_found`` and ``sign_closed``.

    Announces ``signs.changed``.
    """
    row = await store.lock(work.tx, sign)
    area = work.actor.area
    if row is None or (area is not None and row["path"] and area not in row["path"]):
        raise SignNotFoundError
    if row["closed_at"] is not None:
        raise SignClosedError
    data = {"result": result}
    line = audit.chain(STREAM, sign, 2, work.now, work.actor, "close", "open", "closed", data, row["entry"])
    await audit.append(work.tx, [line])
    await store.close(work, sign, result, remark, line.hash)
    work.announce(SignsChanged(areas=tuple(row["path"]), fresh=0, at=work.now))


async def find(
    work: Work, *, kind: str | None, is_open: bool | None, since: datetime | None
) -> dict[str, Any]:
    """Return signs that the caller may see, newest first, and how those of each kind ended.

    ``rates`` say by kind how many are open and how the others ended; the hit rate is the share of the
    confirmed among those confirmed or false: what was known before was no error, and no news.
    """
    rows = await store.find(work.tx, work.actor.area, kind=kind, is_open=is_open, since=since, limit=_MOST)
    catalogue = await matters.catalogue(work.tx)
    names = {leaf.key: leaf.name for leaf in catalogue.leaves()}
    tree = await geography.areas(work.tx)
    results = await store.results(work.tx, work.actor.area)
    return {
        "items": [_shown(row, names, tree) for row in rows],
        "results": results,
        "rates": [_rate(kind, results.get(kind, {})) for kind in KINDS],
    }


def _rate(kind: str, ended: dict[str, int]) -> dict[str, Any]:
    zh, en = KINDS[kind]
    confirmed, wrong = ended.get("confirmed", 0), ended.get("false", 0)
    return {
        "kind": kind,
        "title": {"zh": zh, "en": en},
        "open": ended.get("open", 0),
        "confirmed": confirmed,
        "false": wrong,
        "known": ended.get("known", 0),
        "hit": round(confirmed / (confirmed + wrong), 3) if confirmed + wrong else None,
    }


def _shown(row: Row, names: dict[str, str], tree: geography.AreaTree) -> dict[str, Any]:
    zh, en = KINDS[row["kind"]]
    area = tree.get(row["path"][-1]) if row["path"] else None
    return {name: row[name] for name in _SHOWN} | {
        "title": {"zh": zh, "en": en},
        "matter": names.get(row["matter"], row["matter"]),
        "area": None if area is None else area.name,
    }
