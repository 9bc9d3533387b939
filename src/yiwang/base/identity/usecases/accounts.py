"""Accounts: create, change, disable; the first three; bearer tokens and one-time links."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.geography import api as geography
from yiwang.base.identity.errors import OwnAccountError, RolesSeparatedError
from yiwang.base.identity.model.accounts import (
    LINK_LIFE,
    SEPARATED,
    SESSION_LIFE,
    TOKEN_LIFE,
    Account,
    AccountDraft,
    account_name,
    combined,
    digest,
    name_is_sound,
    new_secret,
    unknown_roles,
)
from yiwang.base.identity.model.directory import Directory
from yiwang.base.identity.store import accounts as store
from yiwang.base.identity.store import directory as directory_store
from yiwang.base.identity.usecases.recognise import CREDENTIALS
from yiwang.infra.database import Work
from yiwang.infra.snapshots import bump
from yiwang.kernel.actor import ROLES, Actor
from yiwang.kernel.errors import InvalidInputError, NotFoundError
from yiwang.kernel.ids import new_id
from yiwang.kernel.rows import ChangeSummary, RowProblem, RowsRefusedError
from yiwang.kernel.text import clean_text

ACCOUNTS_SHEET = "账号"


async def find(work: Work, name: str) -> Account:
    """Return the account called ``name``, or raise ``not_found``."""
    found = await store.account(work.tx, account_name(name))
    if found is None:
        raise NotFoundError(what_zh="账号", what_en="account", key=name[:64])
    return found


def _fits(account: Account, draft: AccountDraft, person: UUID | None) -> bool:
    return (
        set(account.roles) == set(draft.roles)
        and (account.person, account.unit, account.area) == (person, draft.unit, draft.area)
        and account.disabled_at is None
    )


def _check(draft: AccountDraft, directory: Directory, areas: Collection[str]) -> list[RowProblem]:
    found: list[RowProblem] = []

    def say(column: str, zh: str, en: str) -> None:
        found.append(RowProblem(sheet=ACCOUNTS_SHEET, row=draft.row, column=column, zh=zh, en=en))

    if not name_is_sound(account_name(draft.name)):
        say("账号", "应为 2–64 个字母、数字、汉字或 _ . - @", "it must be 2 to 64 letters, digits or _ . - @")
    if not draft.roles:
        say("角色", "至少要有一个角色", "at least one role is needed")
    for role in unknown_roles(draft.roles):
        known = "、".join(zh for zh, _ in ROLES.values())
        say("角色", f"角色“{role}”不存在，可用：{known}", f"there is no role {role!r}")
    clash = combined(draft.roles)
    if clash:
        say(
            "角色",
            "三员分立：系统管理员、安全管理员、安全审计员不能兼任",
            f"the roles {', '.join(clash)} exclude each other",
        )
    if draft.person is not None and directory.person(draft.person) is None:
        say("工号", f"人员“{draft.person}”不存在", f"there is no person {draft.person!r}")
    if draft.unit is not None and directory.unit(draft.unit) is None:
        say("单位编码", f"单位“{draft.unit}”不存在", f"there is no unit {draft.unit!r}")
    if draft.area is not None and draft.area not in areas:
        say("区域编码", f"区域“{draft.area}”不存在", f"there is no area {draft.area!r}")
    return found


def check(drafts: Sequence[AccountDraft], directory: Directory, areas: Collection[str]) -> list[RowProblem]:
    """Return what is wrong with ``drafts`` taken together."""
    problems: list[RowProblem] = []
    rows: dict[str, int | None] = {}
    for draft in drafts:
        name = account_name(draft.name)
        problems += _check(draft, directory, areas)
        if name in rows:
            problems.append(
                RowProblem(
                    sheet=ACCOUNTS_SHEET,
                    row=draft.row,
                    column="账号",
                    zh=f"与第 {rows[name]} 行重复",
                    en=f"the same as in row {rows[name]}",
                )
            )
        rows.setdefault(name, draft.row)
    return problems


async def save_accounts(work: Work, drafts: Sequence[AccountDraft]) -> ChangeSummary:
    """See :func:`yiwang.base.identity.api.save_accounts`."""
    directory = await directory_store.load(work.tx)  # not the snapshot: it may be of a moment ago
    areas = {a.code for a in await geography.areas_at(work.tx, work.now)}
    problems = check(drafts, directory, areas)
    if problems:
        raise RowsRefusedError(problems)
    names = [account_name(d.name) for d in drafts]
    persons = {d.name: p.id for d in drafts if d.person and (p := directory.person(d.person))}
    await _keep_separate(work, drafts, persons)
    current = {a.name: a for a in await store.accounts_named(work.tx, names)}
    created = changed = 0
    for draft in drafts:
        name, person = account_name(draft.name), persons.get(draft.name)
        roles = tuple(r for r in ROLES if r in draft.roles)
        held = current.get(name)
        if held is None:
            made = Account(
                id=new_id(),
                name=name,
                roles=roles,
                person=person,
                unit=draft.unit,
                area=draft.area,
                has_password=False,
                password_at=None,
                created_at=work.now,
                disabled_at=None,
                signed_in_at=None,
            )
            await store.insert_account(work.tx, made, work.actor.key)
            await audit.record(work, "account.create", "account", made.id, {"roles": list(roles)})
            created += 1
        elif not _fits(held, draft, person):
            _not_own(work, held)
            await store.update_account(
                work.tx,
                msgspec.structs.replace(
                    held, roles=roles, person=person, unit=draft.unit, area=draft.area, disabled_at=None
                ),
            )
            detail = {"roles": list(roles), "roles_before": list(held.roles)}
            await audit.record(work, "account.change", "account", held.id, detail)
            changed += 1
    if changed:
        await bump(work.tx, CREDENTIALS.name)
    return ChangeSummary(created=created, changed=changed, unchanged=len(drafts) - created - changed)


async def _keep_separate(work: Work, drafts: Sequence[AccountDraft], persons: dict[str, UUID]) -> None:
    """Refuse that one person gets two of the separated roles through several accounts."""
    held: dict[UUID, set[str]] = {}
    names = [account_name(d.name) for d in drafts]
    for row in await store.roles_of_persons(work.tx, list(persons.values()), names):
        held.setdefault(row["person"], set()).update(row["roles"])
    for draft in drafts:
        person = persons.get(draft.name)
        if person is not None:
            roles = held.setdefault(person, set())
            roles.update(draft.roles)
            if combined(roles):
                raise RolesSeparatedError(field="roles", roles="、".join(sorted(SEPARATED & roles)))


def _not_own(work: Work, account: Account) -> None:
    if work.actor.account == account.id:
        raise OwnAccountError


async def disable(work: Work, name: str) -> None:
    """See :func:`yiwang.base.identity.api.disable_account`."""
    account = await find(work, name)
    _not_own(work, account)
    if account.disabled_at is None:
        await store.update_account(work.tx, msgspec.structs.replace(account, disabled_at=work.now))
        await store.revoke_of_account(work.tx, account.id, ("session", "link", "token"), work.now)
        await audit.record(work, "account.disable", "account", account.id, {})
        await bump(work.tx, CREDENTIALS.name)


async def enable(work: Work, name: str) -> None:
    """See :func:`yiwang.base.identity.api.enable_account`."""
    account = await find(work, name)
    _not_own(work, account)
    if account.disabled_at is not None:
        if account.person is not None:
            others = await store.roles_of_persons(work.tx, [account.person], [account.name])
            roles = {r for row in others for r in row["roles"]} | set(account.roles)
            if combined(roles):
                raise RolesSeparatedError(field="roles", roles="、".join(sorted(SEPARATED & roles)))
        await store.update_account(work.tx, msgspec.structs.replace(account, disabled_at=None))
        await audit.record(work, "account.enable", "account", account.id, {})
        await bump(work.tx, CREDENTIALS.name)


async def revoke(work: Work, key: UUID) -> None:
    """See :func:`yiwang.base.identity.api.revoke`."""
    if not await store.revoke(work.tx, key, work.now):
        raise NotFoundError(what_zh="令牌或会话", what_en="token or session", key=str(key))
    await audit.record(work, "token.revoke", "credential", key, {})
    await bump(work.tx, CREDENTIALS.name)


async def ensure_initial(work: Work) -> list[tuple[str, str, str]]:
    """See :func:`yiwang.base.identity.api.ensure_initial_accounts`."""
    made: list[tuple[str, str, str]] = []
    held = await store.roles_in_use(work.tx)
    for role in ("admin", "security", "auditor"):
        if role not in held:
            name = role
            number = 1
            while await store.account(work.tx, name) is not None:
                number += 1
                name = f"{role}{number}"
            await save_accounts(work, [AccountDraft(name=name, roles=(role,))])
            made.append((name, role, await make_link(work, name)))
    return made


async def make_link(work: Work, name: str) -> str:
    """See :func:`yiwang.base.identity.api.make_link`."""
    account = await find(work, name)
    if account.disabled_at is not None:
        raise InvalidInputError(field="name", why_zh="账号已停用", why_en="the account is disabled")
    await store.revoke_of_account(work.tx, account.id, ("link",), work.now)
    await audit.record(work, "link.create", "account", account.id, {})
    return await _issue(work, "link", LINK_LIFE, account=account.id, label=account.name)


async def open_session(work: Work, account: UUID, name: str, *, by_link: bool) -> str:
    """Open a session for an account that has just proved itself; return its secret."""
    await store.signed_in(work.tx, account, work.now)
    owner = dataclasses.replace(work, actor=Actor(name=name, roles=frozenset(), account=account))
    await audit.record(owner, "session.open", "account", account, {"by_link": by_link})
    return await _issue(work, "session", SESSION_LIFE, account=account, label=name, by_link=by_link)


async def create_token(
    work: Work,
    *,
    role: str,
    unit: str | None,
    area: str | None,
    person: str | UUID | None,
    label: str,
    life: timedelta = TOKEN_LIFE,
) -> str:
    """See :func:`yiwang.base.identity.api.create_token`."""
    if unknown_roles([role]):
        raise InvalidInputError(
            field="role",
            why_zh=f"角色应为 {'、'.join(ROLES)} 之一",
            why_en=f"the role must be one of {', '.join(ROLES)}",
        )
    directory = await directory_store.load(work.tx)
    if unit is not None and directory.unit(unit) is None:
        raise NotFoundError(field="unit", what_zh="单位", what_en="unit", key=unit[:64])
    if area is not None and all(a.code != area for a in await geography.areas_at(work.tx, work.now)):
        raise NotFoundError(field="area", what_zh="区域", what_en="area", key=area[:64])
    found = None if person is None else directory.person(person)
    if person is not None and found is None:
        raise NotFoundError(field="person", what_zh="人员", what_en="person", key=str(person)[:64])
    name = clean_text(label, field="label", longest=80) or (found.code if found else role)
    await audit.record(work, "token.create", "role", role, {"unit": unit, "area": area})
    return await _issue(
        work,
        "token",
        life,
        label=name,
        roles=(role,),
        unit=unit or (found.unit if found else None),
        area=area,
        person=found.id if found else None,
    )


async def _issue(
    work: Work,
    kind: str,
    life: timedelta,
    *,
    label: str,
    account: UUID | None = None,
    roles: Sequence[str] = (),
    unit: str | None = None,
    area: str | None = None,
    person: UUID | None = None,
    by_link: bool = False,
) -> str:
    secret = new_secret(kind)
    expires: datetime = work.now + life
    await store.add_credential(
        work.tx,
        {
            "id": new_id(),
            "kind": kind,
            "digest": digest(secret),
            "account": account,
            "label": label,
            "roles": list(roles),
            "unit": unit,
            "area": area,
            "person": person,
            "by_link": by_link,
            "created_at": work.now,
            "created_by": work.actor.key,
            "expires_at": expires,
            "used_at": work.now,
        },
    )
    return secret
