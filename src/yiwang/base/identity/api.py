"""The door of identity: the directory (组织), accounts, tokens, sessions, and who is calling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from yiwang.base.identity.model.accounts import (
    SEPARATED,
    TOKEN_LIFE,
    Account,
    AccountDraft,
    password_is_old,
)
from yiwang.base.identity.model.directory import UNIT_KINDS, Directory, Person, Post, Unit, code_is_sound
from yiwang.base.identity.model.drafts import PersonDraft, PostDraft, UnitDraft
from yiwang.base.identity.model.rights import (
    CHANGE_ORGANISATION,
    ERASE_PERSON,
    MANAGE_ACCOUNTS,
    SEE_ACCOUNTS,
    SEE_CONTACTS,
)
from yiwang.base.identity.store import accounts as account_store
from yiwang.base.identity.store import directory as directory_store
from yiwang.base.identity.usecases import accounts as account_cases
from yiwang.base.identity.usecases import organise, recognise
from yiwang.base.identity.usecases import sign_in as signing
from yiwang.base.identity.usecases.organise import Drafts
from yiwang.base.identity.usecases.recognise import Presented
from yiwang.infra.database import Database, Tx, Work
from yiwang.kernel.actor import ROLES, Actor
from yiwang.kernel.permissions import permissions as declared
from yiwang.kernel.rows import ChangeSummary, RowProblem
from yiwang.kernel.text import fold

__all__ = [
    "CHANGE_ORGANISATION",
    "ERASE_PERSON",
    "MANAGE_ACCOUNTS",
    "SEE_ACCOUNTS",
    "SEE_CONTACTS",
    "SEPARATED",
    "UNIT_KINDS",
    "Account",
    "AccountDraft",
    "Directory",
    "Drafts",
    "Person",
    "PersonDraft",
    "Post",
    "PostDraft",
    "Presented",
    "Unit",
    "UnitDraft",
    "account",
    "account_by_id",
    "accounts",
    "authenticate",
    "change_password",
    "check",
    "code_is_sound",
    "contact_of",
    "contacts",
    "create_token",
    "credentials",
    "directory",
    "disable_account",
    "enable_account",
    "ensure_initial_accounts",
    "erase_person",
    "make_link",
    "password_is_old",
    "permissions",
    "presented",
    "redeem_link",
    "retire",
    "revoke",
    "save_accounts",
    "save_persons",
    "save_posts",
    "save_units",
    "sign_in",
    "sign_out",
    "sweep",
    "unlock_account",
    "versions",
]


async def directory(tx: Tx) -> Directory:
    """Return all units, posts and persons in force (no SQL while it is fresh)."""
    return await directory_store.DIRECTORY.get(tx)


async def authenticate(db: Database, token: str) -> Actor | None:
    """Return who a bearer token or session secret stands for, or ``None``.

    Held in the process; a revocation, a disabled account or changed roles take effect within one second
    everywhere. A session ends after 30 idle minutes and 12 hours at most. Use is noted to the minute.
    """
    return await recognise.authenticate(db, token)


async def presented(db: Database, token: str) -> Presented | None:
    """Return the credential behind ``token`` with its kind, or ``None``; as :func:`authenticate`."""
    return await recognise.presented(db, token)


async def create_token(
    work: Work,
    *,
    role: str,
    unit: str | None = None,
    area: str | None = None,
    person: str | UUID | None = None,
    label: str = "",
    life: timedelta = TOKEN_LIFE,
) -> str:
    """Create a bearer token with one role and return it; only its hash is stored.

    ``unit`` and ``area`` are codes, ``person`` an id or staff number, whose unit is taken if none is
    given. Raises ``invalid_input`` for an unknown role and ``not_found`` for the others.
    """
    return await account_cases.create_token(
        work, role=role, unit=unit, area=area, person=person, label=label, life=life
    )


async def make_link(work: Work, account_name: str) -> str:
    """Return a one-time sign-in secret for an account, good for 24 hours; earlier ones end.

    Raises ``not_found``, and ``invalid_input`` for a disabled account.
    """
    return await account_cases.make_link(work, account_name)


async def redeem_link(work: Work, token: str) -> str:
    """Use up a one-time link and return a session secret; raises ``sign_in_refused``."""
    return await signing.redeem_link(work, token)


async def sign_in(db: Database, name: str, password: str, address: str) -> str:
    """Return a session secret for name and password.

    Opens its own transactions: a failure must be counted although the request fails, and no connection
    is held while the password is hashed. Five failures in 15 minutes lock the name, twenty in five
    minutes the address. Raises ``sign_in_refused`` and ``sign_in_locked``.
    """
    return await signing.sign_in(db, name, password, address)


async def sign_out(work: Work, secret: str) -> None:
    """Revoke the session or token with ``secret``."""
    await signing.sign_out(work, secret)


async def change_password(db: Database, who: Presented, current: str | None, new: str, secret: str) -> None:
    """Set the password of the signed-in account and end its other sessions.

    The current password is asked for unless there is none or the session came from a one-time link.
    Raises ``weak_password``, ``sign_in_refused``, ``sign_in_locked`` and ``forbidden``.
    """
    await signing.change_password(db, who, current, new, secret)


async def ensure_initial_accounts(work: Work) -> list[tuple[str, str, str]]:
    """Create an account for each of admin, security and auditor that no enabled account holds.

    Returns ``(account, role, one-time link secret)`` for those created now: nothing on a later start.
    """
    return await account_cases.ensure_initial(work)


async def save_accounts(work: Work, drafts: Sequence[AccountDraft]) -> ChangeSummary:
    """Create or change accounts, all or nothing; none gets a password.

    Raises ``rows_refused`` with every problem, ``roles_separated``, and ``own_account`` for a change of
    the caller's own account.
    """
    return await account_cases.save_accounts(work, drafts)


async def disable_account(work: Work, name: str) -> None:
    """Disable an account and revoke all it holds; raises ``not_found`` and ``own_account``."""
    await account_cases.disable(work, name)


async def enable_account(work: Work, name: str) -> None:
    """Let a disabled account sign in again; raises ``not_found`` and ``roles_separated``."""
    await account_cases.enable(work, name)


async def save_units(work: Work, drafts: Sequence[UnitDraft], *, complete: bool = False) -> ChangeSummary:
    """Create or change units, all or nothing; a change closes the old version and opens a new one.

    With ``complete`` units missing from ``drafts`` are retired. Announces
    ``identity.directory_changed``; raises ``rows_refused`` with every problem.
    """
    return await organise.save_units(work, drafts, complete=complete)


async def save_posts(work: Work, drafts: Sequence[PostDraft], *, complete: bool = False) -> ChangeSummary:
    """Create or change posts, as :func:`save_units`."""
    return await organise.save_posts(work, drafts, complete=complete)


async def save_persons(work: Work, drafts: Sequence[PersonDraft], *, complete: bool = False) -> ChangeSummary:
    """Create or change persons, as :func:`save_units`; names and numbers go to their own table."""
    return await organise.save_persons(work, drafts, complete=complete)


async def check(work: Work, drafts: Drafts, *, new_areas: Iterable[str] = ()) -> list[RowProblem]:
    """Return everything that saving ``drafts`` in the order of their kinds would refuse, changing nothing.

    What refers to another draft is not told twice: a post of a faulty unit is no fault of the post.
    ``new_areas`` are codes about to be saved with them.
    """
    return await organise.check(work, drafts, new_areas)


async def erase_person(work: Work, code: str) -> None:
    """Delete name, phone and e-mail of a person; posts and history stay. Raises ``not_found``.

    Announces :class:`PersonErased`.
    """
    await organise.erase_person(work, code)


async def accounts(tx: Tx, *, after: str = "", limit: int = 100, q: str = "") -> list[Account]:
    """Return up to ``limit`` accounts by name, after the name ``after``, whose name contains ``q``."""
    return await account_store.accounts(tx, after, limit, q)


async def account(tx: Tx, name: str) -> Account | None:
    """Return the account called ``name``."""
    return await account_store.account(tx, fold(name))


async def account_by_id(tx: Tx, key: UUID) -> Account | None:
    """Return the account with the id ``key``; ``None`` for a token's."""
    return await account_store.account_by_id(tx, key)


async def credentials(work: Work, kind: str, *, after: UUID, limit: int) -> list[dict[str, Any]]:
    """Return live tokens or sessions with a larger id than ``after``, never their secrets."""
    rows = await account_store.credentials(work.tx, kind, work.now, after, limit)
    return [dict(row) for row in rows]


async def revoke(work: Work, key: UUID) -> None:
    """Revoke the token or session with the id ``key``; raises ``not_found``."""
    await account_cases.revoke(work, key)


async def unlock_account(work: Work, name: str) -> None:
    """Forget the failed sign-ins of an account; raises ``not_found``."""
    await signing.unlock(work, name)


async def versions(tx: Tx, what: str, code: str) -> list[dict[str, Any]]:
    """Return all versions of a ``unit``, ``post`` or ``person``, newest first, without personal data."""
    return [dict(row) for row in await directory_store.versions(tx, what, code)]


async def retire(work: Work, what: str, code: str) -> None:
    """Retire a ``unit``, ``post`` or ``person``; a person's accounts and tokens end with them.

    Raises ``not_found``, and ``still_used`` while others hang on it.
    """
    await organise.retire(work, what, code)


async def contact_of(work: Work, person: UUID, *, unmasked: bool) -> tuple[str, str, str]:
    """Return name, phone and e-mail of a person, empty once erased.

    With ``unmasked`` the look is recorded in the security audit trail; otherwise the caller masks.
    """
    return await organise.contact_of(work, person, unmasked=unmasked)


async def contacts(work: Work, persons: Sequence[UUID]) -> dict[UUID, tuple[str, str, str]]:
    """Return name, phone and e-mail of many persons, in clear; the export is recorded."""
    return await organise.contacts(work, persons)


async def sweep(work: Work) -> None:
    """Delete sign-in attempts, sessions and links that ended more than 30 days ago; idempotent."""
    await account_store.sweep(work.tx, work.now - timedelta(days=30))


def permissions() -> dict[str, dict[str, object]]:
    """Return per role its names and the rights it holds: ``{role: {zh, en, permissions: [...]}}``.

    Complete once all modules are loaded; each right is ``{key, zh, en}`` and is what routes enforce.
    """
    rights = declared()
    return {
        role: {
            "zh": zh,
            "en": en,
            "permissions": [{"key": r.key, "zh": r.zh, "en": r.en} for r in rights if role in r.roles],
        }
        for role, (zh, en) in ROLES.items()
    }
