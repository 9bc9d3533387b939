"""The door of language: what texts say, and why."""

from __future__ import annotations

from yiwang.base.language.model.classes import Sorter, prepare
from yiwang.base.language.model.embedding import SIZE, embed
from yiwang.base.language.model.lexicon import Lexicon, assemble
from yiwang.base.language.model.normal import LONGEST_BYTES, normalise
from yiwang.base.language.model.personal import mask
from yiwang.base.language.model.records import (
    Element,
    Feeling,
    Likely,
    Passed,
    Personal,
    Reading,
    Subject,
    Tag,
    Urgency,
)
from yiwang.base.language.model.rights import READ_TEXT
from yiwang.base.language.model.road import STEPS, Road
from yiwang.base.language.model.sorting import Sorting, View, settle
from yiwang.base.language.usecases.reading import (
    MOST_TEXTS,
    apply_section,
    check_amount,
    read,
    road,
    tag_names,
)

__all__ = [
    "LONGEST_BYTES",
    "MOST_TEXTS",
    "READ_TEXT",
    "SIZE",
    "STEPS",
    "Element",
    "Feeling",
    "Lexicon",
    "Likely",
    "Passed",
    "Personal",
    "Reading",
    "Road",
    "Sorter",
    "Sorting",
    "Subject",
    "Tag",
    "Urgency",
    "View",
    "apply_section",
    "assemble",
    "check_amount",
    "embed",
    "mask",
    "masked",
    "normalise",
    "prepare",
    "read",
    "road",
    "settle",
    "tag_names",
]


def masked(text: str) -> str:
    """Return ``text`` made plain and without personal data, for who need not know them."""
    return mask(normalise(text))[0]
