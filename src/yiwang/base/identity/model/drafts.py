"""Units, posts and persons as people hand them in, checked against each other and what stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol, TypeVar

import msgspec

from yiwang.base.identity.model.directory import (
    UNIT_KINDS,
    Post,
    Unit,
    code_is_sound,
    credit_code_is_wrong,
)
from yiwang.kernel.actor import ROLES
from yiwang.kernel.rows import RowProblem

UNITS_SHEET, POSTS_SHEET, PERSONS_SHEET = "单位", "岗位", "人员"


class UnitDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A unit to create or change; ``row`` is where it came from."""

    code: str
    name: str
    kind: str = "department"
    parent: str | None = None
    area: str | None = None
    row: int | None = None

    def settled(self) -> Unit:
        """Return the unit itself."""
        return Unit(code=self.code, name=self.name, kind=self.kind, parent=self.parent, area=self.area)


class PostDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A post to create or change."""

    code: str
    name: str
    unit: str
    duty: str = ""
    roles: tuple[str, ...] = ()
    row: int | None = None

    def settled(self) -> Post:
        """Return the post itself, its roles in the order of the base's list."""
        roles = tuple(r for r in ROLES if r in self.roles)
        return Post(code=self.code, name=self.name, unit=self.unit, duty=self.duty, roles=roles)


class PersonDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A person to create or change; ``posts`` are codes of posts, several if need be."""

    code: str
    name: str
    unit: str
    posts: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    row: int | None = None


class _Draft(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def row(self) -> int | None: ...


_D = TypeVar("_D", bound=_Draft)
_Say = Callable[[_D, str, str, str], None]


def _codes(sheet: str, drafts: Sequence[_D], column: str, problems: list[RowProblem]) -> _Say[_D]:
    """Check the form and the uniqueness of codes; return a function that notes further problems."""

    def say(draft: _D, where: str, zh: str, en: str) -> None:
        problems.append(RowProblem(sheet=sheet, row=draft.row, column=where, zh=zh, en=en))

    first: dict[str, int | None] = {}
    for draft in drafts:
        if not code_is_sound(draft.code):
            say(
                draft,
                column,
                "应为 1–64 个字母、数字、汉字或 _ . -",
                "it must be 1 to 64 letters, digits or _ . -",
            )
        elif draft.code in first:
            say(
                draft,
                column,
                f"与第 {first[draft.code]} 行重复",
                f"the same as in row {first[draft.code]}",
            )
        first.setdefault(draft.code, draft.row)
    return say


def check_units(
    drafts: Sequence[UnitDraft], kept: Mapping[str, Unit], areas: Collection[str]
) -> list[RowProblem]:
    """Return what is wrong with ``drafts``; ``kept`` are the units that stay as they are."""
    problems: list[RowProblem] = []
    say = _codes(UNITS_SHEET, drafts, "编码", problems)
    parents = {code: unit.parent for code, unit in kept.items()}
    parents |= {d.code: d.parent for d in drafts}
    for draft in drafts:
        if credit_code_is_wrong(draft.code):
            say(
                draft,
                "编码",
                "统一社会信用代码的校验位不对",
                "the check character of the credit code is wrong",
            )
        if not draft.name:
            say(draft, "名称", "名称不能为空", "the name must not be empty")
        if draft.kind not in UNIT_KINDS:
            kinds = "、".join(zh for zh, _ in UNIT_KINDS.values())
            say(draft, "类型", f"类型应为 {kinds} 之一", f"the kind must be one of {', '.join(UNIT_KINDS)}")
        if draft.parent is not None and draft.parent not in parents:
            say(draft, "上级编码", f"上级单位“{draft.parent}”不存在", f"there is no unit {draft.parent!r}")
        if draft.area is not None and draft.area not in areas:
            say(draft, "区域编码", f"区域“{draft.area}”不存在", f"there is no area {draft.area!r}")
        loop = _loop(draft.code, parents)
        if loop:
            say(
                draft,
                "上级编码",
                f"上下级成环：{' → '.join(loop)}",
                f"the units above form a cycle: {' → '.join(loop)}",
            )
    return problems


def _loop(code: str, parents: Mapping[str, str | None]) -> list[str]:
    """Return the codes from ``code`` up and back to it, or nothing if the way up ends."""
    path, at = [code], parents.get(code)
    seen = {code}
    while at is not None:
        path.append(at)
        if at == code:
            return path
        if at in seen:
            return []  # a cycle further up is told at its own rows
        seen.add(at)
        at = parents.get(at)
    return []


def check_posts(drafts: Sequence[PostDraft], units: Collection[str]) -> list[RowProblem]:
    """Return what is wrong with ``drafts``."""
    problems: list[RowProblem] = []
    say = _codes(POSTS_SHEET, drafts, "编码", problems)
    for draft in drafts:
        if not draft.name:
            say(draft, "名称", "名称不能为空", "the name must not be empty")
        if draft.unit not in units:
            say(draft, "单位编码", f"单位“{draft.unit}”不存在", f"there is no unit {draft.unit!r}")
        for role in draft.roles:
            if role not in ROLES:
                say(draft, "角色", f"角色“{role}”不存在", f"there is no role {role!r}")
    return problems


def check_persons(
    drafts: Sequence[PersonDraft], units: Collection[str], posts: Collection[str]
) -> list[RowProblem]:
    """Return what is wrong with ``drafts``."""
    problems: list[RowProblem] = []
    say = _codes(PERSONS_SHEET, drafts, "工号", problems)
    for draft in drafts:
        if not draft.name:
            say(draft, "姓名", "姓名不能为空", "the name must not be empty")
        if draft.unit not in units:
            say(draft, "单位编码", f"单位“{draft.unit}”不存在", f"there is no unit {draft.unit!r}")
        for post in draft.posts:
            if post not in posts:
                say(draft, "岗位编码", f"岗位“{post}”不存在", f"there is no post {post!r}")
    return problems
