"""Named errors of proposals."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class ProposalNotFoundError(YiwangError):
    """There is no proposal of this id."""

    code = "proposal_not_found"
    status = 404
    zh = "没有这条改进提案。"
    en = "There is no such proposal."


class ProposalStateError(YiwangError):
    """The proposal is no longer, or not yet, where this may be done."""

    code = "proposal_state"
    status = 409
    zh = "提案已是“{state}”，不能再这样办理。"
    en = "The proposal is {state}: this cannot be done now."


class OwnProposalError(YiwangError):
    """Who made a proposal does not decide on it, and nobody else acts as its owner."""

    code = "proposal_own"
    status = 403
    zh = "{why_zh}。"
    en = "{why_en}."


class NothingToChangeError(YiwangError):
    """Nothing in the list or the flow would be different."""

    code = "proposal_nothing"
    status = 422
    zh = "没有可以修改的内容：{why_zh}。"
    en = "There is nothing to change: {why_en}."


class OvertakenError(YiwangError):
    """What the proposal drafted was ended meanwhile."""

    code = "proposal_overtaken"
    status = 409
    zh = "提案起草的权责条目已被终止，请重新提出。"
    en = "An entry that the proposal drafted was ended meanwhile: propose it anew."
