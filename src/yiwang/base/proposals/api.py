"""The door of proposals: change requests that follow from analysis."""

from __future__ import annotations

from yiwang.base.proposals.model.proposal import STATES, Proposal
from yiwang.base.proposals.model.rights import DECIDE_PROPOSALS, DRAFT_PROPOSALS
from yiwang.base.proposals.usecases.proposing import carry_out, decide, detail, draft, find, send, withdraw
from yiwang.base.proposals.usecases.shapes import ProposalBody

__all__ = [
    "DECIDE_PROPOSALS",
    "DRAFT_PROPOSALS",
    "STATES",
    "Proposal",
    "ProposalBody",
    "carry_out",
    "decide",
    "detail",
    "draft",
    "find",
    "send",
    "withdraw",
]
