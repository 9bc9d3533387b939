"""The catalogue in memory: every question of dispatch is a few dictionary look-ups."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from yiwang.base.matters.model.records import (
    Candidate,
    Kind,
    Matter,
    Resolution,
    Responsibility,
    Status,
    Suggestion,
    limit_for,
)
from yiwang.base.matters.model.suggest import Suggester
from yiwang.kernel.text import part_of
from yiwang.kernel.worktime import Limit, Words

_NEIGHBOURS = 5


class Catalogue:
    """Published matters, approved responsibilities and mappings, immutable.

    ``area_names``: what areas are called, for the reasons that people read.
    """

    def __init__(
        self,
        matters: Iterable[Matter],
        responsibilities: Iterable[Responsibility] = (),
        mappings: Mapping[tuple[str, str], str] | None = None,
        area_names: Mapping[str, str] | None = None,
    ) -> None:
        self._area_names = dict(area_names or {})
        self._matters = {m.key: m for m in matters}
        self._mappings = dict(mappings or {})
        self._entries: dict[tuple[str, str], list[Responsibility]] = defaultdict(list)
        self._by_id: dict[UUID, Responsibility] = {}
        self._units: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for entry in sorted(responsibilities, key=lambda r: (r.valid_from, r.version), reverse=True):
            self._by_id[entry.id] = entry
            self._entries[entry.matter, entry.area].append(entry)
            matter = self._matters.get(entry.matter)
            if matter is not None and entry.valid_to is None:
                self._units[matter.class_code, entry.area][entry.lead_unit] += 1
        self._near: dict[tuple[str, str], tuple[Candidate, ...]] = {}
        self._names: dict[str, list[Matter]] = defaultdict(list)
        self._codes: dict[str, list[Matter]] = defaultdict(list)
        self._parts: dict[str, list[Matter]] = defaultdict(list)
        for matter in sorted(self._matters.values(), key=lambda m: (m.kind != Kind.MATTER, m.key)):
            if matter.leaf and matter.status == Status.PUBLISHED:
                self._names[matter.name].append(matter)
                self._codes[matter.code].append(matter)
                if matter.parent is not None and self.leaf(matter.parent) is not None:
                    self._parts[matter.parent].append(matter)  # its words tell it from its sisters only
                    continue
                for synonym in matter.synonyms:
                    self._names[synonym].append(matter)
        self._below: dict[str, list[str]] = defaultdict(list)
        for matter in self.entries():
            if matter.parent is not None:
                self._below[matter.parent].append(matter.key)
        self._suggester: Suggester | None = None

    def __len__(self) -> int:
        return len(self._matters)

    def get(self, key: str) -> Matter | None:
        """Return the newest version of the entry ``key``, whatever its level and status."""
        return self._matters.get(key)

    def leaf(self, key: str) -> Matter | None:
        """Return the published leaf ``key`` (``matter:01037``), or ``None``."""
        found = self._matters.get(key)
        return found if found is not None and found.leaf and found.status == Status.PUBLISHED else None

    def leaves(self, area_path: Sequence[str] = ()) -> list[Matter]:
        """Return all published leaves by key; with a path only those that exist there."""
        return [
            m
            for m in sorted(self._matters.values(), key=lambda m: m.key)
            if m.leaf
            and m.status == Status.PUBLISHED
            and (not area_path or m.scope_area is None or m.scope_area in area_path)
        ]

    def entries(self) -> list[Matter]:
        """Return all entries: classes, leaves, retired ones too."""
        return sorted(self._matters.values(), key=lambda m: m.key)

    def under(self, key: str) -> list[str]:
        """Return ``key`` itself and the keys of all that lies below it; nothing for an unknown key."""
        if key not in self._matters:
            return []
        found, at = [key], 0
        while at < len(found):
            found += self._below.get(found[at], ())
            at += 1
        return found

    def find(self, text: str) -> Matter | None:
        """Return the leaf whose key, code, name or synonym is exactly ``text``.

        A bare code or a name that fits both kinds gives the matter (事项), not the component.
        """
        text = text.strip()
        found = self.leaf(text)
        if found is not None:
            return found
        named = self._names.get(text) or self._codes.get(text)
        return named[0] if named else None

    def suggest(self, text: str, limit: int = 5) -> list[Suggestion]:
        """Return up to ``limit`` leaves that ``text`` may be about, best first, with reasons.

        Parts of a matter are reached through it, by :meth:`refine`.
        """
        if self._suggester is None:
            parts = {part.key for some in self._parts.values() for part in some}
            self._suggester = Suggester(m for m in self.leaves() if m.key not in parts)
        return self._suggester.suggest(text, limit)

    def parts(self, key: str) -> list[Matter]:
        """Return the finer matters that the leaf ``key`` was split into, by key; usually none."""
        return list(self._parts.get(key, ()))

    def refine(self, matter: Matter, text: str) -> Matter:
        """Return the part of ``matter`` that ``text`` belongs to by its words, else ``matter`` itself."""
        parts = self._parts.get(matter.key, ())
        found = part_of(text, [part.synonyms for part in parts]) if parts else None
        return matter if found is None else parts[found]

    def foreign(self, source: str, code: str) -> str | None:
        """Return the key that ``source`` means by ``code``, or ``None`` (count it as unmapped then)."""
        found = self._mappings.get((source, code))
        return found if found is not None and self.leaf(found) is not None else None

    def responsibility(self, entry: UUID) -> Responsibility | None:
        """Return one version of an entry, also one that no longer holds: open cases keep theirs."""
        return self._by_id.get(entry)

    def limit(
        self, matter_key: str, entry: Responsibility | None, clock: str, grade: str | None
    ) -> Limit | None:
        """Return the limit of ``clock`` by the entry, else by the matter; ``None``: the flow decides."""
        if entry is not None:
            found = limit_for(entry.limits, clock, grade)
            if found is not None:
                return found
        matter = self._matters.get(matter_key)
        return None if matter is None else limit_for(matter.limits, clock, grade)

    def resolve(self, matter_key: str, area_path: Sequence[str], on: date) -> Resolution:
        """Return who is responsible for the matter at the place on the day.

        The most specific area wins (grid, community, street, district, city); an entry for the matter
        itself goes before one for its class. Where several scenes hold at one area, or nobody is
        named, ``entry`` is ``None`` and the candidates are ranked with reasons.
        """
        matter = self._matters.get(matter_key)
        key: str | None = matter_key
        while key is not None:
            for area in reversed(area_path):
                entries = self._entries.get((key, area))
                if entries is None:
                    continue
                holding = [e for e in entries if e.holds_on(on)]
                if len(holding) == 1 and not holding[0].scene:
                    return Resolution(holding[0], (self._certain(holding[0], matter_key),))
                if holding:
                    return Resolution(None, tuple(self._scenes(holding)))
            above = self._matters.get(key)
            key = above.parent if above is not None else None
        return Resolution(None, tuple(self._neighbours(matter, area_path)))

    def _place(self, area: str) -> str:
        """Return how reasons call an area: its name and its code."""
        name = self._area_names.get(area)
        return area if name is None else f"{name}（{area}）"

    def _certain(self, entry: Responsibility, matter_key: str) -> Candidate:
        place = self._place(entry.area)
        if entry.matter == matter_key:
            why = Words(
                f"权责清单：{place}第{entry.version}版主责单位",
                f"responsibility list: lead unit for {place}, version {entry.version}",
            )
            return Candidate(entry.lead_unit, 1.0, why, entry.id)
        above = self._matters.get(entry.matter)
        name = above.name if above is not None else entry.matter
        why = Words(
            f"权责清单：上级类目“{name}”在{place}的主责单位",
            f"responsibility list: lead unit of the class {name!r} for {place}",
        )
        return Candidate(entry.lead_unit, 0.9, why, entry.id)

    def _neighbours(self, matter: Matter | None, area_path: Sequence[str]) -> list[Candidate]:
        """Return units that answer for other matters of the same class nearby."""
        if matter is None:
            return []
        found: dict[str, Candidate] = {}
        for area in reversed(area_path):
            for candidate in self._leading(matter.class_code, matter.class_name, area):
                found.setdefault(candidate.unit, candidate)
        return sorted(found.values(), key=lambda c: (-c.score, c.unit))[:_NEIGHBOURS]

    def _leading(self, class_code: str, class_name: str, area: str) -> tuple[Candidate, ...]:
        """Return the units that lead most matters of a class in an area (kept: it is asked again)."""
        known = self._near.get((class_code, area))
        if known is None:
            counted = self._units.get((class_code, area), Counter())
            total = sum(counted.values())
            place = self._place(area)
            known = tuple(
                Candidate(
                    unit,
                    round(0.5 * n / total, 4),
                    Words(
                        f"在{place}主责“{class_name}”其他事项 {n} 项",
                        f"leads {n} other matters of {class_name!r} in {place}",
                    ),
                )
                for unit, n in counted.most_common(_NEIGHBOURS)
            )
            self._near[class_code, area] = known
        return known

    def _scenes(self, holding: Sequence[Responsibility]) -> list[Candidate]:
        share = round(0.8 / len(holding), 4)
        ranked: dict[str, Candidate] = {}
        for entry in holding:
            place = self._place(entry.area)
            why = Words(
                f"权责清单：{place}，适用情形“{entry.scene or '未注明适用情形'}”",
                f"responsibility list: {place}, where {entry.scene or 'no scene is stated'}",
            )
            ranked.setdefault(entry.lead_unit, Candidate(entry.lead_unit, share, why, entry.id))
        return sorted(ranked.values(), key=lambda c: (-c.score, c.unit))
