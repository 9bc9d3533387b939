"""A filter ready for SQL, and its conditions: on a case's row, and as members of its search vector."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from yiwang.base.cases.model.filters import NONE, SATISFACTION, SORTS
from yiwang.base.cases.model.state import OVER

#: As the partial indexes say it, word for word: otherwise they are not used.
SHOWN = "c.side IS DISTINCT FROM 'withdrawn'"
LIVE = "c.stage NOT IN ('closed', 'rated', 'archived', 'rejected', 'not_filed', 'void', 'merged')"
assert all(f"'{stage}'" in LIVE for stage in OVER)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: codes expanded, words cut, the caller's scope added.

    ``areas`` are codes that must be on the path; ``below`` all codes under the first of them if they are
    few enough to be listed. ``words`` must all occur, ``starts`` are single characters with which a word
    must begin. ``level`` is the place on a path of the areas right below those asked for.
    """

    stages: tuple[str, ...] = ()
    side: str | None = None
    units: tuple[str, ...] | None = None
    matters: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    below: tuple[str, ...] | None = None
    channels: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    urgency: int | None = None
    words: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    number: str | None = None
    numbers: tuple[str, ...] = ()
    overdue: bool | None = None
    live: bool | None = None
    unplaced: bool | None = None
    undated: bool | None = None
    on_time: bool | None = None
    satisfaction: str | None = None
    supervised: bool | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    due_from: datetime | None = None
    due_to: datetime | None = None
    closed_from: datetime | None = None
    closed_to: datetime | None = None
    scope_units: tuple[str, ...] | None = None
    task_units: tuple[str, ...] | None = None
    group: tuple[str, str] | None = None
    level: int = 2
    now: datetime
    sort: str

    @property
    def column(self) -> str:
        """Return the column the list is sorted by."""
        return SORTS[self.sort][0]

    @property
    def has_text(self) -> bool:
        """Tell whether words are searched for."""
        return bool(self.words or self.starts)

    def members(self) -> list[str]:
        """Return the members that the search vector must have, as parts of a tsquery."""
        found = [quoted(w) for w in self.words] + [f"{quoted(w)}:*" for w in self.starts]
        found += [quoted(f"a:{code}") for code in self.areas]
        for mark, codes in (("m", self.matters), ("c", self.channels)):
            if codes:
                found.append("(" + " | ".join(quoted(f"{mark}:{code}") for code in codes) + ")")
        return found

    def needs_row(self) -> bool:
        """Tell whether something is asked that only a case's row knows."""
        return (
            bool(self.stages or self.sources or self.numbers)
            or self.live is not None
            or self.column != "opened_at"
            or any(
                value is not None
                for value in (
                    self.side,
                    self.units,
                    self.urgency,
                    self.number,
                    self.overdue,
                    self.unplaced,
                    self.undated,
                    self.on_time,
                    self.satisfaction,
                    self.supervised,
                    self.scope_units,
                    self.task_units,
                    self.group,
                    self.due_from,
                    self.due_to,
                    self.closed_from,
                    self.closed_to,
                )
            )
        )


class Where:
    """Conditions with their values, numbered as they come."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list[Any] = []

    def add(self, template: str, *values: Any) -> None:
        """Add a condition; ``{0}``, ``{1}`` … stand for ``values``."""
        self.parts.append(template.format(*map(self.value, values)))

    def value(self, value: Any) -> str:
        """Keep a value and return what stands for it."""
        self.values.append(value)
        return f"${len(self.values)}"

    def take(self) -> str:
        """Return the conditions joined by AND and begin anew; the values stay."""
        joined = " AND ".join(self.parts) or "true"
        self.parts = []
        return joined


def quoted(word: str) -> str:
    """Return ``word`` as a lexeme of a tsquery."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def row_conditions(w: Wanted, where: Where, *, marks: bool) -> None:
    """Add the conditions on a case's row ``c``; with ``marks`` also those that its vector could answer."""
    if w.side is None:
        where.add(SHOWN)
    if w.number is not None:
        where.add("c.number = {0}", w.number)
    _one_of(where, "number", w.numbers)
    _one_of(where, "stage", w.stages)
    _one_of(where, "source", w.sources)
    for column, value in (("side", w.side), ("urgency", w.urgency)):
        if value is not None:
            where.add(f"c.{column} = {{0}}", value)
    if marks:
        _marked(w, where)
    _units(w, where)
    _grouped(w, where)
    _states(w, where)
    _judged(w, where)
    _between(w, where)
    opened_between(w, where, "c")


def matching(w: Wanted, where: Where) -> None:
    """Add all that is asked for, words included, as conditions on a case's row ``c``."""
    row_conditions(w, where, marks=True)
    if w.has_text:
        where.add(
            "c.id IN (SELECT case_id FROM cases_search WHERE words @@ {0}::text::tsquery)",
            " & ".join(w.members()),
        )


def _one_of(where: Where, column: str, chosen: Sequence[str]) -> None:
    if len(chosen) == 1:
        where.add(f"c.{column} = {{0}}", chosen[0])
    elif chosen:
        where.add(f"c.{column} = ANY({{0}})", list(chosen))


def _marked(w: Wanted, where: Where) -> None:
    _one_of(where, "matter", w.matters)
    _one_of(where, "channel", w.channels)
    above = w.areas
    if w.below is not None:
        _one_of(where, "area", w.below)
        above = above[1:]
    for code in above:
        where.add("c.path @> ARRAY[{0}::text]", code)


def _units(w: Wanted, where: Where) -> None:
    if w.units is not None:
        _one_of(where, "unit", w.units)
    if w.scope_units is not None:
        where.add(
            "(c.unit = ANY({0}) OR c.id = ANY(ARRAY("
            "SELECT case_id FROM cases_task WHERE unit = ANY({0}) AND kind <> 'lead')))",
            list(w.scope_units),
        )
    if w.task_units is not None:
        where.add(
            "c.id IN (SELECT case_id FROM cases_task WHERE unit = ANY({0}) AND status IN ('open', 'signed'))",
            list(w.task_units),
        )


def _grouped(w: Wanted, where: Where) -> None:
    """Add that a case is of exactly one group, in words that indexes answer."""
    if w.group is None:
        return
    by, key = w.group
    if by == "area":
        where.add(f"c.path[{w.level}] IS NULL") if key == NONE else where.add(
            "c.path @> ARRAY[{0}::text]", key
        )
    elif key == NONE:
        where.add(f"c.{by} IS NULL")
    else:
        where.add(f"c.{by} = {{0}}", int(key) if by == "urgency" else key)


def _states(w: Wanted, where: Where) -> None:
    if w.unplaced is not None:
        where.add("c.area IS NULL" if w.unplaced else "c.area IS NOT NULL")
    if w.supervised is not None:
        where.add("c.supervised" if w.supervised else "NOT c.supervised")
    if w.live is not None:
        where.add(LIVE if w.live else f"NOT ({LIVE})")
    if w.overdue:
        where.add("c.due_at < {0} AND c.closed_at IS NULL", w.now)
    elif w.overdue is not None:
        where.add("(c.due_at IS NULL OR c.due_at >= {0})", w.now)
    if w.column == "due_at":
        where.add("c.due_at IS NOT NULL AND c.closed_at IS NULL")
    elif w.column == "closed_at":
        where.add("c.closed_at IS NOT NULL")


def _judged(w: Wanted, where: Where) -> None:
    """Add what was judged of a case: its deadlines, its rating."""
    if w.undated is not None:
        where.add("c.due_at IS NULL" if w.undated else "c.due_at IS NOT NULL")
    if w.on_time is not None:
        where.add("c.on_time" if w.on_time else "NOT c.on_time")
    if w.satisfaction is not None:
        where.add("c.satisfaction BETWEEN {0} AND {1}", *SATISFACTION[w.satisfaction])


def _between(w: Wanted, where: Where) -> None:
    """Add the bounds of the nearest deadline and of the end."""
    for column, first, end in (
        ("due_at", w.due_from, w.due_to),
        ("closed_at", w.closed_from, w.closed_to),
    ):
        if first is not None:
            where.add(f"c.{column} >= {{0}}", first)
        if end is not None:
            where.add(f"c.{column} < {{0}}", end)


def opened_between(w: Wanted, where: Where, table: str) -> None:
    """Add the bounds of the opening."""
    if w.opened_from is not None:
        where.add(f"{table}.opened_at >= {{0}}", w.opened_from)
    if w.opened_to is not None:
        where.add(f"{table}.opened_at < {{0}}", w.opened_to)
