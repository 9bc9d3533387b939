"""What msgspec says of a value that has not the declared form, as sentences for people.

One place for everything that is read with msgspec: the field's dotted name, and what is wrong with it in
Chinese and English. What msgspec may yet learn to say is told in general words, never half translated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from yiwang.kernel.errors import InvalidInputError

#: What reading a value of a declared type raises.
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_WORDS = {
    "str": ("文字", "text"),
    "int": ("整数", "a whole number"),
    "float": ("数字", "a number"),
    "bool": (" true 或 false", "true or false"),
    "array": ("列表", "a list"),
    "object": ("对象", "an object"),
    "null": ("空值", "null"),
    "uuid": ("标识（UUID）", "an id (UUID)"),
    "datetime": ("时间（ISO 8601）", "a time (ISO 8601)"),
    "date": ("日期（ISO 8601）", "a date (ISO 8601)"),
    "time": ("时刻（ISO 8601）", "a time of day (ISO 8601)"),
    "duration": ("时长（ISO 8601）", "a duration (ISO 8601)"),
    "decimal": ("数字", "a number"),
    "bytes": ("Base64 文字", "Base64 text"),
}
_BOUNDS = {
    ">=": ("不能小于 {0}", "must be {0} or more"),
    "<=": ("不能大于 {0}", "must be {0} or less"),
    ">": ("应大于 {0}", "must be more than {0}"),
    "<": ("应小于 {0}", "must be less than {0}"),
}
_LENGTHS = {
    ("text", ">="): ("至少 {0} 个字符", "needs at least {0} characters"),
    ("text", "<="): ("最多 {0} 个字符", "may have at most {0} characters"),
    ("text", ""): ("应为 {0} 个字符", "must have {0} characters"),
    ("list", ">="): ("至少 {0} 项", "needs {0} or more items"),
    ("list", "<="): ("最多 {0} 项", "may have at most {0} items"),
    ("list", ""): ("应为 {0} 项", "must have {0} items"),
}
#: How messages begin that name neither a type nor a bound.
_PLAIN = {
    "Object missing required field": ("缺少必填项", "is missing"),
    "Object contains unknown field": ("没有这个字段", "is not a known field"),
    "Invalid enum value": ("不在可选的值之内", "is not one of the possible values"),
    "Invalid UUID": ("不是有效的标识（UUID）", "is not a valid id (UUID)"),
    "Invalid RFC3339 encoded datetime": ("不是有效的时间（ISO 8601）", "is not a valid time (ISO 8601)"),
    "Invalid RFC3339 encoded date": ("不是有效的日期（ISO 8601）", "is not a valid date (ISO 8601)"),
    "Invalid RFC3339 encoded time": ("不是有效的时刻（ISO 8601）", "is not a valid time of day (ISO 8601)"),
    "Invalid ISO8601 duration": ("不是有效的时长（ISO 8601）", "is not a valid duration (ISO 8601)"),
    "Invalid base64": ("不是有效的 Base64", "is not valid Base64"),
    "Number out of range": ("数字超出范围", "is out of range"),
    "Integer value out of range": ("整数超出范围", "is out of range"),
}
_PLACE = re.compile(r" - at (?:`key` in )?`\$(?P<path>[^`]*)`\Z")
_FIELD = re.compile(r"(?:missing required|contains unknown) field `(?P<name>[^`]*)`")


class Complaint(NamedTuple):
    """What is wrong, in both languages, and with which field if it is one of the value's."""

    field: str | None
    zh: str
    en: str


def complaint(error: Exception) -> Complaint:
    """Return what ``error``, one of :data:`UNREADABLE`, complains about."""
    if not isinstance(error, msgspec.ValidationError):
        return Complaint(None, "不是有效的 JSON", "not valid JSON")
    text = str(error)
    place = _PLACE.search(text)
    message = text[: place.start()] if place else text
    path = re.sub(r"\[(?:\.\.\.)?(\d*)\]", r".\1", place["path"] if place else "")
    parts = [part for part in path.split(".") if part]
    if (named := _FIELD.search(message)) is not None:
        parts.append(named["name"])
    field = ".".join(parts) or None
    zh, en = _sentence(message)
    return Complaint(field, f"{field} {zh}" if field else zh, f"{field} {en}" if field else f"it {en}")


def refused(error: Exception) -> InvalidInputError:
    """Return the named error for ``error``, one of :data:`UNREADABLE`."""
    field, zh, en = complaint(error)
    return InvalidInputError(field=field, why_zh=zh, why_en=en)


def _sentence(message: str) -> tuple[str, str]:
    plain = next((told for beginning, told in _PLAIN.items() if message.startswith(beginning)), None)
    if plain is not None:
        return plain
    for pattern, tell in _TELL:
        if (found := pattern.match(message)) is not None:
            return tell(found)
    return "格式不符合要求", "does not have the form that is asked for"


def _length(found: re.Match[str]) -> tuple[str, str]:
    zh, en = _LENGTHS["text" if found["type"] == "str" else "list", found["sign"] or ""]
    return zh.format(found["bound"]), en.format(found["bound"])


def _bound(found: re.Match[str]) -> tuple[str, str]:
    zh, en = _BOUNDS[found["sign"]]
    bound = found["bound"].removesuffix(".0")
    return zh.format(bound), en.format(bound)


def _multiple(found: re.Match[str]) -> tuple[str, str]:
    return f"应为 {found['bound']} 的倍数", f"must be a multiple of {found['bound']}"


def _zone(_found: re.Match[str]) -> tuple[str, str]:
    return "时间须带时区", "needs an offset"


def _mismatch(found: re.Match[str]) -> tuple[str, str]:
    names = [_WORDS.get(name, (name, name)) for name in found["wanted"].split(" | ")]
    zh, en = "或".join(n[0] for n in names), " or ".join(n[1] for n in names)
    if found["got"] is None:
        return f"应为{zh}", f"must be {en}"
    given = _WORDS.get(found["got"], (found["got"], found["got"]))
    return f"应为{zh}，实为{given[0]}", f"must be {en}, not {given[1]}"


_TELL: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, str]]], ...] = (
    (re.compile(r"Expected `(?P<type>\w+)` of length (?P<sign>[<>]=)? ?(?P<bound>\d+)"), _length),
    (re.compile(r"Expected `(?:int|float|decimal)` (?P<sign>[<>]=?) (?P<bound>\S+)"), _bound),
    (re.compile(r"Expected `\w+` that's a multiple of (?P<bound>\S+)"), _multiple),
    (re.compile(r"Expected `\w+` with a timezone component"), _zone),
    (re.compile(r"Expected `(?P<wanted>[\w| ]+)`(?:, got `(?P<got>\w+)`)?\Z"), _mismatch),
)
