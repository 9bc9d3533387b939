"""What is read out of a text; everything says why, in words."""

from __future__ import annotations

import msgspec

from yiwang.kernel.worktime import Words


class Tag(msgspec.Struct, frozen=True):
    """A label that a text carries, and the words that led to it."""

    code: str
    name: Words
    words: tuple[str, ...]
    reason: Words


class Passed(msgspec.Struct, frozen=True):
    """A word that would have led to a tag, and why it did not: it is denied or only quoted."""

    code: str
    word: str
    reason: Words


class Element(msgspec.Struct, frozen=True):
    """One of the five elements 五要素: when, where, who, what, demand; ``words`` is empty if missing."""

    code: str
    name: Words
    words: tuple[str, ...] = ()

    @property
    def is_found(self) -> bool:
        """Tell whether the text says it."""
        return bool(self.words)


class Personal(msgspec.Struct, frozen=True):
    """A kind of personal data in a text and how often; what it was is not repeated."""

    kind: str
    name: Words
    count: int


class Subject(msgspec.Struct, frozen=True):
    """Whom a text is about 涉事主体: as written, and the one standard name of it."""

    name: str
    kind: str
    written: tuple[str, ...]
    reason: Words


class Urgency(msgspec.Struct, frozen=True):
    """1 一般, 2 紧急, 3 特急, and the words that say so."""

    level: int
    words: tuple[str, ...]
    reason: Words


class Feeling(msgspec.Struct, frozen=True):
    """How a text feels: from -1 (very bad) to 1; ``negative``, ``neutral`` or ``positive``."""

    value: float
    kind: str
    words: tuple[str, ...]
    reason: Words


class Likely(msgspec.Struct, frozen=True):
    """A matter that a text may be about; ``score`` lies between 0 and 1."""

    key: str
    name: str
    class_name: str
    score: float
    reason: Words


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one text says. ``masked`` is the plain text without personal data.

    ``failed`` names the steps that broke down on this text; what they would have said is left empty.
    ``is_cut``: the text was longer than what is read.
    """

    masked: str = ""
    tags: tuple[Tag, ...] = ()
    passed: tuple[Passed, ...] = ()
    elements: tuple[Element, ...] = ()
    personal: tuple[Personal, ...] = ()
    subjects: tuple[Subject, ...] = ()
    matters: tuple[Likely, ...] = ()
    urgency: Urgency = Urgency(1, (), Words("未见紧急用语", "no urgent words"))
    feeling: Feeling = Feeling(0.0, "neutral", (), Words("未见情绪用语", "no words of feeling"))
    failed: tuple[str, ...] = ()
    is_cut: bool = False
