"""Whether a word counts where it stands: denied and merely quoted words do not."""

from __future__ import annotations

import re
from typing import Final

from yiwang.base.language.model import words as given
from yiwang.kernel.worktime import Words

_BEFORE: Final = 8  # characters looked at before a word
_NEAR: Final = 3  # a denial further away belongs to something else
_STOPS = re.compile(r"[，。！？；：、,.!?;:\n“”‘’《》【】「」()（） ]")


def _any(words: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words.split(), key=len, reverse=True))))


_DENY, _NOT_DENY, _TURNS = _any(given.DENY), _any(given.NOT_DENY), _any(given.TURNS)
_SPEECH = _any(given.SPEECH)
_QUOTED = re.compile(r"[“「]([^“”「」\n]{1,120})[”」]|《([^《》\n]{1,60})》")

DENIED = Words("被否定", "denied")
QUOTED = Words("只是引用", "only quoted")


def denied(text: str, at: int) -> bool:
    """Tell whether the word that begins at ``at`` is denied by what stands before it."""
    before = text[max(0, at - _BEFORE) : at]
    before = _STOPS.split(before)[-1]
    if not before:
        return False
    before = _NOT_DENY.sub(lambda m: "　" * len(m[0]), before)
    ends = [m.end() for m in _DENY.finditer(before)]
    return bool(ends) and len(before) - ends[-1] <= _NEAR and _TURNS.search(before, ends[-1]) is None


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the stretches of ``text`` that are titles or quotations nobody is said to have spoken."""
    if "“" not in text and "《" not in text and "「" not in text:
        return []
    found = []
    for match in _QUOTED.finditer(text):
        start = match.start()
        if match[2] is None and _SPEECH.search(text, max(0, start - 6), start) is not None:
            continue
        found.append((start, match.end()))
    return found


def quoted(stretches: list[tuple[int, int]], at: int) -> bool:
    """Tell whether the word at ``at`` lies in one of the quotations."""
    return any(start < at < end for start, end in stretches)
