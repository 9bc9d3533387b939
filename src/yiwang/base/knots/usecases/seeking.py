"""Finding candidates: cases that meet a criterion, with reasons; a person decides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.identity import api as identity
from yiwang.base.knots import store
from yiwang.base.knots.errors import KnotNotFoundError
from yiwang.base.knots.model.criteria import Criteria, Reason, reasons, words
from yiwang.base.language import api as language
from yiwang.base.matters import api as matters
from yiwang.infra.database import Work
from yiwang.kernel.errors import InvalidInputError

#: So many cases are looked at in one go, and shown.
MOST: Final = 2000
_SHOWN: Final = 500
_LATELY: Final = timedelta(days=2)


async def look(work: Work, *, whole: bool = False) -> int:
    """Look for candidates among open and lately closed cases, or in the ``whole`` period; count new ones."""
    _, wanted = await store.criteria(work.tx)
    since = work.now - timedelta(days=wanted.days)
    closed_since: datetime = since if whole else work.now - _LATELY
    rows = await store.facts(work.tx, wanted, since, closed_since, work.now, MOST)
    found = [(row, why) for row in rows if (why := reasons(row, wanted, work.now))]
    return await store.put_candidates(work, found) if found else 0


async def candidates(work: Work) -> dict[str, Any]:
    """Return ``{items, criteria, version}``: cases within the caller's area that nobody decided on yet."""
    version, wanted = await store.criteria(work.tx)
    directory, catalogue = await identity.directory(work.tx), await matters.catalogue(work.tx)
    items = []
    for row in await store.candidates(work.tx, work.actor.area, _SHOWN):
        leaf = catalogue.get(row["matter"]) if row["matter"] is not None else None
        unit = directory.unit(row["unit"]) if row["unit"] is not None else None
        why = msgspec.convert(row["reasons"], list[Reason])
        items.append(
            {
                "number": row["number"],
                "matter": {"key": row["matter"], "name": None if leaf is None else leaf.name},
                "unit": None if unit is None else {"code": unit.code, "name": unit.name},
                "path": row["path"],
                "at": row["at"],
                "reasons": [words(one) for one in why],
            }
        )
    return {"items": items, "criteria": wanted, "version": version}


async def dismiss(work: Work, number: str, remark: str) -> None:
    """Take a case off the candidates, with the reason; raises ``knot_not_found``."""
    said = language.masked(remark).strip()
    if not said:
        raise InvalidInputError(field="remark", why_zh="须写明理由", why_en="it needs a reason")
    if not await store.decide(work.tx, [number], "dismissed", said):
        raise KnotNotFoundError
    await audit.record(work, "knot.dismiss", "case", number, {"remark": said})


async def set_criteria(work: Work, wanted: Criteria, reason: str) -> int:
    """Bring other criteria into force; return their version."""
    version, _ = await store.criteria(work.tx)
    await store.put_criteria(work, version + 1, wanted, reason)
    await audit.record(
        work, "knot.criteria", "knots", str(version + 1), {"criteria": msgspec.to_builtins(wanted)}
    )
    return version + 1
