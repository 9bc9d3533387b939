"""The organisation (组织): units, posts and persons in force, as one immutable directory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

UNIT_KINDS: dict[str, tuple[str, str]] = {
    "centre": ("城运中心", "city operation centre"),
    "leading_group": ("领导小组", "leading group"),
    "department": ("委办局", "department"),
    "district": ("区县政府", "district government"),
    "street": ("街镇", "street or town office"),
    "community": ("村社", "community"),
    "team": ("队伍", "team"),
    "hotline": ("热线", "hotline"),
    "institution": ("事业单位", "public institution"),
    "enterprise": ("企业", "enterprise"),
    "other": ("其他", "other"),
}

_CODE = re.compile(r"[\w.\-]{1,64}")
_CREDIT_FORM = re.compile(r"[0-9A-Z]{18}")
_CREDIT_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit (单位): ``kind`` is one of :data:`UNIT_KINDS`, ``area`` the code of the area it serves."""

    code: str
    name: str
    kind: str = "department"
    parent: str | None = None
    area: str | None = None


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A post (岗位) of a unit: what its holders answer for, and the roles they need."""

    code: str
    name: str
    unit: str
    duty: str = ""
    roles: tuple[str, ...] = ()


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person (人员) by staff number ``code``; ``name`` is personal data and empty once erased."""

    id: UUID
    code: str
    name: str
    unit: str
    posts: tuple[str, ...] = ()


class Directory:
    """All units, posts and persons in force, in memory."""

    def __init__(self, units: Iterable[Unit], posts: Iterable[Post], persons: Iterable[Person]) -> None:
        self._units = {u.code: u for u in sorted(units, key=lambda u: u.code)}
        self._posts = {p.code: p for p in sorted(posts, key=lambda p: p.code)}
        self._persons = {p.id: p for p in sorted(persons, key=lambda p: p.code)}
        self._by_code = {p.code: p for p in self._persons.values()}
        self._children: dict[str | None, list[str]] = {}
        self._in_area: dict[str | None, list[Unit]] = {}
        for unit in self._units.values():
            self._children.setdefault(unit.parent, []).append(unit.code)
            self._in_area.setdefault(unit.area, []).append(unit)
        self._staff: dict[str, list[Person]] = {}
        self._holders: dict[str, list[Person]] = {}
        for person in self._persons.values():
            self._staff.setdefault(person.unit, []).append(person)
            for post in person.posts:
                self._holders.setdefault(post, []).append(person)

    def unit(self, code: str) -> Unit | None:
        """Return the unit with ``code``, if it is in force."""
        return self._units.get(code)

    def units(self) -> Sequence[Unit]:
        """Return all units, by code."""
        return list(self._units.values())

    def children(self, code: str | None) -> tuple[str, ...]:
        """Return the codes of the units right below ``code``; ``None`` gives the tops."""
        return tuple(self._children.get(code, ()))

    def subtree(self, code: str) -> frozenset[str]:
        """Return ``code`` and the codes of all units below it; empty if it is unknown."""
        if code not in self._units:
            return frozenset()
        found, queue = {code}, [code]
        while queue:
            for child in self._children.get(queue.pop(), ()):
                if child not in found:
                    found.add(child)
                    queue.append(child)
        return frozenset(found)

    def path(self, code: str) -> tuple[str, ...]:
        """Return the codes from the top down to ``code`` itself; empty if it is unknown."""
        path: list[str] = []
        at: str | None = code
        while at is not None and at in self._units and at not in path:
            path.append(at)
            at = self._units[at].parent
        return tuple(reversed(path))

    def units_in(self, area: str) -> tuple[Unit, ...]:
        """Return the units that serve exactly the area with code ``area``."""
        return tuple(self._in_area.get(area, ()))

    def post(self, code: str) -> Post | None:
        """Return the post with ``code``, if it is in force."""
        return self._posts.get(code)

    def posts(self, unit: str | None = None) -> Sequence[Post]:
        """Return the posts (of ``unit``), by code."""
        return [p for p in self._posts.values() if unit is None or p.unit == unit]

    def person(self, key: UUID | str) -> Person | None:
        """Return a person in force by id, or by staff number if ``key`` is a text."""
        return self._persons.get(key) if isinstance(key, UUID) else self._by_code.get(key)

    def persons(self) -> Sequence[Person]:
        """Return all persons, by staff number."""
        return list(self._persons.values())

    def staff(self, unit: str) -> tuple[Person, ...]:
        """Return the persons of ``unit`` itself, by staff number."""
        return tuple(self._staff.get(unit, ()))

    def holders(self, post: str) -> tuple[Person, ...]:
        """Return the persons who hold ``post``, by staff number."""
        return tuple(self._holders.get(post, ()))


def code_is_sound(code: str) -> bool:
    """Tell whether ``code`` may name a unit, post or person: 1–64 letters, digits, ``_ . -``."""
    return _CODE.fullmatch(code) is not None


def credit_code_digit(first17: str) -> str | None:
    """Return the check character of a unified social credit code (GB 32100-2015), or ``None``.

    Weights are the powers of 3 modulo 31; the letters I, O, S, V and Z do not occur.
    """
    if any(c not in _CREDIT_DIGITS for c in first17):
        return None
    total = sum(_CREDIT_DIGITS.index(c) * pow(3, i, 31) for i, c in enumerate(first17))
    return _CREDIT_DIGITS[-total % 31]


def credit_code_is_wrong(code: str) -> bool:
    """Tell whether ``code`` has the form of a credit code (18 capitals and digits) but a wrong check."""
    return _CREDIT_FORM.fullmatch(code) is not None and credit_code_digit(code[:17]) != code[17]
