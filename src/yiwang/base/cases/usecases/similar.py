"""Similar past cases and what solved them 类案: the same matter, near and in like words, already ended."""

from __future__ import annotations

from typing import Any, Final

from yiwang.base.cases.model.filters import CaseFilter
from yiwang.base.cases.model.likeness import overlap
from yiwang.base.cases.model.words import words_of
from yiwang.base.cases.store import pages
from yiwang.base.cases.store import similar as store
from yiwang.base.cases.usecases.explain import seen
from yiwang.base.cases.usecases.lists import understood
from yiwang.base.cases.usecases.views import unit_of
from yiwang.infra.database import Row, Work
from yiwang.kernel.geometry import distance_m

#: So many ended cases of the matter are compared, the newest.
_LOOKED: Final = 500
MOST: Final = 5
#: A case so many metres away counts half as near.
_HALF_M: Final = 500.0
_WORDS, _NEAR, _GOOD = 0.5, 0.35, 0.15
_CONTENT: Final = 4  # of five


async def similar(work: Work, number: str) -> list[dict[str, Any]]:
    """Return at most five ended cases of the same matter that the caller may see, the likest first.

    Likeness is that of the words, nearness, and whether it ended well (in time, a content reporter). Each
    bears ``result``: what was written when it was solved. Raises ``case_not_found``.
    """
    ctx = await seen(work, number)
    state = ctx.state
    if state.matter is None:
        return []
    wanted, ref, _ = await understood(work, CaseFilter(matters=(state.matter,)))
    title = (await pages.pages(work.tx, [(state.id, state.reports)]))[state.id].title
    words = frozenset(words_of(title))
    rows = await store.ended(work.tx, wanted, state.id, _LOOKED)
    scored = [(_score(row, words, state.place.lon, state.place.lat), row) for row in rows]
    best = sorted(scored, key=lambda one: (-one[0][0], one[1]["number"]))[:MOST]
    results = await store.results(work.tx, [row["id"] for _, row in best])
    return [
        {
            "number": row["number"],
            "title": row["title"],
            "unit": unit_of(ref, row["unit"]),
            "opened_at": row["opened_at"],
            "closed_at": row["closed_at"],
            "on_time": row["on_time"],
            "satisfaction": row["satisfaction"],
            "distance_m": None if away is None else round(away),
            "score": round(score, 3),
            "result": results.get(row["id"]),
        }
        for (score, away), row in best
    ]


def _score(
    row: Row, words: frozenset[str], lon: float | None, lat: float | None
) -> tuple[float, float | None]:
    away = None
    if lon is not None and lat is not None and row["lon"] is not None:
        away = distance_m(lon, lat, row["lon"], row["lat"])
    near = 0.0 if away is None else _HALF_M / (_HALF_M + away)
    good = 0.5 * bool(row["on_time"]) + 0.5 * ((row["satisfaction"] or 0) >= _CONTENT)
    return _WORDS * overlap(words, words_of(row["title"])) + _NEAR * near + _GOOD * good, away
