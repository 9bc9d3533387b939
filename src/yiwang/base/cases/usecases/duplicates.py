"""Possible duplicates: before a report is filed, and as a list to judge."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import msgspec

from yiwang.base.cases.errors import NoSuchPairError
from yiwang.base.cases.model.likeness import Sighting, overlap, rank
from yiwang.base.cases.model.report import LONGEST_ADDRESS, LONGEST_TEXT, phone_key
from yiwang.base.cases.model.rules import DuplicateRule
from yiwang.base.cases.model.sketch import sketches
from yiwang.base.cases.model.words import title_of, words_of
from yiwang.base.cases.store import cases
from yiwang.base.cases.store import duplicates as store
from yiwang.base.cases.store.rules import RULES
from yiwang.base.cases.usecases.prepare import known_near
from yiwang.base.cases.usecases.reference import check_visible, reference, scope
from yiwang.base.cases.usecases.weighing import weights_in_force
from yiwang.base.matters import api as matters
from yiwang.infra.database import Database, Row, Work
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.geometry import check_position, distance_m
from yiwang.kernel.text import clean_text

MOST_PAIRS: Final = 200
#: Cases that ended so lately are shown before filing: it may have come back, or been solved badly.
_ENDED: Final = timedelta(days=30)
_LOOKED, _SHOWN_ENDED = 30, 3
_TIDIED: Final = 2000
#: Who has said nothing yet (a grid worker who picked a picture) is shown what merely lies near: missing words
#: say nothing against it.
_WORDLESS: Final = 0.1


async def find_duplicates(
    work: Work,
    *,
    text: str,
    lon: float | None,
    lat: float | None,
    matter: str | None = None,
    address: str = "",
    phone: str | None = None,
) -> list[dict[str, Any]]:
    """Return cases that a report would probably repeat, open ones likeliest first, with reasons.

    Looks near the position, at what the telephone number reported before, and without a position at like
    words; after them come cases of the matter that ended near by in the last 30 days (``ended``). Cases
    outside the caller's area are left out. Raises ``invalid_coordinate`` and ``invalid_input``.
    """
    if lon is not None and lat is not None:
        check_position(lon, lat, field="lon")
    text = clean_text(text, field="text", longest=LONGEST_TEXT)
    rules, key = await RULES.get(work.tx)
    leaf = (await matters.catalogue(work.tx)).find(matter) if matter else None
    hashed = phone_key(key, phone)
    address = clean_text(address, field="address", longest=LONGEST_ADDRESS)
    fresh = Sighting(
        case=None,
        number=None,
        matter=leaf.key if leaf is not None else None,
        lon=lon if lat is not None else None,
        lat=lat if lon is not None else None,
        address=address,
        at=work.now,
        title=title_of(text),
        phones=frozenset({hashed} if hashed is not None else ()),
        sketch=sketches([words_of(text, address)])[0],
    )
    rule = rules.duplicate_rule(leaf.class_code if leaf is not None else None, fresh.matter)
    if not fresh.words:
        rule = msgspec.structs.replace(rule, suggest_at=min(rule.suggest_at, _WORDLESS))
    known = await known_near(work, [(fresh, rule.radius_m)], rule.days)
    seen = [s for s in known if work.actor.area is None or work.actor.area in s.path]
    weights = await weights_in_force(work.tx)
    return [
        {
            "number": sighting.number,
            "title": sighting.title,
            "address": sighting.address,
            "matter": sighting.matter,
            "opened_at": sighting.at,
            "score": likeness.score,
            "same_caller": likeness.same_caller,
            "distance_m": likeness.distance_m,
            "reasons": likeness.reasons,
            "ended": None,
        }
        for sighting, likeness in rank(fresh, seen, rule, weights, limit=10)
    ] + await _ended(work, fresh, rule)


async def _ended(work: Work, fresh: Sighting, rule: DuplicateRule) -> list[dict[str, Any]]:
    """Return what ended lately at the same place and of the same matter, the nearest first."""
    if fresh.matter is None or fresh.lon is None or fresh.lat is None:
        return []
    rows = await store.ended_near(work.tx, fresh.matter, fresh.lon, fresh.lat, work.now - _ENDED, _LOOKED)
    near = [
        (distance_m(fresh.lon, fresh.lat, row["lon"], row["lat"]), row)
        for row in rows
        if work.actor.area is None or work.actor.area in row["path"]
    ]
    near = sorted((one for one in near if one[0] <= rule.radius_m), key=lambda one: one[0])
    return [_past(work, fresh, away, row) for away, row in near[:_SHOWN_ENDED]]


def _past(work: Work, fresh: Sighting, away: float, row: Row) -> dict[str, Any]:
    words = overlap(fresh.words, words_of(row["title"]))
    days = (work.now - row["closed_at"]) / timedelta(days=1)
    return {
        "number": row["number"],
        "title": row["title"],
        "address": row["address"],
        "matter": row["matter"],
        "opened_at": row["opened_at"],
        "score": round(words, 4),
        "same_caller": False,
        "distance_m": round(away, 1),
        "reasons": {
            "zh": f"相距{away:.0f}米，事项相同，{days:.0f}天前已办结，文字相似{words:.0%}",
            "en": f"{away:.0f} m apart, same matter, ended {days:.0f} d ago, {words:.0%} of the words alike",
        },
        "ended": row["closed_at"],
    }


async def duplicate_pairs(work: Work, limit: int = 50) -> dict[str, Any]:
    """Return the likeliest pairs of open cases that wait for a verdict, and what became of those before.

    Only pairs of which the caller may see both.

    ``evidence``: merged by people, merged by the system, of these undone, held different. ``precision`` is
    the share of automatic merges that nobody undid; ``None`` while there are none.
    """
    units = scope(work.actor, (await reference(work.tx)).directory)
    rows = await store.pairs(work.tx, work.actor.area, units, min(limit, MOST_PAIRS))
    counts = {(r["verdict"], r["automatic"]): r["n"] for r in await store.evidence(work.tx)}
    kept, undone = counts.get(("merged", True), 0), counts.get(("different", True), 0)
    weights = await weights_in_force(work.tx)
    return {
        "items": [_pair(row) for row in rows],
        "weights": weights.version,
        "evidence": {
            "open": counts.get(("open", False), 0),
            "merged": counts.get(("merged", False), 0),
            "different": counts.get(("different", False), 0),
            "automatic": kept + undone,
            "undone": undone,
            "precision": round(kept / (kept + undone), 4) if kept + undone else None,
        },
    }


def _pair(row: Row) -> dict[str, Any]:
    sides = {
        side: {
            name: row[f"{prefix}{name}"]
            for name in ("number", "title", "address", "stage", "opened_at", "reports")
        }
        for side, prefix in (("one", ""), ("other", "other_"))
    }
    return {
        "score": row["score"],
        "reasons": row["reasons"],
        "suggested_at": row["at"],
        "matter": row["matter"],
    } | sides


async def hold_different(work: Work, number: str, other: str) -> None:
    """Say that two cases are not about one thing: they are not suggested again, and the matcher learns.

    Raises ``case_not_found`` and ``no_such_pair``.
    """
    ref = await reference(work.tx)
    states = await cases.load_many(work.tx, [number, other])
    one, two = (check_visible(work.actor, states.get(n), ref, n) for n in (number, other))
    if not await store.judge(work, one.id, two.id, "different"):
        raise NoSuchPairError


async def tidy_duplicates(database: Database) -> None:
    """Forget sketches of cases that have ended, and close suggestions about them; in short transactions."""
    while True:
        async with database.work(SYSTEM) as work:
            done = await store.tidy(work.tx, _TIDIED)
        if done < _TIDIED:
            return
