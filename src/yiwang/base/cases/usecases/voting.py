"""Votes 附议: who wants a published case solved too, once per device, without saying who they are.

A device is given a random voter with a signature, so that voters cannot be made up and asking for them can be
limited by address. What is stored is a keyed hash of voter and case: the votes of one device for two cases
cannot be linked, and only the device can take its vote back.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from typing import Any, Final

from yiwang.base.cases.errors import NotJoinableError, UnknownVoterError
from yiwang.base.cases.messages import CaseVoted
from yiwang.base.cases.store import around as store
from yiwang.base.cases.store.rules import RULES
from yiwang.base.cases.usecases.around import published
from yiwang.infra.database import Work

_RANDOM, _SIGNED, _KEPT = 16, 16, 16


async def new_voter(work: Work) -> str:
    """Return a voter for a device: kept there, it votes once per case and takes its votes back."""
    _, key = await RULES.get(work.tx)
    made = secrets.token_bytes(_RANDOM)
    return base64.urlsafe_b64encode(made + _sign(key, made)).rstrip(b"=").decode()


async def vote(work: Work, number: str, voter: str, *, wanted: bool) -> dict[str, Any]:
    """Vote for a published case or take the vote back; return ``{votes, voted}``.

    The same again changes nothing. Raises ``unknown_voter``, ``invalid_number``, and ``not_joinable`` for a
    case that is over or not shown. Announces ``cases.voted``.
    """
    _, key = await RULES.get(work.tx)
    own = _known(key, voter)
    row = await published(work, number)
    if row is None:
        raise NotJoinableError(field="number")
    kept = hmac.digest(key, b"vote" + own + row["id"].bytes, "sha256")[:_KEPT]
    changed = await (store.vote(work, row["id"], kept) if wanted else store.unvote(work.tx, row["id"], kept))
    votes = await store.votes(work.tx, row["id"])
    if changed:
        work.announce(
            CaseVoted(number=row["number"], matter=row["matter"], path=tuple(row["path"]), votes=votes)
        )
    return {"votes": votes, "voted": wanted}


def _known(key: bytes, voter: str) -> bytes:
    """Return the random part of a voter that was made here; raises ``unknown_voter``."""
    try:
        raw = base64.urlsafe_b64decode(voter + "=" * (-len(voter) % 4))
    except (ValueError, binascii.Error):
        raise UnknownVoterError(field="voter") from None
    made, signature = raw[:_RANDOM], raw[_RANDOM:]
    if len(made) < _RANDOM or not hmac.compare_digest(signature, _sign(key, made)):
        raise UnknownVoterError(field="voter")
    return made


_PURPOSE: Final = b"voter"


def _sign(key: bytes, made: bytes) -> bytes:
    return hmac.digest(key, _PURPOSE + made, "sha256")[:_SIGNED]
