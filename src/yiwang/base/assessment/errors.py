"""Named errors of assessment."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class SchemeError(YiwangError):
    """A scheme does not hold together."""

    code = "assessment_scheme"
    status = 422
    zh = "考核方案“{name}”有误：{why_zh}"
    en = "Scheme {name!r} is wrong: {why_en}"


class SchemeNotFoundError(YiwangError):
    """There is no such scheme, or none of its versions is in force in the period."""

    code = "assessment_scheme_not_found"
    status = 404
    zh = "没有考核方案“{name}”，或它在该周期尚未生效。"
    en = "There is no scheme {name!r}, or none of its versions is in force in that period."


class ObjectNotFoundError(YiwangError):
    """The scheme does not assess this unit or area, or the caller may not open its cases."""

    code = "assessment_object_not_found"
    status = 404
    zh = "该方案没有考核对象“{key}”，或您无权查看其明细。"
    en = "The scheme assesses no {key!r}, or you may not open its details."
