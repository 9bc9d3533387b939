"""Named errors of topics and signs."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class SignNotFoundError(YiwangError):
    """No sign visible to the caller has this id."""

    code = "sign_not_found"
    status = 404
    zh = "没有这条苗头预警，或您无权查看。"
    en = "There is no such sign, or you may not see it."


class SignClosedError(YiwangError):
    """The sign was closed before."""

    code = "sign_closed"
    status = 409
    zh = "这条苗头预警已经处理。"
    en = "The sign was closed before."
