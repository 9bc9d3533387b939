"""Named errors of the library of hard matters."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class KnotNotFoundError(YiwangError):
    """There is no such hard matter, or no such candidate."""

    code = "knot_not_found"
    status = 404
    zh = "疑难事项库中没有这一条。"
    en = "The library of hard matters has no such entry."


class KnotStateError(YiwangError):
    """The hard matter has ended."""

    code = "knot_state"
    status = 409
    zh = "该疑难事项已是“{state}”，不能再这样办理。"
    en = "The hard matter is {state}: this cannot be done now."


class KnotInvalidError(YiwangError):
    """What is said of a hard matter cannot be."""

    code = "knot_invalid"
    status = 422
    zh = "疑难事项有误：{why_zh}。"
    en = "The hard matter is wrong: {why_en}."
