"""Everything msgspec refuses is told in both languages, with the dotted name of the field."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
import pytest

from yiwang.kernel.refusals import UNREADABLE, complaint, refused

Meta = msgspec.Meta


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    x: int


class Body(msgspec.Struct, forbid_unknown_fields=True):
    needed: str
    words: Annotated[str, Meta(min_length=2, max_length=3)] = "ab"
    code: Annotated[str, Meta(pattern="^a")] = "a"
    rank: Annotated[int, Meta(ge=1, le=5)] = 1
    share: Annotated[float, Meta(gt=0, lt=5)] = 1
    fives: Annotated[int, Meta(multiple_of=5)] = 5
    flag: bool = True
    task: UUID | None = None
    at: datetime | None = None
    zoned: Annotated[datetime, Meta(tz=True)] | None = None
    day: date | None = None
    files: Annotated[list[UUID], Meta(min_length=1, max_length=1)] = []
    kind: Literal["a", "b"] = "a"
    inner: Inner | None = None
    several: list[Inner] = []
    named: dict[str, int] = {}
    raw: bytes = b""
    pair: tuple[float, float] = (0, 0)


ID = "00000000-0000-0000-0000-000000000000"
WRONG: list[tuple[dict[str, Any], str, str, str]] = [
    ({"needed": 1}, "needed", "needed 应为文字，实为整数", "needed must be text, not a whole number"),
    ({"words": "a"}, "words", "words 至少 2 个字符", "words needs at least 2 characters"),
    ({"words": "abcd"}, "words", "words 最多 3 个字符", "words may have at most 3 characters"),
    ({"words": None}, "words", "words 应为文字，实为空值", "words must be text, not null"),
    ({"code": "b"}, "code", "code 格式不符合要求", "code does not have the form that is asked for"),
    ({"rank": 0}, "rank", "rank 不能小于 1", "rank must be 1 or more"),
    ({"rank": 9}, "rank", "rank 不能大于 5", "rank must be 5 or less"),
    ({"rank": 1.5}, "rank", "rank 应为整数，实为数字", "rank must be a whole number, not a number"),
    ({"share": 0}, "share", "share 应大于 0", "share must be more than 0"),
    ({"share": 9}, "share", "share 应小于 5", "share must be less than 5"),
    ({"fives": 3}, "fives", "fives 应为 5 的倍数", "fives must be a multiple of 5"),
    ({"flag": 1}, "flag", "flag 应为 true 或 false，实为整数", "flag must be true or false, not a whole number"),
    ({"task": "x"}, "task", "task 不是有效的标识（UUID）", "task is not a valid id (UUID)"),
    ({"task": 1}, "task", "task 应为标识（UUID）或空值，实为整数", "task must be an id (UUID) or null, not a whole number"),
    ({"at": "x"}, "at", "at 不是有效的时间（ISO 8601）", "at is not a valid time (ISO 8601)"),
    ({"zoned": "2026-01-01T00:00:00"}, "zoned", "zoned 时间须带时区", "zoned needs an offset"),
    ({"day": "x"}, "day", "day 不是有效的日期（ISO 8601）", "day is not a valid date (ISO 8601)"),
    ({"files": ["x"]}, "files.0", "files.0 不是有效的标识（UUID）", "files.0 is not a valid id (UUID)"),
    ({"files": []}, "files", "files 至少 1 项", "files needs 1 or more items"),
    ({"files": [ID, ID]}, "files", "files 最多 1 项", "files may have at most 1 items"),
    ({"kind": "c"}, "kind", "kind 不在可选的值之内", "kind is not one of the possible values"),
    ({"inner": {}}, "inner.x", "inner.x 缺少必填项", "inner.x is missing"),
    ({"several": [{"y": 1}]}, "several.0.y", "several.0.y 没有这个字段", "several.0.y is not a known field"),
    ({"named": {"a": "b"}}, "named", "named 应为整数，实为文字", "named must be a whole number, not text"),
    ({"raw": "!"}, "raw", "raw 不是有效的 Base64", "raw is not valid Base64"),
    ({"pair": [1]}, "pair", "pair 应为 2 项", "pair must have 2 items"),
    ({"other": 1}, "other", "other 没有这个字段", "other is not a known field"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "field", "zh", "en"), WRONG, ids=[en for *_, en in WRONG])
def test_each_refusal_is_told_in_both_languages_with_its_field(
    body: dict[str, Any], field: str, zh: str, en: str
) -> None:
    whole = {"needed": "x", **body}
    for read in (
        lambda: msgspec.convert(whole, Body),
        lambda: msgspec.json.decode(msgspec.json.encode(whole), type=Body),
    ):
        with pytest.raises(msgspec.ValidationError) as caught:
            read()
        assert complaint(caught.value) == (field, zh, en)
        assert "Expected" not in zh


@pytest.mark.parametrize(
    ("raw", "field", "zh"),
    [
        (b"{}", "needed", "needed 缺少必填项"),
        (b"[]", None, "应为对象，实为列表"),
        (b"", None, "不是有效的 JSON"),
        (b"{", None, "不是有效的 JSON"),
        (b'{"needed": "\xff"}', None, "不是有效的 JSON"),
        (b"[" * 100_000, None, "不是有效的 JSON"),
    ],
)
def test_bodies_that_are_none_at_all_are_refused_by_name(raw: bytes, field: str | None, zh: str) -> None:
    with pytest.raises(UNREADABLE) as caught:
        msgspec.json.decode(raw, type=Body if len(raw) < 100 else Any)
    error = refused(caught.value)
    assert (error.code, error.field) == ("invalid_input", field)
    assert error.sentence("zh") == f"输入不符合要求：{zh}"
    assert not re.search("[\u4e00-\u9fff]", error.sentence("en"))


def test_what_is_not_known_is_told_in_general_words() -> None:
    told = complaint(msgspec.ValidationError("Something new - at `$.a.b[2]`"))
    assert told == ("a.b.2", "a.b.2 格式不符合要求", "a.b.2 does not have the form that is asked for")
