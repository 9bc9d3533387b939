"""Words of another system → codes of this city: units, matters, channels, places of imported rows."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import msgspec
import numpy as np

from yiwang.base.cases.model.history import HistoryRow, RowProblem
from yiwang.base.cases.model.rules import Channel, Rules
from yiwang.base.cases.model.state import Place
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.matters import api as matters
from yiwang.infra.database import Work
from yiwang.kernel.text import fold

GRADE = "B"
IMPORT_CHANNEL = "import"
_SLUG, _SOURCE, _MARK = 12, 10, 6
_LONGEST_NAME = 100


class Translated(msgspec.Struct, frozen=True, kw_only=True):
    """A row with its words turned into codes."""

    row: HistoryRow
    place: Place
    channel: str
    digits: str
    matter: str | None
    unit: str | None


def made_code(source: str, word: str) -> str:
    """Return the code that a unit or matter made for ``word`` of ``source`` always has."""
    slug = re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-")[:_SLUG].strip("-")
    mark = hashlib.sha256(f"{source}\0{word}".encode()).hexdigest()[:_MARK]
    head = re.sub(r"[^a-z0-9-]", "-", source.lower())[:_SOURCE]
    return ".".join(p for p in (head, slug, mark) if p)


async def translate(
    work: Work, source: str, rows: Sequence[HistoryRow], rules: Rules, create: Collection[str]
) -> tuple[list[Translated], list[RowProblem]]:
    """Return the rows that could be translated, and why the others could not.

    Missing units and matters are made when ``create`` names them; foreign matter words that stay
    unknown are counted, so that somebody maps them.
    """
    units, unit_problems = await _units(work, source, rows, create="unit" in create)
    keys, matter_problems = await _matters(work, source, rows, create="matter" in create)
    places, place_problems = _places(await geography.areas(work.tx), rows)
    channels = _channels(rules)
    found: list[Translated] = []
    problems: list[RowProblem] = []
    for row, place in zip(rows, places, strict=True):
        wrong = unit_problems.get(row.unit) or matter_problems.get(row.matter) or place_problems.get(row.area)
        if wrong is not None:
            field, zh, en = wrong
            problems.append(RowProblem(row=row.row, kind="rejected", field=field, zh=zh, en=en))
            continue
        channel = channels.get(fold(row.channel), rules.channels[IMPORT_CHANNEL])
        found.append(
            Translated(
                row=row,
                place=place,
                channel=channel.code,
                digits=channel.digits,
                matter=keys.get(row.foreign_matter or row.matter),
                unit=units.get(row.unit),
            )
        )
    return found, problems


def _channels(rules: Rules) -> dict[str, Channel]:
    return {
        fold(word): channel
        for channel in reversed(rules.channels.values())
        for word in (channel.zh, channel.en, channel.code)
    }


_Wrong = dict[str, tuple[str, str, str]]


async def _units(
    work: Work, source: str, rows: Iterable[HistoryRow], *, create: bool
) -> tuple[dict[str, str], _Wrong]:
    directory = await identity.directory(work.tx)
    wanted = {row.unit for row in rows if row.unit}
    by_name = {unit.name: unit.code for unit in reversed(directory.units())}
    known = {
        word: (word if directory.unit(word) is not None else by_name[word])
        for word in wanted
        if directory.unit(word) is not None or word in by_name
    }
    missing = sorted(wanted - known.keys())
    if not create:
        return known, {w: ("unit", f"没有单位“{w[:60]}”", f"there is no unit {w[:60]!r}") for w in missing}
    if missing:
        drafts = [identity.UnitDraft(code=made_code(source, w), name=w[:_LONGEST_NAME]) for w in missing]
        await identity.save_units(work, drafts)
        known |= {w: d.code for w, d in zip(missing, drafts, strict=True)}
    return known, {}


async def _matters(
    work: Work, source: str, rows: Sequence[HistoryRow], *, create: bool
) -> tuple[dict[str, str], _Wrong]:
    catalogue = await matters.catalogue(work.tx)
    known: dict[str, str] = {}
    wrong: _Wrong = {}
    foreign = Counter(row.foreign_matter for row in rows if row.foreign_matter)
    for word in {row.matter for row in rows if row.matter}:
        leaf = catalogue.find(word)
        key = leaf.key if leaf is not None else catalogue.foreign(source, word)
        if key is not None:
            known[word] = key
        elif create:
            foreign[word] += 1
        else:
            wrong[word] = ("matter", f"没有事项“{word[:60]}”", f"there is no matter {word[:60]!r}")
    for word in foreign:
        key = catalogue.foreign(source, word) or _by_name(catalogue, word)
        if key is not None:
            known[word] = key
    missing = sorted(foreign.keys() - known.keys())
    if missing and create:
        known |= await _make_matters(work, source, missing)
    elif missing:
        await matters.count_unmapped_many(work, [(source, w, w, foreign[w]) for w in missing])
    return known, wrong


def _by_name(catalogue: matters.Catalogue, word: str) -> str | None:
    """Return the matter with this very name; a foreign *code* that looks like ours means nothing."""
    leaf = catalogue.find(word)
    return leaf.key if leaf is not None and word not in {leaf.code, leaf.key} else None


async def _make_matters(work: Work, source: str, words: Sequence[str]) -> dict[str, str]:
    """Make a class for the source and a leaf under it for each word, and map the words to them."""
    top = made_code(source, "")
    entries = [matters.MatterData(kind="matter", code=top, name=source, leaf=False)]
    entries += [
        matters.MatterData(kind="matter", code=made_code(source, w), name=w[:_LONGEST_NAME], parent=top)
        for w in words
    ]
    await matters.save_matters(work, entries, source=f"import:{source}")
    made = {w: f"matter:{made_code(source, w)}" for w in words}
    for word, key in made.items():
        await matters.map_code(work, source, word, key)
    return made


def _places(tree: geography.AreaTree, rows: Sequence[HistoryRow]) -> tuple[list[Place], _Wrong]:
    """Return the place of each row: by its point, else by its area code, else unknown (未落格)."""
    placed = [i for i, row in enumerate(rows) if row.lon is not None and row.lat is not None]
    at: dict[int, str | None] = {}
    if placed:
        lons = np.array([rows[i].lon for i in placed], dtype=np.float64)
        lats = np.array([rows[i].lat for i in placed], dtype=np.float64)
        at = dict(zip(placed, tree.locate_many(lons, lats), strict=True))
    places: list[Place] = []
    wrong: _Wrong = {}
    for i, row in enumerate(rows):
        area = at.get(i)
        if area is None and row.area and row.lon is None:
            if row.area in tree:
                area = row.area
            else:
                wrong[row.area] = ("area", f"没有区域 {row.area}", f"there is no area {row.area}")
        path = tree.path(area) if area is not None else ()
        places.append(
            Place(
                lon=row.lon,
                lat=row.lat,
                address=row.address,
                path=path,
                grade=(tree.grade(area) if area is not None else None) or GRADE,
            )
        )
    return places, wrong
