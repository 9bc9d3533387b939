"""Finding many words in one walk over a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


class WordSet:
    """A set of words, found wherever they begin; of words that begin at one place the longest."""

    def __init__(self, words: Iterable[str]) -> None:
        known = sorted({w for w in words if w})
        self._pattern = re.compile(_branches(known)) if known else None

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield (start, word) from left to right; words may overlap."""
        pattern = self._pattern
        if pattern is None:
            return
        search, at = pattern.search, 0
        while (found := search(text, at)) is not None:
            at = found.start()
            yield at, found[0]
            at += 1


def _branches(words: list[str]) -> str:
    """Return a pattern that walks a tree of the words, so that each character is looked at once."""
    if len(words) == 1:
        return re.escape(words[0])
    heads: dict[str, list[str]] = {}
    end = False
    for word in words:
        if word:
            heads.setdefault(word[0], []).append(word[1:])
        else:
            end = True
    inner = "|".join(re.escape(head) + _branches(tails) for head, tails in heads.items())
    return f"(?:{inner}|)" if end else f"(?:{inner})"
