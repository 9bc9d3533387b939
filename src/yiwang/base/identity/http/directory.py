"""Units, posts, persons and roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from yiwang.base.identity import api
from yiwang.base.identity.schemas import Code, PersonBody, PostBody, UnitBody
from yiwang.infra import web
from yiwang.infra.database import Work
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import NotFoundError
from yiwang.kernel.permissions import demand
from yiwang.kernel.text import clean_text, fold, mask_name, mask_phone

router = APIRouter()

Limit = Annotated[int, Query(ge=1, le=1000)]
Search = Annotated[str, Query(max_length=80)]
Filter = Annotated[str | None, Query(max_length=64)]


async def _directory(request: Request, actor: Actor) -> api.Directory:
    async with web.database(request).reading(actor) as work:
        return await api.directory(work.tx)


def _page(items: Sequence[Any], key: str, limit: int, cursor: str | None) -> tuple[list[Any], str | None]:
    """Return the items after ``cursor`` and the token of the next page; ``items`` are sorted by code."""
    after = str(web.Cursor.decode(cursor, 1)[0]) if cursor else ""
    rest = [i for i in items if getattr(i, key) > after]
    page = rest[:limit]
    return page, web.Cursor.encode([getattr(page[-1], key)]) if len(rest) > limit else None


def _unit(directory: api.Directory, unit: api.Unit) -> dict[str, Any]:
    zh, en = api.UNIT_KINDS[unit.kind]
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "kind_name": {"zh": zh, "en": en},
        "parent": unit.parent,
        "area": unit.area,
        "children": len(directory.children(unit.code)),
        "staff": len(directory.staff(unit.code)),
    }


@router.get("/units")
async def list_units(
    request: Request,
    kind: Filter = None,
    parent: Filter = None,
    area: Filter = None,
    q: Search = "",
    limit: Limit = 100,
    cursor: str | None = None,
) -> Response:
    """List units by code, filtered by kind, parent, area and part of the name."""
    directory = await _directory(request, await web.caller(request))
    needle = fold(q)
    found = [
        u
        for u in directory.units()
        if kind in (None, u.kind)
        and parent in (None, u.parent)
        and area in (None, u.area)
        and (not needle or needle in fold(u.name) or needle in fold(u.code))
    ]
    page, following = _page(found, "code", limit, cursor)
    items = [_unit(directory, u) for u in page]
    return web.json({"items": items, "next": following, "total": len(found)})


@router.get("/units/{code}")
async def get_unit(request: Request, code: Code) -> Response:
    """Return one unit with its path, what is below it, its posts, staff (masked) and versions."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        directory = await api.directory(work.tx)
        versions = await api.versions(work.tx, "unit", code)
    unit = directory.unit(code)
    if unit is None and not versions:
        raise NotFoundError(what_zh="单位", what_en="unit", key=code)
    body: dict[str, Any] = {"code": code, "in_force": unit is not None, "versions": versions}
    if unit is not None:
        body |= _unit(directory, unit)
        body["path"] = [{"code": c, "name": u.name} for c in directory.path(code) if (u := directory.unit(c))]
        body["below"] = [
            {"code": c, "name": u.name} for c in directory.children(code) if (u := directory.unit(c))
        ]
        body["posts"] = [_post(directory, p) for p in directory.posts(code)]
        body["people"] = [
            {"code": p.code, "name": mask_name(p.name), "posts": p.posts} for p in directory.staff(code)
        ]
    return web.json(body)


@router.put("/units/{code}")
async def put_unit(request: Request, code: Code, body: UnitBody) -> Response:
    """Create a unit or give it a new version (role admin)."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_ORGANISATION)
    name = clean_text(body.name, field="name", longest=80, required=True)
    draft = api.UnitDraft(code=code, name=name, kind=body.kind, parent=body.parent, area=body.area)
    async with web.database(request).work(actor) as work:
        summary = await api.save_units(work, [draft])
    return web.json(summary)


@router.delete("/units/{code}")
async def delete_unit(request: Request, code: Code) -> Response:
    """Retire a unit that nothing hangs on (role admin)."""
    return await _retire(request, "unit", code)


def _post(directory: api.Directory, post: api.Post) -> dict[str, Any]:
    return {
        "code": post.code,
        "name": post.name,
        "unit": post.unit,
        "duty": post.duty,
        "roles": post.roles,
        "holders": len(directory.holders(post.code)),
    }


@router.get("/posts")
async def list_posts(
    request: Request, unit: Filter = None, limit: Limit = 100, cursor: str | None = None
) -> Response:
    """List posts by code with their duty text and the number of their holders."""
    directory = await _directory(request, await web.caller(request))
    found = directory.posts(unit)
    page, following = _page(found, "code", limit, cursor)
    items = [_post(directory, p) for p in page]
    return web.json({"items": items, "next": following, "total": len(found)})


@router.put("/posts/{code}")
async def put_post(request: Request, code: Code, body: PostBody) -> Response:
    """Create a post or give it a new version (role admin)."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_ORGANISATION)
    draft = api.PostDraft(
        code=code,
        name=clean_text(body.name, field="name", longest=80, required=True),
        unit=body.unit,
        duty=clean_text(body.duty, field="duty", longest=2000),
        roles=tuple(body.roles),
    )
    async with web.database(request).work(actor) as work:
        summary = await api.save_posts(work, [draft])
    return web.json(summary)


@router.delete("/posts/{code}")
async def delete_post(request: Request, code: Code) -> Response:
    """Retire a post that nobody holds (role admin)."""
    return await _retire(request, "post", code)


@router.get("/persons")
async def list_persons(
    request: Request,
    unit: Filter = None,
    post: Filter = None,
    limit: Limit = 100,
    cursor: str | None = None,
) -> Response:
    """List persons by staff number with masked names; contact data are at ``/persons/{code}``."""
    directory = await _directory(request, await web.caller(request))
    found = [
        p
        for p in (directory.staff(unit) if unit is not None else directory.persons())
        if post is None or post in p.posts
    ]
    page, following = _page(found, "code", limit, cursor)
    items = [
        {"id": p.id, "code": p.code, "name": mask_name(p.name), "unit": p.unit, "posts": p.posts}
        for p in page
    ]
    return web.json({"items": items, "next": following, "total": len(found)})


@router.get("/persons/{code}")
async def get_person(request: Request, code: Code, *, contact: bool = False) -> Response:
    """Return one person, masked; ``contact=true`` unmasks for those who may, and is recorded."""
    actor = await web.caller(request)
    if contact:
        demand(actor, api.SEE_CONTACTS)
    async with web.database(request).work(actor) as work:
        directory = await api.directory(work.tx)
        person = directory.person(code)
        if person is None:
            raise NotFoundError(what_zh="人员", what_en="person", key=code)
        body = await _person(work, person, contact=contact)
        versions = await api.versions(work.tx, "person", code)
    return web.json(body | {"versions": versions})


async def _person(work: Work, person: api.Person, *, contact: bool) -> dict[str, Any]:
    name, phone, email = await api.contact_of(work, person.id, unmasked=contact)
    if not contact:
        head, at, host = email.partition("@")
        name, phone = mask_name(name), mask_phone(phone)
        email = f"{head[:1]}***{at}{host}" if email else ""
    return {
        "id": person.id,
        "code": person.code,
        "name": name,
        "phone": phone,
        "email": email,
        "unit": person.unit,
        "posts": person.posts,
        "masked": not contact,
    }


@router.put("/persons/{code}")
async def put_person(request: Request, code: Code, body: PersonBody) -> Response:
    """Create a person or give them a new version (role admin)."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_ORGANISATION)
    draft = api.PersonDraft(
        code=code,
        name=clean_text(body.name, field="name", longest=80, required=True),
        unit=body.unit,
        posts=tuple(body.posts),
        phone=clean_text(body.phone, field="phone", longest=40),
        email=clean_text(body.email, field="email", longest=120),
    )
    async with web.database(request).work(actor) as work:
        summary = await api.save_persons(work, [draft])
    return web.json(summary)


@router.delete("/persons/{code}")
async def delete_person(request: Request, code: Code) -> Response:
    """Retire a person (role admin); their accounts are disabled with them."""
    return await _retire(request, "person", code)


@router.delete("/persons/{code}/data", status_code=204)
async def erase_person(request: Request, code: Code) -> Response:
    """Erase name, phone and e-mail of a person for good (role security)."""
    actor = await web.caller(request)
    demand(actor, api.ERASE_PERSON)
    async with web.database(request).work(actor) as work:
        await api.erase_person(work, code)
    return Response(status_code=204)


async def _retire(request: Request, what: str, code: str) -> Response:
    actor = await web.caller(request)
    demand(actor, api.CHANGE_ORGANISATION)
    async with web.database(request).work(actor) as work:
        await api.retire(work, what, code)
    return web.json({"code": code, "in_force": False})


@router.get("/roles")
async def list_roles(request: Request) -> Response:
    """List the roles with the rights each holds."""
    await web.caller(request)
    items = [{"role": role, **entry} for role, entry in api.permissions().items()]
    return web.json({"items": items})
