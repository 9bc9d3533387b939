"""Signing in with a password or a one-time link, signing out, changing the password."""

from __future__ import annotations

import asyncio
import hashlib
import math
from datetime import datetime

import argon2

from yiwang.base.audit import api as audit
from yiwang.base.identity.errors import SignInLockedError, SignInRefusedError, WeakPasswordError
from yiwang.base.identity.model.accounts import (
    ACCOUNT_FAILURES,
    ACCOUNT_WINDOW,
    ADDRESS_FAILURES,
    ADDRESS_WINDOW,
    account_name,
    digest,
    name_is_sound,
    password_fault,
)
from yiwang.base.identity.store import accounts as store
from yiwang.base.identity.usecases.accounts import find, open_session
from yiwang.base.identity.usecases.recognise import CREDENTIALS, Presented
from yiwang.infra.database import Database, Work
from yiwang.infra.snapshots import bump
from yiwang.kernel.actor import PUBLIC
from yiwang.kernel.errors import ForbiddenError

_hasher = argon2.PasswordHasher()  # argon2id, the second recommended profile of RFC 9106 (64 MiB)
_turn = asyncio.Semaphore(2)  # a flood of sign-ins must not take the machine's memory
#: Verified when the name is unknown, so that the answer takes as long as for a known one. The hash of random
#: bytes that nobody kept, as ``_hasher`` makes it: making it costs a quarter of a second, at every start.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$JfHxKus1MMmqC9Zc46g/Sw$zjKWxNGiMg/svvC0eSeMWO6oznedELi1laCh9errFKY"


def _key(kind: str, value: str) -> str:
    """Return the key under which failures are counted; names and addresses are not kept in clear."""
    return f"{kind}:{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


async def sign_in(db: Database, name: str, password: str, address: str) -> str:
    """See :func:`yiwang.base.identity.api.sign_in`."""
    folded = account_name(name)
    if not name_is_sound(folded):
        folded = ""  # nobody has it; the database need not see it
    by_name, by_address = _key("account", folded), _key("address", address)
    async with db.work(PUBLIC) as work:
        until = await store.locked_until(work.tx, [by_name, by_address], work.now)
        if until is None:  # counted before the check, so that parallel guesses count too
            await store.failed(work.tx, by_name, work.now, ACCOUNT_WINDOW, ACCOUNT_FAILURES)
            await store.failed(work.tx, by_address, work.now, ADDRESS_WINDOW, ADDRESS_FAILURES)
        row = await store.password_of(work.tx, folded)
    if until is not None:
        raise _locked(until, db.time.now())
    stored = row["password"] if row else None
    good = await _verify(stored or _NOBODY, password) and stored is not None
    if row is None or not good:
        async with db.work(PUBLIC) as work:
            # an unknown name is not kept: people type passwords into the wrong field
            await audit.record(
                work, "session.open", "account", row["id"] if row else "unknown", {}, success=False
            )
        raise SignInRefusedError
    async with db.work(PUBLIC) as work:
        await store.forgive(work.tx, by_name)
        await store.forgive_one(work.tx, by_address)
        if await store.password_of(work.tx, folded) is None:  # disabled in between
            raise SignInRefusedError
        return await open_session(work, row["id"], folded, by_link=False)


def _locked(until: datetime, now: datetime) -> SignInLockedError:
    seconds = max(1, math.ceil((until - now).total_seconds()))
    return SignInLockedError(seconds=seconds, minutes=math.ceil(seconds / 60))


async def _verify(stored: str, password: str) -> bool:
    async with _turn:
        try:
            return await asyncio.to_thread(_hasher.verify, stored, password)
        except (argon2.exceptions.VerifyMismatchError, argon2.exceptions.InvalidHashError, UnicodeError):
            return False


async def redeem_link(work: Work, token: str) -> str:
    """See :func:`yiwang.base.identity.api.redeem_link`."""
    account = await store.take_link(work.tx, digest(token), work.now)
    found = None if account is None else await store.account_by_id(work.tx, account)
    if found is None or found.disabled_at is not None:
        raise SignInRefusedError
    await store.forgive(work.tx, _key("account", found.name))
    return await open_session(work, found.id, found.name, by_link=True)


async def unlock(work: Work, name: str) -> None:
    """See :func:`yiwang.base.identity.api.unlock_account`."""
    account = await find(work, name)
    await store.forgive(work.tx, _key("account", account.name))
    await audit.record(work, "account.unlock", "account", account.id, {})


async def sign_out(work: Work, secret: str) -> None:
    """See :func:`yiwang.base.identity.api.sign_out`."""
    if await store.revoke_digest(work.tx, digest(secret), work.now):
        await audit.record(work, "session.close", "account", str(work.actor.account or ""), {})
        await bump(work.tx, CREDENTIALS.name)


async def change_password(db: Database, who: Presented, current: str | None, new: str, secret: str) -> None:
    """See :func:`yiwang.base.identity.api.change_password`."""
    if who.kind != "session" or who.actor.account is None:
        raise ForbiddenError(
            why_zh="只有登录会话可以设置密码", why_en="only a signed-in session sets a password"
        )
    async with db.reading(who.actor) as work:
        account = await store.account_by_id(work.tx, who.actor.account)
        row = None if account is None else await store.password_of(work.tx, account.name)
    if account is None or row is None:
        raise SignInRefusedError
    await _prove(db, who, account.name, row["password"], current)
    fault = password_fault(new, account.name)
    if fault is None and row["password"] is not None and await _verify(row["password"], new):
        fault = "不能与当前密码相同", "it must differ from the current one"
    if fault is not None:
        raise WeakPasswordError(field="new", why_zh=fault[0], why_en=fault[1])
    async with _turn:
        hashed = await asyncio.to_thread(_hasher.hash, new)
    async with db.work(who.actor) as work:
        await store.set_password(work.tx, account.id, hashed, work.now)
        await audit.record(work, "password.change", "account", account.id, {})
        # whoever else is signed in with the old password is signed out; this session stays
        await store.revoke_other_sessions(work.tx, account.id, digest(secret), work.now)
        await bump(work.tx, CREDENTIALS.name)


async def _prove(db: Database, who: Presented, name: str, stored: str | None, current: str | None) -> None:
    """Ask for the current password, unless there is none yet or the session came from a fresh link."""
    if stored is None or who.by_link:
        return
    key = _key("account", name)
    async with db.work(who.actor) as work:
        until = await store.locked_until(work.tx, [key], work.now)
        if until is None:
            await store.failed(work.tx, key, work.now, ACCOUNT_WINDOW, ACCOUNT_FAILURES)
    if until is not None:
        raise _locked(until, db.time.now())
    if not await _verify(stored, current or ""):
        raise SignInRefusedError(field="current")
    async with db.work(who.actor) as work:
        await store.forgive(work.tx, key)
