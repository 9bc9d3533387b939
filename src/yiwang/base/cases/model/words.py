"""Words for searching and short titles, made from the texts of reports.

Chinese runs are cut into overlapping pairs of characters (路灯不亮 → 路灯 灯不 不亮), everything else into
words. A dictionary cut reads better but loses what it cuts wrongly: 12号路灯 becomes 号路 + 灯, and a search
for 路灯 finds nothing. With pairs every stretch of two or more characters is found, at about twice the
words per case.
"""

from __future__ import annotations

import re
from operator import add

from yiwang.kernel.text import fold

TITLE = 60
MOST_WORDS = 600
_RUN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[0-9a-z]+|[^\W\d_]+")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def words_of(*texts: str) -> tuple[str, ...]:
    """Return the distinct search words of ``texts`` in order, at most :data:`MOST_WORDS`.

    Texts are folded first (full width → half width, lower case), so that a query folded the same way
    meets them.
    """
    found: dict[str, None] = {}
    for text in texts:
        for run in _RUN.findall(fold(text)):
            if len(run) > 1 and _HAN.match(run):
                found.update(dict.fromkeys(map(add, run, run[1:])))
            else:
                found[run[:64]] = None
    return tuple(found)[:MOST_WORDS]


def title_of(text: str) -> str:
    """Return the text in one line, at most :data:`TITLE` characters."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE else f"{line[: TITLE - 1]}…"
