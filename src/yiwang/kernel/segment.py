"""Cutting Chinese text into words: one segmenter for a whole process."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rjieba

_COMMON = 20_000  # frequency given to words of the field, so that they are not split


@cache
def _jieba() -> rjieba.Jieba:
    """Return the segmenter that all of a process share.

    Its dictionary takes some 31 MB and 60 ms, so only a process that cuts words pays them. The library
    makes one segmenter when it is imported; one of our own would be a second dictionary.
    """
    import rjieba  # noqa: PLC0415 - see above

    return rjieba._DEFAULT_JIEBA  # noqa: SLF001 - the only name it has; its methods stand in the module


def keep_whole(words: Iterable[str]) -> None:
    """Let ``words`` of the field stay in one piece from now on, for everybody in this process."""
    jieba = _jieba()
    for word in words:
        jieba.add_word(word, _COMMON, None)


def cut(text: str) -> list[str]:
    """Return ``text`` in words, in order; joined again they are the text."""
    found: list[str] = _jieba().cut(text)
    return found


def cut_for_search(text: str) -> list[str]:
    """Return the words of ``text`` and the shorter words inside long ones."""
    found: list[str] = _jieba().cut_for_search(text)
    return found


@lru_cache(maxsize=50_000)
def kind_of(word: str) -> str:
    """Return the part of speech of a word in the marks of ICTCLAS: ``n`` noun, ``v`` verb, ``x`` unknown."""
    tagged: list[tuple[str, str]] = _jieba().tag(word)
    return tagged[0][1] if len(tagged) == 1 else "x"
