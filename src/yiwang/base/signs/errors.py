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


class LimitsChangedError(YiwangError):
    """Somebody else set the limits meanwhile."""

    code = "sign_limits_changed"
    status = 409
    zh = "界限已被他人改为第 {version} 版，请重新读取后再改。"
    en = "Somebody set version {version} of the limits meanwhile: read them again first."
