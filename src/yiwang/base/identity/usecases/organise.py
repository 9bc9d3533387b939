"""Bring units, posts and persons to what was handed in: all or nothing, unchanged rows untouched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.geography import api as geography
from yiwang.base.identity.errors import StillUsedError
from yiwang.base.identity.messages import DirectoryChanged, PersonErased
from yiwang.base.identity.model.accounts import AccountDraft
from yiwang.base.identity.model.directory import Directory, Person, Post, Unit
from yiwang.base.identity.model.drafts import (
    POSTS_SHEET,
    UNITS_SHEET,
    PersonDraft,
    PostDraft,
    UnitDraft,
    check_persons,
    check_posts,
    check_units,
)
from yiwang.base.identity.store import accounts as account_store
from yiwang.base.identity.store import directory as store
from yiwang.base.identity.usecases import accounts
from yiwang.base.identity.usecases.recognise import CREDENTIALS
from yiwang.infra.database import Work
from yiwang.infra.snapshots import bump
from yiwang.kernel.errors import NotFoundError
from yiwang.kernel.ids import new_id
from yiwang.kernel.rows import ChangeSummary, RowProblem, RowsRefusedError

_T = TypeVar("_T", Unit, Post, Person)
_CODES_TOLD = 20


def _some(codes: Sequence[str]) -> str:
    """Return the codes that an act was about, cut where the list grows too long to read."""
    return ", ".join(codes[:_CODES_TOLD]) + (" …" if len(codes) > _CODES_TOLD else "")


async def _apply(
    work: Work,
    what: str,
    current: Mapping[str, _T],
    wanted: Mapping[str, _T],
    row: Callable[[_T], Sequence[Any]],
    *,
    also: frozenset[str] = frozenset(),
    complete: bool,
) -> ChangeSummary:
    """Close and open versions so that ``wanted`` is in force.

    ``also`` are codes changed outside the versioned row (personal data); they count as changed.
    """
    created = [v for code, v in wanted.items() if code not in current]
    changed = [v for code, v in wanted.items() if code in current and current[code] != v]
    retired = sorted(set(current) - set(wanted)) if complete else []
    touched = {v.code for v in changed} | (also - {v.code for v in created})
    await store.close(work.tx, what, [v.code for v in changed] + retired, work.now)
    if created or changed:
        await store.insert(work.tx, what, [row(v) for v in created + changed], work.now, work.actor.key)
    summary = ChangeSummary(
        created=len(created),
        changed=len(touched),
        unchanged=len(wanted) - len(created) - len(touched),
        retired=len(retired),
    )
    if created or touched or retired:
        await bump(work.tx, store.DIRECTORY.name)
        await audit.record(
            work,
            "organisation.change",
            what,
            _some([v.code for v in created] + sorted(touched) + retired),
            {"created": len(created), "changed": len(touched), "retired": len(retired)},
        )
        work.announce(
            DirectoryChanged(what=what, created=len(created), changed=len(touched), retired=len(retired))
        )
    return summary


def _left_behind(
    sheet: str, what: tuple[str, str], users: Sequence[tuple[str, str]], gone: frozenset[str]
) -> list[RowProblem]:
    """Return a problem for each ``(user, used)`` whose used unit or post is about to be retired."""
    return [
        RowProblem(
            sheet=sheet,
            column="编码",
            zh=f"{what[0]}“{used}”仍被“{user}”使用，不能停用",
            en=f"the {what[1]} {used!r} is still used by {user!r} and cannot be retired",
        )
        for user, used in users
        if used in gone
    ]


async def save_units(work: Work, drafts: Sequence[UnitDraft], *, complete: bool) -> ChangeSummary:
    """See :func:`yiwang.base.identity.api.save_units`."""
    await store.lock(work.tx)
    current = {u.code: u for u in await store.units(work.tx)}
    gone = frozenset(set(current) - {d.code for d in drafts}) if complete else frozenset[str]()
    kept = {code: u for code, u in current.items() if code not in gone}
    areas = {a.code for a in await geography.areas_at(work.tx, work.now)}
    problems = check_units(drafts, kept, areas)
    if gone:
        users = [(p.name, p.unit) for p in await store.posts(work.tx)]
        users += [(p.code, p.unit) for p in await store.persons(work.tx)]
        problems += _left_behind(UNITS_SHEET, ("单位", "unit"), users, gone)
    if problems:
        raise RowsRefusedError(problems)
    return await _apply(
        work,
        "unit",
        current,
        {d.code: d.settled() for d in drafts},
        lambda u: (u.code, u.name, u.kind, u.parent, u.area),
        complete=complete,
    )


async def save_posts(work: Work, drafts: Sequence[PostDraft], *, complete: bool) -> ChangeSummary:
    """See :func:`yiwang.base.identity.api.save_posts`."""
    await store.lock(work.tx)
    current = {p.code: p for p in await store.posts(work.tx)}
    units = {u.code for u in await store.units(work.tx)}
    gone = frozenset(set(current) - {d.code for d in drafts}) if complete else frozenset[str]()
    problems = check_posts(drafts, units)
    if gone:
        users = [(p.code, post) for p in await store.persons(work.tx) for post in p.posts]
        problems += _left_behind(POSTS_SHEET, ("岗位", "post"), users, gone)
    if problems:
        raise RowsRefusedError(problems)
    return await _apply(
        work,
        "post",
        current,
        {d.code: d.settled() for d in drafts},
        lambda p: (p.code, p.name, p.unit, p.duty, list(p.roles)),
        complete=complete,
    )


async def save_persons(work: Work, drafts: Sequence[PersonDraft], *, complete: bool) -> ChangeSummary:
    """See :func:`yiwang.base.identity.api.save_persons`."""
    await store.lock(work.tx)
    current = {p.code: p for p in await store.persons(work.tx)}
    units = {u.code for u in await store.units(work.tx)}
    posts = {p.code for p in await store.posts(work.tx)}
    problems = check_persons(drafts, units, posts)
    if problems:
        raise RowsRefusedError(problems)
    ids = await store.ids_of_codes(work.tx, [d.code for d in drafts])
    data = await store.personal_data(work.tx, list(ids.values()))
    wanted: dict[str, Person] = {}
    fresh: list[tuple[UUID, str, str, str]] = []
    renewed: set[str] = set()
    for draft in drafts:
        key = ids.get(draft.code) or new_id()
        held = data.get(key)
        given = (draft.name, draft.phone, draft.email)
        if held != given:
            fresh.append((key, *given))
            renewed.add(draft.code)
        # the name is no part of the version: it is erasable
        name = current[draft.code].name if draft.code in current else ""
        order = tuple(dict.fromkeys(draft.posts))
        wanted[draft.code] = Person(id=key, code=draft.code, name=name, unit=draft.unit, posts=order)
    if fresh:
        await store.save_personal_data(work.tx, fresh)
    return await _apply(
        work,
        "person",
        current,
        wanted,
        lambda p: (p.id, p.code, p.unit, list(p.posts)),
        also=frozenset(renewed),
        complete=complete,
    )


async def erase_person(work: Work, code: str) -> None:
    """See :func:`yiwang.base.identity.api.erase_person`."""
    ids = await store.ids_of_codes(work.tx, [code])
    if code not in ids or not await store.erase_personal_data(work.tx, ids[code]):
        raise NotFoundError(what_zh="人员资料", what_en="personal data of", key=code)
    await bump(work.tx, store.DIRECTORY.name)
    await audit.record(work, "personal.erase", "person", ids[code], {})
    await audit.forget_actor(work, f"person:{ids[code]}", "personal data erased")
    work.announce(PersonErased(person=ids[code]))


async def retire(work: Work, what: str, code: str) -> None:
    """See :func:`yiwang.base.identity.api.retire`."""
    await store.lock(work.tx)
    units = await store.units(work.tx)
    posts = await store.posts(work.tx)
    persons = await store.persons(work.tx)
    held: dict[str, Sequence[Unit | Post | Person]] = {"unit": units, "post": posts, "person": persons}
    if all(item.code != code for item in held[what]):
        zh = {"unit": "单位", "post": "岗位", "person": "人员"}[what]
        raise NotFoundError(what_zh=zh, what_en=what, key=code)
    users: list[str] = []
    if what == "unit":
        users = [u.code for u in units if u.parent == code]
        users += [p.code for p in posts if p.unit == code] + [p.code for p in persons if p.unit == code]
    elif what == "post":
        users = [p.code for p in persons if code in p.posts]
    if users:
        raise StillUsedError(code=code, users="、".join(users[:5]))
    await store.close(work.tx, what, [code], work.now)
    if what == "person":
        key = next(p.id for p in persons if p.code == code)
        for name in await account_store.names_of_person(work.tx, key):
            await accounts.disable(work, name)
        if await account_store.revoke_of_person(work.tx, key, work.now):
            await bump(work.tx, CREDENTIALS.name)
    await bump(work.tx, store.DIRECTORY.name)
    await audit.record(work, "organisation.retire", what, code, {})
    work.announce(DirectoryChanged(what=what, created=0, changed=0, retired=1))


async def contact_of(work: Work, key: UUID, *, unmasked: bool) -> tuple[str, str, str]:
    """See :func:`yiwang.base.identity.api.contact_of`."""
    if unmasked:
        await audit.record(work, "personal.read", "person", key, {})
    return (await store.personal_data(work.tx, [key])).get(key, ("", "", ""))


class Drafts(msgspec.Struct, frozen=True, kw_only=True):
    """What is handed in together: units, posts, persons and accounts."""

    units: tuple[UnitDraft, ...] = ()
    posts: tuple[PostDraft, ...] = ()
    persons: tuple[PersonDraft, ...] = ()
    accounts: tuple[AccountDraft, ...] = ()


async def check(work: Work, drafts: Drafts, new_areas: Iterable[str]) -> list[RowProblem]:
    """See :func:`yiwang.base.identity.api.check`."""
    areas = {a.code for a in await geography.areas_at(work.tx, work.now)} | set(new_areas)
    units = {u.code: u for u in await store.units(work.tx)}
    posts = {p.code for p in await store.posts(work.tx)} | {d.code for d in drafts.posts}
    persons = {p.code: p for p in await store.persons(work.tx)}
    given = {d.code for d in drafts.units}
    problems = check_units(drafts.units, {c: u for c, u in units.items() if c not in given}, areas)
    units |= {d.code: d.settled() for d in drafts.units}
    persons |= {d.code: Person(id=new_id(), code=d.code, name="", unit=d.unit) for d in drafts.persons}
    problems += check_posts(drafts.posts, units)
    problems += check_persons(drafts.persons, units, posts)
    directory = Directory(units.values(), (), persons.values())
    return problems + accounts.check(drafts.accounts, directory, areas)


async def contacts(work: Work, keys: Sequence[UUID]) -> dict[UUID, tuple[str, str, str]]:
    """See :func:`yiwang.base.identity.api.contacts`."""
    await audit.record(work, "personal.export", "person", "all", {"count": len(keys)})
    return await store.personal_data(work.tx, keys)
