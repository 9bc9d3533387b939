"""What is asked for: the body of a proposal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, TypeAlias

import msgspec

from yiwang.base.insight.api import Change
from yiwang.base.proposals.model.proposal import Proposal

_Words: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
_Code: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=64)] | None


class ProposalBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is proposed, why, until when it should be decided, and from which day on it shall hold.

    ``from``, ``to``, ``area``, ``matter``, ``unit``, ``channel`` choose the past cases that are played again.
    """

    change: Change
    reason: _Words
    deadline: date
    valid_from: date
    opened_from: datetime | None = msgspec.field(name="from", default=None)
    opened_to: datetime | None = msgspec.field(name="to", default=None)
    area: _Code = None
    matter: _Code = None
    unit: _Code = None
    channel: _Code = None


def change_of(proposal: Proposal) -> Change:
    """Return what is proposed, typed."""
    found: Change = msgspec.convert(proposal.change, Change)
    return found
