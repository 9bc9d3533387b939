"""All names of a city in memory: which of them stand in a text, and which differ by one character.

Made for 300,000 names: a dictionary of words, columns of numbers, and sorted hashes of words that lack
one character. Words of one name lie side by side, so that a name shared by many places is one look-up.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec
import numpy as np

from yiwang.base.geography.model.address.writing import written

#: Names of fewer characters stand in texts by chance; longer ones are cut.
SHORTEST, LONGEST = 2, 30
#: Shorter words are too often one character from another word.
SHORTEST_TYPO: Final = 4
_LONGEST_TYPO: Final = 14
#: More words that differ in one character than this tell nothing.
_MOST_ALIKE = 24


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A name as the gazetteer gets it: with other names (``aliases``: old, short, of the people)."""

    name: str
    kind: str
    lon: float
    lat: float
    area: str | None = None
    rank: int = 3
    aliases: tuple[str, ...] = ()


def word_of(name: str) -> str:
    """Return the form in which a name is looked for."""
    return written(name).text[:LONGEST]


class Names:
    """Names with kind, area and place, immutable. Entries are numbers: 0 … ``len(self) - 1``."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.name: list[str] = []
        self.lon, self.lat = array("d"), array("d")
        self.rank = array("b")
        self._kind, self._area = array("h"), array("i")
        self._kinds: list[str] = []
        self._areas: list[str | None] = []
        pairs = self._columns(names)
        pairs.sort()
        self._entries = array("i", (entry for _, entry in pairs))
        self._start: dict[str, int] = {}
        self._words: list[str] = []
        starts = array("i")
        for place, (word, _) in enumerate(pairs):
            if not self._words or self._words[-1] != word:
                self._start[word] = len(self._words)
                self._words.append(word)
                starts.append(place)
        starts.append(len(pairs))
        self._starts = starts
        self._lengths = _lengths(self._words)
        self._gaps = _Gaps(self._words)

    def _columns(self, names: Iterable[Name]) -> list[tuple[str, int]]:
        """Fill the columns; return each word with its entry."""
        kinds: dict[str, int] = {}
        areas: dict[str | None, int] = {}
        pairs: list[tuple[str, int]] = []
        for entry, one in enumerate(names):
            word = word_of(one.name)
            self.name.append(word if word == one.name else one.name)
            self.lon.append(one.lon)
            self.lat.append(one.lat)
            self.rank.append(one.rank)
            self._kind.append(kinds.setdefault(one.kind, len(kinds)))
            self._area.append(areas.setdefault(one.area, len(areas)))
            words = {word, *(word_of(alias) for alias in one.aliases)}
            pairs += [(w, entry) for w in words if len(w) >= SHORTEST]
        self._kinds, self._areas = list(kinds), list(areas)
        return pairs

    def __len__(self) -> int:
        return len(self.name)

    def kind(self, entry: int) -> str:
        """Return the kind of an entry."""
        return self._kinds[self._kind[entry]]

    def area(self, entry: int) -> str | None:
        """Return the code of the area of an entry."""
        return self._areas[self._area[entry]]

    def of(self, word: str) -> Sequence[int]:
        """Return the entries that bear ``word`` as a name or an alias."""
        at = self._start.get(word)
        return () if at is None else self._entries[self._starts[at] : self._starts[at + 1]]

    def found(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of every name that stands in ``text``, by start, then by length."""
        lengths, start, size = self._lengths, self._start, len(text)
        for at in range(len(text) - 1):
            mask = lengths.get(text[at : at + 2])
            if mask is None:
                continue
            for length in mask:
                if at + length <= size and text[at : at + length] in start:
                    yield at, at + length

    def alike(self, words: Sequence[str]) -> dict[str, list[str]]:
        """Return for each of ``words`` the known words that differ from it in one character.

        Another character, one more, or one less; words that are known themselves, and too short or too
        long ones, have none. All of ``words`` are looked up at once.
        """
        asked = [w for w in words if SHORTEST_TYPO <= len(w) <= _LONGEST_TYPO and w not in self._start]
        keys: list[str] = []
        owners: list[str] = []
        found: dict[str, set[str]] = {}
        for word in asked:
            gaps = [word[:at] + word[at + 1 :] for at in range(len(word))]
            found[word] = {gap for gap in gaps if gap in self._start}
            keys += (word, *gaps)
            owners += [word] * (len(gaps) + 1)
        for owner, number in self._gaps.of(keys):
            found[owners[owner]].add(self._words[number])
        return {word: close for word, ones in found.items() if (close := _close(word, ones))}


def _close(word: str, ones: set[str]) -> list[str]:
    return sorted(one for one in ones if len(one) >= SHORTEST_TYPO - 1 and one_apart(one, word))[:_MOST_ALIKE]


def _lengths(words: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return for each beginning of two characters which lengths its words have."""
    masks: dict[str, int] = {}
    for word in words:
        pair = word[:2]
        masks[pair] = masks.get(pair, 0) | 1 << len(word)
    known: dict[int, tuple[int, ...]] = {}
    return {
        pair: known.setdefault(mask, tuple(n for n in range(LONGEST + 1) if mask >> n & 1))
        for pair, mask in masks.items()
    }


class _Gaps:
    """Hashes of words that lack one character, sorted, with the numbers of the words."""

    def __init__(self, words: Sequence[str]) -> None:
        keys, owners = array("q"), array("i")
        for number, word in enumerate(words):
            if SHORTEST_TYPO - 1 <= len(word) <= _LONGEST_TYPO:
                for at in range(len(word)):
                    keys.append(hash(word[:at] + word[at + 1 :]))
                    owners.append(number)
        hashes = np.frombuffer(keys, dtype=np.int64) if keys else np.empty(0, dtype=np.int64)
        order = np.argsort(hashes, kind="stable")
        self._keys = hashes[order]
        self._owners = np.array(owners, dtype=np.int32)[order]

    def of(self, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield (which key, number of a word) where a word lacks one character to be the key.

        Of words whose hash is the same by chance too: the caller compares.
        """
        if not len(self._keys) or not keys:
            return
        hashes = np.fromiter(map(hash, keys), dtype=np.int64, count=len(keys))
        places = self._keys.searchsorted(hashes)
        places[places == len(self._keys)] = 0
        for hit in np.flatnonzero(self._keys[places] == hashes).tolist():
            place, key = int(places[hit]), hashes[hit]
            until = place + _MOST_ALIKE
            while place < len(self._keys) and place < until and self._keys[place] == key:
                yield hit, int(self._owners[place])
                place += 1


def one_apart(one: str, other: str) -> bool:
    """Tell whether two words differ in exactly one character: another, one more, or one less."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    long, short = (one, other) if len(one) > len(other) else (other, one)
    if len(long) != len(short) + 1:
        return False
    at = next((i for i, char in enumerate(short) if long[i] != char), len(short))
    return long[at + 1 :] == short[at:]
