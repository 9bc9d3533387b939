"""Named errors of learning to dispatch."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class TooFewExamplesError(YiwangError):
    """There are too few closed cases to learn from."""

    code = "dispatch_too_few"
    status = 409
    zh = "可供学习的办结案件只有 {n} 件，至少需要 {fewest} 件。"
    en = "There are only {n} closed cases to learn from; at least {fewest} are needed."
