"""How one matter could become finer ones (C006): kinds of cases in it, whose they are, what it would mean."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter, CaseState, Task
from yiwang.base.insight.errors import ChangeRefusedError
from yiwang.base.insight.model.changes import Part, PartDuty, PartLimit, SplitChange
from yiwang.base.insight.model.dividing import divided, places
from yiwang.base.insight.model.grouping import groups
from yiwang.base.insight.model.suggest import suggest
from yiwang.base.insight.usecases.names import Names, names
from yiwang.base.insight.usecases.states import chosen, shown
from yiwang.base.insight.usecases.whatif import FINAL, journey, split_told
from yiwang.base.language import api as language
from yiwang.base.matters.api import Matter
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Work
from yiwang.kernel.segment import cut_for_search
from yiwang.kernel.worktime import WorkCalendar

#: Fewer ended cases than this say nothing about kinds.
LEAST: Final = 40
#: A part holds at least so many cases, and this share of them.
_LEAST_PART, _PART_SHARE = 8, 0.05
#: The parts are found in the earlier cases and judged on the later ones, which they have not seen.
_EARLIER: Final = 2 / 3
#: A unit is suggested for a part in an area if it did this share of at least so many cases there, and
#: this share of them began elsewhere.
_DUTY_SHARE, _DUTY_CASES, _DUTY_ASTRAY = 0.7, 5, 0.2
#: So many texts of other matters tell ways of speaking from what a case is about.
_OTHERS: Final = 1000
_SAMPLES: Final = 4
_SAMPLE: Final = 120


async def split(work: Work, asked: CaseFilter, key: str) -> dict[str, Any]:
    """Return how the matter ``key`` could be split: parts with words, units, limit, sample cases, effect.

    ``why`` says why there are no parts: ``too_few`` cases, or ``one_kind`` of them; ``no_gain``: there are
    kinds, but units and limits are right for all. ``right`` is judged on later cases than those the words
    were taken from. Samples are masked. Raises ``insight_change_refused`` for an unknown matter,
    ``insight_too_many``, ``invalid_input``.
    """
    named = await names(work.tx)
    leaf = named.catalogue.find(key)
    if leaf is None:
        raise ChangeRefusedError(field="matter", why_zh=f"没有事项“{key}”", why_en=f"no matter {key!r}")
    spoken = await cases.first_told(work, asked_of_all(asked), _OTHERS)
    asked = msgspec.structs.replace(asked, matters=(leaf.key,))
    found = [s for s in await chosen(work, asked) if s.matter == leaf.key and _did(s) is not None]
    texts = await cases.first_told(work, asked, len(found) + 1) if found else {}
    others = [text for number, text in spoken.items() if number not in texts]
    held = sorted((s for s in found if s.number in texts), key=lambda s: (s.opened_at, s.number))
    calendars = await workflow.calendars(work.tx)
    return await asyncio.to_thread(_split, leaf, held, texts, others, named, calendars)


def _split(
    leaf: Matter,
    held: Sequence[CaseState],
    texts: Mapping[str, str],
    others: Sequence[str],
    named: Names,
    calendars: Mapping[str, WorkCalendar],
) -> dict[str, Any]:
    existing = [{"key": p.key, "name": p.name, "words": p.synonyms} for p in named.catalogue.parts(leaf.key)]
    nothing = {
        "matter": named.matter(leaf.key),
        "cases": len(held),
        "learned": 0,
        "existing": existing,
        "parts": [],
        "split": None,
    }
    if len(held) < LEAST:
        return nothing | {"why": "too_few"}
    cut_at = round(len(held) * _EARLIER)
    earlier, later = held[:cut_at], held[cut_at:]
    least = max(_LEAST_PART, round(_PART_SHARE * len(earlier)))
    words = groups([texts[s.number] for s in earlier], _barred(leaf, earlier, named), least, others)
    rough = [Part(name=_called(leaf, some), words=some) for some in words]
    of = places({s.number: texts[s.number] for s in earlier}, rough)
    parts = []
    for i, part in enumerate(rough):
        mine = [s for s in earlier if of[s.number] == i]
        if len(mine) >= least:
            limit = _limit(mine, calendars)
            parts.append(msgspec.structs.replace(part, duties=tuple(_duties(mine, named)), limit=limit))
    if not parts:
        return nothing | {"why": "one_kind"}
    change = SplitChange(matter=leaf.key, parts=tuple(parts))
    _, _, judged = divided([journey(s) for s in later], {s.number: texts[s.number] for s in later}, change)
    of = places({s.number: texts[s.number] for s in held}, parts)
    return nothing | {
        "why": None if any(part.duties or part.limit for part in parts) else "no_gain",
        "learned": len(earlier),
        "parts": [
            {
                **msgspec.to_builtins(part),
                **_shown([s for s in held if of[s.number] == i], texts, named, part),
            }
            for i, part in enumerate(parts)
        ],
        "split": split_told(change, judged, named),
    }


def asked_of_all(asked: CaseFilter) -> CaseFilter:
    """Return the filter for cases of all matters."""
    return msgspec.structs.replace(asked, matters=())


def _did(state: CaseState) -> str | None:
    """Return the unit that did the work in the end."""
    done = [t for t in _leads(state) if t.status == "done"]
    return max(done, key=lambda t: t.opened_at).unit if done else None


def _barred(leaf: Matter, held: Sequence[CaseState], named: Names) -> set[str]:
    """Return words that tell nothing: of the matter itself, and of places."""
    areas = {code for state in held for code in state.place.path}
    told = [leaf.name, *leaf.synonyms, *(area.name for code in areas if (area := named.tree.get(code)))]
    told += [state.place.address for state in held]
    return {word for text in told for word in cut_for_search(text)}


def _called(leaf: Matter, words: Sequence[str]) -> str:
    return f"{leaf.name}（{'、'.join(words[:2])}）"[:100]


def _duties(mine: Sequence[CaseState], named: Names) -> list[PartDuty]:
    """Return whose the part is where many cases began elsewhere: for the whole city, else per district."""
    city = named.tree.city.code
    whole = _most(mine, city, named)
    if whole is not None:
        return [PartDuty(area=city, unit=whole)] if _astray(mine, whole) else []
    by_district: dict[str, list[CaseState]] = {}
    for state in mine:
        for code in state.place.path[1:2]:
            by_district.setdefault(code, []).append(state)
    found = []
    for code, some in sorted(by_district.items()):
        unit = _most(some, code, named)
        if unit is not None and _astray(some, unit):
            found.append(PartDuty(area=code, unit=unit))
    return found


def _most(mine: Sequence[CaseState], area: str, named: Names) -> str | None:
    """Return the unit that did nearly all of the cases, if there is one and it serves the whole area."""
    counted = Counter(did for s in mine if (did := _did(s)) is not None)
    if counted.total() < _DUTY_CASES:
        return None
    code, n = counted.most_common(1)[0]
    unit = named.directory.unit(code)
    serves = unit is not None and (unit.area is None or unit.area in named.tree.path(area))
    return code if serves and n >= _DUTY_SHARE * counted.total() else None


def _astray(mine: Sequence[CaseState], unit: str) -> bool:
    """Tell whether many of the cases began at another unit."""
    began = [min(tasks, key=lambda t: t.opened_at).unit for s in mine if (tasks := _leads(s))]
    return sum(first != unit for first in began) >= max(1, _DUTY_ASTRAY * len(began))


def _leads(state: CaseState) -> list[Task]:
    return [t for t in state.tasks.values() if t.kind == "lead"]


def _limit(mine: Sequence[CaseState], calendars: Mapping[str, WorkCalendar]) -> PartLimit | None:
    """Return a shorter limit that would do for the part, if there is one (see :mod:`.model.suggest`)."""
    code = Counter(s.calendar for s in mine).most_common(1)[0][0]
    if code not in calendars:
        return None
    spans = [c for s in mine if s.calendar == code for c in journey(s).clocks if c.kind == FINAL]
    found = suggest(spans, calendars[code])
    if found is None or found.suggested is None:
        return None
    return PartLimit(amount=found.suggested.limit.amount, unit=found.suggested.limit.unit)


def _shown(mine: Sequence[CaseState], texts: Mapping[str, str], named: Names, part: Part) -> dict[str, Any]:
    samples = mine[:: max(1, len(mine) // _SAMPLES)][:_SAMPLES]
    units = Counter(unit for s in mine if (unit := _did(s)) is not None).most_common(3)
    return {
        "names": {code: named.of("district", code) for code in (duty.area for duty in part.duties)}
        | {duty.unit: named.unit(duty.unit)["name"] for duty in part.duties},
        "returned": shown(s.number for s in mine if s.returns),
        "units": [{"unit": named.unit(unit), "cases": n} for unit, n in units],
        "samples": [
            {"number": s.number, "text": language.masked(texts[s.number][: 4 * _SAMPLE])[:_SAMPLE]}
            for s in samples
        ],
        **shown(s.number for s in mine),
    }
