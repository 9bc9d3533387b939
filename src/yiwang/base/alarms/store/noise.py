"""SQL of silences, inhibitions and mute times."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from yiwang.base.alarms.model.noise import Inhibition, MuteTime, Silence
from yiwang.infra.database import Row, Tx, Work
from yiwang.infra.snapshots import Snapshot, bump


class Hushing(msgspec.Struct, frozen=True):
    """Everything that may hush an alarm."""

    silences: tuple[Silence, ...]
    inhibitions: tuple[Inhibition, ...]
    mutes: tuple[MuteTime, ...]


_SILENCES = "SELECT id, matchers, starts_at, ends_at, until_resolved, reason, author FROM alarms_silence"


def _silence(row: Row) -> Silence:
    return msgspec.convert(dict(row), Silence)


async def _load(tx: Tx) -> Hushing:
    silences = await tx.fetch(f"{_SILENCES} ORDER BY ends_at DESC, id LIMIT 2000")
    settings = await tx.fetch("SELECT kind, body FROM alarms_setting ORDER BY kind, code")
    return Hushing(
        tuple(_silence(row) for row in silences),
        tuple(msgspec.convert(r["body"], Inhibition) for r in settings if r["kind"] == "inhibition"),
        tuple(msgspec.convert(r["body"], MuteTime) for r in settings if r["kind"] == "mute"),
    )


#: What hushes alarms; every change bumps ``alarms.noise``.
HUSHING: Snapshot[Hushing] = Snapshot("alarms.noise", _load, max_age=0.5)


async def add_silence(work: Work, silence: Silence) -> None:
    """Store a silence."""
    await work.tx.execute(
        "INSERT INTO alarms_silence (id, matchers, starts_at, ends_at, until_resolved, reason, author, "
        "created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        silence.id,
        msgspec.to_builtins(silence.matchers),
        silence.starts_at,
        silence.ends_at,
        silence.until_resolved,
        silence.reason,
        silence.author,
        work.now,
    )
    await bump(work.tx, "alarms.noise")


async def end_silences(work: Work, ids: list[UUID], words: str = "") -> int:
    """End silences now and add ``words`` to their reason; return how many were in force."""
    ended = await work.tx.execute(
        "UPDATE alarms_silence SET ends_at = $2, reason = reason || $3 WHERE id = ANY($1) AND ends_at > $2",
        ids,
        work.now,
        words,
    )
    await bump(work.tx, "alarms.noise")
    return ended


async def silences(tx: Tx, since: datetime) -> list[Row]:
    """Return silences that ended after ``since``, newest first."""
    return await tx.fetch(f"{_SILENCES} WHERE ends_at > $1 ORDER BY starts_at DESC, id LIMIT 1000", since)


async def save_setting(work: Work, kind: str, code: str, body: object) -> None:
    """Store an inhibition or a mute time."""
    await work.tx.execute(
        "INSERT INTO alarms_setting (kind, code, body, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (kind, code) DO UPDATE SET body = $3, changed_at = $4, changed_by = $5",
        kind,
        code,
        msgspec.to_builtins(body),
        work.now,
        work.actor.key,
    )
    await bump(work.tx, "alarms.noise")


async def drop_setting(work: Work, kind: str, code: str) -> int:
    """Delete an inhibition or a mute time; return how many there were."""
    gone = await work.tx.execute("DELETE FROM alarms_setting WHERE kind = $1 AND code = $2", kind, code)
    await bump(work.tx, "alarms.noise")
    return gone


#: What settings there are, and what each is made of.
KINDS: Final[dict[str, type[Inhibition | MuteTime]]] = {"inhibition": Inhibition, "mute": MuteTime}
