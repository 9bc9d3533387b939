"""Looking for signs of gaming in the journals of the cases that a result is counted from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import msgspec

from yiwang.base.assessment.model.gaming import KINDS, Act, Trace, signs
from yiwang.base.assessment.usecases.defining import schemes
from yiwang.base.assessment.usecases.running import asked_of, names, objects
from yiwang.base.audit import api as audit
from yiwang.base.indicators import api as indicators
from yiwang.infra.database import Work
from yiwang.kernel.actor import SYSTEM

#: So many journals are read, the newest cases first; ``partial`` says that there are more.
_MOST: Final = 20_000
_BATCH: Final = 1000
#: Steps that tell nothing here.
_QUIET: Final = ("comment", "copy", "urge", "remind", "rate", "archive")


async def suspicions(work: Work, code: str, period: str) -> dict[str, Any]:
    """Return ``{items, kinds, cases, partial}`` for a scheme and period; excluded cases are looked at too.

    Every item names the object, the cases and the rule by which they were found; it is no verdict.
    """
    whole = indicators.period(period)
    scheme = (await schemes(work.tx)).get(code, whole.first)
    rows = await indicators.counted(work.beside(SYSTEM), asked_of(scheme, whole.text, assessed=False))
    taken = rows[-_MOST:]
    _, members = await objects(work, scheme.objects)
    holders = _holders(members)
    traces: list[Trace] = []
    for start in range(0, len(taken), _BATCH):
        traces += await _traces(
            work, taken[start : start + _BATCH], holders, by_area=scheme.objects.kind == "area"
        )
    named = await names(work, scheme)
    return {
        "items": [
            msgspec.to_builtins(sign) | {"name": named[sign.key], "n": len(sign.cases)}
            for sign in signs(traces)
        ],
        "kinds": [{"code": kind, "zh": zh, "en": en} for kind, (zh, en) in KINDS.items()],
        "cases": len(taken),
        "partial": len(rows) > _MOST,
    }


def _holders(members: Mapping[str, Collection[str]] | None) -> dict[str, str] | None:
    """Return whose score a unit or area counts in; none: in its own."""
    if members is None:
        return None
    return {part: key for key, parts in members.items() for part in parts}


async def _traces(
    work: Work, rows: list[dict[str, Any]], holders: dict[str, str] | None, *, by_area: bool
) -> list[Trace]:
    acts: dict[int, list[Act]] = {}
    for row in await audit.acts(work.tx, [each["id"] for each in rows], without=_QUIET, keys=("excluded",)):
        act = Act(row["at"], row["actor"], row["action"], row["said"][0])
        acts.setdefault(row["place"], []).append(act)
    found = []
    for place, row in enumerate(rows, 1):
        parts = row["path"] if by_area else [row["unit"]]
        keys = parts if holders is None else [holders[part] for part in parts if part in holders]
        if keys and keys[-1] is not None:
            found.append(
                Trace(
                    number=row["number"],
                    key=keys[-1],
                    matter=row["matter"],
                    area=row["path"][-1] if row["path"] else None,
                    acts=tuple(acts.get(place, ())),
                )
            )
    return found
