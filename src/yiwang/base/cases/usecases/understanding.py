"""Understanding a report: where it is, what it is about, how urgent it is, what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
import numpy as np

from yiwang.base.cases.model.draft import CaseDraft
from yiwang.base.cases.model.elements import missing_elements
from yiwang.base.cases.model.likeness import Sighting
from yiwang.base.cases.model.report import CORRECTS, JOINING, JOINS
from yiwang.base.cases.model.rules import Rules
from yiwang.base.cases.model.state import Place
from yiwang.base.cases.model.words import title_of, words_of
from yiwang.base.cases.usecases.locating import Located, from_words
from yiwang.base.cases.usecases.reference import GRADE
from yiwang.base.cases.usecases.telling import is_telling, sought
from yiwang.base.geography import api as geography
from yiwang.base.language import api as language
from yiwang.base.matters import api as matters
from yiwang.infra.database import Row

#: A suggestion is taken without a person only from this score on, and this far ahead of the next.
SURE, AHEAD = 0.6, 0.1


class Understood(msgspec.Struct, frozen=True, kw_only=True):
    """What was made of one report. ``unmapped`` is a foreign code nobody has mapped yet.

    ``joins`` is the number of the case that its sender has seen and repeats.
    """

    report: UUID
    draft: CaseDraft
    sighting: Sighting
    class_code: str | None
    has_media: bool
    missing: list[str]
    suggestions: list[dict[str, Any]]
    urgent_words: tuple[str, ...]
    reading: language.Reading
    notes: list[dict[str, Any]]
    unmapped: tuple[str, str] | None = None
    joins: str | None = None

    @property
    def is_telling(self) -> bool:
        """Tell whether a person should read a hint about this report."""
        return bool(self.missing or self.suggestions or self.urgent_words or self.notes) or is_telling(
            self.reading
        )


def understand(
    rows: Sequence[Row],
    rules: Rules,
    book: geography.Gazetteer,
    catalogue: matters.Catalogue,
    readings: Sequence[language.Reading],
) -> list[Understood]:
    """Return what is made of each report and of what its words say (``readings``); no I/O."""
    tree = book.tree
    # a correction stays unplaced, so that it goes to a person and to no unit
    told = ["" if CORRECTS in row["attributes"] else row["text"] for row in rows]
    found = from_words(locate(rows, tree), told, rules.places, book)
    return [
        _one(row, one, reading, rules, tree, catalogue)
        for row, one, reading in zip(rows, found, readings, strict=True)
    ]


def locate(rows: Sequence[Row], tree: geography.AreaTree) -> list[Place]:
    """Return the place of each report: by its point, else by an area code the source gave, else none.

    A point outside all known areas stays without an area, whatever code came with it.
    """
    pointed = [row for row in rows if row["lon"] is not None]
    lons = np.array([row["lon"] for row in pointed], dtype=np.float64)
    lats = np.array([row["lat"] for row in pointed], dtype=np.float64)
    found = dict(zip((row["id"] for row in pointed), tree.locate_many(lons, lats), strict=True))
    return [_place(row, found, tree) for row in rows]


def _place(row: Row, found: dict[UUID, str | None], tree: geography.AreaTree) -> Place:
    area = found.get(row["id"])
    if row["lon"] is None:
        given = row["attributes"].get("area")
        area = given if isinstance(given, str) and given in tree else None
    path = tree.path(area) if area is not None else ()
    grade = (tree.grade(area) if area is not None else None) or GRADE
    return Place(lon=row["lon"], lat=row["lat"], address=row["address"], path=path, grade=grade)


def _one(
    row: Row,
    located: Located,
    reading: language.Reading,
    rules: Rules,
    tree: geography.AreaTree,
    catalogue: matters.Catalogue,
) -> Understood:
    place = located.place
    matter, suggestions, unmapped, notes = _matter(row, reading, catalogue)
    if matter is not None:
        matter = catalogue.refine(matter, row["text"])
    if row["lon"] is not None and not place.path:
        notes.append({"zh": "位置在已知区域之外", "en": "the place is outside all known areas"})
    notes += located.notes
    city = tree.city.code
    title, words = title_of(row["text"]), words_of(row["text"], row["address"], *sought(reading))
    draft = CaseDraft(
        source=row["source"],
        channel=row["channel"],
        title=title,
        words=words,
        place=place,
        opened_at=row["received_at"],
        number_area=number_area(place.path, tree) or city,
        number_source=rules.channels[row["channel"]].digits,
        report=row["id"],
        matter=matter.key if matter is not None else None,
        urgency=max(reading.urgency.level, matter.urgency if matter is not None else 1),
        contactable=bool(row["contactable"]),
        import_id=row["import_id"],
    )
    return Understood(
        report=row["id"],
        draft=draft,
        sighting=msgspec.structs.replace(sighting(row, draft.matter), lon=place.lon, lat=place.lat),
        class_code=matter.class_code if matter is not None else None,
        has_media=bool(row["media"]),
        missing=missing_elements(
            text=row["text"],
            placed=bool(place.path),
            address=row["address"],
            contactable=draft.contactable,
            matter=draft.matter,
        ),
        suggestions=suggestions,
        urgent_words=reading.urgency.words,
        reading=reading,
        notes=notes,
        unmapped=unmapped,
        joins=row["attributes"].get(JOINS) if row["source"] in JOINING else None,
    )


def number_area(path: Sequence[str], tree: geography.AreaTree) -> str | None:
    """Return the six digits a number carries: the district of the path, else its city."""
    levels = {area.level: code for code in path if (area := tree.get(code)) is not None}
    found = levels.get("district") or levels.get("city")
    return found[:6] if found is not None else (path[0][:6] if path else None)


def sighting(row: Row, matter: str | None) -> Sighting:
    """Return what a report is compared by."""
    return Sighting(
        case=None,
        number=None,
        matter=matter,
        lon=row["lon"],
        lat=row["lat"],
        address=row["address"],
        at=row["received_at"],
        title=title_of(row["text"]),
        phones=frozenset({row["phone_key"]} if row["phone_key"] is not None else ()),
    )


_Matter = tuple[matters.Matter | None, list[dict[str, Any]], tuple[str, str] | None, list[dict[str, Any]]]


def _matter(row: Row, reading: language.Reading, catalogue: matters.Catalogue) -> _Matter:
    """Return the matter that is certain, or suggestions; and a foreign code that nobody has mapped."""
    hint = row["matter_hint"]
    unmapped = None
    notes: list[dict[str, Any]] = []
    if hint is not None:
        key = catalogue.foreign(row["source"], hint)
        found = catalogue.leaf(key) if key is not None else catalogue.find(hint)
        if found is not None:
            return found, [], None, notes
        unmapped = (row["source"], hint)
        notes.append({"zh": f"事项代码“{hint}”没有映射", "en": f"the code {hint!r} is not mapped"})
    suggested = reading.matters
    shown = [{"key": s.key, "name": s.name, "score": s.score, "reason": s.reason} for s in suggested]
    if suggested:
        runner_up = suggested[1].score if len(suggested) > 1 else 0.0
        if suggested[0].score >= SURE and suggested[0].score - runner_up >= AHEAD:
            return catalogue.leaf(suggested[0].key), shown, unmapped, notes
    return None, shown, unmapped, notes
