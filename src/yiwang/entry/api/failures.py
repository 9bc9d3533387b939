"""How failures are answered: always ``{error: {code, message: {zh, en}, field?}}``, never with a trace."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, cast

import asyncpg
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError, NotFoundError, YiwangError

log = logging.getLogger(__name__)


class MalformedBodyError(YiwangError):
    """The body is not in the form that its content type promises."""

    code = "malformed_body"
    status = 400
    zh = "请求内容的格式不正确，无法解析。"
    en = "The body cannot be parsed."


class MethodNotAllowedError(YiwangError):
    """The address exists, the method does not."""

    code = "method_not_allowed"
    status = 405
    zh = "这个地址不支持该请求方法。"
    en = "This address does not know the method."


class RequestRefusedError(YiwangError):
    """The request as such cannot be served."""

    code = "request_refused"
    status = 400
    zh = "请求无法处理。"
    en = "The request cannot be served."


#: pydantic's kinds of complaint in Chinese; fields are filled from its context.
_ZH = {
    "missing": "缺少必填项",
    "extra_forbidden": "没有这个字段",
    "string_type": "应为文字",
    "string_too_long": "最多 {max_length} 个字符",
    "string_too_short": "至少 {min_length} 个字符",
    "string_pattern_mismatch": "格式不正确",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "finite_number": "应为有限的数字",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than": "应小于 {lt}",
    "less_than_equal": "不能大于 {le}",
    "literal_error": "应为 {expected} 之一",
    "enum": "应为 {expected} 之一",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
    "too_long": "最多 {max_length} 项",
    "too_short": "至少 {min_length} 项",
    "datetime_parsing": "不是有效的时间",
    "datetime_from_date_parsing": "不是有效的时间",
    "timezone_aware": "时间须带时区",
    "date_parsing": "不是有效的日期",
    "date_from_datetime_parsing": "不是有效的日期",
    "uuid_parsing": "不是有效的标识",
    "url_parsing": "不是有效的网址",
}
_UNPROCESSABLE = 422


def answer(error: YiwangError) -> Response:
    """Return the response for ``error``, with the headers that belong to its status."""
    headers: dict[str, str] = {}
    if error.status == 401:  # noqa: PLR2004 - the status itself
        headers["www-authenticate"] = "Bearer"
    if error.status == 429:  # noqa: PLR2004
        headers["retry-after"] = str(error.details.get("seconds", 1))
    if error.status == 503:  # noqa: PLR2004
        headers["retry-after"] = "2"
    return web.json({"error": error.as_dict()}, error.status, headers)


def invalid(error: RequestValidationError) -> YiwangError:
    """Return the first complaint of pydantic as a named error with its dotted field."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return MalformedBodyError()
    place = [str(part) for part in first["loc"]]
    field = ".".join(place[1:]) or place[0]
    template = _ZH.get(first["type"])
    context = cast("dict[str, Any]", first.get("ctx") or {})
    zh = template.format(**context) if template else "不符合要求"
    return InvalidInputError(field=field, why_zh=f"{field} {zh}", why_en=f"{field}: {first['msg']}")


def refused(error: HTTPException, path: str) -> YiwangError:
    """Return the framework's own refusals as named errors."""
    if error.status_code == 404:  # noqa: PLR2004
        return NotFoundError(what_zh="地址", what_en="address", key=path[:200])
    if error.status_code == 405:  # noqa: PLR2004
        return MethodNotAllowedError()
    if error.status_code in {400, _UNPROCESSABLE}:
        return MalformedBodyError()
    return RequestRefusedError()


async def _named(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, YiwangError)
    return answer(error)


async def _invalid(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, RequestValidationError)
    return answer(invalid(error))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer(refused(error, request.url.path))


async def _unstorable(request: Request, error: Exception) -> Response:
    """Answer what the database cannot hold; validation should have caught it, so it is logged."""
    log.warning("%s %s: %s", request.method, request.url.path, error)
    return answer(InvalidInputError(why_zh="有一个值无法保存", why_en="a value cannot be stored"))


Handler = Callable[[Request, Exception], Any]


def install(app: FastAPI) -> None:
    """Let ``app`` answer failures by name."""
    handlers: list[tuple[type[Exception], Handler]] = [
        (YiwangError, _named),
        (RequestValidationError, _invalid),
        (HTTPException, _refused),
        (asyncpg.DataError, _unstorable),
    ]
    for kind, handler in handlers:
        app.add_exception_handler(kind, handler)
