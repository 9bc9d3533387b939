"""Templates: what is shipped, what packs and people add; a version never changes."""

from __future__ import annotations

import functools
import tomllib
from datetime import datetime
from importlib import resources

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.bulletins import store
from yiwang.base.bulletins.definition import BulletinsSection, Template
from yiwang.base.bulletins.errors import TemplateError, TemplateNotFoundError
from yiwang.base.bulletins.model.checking import check
from yiwang.base.indicators import api as indicators
from yiwang.infra.database import Tx, Work


class Kept(msgspec.Struct, frozen=True):
    """A version of a template, who wrote it (``None``: it is shipped) and when."""

    template: Template
    author: str | None = None
    at: datetime | None = None


@functools.cache
def standard() -> tuple[Template, ...]:
    """Return the templates that the module ships."""
    text = resources.files("yiwang.base.bulletins").joinpath("standard.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["templates"], tuple[Template, ...])


async def versions(tx: Tx) -> dict[tuple[str, int], Kept]:
    """Return every version of every template."""
    found = {(one.code, one.version): Kept(one) for one in standard()}
    for row in await store.templates(tx):
        one = msgspec.convert(row["body"], Template)
        found[one.code, one.version] = Kept(one, row["author"], row["at"])
    return found


async def templates(tx: Tx) -> dict[str, Kept]:
    """Return the templates in force, by code: of each the highest version."""
    known = await versions(tx)
    return {code: known[code, version] for code, version in sorted(known)}


async def template(tx: Tx, code: str, version: int | None = None) -> Template:
    """Return a template, in force or of a version; raises ``bulletin_template_not_found``."""
    known = await versions(tx)
    newest = max((one for one in known if one[0] == code), default=(code, 0))
    found = known.get(newest if version is None else (code, version))
    if found is None:
        raise TemplateNotFoundError(name=code[:60] if version is None else f"{code[:60]} v{version}")
    return found.template


async def check_template(tx: Tx, one: Template) -> None:
    """Raise ``bulletin_template`` if ``one`` does not hold together."""
    book = await indicators.book(tx)
    check(one, {code: found.data for code, found in book.indicators.items()})


async def save(work: Work, one: Template, author: str) -> Template:
    """Store a version of a template, checked; the same again changes nothing.

    Raises ``bulletin_template``, also where this version was in force with other words.
    """
    await check_template(work.tx, one)
    known = (await versions(work.tx)).get((one.code, one.version))
    if known is not None:
        if known.template == one:
            return one
        raise TemplateError(
            field="version", name=one.code, where_zh="", where_en="",
            why_zh=f"第 {one.version} 版已在用，修改须用新的版本号",
            why_en=f"version {one.version} is in force: a change needs another version",
        )  # fmt: skip
    body = msgspec.to_builtins(one)
    await store.add_template(work.tx, one.code, one.version, body, author, work.now)
    return one


async def save_next(work: Work, one: Template) -> Template:
    """Store a template as the version after the newest; the same words again make none.

    Raises ``bulletin_template``.
    """
    await store.lock(work.tx)
    known = await versions(work.tx)
    newest = max((number for code, number in known if code == one.code), default=0)
    if newest and msgspec.structs.replace(one, version=newest) == known[one.code, newest].template:
        return known[one.code, newest].template
    made = await save(work, msgspec.structs.replace(one, version=newest + 1), work.actor.key)
    detail = {"version": made.version}
    await audit.record(work, "bulletin.template", "bulletin_template", made.code, detail)
    return made


async def apply_section(work: Work, section: BulletinsSection, pack: str) -> None:
    """Bring the templates of a pack into force; raises ``bulletin_template``."""
    for data in section.templates:
        await save(work, msgspec.convert(data, Template), f"pack:{pack}")
