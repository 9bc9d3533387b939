"""What of an answer is believed. Pure: the model is never trusted to have done what it was told."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from yiwang.base.assist.errors import AssistGarbageError, AssistUnfoundedError
from yiwang.base.assist.model.writer import Purpose
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.text import clean_text, fold

_LEAST_QUOTE = 4
_LONGEST_ANSWER = 2000


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the city that may be quoted: its id, what it is, its words."""

    id: str
    title: str
    text: str


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A place that an answer rests on."""

    id: str
    quote: str
    title: str = ""


class _Answer(msgspec.Struct, frozen=True):
    text: str
    citations: list[Citation]


def fields_of(text: str, purpose: Purpose) -> dict[str, str]:
    """Return the named fields of an answer, clean and bounded; raises ``assist_garbage``."""
    found = _object(text, dict[str, Any])
    given = {name: found.get(name) for name in purpose.fields}
    if not all(isinstance(value, str) for value in given.values()):
        raise AssistGarbageError
    return {name: _clean(str(value), purpose.longest) for name, value in given.items()}


def standing(fields: dict[str, str], material: str) -> dict[str, str]:
    """Return the fields with those emptied that do not stand in the material word for word."""
    whole = fold(material)
    return {name: value if fold(value) in whole else "" for name, value in fields.items()}


def founded(text: str, passages: Sequence[Passage]) -> tuple[str, list[Citation]]:
    """Return an answer and its citations; raises ``assist_unfounded`` if one is missing or made up."""
    answer = _object(text, _Answer)
    words = _clean(answer.text, _LONGEST_ANSWER)
    if not words or not answer.citations:
        raise AssistUnfoundedError(why_zh="没有依据", why_en="nothing supports an answer")
    held = {passage.id: passage for passage in passages}
    cited = []
    for citation in answer.citations:
        passage, quote = held.get(citation.id), fold(citation.quote)
        if passage is None or len(quote) < _LEAST_QUOTE or quote not in fold(passage.text):
            raise AssistUnfoundedError(why_zh="引用的依据不存在", why_en="a source it names does not exist")
        cited.append(Citation(id=passage.id, quote=citation.quote, title=passage.title))
    return words, cited


def nearest(
    question: str, passages: Sequence[Passage], most: int, *, one_will_do: bool = False
) -> list[Passage]:
    """Return the passages that share the rarest pairs of characters with the question, best first.

    A person who reads them herself is served by the rarest pair alone (``one_will_do``); as the ground of an
    answer it is chance.
    """
    wanted = _pairs(question)
    held = [_pairs(passage.title + passage.text) for passage in passages]
    spread = Counter(pair for pairs in held for pair in pairs & wanted)
    weight = {pair: math.log(1 + len(held) / n) for pair, n in spread.items()}
    scores = [sum(weight[pair] for pair in pairs & wanted) for pairs in held]
    order = sorted(range(len(passages)), key=lambda at: (-scores[at], at))
    least = max(weight.values(), default=0.0)
    return [
        passages[at]
        for at in order[:most]
        if scores[at] > least or (one_will_do and least and scores[at] >= least)
    ]


def _pairs(text: str) -> set[str]:
    plain = "".join(c for c in fold(text) if c.isalnum())
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def _object(text: str, kind: Any) -> Any:
    start, end = text.find("{"), text.rfind("}")
    try:
        return msgspec.json.decode(text[start : end + 1], type=kind)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise AssistGarbageError from None


def _clean(text: str, longest: int) -> str:
    try:
        return clean_text(text, field="text", longest=longest)
    except InvalidInputError:
        raise AssistGarbageError from None
