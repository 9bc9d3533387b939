"""Looking for open cases about the same thing before a new one is filed."""

from __future__ import annotations

from typing import Any

from yiwang.base.cases.model.likeness import Sighting, rank
from yiwang.base.cases.model.report import LONGEST_ADDRESS, LONGEST_TEXT, phone_key
from yiwang.base.cases.model.words import title_of
from yiwang.base.cases.store.rules import RULES
from yiwang.base.cases.usecases.prepare import known_near
from yiwang.base.matters import api as matters
from yiwang.infra.database import Work
from yiwang.kernel.geometry import check_position
from yiwang.kernel.text import clean_text


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
    """Return open cases that a report would probably repeat, likeliest first, with reasons.

    Looks near the position and at what the telephone number reported before; cases outside the caller's
    area are left out. Raises ``invalid_coordinate`` and ``invalid_input``.
    """
    if lon is not None and lat is not None:
        check_position(lon, lat, field="lon")
    text = clean_text(text, field="text", longest=LONGEST_TEXT)
    rules, key = await RULES.get(work.tx)
    leaf = (await matters.catalogue(work.tx)).find(matter) if matter else None
    hashed = phone_key(key, phone)
    fresh = Sighting(
        case=None,
        number=None,
        matter=leaf.key if leaf is not None else None,
        lon=lon if lat is not None else None,
        lat=lat if lon is not None else None,
        address=clean_text(address, field="address", longest=LONGEST_ADDRESS),
        at=work.now,
        title=title_of(text),
        phones=frozenset({hashed} if hashed is not None else ()),
    )
    rule = rules.duplicate_rule(leaf.class_code if leaf is not None else None)
    known = await known_near(work, [(fresh, rule.radius_m)], rule.days)
    seen = [s for s in known if work.actor.area is None or work.actor.area in s.path]
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
        }
        for sighting, likeness in rank(fresh, seen, rule, limit=10)
    ]
