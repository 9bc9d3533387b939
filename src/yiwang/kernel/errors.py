"""Named errors: each has a code, an HTTP status and a sentence in Chinese and in English.

Modules subclass :class:`YiwangError` in their own ``errors.py``. The registry of all of them feeds
``GET /api/v1/vocabulary``, so a client can know every code before it meets one.
"""

from __future__ import annotations

from typing import Any, ClassVar


class YiwangError(Exception):
    """Base of every error that may leave the system.

    Subclasses set ``code`` (stable, snake case), ``status`` (HTTP), ``zh`` and ``en`` (sentences with
    ``str.format`` fields filled from the keyword arguments). ``field`` names the offending input, in
    dotted form. Only the formatted sentences are shown to a client, never the arguments themselves.
    """

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    zh: ClassVar[str] = "系统内部错误，已记录，请稍后再试。"
    en: ClassVar[str] = "Internal error. It was recorded; please try again later."
    registry: ClassVar[dict[str, type[YiwangError]]] = {}

    def __init__(self, *, field: str | None = None, **details: Any) -> None:
        self.field = field
        self.details = details
        super().__init__(self.sentence("en"))

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "code" in cls.__dict__:
            known = YiwangError.registry.get(cls.code)
            if known is not None and known.__qualname__ != cls.__qualname__:
                raise TypeError(f"error code {cls.code!r} is already taken by {known!r}")
            YiwangError.registry[cls.code] = cls

    def sentence(self, language: str) -> str:
        """Return the sentence in ``zh`` or ``en`` with its details filled in."""
        template = self.zh if language == "zh" else self.en
        return template.format_map(_Lenient(self.details))

    def as_dict(self) -> dict[str, Any]:
        """Return the wire form ``{code, message: {zh, en}, field?}``."""
        body: dict[str, Any] = {
            "code": self.code,
            "message": {"zh": self.sentence("zh"), "en": self.sentence("en")},
        }
        if self.field is not None:
            body["field"] = self.field
        return body


class _Lenient(dict[str, Any]):
    """A mapping that shows ``?`` for a missing detail: a wrong sentence must never mask the error."""

    def __missing__(self, key: str) -> str:
        return "?"


class InvalidInputError(YiwangError):
    """A value from outside does not have the form that is asked for."""

    code = "invalid_input"
    status = 422
    zh = "输入不符合要求：{why_zh}"
    en = "Invalid input: {why_en}"


class NotFoundError(YiwangError):
    """Nothing visible to the caller has this identifier."""

    code = "not_found"
    status = 404
    zh = "没有找到{what_zh}“{key}”，或您无权查看。"
    en = "No {what_en} {key!r} was found, or you may not see it."


class ForbiddenError(YiwangError):
    """The caller is known but may not do this."""

    code = "forbidden"
    status = 403
    zh = "您没有权限：{why_zh}"
    en = "Not permitted: {why_en}"


class UnauthenticatedError(YiwangError):
    """No valid session or token came with the request."""

    code = "unauthenticated"
    status = 401
    zh = "请先登录，或令牌已失效。"
    en = "Please sign in; the token is missing or no longer valid."


class ConflictError(YiwangError):
    """The request contradicts what is already stored."""

    code = "conflict"
    status = 409
    zh = "与已有记录冲突：{why_zh}"
    en = "Conflicts with what is stored: {why_en}"


class TooManyRequestsError(YiwangError):
    """A rate limit was reached."""

    code = "too_many_requests"
    status = 429
    zh = "请求过于频繁，请在 {seconds} 秒后重试。"
    en = "Too many requests; try again in {seconds} seconds."


class UnavailableError(YiwangError):
    """A needed part is not able to serve now; nothing was stored."""

    code = "unavailable"
    status = 503
    zh = "服务暂不可用：{why_zh}。本次提交没有保存。"
    en = "Temporarily unavailable: {why_en}. This submission was not stored."


class PayloadTooLargeError(YiwangError):
    """The body or file exceeds the documented limit."""

    code = "payload_too_large"
    status = 413
    zh = "内容过大，上限为 {limit}。"
    en = "Too large; the limit is {limit}."
