"""A set of samples: what is asked of each text, and the labels that may be given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Annotated, Final
from uuid import UUID

import msgspec

from yiwang.base.samples.errors import SampleSetError

#: The label of who cannot tell; it counts for agreement, and goes into no version.
UNCLEAR: Final = ""
MOST_TEXTS: Final = 20_000
LONGEST: Final = 4_000
FEWEST_LABELS, MOST_LABELS = 2, 30


class Label(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A label by its code and the name that people see."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern=r"^[^\x00]+$")]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern=r"^[^\x00]+$")]


class SampleSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``guide`` says how to choose; the first nine labels have the keys 1 to 9."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80, pattern=r"^[^\x00]+$")]
    guide: Annotated[str, msgspec.Meta(max_length=4000, pattern=r"^[^\x00]*$")] = ""
    labels: Annotated[tuple[Label, ...], msgspec.Meta(min_length=FEWEST_LABELS, max_length=MOST_LABELS)]

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes that may be given."""
        return frozenset(label.code for label in self.labels)


def check(one: SampleSet, used: Iterable[str]) -> SampleSet:
    """Return the set if its labels differ and those that were given stay; raises ``sample_set``."""
    if len(one.codes) < len(one.labels) or len({label.name for label in one.labels}) < len(one.labels):
        raise SampleSetError(field="labels", why_zh="标签有重复", why_en="two labels are the same")
    gone = set(used) - one.codes - {UNCLEAR}
    if gone:
        said = "、".join(sorted(gone))
        raise SampleSetError(
            field="labels", why_zh=f"标签 {said} 已有人使用", why_en=f"labels {said} are in use"
        )
    return one


def mark(salt: bytes, text: str) -> bytes:
    """Return the commitment to a text: without the salt nobody can test a guess against it."""
    return hashlib.sha256(salt + text.encode()).digest()


def digest(kept: Iterable[tuple[UUID, bytes, str]]) -> bytes:
    """Return the digest of a version: of its texts' ids, commitments and labels, in the order of ids."""
    whole = hashlib.sha256()
    for item, commitment, label in sorted(kept):
        whole.update(f"{item} {commitment.hex()} {label}\n".encode())
    return whole.digest()
