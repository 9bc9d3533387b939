"""Parts of an address 地址要素: which there are, how annotated files are read, how found parts are scored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

#: The parts that the annotation guide of Chinese addresses knows, from large to small.
TAGS: Final = (
    "country", "prov", "city", "district", "devzone", "town", "community", "road", "roadno", "subroad",
    "subroadno", "poi", "subpoi", "houseno", "cellno", "floorno", "roomno", "person", "assist", "redundant",
    "otherinfo",
)  # fmt: skip
OUTSIDE: Final = "O"
_BEGINS: Final = frozenset("BSU")
_INSIDE: Final = frozenset("IMEL")
_LABEL = re.compile(r"([BIMELSU])[-_](\w+)", re.IGNORECASE)


class Marked(msgspec.Struct, frozen=True):
    """An address in tokens (mostly characters; a number or a word in letters is one) with a label each."""

    tokens: list[str]
    labels: list[str]


class Part(msgspec.Struct, frozen=True, order=True):
    """Tokens ``start`` to ``end`` (not included) are a part with this tag."""

    start: int
    end: int
    tag: str


def read_marked(lines: Iterable[str]) -> tuple[list[Marked], int]:
    """Return the addresses of a file with a token and its label per line, and how many lines were slips.

    Addresses are parted by empty lines. A byte order mark, other white space, tags in capitals and labels
    of the kinds BIO, BIOES and BMEWO are all read; a line without a readable label counts as a slip, and
    its token as outside of all parts.
    """
    found: list[Marked] = []
    slips = 0
    now = Marked([], [])
    for line in lines:
        fields = line.lstrip("\ufeff").split()
        if not fields:
            if now.tokens:
                found.append(now)
                now = Marked([], [])
            continue
        label = _label(fields[-1]) if len(fields) > 1 else None
        slips += label is None
        now.tokens.append("".join(fields[:-1]) if len(fields) > 1 else fields[0])
        now.labels.append(label or OUTSIDE)
    if now.tokens:
        found.append(now)
    return found, slips


def _label(word: str) -> str | None:
    if word.upper() == OUTSIDE:
        return OUTSIDE
    found = _LABEL.fullmatch(word)
    if found is None:
        return None
    return f"{found.group(1).upper()}-{found.group(2).lower()}"


def parts(labels: Sequence[str]) -> list[Part]:
    """Return the parts that labels mean; an inner label that continues nothing begins a part."""
    found: list[Part] = []
    start, tag = 0, ""
    for at, label in enumerate([*labels, OUTSIDE]):
        position, _, kind = label.partition("-")
        if tag and (position not in _INSIDE or kind != tag):
            found.append(Part(start, at, tag))
            tag = ""
        if position != OUTSIDE and not tag:
            start, tag = at, kind
    return found


def labels_of(found: Iterable[Part], count: int) -> list[str]:
    """Return the labels (BIO) of ``count`` tokens with these parts."""
    labels = [OUTSIDE] * count
    for part in found:
        labels[part.start] = f"B-{part.tag}"
        labels[part.start + 1 : part.end] = [f"I-{part.tag}"] * (part.end - part.start - 1)
    return labels


def score(gold: Sequence[Sequence[str]], made: Sequence[Sequence[str]]) -> dict[str, dict[str, float]]:
    """Return precision, recall, F1 and number of parts per tag and over all of them (``all``).

    A part is right when both ends and the tag are.
    """
    right: Counter[str] = Counter()
    there: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for one, other in zip(gold, made, strict=True):
        known, found = set(parts(one)), set(parts(other))
        right.update(part.tag for part in known & found)
        there.update(part.tag for part in known)
        said.update(part.tag for part in found)
    right["all"], there["all"], said["all"] = right.total(), there.total(), said.total()
    return {
        tag: _rates(right[tag], there[tag], said[tag]) for tag in ("all", *TAGS) if there[tag] or said[tag]
    }


def _rates(right: int, there: int, said: int) -> dict[str, float]:
    return {
        "precision": right / said if said else 0.0,
        "recall": right / there if there else 0.0,
        "f1": 2 * right / (there + said),
        "n": there,
    }
