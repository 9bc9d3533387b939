"""Parts of a matter 事项拆分: which of them a text belongs to, by words that people read and edit."""

from __future__ import annotations

from collections.abc import Sequence

from yiwang.kernel.text import fold

_LONGEST = 5000


def part_of(text: str, words: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the part of whose ``words`` the text has most; ``None`` for none, or for a tie.

    What fits no part stays with the matter: a wrong part sends a case to a wrong unit.

    >>> part_of("工地夜间施工噪音大", [["施工", "工地"], ["广场舞", "音响"]])
    0
    >>> part_of("施工队放音响", [["施工"], ["音响"]]) is None
    True
    """
    folded = fold(text[:_LONGEST])
    hits = [len({word for word in map(fold, some) if word in folded}) for some in words]
    best = max(hits, default=0)
    return hits.index(best) if best and hits.count(best) == 1 else None
