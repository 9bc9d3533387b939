"""All words in force, put together from what holds by itself and what packs say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from yiwang.base.language.model import words as given
from yiwang.base.language.model.matching import WordSet
from yiwang.kernel.worktime import Words

#: The kind of endings that name a place and no subject.
PLACE = "place"


class Hit(NamedTuple):
    """A word of the lexicon in a text, and where it begins."""

    at: int
    word: str


class Known(msgspec.Struct, frozen=True):
    """A subject that a city named."""

    name: str
    kind: str


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """Words by what they say. ``roles`` of a word: ``tag:threat``, ``urgent:3``, ``good``, ``bad``.

    ``endings`` of names and their kinds (:data:`PLACE` for what is a place only); ``tails`` are the same by
    their last character, the longest first.
    """

    tags: dict[str, Words]
    roles: dict[str, tuple[str, ...]]
    kinds: dict[str, Words]
    endings: dict[str, str]
    tails: dict[str, tuple[str, ...]]
    known: dict[str, Known]
    known_names: WordSet
    finder: WordSet

    def hits(self, text: str) -> list[Hit]:
        """Return the words of tags, urgency and feeling in ``text``, left to right."""
        return [Hit(at, word) for at, word in self.finder.find(text)]


def _change(words: dict[str, None], change: Mapping[str, Any]) -> None:
    for word in change.get("remove", ()):
        words.pop(word, None)
    words.update(dict.fromkeys(change.get("add", ())))


def assemble(sections: Iterable[Mapping[str, Any]] = ()) -> Lexicon:
    """Return the words of ``sections`` (later ones win) on top of those that hold by themselves."""
    lists: dict[str, dict[str, None]] = {}
    for code, text in given.TAG_WORDS.items():
        lists[f"tag:{code}"] = dict.fromkeys(given.split(text))
    for level, text in given.URGENT.items():
        lists[f"urgent:{level}"] = dict.fromkeys(given.split(text))
    lists["good"] = dict.fromkeys(given.split(given.POSITIVE))
    lists["bad"] = dict.fromkeys(given.split(given.NEGATIVE))
    endings = {kind: dict.fromkeys(given.split(text)) for kind, (_, text) in given.KINDS.items()}
    names, known = dict(given.TAGS), dict[str, Known]()
    for section in sections:
        for code, tag in section.get("tags", {}).items():
            old = names.get(code, Words(code, code))
            names[code] = Words(tag.get("zh") or old.zh, tag.get("en") or old.en)
            _change(lists.setdefault(f"tag:{code}", {}), tag)
        for level, change in section.get("urgency", {}).items():
            _change(lists[f"urgent:{level}"], change)
        _change(lists["good"], section.get("positive", {}))
        _change(lists["bad"], section.get("negative", {}))
        for kind, change in section.get("endings", {}).items():
            _change(endings.setdefault(kind, {}), change)
        known |= _subjects(section.get("subjects", ()))
    return _made(names, lists, endings, known)


def _subjects(section: Sequence[Mapping[str, Any]]) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for subject in section:
        standard = Known(subject["name"], subject.get("kind", "company"))
        for name in (subject["name"], *subject.get("aliases", ())):
            found[name] = standard
    return found


def _made(
    names: dict[str, Words],
    lists: Mapping[str, Iterable[str]],
    endings: Mapping[str, Iterable[str]],
    known: dict[str, Known],
) -> Lexicon:
    roles: dict[str, list[str]] = {}
    for role, words in lists.items():
        for word in words:
            roles.setdefault(word, []).append(role)
    ends = dict.fromkeys(given.split(given.PLACES), PLACE)
    ends |= {ending: kind for kind, words in endings.items() for ending in words}
    tails: dict[str, list[str]] = {}
    for ending in sorted(ends, key=len, reverse=True):
        tails.setdefault(ending[-1], []).append(ending)
    kinds = {kind: name for kind, (name, _) in given.KINDS.items()}
    return Lexicon(
        tags=names,
        roles={word: tuple(held) for word, held in roles.items()},
        kinds={kind: kinds.get(kind, Words(kind, kind)) for kind in endings},
        endings=ends,
        tails={last: tuple(held) for last, held in tails.items()},
        known=known,
        known_names=WordSet(known),
        finder=WordSet(roles),
    )
